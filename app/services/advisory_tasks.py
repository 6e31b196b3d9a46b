"""Biểu 03: who drafts which policy, who issues it, by which quarter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.rights import Right
from app.domain.timing import Timing
from app.errors import InputError
from app.i18n import _
from app.models.tasks import AdvisoryTask
from app.services import plans, table_rows
from app.services.rights import require

_CLEAN: Mapping[str, table_rows.Clean] = {
    "task": table_rows.required_text,
    "lead": table_rows.optional_line(300),
    "support": table_rows.optional_line(300),
    "issued_by": table_rows.optional_line(200),
    "timing": table_rows.timing,
    "done_on": table_rows.as_it_is,
    "note": table_rows.optional_text,
}


@dataclass(frozen=True, slots=True)
class TaskRow:
    """`timing` None where nobody has said when."""

    uid: str
    number: int
    task: str
    lead: str
    support: str
    issued_by: str
    timing: Timing | None
    done_on: date | None
    note: str

    def overdue(self, today: date) -> bool:
        return self.done_on is None and self.timing is not None and self.timing.last < today


def advisory_tasks(session: Session, *, year: int) -> list[TaskRow]:
    """In the order they were typed. Raises NotFoundError without a plan."""
    plan = plans.plan_of_year(session, year=year)
    rows = session.scalars(
        select(AdvisoryTask)
        .where(AdvisoryTask.plan_uid == plan.uid)
        .order_by(AdvisoryTask.position, AdvisoryTask.uid)
    )
    return [
        TaskRow(
            row.uid,
            number,
            row.task,
            row.lead or "",
            row.support or "",
            row.issued_by or "",
            table_rows.read_timing(row.timing) if row.timing else None,
            row.done_on,
            row.note or "",
        )
        for number, row in enumerate(rows, start=1)
    ]


def add_task(session: Session, *, year: int, values: Mapping[str, Any]) -> str:
    """Returns its uid. Raises InputError naming the field, NotFoundError without a plan."""
    require(session, Right.PLAN)
    plan = plans.plan_of_year(session, year=year)
    found = table_rows.cleaned(values, _CLEAN)
    if not found.get("task"):
        raise InputError(_("Cần điền ô này."), field="task")
    position = table_rows.next_position(session, AdvisoryTask, plan.uid)
    row = AdvisoryTask(plan_uid=plan.uid, position=position, **found)
    session.add(row)
    session.flush()
    return row.uid


def change_task(session: Session, *, uid: str, values: Mapping[str, Any]) -> None:
    """Raises InputError naming the field, NotFoundError."""
    require(session, Right.PLAN)
    row = table_rows.found_row(session, AdvisoryTask, uid)
    for field, value in table_rows.cleaned(values, _CLEAN).items():
        setattr(row, field, value)
    session.flush()


def remove_task(session: Session, *, uid: str) -> None:
    require(session, Right.PLAN)
    session.delete(table_rows.found_row(session, AdvisoryTask, uid))
    session.flush()
