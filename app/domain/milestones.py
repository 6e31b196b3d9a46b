"""Milestones of a plan's year: when each is due for a hamlet, and how it stands today.

A milestone is due before a day (the day itself is too late), before a day and month of the plan's year, or
within a number of days after another milestone: after it was reached, or while it is open after its own last day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.deadlines import last_day_before

SOON = 7  # days before a deadline from which it is told
MOST_DAYS = 366  # after another milestone
_SUNDAY, _SATURDAY = 6, 5


class MilestoneKind(StrEnum):
    """In the order of the year."""

    REVIEW = "review"  # rà soát
    REMEDY = "remedy"  # khắc phục chỉ tiêu chưa đạt
    EVIDENCE = "evidence"  # nộp minh chứng
    APPRAISAL = "appraisal"  # xã thẩm định
    DOSSIER = "dossier"  # nộp hồ sơ
    DECISION = "decision"  # quyết định công nhận
    ANNOUNCEMENT = "announcement"  # công bố


class RuleKind(StrEnum):
    DATE = "date"
    DAY_MONTH = "day_month"
    AFTER = "after"


class MilestoneState(StrEnum):
    DONE = "done"
    LATE = "late"
    DUE = "due"  # within SOON days
    LATER = "later"
    UNDATED = "undated"


class RuleFault(StrEnum):
    """Why a rule cannot be kept."""

    ITSELF = "itself"
    CYCLE = "cycle"
    NO_SUCH_DAY = "no_such_day"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class MilestoneRule:
    """One of the three ways to say when; all None says nothing. `before_on`, `day`/`month`: itself too late."""

    before_on: date | None = None
    day: int | None = None
    month: int | None = None
    after: MilestoneKind | None = None
    days: int | None = None

    @property
    def kind(self) -> RuleKind | None:
        if self.before_on is not None:
            return RuleKind.DATE
        if self.day is not None and self.month is not None:
            return RuleKind.DAY_MONTH
        if self.after is not None and self.days is not None:
            return RuleKind.AFTER
        return None


NO_RULE = MilestoneRule()
Rules = Mapping[MilestoneKind, MilestoneRule]
Days = Mapping[MilestoneKind, date]


def due_before(rule: MilestoneRule, year: int) -> date | None:
    """The day that is too late, of a rule that stands alone; 29/2 is 1/3 in a year without it."""
    if rule.before_on is not None:
        return rule.before_on
    if rule.day is None or rule.month is None:
        return None
    try:
        return date(year, rule.month, rule.day)
    except ValueError:
        return date(year, 3, 1)


def last_days(rules: Rules, done: Days, year: int) -> dict[MilestoneKind, date]:
    """The last day in time of every milestone that has one, for one hamlet."""
    found: dict[MilestoneKind, date] = {}
    for kind in rules:
        day = _last_day(kind, rules, done, year, frozenset())
        if day is not None:
            found[kind] = day
    return found


def _last_day(
    kind: MilestoneKind, rules: Rules, done: Days, year: int, seen: frozenset[MilestoneKind]
) -> date | None:
    rule = rules.get(kind, NO_RULE)
    if rule.kind is not RuleKind.AFTER:
        before = due_before(rule, year)
        return last_day_before(before) if before is not None else None
    assert rule.after is not None
    assert rule.days is not None
    if rule.after in seen or rule.after is kind:
        return None
    base = done.get(rule.after) or _last_day(rule.after, rules, done, year, seen | {kind})
    return base + timedelta(days=rule.days) if base is not None else None


def rule_fault(kind: MilestoneKind, rules: Rules) -> RuleFault | None:
    """What is wrong with the rule of `kind` among all others."""
    rule = rules.get(kind, NO_RULE)
    if rule.kind is RuleKind.DAY_MONTH:
        return None if _is_a_day(rule) else RuleFault.NO_SUCH_DAY
    if rule.kind is not RuleKind.AFTER:
        return None
    if not 0 <= (rule.days or 0) <= MOST_DAYS:
        return RuleFault.DAYS
    if rule.after is kind:
        return RuleFault.ITSELF
    return RuleFault.CYCLE if _leads_back(kind, rules) else None


def _is_a_day(rule: MilestoneRule) -> bool:
    try:
        date(2024, rule.month or 0, rule.day or 0)  # a leap year: 29/2 is a day
    except ValueError:
        return False
    return True


def _leads_back(kind: MilestoneKind, rules: Rules) -> bool:
    seen: set[MilestoneKind] = set()
    at = rules.get(kind, NO_RULE).after
    while at is not None and at not in seen:
        if at is kind:
            return True
        seen.add(at)
        at = rules.get(at, NO_RULE).after
    return False


@dataclass(frozen=True, slots=True)
class Standing:
    """How a milestone stands; `days`: over the last day (late, or done late), or left to it (due, later)."""

    state: MilestoneState
    days: int = 0


def standing(last_day: date | None, done_on: date | None, today: date) -> Standing:
    if done_on is not None:
        return Standing(MilestoneState.DONE, max(0, (done_on - last_day).days) if last_day else 0)
    if last_day is None:
        return Standing(MilestoneState.UNDATED)
    left = (last_day - today).days
    if left < 0:
        return Standing(MilestoneState.LATE, -left)
    return Standing(MilestoneState.DUE if left <= SOON else MilestoneState.LATER, left)


def out_of_order(last: Days) -> dict[MilestoneKind, MilestoneKind]:
    """Milestones that would be due before an earlier one of the year, with that one."""
    found: dict[MilestoneKind, MilestoneKind] = {}
    latest: MilestoneKind | None = None
    for kind in MilestoneKind:
        if kind not in last:
            continue
        if latest is not None and last[kind] < last[latest]:
            found[kind] = latest
        else:
            latest = kind
    return found


def is_sunday(day: date) -> bool:
    return day.weekday() == _SUNDAY


def is_weekend(day: date) -> bool:
    return day.weekday() in (_SATURDAY, _SUNDAY)


def shifted(day: date, years: int) -> date:
    """The same day in another year; 29/2 becomes 28/2 where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
