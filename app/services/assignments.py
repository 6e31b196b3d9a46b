"""Who mends what until when: assignments of a year's plan, standing owners, workload and gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.deadlines import days_over
from app.domain.verdict import Verdict
from app.errors import InputError, NotFoundError
from app.i18n import _
from app.models.people import Role
from app.models.plan import Assignment, WorkProgress
from app.services import assessments, criteria, plans
from app.services.assessments import SheetRow
from app.services.criteria import RoleRow
from app.services.plans import PlannedHamletRow, PlanRow


@dataclass(frozen=True, slots=True)
class Target:
    """One indicator of one hamlet that is to be assigned."""

    hamlet_uid: str
    indicator_uid: str


@dataclass(frozen=True, slots=True)
class Order:
    """What is ordered for a target; `due_before`: the day itself is too late."""

    lead_uid: str
    lead_wording: str | None = None
    support: str | None = None
    work: str | None = None
    due_before: date | None = None


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """An unmet or assigned indicator; `assignment_uid` None: nobody was told yet, `lead` is then the standing owner."""

    target: Target
    hamlet: str
    indicator: criteria.IndicatorRow
    verdict: Verdict | None
    assignment_uid: str | None
    lead_uid: str | None
    lead: str
    support: str
    work: str
    due_before: date | None
    progress: WorkProgress
    note: str
    days_over: int

    @property
    def open(self) -> bool:
        """Work that is still owed: unmet or being mended."""
        return self.progress is not WorkProgress.DONE


@dataclass(frozen=True, slots=True)
class Workload:
    """What one role carries: standing indicators of the set, open assignments, those overdue."""

    role: RoleRow
    standing: int
    open: int
    overdue: int


def assign(session: Session, *, plan_uid: str, targets: Sequence[Target], order: Order) -> None:
    """Give all targets the same order; an earlier order for one of them is replaced, its progress stays."""
    if session.get(Role, order.lead_uid) is None:
        raise InputError(_("Hãy chọn người chủ trì."), field="lead_uid")
    existing = _existing(session, plan_uid)
    for target in targets:
        row = existing.get((target.hamlet_uid, target.indicator_uid))
        if row is None:
            row = Assignment(
                plan_uid=plan_uid,
                hamlet_uid=target.hamlet_uid,
                indicator_uid=target.indicator_uid,
                progress=WorkProgress.NOT_STARTED,
                note=None,
                lead_uid=order.lead_uid,
            )
            session.add(row)
        row.lead_uid = order.lead_uid
        row.lead_wording = order.lead_wording or None
        row.support = order.support or None
        if order.work is not None:
            row.work = order.work or None
        row.due_before = order.due_before
    session.flush()


def assign_standing_owners(session: Session, *, plan_uid: str, rows: Sequence[AssignmentRow]) -> int:
    """Order every unassigned row to the standing owner of the set; returns how many had one."""
    assigned = 0
    for row in rows:
        if row.assignment_uid is None and row.lead_uid is not None:
            order = Order(lead_uid=row.lead_uid, support=row.support or None, due_before=row.due_before)
            assign(session, plan_uid=plan_uid, targets=[row.target], order=order)
            assigned += 1
    return assigned


def withdraw(session: Session, *, assignment_uids: Sequence[str]) -> None:
    """Take orders back; the indicators stand without an order again."""
    for uid in assignment_uids:
        session.delete(_get(session, uid))
    session.flush()


def set_progress(session: Session, *, assignment_uid: str, progress: WorkProgress) -> None:
    _get(session, assignment_uid).progress = progress
    session.flush()


def set_note(session: Session, *, assignment_uid: str, note: str) -> None:
    _get(session, assignment_uid).note = note or None
    session.flush()


def _get(session: Session, uid: str) -> Assignment:
    row = session.get(Assignment, uid)
    if row is None:
        raise NotFoundError(_("Việc này không còn trong phân công. Hãy xem lại danh sách."))
    return row


def _existing(session: Session, plan_uid: str) -> dict[tuple[str, str], Assignment]:
    rows = session.scalars(select(Assignment).where(Assignment.plan_uid == plan_uid))
    return {(row.hamlet_uid, row.indicator_uid): row for row in rows}


def assignment_rows(
    session: Session, *, year: int, today: date, everything: bool = False
) -> list[AssignmentRow]:
    """Unmet and assigned indicators of the year's hamlets; `everything`: all indicators."""
    plan = plans.plan_of_year(session, year=year)
    roles = {row.uid: row for row in criteria.roles(session)}
    existing = _existing(session, plan.uid)
    rows: list[AssignmentRow] = []
    for hamlet in plans.planned_hamlets(session, plan_uid=plan.uid):
        for sheet_row in _sheet_rows(session, plan, hamlet):
            found = existing.get((hamlet.hamlet_uid, sheet_row.indicator.uid))
            if everything or found is not None or sheet_row.verdict is Verdict.UNMET:
                rows.append(_row(hamlet, sheet_row, found, roles, today))
    return rows


def _sheet_rows(session: Session, plan: PlanRow, hamlet: PlannedHamletRow) -> tuple[SheetRow, ...]:
    latest = assessments.latest_round(session, hamlet_uid=hamlet.hamlet_uid, set_uid=plan.set_uid)
    return assessments.sheet(session, round_uid=latest.uid).rows if latest else ()


def _row(
    hamlet: PlannedHamletRow,
    sheet_row: SheetRow,
    found: Assignment | None,
    roles: dict[str, RoleRow],
    today: date,
) -> AssignmentRow:
    target = Target(hamlet.hamlet_uid, sheet_row.indicator.uid)
    if found is None:
        by_code = {role.code: role for role in roles.values()}
        owner = by_code.get(sheet_row.indicator.lead_code or "")
        support = ", ".join(by_code[c].name for c in sheet_row.indicator.support_codes if c in by_code)
        return AssignmentRow(
            target,
            hamlet.name,
            sheet_row.indicator,
            sheet_row.verdict,
            None,
            owner.uid if owner else None,
            owner.name if owner else "",
            support,
            "",
            None,
            WorkProgress.NOT_STARTED,
            "",
            0,
        )
    late = found.due_before is not None and found.progress is not WorkProgress.DONE
    return AssignmentRow(
        target,
        hamlet.name,
        sheet_row.indicator,
        sheet_row.verdict,
        found.uid,
        found.lead_uid,
        found.lead_wording or roles[found.lead_uid].name,
        found.support or "",
        found.work or "",
        found.due_before,
        found.progress,
        found.note or "",
        days_over(found.due_before, today) if late and found.due_before else 0,
    )


def workloads(session: Session, *, year: int, today: date) -> list[Workload]:
    """Every role in the order of the plan."""
    plan = plans.plan_of_year(session, year=year)
    standing: dict[str, int] = {}
    for indicator in criteria.indicators(session, set_uid=plan.set_uid):
        if indicator.lead_code:
            standing[indicator.lead_code] = standing.get(indicator.lead_code, 0) + 1
    rows = [
        row for row in assignment_rows(session, year=year, today=today) if row.assignment_uid and row.open
    ]
    return [
        Workload(
            role,
            standing.get(role.code, 0),
            sum(row.lead_uid == role.uid for row in rows),
            sum(row.lead_uid == role.uid and row.days_over > 0 for row in rows),
        )
        for role in criteria.roles(session)
    ]
