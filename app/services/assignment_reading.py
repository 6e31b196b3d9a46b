"""Reading the assignments of a year: what is unmet or ordered, who owns it, what each officer carries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.deadlines import days_over
from app.domain.roles import day_of_year
from app.domain.verdict import Verdict, effective_verdict
from app.domain.work import WorkProgress
from app.models.assessment import Assessment, ReviewRound
from app.models.criteria import Criterion, Indicator
from app.models.evidence import EvidenceLink
from app.models.plan import Assignment
from app.services import criteria, milestones, people, plan_sets, plans
from app.services.assignment_rows import AssignmentRow, Overview, StandingOwners, Target, Workload
from app.services.criteria import IndicatorRow, RoleRow, SetRow
from app.services.evidence import in_use
from app.services.plans import PlannedHamletRow, PlanRow
from app.services.remaining_work import remaining_of_rounds


def existing_orders(session: Session, *, plan_uid: str) -> dict[tuple[str, str], Assignment]:
    """By hamlet and indicator."""
    rows = session.scalars(select(Assignment).where(Assignment.plan_uid == plan_uid))
    return {(row.hamlet_uid, row.indicator_uid): row for row in rows}


def assignment_rows(
    session: Session, *, year: int, today: date, everything: bool = False
) -> list[AssignmentRow]:
    """Unmet and assigned indicators of the year's places under all its sets; `everything`: all indicators."""
    return list(overview(session, year=year, today=today, everything=everything).rows)


def owed_rows(
    session: Session, *, plan: PlanRow, hamlets: Iterable[PlannedHamletRow], today: date
) -> list[AssignmentRow]:
    """As `assignment_rows`, for a plan that has been read."""
    judged = _judged(session, plan, hamlets)
    return _rows(session, plan, judged, _wording(session, plan, today))


def overview(session: Session, *, year: int, today: date, everything: bool = False) -> Overview:
    """Raises NotFoundError without a plan; `everything`: rows of all indicators, also those met."""
    plan = plans.plan_of_year(session, year=year)
    roles = criteria.roles(session)
    judged = _judged(session, plan, plans.planned_hamlets(session, plan_uid=plan.uid))
    indicators = [indicator for found in judged for indicator in found.indicators]
    wording = _wording(session, plan, today)
    rows = _in_full(session, plan, _rows(session, plan, judged, wording, everything=everything), today)
    return Overview(
        plan,
        tuple({place.hamlet_uid: place for found in judged for place in found.places}.values()),
        tuple(roles),
        judged[0].row.basis_number,
        len(indicators),
        tuple(rows),
        tuple(_workloads(roles, indicators, rows, wording)),
    )


@dataclass(frozen=True, slots=True)
class _Judged:
    """A set with its indicators and the places it judges in the year."""

    row: SetRow
    indicators: tuple[IndicatorRow, ...]
    places: tuple[PlannedHamletRow, ...]


def _judged(session: Session, plan: PlanRow, hamlets: Iterable[PlannedHamletRow]) -> list[_Judged]:
    """The plan's own set first, then those that judge some places besides it."""
    return [
        _Judged(
            row,
            tuple(criteria.indicators(session, set_uid=row.uid)),
            tuple(
                [hamlet for hamlet in hamlets if hamlet.set_uid == row.uid]
                if row.uid == plan.set_uid
                else plan_sets.places_under(session, plan=plan, set_uid=row.uid)
            ),
        )
        for row in plan_sets.sets_of_year(session, year=plan.year)
    ]


def _wording(session: Session, plan: PlanRow, today: date) -> _Wording:
    posts = people.holders(session, on=day_of_year(today, plan.year))
    return _Wording(criteria.roles(session, joined_too=True), today, posts)


def _rows(
    session: Session,
    plan: PlanRow,
    judged: Iterable[_Judged],
    wording: _Wording,
    *,
    everything: bool = False,
) -> list[AssignmentRow]:
    existing = existing_orders(session, plan_uid=plan.uid)
    rows = []
    for of_set in judged:
        findings = _findings(session, of_set.row.uid, wording.today)
        further = None if of_set.row.uid == plan.set_uid else of_set.row
        for hamlet in of_set.places:
            for indicator in of_set.indicators:
                key = (hamlet.hamlet_uid, indicator.uid)
                found, (verdict, finding) = existing.get(key), findings.get(key, (None, ""))
                if everything or found is not None or verdict is Verdict.UNMET:
                    row = wording.row(hamlet, indicator, verdict, finding, found)
                    rows.append(replace(row, further=further) if further else row)
    return rows


def _in_full(
    session: Session, plan: PlanRow, rows: Sequence[AssignmentRow], today: date
) -> list[AssignmentRow]:
    """With what a list of orders does not need: remaining work, proofs, and the plan's day where none was ordered."""
    proofs = _proofs(session)
    remaining = _remaining(session, rows, today)
    days = milestones.days_for_remedy(session, plan=plan)
    found = []
    for row in rows:
        key = (row.target.hamlet_uid, row.target.indicator_uid)
        due = row.due_before if row.assignment_uid else days(row.target.hamlet_uid)
        found.append(
            replace(row, proofs=proofs.get(key, 0), remaining=remaining.get(key, ""), due_before=due)
        )
    return found


