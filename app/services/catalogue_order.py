"""The order of a set's rows, and the numbers that new rows are offered."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.criteria import SetDefinition
from app.domain.rights import Right
from app.models.criteria import Criterion, Indicator
from app.services import catalogue
from app.services.rights import require


def move_criterion(session: Session, *, criterion_uid: str, step: int) -> None:
    """One place up (-1) or down (1); at the end of the set nothing moves. Refused in a set in use."""
    require(session, Right.CATALOGUE)
    row = catalogue.criterion_row(session, criterion_uid)
    catalogue.require_free(session, row.set_uid)
    rows = session.scalars(
        select(Criterion).where(Criterion.set_uid == row.set_uid).order_by(Criterion.position)
    )
    _swap(list(rows), row, step)
    session.flush()


def move_indicator(session: Session, *, indicator_uid: str, step: int) -> None:
    """Within its criterion, as `move_criterion`."""
    require(session, Right.CATALOGUE)
    row, set_uid = catalogue.indicator_row(session, indicator_uid)
    catalogue.require_free(session, set_uid)
    rows = session.scalars(
        select(Indicator).where(Indicator.criterion_uid == row.criterion_uid).order_by(Indicator.position)
    )
    _swap(list(rows), row, step)
    session.flush()


def _swap(rows: list[Criterion] | list[Indicator], row: Criterion | Indicator, step: int) -> None:
    at = rows.index(row)  # type: ignore[arg-type]
    if 0 <= at + step < len(rows):
        other = rows[at + step]
        row.position, other.position = other.position, row.position


def next_criterion_number(definition: SetDefinition) -> str:
    return _next({criterion.number for criterion in definition.criteria}, "")


def next_indicator_number(definition: SetDefinition, criterion_number: str) -> str:
    return _next({indicator.number for indicator in definition.indicators}, f"{criterion_number}.")


def _next(taken: set[str], start: str) -> str:
    """After the highest that begins so: 4.1, 4.3 → 4.4."""
    ends = [number.removeprefix(start) for number in taken if number.startswith(start)]
    return f"{start}{max((int(end) for end in ends if end.isdecimal()), default=0) + 1}"
