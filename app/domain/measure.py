"""From counts to a computed verdict with its arithmetic, exact.

An unknown threshold computes no verdict: then only what the assessor claims counts (DOMAIN.md, honesty rule).
Whatever is still missing is rounded against the hamlet, never in its favour.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from app.domain.numbers import check_part_of_whole, rounded
from app.domain.text import name_key
from app.domain.verdict import Verdict


class Measure(StrEnum):
    """How an indicator is answered; unknown (None elsewhere) while its text has no source."""

    YES_NO = "yes_no"
    PERCENT = "percent"  # part of a whole
    NUMBER = "number"  # one number with its unit
    RATIO = "ratio"  # a number as a multiple of a reference figure
    RATING = "rating"  # a step of an ordered scale
    PAPERS = "papers"  # all of a list of papers must be there


class Direction(StrEnum):
    """On which side of the threshold an answer is good; the threshold itself always is."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class IndicatorStatus(StrEnum):
    """How well the sources prove an indicator (shared data of the criteria sets)."""

    SOURCED = "sourced"
    NUMBER_ONLY = "number_only"
    PLACEHOLDER = "placeholder"
    ENTERED = "entered"  # typed in by the commune


MEASURED_BY_NUMBERS = frozenset({Measure.PERCENT, Measure.NUMBER, Measure.RATIO})
# What is measured and not counted: 2,45 km may be missing, 54,3 people may not.
_CONTINUOUS = frozenset(
    name_key(unit)
    for unit in (
        "m",
        "km",
        "m2",
        "m²",
        "km2",
        "km²",
        "ha",
        "m3",
        "m³",
        "lít",
        "kg",
        "tạ",
        "tấn",
        "kW",
        "kWh",
        "giờ",
        "%",
        "điểm",
        "đồng",
        "nghìn đồng",
        "triệu đồng",
        "tỷ đồng",
        "triệu đồng/người/năm",
    )
)
_EXACT = Context(prec=80)  # products of two numbers of 18 digits are never rounded
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was counted or found; unused parts are None.

    `share` (percent) is typed where no counts are known; `reference` is the figure that `amount` is held
    against; `papers` are those that are there.
    """

    part: Decimal | None = None
    whole: Decimal | None = None
    share: Decimal | None = None
    rating: str | None = None
    amount: Decimal | None = None
    reference: Decimal | None = None
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What an answer is held against, for one place.

    `threshold` is percent for PERCENT, in `unit` for NUMBER, a multiple for RATIO ("1.2"), a step of `scale` for
    RATING, always with a decimal point; None while it is unknown. `unit` is what is counted ("người", "km").
    """

    measure: Measure | None
    threshold: str | None = None
    scale: tuple[str, ...] = ()
    direction: Direction = Direction.AT_LEAST
    unit: str = ""
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Computed:
    """`share` (PERCENT: percent, RATIO: multiple) is exact.

    `missing` is what lacks to the threshold, or what is too much where the threshold is a limit; 0 when it is
    reached, None when it cannot be said. Counted things are rounded up. `points`: it is percentage points,
    because no counts are known.
    """

    share: Fraction | None = None
    verdict: Verdict | None = None
    missing: Fraction | None = None
    points: bool = False


Judge = Callable[[Answer], Verdict | None]


@lru_cache(maxsize=4096)
def judge(yardstick: Yardstick) -> Judge:
    """The verdict alone, ready for thousands of answers: no fractions, no arithmetic to show."""
    if yardstick.measure is Measure.RATING:
        return _judge_rating(yardstick)
    if yardstick.measure is Measure.PAPERS:
        return _judge_papers(yardstick)
    if yardstick.measure not in MEASURED_BY_NUMBERS or yardstick.threshold is None:
        return lambda answer: None
    return _judge_number(yardstick.measure, Decimal(yardstick.threshold), yardstick.direction)


def _judge_rating(yardstick: Yardstick) -> Judge:
    if yardstick.threshold not in yardstick.scale:
        return lambda answer: None
    needed = yardstick.scale.index(yardstick.threshold)
    verdicts: dict[str | None, Verdict] = {
        step: Verdict.MET if place >= needed else Verdict.UNMET for place, step in enumerate(yardstick.scale)
    }
    return lambda answer: verdicts.get(answer.rating)


def _judge_papers(yardstick: Yardstick) -> Judge:
    """Nobody has answered while no paper is ticked: then nothing is concluded from silence."""
    needed = frozenset(yardstick.papers)

    def verdict(answer: Answer) -> Verdict | None:
        if not needed or not answer.papers:
            return None
        return Verdict.MET if needed.issubset(answer.papers) else Verdict.UNMET

    return verdict


