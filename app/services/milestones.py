"""The milestones of a year's plan: for all hamlets and for each, when they are due and how they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.milestones import (
    NO_RULE,
    Days,
    MilestoneKind,
    MilestoneRule,
    RuleFault,
    RuleKind,
    Rules,
    Standing,
    due_before,
    last_days,
    out_of_order,
    rule_fault,
    standing,
)
from app.domain.rights import Right
from app.errors import InputError
from app.i18n import _
from app.labels import rule_fault_sentence
from app.models.plan import Milestone, Plan
from app.services import entry, milestone_facts, plan_sets, plans
from app.services.plans import PlannedHamletRow, PlanRow
from app.services.rights import require

FIELDS = frozenset({"rule", "done_on", "note"})
_PLAN_COLUMNS = {MilestoneKind.EVIDENCE: "evidence_due", MilestoneKind.APPRAISAL: "appraisal_due"}
_FAULTY_FIELD = {
    RuleFault.ITSELF: "after",
    RuleFault.CYCLE: "after",
    RuleFault.NO_SUCH_DAY: "day",
    RuleFault.DAYS: "days",
}


class RuleSource(StrEnum):
    """Who says when a milestone of a hamlet is due."""

    OWN = "own"  # said for this hamlet
    COMMON = "common"  # said for all
    ORDERS = "orders"  # the latest deadline of the work that was ordered
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """`hamlet_uid` "" for all. `known`: the book tells the day it was reached, nobody typed it.

    `before`: it is due before that earlier milestone of the year.
    """

    hamlet_uid: str
    kind: MilestoneKind
    rule: MilestoneRule
    source: RuleSource
    last_day: date | None
    done_on: date | None
    known: bool
    note: str
    standing: Standing
    before: MilestoneKind | None = None


@dataclass(frozen=True, slots=True)
class HamletYear:
    """A hamlet of the plan with its target set, the sets added to it, and its milestones in the year's order."""

    hamlet_uid: str
    name: str
    target: str
    further: tuple[str, ...]
    milestones: tuple[MilestoneRow, ...]


@dataclass(frozen=True, slots=True)
class YearPlan:
    """`common` are the milestones of all hamlets; a day of `done_on` there holds for each that has none of its own."""

    plan: PlanRow
    common: tuple[MilestoneRow, ...]
    hamlets: tuple[HamletYear, ...]


def year_plan(session: Session, *, year: int, today: date) -> YearPlan:
    """Raises NotFoundError without a plan."""
    plan = plans.plan_of_year(session, year=year)
    return plan_milestones(
        session, plan=plan, hamlets=plans.planned_hamlets(session, plan_uid=plan.uid), today=today
    )


def plan_milestones(
    session: Session, *, plan: PlanRow, hamlets: list[PlannedHamletRow], today: date
) -> YearPlan:
    """As `year_plan`, of a plan that has been read."""
    book = _Book(session, plan, today)
    titles = {row.uid: row.short_title for row in plan_sets.sets_of_year(session, year=plan.year)}
    further = plan_sets.added_sets(session, plan_uid=plan.uid)
    return YearPlan(
        plan,
        book.common(),
        tuple(
            HamletYear(
                row.hamlet_uid,
                row.name,
                titles.get(row.set_uid, ""),
                tuple(titles[uid] for uid in further.get(row.hamlet_uid, ()) if uid in titles),
                book.of_hamlet(row.hamlet_uid),
            )
            for row in hamlets
        ),
    )


def rule_of(row: Milestone | None) -> MilestoneRule:
    if row is None:
        return NO_RULE
    return MilestoneRule(row.before_on, row.before_day, row.before_month, row.after_kind, row.after_days)


