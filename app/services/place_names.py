"""Which hamlets there are on a day, and what each is called: names change, and one name can stand twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.dates import format_date
from app.domain.lineage import ChangeKind
from app.domain.text import fold, initial_capital, name_key
from app.errors import InputError, NotFoundError
from app.i18n import _
from app.models.book import Book
from app.models.place import Place, PlaceChange, PlaceLevel, PlaceSuccession
from app.services import entry

_WITH_FORMER = re.compile(r"^(?P<name>.+?)\s*\((?P<former>.+?)(?:\s+cũ)?\)$")


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A hamlet by its bare name; it exists from `valid_from` to `valid_to`, both included, None is open."""

    uid: str
    name: str
    former_commune: str | None
    code: str | None
    valid_from: date | None
    valid_to: date | None
    parent_uid: str | None = None
    commune: str = ""  # in the book of a district or province

    def on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    def within(self, year: int) -> bool:
        """Whether it existed on some day of the year."""
        return overlap((self.valid_from, self.valid_to), (date(year, 1, 1), date(year, 12, 31)))


Span = tuple[date | None, date | None]


def overlap(one: Span, other: Span) -> bool:
    first = one[0] is None or other[1] is None or one[0] <= other[1]
    return first and (other[0] is None or one[1] is None or other[0] <= one[1])


def hamlet_places(session: Session) -> list[NamedPlace]:
    """Every hamlet the commune has or had, also under the names it had itself; none that went to another one.

    In the book of a district or province those of all its communes.
    """
    columns = (
        Place.uid,
        Place.name,
        Place.former_commune,
        Place.code,
        Place.valid_from,
        Place.valid_to,
        Place.parent_uid,
    )
    found = session.execute(select(*columns).where(Place.level == PlaceLevel.HAMLET))
    rows = [NamedPlace(*row) for row in found]
    commune = session.scalars(select(Book.commune_uid)).first()
    if commune is None or all(row.parent_uid == commune for row in rows):
        return rows
    own = communes_behind(session, commune)
    below = dict(
        session.execute(
            select(Place.uid, Place.name).where(
                Place.level == PlaceLevel.COMMUNE, Place.parent_uid == commune, Place.uid != commune
            )
        ).all()
    )
    return [
        replace(row, commune=below.get(row.parent_uid or "", "")) if below else row
        for row in rows
        if row.parent_uid in own or row.parent_uid in below
    ]


def communes_behind(session: Session, commune_uid: str) -> set[str]:
    """The commune and all it came from."""
    pairs = session.execute(select(PlaceSuccession.predecessor_uid, PlaceSuccession.successor_uid)).all()
    found = {commune_uid}
    waiting = [commune_uid]
    while waiting:
        later = waiting.pop()
        before = {first for first, second in pairs if second == later} - found
        found |= before
        waiting.extend(before)
    return found


def shown_names(rows: Iterable[NamedPlace]) -> dict[str, str]:
    """By uid the name as it is shown among `rows`: "Bản Pút (xã Chiềng Khoi cũ)" where two have one name.

    In the book of a district or province every hamlet carries its commune: "Bản Pút (xã Chiềng Khoi)".
    Two that cannot be told apart so, one after the other, carry their days: "Bản Pút (đến 30/06/2024)".
    """
    rows = list(rows)
    names = {row.uid: f"{row.name} ({row.commune})" if row.commune else row.name for row in rows}
    near = Counter(fold(name) for name in names.values())  # quicker, and no two of one name fold apart
    rows = [row for row in rows if near[fold(row.name)] > 1]
    for told_apart in (_by_commune, _by_days):
        keys = {row.uid: name_key(names[row.uid]) for row in rows}
        times = Counter(keys.values())
        names |= {row.uid: told_apart(row, names[row.uid]) for row in rows if times[keys[row.uid]] > 1}
    return names


def _by_commune(row: NamedPlace, name: str) -> str:
    return f"{name} ({row.former_commune} cũ)" if row.former_commune else name


def _by_days(row: NamedPlace, name: str) -> str:
    if row.valid_to is not None:
        return f"{name} (đến {format_date(row.valid_to)})"
    return f"{name} (từ {format_date(row.valid_from)})" if row.valid_from is not None else name


def typed_name(typed: str) -> tuple[str, str | None]:
    """Name and former commune of "Bản Pút (xã Chiềng Khoi cũ)"; ("", None) for an empty text."""
    line = initial_capital(entry.line(typed))
    match = _WITH_FORMER.match(line)
    return (match["name"], match["former"]) if match else (line, None)


def names_in_year(session: Session, *, year: int) -> dict[str, str]:
    """By uid the names of all hamlets as they were at the end of the year, told apart from each other."""
    rows = hamlet_places(session)
    names = names_on(session, rows, date(year, 12, 31))
    within = named_then(session, (row for row in rows if row.within(year)), date(year, 12, 31))
    return names | shown_names(within)


def names_on(session: Session, rows: Sequence[NamedPlace], day: date) -> dict[str, str]:
    """By uid the names of a day, told apart among the hamlets of that day."""
    then = named_then(session, rows, day)
    return {row.uid: row.name for row in then} | shown_names(row for row in then if row.on(day))


