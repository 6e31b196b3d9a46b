"""Counts of a meeting, and whether enough of those present agreed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class ShareState(StrEnum):
    """Agreed of present, held against the minimum of the procedure in force."""

    UNCOUNTED = "uncounted"  # nobody has typed the counts
    NO_MINIMUM = "no_minimum"  # the procedure names none
    REACHED = "reached"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class VoteShare:
    """`percent` is exact, None while it cannot be said; `minimum` in percent, None where none is known."""

    percent: Fraction | None
    minimum: Decimal | None

    @property
    def state(self) -> ShareState:
        if self.percent is None:
            return ShareState.UNCOUNTED
        if self.minimum is None:
            return ShareState.NO_MINIMUM
        return ShareState.REACHED if self.percent >= Fraction(self.minimum) else ShareState.NOT_REACHED


def vote_share(agreed: int | None, present: int | None, minimum: Decimal | None) -> VoteShare:
    if agreed is None or not present:
        return VoteShare(None, minimum)
    return VoteShare(Fraction(agreed * 100, present), minimum)


def shown_percent(share: VoteShare) -> Decimal | None:
    """To two places, rounded down: what is shown as enough must be enough."""
    if share.percent is None:
        return None
    return Decimal(share.percent.numerator * 100 // share.percent.denominator) / 100