class _Book:
    """All rows of a plan, read once, and what the book knows besides."""

    def __init__(self, session: Session, plan: PlanRow, today: date) -> None:
        self._plan = plan
        self._today = today
        rows = session.scalars(select(Milestone).where(Milestone.plan_uid == plan.uid))
        self._rows = {(row.hamlet_uid, row.kind): row for row in rows}
        self._orders = milestone_facts.order_days(session, plan_uid=plan.uid)
        self._known: dict[object, tuple[Days, Mapping[MilestoneKind, MilestoneKind]]] = {}
        self._reached = milestone_facts.reached_days(session, plan=plan, today=today)

    def common(self) -> tuple[MilestoneRow, ...]:
        rules = {kind: self._common_rule(kind) for kind in MilestoneKind}
        last = last_days(rules, {}, self._plan.year)
        before = out_of_order(last)
        found = []
        for kind, rule in rules.items():
            row = self._rows.get((None, kind))
            done_on = row.done_on if row else None
            source = RuleSource.COMMON if rule.kind else RuleSource.NOBODY
            found.append(
                MilestoneRow(
                    "",
                    kind,
                    rule,
                    source,
                    last.get(kind),
                    done_on,
                    known=False,
                    note=(row.note or "") if row else "",
                    standing=standing(last.get(kind), done_on, self._today),
                    before=before.get(kind),
                )
            )
        return tuple(found)

    def of_hamlet(self, uid: str) -> tuple[MilestoneRow, ...]:
        said = {kind: self.rule(uid, kind) for kind in MilestoneKind}
        rules = {kind: rule for kind, (rule, _source) in said.items()}
        done = {kind: self._done(uid, kind) for kind in MilestoneKind}
        last, before = self._computed(rules, {kind: day for kind, (day, _k) in done.items() if day})
        found = []
        for kind, (rule, source) in said.items():
            row = self._rows.get((uid, kind))
            done_on, known = done[kind]
            found.append(
                MilestoneRow(
                    uid,
                    kind,
                    rule,
                    source,
                    last.get(kind),
                    done_on,
                    known,
                    (row.note or "") if row else "",
                    standing(last.get(kind), done_on, self._today),
                    before.get(kind),
                )
            )
        return tuple(found)

    def _computed(self, rules: Rules, done: Days) -> tuple[Days, Mapping[MilestoneKind, MilestoneKind]]:
        """Most hamlets of a plan are alike: what holds for one is worked out once."""
        key = (tuple(rules.values()), tuple(done.items()))
        if key not in self._known:
            last = last_days(rules, done, self._plan.year)
            self._known[key] = last, out_of_order(last)
        return self._known[key]

    def rule(self, uid: str | None, kind: MilestoneKind) -> tuple[MilestoneRule, RuleSource]:
        own = rule_of(self._rows.get((uid, kind))) if uid else NO_RULE
        if own.kind is not None:
            return own, RuleSource.OWN
        common = self._common_rule(kind)
        if common.kind is not None:
            return common, RuleSource.COMMON
        if uid and kind is MilestoneKind.REMEDY and uid in self._orders:
            return MilestoneRule(before_on=self._orders[uid]), RuleSource.ORDERS
        return NO_RULE, RuleSource.NOBODY

    def _common_rule(self, kind: MilestoneKind) -> MilestoneRule:
        rule = rule_of(self._rows.get((None, kind)))
        if rule.kind is None and kind in _PLAN_COLUMNS:
            return MilestoneRule(before_on=getattr(self._plan.facts, _PLAN_COLUMNS[kind]))
        return rule

    def _done(self, uid: str, kind: MilestoneKind) -> tuple[date | None, bool]:
        """Typed for the hamlet, typed for all, or known to the book."""
        for row in (self._rows.get((uid, kind)), self._rows.get((None, kind))):
            if row is not None and row.done_on is not None:
                return row.done_on, False
        known = self._reached.get((uid, kind))
        return known, known is not None


def days_for_remedy(session: Session, *, plan: PlanRow) -> Callable[[str], date | None]:
    """By hamlet the day before which the plan wants unmet indicators mended; None where it does not say."""
    rows = session.scalars(
        select(Milestone).where(Milestone.plan_uid == plan.uid, Milestone.kind == MilestoneKind.REMEDY)
    )
    days = {row.hamlet_uid: due_before(rule_of(row), plan.year) for row in rows}
    return lambda hamlet_uid: days.get(hamlet_uid) or days.get(None)


