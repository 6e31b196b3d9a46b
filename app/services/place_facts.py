"""What the commune and its hamlets are, one row each, and the change of one fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.dates import format_date
from app.domain.lineage import ChangeKind
from app.domain.rights import Right
from app.domain.text import initial_capital, sort_key
from app.errors import InputError, NotFoundError
from app.i18n import _
from app.models.assessment import ReviewRound
from app.models.place import Place, PlaceChange, PlaceLevel, PlaceSuccession, PlaceYear
from app.services import entry, place_names, places
from app.services.place_names import Neighbours, PlaceFacts, hamlet_places
from app.services.place_years import YEAR_FIELDS, Earlier, YearFacts, facts_of, record_year
from app.services.rights import require

CODE_LIMIT = 20
FACT_FIELDS = ("name", "code", "former_commune", "valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """`shown` is the name with the former commune where it is needed; The commune comes first.

    `current`: it exists on the day the list is about. `earlier` as in PlaceYearView.
    """

    uid: str
    of_commune: bool
    shown: str
    facts: PlaceFacts
    current: bool
    year: YearFacts
    earlier: Mapping[str, Earlier] = field(default_factory=dict)


def list_day(*, year: int, today: date) -> date:
    """The day a list of the year is about: today, or the end of a past year, or the start of a coming one."""
    return min(max(today, date(year, 1, 1)), date(year, 12, 31))


def place_rows(session: Session, *, year: int, today: date) -> list[PlaceRow]:
    """The commune, then every hamlet it has or had in Vietnamese order, with the figures of the year."""
    day = list_day(year=year, today=today)
    known = _years(session, year)
    commune = session.get_one(Place, places.commune_uid(session))
    hamlets = hamlet_places(session)
    names = place_names.names_on(session, hamlets, day)
    rows = [
        PlaceRow(
            row.uid,
            False,
            names[row.uid],
            PlaceFacts(row.name, row.code, row.former_commune, row.valid_from, row.valid_to),
            row.on(day),
            *known.get(row.uid, (YearFacts(), {})),
        )
        for row in hamlets
    ]
    rows.sort(key=lambda row: sort_key(row.shown))
    facts = PlaceFacts(commune.name, commune.code, None, commune.valid_from, commune.valid_to)
    shown = initial_capital(commune.name)
    first = PlaceRow(commune.uid, True, shown, facts, True, *known.get(commune.uid, (YearFacts(), {})))
    return [first, *rows]


def _years(session: Session, year: int) -> dict[str, tuple[YearFacts, dict[str, Earlier]]]:
    columns = [PlaceYear.place_uid, PlaceYear.year, *(getattr(PlaceYear, name) for name in YEAR_FIELDS)]
    statement = select(*columns).where(PlaceYear.year <= year).order_by(PlaceYear.year.desc())
    found: dict[str, tuple[YearFacts, dict[str, Earlier]]] = {}
    row: Any
    for row in session.execute(statement):
        facts = facts_of(row)
        if row.place_uid not in found:
            found[row.place_uid] = (facts if row.year == year else YearFacts(), {})
        own, earlier = found[row.place_uid]
        if row.year < year:
            for name in YEAR_FIELDS:
                value = getattr(facts, name)
                if value is not None and getattr(own, name) is None:
                    earlier.setdefault(name, Earlier(row.year, value))
    return found


def add_hamlet(
    session: Session,
    *,
    facts: PlaceFacts,
    year: int | None = None,
    figures: Mapping[str, object] | None = None,
) -> str:
    """One hamlet with what is known of it; returns its uid. Raises InputError naming the field."""
    require(session, Right.CATALOGUE)
    cleaned = clean_facts(facts)
    place_names.refuse(Neighbours(hamlet_places(session)).problems(cleaned))
    uid = insert_hamlet(session, cleaned, places.commune_uid(session), places.last_position(session) + 1)
    if figures and year is not None:
        record_year(session, place_uid=uid, year=year, values=figures)
    session.flush()
    return uid


def insert_hamlet(session: Session, facts: PlaceFacts, parent_uid: str, position: int) -> str:
    """Without any check: for facts that were judged."""
    values = {name: getattr(facts, name) for name in FACT_FIELDS}
    place = Place(level=PlaceLevel.HAMLET, parent_uid=parent_uid, position=position, **values)
    session.add(place)
    return place.uid


def update_place(session: Session, *, place_uid: str, values: Mapping[str, object]) -> None:
    """Correct facts of a hamlet or of the commune; a new name by decision is `place_changes.rename`.

    Raises InputError naming the field, also where a merger or split has set the date.
    """
    require(session, Right.CATALOGUE)
    place = found_place(session, place_uid)
    before = PlaceFacts(place.name, place.code, place.former_commune, place.valid_from, place.valid_to)
    merged: dict[str, Any] = {name: value or None for name, value in values.items()}
    after = clean_facts(replace(before, **merged))
    if place.level is PlaceLevel.COMMUNE:
        after = replace(after, name=entry.line(str(values.get("name", place.name) or "")))
    if after == before:
        return
    if (before.valid_from, before.valid_to) != (after.valid_from, after.valid_to):
        _check_dates(session, place, before, after)
    if place.level is PlaceLevel.HAMLET:
        place_names.refuse(Neighbours(hamlet_places(session)).problems(after, uid=place_uid))
    elif not after.name:
        raise InputError(_("Cần điền tên xã."), field="name")
    for name in FACT_FIELDS:
        setattr(place, name, getattr(after, name))
    session.flush()


def found_place(session: Session, place_uid: str) -> Place:
    """Raises NotFoundError."""
    place = session.get(Place, place_uid)
    if place is None:
        raise NotFoundError(_("Không tìm thấy bản này trong sổ. Hãy mở lại danh sách bản."))
    return place


def clean_facts(facts: PlaceFacts) -> PlaceFacts:
    """NFC, single spaces, capital first letter; "xã Chiềng Khoi cũ" loses its last word."""
    name, inside = place_names.typed_name(facts.name or "")
    former = entry.line(facts.former_commune or "").removesuffix(" cũ") or inside
    return replace(
        facts,
        name=name,
        code=entry.line(facts.code or "", limit=CODE_LIMIT) or None,
        former_commune=former or None,
    )


def newest_round(session: Session, place_uid: str) -> date | None:
    statement = select(ReviewRound.held_on).where(ReviewRound.hamlet_uid == place_uid)
    return session.scalars(statement.order_by(ReviewRound.held_on.desc()).limit(1)).first()


def check_no_work_from(session: Session, *, place_uid: str, name: str, day: date, field: str) -> None:
    """Raises InputError where the hamlet was assessed on or after a day on which it is said to be gone."""
    held = newest_round(session, place_uid)
    if held is not None and held >= day:
        sentence = _("{name} có đợt rà soát ngày {held}. Hãy chọn ngày sau ngày đó.")
        raise InputError(sentence.format(name=name, held=format_date(held)), field=field)


def _check_dates(session: Session, place: Place, before: PlaceFacts, after: PlaceFacts) -> None:
    sides = (
        ("valid_from", PlaceSuccession.successor_uid),
        ("valid_to", PlaceSuccession.predecessor_uid),
    )
    for name, column in sides:
        same = getattr(before, name) == getattr(after, name)
        changed = None if same else _set_by(session, place.uid, column)
        if changed is not None:
            sentence = _("Ngày này theo việc sáp nhập, chia tách ngày {day}. Hãy hoàn tác việc đó trước.")
            raise InputError(sentence.format(day=format_date(changed)), field=name)
    if after.valid_to is not None and after.valid_to != before.valid_to:
        gone = place_names.day_after(after.valid_to)
        check_no_work_from(session, place_uid=place.uid, name=place.name, day=gone, field="valid_to")


def _set_by(session: Session, place_uid: str, column: Any) -> date | None:
    """The day of the merger, split or transfer that made or ended the place."""
    statement = (
        select(PlaceChange.on_date)
        .join(PlaceSuccession, PlaceSuccession.change_uid == PlaceChange.uid)
        .where(
            column == place_uid,
            PlaceSuccession.predecessor_uid != PlaceSuccession.successor_uid,
            PlaceChange.kind != ChangeKind.RENAME,
        )
        .limit(1)
    )
    return session.scalars(statement).first()
