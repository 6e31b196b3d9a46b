"""Several sets at once: which sets judge a place in a year, and what a set asks to be met before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.criteria import SetDefinition, SetLevel
from app.domain.rights import Right
from app.domain.text import initial_capital, name_key, sort_key
from app.domain.verdict import Totals, Verdict, effective_verdict, totals
from app.errors import NotFoundError, RefusedError
from app.i18n import _
from app.labels import set_level_label
from app.models.assessment import Assessment, ReviewRound
from app.models.book import Book
from app.models.criteria import CriteriaSet, Criterion, Indicator
from app.models.place import Place, PlaceLevel
from app.models.plan import PlanHamlet, PlanSet
from app.services import criteria, places, plans, set_entry
from app.services.assessments import check_fits
from app.services.criteria import IndicatorRow, SetRow
from app.services.places import HamletRow
from app.services.plans import PlannedHamletRow, PlanRow
from app.services.rights import require

_LEVELS = tuple(SetLevel)


@dataclass(frozen=True, slots=True)
class PlaceSet:
    """A set that judges a place. `removable`: it was added to the year's plan and nothing builds on it."""

    row: SetRow
    removable: bool = False


@dataclass(frozen=True, slots=True)
class OfferedSet:
    """A set that could be added: one of the book (`set_uid`), or a shipped one the book does not have yet.

    `refusal` says why it cannot be added now, "" when it can.
    """

    title: str
    level: SetLevel
    code: str
    version: str
    set_uid: str | None
    definition: SetDefinition | None
    refusal: str


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """What must be met before a set counts; `totals` None: the place was never reviewed under it."""

    title: str
    totals: Totals | None

    @property
    def met(self) -> bool:
        return self.totals is not None and self.totals.all_met


# Of one place


def sets_of_place(session: Session, *, year: int, place_uid: str) -> list[PlaceSet]:
    """The plan's own set first, then those added for the year, then those of its rounds.

    A hamlet in no plan and without a round gets the set of the year's plan, else the book's only one.
    """
    plan = plans.find_plan(session, year=year)
    own, added = _planned(session, plan, place_uid)
    rounds = session.scalars(
        select(ReviewRound.set_uid).where(ReviewRound.hamlet_uid == place_uid).distinct()
    )
    known = {row.uid: row for row in criteria.criteria_sets(session)}
    uids = list(dict.fromkeys([*own, *_in_order(known, added), *_in_order(known, rounds)]))
    if not uids:
        uids = _usual(session, plan, place_uid, list(known.values()))
    needed = {known[uid].prerequisite for uid in added}
    return [PlaceSet(known[uid], uid in added and known[uid].code not in needed) for uid in uids]


def _planned(session: Session, plan: PlanRow | None, place_uid: str) -> tuple[list[str], set[str]]:
    """The set of the plan, and those added to it."""
    if plan is None:
        return [], set()
    own = select(PlanHamlet.set_uid).where(
        PlanHamlet.plan_uid == plan.uid, PlanHamlet.hamlet_uid == place_uid
    )
    added = select(PlanSet.set_uid).where(PlanSet.plan_uid == plan.uid, PlanSet.place_uid == place_uid)
    return list(session.scalars(own)), set(session.scalars(added))


def _usual(session: Session, plan: PlanRow | None, place_uid: str, known: Sequence[SetRow]) -> list[str]:
    if session.get_one(Place, place_uid).level is not PlaceLevel.HAMLET:
        return []
    if plan is not None:
        return [plan.set_uid]
    fitting = [row.uid for row in known if row.level is SetLevel.HAMLET]
    return fitting if len(fitting) == 1 else []


def _in_order(known: dict[str, SetRow], uids: Iterable[str]) -> list[str]:
    return [row.uid for row in sorted((known[uid] for uid in uids), key=_order)]


def _order(row: SetRow) -> tuple[int, object, str]:
    return _LEVELS.index(row.level), sort_key(row.short_title), row.version


def add_set(session: Session, *, year: int, place_uid: str, set_uid: str) -> None:
    """Judge a place under one more set this year.

    Raises NotFoundError without a plan, RefusedError for a set of another level, one that is there already,
    and one whose prerequisite does not judge the place.
    """
    require(session, Right.PLAN)
    plan = plans.plan_of_year(session, year=year)
    check_fits(session, place_uid=place_uid, set_uid=set_uid)
    there = [found.row for found in sets_of_place(session, year=year, place_uid=place_uid)]
    own, added = _planned(session, plan, place_uid)
    if set_uid in own or set_uid in added:
        raise RefusedError(_("Bộ tiêu chí này đã có trong năm. Hãy chọn bộ khác."))
    chosen = criteria.criteria_set(session, set_uid=set_uid)
    refusal = _refusal(session, chosen.prerequisite, there)
    if refusal:
        raise RefusedError(refusal)
    session.add(PlanSet(plan_uid=plan.uid, place_uid=place_uid, set_uid=set_uid))
    session.flush()


