"""What the book knows of a year's milestones without anybody typing it: rounds, finished work, meetings, dossiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.dossier import EventKind
from app.domain.milestones import MilestoneKind
from app.domain.rounds import RoundKind
from app.domain.work import WorkProgress
from app.models.assessment import ReviewRound
from app.models.dossier import Dossier, DossierEvent
from app.models.meeting import CouncilMeeting
from app.models.plan import Assignment
from app.services.plans import PlanRow

Key = tuple[str, MilestoneKind]  # hamlet uid, kind

_BY_EVENT = {
    EventKind.SUBMITTED: MilestoneKind.DOSSIER,
    EventKind.RECOGNISED: MilestoneKind.DECISION,
    EventKind.ANNOUNCED: MilestoneKind.ANNOUNCEMENT,
}


def reached_days(session: Session, *, plan: PlanRow, today: date) -> dict[Key, date]:
    """The day on which a hamlet reached a milestone, as far as the book tells; nothing after today."""
    found: dict[Key, date] = {}
    told = (*_reviews(session, plan), *_remedies(session, plan), *_councils(session, plan))
    for hamlet_uid, kind, day in (*told, *_events(session, plan)):
        if day <= today:
            found[hamlet_uid, kind] = max(day, found.get((hamlet_uid, kind), day))
    return found


def order_days(session: Session, *, plan_uid: str) -> dict[str, date]:
    """By hamlet the latest "before" day of its orders: until then its unmet indicators are to be mended."""
    statement = select(Assignment.hamlet_uid, Assignment.due_before).where(
        Assignment.plan_uid == plan_uid, Assignment.due_before.is_not(None)
    )
    found: dict[str, date] = {}
    for uid, day in session.execute(statement):
        assert day is not None
        found[uid] = max(day, found.get(uid, day))
    return found


def _reviews(session: Session, plan: PlanRow) -> Iterable[tuple[str, MilestoneKind, date]]:
    """The review that a plan begins with is held at the end of the year before, or in the year itself."""
    statement = select(ReviewRound.hamlet_uid, ReviewRound.held_on).where(
        ReviewRound.kind == RoundKind.BASELINE,
        ReviewRound.held_on >= date(plan.year - 1, 7, 1),
        ReviewRound.held_on <= date(plan.year, 12, 31),
    )
    return [(uid, MilestoneKind.REVIEW, day) for uid, day in session.execute(statement)]


def _remedies(session: Session, plan: PlanRow) -> Iterable[tuple[str, MilestoneKind, date]]:
    """All work of a hamlet is done, and each says when."""
    statement = select(Assignment.hamlet_uid, Assignment.progress, Assignment.done_on).where(
        Assignment.plan_uid == plan.uid
    )
    days: defaultdict[str, list[date | None]] = defaultdict(list)
    for uid, progress, done_on in session.execute(statement):
        days[uid].append(done_on if progress is WorkProgress.DONE else None)
    return [
        (uid, MilestoneKind.REMEDY, max(day for day in found if day is not None))
        for uid, found in days.items()
        if all(found)
    ]


def _councils(session: Session, plan: PlanRow) -> Iterable[tuple[str, MilestoneKind, date]]:
    statement = (
        select(ReviewRound.hamlet_uid, CouncilMeeting.held_on)
        .join(ReviewRound, ReviewRound.uid == CouncilMeeting.round_uid)
        .where(
            CouncilMeeting.held_on >= date(plan.year, 1, 1), CouncilMeeting.held_on <= date(plan.year, 12, 31)
        )
    )
    return [(uid, MilestoneKind.APPRAISAL, day) for uid, day in session.execute(statement) if day]


def _events(session: Session, plan: PlanRow) -> Iterable[tuple[str, MilestoneKind, date]]:
    statement = (
        select(Dossier.hamlet_uid, DossierEvent.kind, DossierEvent.on_date)
        .join(Dossier, Dossier.uid == DossierEvent.dossier_uid)
        .where(Dossier.plan_uid == plan.uid, DossierEvent.kind.in_(list(_BY_EVENT)))
    )
    return [(uid, _BY_EVENT[EventKind(kind)], day) for uid, kind, day in session.execute(statement)]
