"""Periods of the commune's own reports: month, quarter, half-year, year.

Source of the one deadline that is known: the province's plan asks for the quarter's report before the 25th of the
quarter's last month (kế hoạch 176/KH-UBND tỉnh Sơn La 2023). No source names a day for the others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.deadlines import Month

QUARTER_BEFORE_DAY = 25  # of the quarter's last month; the day itself is too late
_WRITTEN = re.compile(r"(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])))?")


class PeriodKind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """`number` counts the periods of its kind in the year from 1."""

    kind: PeriodKind
    year: int
    number: int = 1

    def __str__(self) -> str:
        """ "2024-09", "2024-Q3", "2024-H1", "2024"."""
        part = {
            PeriodKind.MONTH: f"-{self.number:02d}",
            PeriodKind.QUARTER: f"-Q{self.number}",
            PeriodKind.HALF: f"-H{self.number}",
            PeriodKind.YEAR: "",
        }[self.kind]
        return f"{self.year:04d}{part}"

    @property
    def months(self) -> tuple[Month, ...]:
        length = _MONTHS[self.kind]
        first = (self.number - 1) * length + 1
        return tuple(Month(self.year, number) for number in range(first, first + length))

    @property
    def first_day(self) -> date:
        return date(self.year, self.months[0].number, 1)

    @property
    def last_day(self) -> date:
        last = self.months[-1].number
        following = date(self.year + 1, 1, 1) if last == 12 else date(self.year, last + 1, 1)
        return following - timedelta(days=1)

    @property
    def due_before(self) -> date | None:
        """The day that is too late; None where no source names one."""
        if self.kind is not PeriodKind.QUARTER:
            return None
        return date(self.year, self.months[-1].number, QUARTER_BEFORE_DAY)


def parse_period(text: str) -> Period:
    """Raises ValueError for anything that `str(Period)` does not write."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    year, month, quarter, half = found.groups()
    if month:
        return Period(PeriodKind.MONTH, int(year), int(month))
    if quarter:
        return Period(PeriodKind.QUARTER, int(year), int(quarter))
    return Period(PeriodKind.HALF, int(year), int(half)) if half else Period(PeriodKind.YEAR, int(year))


def periods_of_year(year: int) -> tuple[Period, ...]:
    """All that a commune may report on, months first."""
    return tuple(
        Period(kind, year, number) for kind in PeriodKind for number in range(1, 12 // _MONTHS[kind] + 1)
    )


def period_of_today(kind: PeriodKind, today: date) -> Period:
    return Period(kind, today.year, (today.month - 1) // _MONTHS[kind] + 1)
