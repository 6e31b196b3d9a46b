"""From counts to a computed verdict with its arithmetic, exact.

An unknown threshold computes no verdict: then only what the assessor claims counts (DOMAIN.md, honesty rule).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from app.domain.numbers import check_part_of_whole, rounded
from app.domain.verdict import Verdict


class Measure(StrEnum):
    """How an indicator is answered; unknown (None elsewhere) while its text has no source."""

    YES_NO = "yes_no"
    PERCENT = "percent"
    RATING = "rating"


class IndicatorStatus(StrEnum):
    """How well the sources prove an indicator (shared data of the criteria sets)."""

    SOURCED = "sourced"
    NUMBER_ONLY = "number_only"
    PLACEHOLDER = "placeholder"
    ENTERED = "entered"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was counted or found; unused parts are None. `share` (percent) is typed where no counts are known."""

    part: Decimal | None = None
    whole: Decimal | None = None
    share: Decimal | None = None
    rating: str | None = None


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What an answer is held against: `threshold` is percent for PERCENT, a step of `scale` for RATING."""

    measure: Measure | None
    threshold: str | None = None
    scale: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Computed:
    """`share` in percent, exact; `missing` counts what lacks to the threshold, rounded up against the hamlet."""

    share: Fraction | None = None
    verdict: Verdict | None = None
    missing: int | None = None


def compute(yardstick: Yardstick, answer: Answer) -> Computed:
    """Raises Problem when the counts cannot be true (part over whole, whole of nothing)."""
    if yardstick.measure is Measure.PERCENT:
        return _percent(yardstick, answer)
    if yardstick.measure is Measure.RATING and answer.rating in yardstick.scale:
        return _rating(yardstick, answer.rating)
    return Computed()


def _percent(yardstick: Yardstick, answer: Answer) -> Computed:
    """Counts win over a typed share: they can be checked."""
    share = Fraction(answer.share) if answer.share is not None else None
    if answer.part is not None and answer.whole is not None:
        check_part_of_whole(answer.part, answer.whole)
        share = Fraction(answer.part) / Fraction(answer.whole) * 100
    if share is None or yardstick.threshold is None:
        return Computed(share=share)
    needed = Fraction(Decimal(yardstick.threshold))
    verdict = Verdict.MET if share >= needed else Verdict.UNMET
    return Computed(share, verdict, _missing_count(needed, answer))


def shown_share(yardstick: Yardstick, computed: Computed) -> Decimal | None:
    """The share in percent to two places, to more where two would show an unmet threshold as reached (89,996 %)."""
    if computed.share is None:
        return None
    places = 2
    if computed.verdict is Verdict.UNMET and yardstick.threshold is not None:
        while rounded(computed.share, places) >= Decimal(yardstick.threshold):
            places += 1
    return rounded(computed.share, places)


def _missing_count(needed: Fraction, answer: Answer) -> int | None:
    if answer.part is None or answer.whole is None:
        return None
    return max(0, math.ceil(needed / 100 * Fraction(answer.whole) - Fraction(answer.part)))


def _rating(yardstick: Yardstick, rating: str) -> Computed:
    if yardstick.threshold not in yardstick.scale:
        return Computed()
    reached = yardstick.scale.index(rating) >= yardstick.scale.index(yardstick.threshold)
    return Computed(verdict=Verdict.MET if reached else Verdict.UNMET)
