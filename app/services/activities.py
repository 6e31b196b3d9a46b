"""Biểu 04: checks, appraisals, completion and announcement, with when and who; also by month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.activities import ActivityKind
from app.domain.rights import Right
from app.domain.text import initial_capital
from app.domain.timing import Timing
from app.errors import InputError
from app.i18n import _
from app.models.place import Place
from app.models.tasks import Activity
from app.services import place_names, plans, table_rows
from app.services.rights import require

_CLEAN: Mapping[str, table_rows.Clean] = {
    "kind": table_rows.as_it_is,
    "place_uid": lambda value: value or None,
    "wording": table_rows.optional_line(200),
    "content": table_rows.optional_text,
    "members": table_rows.optional_text,
    "timing": table_rows.timing,
    "done_on": table_rows.as_it_is,
    "note": table_rows.optional_text,
}


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """`place`: the name of the place, or the words typed for it; `members` a line each."""

    uid: str
    kind: ActivityKind
    place_uid: str | None
    wording: str
    place: str
    content: str
    members: str
    timing: Timing | None
    done_on: date | None
    note: str

    def overdue(self, today: date) -> bool:
        return self.done_on is None and self.timing is not None and self.timing.last < today


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """What is due in a month, by its last day; `first` None for what has no time yet."""

    first: date | None
    rows: tuple[ActivityRow, ...]


def activities(session: Session, *, year: int) -> list[ActivityRow]:
    """In the order they were typed. Raises NotFoundError without a plan."""
    plan = plans.plan_of_year(session, year=year)
    rows = session.execute(
        select(Activity, Place.name)
        .outerjoin(Place, Place.uid == Activity.place_uid)
        .where(Activity.plan_uid == plan.uid)
        .order_by(Activity.position, Activity.uid)
    )
    names = place_names.names_in_year(session, year=year)
    return [
        ActivityRow(
            row.uid,
            row.kind,
            row.place_uid,
            row.wording or "",
            initial_capital(names.get(row.place_uid or "", name or "") or row.wording or ""),
            row.content or "",
            row.members or "",
            table_rows.read_timing(row.timing) if row.timing else None,
            row.done_on,
            row.note or "",
        )
        for row, name in rows
    ]


def calendar(rows: Iterable[ActivityRow]) -> list[CalendarMonth]:
    """By the month of the last day in time, what has no time at the end."""
    months: dict[date, list[ActivityRow]] = {}
    undated = []
    for row in rows:
        if row.timing is None:
            undated.append(row)
        else:
            months.setdefault(row.timing.last.replace(day=1), []).append(row)
    found = [CalendarMonth(first, tuple(sorted(months[first], key=_last_day))) for first in sorted(months)]
    return [*found, CalendarMonth(None, tuple(undated))] if undated else found


def _last_day(row: ActivityRow) -> date:
    return row.timing.last if row.timing else date.max


def add_activity(session: Session, *, year: int, values: Mapping[str, Any]) -> str:
    """Returns its uid. Raises InputError naming the field, NotFoundError without a plan."""
    require(session, Right.PLAN)
    plan = plans.plan_of_year(session, year=year)
    found = table_rows.cleaned(values, _CLEAN)
    if found.get("kind") is None:
        raise InputError(_("Cần chọn một mục."), field="kind")
    _check_place(found.get("place_uid"), found.get("wording"))
    position = table_rows.next_position(session, Activity, plan.uid)
    row = Activity(plan_uid=plan.uid, position=position, **found)
    session.add(row)
    session.flush()
    return row.uid


def change_activity(session: Session, *, uid: str, values: Mapping[str, Any]) -> None:
    """Raises InputError naming the field, NotFoundError."""
    require(session, Right.PLAN)
    row = table_rows.found_row(session, Activity, uid)
    found = table_rows.cleaned(values, _CLEAN)
    _check_place(found.get("place_uid", row.place_uid), found.get("wording", row.wording))
    for field, value in found.items():
        setattr(row, field, value)
    session.flush()


def remove_activity(session: Session, *, uid: str) -> None:
    require(session, Right.PLAN)
    session.delete(table_rows.found_row(session, Activity, uid))
    session.flush()


def _check_place(place_uid: str | None, wording: str | None) -> None:
    if not place_uid and not wording:
        raise InputError(_("Hãy chọn một bản hoặc ghi nơi bằng lời."), field="wording")
