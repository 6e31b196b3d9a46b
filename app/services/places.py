"""The commune of the book and its hamlets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.rights import Right
from app.domain.text import fold, initial_capital, nfc, sort_key
from app.errors import InputError, NotFoundError, RefusedError
from app.i18n import _
from app.models.book import Book
from app.models.place import Place, PlaceLevel
from app.services import entry, place_names
from app.services.place_names import NamedPlace, Neighbours, PlaceFacts, hamlet_places
from app.services.rights import require

_MOST_NAMED = 12  # hamlets in one sentence


@dataclass(frozen=True, slots=True)
class HamletRow:
    """`name` is how it is shown: with the former commune where two in force have one name."""

    uid: str
    name: str


@dataclass(frozen=True, slots=True)
class BookInfo:
    """Names with their kind ("xã Chiềng Khoi"); `district` is "" where there is none.

    `commune` is whose book it is: the district or province itself in the book of one.
    """

    uid: str
    title: str
    commune: str
    district: str
    province: str


def create_commune(session: Session, *, province: str, district: str, commune: str, today: date) -> str:
    """Name whose book it is and what stands above it. Returns its uid.

    `district` may be empty; without `commune` it is the book of the district or province, for many communes.
    """
    require(session, Right.CATALOGUE)
    if session.scalars(select(Book)).first() is not None:
        raise RefusedError(_("Sổ này đã có tên xã. Hãy lập sổ mới cho xã khác."))
    parent: str | None = None
    levels = (
        (PlaceLevel.PROVINCE, entry.required_line(province)),
        (PlaceLevel.DISTRICT, entry.line(district)),
        (PlaceLevel.COMMUNE, entry.line(commune)),
    )
    for level, name in levels:
        if name:
            place = Place(level=level, name=name, parent_uid=parent, position=1)
            session.add(place)
            parent = place.uid
    assert parent is not None
    own = next(name for _level, name in reversed(levels) if name)
    session.add(Book(commune_uid=parent, title=initial_capital(own), created_on=today))
    session.flush()
    return parent


def book_info(session: Session, *, on: date | None = None) -> BookInfo:
    """The names in force on a day, without one those of now; a letter of before a merger keeps its commune.

    Raises NotFoundError for a book whose commune was never named.
    """
    book = session.scalars(select(Book)).first()
    own = place_names.commune_on(session, on=on)
    place: Place | None = own
    assert book is not None
    names = {PlaceLevel.PROVINCE: "", PlaceLevel.DISTRICT: "", PlaceLevel.COMMUNE: ""}
    while place is not None:
        named = place.name if on is None else place_names.name_on(session, place_uid=place.uid, on=on)
        names[place.level] = named
        place = session.get(Place, place.parent_uid) if place.parent_uid else None
    return BookInfo(
        book.uid,
        book.title,
        names.pop(own.level),
        names.get(PlaceLevel.DISTRICT, ""),
        names.get(PlaceLevel.PROVINCE, ""),
    )


def commune_name(session: Session) -> str:
    """With its kind ("xã Chiềng Khoi"), "" in a book whose commune was never named."""
    statement = select(Place.name).join(Book, Book.commune_uid == Place.uid)
    return session.scalars(statement).first() or ""


def is_area_book(session: Session) -> bool:
    """Whether the book is a district's or province's, made to take in packages."""
    level = session.scalars(select(Place.level).join(Book, Book.commune_uid == Place.uid)).first()
    return level in (PlaceLevel.DISTRICT, PlaceLevel.PROVINCE)


def commune_uid(session: Session) -> str:
    """Raises NotFoundError for a book whose commune was never named."""
    return place_names.commune_on(session, on=None).uid


def add_hamlets(session: Session, *, names: Sequence[str]) -> list[str]:
    """Add hamlets by name, one each; empty lines are passed over. Returns their uids.

    "Bản Pút (xã Chiềng Khoi cũ)" brings the former commune along. Raises InputError for a name that stands
    twice, here or among the hamlets in force (compared by `name_key`).
    """
    require(session, Right.CATALOGUE)
    commune = commune_uid(session)
    neighbours = Neighbours(row for row in hamlet_places(session) if row.valid_to is None)
    last = last_position(session)
    uids = []
    for typed in names:
        name, former = place_names.typed_name(typed)
        if not name:
            continue
        facts = PlaceFacts(name, former_commune=former)
        if "name" in neighbours.problems(facts):
            raise InputError(_("“{name}” đã có trong danh sách. Hãy bỏ bớt một dòng.").format(name=name))
        last += 1
        place = Place(
            level=PlaceLevel.HAMLET, name=name, former_commune=former, parent_uid=commune, position=last
        )
        session.add(place)
        neighbours.put(NamedPlace(place.uid, name, former, None, None, None))
        uids.append(place.uid)
    session.flush()
    return uids


def last_position(session: Session) -> int:
    return session.scalar(select(func.max(Place.position)).where(Place.level == PlaceLevel.HAMLET)) or 0


def hamlets(session: Session, *, on: date | None = None, year: int | None = None) -> list[HamletRow]:
    """The hamlets in force on a day, or on some day of a year, or else those with no end; in Vietnamese order.

    Names are those of the day or of the year's end; two of one name carry their former commune:
    "Bản Pút (xã Chiềng Khoi cũ)".
    """
    rows = hamlet_places(session)
    if on is not None:
        rows = place_names.named_then(session, (row for row in rows if row.on(on)), on)
    elif year is not None:
        within = (row for row in rows if row.within(year))
        rows = place_names.named_then(session, within, date(year, 12, 31))
    else:
        rows = [row for row in rows if row.valid_to is None]
    names = place_names.shown_names(rows)
    return sorted((HamletRow(row.uid, names[row.uid]) for row in rows), key=lambda row: sort_key(row.name))


def find_hamlet(session: Session, *, name: str) -> HamletRow:
    """A hamlet by its name, with or without marks and with or without "bản", or by its code.

    Hamlets in force come before those of the past. Raises NotFoundError, naming those it could be.
    """
    wanted = fold(name)
    places = hamlet_places(session)
    shown = place_names.shown_names(row for row in places if row.valid_to is None)
    for rows in ([row for row in places if row.valid_to is None], places):
        known = [HamletRow(row.uid, shown.get(row.uid, row.name)) for row in rows]
        found = _matches(rows, known, nfc(name), wanted)
        if len(found) == 1:
            return found[0]
        if found:
            raise NotFoundError(
                _("Có {n} bản tên “{name}”: {known}. Hãy gõ đủ dấu và xã cũ.").format(
                    n=len(found), name=name, known=_listed(found)
                )
            )
    everything = sorted(
        (HamletRow(uid, text) for uid, text in shown.items()), key=lambda row: sort_key(row.name)
    )
    sentence = _("Không có bản “{name}”. Trong sổ có: {known}.")
    raise NotFoundError(sentence.format(name=name, known=_listed(everything)))


def _matches(
    rows: Sequence[NamedPlace], known: Sequence[HamletRow], typed: str, wanted: str
) -> list[HamletRow]:
    """The closest kind of match that finds anything."""
    pairs = list(zip(rows, known, strict=True))
    ways: tuple[Callable[[NamedPlace, HamletRow], bool], ...] = (
        lambda row, shown: shown.name == typed,
        lambda row, shown: row.name == typed,
        lambda row, shown: bool(row.code) and fold(row.code or "") == wanted,
        lambda row, shown: fold(shown.name) == wanted,
        lambda row, shown: fold(row.name) == wanted,
        lambda row, shown: fold(row.name).partition(" ")[2] == wanted,
    )
    for way in ways:
        found = [shown for row, shown in pairs if way(row, shown)]
        if found:
            return found
    return []


def _listed(rows: Sequence[HamletRow]) -> str:
    names = [row.name for row in rows[:_MOST_NAMED]]
    return ", ".join(names) + (", …" if len(rows) > _MOST_NAMED else "")
