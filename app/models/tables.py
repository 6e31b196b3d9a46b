"""Every table of the book, imported in one place so that the metadata is whole."""

from app.models.account import Account
from app.models.assessment import Assessment, ReviewRound, RoundEvent
from app.models.base import Base
from app.models.book import Book
from app.models.check import CheckWaiver
from app.models.consolidation import CommuneIntake
from app.models.criteria import CriteriaSet, Criterion, Indicator, Responsibility
from app.models.dossier import Dossier, DossierEvent, DossierPaper, DossierRemark, DossierVersion
from app.models.evidence import Evidence, EvidenceLink
from app.models.funds import FundEntry
from app.models.journal import JournalEntry, JournalTransaction
from app.models.meeting import CouncilConclusion, CouncilMeeting, CouncilMember, ResidentsMeeting
from app.models.people import Absence, Person, Role, Tenure
from app.models.place import Place, PlaceChange, PlaceSuccession, PlaceYear
from app.models.plan import Assignment, AssignmentNote, Milestone, Plan, PlanHamlet, PlanSet, PrintedResult
from app.models.procedure import DossierComponent, ProcedureProfile, ProcedureStep
from app.models.report import Holiday, MonthlyReport, PeriodReport, ReportProgress, ReportRevision
from app.models.tasks import Activity, AdvisoryTask, PrintedLineRow

__all__ = [
    "Absence",
    "Account",
    "Activity",
    "AdvisoryTask",
    "Assessment",
    "Assignment",
    "AssignmentNote",
    "Base",
    "Book",
    "CheckWaiver",
    "CommuneIntake",
    "CouncilConclusion",
    "CouncilMeeting",
    "CouncilMember",
    "CriteriaSet",
    "Criterion",
    "Dossier",
    "DossierComponent",
    "DossierEvent",
    "DossierPaper",
    "DossierRemark",
    "DossierVersion",
    "Evidence",
    "EvidenceLink",
    "Holiday",
    "FundEntry",
    "Indicator",
    "JournalEntry",
    "JournalTransaction",
    "Milestone",
    "MonthlyReport",
    "PeriodReport",
    "Person",
    "Place",
    "PlaceChange",
    "PlaceSuccession",
    "PlaceYear",
    "Plan",
    "PlanHamlet",
    "PlanSet",
    "PrintedLineRow",
    "PrintedResult",
    "ProcedureProfile",
    "ProcedureStep",
    "ReportProgress",
    "ReportRevision",
    "ResidentsMeeting",
    "Responsibility",
    "ReviewRound",
    "Role",
    "RoundEvent",
    "Tenure",
]
