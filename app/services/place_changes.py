"""Hamlets merge, split, take a new name, go to another commune: by decision, from a day on.

What was done before that day stays with the hamlet that did it. Each use case is one event that Ctrl+Z takes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.dates import format_date
from app.domain.lineage import ChangeKind, find_cycle
from app.domain.rights import Right
from app.domain.text import name_key, sort_key
from app.errors import InputError, RefusedError
from app.i18n import _
from app.models.place import Place, PlaceChange, PlaceLevel, PlaceSuccession, PlaceYear
from app.models.plan import Plan, PlanHamlet
from app.services import entry, place_names, places
from app.services.place_facts import (
    check_no_work_from,
    clean_facts,
    found_place,
    insert_hamlet,
)
from app.services.place_names import Neighbours, PlaceFacts, day_before, hamlet_places
from app.services.place_years import YearFacts, facts_of, record_year
from app.services.rights import require

_SUMMED = ("households", "people", "poor_households", "near_poor_households")


@dataclass(frozen=True, slots=True)
class Decision:
    """From which day it is in force, and by which document ("NQ 12/NQ-HĐND"); "" is not known."""

    on: date
    document: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One change a place took part in; names as they were then."""

    kind: ChangeKind
    on: date
    document: str
    note: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def merge_hamlets(
    session: Session,
    *,
    place_uids: Sequence[str],
    facts: PlaceFacts,
    decision: Decision,
    join_plan: bool = False,
) -> str:
    """Two or more hamlets become a new one; they end the day before, their rounds and evidence stay theirs.

    The figures of the year are summed where all of them are known. Returns the uid of the new hamlet.
    """
    require(session, Right.CATALOGUE)
    olds = [found_place(session, uid) for uid in dict.fromkeys(place_uids)]
    if len(olds) < 2:
        raise InputError(_("Hãy chọn ít nhất hai bản để sáp nhập."), field="place_uids")
    _end(session, olds, decision.on)
    formers = {old.former_commune for old in olds}
    if facts.former_commune is None and len(formers) == 1:
        facts = replace(facts, former_commune=formers.pop())
    new = _found(session, facts, decision.on, olds)
    record_change(session, ChangeKind.MERGE, decision, [(old, new) for old in olds])
    _sum_year(session, olds, new, decision.on.year)
    _move_plans(session, olds, [new] if join_plan else [], decision.on)
    session.flush()
    return new.uid


def split_hamlet(
    session: Session,
    *,
    place_uid: str,
    parts: Sequence[PlaceFacts],
    decision: Decision,
    join_plan: bool = False,
) -> list[str]:
    """One hamlet becomes several new ones; its figures are not divided, only its area goes on."""
    require(session, Right.CATALOGUE)
    old = found_place(session, place_uid)
    if len(parts) < 2:
        raise InputError(_("Hãy ghi tên ít nhất hai bản mới."), field="parts")
    _end(session, [old], decision.on)
    news = []
    for facts in parts:
        kept = facts if facts.former_commune else replace(facts, former_commune=old.former_commune)
        news.append(_found(session, kept, decision.on, [old]))
    record_change(session, ChangeKind.SPLIT, decision, [(old, new) for new in news])
    area = _area(session, [old], decision.on.year)
    for new in news:
        if area:
            record_year(session, place_uid=new.uid, year=decision.on.year, values={"area_group": area})
    _move_plans(session, [old], news if join_plan else [], decision.on)
    session.flush()
    return [new.uid for new in news]


def rename(session: Session, *, place_uid: str, name: str, decision: Decision) -> None:
    """The same place under a new name from a day on; papers of earlier days keep the old one."""
    require(session, Right.CATALOGUE)
    place = found_place(session, place_uid)
    facts = PlaceFacts(entry.required_line(name), place.code, place.former_commune)
    facts = clean_facts(facts) if place.level is PlaceLevel.HAMLET else facts
    facts = replace(facts, valid_from=place.valid_from, valid_to=place.valid_to)
    if name_key(facts.name) == name_key(place.name) and facts.name == place.name:
        raise InputError(_("Tên mới giống tên cũ. Hãy ghi tên khác."), field="name")
    _check_in_force(place, decision.on, field="on")
    _check_after_last_change(session, place, decision.on)
    if place.level is PlaceLevel.HAMLET:
        neighbours = Neighbours(hamlet_places(session))
        place_names.refuse(neighbours.problems(facts, uid=place.uid))
    record_change(session, ChangeKind.RENAME, decision, [(place, place)])
    place.name = facts.name
    session.flush()


