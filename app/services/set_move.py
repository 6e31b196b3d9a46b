"""Moving a book from one criteria set to another: answers go along where they still mean the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.dates import format_date
from app.domain.rights import Right
from app.domain.set_check import SetFault, set_problems
from app.domain.set_comparison import Fate
from app.domain.text import sort_key
from app.domain.work import WorkProgress
from app.errors import InputError
from app.i18n import _
from app.labels import set_level_label, set_problem_sentence
from app.models.assessment import ReviewRound, RoundKind
from app.models.evidence import EvidenceLink
from app.models.place import Place
from app.models.plan import Assignment, Plan, PlanHamlet, PlanSet
from app.services import assessments, criteria, set_entry
from app.services.assessments import Values
from app.services.rights import require
from app.services.set_versions import comparison


@dataclass(frozen=True, slots=True)
class MovablePlace:
    """A place that is assessed under the set; `last_held` is the day of its last round under it."""

    uid: str
    name: str
    last_held: date | None
    planned: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move did: rounds opened, answers brought along, proofs and orders that serve the new set too."""

    rounds: int
    answers: int
    proofs: int
    orders: int


def movable_places(session: Session, *, year: int, set_uid: str) -> list[MovablePlace]:
    """Places that the year's plan puts under the set, and places whose last round stands on it."""
    rounds: dict[str, list[tuple[date, str]]] = {}
    for uid, held_on, used in session.execute(
        select(ReviewRound.hamlet_uid, ReviewRound.held_on, ReviewRound.set_uid)
    ):
        rounds.setdefault(uid, []).append((held_on, used))
    under = {uid for uid, used in _planned(session, year) if used == set_uid}
    elsewhere = {uid for uid, _used in _planned(session, year)} - under
    unplanned = {uid for uid, held in rounds.items() if max(held)[1] == set_uid} - elsewhere
    names: dict[str, str] = dict(session.execute(select(Place.uid, Place.name)).all())
    found = [
        MovablePlace(
            uid,
            names[uid],
            max((held_on for held_on, used in rounds.get(uid, ()) if used == set_uid), default=None),
            uid in under,
        )
        for uid in under | unplanned
    ]
    return sorted(found, key=lambda place: sort_key(place.name))


def _planned(session: Session, year: int) -> list[tuple[str, str]]:
    """(place, set) of the year's plan."""
    hamlets = select(PlanHamlet.hamlet_uid, PlanHamlet.set_uid).join(Plan, Plan.uid == PlanHamlet.plan_uid)
    further = select(PlanSet.place_uid, PlanSet.set_uid).join(Plan, Plan.uid == PlanSet.plan_uid)
    found = [*session.execute(hamlets.where(Plan.year == year))]
    return [(row[0], row[1]) for row in (*found, *session.execute(further.where(Plan.year == year)))]


def move(
    session: Session,
    *,
    year: int,
    old_set_uid: str,
    new_set_uid: str,
    place_uids: Sequence[str],
    held_on: date,
) -> Moved:
    """Open a round under the new set for each place and put the places of the year's plan under it.

    Answers of indicators that stayed the same are brought along, not confirmed; their proofs and open orders
    serve the new indicators too. Everything under the old set stays as it was. Raises InputError.
    """
    require(session, Right.CATALOGUE)
    _check_sets(session, old_set_uid, new_set_uid)
    if not place_uids:
        raise InputError(_("Hãy chọn ít nhất một bản để chuyển."), field="place_uids")
    same = {
        row.old[0].uid: row.new[0].uid
        for row in comparison(session, old_set_uid=old_set_uid, new_set_uid=new_set_uid)
        if row.fate is Fate.SAME
    }
    places = list(dict.fromkeys(place_uids))
    answers = 0
    for place_uid in places:
        last, brought = _brought(session, place_uid, old_set_uid, held_on, same)
        answers += len(brought)
        assessments.start_round(
            session,
            hamlet_uid=place_uid,
            set_uid=new_set_uid,
            held_on=held_on,
            kind=RoundKind.FOLLOW_UP,
            brought=brought,
            brought_on=last,
        )
    proofs = _copy_proofs(session, places, same)
    orders = 0
    plan = session.scalars(select(Plan).where(Plan.year == year)).first()
    if plan is not None:
        orders = _copy_orders(session, plan, places, same)
        _move_plan(session, plan, places, old_set_uid, new_set_uid)
    session.flush()
    return Moved(len(places), answers, proofs, orders)