def add_shipped_set(session: Session, *, year: int, place_uid: str, definition: SetDefinition) -> str:
    """Put a set into the book and judge the place under it; one the book has already stays as it is there."""
    require(session, Right.PLAN)
    set_uid = set_entry.install_set(session, definition=definition)
    add_set(session, year=year, place_uid=place_uid, set_uid=set_uid)
    return set_uid


def remove_set(session: Session, *, year: int, place_uid: str, set_uid: str) -> None:
    """Judge the place under it no more; its rounds stay. Raises RefusedError for the plan's own set."""
    require(session, Right.PLAN)
    plan = plans.plan_of_year(session, year=year)
    statement = select(PlanSet).where(
        PlanSet.plan_uid == plan.uid, PlanSet.place_uid == place_uid, PlanSet.set_uid == set_uid
    )
    row = session.scalars(statement).first()
    if row is None:
        raise RefusedError(_("Bộ tiêu chí này thuộc kế hoạch năm, không bỏ ở đây được."))
    there = {found.row.uid: found for found in sets_of_place(session, year=year, place_uid=place_uid)}
    if not there[set_uid].removable:
        raise RefusedError(_("Bộ khác còn cần bộ tiêu chí này. Hãy bỏ bộ kia trước."))
    session.delete(row)
    session.flush()


def _refusal(session: Session, prerequisite: str | None, there: Sequence[SetRow]) -> str:
    """Any version of the set that must be met will do."""
    if prerequisite is None or any(row.code == prerequisite for row in there):
        return ""
    return _("Cần đánh giá theo “{needed}” trước. Hãy thêm bộ đó rồi thêm bộ này.").format(
        needed=_title_of(session, prerequisite)
    )


def offered_sets(
    session: Session, *, year: int, place_uid: str, shipped: Sequence[SetDefinition]
) -> list[OfferedSet]:
    """Sets that fit the place and do not judge it this year; a set of the book wins over a shipped one."""
    of_commune = session.get_one(Place, place_uid).level is PlaceLevel.COMMUNE
    there = [found.row for found in sets_of_place(session, year=year, place_uid=place_uid)]
    own, added = _planned(session, plans.find_plan(session, year=year), place_uid)
    known = criteria.criteria_sets(session)
    found = [
        OfferedSet(
            row.short_title,
            row.level,
            row.code,
            row.version,
            row.uid,
            None,
            _refusal(session, row.prerequisite, there),
        )
        for row in known
        if row.uid not in added and row.uid not in own and row.level.of_commune is of_commune
    ]
    keys = {(row.code, row.version) for row in known}
    found += [
        OfferedSet(
            one.field or one.title,
            one.level,
            one.code,
            one.version,
            None,
            one,
            _refusal(session, one.prerequisite, there),
        )
        for one in shipped
        if (one.code, one.version) not in keys and one.level.of_commune is of_commune
    ]
    return sorted(found, key=lambda one: (_LEVELS.index(one.level), sort_key(one.title), one.version))


def indicators_of_place(session: Session, *, year: int, place_uid: str) -> list[IndicatorRow]:
    """Of all sets that judge the place, one set after the other."""
    found = sets_of_place(session, year=year, place_uid=place_uid)
    return [row for one in found for row in criteria.indicators(session, set_uid=one.row.uid)]


def set_of_indicator(session: Session, *, indicator_uid: str) -> str | None:
    statement = (
        select(Criterion.set_uid)
        .join(Indicator, Indicator.criterion_uid == Criterion.uid)
        .where(Indicator.uid == indicator_uid)
    )
    return session.scalars(statement).first()


def judged_places(session: Session, *, year: int | None = None) -> list[HamletRow]:
    """The hamlets (of a year: also those that ended in it or later) and, at the end, the commune itself.

    Nothing while there are no hamlets.
    """
    rows = places.hamlets(session, year=year)
    statement = select(Place.uid, Place.name).join(Book, Book.commune_uid == Place.uid)
    commune = session.execute(statement).first() if rows else None
    if commune is None:
        return rows
    return [*rows, HamletRow(commune[0], _("{commune} (cả xã)").format(commune=initial_capital(commune[1])))]


# Of a year


def sets_of_year(session: Session, *, year: int) -> list[SetRow]:
    """The plan's own set, then those of hamlets that moved on alone and those added for its places.

    Raises NotFoundError without a plan.
    """
    plan = plans.plan_of_year(session, year=year)
    moved = session.scalars(select(PlanHamlet.set_uid).where(PlanHamlet.plan_uid == plan.uid).distinct())
    added = session.scalars(select(PlanSet.set_uid).where(PlanSet.plan_uid == plan.uid).distinct())
    known = {row.uid: row for row in criteria.criteria_sets(session)}
    others = _in_order(known, {*moved, *added})
    return [known[uid] for uid in dict.fromkeys([plan.set_uid, *others])]


