"""Every table of the book, imported in one place so that the metadata is whole."""

from app.models.assessment import Assessment, ReviewRound
from app.models.base import Base
from app.models.book import Book
from app.models.criteria import CriteriaSet, Criterion, Indicator
from app.models.evidence import Evidence, EvidenceLink
from app.models.journal import JournalEntry, JournalTransaction
from app.models.people import Role
from app.models.place import Place
from app.models.plan import Assignment, Plan, PlanHamlet
from app.models.report import MonthlyReport

__all__ = [
    "Assessment",
    "Assignment",
    "Base",
    "Book",
    "CriteriaSet",
    "Criterion",
    "Evidence",
    "EvidenceLink",
    "Indicator",
    "JournalEntry",
    "JournalTransaction",
    "MonthlyReport",
    "Place",
    "Plan",
    "PlanHamlet",
    "ReviewRound",
    "Role",
]