def _judge_number(measure: Measure, threshold: Decimal, direction: Direction) -> Judge:
    at_least = direction is Direction.AT_LEAST
    multiply = _EXACT.multiply

    def verdict(answer: Answer) -> Verdict | None:
        reached, needed = answer.amount, threshold
        if measure is Measure.PERCENT:
            if answer.part is not None and answer.whole is not None:
                if not answer.part <= answer.whole > 0:
                    return None  # impossible counts prove nothing; `compute` refuses them
                reached, needed = multiply(answer.part, _HUNDRED), multiply(threshold, answer.whole)
            else:
                reached = answer.share
        elif measure is Measure.RATIO:
            if not answer.reference:
                return None
            needed = multiply(threshold, answer.reference)
        if reached is None:
            return None
        good = reached >= needed if at_least else reached <= needed
        return Verdict.MET if good else Verdict.UNMET

    return verdict


def compute(yardstick: Yardstick, answer: Answer) -> Computed:
    """Raises Problem when the counts cannot be true (part over whole, whole of nothing)."""
    if yardstick.measure is Measure.PERCENT and answer.part is not None and answer.whole is not None:
        check_part_of_whole(answer.part, answer.whole)
    found = lacking(yardstick, answer)
    if yardstick.measure not in MEASURED_BY_NUMBERS:
        return found
    return replace(found, share=_share(yardstick.measure, answer))


def lacking(yardstick: Yardstick, answer: Answer) -> Computed:
    """As `compute` without the share, for thousands of answers; impossible counts give no verdict."""
    verdict = judge(yardstick)(answer)
    if yardstick.measure is Measure.PAPERS and verdict is not None:
        return Computed(verdict=verdict, missing=Fraction(len(missing_papers(yardstick, answer))))
    if verdict is None or yardstick.measure not in MEASURED_BY_NUMBERS:
        return Computed(verdict=verdict)
    missing, points = _missing(yardstick, answer)
    return Computed(None, verdict, missing, points)


def missing_papers(yardstick: Yardstick, answer: Answer) -> tuple[str, ...]:
    """In the order of the list."""
    return tuple(paper for paper in yardstick.papers if paper not in answer.papers)


def _share(measure: Measure | None, answer: Answer) -> Fraction | None:
    """Counts win over a typed share: they can be checked."""
    if measure is Measure.PERCENT:
        if answer.part is not None and answer.whole is not None:
            return Fraction(answer.part) / Fraction(answer.whole) * 100
        return None if answer.share is None else Fraction(answer.share)
    if measure is Measure.RATIO and answer.amount is not None and answer.reference:
        return Fraction(answer.amount) / Fraction(answer.reference)
    return None


def _missing(yardstick: Yardstick, answer: Answer) -> tuple[Fraction, bool]:
    """How far the answer is from the threshold, and whether that is in percentage points."""
    assert yardstick.threshold is not None
    needed, reached, scale, points = Decimal(yardstick.threshold), answer.amount, 1, False
    if yardstick.measure is Measure.PERCENT:
        if answer.part is not None and answer.whole is not None:
            needed, scale = _EXACT.multiply(needed, answer.whole), 100
            reached = _EXACT.multiply(answer.part, _HUNDRED)
        else:
            reached, points = answer.share, True
    elif yardstick.measure is Measure.RATIO and answer.reference is not None:
        needed = _EXACT.multiply(needed, answer.reference)
    assert reached is not None
    at_least = yardstick.direction is Direction.AT_LEAST
    short = _EXACT.subtract(needed, reached) if at_least else _EXACT.subtract(reached, needed)
    if short <= 0:
        return Fraction(0), points
    over, under = short.as_integer_ratio()
    if not points and _counts_whole_things(yardstick, answer):
        return Fraction(-(-over // (under * scale))), False
    return Fraction(over, under * scale), points


def _counts_whole_things(yardstick: Yardstick, answer: Answer) -> bool:
    if yardstick.measure is Measure.PERCENT:
        return is_counted(yardstick.unit, answer.part, answer.whole)
    return is_counted(yardstick.unit, answer.amount)


def is_counted(unit: str, *amounts: Decimal | None) -> bool:
    """Whether only whole ones exist: people, households, houses; not kilometres, hectares or money."""
    if unit and _is_continuous(unit):
        return False
    return all(amount is None or amount == amount.to_integral_value() for amount in amounts)


@lru_cache(maxsize=256)
def _is_continuous(unit: str) -> bool:
    return name_key(unit) in _CONTINUOUS


def shown_missing(computed: Computed) -> Decimal | None:
    """What is missing to two places, rounded up: what is shown as enough must be enough."""
    if computed.missing is None:
        return None
    return Decimal(f"{math.ceil(computed.missing * 100)}E-2")


def shown_share(yardstick: Yardstick, computed: Computed) -> Decimal | None:
    """The share to two places, to more where two would show it on the wrong side of the threshold (89,996 %)."""
    if computed.share is None:
        return None
    places = 2
    if computed.verdict is not None and yardstick.threshold is not None:
        needed, met = Decimal(yardstick.threshold), computed.verdict is Verdict.MET
        while _reaches(rounded(computed.share, places), needed, yardstick.direction) is not met:
            places += 1
    return rounded(computed.share, places)


def _reaches(value: Decimal, needed: Decimal, direction: Direction) -> bool:
    return value >= needed if direction is Direction.AT_LEAST else value <= needed
