"""Who carries each indicator of one hamlet: the year's order where there is one, else the standing owner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.roles import day_of_year
from app.models.people import Role
from app.models.plan import Assignment, Plan
from app.services import people
from app.services.criteria import IndicatorRow


@dataclass(frozen=True, slots=True)
class Duty:
    """`ordered`: the plan says so; otherwise the set's standing owner. `due_before`: the day itself is late.

    `holder`: who acts in the leading role, "" where nobody is known.
    """

    lead: str
    support: str
    due_before: date | None
    ordered: bool
    holder: str = ""


def duties_of_hamlet(
    session: Session,
    *,
    year: int,
    hamlet_uid: str,
    indicators: Iterable[IndicatorRow],
    on: date | None = None,
) -> dict[str, Duty]:
    """By indicator uid; an indicator that nobody carries is absent. A year without a plan has no orders.

    `on`: the day whose holders are named, brought into the year; None names nobody.
    """
    roles = {code: (uid, name) for uid, code, name in session.execute(select(Role.uid, Role.code, Role.name))}
    posts = people.holders(session, on=day_of_year(on, year)) if on else {}
    statement = (
        select(Assignment, Role.name)
        .join(Plan, Plan.uid == Assignment.plan_uid)
        .join(Role, Role.uid == Assignment.lead_uid)
        .where(Plan.year == year, Assignment.hamlet_uid == hamlet_uid)
    )
    found = {
        row.uid: _standing(row, roles, posts, hamlet_uid) for row in indicators if row.lead_code in roles
    }
    for row, name in session.execute(statement):
        holder = people.names_of(posts, row.lead_uid, hamlet_uid)
        found[row.indicator_uid] = Duty(
            row.lead_wording or name, row.support or "", row.due_before, True, holder
        )
    return found


def _standing(
    indicator: IndicatorRow, roles: Mapping[str, tuple[str, str]], posts: people.Posts, hamlet_uid: str
) -> Duty:
    assert indicator.lead_code is not None
    lead_uid, lead = roles[indicator.lead_code]
    support = ", ".join(roles[code][1] for code in indicator.support_codes if code in roles)
    return Duty(lead, support, None, False, people.names_of(posts, lead_uid, hamlet_uid))
