"""Monthly reports whose words speak of counts, each with the round that was in force then."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.report import MonthlyReport
from app.services.checks.facts import ReportFacts, RoundFacts


def said_reports(
    session: Session, *, year: int, own_sets: Mapping[str, str], rounds: Sequence[RoundFacts]
) -> tuple[ReportFacts, ...]:
    """`own_sets`: by hamlet the set its board speaks of; `rounds` oldest first."""
    columns = (
        MonthlyReport.hamlet_uid,
        MonthlyReport.month,
        MonthlyReport.progress,
        MonthlyReport.written_on,
        MonthlyReport.received_on,
    )
    statement = select(*columns).where(
        MonthlyReport.year == year,
        MonthlyReport.progress.is_not(None),
        MonthlyReport.progress.like("%/%"),
    )
    found = []
    for place_uid, month, text, written, received in session.execute(statement):
        day = written or received or date(year, month, monthrange(year, month)[1])
        held = [
            row
            for row in rounds
            if row.place_uid == place_uid and row.set_uid == own_sets.get(place_uid) and row.held_on <= day
        ]
        if held:
            found.append(ReportFacts(place_uid, month, text or "", held[-1].uid))
    return tuple(found)
