"""Deadlines: when a monthly report is due, and what class a report falls in.

Source: "vào trước ngày 15 hàng tháng" (plan of Chiềng Khoi, III.12). Read strictly the last day on time is
the 14th; the day and the strictness are settings of the plan. Lateness is judged by the day of receipt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from app.domain.calendar import Shift, shifted_day


class Channel(StrEnum):
    """How a report reached the commune."""

    PAPER = "paper"
    ZALO = "zalo"
    USB = "usb"
    IN_PERSON = "in_person"


class ReportClass(StrEnum):
    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    NOT_YET_DUE = "not_yet_due"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class ReportRule:
    """`before_day` 15 and `strict`: the 14th is the last day on time; not strict: the 15th itself still is.

    A last day that is no working day is shifted; `holidays` are the days typed in. From the first `lock_day` of a
    month after the last day on time the report is changed only with a reason; None: never locked.
    """

    before_day: int = 15
    strict: bool = True
    shift: Shift = Shift.NONE
    holidays: frozenset[date] = frozenset()
    lock_day: int | None = None

    @property
    def last_day(self) -> int:
        return self.before_day - 1 if self.strict else self.before_day


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """The month a report is for."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.number:02d}/{self.year}"


@dataclass(frozen=True, slots=True)
class ReportStanding:
    """The class of one expected report; `days_late` counts from the last day on time to receipt or to today."""

    report_class: ReportClass
    days_late: int
    due_on: date


def report_due_on(month: Month, rule: ReportRule) -> date:
    """The last day on time for the report of `month`: in that same month, unless the shift leads out of it."""
    return shifted_day(date(month.year, month.number, rule.last_day), rule.shift, rule.holidays)


def report_locks_on(month: Month, rule: ReportRule) -> date | None:
    """The first day on which the report of `month` is locked; None: never."""
    if rule.lock_day is None:
        return None
    due_on = report_due_on(month, rule)
    found = date(due_on.year, due_on.month, rule.lock_day)
    if found > due_on:
        return found
    following = due_on.month % 12 + 1
    return date(due_on.year + (following == 1), following, rule.lock_day)


def classify_report(
    month: Month, rule: ReportRule, *, received_on: date | None, exempt: bool, today: date
) -> ReportStanding:
    return classify_by_day(report_due_on(month, rule), received_on=received_on, exempt=exempt, today=today)


def classify_by_day(due_on: date, *, received_on: date | None, exempt: bool, today: date) -> ReportStanding:
    """`due_on` is the last day on time."""
    if exempt:
        return ReportStanding(ReportClass.EXEMPT, 0, due_on)
    if received_on is not None:
        days_late = max(0, (received_on - due_on).days)
        return ReportStanding(ReportClass.LATE if days_late else ReportClass.ON_TIME, days_late, due_on)
    days_late = max(0, (today - due_on).days)
    return ReportStanding(ReportClass.MISSING if days_late else ReportClass.NOT_YET_DUE, days_late, due_on)


def count_classes(standings: Iterable[ReportStanding]) -> dict[ReportClass, int]:
    """Every class, also those with none; the values add up to all months in the plan."""
    classes = [standing.report_class for standing in standings]
    return {report_class: classes.count(report_class) for report_class in ReportClass}


@dataclass(frozen=True, slots=True)
class ReportFigures:
    """The five figures of a hamlet, a month or a year; counts of parts add up to the counts of the whole.

    Expected is what should be in by now: on time, late and missing. A month that is not due yet, or from which
    the hamlet is exempt, is in the plan but not expected, so it lowers no rate. Both rates are shares of
    the expected, None where nothing is.
    """

    expected: int
    received: int
    on_time: int

    @property
    def rate(self) -> Fraction | None:
        return Fraction(self.received, self.expected) if self.expected else None

    @property
    def on_time_rate(self) -> Fraction | None:
        return Fraction(self.on_time, self.expected) if self.expected else None


def report_figures(counts: Mapping[ReportClass, int]) -> ReportFigures:
    """From the counts of `count_classes`."""
    on_time, late = counts[ReportClass.ON_TIME], counts[ReportClass.LATE]
    return ReportFigures(on_time + late + counts[ReportClass.MISSING], on_time + late, on_time)


def last_day_before(due_before: date) -> date:
    """ "trước ngày 15/7/2024" leaves the 14th as the last day."""
    return due_before - timedelta(days=1)


def days_over(due_before: date, today: date) -> int:
    """Days past the last day in time; 0 while in time."""
    return max(0, (today - last_day_before(due_before)).days)


def days_left(due_before: date, today: date) -> int:
    """Days from today to the last day in time; 0 on that day, negative after it."""
    return (last_day_before(due_before) - today).days