def _check_sets(session: Session, old_set_uid: str, new_set_uid: str) -> None:
    if old_set_uid == new_set_uid:
        raise InputError(_("Hãy chọn một bộ tiêu chí khác để chuyển sang."), field="new_set_uid")
    old = criteria.criteria_set(session, set_uid=old_set_uid)
    new = criteria.criteria_set(session, set_uid=new_set_uid)
    if old.level is not new.level:
        raise InputError(
            _("Bộ mới là “{new}”, bộ cũ là “{old}”. Chỉ chuyển giữa hai bộ cùng cấp.").format(
                new=set_level_label(new.level), old=set_level_label(old.level)
            ),
            field="new_set_uid",
        )
    for problem in set_problems(set_entry.set_definition(session, set_uid=new_set_uid)):
        if problem.fault not in (SetFault.TOTAL_CRITERIA, SetFault.TOTAL_INDICATORS, SetFault.VALIDITY):
            raise InputError(set_problem_sentence(problem), field="new_set_uid")


def _brought(
    session: Session, place_uid: str, old_set_uid: str, held_on: date, same: Mapping[str, str]
) -> tuple[date | None, Values]:
    """The day of the last round under the old set, and its answers by the uid of the new indicator."""
    last = assessments.latest_round(session, hamlet_uid=place_uid, set_uid=old_set_uid)
    if last is None:
        return None, {}
    if last.held_on > held_on:
        raise InputError(
            _("{place} đã rà soát ngày {day} theo bộ cũ. Hãy chọn ngày chuyển từ ngày đó trở đi.").format(
                place=last.hamlet, day=format_date(last.held_on)
            ),
            field="held_on",
        )
    values = assessments.last_values(session, round_uid=last.uid)
    return last.held_on, {same[uid]: found for uid, found in values.items() if uid in same}


def _copy_proofs(session: Session, places: Sequence[str], same: Mapping[str, str]) -> int:
    links = session.scalars(select(EvidenceLink).where(EvidenceLink.hamlet_uid.in_(places))).all()
    there = {(row.evidence_uid, row.hamlet_uid, row.indicator_uid) for row in links}
    coming = [row for row in links if row.indicator_uid in same]
    added = 0
    for row in coming:
        key = (row.evidence_uid, row.hamlet_uid, same[row.indicator_uid])
        if key not in there:
            session.add(
                EvidenceLink(
                    evidence_uid=key[0],
                    hamlet_uid=key[1],
                    indicator_uid=key[2],
                    where=row.where,
                    paper=row.paper,
                )
            )
            added += 1
    return added


def _copy_orders(session: Session, plan: Plan, places: Sequence[str], same: Mapping[str, str]) -> int:
    """Work that is done stays with the old set: what it brought is in the answer."""
    statement = select(Assignment).where(Assignment.plan_uid == plan.uid, Assignment.hamlet_uid.in_(places))
    rows = session.scalars(statement).all()
    there = {(row.hamlet_uid, row.indicator_uid) for row in rows}
    coming = [
        row
        for row in rows
        if row.progress is not WorkProgress.DONE
        and row.indicator_uid in same
        and (row.hamlet_uid, same[row.indicator_uid]) not in there
    ]
    for row in coming:
        session.add(
            Assignment(
                plan_uid=plan.uid,
                hamlet_uid=row.hamlet_uid,
                indicator_uid=same[row.indicator_uid],
                lead_uid=row.lead_uid,
                lead_wording=row.lead_wording,
                support=row.support,
                work=row.work,
                due_before=row.due_before,
                progress=row.progress,
                note=row.note,
                money_needed=row.money_needed,
                done_on=row.done_on,
            )
        )
    return len(coming)


def _move_plan(session: Session, plan: Plan, places: Sequence[str], old_uid: str, new_uid: str) -> None:
    """The plan's own set follows when none of its hamlets is left under the old one."""
    hamlets = session.scalars(select(PlanHamlet).where(PlanHamlet.plan_uid == plan.uid)).all()
    further = session.scalars(select(PlanSet).where(PlanSet.plan_uid == plan.uid)).all()
    under_new = {row.hamlet_uid for row in hamlets if row.set_uid == new_uid}
    under_new |= {row.place_uid for row in further if row.set_uid == new_uid}
    moving = [row for row in hamlets if row.hamlet_uid in places and row.set_uid == old_uid]
    moving_too = [row for row in further if row.place_uid in places and row.set_uid == old_uid]
    for uid in [row.hamlet_uid for row in moving] + [row.place_uid for row in moving_too]:
        if uid in under_new:
            raise InputError(
                _("{place} đang theo cả bộ cũ và bộ mới. Hãy bỏ bớt một bộ của bản này trước.").format(
                    place=session.get_one(Place, uid).name
                ),
                field="place_uids",
            )
    for hamlet in moving:
        hamlet.set_uid = new_uid
    for more in moving_too:
        more.set_uid = new_uid
    if plan.set_uid == old_uid and not any(row.set_uid == old_uid for row in hamlets):
        plan.set_uid = new_uid
