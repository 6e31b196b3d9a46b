"""Who was responsible for an assignment from when to when: leads from the journal, persons from their tenures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.roles import overlap
from app.models.people import Person, Role, Tenure
from app.models.plan import Assignment
from app.services import history

_Days = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class PersonSpell:
    """`person` "" where nobody is known to have held the role then; both days included, None is until now."""

    from_on: date
    until_on: date | None
    role: str
    person: str


def responsible_people(session: Session, *, assignment_uid: str) -> list[PersonSpell]:
    """Newest first; empty for an order that is gone."""
    order = session.get(Assignment, assignment_uid)
    if order is None:
        return []
    names = {row.uid: row.name for row in session.scalars(select(Role))}
    people: dict[str, str] = dict(session.execute(select(Person.uid, Person.name)).all())
    found = []
    for role_uid, days in _leads(session, order):
        role = names.get(role_uid, "")
        spells = [
            PersonSpell(*part, role, people[tenure.person_uid])
            for tenure, part in _held(session, role_uid, order.hamlet_uid, days)
        ]
        found += spells or [PersonSpell(*days, role, "")]
    return sorted(found, key=lambda spell: spell.from_on, reverse=True)


def _leads(session: Session, order: Assignment) -> Iterable[tuple[str, _Days]]:
    """Roles that led it, oldest first; a lead of some hours leaves no day of its own."""
    changes: list[tuple[date, str]] = []
    for line in reversed(history.row_history(session, row_uid=order.uid)):
        day = line.at.astimezone().date()
        if line.field is None and isinstance(line.new, dict):
            changes.append((day, line.new["lead_uid"]))
        elif line.field == "lead_uid":
            changes.append((day, line.new))
    ends = [day for day, _role in changes[1:]] + [None]
    for (day, role_uid), end in zip(changes, ends, strict=True):
        if end is None:
            yield role_uid, (day, None)
        elif end > day:
            yield role_uid, (day, end - timedelta(days=1))


def _held(session: Session, role_uid: str, hamlet_uid: str, days: _Days) -> list[tuple[Tenure, _Days]]:
    statement = select(Tenure).where(
        Tenure.role_uid == role_uid, or_(Tenure.hamlet_uid.is_(None), Tenure.hamlet_uid == hamlet_uid)
    )
    found: list[tuple[Tenure, _Days]] = []
    for tenure in session.scalars(statement):
        if overlap((tenure.from_on, tenure.until_on), days):
            begin = max(tenure.from_on or days[0], days[0])
            ends = [end for end in (tenure.until_on, days[1]) if end is not None]
            found.append((tenure, (begin, min(ends) if ends else None)))
    return found
