"""Who mends what until when: assignments of a year's plan, standing owners, workload and gaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.deadlines import days_over
from app.domain.rights import Right
from app.domain.roles import day_of_year
from app.domain.verdict import Verdict, effective_verdict
from app.domain.work import OrderRemark, WorkProgress
from app.errors import InputError, NotFoundError
from app.i18n import _
from app.labels import set_level_label
from app.models.assessment import Assessment, ReviewRound
from app.models.people import Role
from app.models.plan import Assignment
from app.services import criteria, people, plan_sets, plans
from app.services.criteria import IndicatorRow, RoleRow, SetRow
from app.services.plans import PlannedHamletRow, PlanRow
from app.services.rights import require

FIELDS = frozenset({"lead_uid", "support", "work", "due_before", "progress", "note"})


@dataclass(frozen=True, slots=True)
class Target:
    """One indicator of one hamlet that is to be assigned."""

    hamlet_uid: str
    indicator_uid: str


@dataclass(frozen=True, slots=True)
class Order:
    """What is ordered for a target; `due_before`: the day itself is too late."""

    lead_uid: str
    lead_wording: str | None = None
    support: str | None = None
    work: str | None = None
    due_before: date | None = None


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """An unmet or assigned indicator; `assignment_uid` None: nobody was told yet.

    Then lead and support are the standing owners of the set and `work` is what the review found: the order
    that is given when nothing else is said. `other_leads` names who else the set makes responsible;
    `holder` who acts in the leading role, "" where nobody is known. `further` is the set of the indicator where
    it is not the plan's own: its numbers would be taken for those of the plan.
    """

    target: Target
    hamlet: str
    indicator: IndicatorRow
    verdict: Verdict | None
    assignment_uid: str | None
    lead_uid: str | None
    lead: str
    support: str
    work: str
    due_before: date | None
    progress: WorkProgress
    note: str
    days_over: int
    other_leads: tuple[str, ...] = ()
    holder: str = ""
    further: SetRow | None = None

    @property
    def place_name(self) -> str:
        """ "Bản Pút", under a further set "Bản Pút (Du lịch nông thôn)"."""
        return named_under(self.hamlet, self.further)

    @property
    def open(self) -> bool:
        """Work that is still owed: unmet or being mended."""
        return self.progress is not WorkProgress.DONE

    @property
    def remarks(self) -> tuple[OrderRemark, ...]:
        if self.assignment_uid is None and self.verdict is not Verdict.UNMET:
            return ()
        found = (
            (OrderRemark.UNASSIGNED, self.assignment_uid is None),
            (OrderRemark.NO_DEADLINE, self.assignment_uid is not None and self.due_before is None),
            (OrderRemark.SEVERAL_LEADS, bool(self.other_leads)),
        )
        return tuple(remark for remark, holds in found if holds)


@dataclass(frozen=True, slots=True)
class Workload:
    """What one role carries: standing indicators of the set, open assignments, those overdue."""

    role: RoleRow
    standing: int
    open: int
    overdue: int
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the screen of assignments shows, read at once."""

    plan: PlanRow
    hamlets: tuple[PlannedHamletRow, ...]
    roles: tuple[RoleRow, ...]
    basis_number: str
    indicators_total: int
    rows: tuple[AssignmentRow, ...]
    workloads: tuple[Workload, ...]


def named_under(place: str, further: SetRow | None) -> str:
    return f"{place} ({further.field or set_level_label(further.level)})" if further else place


def assign(session: Session, *, plan_uid: str, targets: Sequence[Target], order: Order) -> None:
    """Give all targets the same order; an earlier order for one of them is replaced, its progress stays."""
    require(session, Right.PLAN)
    _require_role(session, order.lead_uid)
    existing = _existing(session, plan_uid)
    for target in targets:
        row = _find_or_make(session, existing, plan_uid, target, order.lead_uid)
        row.lead_uid = order.lead_uid
        row.lead_wording = order.lead_wording or None
        row.support = order.support or None
        if order.work is not None:
            row.work = order.work or None
        row.due_before = order.due_before
    session.flush()


def change(
    session: Session, *, plan_uid: str, rows: Sequence[AssignmentRow], values: Mapping[str, Any]
) -> None:
    """Write some of FIELDS of many orders at once; what is not named stays as each row has it.

    A row without an order gets one, with what it shows as its default. Raises InputError where a row would
    then have nobody to lead it.
    """
    require(session, Right.PLAN)
    unknown = set(values) - FIELDS
    if unknown:
        raise ValueError(f"no such fields: {sorted(unknown)}")
    existing = _existing(session, plan_uid)
    for shown in rows:
        lead_uid = values.get("lead_uid", shown.lead_uid)
        _require_role(session, lead_uid)
        known = (shown.target.hamlet_uid, shown.target.indicator_uid) in existing
        row = _find_or_make(session, existing, plan_uid, shown.target, lead_uid)
        if not known:
            row.support, row.work = shown.support or None, shown.work or None
        elif lead_uid != row.lead_uid:
            row.lead_wording = None  # the plan's words named the one before
        for field, value in values.items():
            setattr(row, field, None if value == "" else value)
    session.flush()


def assign_standing_owners(session: Session, *, plan_uid: str, rows: Sequence[AssignmentRow]) -> int:
    """Order every unassigned row to the standing owner of the set; returns how many had one."""
    require(session, Right.PLAN)
    owned = [row for row in rows if row.assignment_uid is None and row.lead_uid is not None]
    change(session, plan_uid=plan_uid, rows=owned, values={})
    return len(owned)


def withdraw(session: Session, *, assignment_uids: Sequence[str]) -> None:
    """Take orders back; the indicators stand without an order again."""
    require(session, Right.PLAN)
    for uid in assignment_uids:
        session.delete(_get(session, uid))
    session.flush()


def _require_role(session: Session, uid: str | None) -> None:
    if uid is None or session.get(Role, uid) is None:
        raise InputError(_("Hãy chọn người chủ trì."), field="lead_uid")


def _find_or_make(
    session: Session,
    existing: Mapping[tuple[str, str], Assignment],
    plan_uid: str,
    target: Target,
    lead_uid: str,
) -> Assignment:
    row = existing.get((target.hamlet_uid, target.indicator_uid))
    if row is None:
        row = Assignment(
            plan_uid=plan_uid,
            hamlet_uid=target.hamlet_uid,
            indicator_uid=target.indicator_uid,
            progress=WorkProgress.NOT_STARTED,
            note=None,
            lead_uid=lead_uid,
        )
        session.add(row)
    return row


def _get(session: Session, uid: str) -> Assignment:
    row = session.get(Assignment, uid)
    if row is None:
        raise NotFoundError(_("Việc này không còn trong phân công. Hãy xem lại danh sách."))
    return row


def _existing(session: Session, plan_uid: str) -> dict[tuple[str, str], Assignment]:
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
    rows = _rows(session, plan, judged, wording, everything=everything)
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
    existing = _existing(session, plan.uid)
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


def _findings(
    session: Session, set_uid: str, today: date
) -> dict[tuple[str, str], tuple[Verdict | None, str]]:
    """(hamlet, indicator) → verdict and explanation in each hamlet's latest round."""
    held = select(ReviewRound.uid, ReviewRound.hamlet_uid).where(
        ReviewRound.set_uid == set_uid, ReviewRound.held_on <= today
    )
    latest = {hamlet: uid for uid, hamlet in session.execute(held.order_by(ReviewRound.held_on))}
    hamlet_of = {uid: hamlet for hamlet, uid in latest.items()}
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
        yield Workload(role, standing.count(role.code), len(own), overdue, wording.holder(role.uid))
