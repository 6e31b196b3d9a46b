"""Verdict arithmetic: the one place that says what is met and counts it.

Totals are always derived, never typed (DOMAIN.md). Claimed, computed and progress are three things.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """The outcome for one indicator in one round; `None` elsewhere means not assessed yet."""

    MET = "met"
    UNMET = "unmet"
    NOT_APPLICABLE = "not_applicable"


class Opinion(StrEnum):
    """What the appraising officer says of a self-assessed verdict."""

    AGREE = "agree"
    DISAGREE = "disagree"
    ASK_MORE = "ask_more"


@dataclass(frozen=True, slots=True)
class Totals:
    """Criteria and indicators met, of all; not applicable counts as met, not assessed does not."""

    criteria_met: int
    criteria_total: int
    indicators_met: int
    indicators_total: int
    indicators_assessed: int

    @property
    def all_met(self) -> bool:
        return self.indicators_total > 0 and self.indicators_met == self.indicators_total


def effective_verdict(
    claimed: Verdict | None, opinion: Opinion | None = None, concluded: Verdict | None = None
) -> Verdict | None:
    """The latest of self-assessment, officer's appraisal, council's conclusion.

    Disagreement never helps the hamlet: a claim of met or not applicable becomes unmet, unmet stays unmet.
    A claim the officer asks more for is open again: neither met nor unmet.
    """
    if concluded is not None:
        return concluded
    if claimed is None:
        return None
    if opinion is Opinion.DISAGREE:
        return Verdict.UNMET
    if opinion is Opinion.ASK_MORE and claimed is not Verdict.UNMET:
        return None
    return claimed


def counts_as_met(verdict: Verdict | None) -> bool:
    return verdict in (Verdict.MET, Verdict.NOT_APPLICABLE)


def met_count(verdicts: Sequence[Verdict | None]) -> int:
    """How many of them count as met."""
    return len(verdicts) - verdicts.count(None) - verdicts.count(Verdict.UNMET)


def criterion_verdict(verdicts: Iterable[Verdict | None]) -> Verdict | None:
    """A criterion is met when all its indicators are met or not applicable; one unmet makes it unmet.

    Source: all three unmet indicators of a hamlet make three unmet criteria in both hamlets of the plan.
    """
    found = list(verdicts)
    if Verdict.UNMET in found:
        return Verdict.UNMET
    if not found or None in found:
        return None
    every = found.count(Verdict.NOT_APPLICABLE) == len(found)
    return Verdict.NOT_APPLICABLE if every else Verdict.MET


def totals(by_criterion: Mapping[str, Iterable[Verdict | None]]) -> Totals:
    """Count over criterion key → verdicts of its indicators; a criterion is met as `criterion_verdict` says."""
    criteria_met = indicators_met = indicators_total = assessed = 0
    for verdicts in by_criterion.values():
        found = list(verdicts)
        total, met = len(found), met_count(found)
        criteria_met += 0 < total == met
        indicators_met += met
        indicators_total += total
        assessed += total - found.count(None)
    return Totals(criteria_met, len(by_criterion), indicators_met, indicators_total, assessed)
