"""Working days: weekends, the holidays of the law that have a fixed day, and those that the commune types in.

Source of the fixed days: Bộ luật Lao động 2019 (45/2019/QH14), điều 112, khoản 1. Tết, Giỗ Tổ Hùng Vương and the
day beside 2/9 move from year to year: they are typed in.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

FIXED_HOLIDAYS: tuple[tuple[int, int, str], ...] = (  # day, month, name
    (1, 1, "Tết Dương lịch"),
    (30, 4, "Ngày Chiến thắng"),
    (1, 5, "Ngày Quốc tế lao động"),
    (2, 9, "Quốc khánh"),
)
_FIXED = frozenset((day, month) for day, month, _name in FIXED_HOLIDAYS)
_SATURDAY = 5


class Shift(StrEnum):
    """Where a last day goes that is no working day."""

    NONE = "none"
    NEXT = "next"  # the next working day
    PREVIOUS = "previous"  # the working day before


def is_weekend(day: date) -> bool:
    return day.weekday() >= _SATURDAY


def is_fixed_holiday(day: date) -> bool:
    return (day.day, day.month) in _FIXED


def is_day_off(day: date, holidays: Collection[date]) -> bool:
    """`holidays` are the days typed in."""
    return is_weekend(day) or is_fixed_holiday(day) or day in holidays


def shifted_day(day: date, shift: Shift, holidays: Collection[date]) -> date:
    step = {Shift.NONE: 0, Shift.NEXT: 1, Shift.PREVIOUS: -1}[shift]
    while step and is_day_off(day, holidays):
        day += timedelta(days=step)
    return day
