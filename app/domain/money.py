"""Sums of money as officers write them: "15.000.000 đồng", "1,5 triệu", "2 tỷ". Exact đồng, never guessed."""

from __future__ import annotations

import re
from decimal import Decimal

from app.domain.numbers import format_number, parse_number
from app.domain.problem import Problem, ProblemCode

MILLION = Decimal(10**6)
_UNITS = {
    "đ": Decimal(1),
    "đồng": Decimal(1),
    "vnđ": Decimal(1),
    "vnd": Decimal(1),
    "nghìn": Decimal(1000),
    "ngàn": Decimal(1000),
    "nghìn đồng": Decimal(1000),
    "tr": MILLION,
    "triệu": MILLION,
    "triệu đồng": MILLION,
    "tr.đ": MILLION,
    "trđ": MILLION,
    "tỷ": MILLION * 1000,
    "tỉ": MILLION * 1000,
    "tỷ đồng": MILLION * 1000,
    "tỉ đồng": MILLION * 1000,
}
_TYPED = re.compile(r"([-−]?[\d.,\s\u00a0]*\d)\s*([^\d\s].*)?")
LEAST = Decimal(10_000)  # đồng; a smaller sum without a unit was meant in triệu đồng
MOST = MILLION * MILLION  # đồng, of a commune; above it đồng was typed where triệu đồng was meant
MOST_OF_AREA = MOST * 1000  # đồng, of a district or province


def parse_money(text: str, *, most: Decimal = MOST) -> Decimal:
    """Read a sum into đồng; `most` is where a slip of the unit begins. Raises Problem.

    Without a unit it is đồng. "1500" alone is refused: nobody plans 1.500 đồng, it was meant in triệu đồng; and
    "15.000.000 triệu" is refused as đồng typed for triệu đồng. Both are asked, never guessed.
    """
    typed = " ".join(text.replace("\u00a0", " ").split())
    found = _TYPED.fullmatch(typed)
    if found is None:
        raise Problem(ProblemCode.MONEY_UNREADABLE, given=typed)
    number, unit = found.group(1), (found.group(2) or "").strip().casefold().rstrip(".")
    if unit and unit not in _UNITS:
        raise Problem(ProblemCode.MONEY_UNREADABLE, given=typed)
    amount = parse_number(number)
    value = amount * _UNITS.get(unit, Decimal(1))
    if value != value.to_integral_value():
        raise Problem(ProblemCode.MONEY_NOT_WHOLE, given=typed)
    if not unit and 0 < value < LEAST:
        raise Problem(ProblemCode.MONEY_TOO_SMALL, given=format_number(amount))
    if value >= most:
        raise Problem(ProblemCode.MONEY_TOO_LARGE, given=typed)
    return value.to_integral_value()


def format_money(value: Decimal) -> str:
    """ "15.000.000 đồng"."""
    return f"{format_number(value)} đồng"


def format_millions(value: Decimal) -> str:
    """ "1,5": triệu đồng, exact."""
    return format_number(value / MILLION)
