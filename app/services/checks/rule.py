"""A rule is a small function from facts to spots, registered under its code and severity."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from app.domain.checks import CheckCode, Finding, Severity
from app.services.checks.facts import Facts, RoundFacts, RowFacts


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a rule is broken: a Finding without its code. `severity` only where it is not that of the rule."""

    subject: str
    hamlet_uid: str = ""
    words: dict[str, str] = field(default_factory=dict)
    page: str = ""
    place: dict[str, str] = field(default_factory=dict)
    severity: Severity | None = None


Rule = Callable[[Facts], Iterable[Spot]]


@dataclass(frozen=True, slots=True)
class Registered:
    code: CheckCode
    severity: Severity
    rule: Rule

    def findings(self, facts: Facts) -> Iterable[Finding]:
        for spot in self.rule(facts):
            severity = spot.severity or self.severity
            yield Finding(
                self.code, severity, spot.subject, spot.hamlet_uid, spot.words, spot.page, spot.place
            )


RULES: list[Registered] = []


def rule(code: CheckCode, severity: Severity) -> Callable[[Rule], Rule]:
    def register(function: Rule) -> Rule:
        RULES.append(Registered(code, severity, function))
        return function

    return register


def at_row(review: RoundFacts, row: RowFacts, **words: str) -> Spot:
    """An indicator in a round, mended on the page of the self-assessment."""
    return Spot(
        f"{review.uid}/{row.indicator.uid}",
        review.place_uid,
        {"number": row.indicator.number, **words},
        "assessment",
        at_round(review) | {"indicator_uid": row.indicator.uid},
    )


def at_round(review: RoundFacts) -> dict[str, str]:
    return {"hamlet_uid": review.place_uid, "set_uid": review.set_uid, "round_uid": review.uid}


def rows_of(facts: Facts) -> Iterable[tuple[RoundFacts, RowFacts]]:
    return ((review, row) for review in facts.rounds for row in review.rows)
