"""What Biểu 03 and 04 still owe: tasks of advice and activities that are not done, each with its last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.services import activities, advisory_tasks
from app.services.activities import ActivityRow
from app.table_words import activity_kind_label


@dataclass(frozen=True, slots=True)
class TableDeadline:
    """`table` is "03" or "04", `uid` that of its row; `who` leads, "" where nobody is named."""

    table: str
    uid: str
    work: str
    who: str
    last: date


def table_deadlines(session: Session, *, year: int) -> list[TableDeadline]:
    """Those with a time, by their last day. Raises NotFoundError without a plan."""
    found = [
        TableDeadline("03", row.uid, " ".join(row.task.split()), row.lead, row.timing.last)
        for row in advisory_tasks.advisory_tasks(session, year=year)
        if row.timing is not None and row.done_on is None
    ]
    found += [
        TableDeadline("04", row.uid, _activity(row), "", row.timing.last)
        for row in activities.activities(session, year=year)
        if row.timing is not None and row.done_on is None
    ]
    return sorted(found, key=lambda one: (one.last, one.table, one.work))


def _activity(row: ActivityRow) -> str:
    kind = activity_kind_label(row.kind)
    return f"{kind} – {row.place}" if row.place else kind
