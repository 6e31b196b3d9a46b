"""What is wrong with a criteria set: the one validation that typing, pasting, workbooks and YAML share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.domain.criteria import GROUPS, CriterionDefinition, IndicatorDefinition, SetDefinition
from app.domain.measure import Measure

_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_CODE = re.compile(r"[0-9A-Za-zĐđ]+([.\-][0-9A-Za-zĐđ]+)*")
_LONGEST_NUMBER = 18  # digits


class SetFault(StrEnum):
    EMPTY = "empty"  # no indicators at all
    CRITERION_EMPTY = "criterion_empty"
    NUMBER_MISSING = "number_missing"
    NUMBER_WRONG = "number_wrong"
    NUMBER_DOUBLE = "number_double"
    NAME_MISSING = "name_missing"
    PERCENT_OVER_100 = "percent_over_100"
    THRESHOLD_NOT_A_NUMBER = "threshold_not_a_number"
    THRESHOLD_NOT_ON_SCALE = "threshold_not_on_scale"
    THRESHOLD_NEEDS_NUMBER = "threshold_needs_number"  # a threshold for yes/no, papers, or no measure at all
    SCALE_MISSING = "scale_missing"
    SCALE_DOUBLE = "scale_double"
    GROUP_UNKNOWN = "group_unknown"
    PAPERS_MISSING = "papers_missing"
    PAPERS_DOUBLE = "papers_double"
    TOTAL_CRITERIA = "total_criteria"
    TOTAL_INDICATORS = "total_indicators"
    VALIDITY = "validity"  # ends before it begins


@dataclass(frozen=True, slots=True)
class SetProblem:
    """Where: `criterion` and `indicator` are numbers, "" for the set itself; `field` as in the definitions."""

    fault: SetFault
    criterion: str = ""
    indicator: str = ""
    field: str = ""
    given: str = ""
    other: str = ""


def set_problems(definition: SetDefinition) -> list[SetProblem]:
    """In the order of the set; empty when it can be used."""
    return list(_problems(definition))


def _problems(definition: SetDefinition) -> Iterator[SetProblem]:
    if not definition.indicators:
        yield SetProblem(SetFault.EMPTY)
    valid_from, valid_to = definition.valid_from, definition.valid_to
    if valid_from is not None and valid_to is not None and valid_to < valid_from:
        yield SetProblem(SetFault.VALIDITY, field="valid_to")
    seen_criteria: set[str] = set()
    seen_indicators: set[str] = set()
    for criterion in definition.criteria:
        yield from _criterion_problems(criterion, seen_criteria)
        for indicator in criterion.indicators:
            yield from _number_problems(criterion.number, indicator.number, seen_indicators)
            yield from indicator_problems(indicator, criterion.number)
    yield from _total_problems(definition)


def _total_problems(definition: SetDefinition) -> Iterator[SetProblem]:
    """Printed totals that the rows do not reach are a misprint or a missing row: said, not corrected."""
    counted = (
        (SetFault.TOTAL_CRITERIA, "criteria_total", definition.criteria_total, len(definition.criteria)),
        (
            SetFault.TOTAL_INDICATORS,
            "indicators_total",
            definition.indicators_total,
            len(definition.indicators),
        ),
    )
    for fault, field, printed, found in counted:
        if printed is not None and printed != found and definition.indicators:
            yield SetProblem(fault, field=field, given=str(found), other=str(printed))


def _criterion_problems(criterion: CriterionDefinition, seen: set[str]) -> Iterator[SetProblem]:
    number = criterion.number
    if not number:
        yield SetProblem(SetFault.NUMBER_MISSING, field="number", given=criterion.name)
    elif not _CODE.fullmatch(number):
        yield SetProblem(SetFault.NUMBER_WRONG, number, field="number", given=number)
    elif number in seen:
        yield SetProblem(SetFault.NUMBER_DOUBLE, number, field="number", given=number)
    seen.add(number)
    if not criterion.name.strip():
        yield SetProblem(SetFault.NAME_MISSING, number, field="name", given=number)
    if not criterion.indicators:
        yield SetProblem(SetFault.CRITERION_EMPTY, number, given=number)


def _number_problems(criterion: str, number: str, seen: set[str]) -> Iterator[SetProblem]:
    if not number:
        yield SetProblem(SetFault.NUMBER_MISSING, criterion, field="number")
    elif not _CODE.fullmatch(number):
        yield SetProblem(SetFault.NUMBER_WRONG, criterion, number, "number", number)
    elif number in seen:
        yield SetProblem(SetFault.NUMBER_DOUBLE, criterion, number, "number", number)
    seen.add(number)


def indicator_problems(indicator: IndicatorDefinition, criterion: str = "") -> Iterator[SetProblem]:
    """What is wrong with one indicator by itself."""
    scale, papers = indicator.scale, indicator.required_papers
    checks = (
        (SetFault.SCALE_MISSING, "scale", indicator.measure is Measure.RATING and not scale),
        (SetFault.SCALE_DOUBLE, "scale", len(set(scale)) != len(scale)),
        (SetFault.PAPERS_MISSING, "required_papers", indicator.measure is Measure.PAPERS and not papers),
        (SetFault.PAPERS_DOUBLE, "required_papers", len(set(papers)) != len(papers)),
    )
    for fault, field, holds in checks:
        if holds:
            yield SetProblem(fault, criterion, indicator.number, field)
    if indicator.threshold is not None:
        yield from _threshold_problems(indicator, criterion, "threshold", indicator.threshold)
    known = GROUPS[indicator.group_kind] if indicator.group_kind is not None else ()
    for group, threshold in indicator.group_thresholds:
        yield from _threshold_problems(indicator, criterion, "group_thresholds", threshold)
        if group not in known:
            yield SetProblem(SetFault.GROUP_UNKNOWN, criterion, indicator.number, "group_thresholds", group)


def _threshold_problems(
    indicator: IndicatorDefinition, criterion: str, field: str, threshold: str
) -> Iterator[SetProblem]:
    fault = _threshold_fault(indicator, threshold)
    if fault is not None:
        yield SetProblem(fault, criterion, indicator.number, field, threshold)


def _threshold_fault(indicator: IndicatorDefinition, threshold: str) -> SetFault | None:
    checks: dict[Measure, Callable[[], SetFault | None]] = {
        Measure.PERCENT: lambda: _number_fault(threshold) or _percent_fault(threshold),
        Measure.NUMBER: lambda: _number_fault(threshold),
        Measure.RATIO: lambda: _number_fault(threshold),
        Measure.RATING: lambda: None if threshold in indicator.scale else SetFault.THRESHOLD_NOT_ON_SCALE,
    }
    if indicator.measure not in checks:
        return SetFault.THRESHOLD_NEEDS_NUMBER
    return checks[indicator.measure]()


def _number_fault(threshold: str) -> SetFault | None:
    fits = _NUMBER.fullmatch(threshold) and sum(map(str.isdigit, threshold)) <= _LONGEST_NUMBER
    return None if fits else SetFault.THRESHOLD_NOT_A_NUMBER


def _percent_fault(threshold: str) -> SetFault | None:
    return SetFault.PERCENT_OVER_100 if Decimal(threshold) > 100 else None
