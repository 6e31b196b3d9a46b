"""Who mends what until when: giving the orders of a year's plan, changing and taking them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.rights import Right
from app.domain.work import WorkProgress
from app.errors import InputError, NotFoundError
from app.i18n import _
from app.models.people import Role
from app.models.plan import Assignment, AssignmentNote
from app.services.assignment_reading import assignment_rows, existing_orders, overview, owed_rows
from app.services.assignment_rows import AssignmentRow, Order, Overview, Target, Workload, named_under
from app.services.rights import require

__all__ = [
    "AssignmentRow",
    "Order",
    "Overview",
    "Target",
    "Workload",
    "assign",
    "assign_standing_owners",
    "assignment_rows",
    "change",
    "follow_standing_owners",
    "named_under",
    "overview",
    "owed_rows",
    "withdraw",
]

FIELDS = frozenset(
    {"lead_uid", "support", "work", "due_before", "progress", "note", "money_needed", "done_on"}
)


def assign(session: Session, *, plan_uid: str, targets: Sequence[Target], order: Order) -> None:
    """Give all targets the same order; an earlier order for one of them is replaced, its progress stays."""
    require(session, Right.PLAN)
    _require_role(session, order.lead_uid)
    existing = existing_orders(session, plan_uid=plan_uid)
    for target in targets:
        row = _find_or_make(session, existing, plan_uid, target, order.lead_uid)
        row.lead_uid = order.lead_uid
        row.lead_wording = order.lead_wording or None
        row.support = order.support or None
        if order.work is not None:
            row.work = order.work or None
        row.due_before = order.due_before
    session.flush()


def change(
    session: Session,
    *,
    plan_uid: str,
    rows: Sequence[AssignmentRow],
    values: Mapping[str, Any],
    today: date | None = None,
) -> None:
    """Write some of FIELDS of many orders at once; what is not named stays as each row has it.

    A row without an order gets one, with what it shows as its default. Work that is called done was done `today`
    unless another day is named, and work with such a day is done. Raises InputError where a row would then have
    nobody to lead it, for money below nothing and for a day that is still to come.
    """
    require(session, Right.PLAN)
    unknown = set(values) - FIELDS
    if unknown:
        raise ValueError(f"no such fields: {sorted(unknown)}")
    _check(values, today)
    existing = existing_orders(session, plan_uid=plan_uid)
    for shown in rows:
        lead_uid = values.get("lead_uid", shown.lead_uid)
        _require_role(session, lead_uid)
        known = (shown.target.hamlet_uid, shown.target.indicator_uid) in existing
        row = _find_or_make(session, existing, plan_uid, shown.target, lead_uid)
        if not known:
            row.support, row.work = shown.support or None, shown.work or None
            row.due_before = shown.due_before
        elif lead_uid != row.lead_uid:
            row.lead_wording = None  # the plan's words named the one before
        for field, value in values.items():
            setattr(row, field, None if value == "" else value)
        row.progress = WorkProgress(row.progress)
        _keep_done_day(row, values, today)
    session.flush()


def _check(values: Mapping[str, Any], today: date | None) -> None:
    money, day = values.get("money_needed"), values.get("done_on")
    if money is not None and money < 0:
        raise InputError(_("Kinh phí không thể âm. Hãy gõ số từ 0 trở lên."), field="money_needed")
    if day is not None and today is not None and day > today:
        raise InputError(_("Ngày xong chưa tới. Hãy gõ ngày đã xong, hoặc để trống."), field="done_on")


def _keep_done_day(row: Assignment, values: Mapping[str, Any], today: date | None) -> None:
    """Progress and the day never contradict each other, whichever of the two was written."""
    if values.get("done_on") is not None:
        row.progress = WorkProgress.DONE
    elif row.progress is not WorkProgress.DONE:
        row.done_on = None
    elif "progress" in values and row.done_on is None:
        row.done_on = today


def assign_standing_owners(session: Session, *, plan_uid: str, rows: Sequence[AssignmentRow]) -> int:
    """Order every unassigned row to the standing owner of the set; returns how many had one."""
    require(session, Right.PLAN)
    owned = [row for row in rows if row.assignment_uid is None and row.lead_uid is not None]
    change(session, plan_uid=plan_uid, rows=owned, values={})
    return len(owned)


def follow_standing_owners(session: Session, *, plan_uid: str, rows: Sequence[AssignmentRow]) -> int:
    """Lead and support of these rows as the responsibility table has them, whatever was ordered before.

    The rest of each order stays; returns how many rows have a standing owner.
    """
    require(session, Right.PLAN)
    owned = [(row, row.standing) for row in rows if row.standing is not None and row.standing.lead_uid]
    for row, owners in owned:
        values = {"lead_uid": owners.lead_uid, "support": owners.support}
        change(session, plan_uid=plan_uid, rows=[row], values=values)
    return len(owned)


def withdraw(session: Session, *, assignment_uids: Sequence[str]) -> None:
    """Take orders back with their logs; the indicators stand without an order again."""
    require(session, Right.PLAN)
    for uid in assignment_uids:
        for note in session.scalars(select(AssignmentNote).where(AssignmentNote.assignment_uid == uid)):
            session.delete(note)
        session.delete(_get(session, uid))
    session.flush()


def _require_role(session: Session, uid: str | None) -> None:
    if uid is None or session.get(Role, uid) is None:
        raise InputError(_("Hãy chọn người chủ trì."), field="lead_uid")


def _find_or_make(
    session: Session,
    existing: Mapping[tuple[str, str], Assignment],
    plan_uid: str,
    target: Target,
    lead_uid: str,
) -> Assignment:
    row = existing.get((target.hamlet_uid, target.indicator_uid))
    if row is None:
        row = Assignment(
            plan_uid=plan_uid,
            hamlet_uid=target.hamlet_uid,
            indicator_uid=target.indicator_uid,
            progress=WorkProgress.NOT_STARTED,
            note=None,
            lead_uid=lead_uid,
        )
        session.add(row)
    return row


def _get(session: Session, uid: str) -> Assignment:
    row = session.get(Assignment, uid)
    if row is None:
        raise NotFoundError(_("Việc này không còn trong phân công. Hãy xem lại danh sách."))
    return row
