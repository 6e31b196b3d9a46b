"""Who carries each indicator of one hamlet: the year's order where there is one, else the standing owner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.people import Role
from app.models.plan import Assignment, Plan
from app.services.criteria import IndicatorRow


@dataclass(frozen=True, slots=True)
class Duty:
    """`ordered`: the plan says so; otherwise the set's standing owner. `due_before`: the day itself is late."""

    lead: str
    support: str
    due_before: date | None
    ordered: bool


def duties_of_hamlet(
    session: Session, *, year: int, hamlet_uid: str, indicators: Iterable[IndicatorRow]
) -> dict[str, Duty]:
    """By indicator uid; an indicator that nobody carries is absent. A year without a plan has no orders."""
    names = dict(session.execute(select(Role.code, Role.name)).all())
    statement = (
        select(Assignment, Role.name)
        .join(Plan, Plan.uid == Assignment.plan_uid)
        .join(Role, Role.uid == Assignment.lead_uid)
        .where(Plan.year == year, Assignment.hamlet_uid == hamlet_uid)
    )
    ordered = {
        row.indicator_uid: Duty(row.lead_wording or name, row.support or "", row.due_before, True)
        for row, name in session.execute(statement)
    }
    standing = {row.uid: _standing(row, names) for row in indicators if row.lead_code in names}
    return standing | ordered


def _standing(indicator: IndicatorRow, names: dict[str, str]) -> Duty:
    assert indicator.lead_code is not None
    support = ", ".join(names[code] for code in indicator.support_codes if code in names)
    return Duty(names[indicator.lead_code], support, None, False)
