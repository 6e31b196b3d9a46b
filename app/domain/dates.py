"""Dates as officers write them: dd/MM/yyyy."""

from __future__ import annotations

import re
from datetime import date

from app.domain.problem import Problem, ProblemCode

EARLIEST_YEAR = 1990  # no document of this work is older
LATEST_YEAR = 2100

_TYPED = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")


def parse_date(text: str) -> date:
    """Read "15/7/2024", also with dots or dashes. A year of two digits is refused, not guessed. Raises Problem."""
    found = _TYPED.fullmatch(text.strip())
    if not found or not text.isascii():
        raise Problem(ProblemCode.DATE_UNREADABLE, given=text.strip())
    day, month, year = map(int, found.groups())
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Problem(
            ProblemCode.DATE_OUT_OF_RANGE, given=text.strip(), other=f"{EARLIEST_YEAR}–{LATEST_YEAR}"
        )
    try:
        return date(year, month, day)
    except ValueError:
        raise Problem(ProblemCode.DATE_IMPOSSIBLE, given=text.strip()) from None


def format_date(value: date | None) -> str:
    return "" if value is None else f"{value:%d/%m/}{value.year:04d}"


def document_date(value: date) -> str:
    """ "05 tháng 02 năm 2024": days under 10 and months 1, 2 with a leading zero (NĐ 30/2020, phụ lục I)."""
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"{value.day:02d} tháng {month} năm {value.year}"


def short_document_date(value: date) -> str:
    """ "13/9/2022", as legal bases are cited in the sources."""
    return f"{value.day}/{value.month}/{value.year}"
