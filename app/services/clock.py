"""Whether the clock of this machine can be right, held against the newest entry of the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.journal import JournalTransaction

_BEHIND = timedelta(days=1)  # travel and time zones explain less
_AHEAD = timedelta(days=300)


@dataclass(frozen=True, slots=True)
class ClockDoubt:
    """`newest`: when somebody last wrote into the book; `behind`: the clock says an earlier time than that."""

    newest: datetime
    behind: bool


def clock_doubt(session: Session, *, now: datetime) -> ClockDoubt | None:
    """A clock before the last entry is wrong; one that has run on most of a year since it may be."""
    newest = session.scalar(select(func.max(JournalTransaction.at)))
    if newest is None:
        return None
    if now < newest - _BEHIND:
        return ClockDoubt(newest, behind=True)
    return ClockDoubt(newest, behind=False) if now - newest > _AHEAD else None
