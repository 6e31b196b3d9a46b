"""Last year's plan as the beginning of this year's: hamlets still to be recognised, days moved, standing owners.

Results never come along: a new year is assessed anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from app.domain.dossier import EventKind
from app.domain.milestones import MilestoneKind, shifted
from app.domain.rights import Right
from app.domain.verdict import Verdict
from app.errors import InputError
from app.i18n import _
from app.models.base import Base
from app.models.dossier import Dossier, DossierEvent
from app.models.plan import Milestone, Plan, PlanHamlet, PlanSet
from app.services import assignments, criteria, milestones, places, plans
from app.services.plans import PlanRow
from app.services.rights import require

_SHIFTED = ("evidence_due", "appraisal_due")


class LeftOut(StrEnum):
    """Why a hamlet of the old plan does not come into the new one."""

    RECOGNISED = "recognised"
    GONE = "gone"  # merged, split or moved away since


@dataclass(frozen=True, slots=True)
class CopyOffer:
    """What copying would do; `set_expired`: the old plan's set is out of force in the new year."""

    from_year: int
    to_year: int
    kept: tuple[tuple[str, str], ...]  # uid and name
    left_out: tuple[tuple[str, LeftOut], ...]  # name and why
    milestones: int
    set_title: str
    set_expired: bool


def copy_offer(session: Session, *, from_year: int, to_year: int) -> CopyOffer:
    """Raises NotFoundError without a plan of `from_year`."""
    plan = plans.plan_of_year(session, year=from_year)
    recognised = _recognised(session, plan.uid)
    alive = {row.uid for row in places.hamlets(session, year=to_year)}
    kept: list[tuple[str, str]] = []
    left_out: list[tuple[str, LeftOut]] = []
    for row in plans.planned_hamlets(session, plan_uid=plan.uid):
        if row.hamlet_uid not in alive:
            left_out.append((row.name, LeftOut.GONE))
        elif row.hamlet_uid in recognised:
            left_out.append((row.name, LeftOut.RECOGNISED))
        else:
            kept.append((row.hamlet_uid, row.name))
    used = criteria.criteria_set(session, set_uid=plan.set_uid)
    return CopyOffer(
        from_year,
        to_year,
        tuple(kept),
        tuple(left_out),
        _milestone_count(session, plan, [uid for uid, _name in kept]),
        used.short_title,
        used.valid_to is not None and used.valid_to < date(to_year, 1, 1),
    )


def copy_plan(session: Session, *, from_year: int, to_year: int, today: date) -> int:
    """Returns how many orders the standing owners got. Raises InputError when the year has a plan already."""
    require(session, Right.PLAN)
    if plans.find_plan(session, year=to_year) is not None:
        raise InputError(
            _("Năm {year} đã có kế hoạch. Hãy chọn năm khác.").format(year=to_year), field="year"
        )
    offer = copy_offer(session, from_year=from_year, to_year=to_year)
    old = session.scalars(select(Plan).where(Plan.year == from_year)).one()
    years = to_year - from_year
    days = {name: shifted(day, years) for name in _SHIFTED if (day := getattr(old, name)) is not None}
    title = old.title.replace(str(from_year), str(to_year))
    new = Plan(**(_values(old) | days | {"year": to_year, "title": title, "number": None, "dated": None}))
    session.add(new)
    kept = [uid for uid, _name in offer.kept]
    _copy_rows(session, old.uid, new.uid, kept)
    for row in _milestones(session, old.uid, kept):
        before = shifted(row.before_on, years) if row.before_on else None
        fresh = {"plan_uid": new.uid, "before_on": before, "done_on": None, "note": None}
        session.add(Milestone(**(_values(row) | fresh)))
    session.flush()
    return _give_standing_orders(session, new, today)


def _copy_rows(session: Session, old_uid: str, new_uid: str, kept: list[str]) -> None:
    """Hamlets with their target sets, and the sets added for them and for the commune itself."""
    hamlets = select(PlanHamlet).where(PlanHamlet.plan_uid == old_uid, PlanHamlet.hamlet_uid.in_(kept))
    for row in session.scalars(hamlets):
        session.add(PlanHamlet(**(_values(row) | {"plan_uid": new_uid})))
    judged = [*kept, places.commune_uid(session)]
    for added in session.scalars(
        select(PlanSet).where(PlanSet.plan_uid == old_uid, PlanSet.place_uid.in_(judged))
    ):
        session.add(PlanSet(**(_values(added) | {"plan_uid": new_uid})))


def _give_standing_orders(session: Session, plan: Plan, today: date) -> int:
    rows = assignments.assignment_rows(session, year=plan.year, today=today)
    unmet = [row for row in rows if row.verdict is Verdict.UNMET]
    return assignments.assign_standing_owners(session, plan_uid=plan.uid, rows=unmet)


def _values(row: Base) -> dict[str, object]:
    """All columns but the identity: what others add to a plan comes along too."""
    return {one.key: getattr(row, one.key) for one in inspect(type(row)).column_attrs if one.key != "uid"}


def _milestones(session: Session, plan_uid: str, kept: Iterable[str]) -> list[Milestone]:
    """Those that say when, of all hamlets and of the ones that are kept."""
    wanted = {None, *kept}
    rows = session.scalars(select(Milestone).where(Milestone.plan_uid == plan_uid))
    return [row for row in rows if row.hamlet_uid in wanted and milestones.rule_of(row).kind is not None]


def _milestone_count(session: Session, plan: PlanRow, kept: list[str]) -> int:
    """With the days that stand in the plan itself."""
    rows = _milestones(session, plan.uid, kept)
    said = {row.kind for row in rows if row.hamlet_uid is None}
    own = {MilestoneKind.EVIDENCE: plan.facts.evidence_due, MilestoneKind.APPRAISAL: plan.facts.appraisal_due}
    return len(rows) + sum(day is not None and kind not in said for kind, day in own.items())


def _recognised(session: Session, plan_uid: str) -> set[str]:
    """Hamlets whose dossier of that plan ended in a decision that was not withdrawn."""
    statement = (
        select(Dossier.hamlet_uid, DossierEvent.kind)
        .join(Dossier, Dossier.uid == DossierEvent.dossier_uid)
        .where(
            Dossier.plan_uid == plan_uid,
            DossierEvent.kind.in_([EventKind.RECOGNISED, EventKind.WITHDRAWN]),
        )
        .order_by(DossierEvent.on_date, DossierEvent.position)
    )
    latest = dict(session.execute(statement).all())
    return {uid for uid, kind in latest.items() if kind is EventKind.RECOGNISED}
