"""Facts of a book, read with few statements whatever the number of hamlets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.text import initial_capital
from app.models.assessment import ReviewRound, RoundKind
from app.models.book import Book
from app.models.people import Role
from app.models.place import Place
from app.models.plan import Assignment
from app.services import criteria, places, plan_sets, plans, printed_results
from app.services.assignments import named_under
from app.services.checks import proofs, sheets
from app.services.checks.facts import Facts, OrderFacts, PrintedFacts, RoundFacts, SetFacts
from app.services.checks.reports_said import said_reports
from app.services.checks.sheet_rules import WATCH_DAYS
from app.services.dossier_events import recognition_dates
from app.services.plans import PlanRow


@dataclass(frozen=True, slots=True)
class _Held:
    """Rounds of the book, oldest first, and the (place, set) pairs judged in the year."""

    rounds: tuple[RoundFacts, ...]
    judged: tuple[tuple[str, str], ...]


def gather(
    session: Session,
    *,
    year: int,
    today: date,
    evidence_folder: Path | None = None,
    damaged: frozenset[str] = frozenset(),
) -> Facts:
    """`evidence_folder` None: nobody looks whether the files are there."""
    plan = plans.find_plan(session, year=year)
    held = _held(session, plan, today)
    sets = _sets(session, {set_uid for _place, set_uid in held.judged})
    by_pair = _by_pair(held.rounds)
    latest = [by_pair[pair] for pair in held.judged if pair in by_pair]
    watched = _watched(held, by_pair, today)
    own = _own_sets(session, plan)
    printed = _printed(session, plan, own, by_pair)
    reports = said_reports(session, year=year, own_sets=own, rounds=held.rounds)
    filled, unknown = sheets.filled(session, sets=sets, rounds=latest)
    needed = {row.uid for row in watched}
    needed |= {row.round_uid for row in printed if row.round_uid} | {row.round_uid for row in reports}
    found = proofs.proofs(session)
    return Facts(
        year=year,
        today=today,
        plan=plan,
        names=_names(session, year),
        sets=sets,
        rounds=filled,
        watched=watched,
        unreviewed=tuple(pair for pair in held.judged if pair not in by_pair) if plan else (),
        counts=sheets.counts(session, needed, filled),
        proofs=found,
        proven=frozenset(pair for proof in found for pair in proof.served),
        orders=_orders(session, plan),
        roles=_roles(session),
        printed=printed,
        reports=reports,
        groups_unknown=unknown,
        gone=proofs.gone(found, evidence_folder) if evidence_folder else frozenset(),
        damaged=damaged,
        recognised=recognition_dates(session, until=today),
    )


def _held(session: Session, plan: PlanRow | None, today: date) -> _Held:
    """A round of a day that is still to come says nothing yet."""
    columns = (ReviewRound.uid, ReviewRound.hamlet_uid, ReviewRound.set_uid, ReviewRound.kind)
    statement = (
        select(*columns, ReviewRound.held_on)
        .where(ReviewRound.held_on <= today)
        .order_by(ReviewRound.held_on)
    )
    rounds = tuple(
        RoundFacts(uid, place, set_uid, RoundKind(kind), held_on)
        for uid, place, set_uid, kind, held_on in session.execute(statement)
    )
    if plan is None:
        return _Held(rounds, tuple(dict.fromkeys((row.place_uid, row.set_uid) for row in rounds)))
    judged = [
        (place.hamlet_uid, row.uid)
        for row in plan_sets.sets_of_year(session, year=plan.year)
        for place in plan_sets.places_under(session, plan=plan, set_uid=row.uid)
    ]
    return _Held(rounds, tuple(judged))


def _by_pair(rounds: Iterable[RoundFacts]) -> dict[tuple[str, str], list[RoundFacts]]:
    found: dict[tuple[str, str], list[RoundFacts]] = {}
    for row in rounds:
        found.setdefault((row.place_uid, row.set_uid), []).append(row)
    return found


def _watched(
    held: _Held, by_pair: Mapping[tuple[str, str], list[RoundFacts]], today: date
) -> tuple[RoundFacts, ...]:
    judged, limit = set(held.judged), today - timedelta(days=WATCH_DAYS)
    newest = [rounds[-1] for pair, rounds in by_pair.items() if pair not in judged]
    return tuple(row for row in newest if row.held_on < limit)


def _sets(session: Session, uids: set[str]) -> dict[str, SetFacts]:
    return {
        row.uid: SetFacts(row, tuple(criteria.indicators(session, set_uid=row.uid)))
        for row in criteria.criteria_sets(session)
        if row.uid in uids
    }


def _names(session: Session, year: int) -> dict[str, str]:
    names = {row.uid: row.name for row in places.hamlets(session, year=year)}
    commune = session.execute(select(Place.uid, Place.name).join(Book, Book.commune_uid == Place.uid)).first()
    return names | ({commune[0]: initial_capital(commune[1])} if commune else {})


def _roles(session: Session) -> dict[str, tuple[str, str]]:
    """A role that was joined to another stands for that one."""
    rows = session.execute(select(Role.code, Role.uid, Role.name)).all()
    names = {uid: name for _code, uid, name in rows}
    uids = criteria.role_uids(session, [code for code, _uid, _name in rows])
    return {code: (uid, names[uid]) for code, uid in uids.items()}


def _orders(session: Session, plan: PlanRow | None) -> tuple[OrderFacts, ...]:
    if plan is None:
        return ()
    columns = (
        Assignment.hamlet_uid,
        Assignment.indicator_uid,
        Role.code,
        Role.name,
        Assignment.lead_wording,
        Assignment.due_before,
        Assignment.progress,
    )
    statement = (
        select(*columns).join(Role, Role.uid == Assignment.lead_uid).where(Assignment.plan_uid == plan.uid)
    )
    roles = _roles(session)
    return tuple(
        OrderFacts(place, indicator, roles[code][0], wording or name, due, progress)
        for place, indicator, code, name, wording, due, progress in session.execute(statement)
    )


def _own_sets(session: Session, plan: PlanRow | None) -> dict[str, str]:
    """By hamlet of the plan the set it stands under there."""
    rows = plans.planned_hamlets(session, plan_uid=plan.uid) if plan is not None else []
    return {row.hamlet_uid: row.set_uid for row in rows}


def _printed(
    session: Session,
    plan: PlanRow | None,
    own_sets: Mapping[str, str],
    by_pair: Mapping[tuple[str, str], list[RoundFacts]],
) -> tuple[PrintedFacts, ...]:
    """A plan speaks of the last review before it: at the latest the end of the year before."""
    if plan is None:
        return ()
    until = printed_results.plan_day(session, plan_uid=plan.uid) or date(plan.year - 1, 12, 31)
    found = []
    for place_uid, figures in printed_results.printed_results(session, plan_uid=plan.uid).items():
        set_uid = own_sets.get(place_uid, plan.set_uid)
        rounds = by_pair.get((place_uid, set_uid), [])
        before = [row for row in rounds if row.held_on <= until] or rounds[:1]
        found.append(PrintedFacts(place_uid, set_uid, figures, before[-1].uid if before else None))
    return tuple(found)


def place_name(facts: Facts, place_uid: str, set_uid: str) -> str:
    """ "Bản Pút", under a further set "Bản Pút (Du lịch nông thôn)"."""
    further = facts.sets.get(set_uid)
    own = facts.plan is None or facts.plan.set_uid == set_uid
    return named_under(facts.names.get(place_uid, ""), None if own or further is None else further.row)
