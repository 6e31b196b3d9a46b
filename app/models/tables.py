"""Every table of the book, imported in one place so that the metadata is whole."""

from app.models.assessment import Assessment, ReviewRound
from app.models.base import Base
from app.models.book import Book
from app.models.criteria import CriteriaSet, Criterion, Indicator, Responsibility
from app.models.evidence import Evidence, EvidenceLink
from app.models.journal import JournalEntry, JournalTransaction
from app.models.people import Absence, Person, Role, Tenure
from app.models.place import Place, PlaceChange, PlaceSuccession, PlaceYear
from app.models.plan import Assignment, Plan, PlanHamlet, PlanSet
from app.models.procedure import DossierComponent, ProcedureProfile, ProcedureStep
from app.models.report import MonthlyReport

__all__ = [
    "Absence",
    "Assessment",
    "Assignment",
    "Base",
    "Book",
    "CriteriaSet",
    "Criterion",
    "DossierComponent",
    "Evidence",
    "EvidenceLink",
    "Indicator",
    "JournalEntry",
    "JournalTransaction",
    "MonthlyReport",
    "Person",
    "Place",
    "PlaceChange",
    "PlaceSuccession",
    "PlaceYear",
    "Plan",
    "PlanHamlet",
    "PlanSet",
    "ProcedureProfile",
    "ProcedureStep",
    "Responsibility",
    "ReviewRound",
    "Role",
    "Tenure",
]
