"""What is known of a place year by year: its groups, households, people, ethnic groups, who heads it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.criteria import GROUPS, GroupKind
from app.domain.numbers import format_number
from app.domain.rights import Right
from app.domain.text import name_key, sort_key
from app.errors import InputError, NotFoundError
from app.i18n import _
from app.models.place import Place, PlaceLevel, PlaceSuccession, PlaceYear
from app.services import entry
from app.services.rights import require

HEAD_LIMIT = 120
ETHNIC_LIMIT = 60
_COUNTS = ("households", "people", "poor_households", "near_poor_households")
_ETHNIC = re.compile(r"^(?P<name>\D+?)[\s:=–-]+(?P<count>\d[\d.]*)(?:\s*(?:người|nhân khẩu|khẩu))?\.?$")

_FEW = 500  # uids that a statement may name


@dataclass(frozen=True, slots=True)
class YearFacts:
    """None is not known. `ethnic_groups` are pairs (name of the group, people), the largest first."""

    area_group: str | None = None
    commune_group: str | None = None
    households: int | None = None
    people: int | None = None
    poor_households: int | None = None
    near_poor_households: int | None = None
    ethnic_groups: tuple[tuple[str, int], ...] | None = None
    head_name: str | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier year says where this one says nothing: to be shown as a hint, never as this year's."""

    year: int
    value: object


@dataclass(frozen=True, slots=True)
class PlaceYearView:
    """`earlier` by field of YearFacts: the latest year before that knows it."""

    place_uid: str
    year: int
    facts: YearFacts
    earlier: Mapping[str, Earlier]


YEAR_FIELDS = tuple(field.name for field in fields(YearFacts))


def groups_of(session: Session, *, place_uid: str, year: int) -> dict[GroupKind, str]:
    """The groups by which thresholds differ; the latest year not after `year` counts. Unknown ones are absent.

    A hamlet's area is its own, else its commune's; the commune group is that of its commune in that year.
    """
    return groups_of_places(session, place_uids=[place_uid], year=year).get(place_uid, {})


def groups_of_places(
    session: Session, *, place_uids: Iterable[str], year: int
) -> dict[str, dict[GroupKind, str]]:
    """As `groups_of`, for many places with three statements in all."""
    wanted = list(dict.fromkeys(place_uids))
    communes = _Communes(session)
    columns = (Place.uid, Place.level, Place.parent_uid, Place.former_commune)
    rows = _only(session, select(*columns), Place.uid, wanted)
    owners = {
        uid: communes.in_year(uid if level is PlaceLevel.COMMUNE else parent, former, year)
        for uid, level, parent, former in rows
    }
    known = _latest_groups(session, {*owners, *(uid for uid in owners.values() if uid)}, year)
    found = {}
    for uid, commune in owners.items():
        own, above = known.get(uid, {}), known.get(commune or "", {})
        area = own.get(GroupKind.AREA) or above.get(GroupKind.AREA)
        group = above.get(GroupKind.COMMUNE)
        pairs = ((GroupKind.AREA, area), (GroupKind.COMMUNE, group))
        found[uid] = {kind: value for kind, value in pairs if value}
    return found


def year_view(session: Session, *, place_uid: str, year: int) -> PlaceYearView:
    """Raises NotFoundError for a place that is not in the book."""
    if session.get(Place, place_uid) is None:
        raise NotFoundError(_("Không tìm thấy bản này trong sổ. Hãy mở lại danh sách bản."))
    statement = select(PlaceYear).where(PlaceYear.place_uid == place_uid, PlaceYear.year <= year)
    rows = list(session.scalars(statement.order_by(PlaceYear.year.desc())))
    facts = facts_of(rows[0]) if rows and rows[0].year == year else YearFacts()
    earlier: dict[str, Earlier] = {}
    for row in rows:
        past = facts_of(row)
        for name in YEAR_FIELDS:
            value = getattr(past, name)
            if value is not None and row.year < year and getattr(facts, name) is None:
                earlier.setdefault(name, Earlier(row.year, value))
    return PlaceYearView(place_uid, year, facts, earlier)


def facts_of(row: PlaceYear) -> YearFacts:
    return YearFacts(
        row.area_group,
        row.commune_group,
        row.households,
        row.people,
        row.poor_households,
        row.near_poor_households,
        None if row.ethnic_groups is None else _ordered(row.ethnic_groups),
        row.head_name,
    )