def added_sets(session: Session, *, plan_uid: str) -> dict[str, list[str]]:
    """By place the sets that a plan adds to its own, in the order of sets."""
    known = {row.uid: row for row in criteria.criteria_sets(session)}
    found: dict[str, set[str]] = {}
    statement = select(PlanSet.place_uid, PlanSet.set_uid).where(PlanSet.plan_uid == plan_uid)
    for place_uid, set_uid in session.execute(statement):
        found.setdefault(place_uid, set()).add(set_uid)
    return {place_uid: _in_order(known, uids) for place_uid, uids in found.items()}


def places_under(session: Session, *, plan: PlanRow, set_uid: str) -> list[PlannedHamletRow]:
    """The places judged under a set in the year of a plan, in Vietnamese order."""
    hamlets = plans.planned_hamlets(session, plan_uid=plan.uid)
    own = [row for row in hamlets if row.set_uid == set_uid]
    statement = (
        select(PlanSet.place_uid, Place.name)
        .join(Place, Place.uid == PlanSet.place_uid)
        .where(PlanSet.plan_uid == plan.uid, PlanSet.set_uid == set_uid)
    )
    rows = [
        PlannedHamletRow(uid, initial_capital(name), set_uid, 1, 0)
        for uid, name in session.execute(statement)
    ]
    return sorted([*own, *rows], key=lambda row: sort_key(row.name))


def find_set(session: Session, *, year: int, wanted: str) -> SetRow:
    """A set of the year by "CODE" or "CODE/VERSION". Raises NotFoundError, also when two versions fit."""
    rows = sets_of_year(session, year=year)
    code, _slash, version = wanted.partition("/")
    found = [
        row
        for row in rows
        if name_key(row.code) == name_key(code) and (not version or row.version == version)
    ]
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"{row.code}/{row.version}" for row in rows)
    raise NotFoundError(
        _("Năm {year} không có bộ tiêu chí “{wanted}”. Có: {known}.").format(
            year=year, wanted=wanted, known=known
        )
    )


# What must be met before


def prerequisite_state(
    session: Session, *, place_uid: str, set_uid: str, today: date | None = None
) -> Prerequisite | None:
    """How the place stands in what the set builds on; None for a set that stands alone."""
    return prerequisite_states(session, place_uids=[place_uid], set_uid=set_uid, today=today).get(place_uid)


def prerequisite_states(
    session: Session, *, place_uids: Sequence[str], set_uid: str, today: date | None = None
) -> dict[str, Prerequisite]:
    """By place, from its latest round under any version of the set that must be met; empty where none must.

    With `today` a round that is still to come says nothing yet.
    """
    code = criteria.criteria_set(session, set_uid=set_uid).prerequisite
    if code is None:
        return {}
    title = _title_of(session, code)
    held = (
        select(ReviewRound.hamlet_uid, ReviewRound.uid)
        .join(CriteriaSet, CriteriaSet.uid == ReviewRound.set_uid)
        .where(CriteriaSet.code == code, ReviewRound.hamlet_uid.in_(place_uids))
        .where(ReviewRound.held_on <= (today or date.max))
        .order_by(ReviewRound.held_on)
    )
    latest = dict(session.execute(held).all())
    counted = _totals_of(session, list(latest.values()))
    return {uid: Prerequisite(title, counted.get(latest.get(uid, ""))) for uid in place_uids}


def _totals_of(session: Session, round_uids: Sequence[str]) -> dict[str, Totals]:
    statement = (
        select(
            Assessment.round_uid,
            Indicator.criterion_uid,
            Assessment.claimed,
            Assessment.opinion,
            Assessment.concluded,
        )
        .join(Indicator, Indicator.uid == Assessment.indicator_uid)
        .where(Assessment.round_uid.in_(round_uids))
    )
    found: dict[str, dict[str, list[Verdict | None]]] = {}
    for round_uid, criterion_uid, claimed, opinion, concluded in session.execute(statement):
        verdicts = found.setdefault(round_uid, {}).setdefault(criterion_uid, [])
        verdicts.append(effective_verdict(claimed, opinion, concluded))
    return {uid: totals(by_criterion) for uid, by_criterion in found.items()}


def _title_of(session: Session, code: str) -> str:
    """What the set with this code judges, its code while the book does not have it."""
    row = session.scalars(select(CriteriaSet).where(CriteriaSet.code == code)).first()
    return code if row is None else row.field or set_level_label(SetLevel(row.level))