def transfer_hamlet(session: Session, *, place_uid: str, commune: str, decision: Decision) -> None:
    """The hamlet goes to another commune: here it ends the day before, there it goes on as a new row."""
    require(session, Right.CATALOGUE)
    old = found_place(session, place_uid)
    name = entry.required_line(commune)
    home = session.get_one(Place, places.commune_uid(session))
    if name_key(name) == name_key(home.name):
        raise InputError(
            _("Bản đã thuộc {commune}. Hãy ghi tên xã khác.").format(commune=name), field="commune"
        )
    _end(session, [old], decision.on)
    known = session.scalars(select(Place).where(Place.level == PlaceLevel.COMMUNE, Place.uid != home.uid))
    other = next((place for place in known if name_key(place.name) == name_key(name)), None)
    if other is None:
        other = Place(level=PlaceLevel.COMMUNE, name=name, parent_uid=home.parent_uid, position=9)
        session.add(other)
    facts = PlaceFacts(old.name, old.code, home.name, decision.on)
    uid = insert_hamlet(session, facts, other.uid, old.position)
    session.flush()
    record_change(session, ChangeKind.TRANSFER, decision, [(old, session.get_one(Place, uid))])
    _move_plans(session, [old], [], decision.on)
    session.flush()


def history(session: Session, *, place_uid: str) -> list[HistoryRow]:
    """Every change the place took part in, and those of what it came from; the newest first."""
    pairs = list(session.scalars(select(PlaceSuccession)))
    concerned = {place_uid}
    while True:
        more = {row.predecessor_uid for row in pairs if row.successor_uid in concerned} - concerned
        if not more:
            break
        concerned |= more
    wanted = {
        row.change_uid for row in pairs if row.successor_uid in concerned or row.predecessor_uid == place_uid
    }
    changes = session.scalars(select(PlaceChange).where(PlaceChange.uid.in_(wanted)))
    rows = [
        _history_row(session, change, [row for row in pairs if row.change_uid == change.uid])
        for change in changes
    ]
    return sorted(rows, key=lambda row: row.on, reverse=True)


def _history_row(session: Session, change: PlaceChange, pairs: Sequence[PlaceSuccession]) -> HistoryRow:
    """Of a transfer of the whole commune only the commune is told, not each of its hamlets."""
    whole = [row for row in pairs if row.predecessor_uid != row.successor_uid] or list(pairs)
    before = {row.predecessor_uid: row.predecessor_name for row in whole}
    after = {
        row.successor_uid: place_names.name_on(session, place_uid=row.successor_uid, on=change.on_date)
        for row in whole
    }
    return HistoryRow(
        change.kind,
        change.on_date,
        change.document or "",
        change.note or "",
        tuple(sorted(before.values(), key=sort_key)),
        tuple(sorted(after.values(), key=sort_key)),
    )


# What every change does


def record_change(
    session: Session, kind: ChangeKind, decision: Decision, pairs: Iterable[tuple[Place, Place]]
) -> None:
    """Raises RefusedError where a place would come from itself in a circle."""
    change = PlaceChange(
        kind=kind,
        on_date=decision.on,
        document=entry.line(decision.document) or None,
        note=entry.paragraph(decision.note) or None,
    )
    session.add(change)
    for before, after in pairs:
        session.add(
            PlaceSuccession(
                change_uid=change.uid,
                predecessor_uid=before.uid,
                successor_uid=after.uid,
                predecessor_name=before.name,
            )
        )
    session.flush()
    columns = select(PlaceSuccession.predecessor_uid, PlaceSuccession.successor_uid)
    circle = find_cycle((first, second) for first, second in session.execute(columns))
    if circle:
        names = " → ".join(session.get_one(Place, uid).name for uid in [*circle, circle[0]])
        raise RefusedError(
            _("Lịch sử bản đi thành vòng: {names}. Hãy xem lại các lần sáp nhập, chia tách.").format(
                names=names
            )
        )


def _end(session: Session, olds: Sequence[Place], on: date) -> None:
    for old in olds:
        if old.level is not PlaceLevel.HAMLET:
            raise RefusedError(_("Chỉ sáp nhập, chia tách được bản. Hãy chọn các bản."))
        _check_in_force(old, on, field="on")
        _check_after_last_change(session, old, on)
        check_no_work_from(session, place_uid=old.uid, name=old.name, day=on, field="on")
    for old in olds:
        old.valid_to = day_before(on)
    session.flush()