def record_year(session: Session, *, place_uid: str, year: int, values: Mapping[str, object]) -> None:
    """Write fields of YearFacts for one year; "" and None empty a field.

    Raises InputError naming the field where the figures contradict each other.
    """
    require(session, Right.CATALOGUE)
    place = session.get(Place, place_uid)
    if place is None:
        raise NotFoundError(_("Không tìm thấy bản này trong sổ. Hãy mở lại danh sách bản."))
    statement = select(PlaceYear).where(PlaceYear.place_uid == place_uid, PlaceYear.year == year)
    row = session.scalars(statement).first()
    before = YearFacts() if row is None else facts_of(row)
    after = changed_facts(before, values)
    if after == before:
        return
    problems = year_problems(after)
    if problems:
        field = next((name for name in values if name in problems), next(iter(problems)))
        raise InputError(problems[field], field=field)
    store_year(session, row, place_uid=place_uid, year=year, facts=after)
    session.flush()


def store_year(
    session: Session, row: PlaceYear | None, *, place_uid: str, year: int, facts: YearFacts
) -> None:
    """Without any check: for figures that were judged. `row`: what the book has of that year."""
    if row is None:
        row = PlaceYear(place_uid=place_uid, year=year)
        session.add(row)
    for name in YEAR_FIELDS:
        value: Any = getattr(facts, name)
        setattr(row, name, dict(value) if name == "ethnic_groups" and value is not None else value)


def year_problems(facts: YearFacts) -> dict[str, str]:
    """The sentence beside each field that cannot be; what is typed, pasted and imported is judged here."""
    found: dict[str, str] = {}
    for name, kind in (("area_group", GroupKind.AREA), ("commune_group", GroupKind.COMMUNE)):
        value = getattr(facts, name)
        if value is not None and value not in GROUPS[kind]:
            allowed = ", ".join(GROUPS[kind])
            found[name] = _("Không có nhóm “{given}”. Hãy ghi một trong: {allowed}.").format(
                given=value, allowed=allowed
            )
    for name in _COUNTS:
        if (getattr(facts, name) or 0) < 0:
            found[name] = _("Số này không thể âm. Hãy ghi từ 0 trở lên.")
    found.update(_household_problems(facts))
    if facts.people is not None and facts.households is not None and facts.people < facts.households:
        found["people"] = _("{people} người nhưng có {households} hộ. Hãy kiểm tra hai số này.").format(
            people=format_number(facts.people), households=format_number(facts.households)
        )
    found.update(_ethnic_problems(facts))
    return found


def _household_problems(facts: YearFacts) -> dict[str, str]:
    if facts.households is None:
        return {}
    poor, near = facts.poor_households or 0, facts.near_poor_households or 0
    total = format_number(facts.households)
    if poor > facts.households:
        sentence = _("{poor} hộ nghèo nhiều hơn tổng số {households} hộ. Hãy kiểm tra hai số này.")
        return {"poor_households": sentence.format(poor=poor, households=total)}
    if near > facts.households:
        sentence = _("{near} hộ cận nghèo nhiều hơn tổng số {households} hộ. Hãy kiểm tra hai số này.")
        return {"near_poor_households": sentence.format(near=near, households=total)}
    if poor + near > facts.households:
        sentence = _("{poor} hộ nghèo và {near} hộ cận nghèo nhiều hơn tổng số {households} hộ.")
        both = sentence.format(poor=poor, near=near, households=total)
        return {"near_poor_households": both, "poor_households": both}
    return {}


def _ethnic_problems(facts: YearFacts) -> dict[str, str]:
    pairs = facts.ethnic_groups or ()
    keys = [name_key(name) for name, _count in pairs]
    for (name, _count), key in zip(pairs, keys, strict=True):
        if keys.count(key) > 1:
            return {"ethnic_groups": _("Dân tộc “{name}” ghi hai lần. Hãy gộp lại.").format(name=name)}
    total = sum(count for _name, count in pairs)
    if facts.people is not None and total > facts.people:
        sentence = _("Các dân tộc cộng lại {total} người, nhiều hơn {people} người. Hãy kiểm tra.")
        return {
            "ethnic_groups": sentence.format(total=format_number(total), people=format_number(facts.people))
        }
    return {}


# Typed texts


