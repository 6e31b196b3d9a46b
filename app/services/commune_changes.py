"""The commune of the book goes into a new one: its hamlets go along, its past keeps its names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.dates import format_date
from app.domain.lineage import ChangeKind
from app.domain.rights import Right
from app.domain.text import initial_capital, name_key
from app.errors import InputError
from app.i18n import _
from app.models.book import Book
from app.models.place import Place, PlaceLevel
from app.services import entry, places
from app.services.place_changes import Decision, record_change
from app.services.place_names import day_before
from app.services.rights import require


def merge_commune(
    session: Session,
    *,
    name: str,
    decision: Decision,
    others: Sequence[str] = (),
    district_ends: bool = True,
) -> str:
    """From a day on the commune is part of `name` ("xã Yên Châu"), made of it and of `others`.

    The new commune stands under the province where the district ends with it. Hamlets in force go along and
    keep the old commune as `former_commune`; those that ended before stay with it. Returns the new uid.
    """
    require(session, Right.CATALOGUE)
    book = session.scalars(select(Book)).one()
    old = session.get_one(Place, places.commune_uid(session))
    cleaned = entry.required_line(name)
    _check_day(old, decision.on)
    lost = _others(others, old)
    above = session.get(Place, old.parent_uid) if old.parent_uid else None
    parent_uid = old.parent_uid
    if district_ends and above is not None and above.level is PlaceLevel.DISTRICT:
        above.valid_to = above.valid_to or day_before(decision.on)
        parent_uid = above.parent_uid
    new = Place(
        level=PlaceLevel.COMMUNE, name=cleaned, parent_uid=parent_uid, position=1, valid_from=decision.on
    )
    session.add(new)
    old.valid_to = day_before(decision.on)
    befores = [old]
    for position, other in enumerate(lost, start=2):
        place = Place(
            level=PlaceLevel.COMMUNE,
            name=other,
            parent_uid=old.parent_uid,
            position=position,
            valid_to=day_before(decision.on),
        )
        session.add(place)
        befores.append(place)
    session.flush()
    moved = _move_hamlets(session, old, new, decision.on)
    pairs = [(before, new) for before in befores] + [(hamlet, hamlet) for hamlet in moved]
    record_change(session, ChangeKind.MERGE, decision, pairs)
    if name_key(book.title) == name_key(old.name):
        book.title = initial_capital(cleaned)
    book.commune_uid = new.uid
    session.flush()
    return new.uid


def _check_day(old: Place, on: date) -> None:
    if old.valid_from is not None and old.valid_from >= on:
        sentence = _("{name} thành lập ngày {day}. Hãy chọn ngày sau đó.")
        raise InputError(sentence.format(name=old.name, day=format_date(old.valid_from)), field="on")


def _others(names: Sequence[str], old: Place) -> list[str]:
    found: list[str] = []
    keys = {name_key(old.name)}
    for typed in names:
        name = entry.line(typed)
        if name and name_key(name) not in keys:
            keys.add(name_key(name))
            found.append(name)
    return found


def _move_hamlets(session: Session, old: Place, new: Place, on: date) -> list[Place]:
    statement = select(Place).where(Place.level == PlaceLevel.HAMLET, Place.parent_uid == old.uid)
    moved = []
    for hamlet in session.scalars(statement):
        if hamlet.valid_to is not None and hamlet.valid_to < on:
            continue
        hamlet.parent_uid = new.uid
        hamlet.former_commune = hamlet.former_commune or old.name
        moved.append(hamlet)
    return moved