def named_then(session: Session, rows: Iterable[NamedPlace], day: date) -> list[NamedPlace]:
    """The same hamlets under the bare names of a day."""
    statement = (
        select(PlaceSuccession.predecessor_uid, PlaceSuccession.predecessor_name)
        .join(PlaceChange, PlaceChange.uid == PlaceSuccession.change_uid)
        .where(PlaceChange.kind == ChangeKind.RENAME, PlaceChange.on_date > day)
        .order_by(PlaceChange.on_date.desc())
    )
    old = dict(session.execute(statement).all())  # the earliest stands
    return [replace(row, name=old.get(row.uid, row.name)) if old else row for row in rows]


def name_on(session: Session, *, place_uid: str, on: date) -> str:
    """The bare name the place had on a day; a new name counts from the day of its decision.

    Raises NotFoundError.
    """
    place = session.get(Place, place_uid)
    if place is None:
        raise NotFoundError(_("Không tìm thấy bản này trong sổ. Hãy mở lại danh sách bản."))
    statement = (
        select(PlaceSuccession.predecessor_name)
        .join(PlaceChange, PlaceChange.uid == PlaceSuccession.change_uid)
        .where(
            PlaceSuccession.predecessor_uid == place_uid,
            PlaceSuccession.successor_uid == place_uid,
            PlaceChange.kind == ChangeKind.RENAME,
            PlaceChange.on_date > on,
        )
        .order_by(PlaceChange.on_date)
        .limit(1)
    )
    return session.scalars(statement).first() or place.name


def commune_on(session: Session, *, on: date | None) -> Place:
    """The commune of the book on a day: before a merger the one that it came from. Raises NotFoundError."""
    uid = session.scalars(select(Book.commune_uid)).first()
    place = session.get(Place, uid) if uid else None
    if place is None:
        raise NotFoundError(_("Sổ chưa có tên xã. Hãy khai tên xã trước."))
    while on is not None and place.valid_from is not None and on < place.valid_from:
        before = own_predecessor(session, place.uid)
        if before is None:
            break
        place = before
    return place


def own_predecessor(session: Session, commune_uid: str) -> Place | None:
    """Of the communes that became this one, the one that kept the book: it stands first."""
    statement = (
        select(Place)
        .join(PlaceSuccession, PlaceSuccession.predecessor_uid == Place.uid)
        .where(PlaceSuccession.successor_uid == commune_uid, Place.uid != commune_uid)
        .order_by(Place.position, Place.uid)
        .limit(1)
    )
    return session.scalars(statement).first()


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What a hamlet is called and when it exists."""

    name: str
    code: str | None = None
    former_commune: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


class Neighbours:
    """The hamlets beside which a new or changed one has to stand; finds by name and code at once."""

    def __init__(self, rows: Iterable[NamedPlace]) -> None:
        self._rows: dict[str, NamedPlace] = {}
        self._names: dict[str, list[str]] = {}
        self._codes: dict[str, list[str]] = {}
        for row in rows:
            self.put(row)

    def put(self, row: NamedPlace) -> None:
        """Also a hamlet that stands here already under what it was before."""
        self._rows[row.uid] = row
        self._names.setdefault(name_key(row.name), []).append(row.uid)
        if row.code:
            self._codes.setdefault(row.code.casefold(), []).append(row.uid)

    def with_name(self, name: str) -> list[NamedPlace]:
        key = name_key(name)
        rows = [self._rows[uid] for uid in dict.fromkeys(self._names.get(key, ()))]
        return [row for row in rows if name_key(row.name) == key]

    def with_code(self, code: str) -> list[NamedPlace]:
        key = code.casefold()
        rows = [self._rows[uid] for uid in dict.fromkeys(self._codes.get(key, ()))]
        return [row for row in rows if row.code and row.code.casefold() == key]

    def problems(self, facts: PlaceFacts, *, uid: str = "") -> dict[str, str]:
        """The sentence beside each field that cannot be; `uid` is the hamlet itself."""
        found: dict[str, str] = {}
        if not facts.name:
            found["name"] = _("Cần điền tên bản.")
        elif self._name_taken(facts, uid):
            found["name"] = _(
                "“{name}” đã có trong danh sách. Hãy bỏ bớt, hoặc ghi thêm xã cũ để phân biệt."
            ).format(name=facts.name)
        span = (facts.valid_from, facts.valid_to)
        for other in self.with_code(facts.code) if facts.code else ():
            if other.uid != uid and overlap(span, (other.valid_from, other.valid_to)):
                sentence = _("Mã “{code}” đã dùng cho {name}. Hãy ghi mã khác.")
                found["code"] = sentence.format(code=facts.code, name=other.name)
        if facts.valid_from and facts.valid_to and facts.valid_to < facts.valid_from:
            found["valid_to"] = _("Ngày kết thúc trước ngày thành lập. Hãy sửa một trong hai ngày.")
        return found

    def _name_taken(self, facts: PlaceFacts, uid: str) -> bool:
        """A hamlet without former commune cannot be told from any other of its name."""
        mine = name_key(facts.former_commune or "")
        span = (facts.valid_from, facts.valid_to)
        return any(
            other.uid != uid
            and overlap(span, (other.valid_from, other.valid_to))
            and mine in ("", name_key(other.former_commune or ""))
            for other in self.with_name(facts.name)
        )


def refuse(problems: dict[str, str]) -> None:
    """Raises InputError for the first problem."""
    for field, sentence in problems.items():
        raise InputError(sentence, field=field)


def day_before(day: date) -> date:
    return day - timedelta(days=1)


def day_after(day: date) -> date:
    return day + timedelta(days=1)