def parse_ethnic_groups(typed: str) -> tuple[tuple[str, int], ...] | None:
    """ "Thái 312; Mông 45" as pairs, None for an empty text. Raises InputError naming the part."""
    pairs = []
    for part in re.split(r"[;,\n]", entry.paragraph(typed)):
        cleaned = entry.line(part)
        if not cleaned:
            continue
        match = _ETHNIC.match(cleaned)
        if match is None:
            sentence = _("“{part}”: hãy ghi tên dân tộc rồi số người, ví dụ: Thái 312; Mông 45.")
            raise InputError(sentence.format(part=cleaned), field="ethnic_groups")
        name = entry.line(match["name"], limit=ETHNIC_LIMIT)
        pairs.append((name[:1].upper() + name[1:], entry.integer(match["count"])))
    problems = _ethnic_problems(YearFacts(ethnic_groups=tuple(pairs)))
    if problems:
        raise InputError(problems["ethnic_groups"], field="ethnic_groups")
    return _ordered(dict(pairs)) if pairs else None


def ethnic_text(pairs: Iterable[tuple[str, int]] | None) -> str:
    """The inverse of `parse_ethnic_groups`."""
    return "; ".join(f"{name} {count}" for name, count in pairs or ())


# Reading


class _Communes:
    """The communes of the book with what they came from."""

    def __init__(self, session: Session) -> None:
        columns = (Place.uid, Place.name, Place.valid_from, Place.position)
        rows = session.execute(select(*columns).where(Place.level == PlaceLevel.COMMUNE)).all()
        self._rows = {row.uid: row for row in rows}
        pairs = select(PlaceSuccession.predecessor_uid, PlaceSuccession.successor_uid)
        self._before: dict[str, list[str]] = {}
        for predecessor, successor in session.execute(
            pairs.where(PlaceSuccession.successor_uid.in_(self._rows))
        ):
            if predecessor != successor:
                self._before.setdefault(successor, []).append(predecessor)

    def in_year(self, uid: str | None, former: str | None, year: int) -> str | None:
        """The commune at the end of the year: a later one leads back to the one of that name, else its own."""
        seen: set[str] = set()
        while uid is not None and uid in self._rows and uid not in seen:
            seen.add(uid)
            begun = self._rows[uid].valid_from
            before = [one for one in self._before.get(uid, ()) if one in self._rows]
            if begun is None or begun <= date(year, 12, 31) or not before:
                return uid
            named = [one for one in before if former and name_key(self._rows[one].name) == name_key(former)]
            uid = min(named or before, key=lambda one: (self._rows[one].position, one))
        return uid


def _latest_groups(session: Session, place_uids: set[str], year: int) -> dict[str, dict[GroupKind, str]]:
    columns = (PlaceYear.place_uid, PlaceYear.area_group, PlaceYear.commune_group)
    statement = select(*columns).where(PlaceYear.year <= year).order_by(PlaceYear.year)
    found: dict[str, dict[GroupKind, str]] = {}
    for uid, area, commune in _only(session, statement, PlaceYear.place_uid, list(place_uids)):
        known = found.setdefault(uid, {})
        if area:
            known[GroupKind.AREA] = area
        if commune:
            known[GroupKind.COMMUNE] = commune
    return found


def _only(session: Session, statement: Any, column: Any, wanted: list[str]) -> Iterable[Any]:
    """The rows of those places; beyond a few, reading the table and picking is quicker than naming them."""
    if len(wanted) <= _FEW:
        return list(session.execute(statement.where(column.in_(wanted))))
    chosen = set(wanted)
    return [row for row in session.execute(statement) if row[0] in chosen]


def changed_facts(before: YearFacts, values: Mapping[str, object]) -> YearFacts:
    merged: dict[str, Any] = {name: getattr(before, name) for name in YEAR_FIELDS}
    for name, value in values.items():
        if name not in merged:
            raise KeyError(name)
        merged[name] = None if value in ("", None, ()) else value
    if isinstance(merged["head_name"], str):
        merged["head_name"] = entry.line(merged["head_name"], limit=HEAD_LIMIT) or None
    if isinstance(merged["ethnic_groups"], Mapping):
        merged["ethnic_groups"] = _ordered(merged["ethnic_groups"])
    return YearFacts(**merged)


def _ordered(groups: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(groups.items(), key=lambda pair: (-pair[1], sort_key(pair[0]))))
