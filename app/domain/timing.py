"""When a task or an activity is due, as the province's tables write it: a day, "trước ngày", quarters.

Source: KH 176/KH-UBND of Sơn La (2023), Biểu 03 ("Quý III, IV/2023") and Biểu 04 ("trước ngày 01/12/2023").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.dates import EARLIEST_YEAR, LATEST_YEAR, format_date, parse_date
from app.domain.problem import Problem, ProblemCode

_ROMAN = ("I", "II", "III", "IV")
_QUARTER = r"(I{1,3}|IV|[1-4])"
_QUARTERS = re.compile(
    rf"(?:QUÝ|QUÍ|Q)\s*{_QUARTER}(?:\s*[,;–-]\s*(?:QUÝ\s*)?{_QUARTER})?\s*[/-]\s*(\d{{4}})"
)
_BEFORE = re.compile(r"TRƯỚC(?:\s+NGÀY)?\s+(.+)")


@dataclass(frozen=True, slots=True)
class Timing:
    """From `first` to `last`, the last day in time; `words` as a table prints it, read back by `parse_timing`."""

    first: date
    last: date
    words: str


def parse_timing(text: str) -> Timing:
    """ "01/12/2023", "trước ngày 01/12/2023", "Quý III, IV/2023", "quý 3/2023". Raises Problem."""
    typed = " ".join(text.split()).rstrip(".")
    upper = typed.upper()
    quarters = _QUARTERS.fullmatch(upper)
    if quarters:
        return _quarters(typed, *quarters.groups())
    before = _BEFORE.fullmatch(upper)
    if before:
        day = parse_date(before[1])
        return Timing(day - timedelta(days=1), day - timedelta(days=1), f"trước ngày {format_date(day)}")
    day = parse_date(typed)
    return Timing(day, day, format_date(day))


def _quarters(typed: str, first: str, second: str | None, written_year: str) -> Timing:
    begin, end = _number(first), _number(second or first)
    year = int(written_year)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Problem(ProblemCode.DATE_OUT_OF_RANGE, given=typed, other=f"{EARLIEST_YEAR}–{LATEST_YEAR}")
    if end < begin:
        raise Problem(ProblemCode.DATE_UNREADABLE, given=typed)
    last = date(year + end // 4, end % 4 * 3 + 1, 1) - timedelta(days=1)
    names = _ROMAN[begin - 1] if begin == end else f"{_ROMAN[begin - 1]}, {_ROMAN[end - 1]}"
    return Timing(date(year, begin * 3 - 2, 1), last, f"Quý {names}/{year}")


def _number(written: str) -> int:
    return int(written) if written.isdigit() else _ROMAN.index(written) + 1
