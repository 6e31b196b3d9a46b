"""Typed text to values: the one validation that forms, the command line and imports share.

Every function takes what was typed and raises InputError with the sentence to show beside the field.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from app.domain.dates import parse_date
from app.domain.money import MOST, parse_money
from app.domain.numbers import parse_integer, parse_number, parse_percent
from app.domain.problem import Problem, ProblemCode
from app.domain.text import nfc, writable
from app.errors import InputError
from app.labels import problem_sentence

T = TypeVar("T")

LINE_LIMIT = 200  # characters of a one-line text
TEXT_LIMIT = 4000  # characters of a text of several lines


def _checked(parse: Callable[[str], T], typed: str) -> T:
    try:
        return parse(nfc(typed))
    except Problem as problem:
        raise InputError(problem_sentence(problem)) from problem


def number(typed: str) -> Decimal:
    return _checked(parse_number, typed)


def integer(typed: str) -> int:
    return _checked(parse_integer, typed)


def percent(typed: str) -> Decimal:
    return _checked(parse_percent, typed)


def money(typed: str, *, most: Decimal = MOST) -> Decimal:
    """In đồng."""
    return _checked(lambda text: parse_money(text, most=most), typed)


def day(typed: str) -> date:
    return _checked(parse_date, typed)


def line(typed: str, *, limit: int = LINE_LIMIT) -> str:
    """One line, NFC, single spaces; empty is allowed."""
    return _limited(" ".join(writable(typed).split()), limit)


def required_line(typed: str, *, limit: int = LINE_LIMIT) -> str:
    cleaned = line(typed, limit=limit)
    if not cleaned:
        raise InputError(problem_sentence(Problem(ProblemCode.TEXT_MISSING)))
    return cleaned


def paragraph(typed: str) -> str:
    """Several lines, NFC; spaces at the ends are dropped."""
    return _limited(writable(typed).replace("\r\n", "\n").strip(), TEXT_LIMIT)


def _limited(text: str, limit: int) -> str:
    if len(text) > limit:
        raise InputError(problem_sentence(Problem(ProblemCode.TEXT_TOO_LONG, given=len(text), other=limit)))
    return text