# Writing


def record(
    session: Session,
    *,
    plan_uid: str,
    kind: MilestoneKind,
    hamlet_uid: str | None,
    values: Mapping[str, Any],
    today: date,
) -> None:
    """Write some of FIELDS of a milestone of a hamlet, or of all; NO_RULE lets a hamlet follow the others.

    Raises InputError naming "after", "days" or "day" for a rule that cannot be kept (of any hamlet), and "done_on"
    for a day that is still to come.
    """
    require(session, Right.PLAN)
    unknown = set(values) - FIELDS
    if unknown:
        raise ValueError(f"no such fields: {sorted(unknown)}")
    plan = session.get_one(Plan, plan_uid)
    found = _find(session, plan_uid, hamlet_uid, kind)
    row = found or Milestone(plan_uid=plan_uid, hamlet_uid=hamlet_uid, kind=kind)
    if "rule" in values:
        _write_rule(plan, row, values["rule"] or NO_RULE)
    if "done_on" in values:
        _check_done(values["done_on"], today)
        row.done_on = values["done_on"]
    if "note" in values:
        row.note = entry.paragraph(values["note"] or "") or None
    _keep(session, row, known=found is not None)
    if "rule" in values:
        _check_rules(session, plan.year, kind, today)


def _find(session: Session, plan_uid: str, hamlet_uid: str | None, kind: MilestoneKind) -> Milestone | None:
    place = Milestone.hamlet_uid.is_(None) if hamlet_uid is None else Milestone.hamlet_uid == hamlet_uid
    statement = select(Milestone).where(Milestone.plan_uid == plan_uid, place, Milestone.kind == kind)
    return session.scalars(statement).first()


def _keep(session: Session, row: Milestone, *, known: bool) -> None:
    """A row that says nothing any more goes, a new one that says something comes."""
    empty = rule_of(row).kind is None and row.done_on is None and row.note is None
    if known and empty:
        session.delete(row)
    elif not known and not empty:
        session.add(row)
    session.flush()


def _write_rule(plan: Plan, row: Milestone, rule: MilestoneRule) -> None:
    """A plain day for all hamlets is the plan's own where the plan has a place for it."""
    column = _PLAN_COLUMNS.get(row.kind) if row.hamlet_uid is None else None
    if column is not None:
        setattr(plan, column, due_before(rule, plan.year) if _is_a_day(rule) else None)
        if rule.kind is RuleKind.DATE:
            rule = NO_RULE
    _set_rule(row, rule)


def _set_rule(row: Milestone, rule: MilestoneRule) -> None:
    row.before_on = rule.before_on
    row.before_day, row.before_month = rule.day, rule.month
    row.after_kind, row.after_days = rule.after, rule.days


def _is_a_day(rule: MilestoneRule) -> bool:
    return rule.kind in (RuleKind.DATE, RuleKind.DAY_MONTH)


def _check_done(day: date | None, today: date) -> None:
    if day is not None and day > today:
        raise InputError(_("Ngày xong chưa tới. Hãy gõ ngày đã xong, hoặc để trống."), field="done_on")


def _check_rules(session: Session, year: int, kind: MilestoneKind, today: date) -> None:
    """The new rule among those of all hamlets, and of each: a circle may close through another's own rule."""
    found = year_plan(session, year=year, today=today)
    for rows in (found.common, *(hamlet.milestones for hamlet in found.hamlets)):
        rules = {row.kind: row.rule for row in rows}
        fault = rule_fault(kind, rules)
        if fault is not None:
            raise InputError(rule_fault_sentence(fault), field=_FAULTY_FIELD[fault])


def follow_plan_day(session: Session, *, plan_uid: str, column: str) -> None:
    """The plan's own day was typed: a rule for all hamlets would contradict it."""
    require(session, Right.PLAN)
    kind = next(kind for kind, name in _PLAN_COLUMNS.items() if name == column)
    row = _find(session, plan_uid, None, kind)
    if row is not None:
        _set_rule(row, NO_RULE)
        _keep(session, row, known=True)