def _check_in_force(place: Place, on: date, *, field: str) -> None:
    if place.valid_to is not None and place.valid_to < on:
        sentence = _("{name} đã kết thúc ngày {day}. Hãy chọn bản khác hoặc ngày sớm hơn.")
        raise InputError(sentence.format(name=place.name, day=format_date(place.valid_to)), field=field)
    if place.valid_from is not None and place.valid_from >= on:
        sentence = _("{name} thành lập ngày {day}. Hãy chọn ngày sau đó.")
        raise InputError(sentence.format(name=place.name, day=format_date(place.valid_from)), field=field)


def _check_after_last_change(session: Session, place: Place, on: date) -> None:
    statement = (
        select(PlaceChange.on_date)
        .join(PlaceSuccession, PlaceSuccession.change_uid == PlaceChange.uid)
        .where((PlaceSuccession.predecessor_uid == place.uid) | (PlaceSuccession.successor_uid == place.uid))
        .order_by(PlaceChange.on_date.desc())
        .limit(1)
    )
    last = session.scalars(statement).first()
    if last is not None and last >= on:
        sentence = _("{name} đã có thay đổi ngày {day}. Hãy chọn ngày sau đó.")
        raise InputError(sentence.format(name=place.name, day=format_date(last)), field="on")


def _found(session: Session, facts: PlaceFacts, on: date, olds: Sequence[Place]) -> Place:
    """A new hamlet from that day, under the commune of those it comes from."""
    cleaned = replace(clean_facts(facts), valid_from=on, valid_to=None)
    place_names.refuse(Neighbours(hamlet_places(session)).problems(cleaned))
    position = max(old.position for old in olds)
    uid = insert_hamlet(session, cleaned, olds[0].parent_uid or places.commune_uid(session), position)
    session.flush()
    return session.get_one(Place, uid)


def _year_rows(session: Session, olds: Sequence[Place], year: int) -> list[YearFacts]:
    statement = select(PlaceYear).where(
        PlaceYear.place_uid.in_([old.uid for old in olds]), PlaceYear.year == year
    )
    return [facts_of(row) for row in session.scalars(statement)]


def _sum_year(session: Session, olds: Sequence[Place], new: Place, year: int) -> None:
    rows = _year_rows(session, olds, year)
    values: dict[str, object] = {}
    if len(rows) == len(olds):
        for name in _SUMMED:
            counts = [getattr(row, name) for row in rows]
            if None not in counts:
                values[name] = sum(counts)
        if all(row.ethnic_groups is not None for row in rows):
            values["ethnic_groups"] = _joined(pair for row in rows for pair in row.ethnic_groups or ())
    area = _area(session, olds, year)
    if area:
        values["area_group"] = area
    if values:
        record_year(session, place_uid=new.uid, year=year, values=values)


def _joined(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    names: dict[str, str] = {}
    totals: dict[str, int] = {}
    for name, people in pairs:
        shown = names.setdefault(name_key(name), name)
        totals[shown] = totals.get(shown, 0) + people
    return totals


def _area(session: Session, olds: Sequence[Place], year: int) -> str | None:
    """The area all of them were put in themselves, None where one is unknown or they differ."""
    found = set()
    for old in olds:
        statement = select(PlaceYear.area_group).where(
            PlaceYear.place_uid == old.uid, PlaceYear.year <= year, PlaceYear.area_group.is_not(None)
        )
        found.add(session.scalars(statement.order_by(PlaceYear.year.desc()).limit(1)).first())
    return found.pop() if len(found) == 1 else None


def _move_plans(session: Session, olds: Sequence[Place], news: Sequence[Place], on: date) -> None:
    """The old ones owe no report for months after their end; the new ones take their place in the year's plan."""
    last = on.month - 1 if on.day == 1 else on.month
    statement = select(PlanHamlet, Plan).join(Plan, Plan.uid == PlanHamlet.plan_uid)
    rows = session.execute(
        statement.where(PlanHamlet.hamlet_uid.in_([old.uid for old in olds]), Plan.year >= on.year)
    ).all()
    for planned, plan in rows:
        until = last if plan.year == on.year else 0
        planned.report_until = max(planned.report_from - 1, min(planned.report_until, until))
    joined = session.scalars(select(Plan).where(Plan.year == on.year)).first()
    if joined is None:
        return
    first, until = (last + 1, 12) if last < 12 else (12, 11)
    under = {planned.set_uid for planned, plan in rows if plan is joined}
    set_uid = under.pop() if len(under) == 1 else joined.set_uid
    for new in news:
        session.add(
            PlanHamlet(
                plan_uid=joined.uid,
                hamlet_uid=new.uid,
                set_uid=set_uid,
                report_from=first,
                report_until=until,
            )
        )
