"""Biểu 01 and 02 as a paper prints them: typed as they stand, held against their own figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.criteria import SetDefinition, SetLevel
from app.domain.printed_tables import PrintedLine, PrintedProblem, TableNumber, line_problems
from app.domain.rights import Right
from app.errors import InputError
from app.i18n import _
from app.models.tasks import PrintedLineRow
from app.services import criteria, entry, plans, table_rows
from app.services.books import shipped_sets
from app.services.criteria import SetRow
from app.services.rights import require

_MOST = 999

Counts = tuple[int | None, int | None]


def _count(value: int | str | None) -> int | None:
    if isinstance(value, str):
        value = entry.integer(value) if value.strip() else None
    if value is not None and not 0 <= value <= _MOST:
        raise InputError(_("Hãy ghi số từ 0 đến {most}.").format(most=_MOST))
    return value


def _lines(value: str | None) -> list[str]:
    return [line.strip() for line in entry.paragraph(value or "").split("\n") if line.strip()]


_CLEAN: Mapping[str, table_rows.Clean] = {
    "place": lambda value: entry.required_line(value or ""),
    "area": table_rows.optional_line(200),
    "region": table_rows.optional_line(20),
    "criteria_met": _count,
    "indicators_met": _count,
    "criteria_unmet": _count,
    "indicators_unmet": _count,
    "unmet": _lines,
    "remaining": _lines,
}


@dataclass(frozen=True, slots=True)
class SetCounts:
    """Criteria and indicators of the set that judges a commune, and of the one that judges a hamlet."""

    commune: Counts
    hamlet: Counts

    def of(self, place: str) -> Counts:
        return self.commune if place.casefold().startswith("xã") else self.hamlet


_LEVELS = {
    TableNumber.FIRST: (SetLevel.COMMUNE, SetLevel.HAMLET),
    TableNumber.SECOND: (SetLevel.COMMUNE_ADVANCED, SetLevel.MODEL_HAMLET),
}


def set_counts(session: Session, *, year: int, table: TableNumber) -> SetCounts:
    """Of the sets in force at the end of the year, the book's own before the shipped ones; None where none says."""
    commune, hamlet = _LEVELS[table]
    return SetCounts(_counts_of(session, commune, year), _counts_of(session, hamlet, year))


def _counts_of(session: Session, level: SetLevel, year: int) -> Counts:
    known: list[SetRow | SetDefinition] = [
        *criteria.criteria_sets(session),
        *(shipped.definition for shipped in shipped_sets()),
    ]
    for row in known:
        begins, ends = row.valid_from or date.min, row.valid_to or date.max
        if row.level is level and begins.year <= year <= ends.year:
            return row.criteria_total, row.indicators_total
    return None, None


@dataclass(frozen=True, slots=True)
class KeptLine:
    uid: str
    line: PrintedLine
    problems: tuple[PrintedProblem, ...]


def printed_lines(
    session: Session,
    *,
    year: int,
    table: TableNumber,
    counts: SetCounts | None = None,
) -> list[KeptLine]:
    """With what is wrong in each, held against `counts`. Raises NotFoundError without a plan."""
    plan = plans.plan_of_year(session, year=year)
    rows = session.scalars(
        select(PrintedLineRow)
        .where(PrintedLineRow.plan_uid == plan.uid, PrintedLineRow.table_number == table)
        .order_by(PrintedLineRow.position, PrintedLineRow.uid)
    )
    found = []
    for row in rows:
        line = PrintedLine(
            row.place,
            row.area or "",
            row.region or "",
            row.criteria_met,
            row.indicators_met,
            row.criteria_unmet,
            row.indicators_unmet,
            tuple(row.unmet),
            tuple(row.remaining),
        )
        criteria, indicators = counts.of(line.place) if counts else (None, None)
        problems = tuple(line_problems(line, criteria=criteria, indicators=indicators))
        found.append(KeptLine(row.uid, line, problems))
    return found


def add_line(session: Session, *, year: int, table: TableNumber, values: Mapping[str, Any]) -> str:
    """Counts as number or as typed, lists a line each. Returns its uid. Raises InputError naming the field."""
    require(session, Right.PLAN)
    plan = plans.plan_of_year(session, year=year)
    found = {"unmet": [], "remaining": [], **table_rows.cleaned(values, _CLEAN)}
    if not found.get("place"):
        raise InputError(_("Cần điền ô này."), field="place")
    position = table_rows.next_position(session, PrintedLineRow, plan.uid)
    row = PrintedLineRow(plan_uid=plan.uid, table_number=table, position=position, **found)
    session.add(row)
    session.flush()
    return row.uid


def change_line(session: Session, *, uid: str, values: Mapping[str, Any]) -> None:
    """Raises InputError naming the field, NotFoundError."""
    require(session, Right.PLAN)
    row = table_rows.found_row(session, PrintedLineRow, uid)
    for field, value in table_rows.cleaned(values, _CLEAN).items():
        setattr(row, field, value)
    session.flush()


def remove_line(session: Session, *, uid: str) -> None:
    require(session, Right.PLAN)
    session.delete(table_rows.found_row(session, PrintedLineRow, uid))
    session.flush()
