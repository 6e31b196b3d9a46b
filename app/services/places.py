"""The commune of the book and its hamlets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.text import fold, initial_capital, name_key, sort_key
from app.errors import InputError, NotFoundError, RefusedError
from app.i18n import _
from app.models.book import Book
from app.models.place import Place, PlaceLevel
from app.services import entry


@dataclass(frozen=True, slots=True)
class HamletRow:
    uid: str
    name: str


@dataclass(frozen=True, slots=True)
class BookInfo:
    """Names with their kind ("xã Chiềng Khoi"); `district` is "" where there is none."""

    uid: str
    title: str
    commune: str
    district: str
    province: str


def create_commune(session: Session, *, province: str, district: str, commune: str, today: date) -> str:
    """Name the commune of a new book and what stands above it; `district` may be empty. Returns its uid."""
    if session.scalars(select(Book)).first() is not None:
        raise RefusedError(_("Sổ này đã có tên xã. Hãy lập sổ mới cho xã khác."))
    parent: str | None = None
    levels = (
        (PlaceLevel.PROVINCE, entry.required_line(province)),
        (PlaceLevel.DISTRICT, entry.line(district)),
        (PlaceLevel.COMMUNE, entry.required_line(commune)),
    )
    for level, name in levels:
        if name:
            place = Place(level=level, name=name, parent_uid=parent, position=1)
            session.add(place)
            parent = place.uid
    assert parent is not None
    session.add(Book(commune_uid=parent, title=initial_capital(entry.line(commune)), created_on=today))
    session.flush()
    return parent


def book_info(session: Session) -> BookInfo:
    """Raises NotFoundError for a book whose commune was never named."""
    book = session.scalars(select(Book)).first()
    if book is None:
        raise NotFoundError(_("Sổ chưa có tên xã. Hãy khai tên xã trước."))
    names = {PlaceLevel.PROVINCE: "", PlaceLevel.DISTRICT: "", PlaceLevel.COMMUNE: ""}
    place = session.get(Place, book.commune_uid)
    while place is not None:
        names[place.level] = place.name
        place = session.get(Place, place.parent_uid) if place.parent_uid else None
    return BookInfo(
        book.uid,
        book.title,
        names[PlaceLevel.COMMUNE],
        names[PlaceLevel.DISTRICT],
        names[PlaceLevel.PROVINCE],
    )


def commune_name(session: Session) -> str:
    """With its kind ("xã Chiềng Khoi"), "" in a book whose commune was never named."""
    statement = select(Place.name).join(Book, Book.commune_uid == Place.uid)
    return session.scalars(statement).first() or ""


def add_hamlets(session: Session, *, names: Sequence[str]) -> list[str]:
    """Add hamlets by name, one each; empty lines are passed over. Returns their uids.

    Raises InputError for a name that stands twice, here or in the book (compared by `name_key`).
    """
    commune_uid = session.scalars(select(Book.commune_uid)).one()
    taken = {name_key(row.name) for row in hamlets(session)}
    last = session.scalar(select(func.max(Place.position)).where(Place.level == PlaceLevel.HAMLET)) or 0
    uids = []
    for typed in names:
        name = initial_capital(entry.line(typed))
        if not name:
            continue
        if name_key(name) in taken:
            raise InputError(_("“{name}” đã có trong danh sách. Hãy bỏ bớt một dòng.").format(name=name))
        taken.add(name_key(name))
        last += 1
        place = Place(level=PlaceLevel.HAMLET, name=name, parent_uid=commune_uid, position=last)
        session.add(place)
        uids.append(place.uid)
    session.flush()
    return uids


def hamlets(session: Session) -> list[HamletRow]:
    """All hamlets in Vietnamese order."""
    rows = session.execute(select(Place.uid, Place.name).where(Place.level == PlaceLevel.HAMLET))
    return sorted((HamletRow(uid, name) for uid, name in rows), key=lambda row: sort_key(row.name))


def find_hamlet(session: Session, *, name: str) -> HamletRow:
    """A hamlet by its name, with or without marks and with or without "bản". Raises NotFoundError."""
    wanted = fold(name)
    rows = hamlets(session)
    found = [row for row in rows if row.name == name] or [row for row in rows if fold(row.name) == wanted]
    found = found or [row for row in rows if fold(row.name).partition(" ")[2] == wanted]
    if len(found) == 1:
        return found[0]
    known = ", ".join(row.name for row in rows)
    if found:
        raise NotFoundError(_("Có {n} bản tên “{name}”. Hãy gõ đủ dấu.").format(n=len(found), name=name))
    raise NotFoundError(_("Không có bản “{name}”. Trong sổ có: {known}.").format(name=name, known=known))
