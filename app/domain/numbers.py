"""Numbers as Vietnamese officers write them: 1.234,5. Exact, never float, never guessed."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from app.domain.problem import Problem, ProblemCode

_PLAIN = re.compile(r"\d+(,\d+)?")
_GROUPED = re.compile(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
_DOTTED = re.compile(r"\d+\.\d{1,2}|\d+\.\d{4,}|0\d*\.\d{3}")
_LONGEST = 18  # digits; far above any count, area or sum of money a commune writes


def parse_number(text: str) -> Decimal:
    """Read "1.234,5" (also with spaces between thousands).

    Comma is decimal, dots in groups of exactly three are thousands. "11.42" could be 11,42 or a slip for
    1.142, "0.125" is no thousands at all: refused as ambiguous, never guessed (DOMAIN.md). Raises Problem.
    """
    typed = text.strip().replace("\u00a0", " ")
    if re.fullmatch(r"\d{1,3}( \d{3})+(,\d+)?", typed):
        typed = typed.replace(" ", "")
    if typed.startswith(("-", "−")):
        raise Problem(ProblemCode.NUMBER_NEGATIVE, given=text.strip())
    if _DOTTED.fullmatch(typed):
        raise Problem(ProblemCode.NUMBER_AMBIGUOUS, given=typed, other=typed.replace(".", ","))
    if not typed.isascii() or not (_PLAIN.fullmatch(typed) or _GROUPED.fullmatch(typed)):
        raise Problem(ProblemCode.NUMBER_UNREADABLE, given=text.strip())
    if sum(map(str.isdigit, typed)) > _LONGEST:
        raise Problem(ProblemCode.NUMBER_TOO_LONG, given=text.strip())
    return Decimal(typed.replace(".", "").replace(",", "."))


def parse_integer(text: str) -> int:
    """A whole count of people, households, things. Raises Problem."""
    value = parse_number(text)
    if value != value.to_integral_value():
        raise Problem(ProblemCode.NUMBER_NOT_WHOLE, given=text.strip())
    return int(value)


def parse_percent(text: str) -> Decimal:
    """A percentage from 0 to 100, with or without its sign. Raises Problem."""
    value = parse_number(text.strip().removesuffix("%"))
    if value > 100:
        raise Problem(ProblemCode.PERCENT_OUT_OF_RANGE, given=format_number(value))
    return value


def check_part_of_whole(part: Decimal, whole: Decimal) -> None:
    """812 of 700 people is a slip, and nothing can be a share of nothing. Raises Problem."""
    if whole == 0:
        raise Problem(ProblemCode.WHOLE_IS_ZERO, given=format_number(whole))
    if part > whole:
        raise Problem(ProblemCode.PART_OVER_WHOLE, given=format_number(part), other=format_number(whole))


def format_number(value: Decimal | int) -> str:
    """1234.50 → "1.234,5"; all digits are kept, trailing zeros after the comma are not."""
    sign = "-" if value < 0 else ""
    whole, _, decimals = f"{abs(Decimal(value)):f}".partition(".")
    decimals = decimals.rstrip("0")
    groups = f"{int(whole):,}".replace(",", ".")
    return f"{sign}{groups},{decimals}" if decimals else f"{sign}{groups}"


def rounded(value: Fraction, places: int = 2) -> Decimal:
    """Half up, for showing only: verdicts compare the exact fraction."""
    scaled = value * 10**places
    halves = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(f"{halves}E-{places}")  # not through a context: it would round to 28 digits
