"""What became of each indicator from one criteria set to another, and where an answer still means the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from app.domain.criteria import IndicatorDefinition, SetDefinition
from app.domain.text import name_key

_MARKS = r"[\s.,;:!?()\[\]“”\"'‘’/–—-]+"
# One mark between two digits belongs to the number: 2,450 is not 2.450.
_PUNCTUATION = re.compile(rf"(?<![0-9]){_MARKS}|{_MARKS}(?![0-9])")
# What decides the meaning of an answer; the rest (guidance, hints, who leads) may change freely.
MEANING = (
    "text",
    "measure",
    "threshold",
    "direction",
    "unit",
    "scale",
    "reference",
    "group_kind",
    "group_thresholds",
    "required_papers",
)
_IN_ANY_ORDER = ("group_thresholds", "required_papers")
_AS_WRITTEN = (
    "scale",
    "required_papers",
)  # answers name these words: spelt otherwise they are not found again


class Fate(StrEnum):
    SAME = "same"
    REWORDED = "reworded"  # goes on under the same number, but asks something else or in other words
    SPLIT = "split"
    MERGED = "merged"
    REMOVED = "removed"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class IndicatorFate:
    """`changed`: the fields of MEANING that differ, for REWORDED."""

    fate: Fate
    old: tuple[IndicatorDefinition, ...]
    new: tuple[IndicatorDefinition, ...]
    changed: tuple[str, ...] = ()


def compare_sets(old: SetDefinition, new: SetDefinition) -> list[IndicatorFate]:
    """In the order of the new set, what was removed at the end.

    Codes match, never names. Where `new` follows `old` its `predecessors` say what continues what; two versions
    of one code match by number; sets of different codes share nothing unless one follows the other.
    """
    old_by_number = {indicator.number: indicator for indicator in old.indicators}
    origins = {
        indicator.number: tuple(n for n in _origins(old, new, indicator) if n in old_by_number)
        for indicator in new.indicators
    }
    heirs: dict[str, list[IndicatorDefinition]] = {number: [] for number in old_by_number}
    for indicator in new.indicators:
        for number in origins[indicator.number]:
            heirs[number].append(indicator)
    fates: list[IndicatorFate] = []
    split: set[str] = set()
    for indicator in new.indicators:
        numbers = origins[indicator.number]
        sources = tuple(old_by_number[number] for number in numbers)
        if not sources:
            fates.append(IndicatorFate(Fate.NEW, (), (indicator,)))
        elif len(sources) > 1:
            fates.append(IndicatorFate(Fate.MERGED, sources, (indicator,)))
        elif len(heirs[numbers[0]]) > 1:
            if numbers[0] not in split:
                fates.append(IndicatorFate(Fate.SPLIT, sources, tuple(heirs[numbers[0]])))
                split.add(numbers[0])
        else:
            fates.append(_one_to_one(sources[0], indicator))
    fates.extend(
        IndicatorFate(Fate.REMOVED, (indicator,), ())
        for indicator in old.indicators
        if not heirs[indicator.number]
    )
    return fates


def _origins(old: SetDefinition, new: SetDefinition, indicator: IndicatorDefinition) -> tuple[str, ...]:
    follows = new.follows == (old.code, old.version)
    if follows and indicator.predecessors is not None:
        return tuple(dict.fromkeys(indicator.predecessors))
    return (indicator.number,) if follows or old.code == new.code else ()


def _one_to_one(old: IndicatorDefinition, new: IndicatorDefinition) -> IndicatorFate:
    changed = changed_meaning(old, new)
    return IndicatorFate(Fate.REWORDED if changed else Fate.SAME, (old,), (new,), changed)


def changed_meaning(old: IndicatorDefinition, new: IndicatorDefinition) -> tuple[str, ...]:
    """The fields of MEANING in which two indicators differ; spelling, punctuation and idle order do not count."""
    return tuple(field for field in MEANING if _meaning_of(old, field) != _meaning_of(new, field))


def only_fills_in(old: IndicatorDefinition, new: IndicatorDefinition) -> bool:
    """Whether every change of meaning only says what nobody knew: an answer stays what it was."""
    unknown = {field for field in MEANING if getattr(old, field) in (None, "", ())}
    if {"threshold", "group_thresholds"} <= unknown:
        unknown.add("direction")  # the side of a threshold that nobody knows says nothing
    if "threshold" not in unknown:
        unknown -= {"group_kind", "group_thresholds"}  # a known threshold would give way to those of groups
    elif old.group_kind is new.group_kind and set(old.group_thresholds) <= set(new.group_thresholds):
        unknown.add("group_thresholds")  # groups that had none get theirs
    return unknown.issuperset(changed_meaning(old, new))


def _meaning_of(indicator: IndicatorDefinition, field: str) -> object:
    value = getattr(indicator, field)
    if field in _IN_ANY_ORDER:
        value = tuple(sorted(value))
    return value if field in _AS_WRITTEN else _meaning(value)


def _meaning(value: object) -> object:
    if isinstance(value, str):
        return name_key(_PUNCTUATION.sub(" ", value).strip())
    if isinstance(value, tuple):
        return tuple(_meaning(item) for item in value)
    return value
