"""Rules about what is not known of a set: texts and thresholds that no source gives."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.checks import CheckCode, Severity
from app.domain.measure import MEASURED_BY_NUMBERS, Measure
from app.services.checks.facts import Facts
from app.services.checks.rule import Spot, rule
from app.services.criteria import IndicatorRow

_HELD_AGAINST = MEASURED_BY_NUMBERS | {Measure.RATING}


@rule(CheckCode.TEXT_UNKNOWN, Severity.NOTE)
def text_unknown(facts: Facts) -> Iterable[Spot]:
    """One a set."""
    for found in facts.sets.values():
        bare = [row for row in found.indicators if not row.text]
        if bare:
            yield _of_set(found.row.uid, found.row.short_title, bare)


@rule(CheckCode.THRESHOLD_UNKNOWN, Severity.NOTE)
def threshold_unknown(facts: Facts) -> Iterable[Spot]:
    """One a set, and one a place whose group is not known."""
    for found in facts.sets.values():
        bare = [
            row
            for row in found.indicators
            if row.yardstick.measure in _HELD_AGAINST
            and row.yardstick.threshold is None
            and row.group_kind is None
        ]
        if bare:
            yield _of_set(found.row.uid, found.row.short_title, bare)
    for (place_uid, set_uid), numbers in facts.groups_unknown.items():
        words = {"numbers": ", ".join(numbers), "group": "1", "set": facts.sets[set_uid].row.short_title}
        place = {"panel": "places", "hamlet_uid": place_uid, "place_uid": place_uid}
        yield Spot(f"{set_uid}/{place_uid}", place_uid, words, "catalogue", place)


def _of_set(uid: str, title: str, bare: list[IndicatorRow]) -> Spot:
    words = {"set": title, "n": str(len(bare)), "numbers": ", ".join(row.number for row in bare)}
    return Spot(uid, "", words, "catalogue", {"set_uid": uid, "indicator_uid": bare[0].uid})