def _proofs(session: Session) -> dict[tuple[str, str], int]:
    statement = (
        select(EvidenceLink.hamlet_uid, EvidenceLink.indicator_uid, func.count())
        .where(EvidenceLink.evidence_uid.in_(in_use()))
        .group_by(EvidenceLink.hamlet_uid, EvidenceLink.indicator_uid)
    )
    return {(hamlet, indicator): count for hamlet, indicator, count in session.execute(statement)}


def _remaining(session: Session, rows: Iterable[AssignmentRow], today: date) -> dict[tuple[str, str], str]:
    """By hamlet and indicator, from the latest round under each set."""
    wanted = {row.target.indicator_uid for row in rows}
    statement = (
        select(Criterion.set_uid)
        .join(Indicator, Indicator.criterion_uid == Criterion.uid)
        .where(Indicator.uid.in_(wanted))
        .distinct()
    )
    found: dict[tuple[str, str], str] = {}
    for set_uid in session.scalars(statement).all():
        latest = _latest_rounds(session, set_uid, today)
        places = {uid: (hamlet, day.year) for hamlet, (uid, day) in latest.items()}
        for (round_uid, indicator), words in remaining_of_rounds(
            session, set_uid=set_uid, rounds=places
        ).items():
            found[places[round_uid][0], indicator] = words
    return found


def _latest_rounds(session: Session, set_uid: str, today: date) -> dict[str, tuple[str, date]]:
    """By hamlet its newest round under a set and the day of it."""
    held = select(ReviewRound.uid, ReviewRound.hamlet_uid, ReviewRound.held_on).where(
        ReviewRound.set_uid == set_uid, ReviewRound.held_on <= today
    )
    return {hamlet: (uid, day) for uid, hamlet, day in session.execute(held.order_by(ReviewRound.held_on))}


def _findings(
    session: Session, set_uid: str, today: date
) -> dict[tuple[str, str], tuple[Verdict | None, str]]:
    """(hamlet, indicator) → verdict and explanation in each hamlet's latest round."""
    hamlet_of = {uid: hamlet for hamlet, (uid, _day) in _latest_rounds(session, set_uid, today).items()}
    statement = select(
        Assessment.round_uid,
        Assessment.indicator_uid,
        Assessment.claimed,
        Assessment.opinion,
        Assessment.concluded,
        Assessment.explanation,
    ).where(Assessment.round_uid.in_(sorted(hamlet_of)))
    return {
        (hamlet_of[round_uid], indicator): (effective_verdict(claimed, opinion, concluded), explanation or "")
        for round_uid, indicator, claimed, opinion, concluded, explanation in session.execute(statement)
    }


class _Wording:
    """Turns what is stored into rows: names of roles and of who holds them, defaults, days over."""

    def __init__(self, roles: Iterable[RoleRow], today: date, posts: people.Posts) -> None:
        self.today = today
        self._posts = posts
        self._by_uid = {role.uid: role for role in roles}
        self._by_code = {role.code: role for role in self._by_uid.values()}

    def row(
        self,
        hamlet: PlannedHamletRow,
        indicator: IndicatorRow,
        verdict: Verdict | None,
        finding: str,
        found: Assignment | None,
    ) -> AssignmentRow:
        owners = [
            self._by_code[code]
            for code in (indicator.lead_code, *indicator.other_lead_codes, *indicator.support_codes)
            if code in self._by_code
        ]
        lead_uid = found.lead_uid if found else next((role.uid for role in owners[:1]), None)
        lead = self._by_uid[lead_uid].name if lead_uid else ""
        return AssignmentRow(
            target=Target(hamlet.hamlet_uid, indicator.uid),
            hamlet=hamlet.name,
            indicator=indicator,
            verdict=verdict,
            assignment_uid=found.uid if found else None,
            lead_uid=lead_uid,
            lead=(found.lead_wording or lead) if found else lead,
            support=(found.support or "") if found else ", ".join(role.name for role in owners[1:]),
            work=(found.work or "") if found else finding,
            due_before=found.due_before if found else None,
            progress=found.progress if found else WorkProgress.NOT_STARTED,
            note=(found.note or "") if found else "",
            days_over=self._days_over(found),
            other_leads=tuple(role.name for role in owners if role.uid != lead_uid),
            holder=self.holder(lead_uid, hamlet.hamlet_uid),
            money_needed=found.money_needed if found else None,
            done_on=found.done_on if found else None,
            standing=StandingOwners(
                owners[0].uid if owners else None, ", ".join(role.name for role in owners[1:])
            ),
        )

    def holder(self, role_uid: str | None, hamlet_uid: str | None = None) -> str:
        return people.names_of(self._posts, role_uid, hamlet_uid) if role_uid else ""

    def _days_over(self, found: Assignment | None) -> int:
        if found is None or found.due_before is None or found.progress is WorkProgress.DONE:
            return 0
        return days_over(found.due_before, self.today)


def _workloads(
    roles: Iterable[RoleRow],
    indicators: Iterable[IndicatorRow],
    rows: Sequence[AssignmentRow],
    wording: _Wording,
) -> Iterable[Workload]:
    standing = [indicator.lead_code for indicator in indicators]
    owed = [row for row in rows if row.assignment_uid and row.open]
    for role in roles:
        own = [row for row in owed if row.lead_uid == role.uid]
        overdue = sum(row.days_over > 0 for row in own)
        money = sum((row.money_needed for row in own if row.money_needed is not None), Decimal(0))
        yield Workload(role, standing.count(role.code), len(own), overdue, wording.holder(role.uid), money)
