"""Who acts in a role on a day, who holds one together with others, and codes for new roles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.text import fold, initial_capital

_CODE_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Holding:
    """A person holds a role, for a hamlet where the role is one of the hamlets; both days included, None is open."""

    uid: str
    person_uid: str
    role_uid: str
    hamlet_uid: str | None
    from_on: date | None
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Away:
    """The person of a holding is away; `replaced_by_uid` None: nobody acts meanwhile."""

    holding_uid: str
    from_on: date
    until_on: date | None
    replaced_by_uid: str | None


@dataclass(frozen=True, slots=True)
class Acting:
    """`person_uid` None: the holder is away and nobody was named. `stands_for_uid`: whom a replacement replaces."""

    role_uid: str
    hamlet_uid: str | None
    person_uid: str | None
    stands_for_uid: str | None = None


def covers(from_on: date | None, until_on: date | None, day: date) -> bool:
    return (from_on is None or from_on <= day) and (until_on is None or day <= until_on)


def overlap(first: tuple[date | None, date | None], second: tuple[date | None, date | None], /) -> bool:
    """Whether two stretches of days share one; both ends included, None is open."""
    return _starts_in_time(first, second) and _starts_in_time(second, first)


def _starts_in_time(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    return one[0] is None or other[1] is None or one[0] <= other[1]


def acting_on(holdings: Iterable[Holding], absences: Iterable[Away], day: date) -> list[Acting]:
    """Everybody who acts on `day`, who came last first; roles where nobody acts after them."""
    away = {row.holding_uid: row for row in absences if covers(row.from_on, row.until_on, day)}
    held = [row for row in holdings if covers(row.from_on, row.until_on, day)]
    held.sort(key=lambda row: (row.from_on or date.min, row.uid), reverse=True)
    found = [_acting(row, away.get(row.uid)) for row in held]
    return sorted(found, key=lambda row: row.person_uid is None)


def _acting(holding: Holding, away: Away | None) -> Acting:
    if away is None:
        return Acting(holding.role_uid, holding.hamlet_uid, holding.person_uid)
    return Acting(holding.role_uid, holding.hamlet_uid, away.replaced_by_uid, holding.person_uid)


def held_together(holdings: Iterable[Holding]) -> dict[str, tuple[str, ...]]:
    """By uid of a holding the uids of persons who hold the same role on some of its days."""
    by_post: defaultdict[tuple[str, str | None], list[Holding]] = defaultdict(list)
    for row in holdings:
        by_post[row.role_uid, row.hamlet_uid].append(row)
    found: dict[str, tuple[str, ...]] = {}
    for rows in by_post.values():
        for row in rows:
            others = tuple(
                other.person_uid
                for other in rows
                if other.person_uid != row.person_uid
                and overlap((row.from_on, row.until_on), (other.from_on, other.until_on))
            )
            if others:
                found[row.uid] = tuple(dict.fromkeys(others))
    return found


def day_of_year(day: date, year: int) -> date:
    """The day itself, or the end of the year nearest to it: who held a role then, in a year gone by."""
    return min(max(day, date(year, 1, 1)), date(year, 12, 31))


def short_name(name: str) -> str:
    """For narrow cells: most posts begin with the same words, and what tells them apart would be cut off.

    "Công chức Địa chính xã (kinh tế & hạ tầng)" → "Địa chính xã (kinh tế & hạ tầng)".
    """
    shorter = name.removeprefix("Công chức ")
    return initial_capital(shorter) or name


def code_from_name(name: str, taken: Collection[str]) -> str:
    """The initials of a role's name in capitals, with a number where another role has them already.

    "Phòng Kinh tế" → PKT.
    """
    words = "".join(letter if letter.isalnum() else " " for letter in fold(name)).split()
    initials = "".join(word[0] for word in words if word[0].isascii()).upper()[:_CODE_LENGTH] or "VT"
    used = {code.upper() for code in taken}
    number = 1
    code = initials
    while code in used:
        number += 1
        code = f"{initials}{number}"
    return code
