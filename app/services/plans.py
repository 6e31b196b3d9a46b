"""The plan of a year: its hamlets, its dates, to whom the dossier goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.calendar import Shift
from app.domain.deadlines import ReportRule
from app.domain.rights import Right
from app.domain.text import name_key, sort_key
from app.errors import InputError, NotFoundError
from app.i18n import _
from app.models.place import Place
from app.models.plan import Plan, PlanHamlet
from app.models.report import Holiday
from app.services import catalogue_sheet, entry, place_names, places
from app.services.rights import require


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What a plan says besides its year, set and hamlets; None where nobody has said it yet."""

    title: str
    signer_titles: str | None = None
    signer_name: str | None = None
    report_before_day: int = 15
    report_strict: bool = True
    report_to: str | None = None
    evidence_due: date | None = None
    appraisal_due: date | None = None
    submitted_to: str | None = None
    decided_by: str | None = None
    guidance: str | None = None
    report_shift: Shift = Shift.NONE
    report_lock_day: int | None = None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """`holidays` are the days off that were typed in."""

    uid: str
    year: int
    set_uid: str
    facts: PlanFacts
    holidays: frozenset[date] = frozenset()

    @property
    def rule(self) -> ReportRule:
        facts = self.facts
        return ReportRule(
            facts.report_before_day,
            facts.report_strict,
            facts.report_shift,
            self.holidays,
            facts.report_lock_day,
        )


@dataclass(frozen=True, slots=True)
class PlannedHamletRow:
    """Months 1–12 in which the hamlet owes a report."""

    hamlet_uid: str
    name: str
    set_uid: str
    report_from: int
    report_until: int


def create_plan(session: Session, *, year: int, set_uid: str, facts: PlanFacts) -> str:
    """Raises InputError when the year has a plan, or the report day is none of 2–28; RefusedError for an empty set."""
    require(session, Right.PLAN)
    if session.scalars(select(Plan.uid).where(Plan.year == year)).first() is not None:
        raise InputError(_("Năm {year} đã có kế hoạch. Hãy chọn năm khác.").format(year=year), field="year")
    if not 2 <= facts.report_before_day <= 28:
        raise InputError(_("Ngày nộp báo cáo phải từ 2 đến 28."), field="report_before_day")
    catalogue_sheet.require_indicators(session, set_uid=set_uid)
    plan = Plan(
        year=year,
        set_uid=set_uid,
        title=entry.required_line(facts.title, limit=400),
        number=None,
        dated=None,
        signer_titles=facts.signer_titles,
        signer_name=facts.signer_name,
        report_before_day=facts.report_before_day,
        report_strict=facts.report_strict,
        report_shift=facts.report_shift,
        report_lock_day=facts.report_lock_day,
        report_to=facts.report_to,
        evidence_due=facts.evidence_due,
        appraisal_due=facts.appraisal_due,
        submitted_to=facts.submitted_to,
        decided_by=facts.decided_by,
        guidance=facts.guidance,
    )
    session.add(plan)
    session.flush()
    return plan.uid


def include_hamlet(
    session: Session, *, plan_uid: str, hamlet_uid: str, report_from: int = 1, report_until: int = 12
) -> None:
    """Put a hamlet into a plan under the plan's own set."""
    require(session, Right.PLAN)
    plan = session.get_one(Plan, plan_uid)
    session.add(
        PlanHamlet(
            plan_uid=plan_uid,
            hamlet_uid=hamlet_uid,
            set_uid=plan.set_uid,
            report_from=report_from,
            report_until=report_until,
        )
    )
    session.flush()


def plan_hamlets_by_name(session: Session, *, year: int, names: Sequence[str]) -> int:
    """Put hamlets into the year's plan, those the book does not know yet are added; returns how many came in.

    Raises NotFoundError without a plan, InputError for a name that stands twice.
    """
    require(session, Right.PLAN)
    plan = plan_of_year(session, year=year)
    planned = {row.hamlet_uid for row in planned_hamlets(session, plan_uid=plan.uid)}
    known = {name_key(row.name): row.uid for row in places.hamlets(session)}
    found = [known[name_key(name)] for name in names if name_key(name) in known]
    added = places.add_hamlets(session, names=[name for name in names if name_key(name) not in known])
    coming = [uid for uid in dict.fromkeys(found + added) if uid not in planned]
    for uid in coming:
        include_hamlet(session, plan_uid=plan.uid, hamlet_uid=uid)
    return len(coming)


def years(session: Session) -> list[int]:
    """Years that have a plan, newest first."""
    return list(session.scalars(select(Plan.year).order_by(Plan.year.desc())))


def plan_of_year(session: Session, *, year: int) -> PlanRow:
    """Raises NotFoundError."""
    plan = find_plan(session, year=year)
    if plan is None:
        raise NotFoundError(_("Năm {year} chưa có kế hoạch. Hãy lập kế hoạch năm trước.").format(year=year))
    return plan


def find_plan(session: Session, *, year: int) -> PlanRow | None:
    plan = session.scalars(select(Plan).where(Plan.year == year)).first()
    if plan is None:
        return None
    facts = PlanFacts(
        title=plan.title,
        signer_titles=plan.signer_titles,
        signer_name=plan.signer_name,
        report_before_day=plan.report_before_day,
        report_strict=plan.report_strict,
        report_to=plan.report_to,
        evidence_due=plan.evidence_due,
        appraisal_due=plan.appraisal_due,
        submitted_to=plan.submitted_to,
        decided_by=plan.decided_by,
        guidance=plan.guidance,
        report_shift=plan.report_shift,
        report_lock_day=plan.report_lock_day,
    )
    holidays = frozenset(session.scalars(select(Holiday.on_date)))
    return PlanRow(plan.uid, plan.year, plan.set_uid, facts, holidays)


def set_of_hamlet(session: Session, *, plan: PlanRow, hamlet_uid: str) -> str:
    """Under which set the plan puts a hamlet: its own once it moved on alone, else the plan's."""
    statement = select(PlanHamlet.set_uid).where(
        PlanHamlet.plan_uid == plan.uid, PlanHamlet.hamlet_uid == hamlet_uid
    )
    return session.scalars(statement).first() or plan.set_uid


def planned_hamlets(session: Session, *, plan_uid: str) -> list[PlannedHamletRow]:
    """In Vietnamese order of their names, which are those of the plan's year."""
    columns = PlanHamlet
    statement = (
        select(columns.hamlet_uid, Place.name, columns.set_uid, columns.report_from, columns.report_until)
        .join(Place, Place.uid == PlanHamlet.hamlet_uid)
        .where(PlanHamlet.plan_uid == plan_uid)
    )
    year = session.scalars(select(Plan.year).where(Plan.uid == plan_uid)).first()
    names = place_names.names_in_year(session, year=year) if year is not None else {}
    rows = [
        PlannedHamletRow(row[0], names.get(row[0], row[1]), *row[2:]) for row in session.execute(statement)
    ]
    return sorted(rows, key=lambda row: sort_key(row.name))
