"""While a person fills in an indicator its definition changes with every field: what it was when he began counts."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.criteria import IndicatorDefinition
from app.models.assessment import Assessment
from app.models.criteria import Indicator
from app.models.journal import JournalEntry, encode
from app.services import set_entry


def held_against(
    session: Session, row: Indicator, present: IndicatorDefinition, found: IndicatorDefinition | None
) -> IndicatorDefinition:
    """`found`, if the journal bears out that `row` stood so and nobody has answered it since; else `present`."""
    if found is None or found == present:
        return present
    began = _changed_at(session, row, found)
    return present if began is None or _answered_after(session, row, began) else found


def _changed_at(session: Session, row: Indicator, found: IndicatorDefinition) -> int | None:
    """The journal entry that changed `found` into something else; None when it never stood so."""
    wanted = {name: encode(value) for name, value in set_entry.indicator_values(found).items()}
    state: dict[str, Any] = {name: encode(getattr(row, name)) for name in wanted}
    statement = (
        select(JournalEntry.id, JournalEntry.field, JournalEntry.old)
        .where(JournalEntry.row_uid == row.uid, JournalEntry.field.in_(list(wanted)))
        .order_by(JournalEntry.id.desc())
    )
    for number, name, old in session.execute(statement):
        state[str(name)] = json.loads(old or "null")
        if state == wanted:
            return number
    return None


def _answered_after(session: Session, row: Indicator, entry_id: int) -> bool:
    newest = (
        select(func.max(JournalEntry.id))
        .join(Assessment, Assessment.uid == JournalEntry.row_uid)
        .where(Assessment.indicator_uid == row.uid)
    )
    return (session.scalar(newest) or 0) > entry_id
