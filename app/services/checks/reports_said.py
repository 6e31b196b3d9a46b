"""Monthly reports whose words speak of counts, each with the round that was in force then."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.report import MonthlyReport
from app.services.checks.facts import ReportFacts, RoundFacts
from app.services.plans import PlanRow


def said_reports(session: Session, *, plan: PlanRow, rounds: Sequence[RoundFacts]) -> tuple[ReportFacts, ...]:
    """`rounds` oldest first."""
    columns = (
        MonthlyReport.hamlet_uid,
        MonthlyReport.month,
        MonthlyReport.progress,
        MonthlyReport.written_on,
        MonthlyReport.received_on,
    )
    statement = select(*columns).where(
        MonthlyReport.year == plan.year,
        MonthlyReport.progress.is_not(None),
        MonthlyReport.progress.like("%/%"),
    )
    found = []
    for place_uid, month, text, written, received in session.execute(statement):
        day = written or received or date(plan.year, month, monthrange(plan.year, month)[1])
        held = [
            row
            for row in rounds
            if row.place_uid == place_uid and row.set_uid == plan.set_uid and row.held_on <= day
        ]
        if held:
            found.append(ReportFacts(place_uid, month, text or "", held[-1].uid))
    return tuple(found)
