"""What a table prints against what its own figures come to: counts that must add up, lists that must be as long as
their heading says, sums, and numbers written in two ways.

Source of the cases: Biểu 01, 02 and section III of KH 176/KH-UBND of Sơn La (2023), entered as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.domain.funds import SOURCES, FundUnit
from app.domain.text import fold


class TableNumber(StrEnum):
    FIRST = "01"  # places on their way to the standard
    SECOND = "02"  # places on their way beyond it


class PrintedFault(StrEnum):
    CRITERIA_SUM = "criteria_sum"  # met + unmet is not the number of criteria
    INDICATORS_SUM = "indicators_sum"
    CRITERIA_LISTED = "criteria_listed"  # the list below "07 tiêu chí, gồm" has another length
    TWICE_LISTED = "twice_listed"
    NUMBER_STYLES = "number_styles"  # 23,1 and 6.2 side by side
    MONEY_SUM = "money_sum"


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One place as a paper prints it, right or wrong; None where the paper says nothing.

    `unmet` and `remaining`: a line of the paper each.
    """

    place: str
    area: str = ""
    region: str = ""
    criteria_met: int | None = None
    indicators_met: int | None = None
    criteria_unmet: int | None = None
    indicators_unmet: int | None = None
    unmet: tuple[str, ...] = ()
    remaining: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedProblem:
    """`parts` are what `computed` was made of, in the order of the paper; `where` the place or source."""

    fault: PrintedFault
    where: str
    printed: str
    computed: str
    parts: tuple[str, ...] = ()


_LISTED = re.compile(r"\s*[-+•]?\s*tieu chi(?: so)?\s*0*(\d{1,2})\b")
_COMMA = re.compile(r"(?<![\d.,])\d+,\d{1,2}(?![\d.,])")
_DOT = re.compile(r"(?<![\d.,/])\d+\.\d{1,2}(?![\d.,/])(?=\s*(?:%|[A-Za-zĐđ]))")


def listed_criteria(unmet: Iterable[str]) -> list[str]:
    """Numbers of the criteria that the lines name, in their order, repeated ones too."""
    found = (_LISTED.match(fold(line)) for line in unmet)
    return [match[1] for match in found if match]


def line_problems(line: PrintedLine, *, criteria: int | None, indicators: int | None) -> list[PrintedProblem]:
    """`criteria` and `indicators` are how many the set has; None asks nothing."""
    found = [
        _sum_problem(PrintedFault.CRITERIA_SUM, line.place, line.criteria_met, line.criteria_unmet, criteria),
        _sum_problem(
            PrintedFault.INDICATORS_SUM, line.place, line.indicators_met, line.indicators_unmet, indicators
        ),
    ]
    numbers = listed_criteria(line.unmet)
    if numbers and line.criteria_unmet is not None and len(set(numbers)) != line.criteria_unmet:
        found.append(
            PrintedProblem(
                PrintedFault.CRITERIA_LISTED,
                line.place,
                str(line.criteria_unmet),
                str(len(set(numbers))),
                tuple(dict.fromkeys(numbers)),
            )
        )
    twice = tuple(dict.fromkeys(number for number in numbers if numbers.count(number) > 1))
    if twice:
        found.append(PrintedProblem(PrintedFault.TWICE_LISTED, line.place, ", ".join(twice), "", twice))
    found.append(_style_problem(line))
    return [problem for problem in found if problem is not None]


def _sum_problem(
    fault: PrintedFault, place: str, met: int | None, unmet: int | None, total: int | None
) -> PrintedProblem | None:
    if met is None or unmet is None or total is None or met + unmet == total:
        return None
    return PrintedProblem(fault, place, str(total), str(met + unmet), (str(met), str(unmet)))


def _style_problem(line: PrintedLine) -> PrintedProblem | None:
    text = "\n".join(line.remaining)
    comma, dot = _COMMA.search(text), _DOT.search(text)
    if comma is None or dot is None:
        return None
    return PrintedProblem(
        PrintedFault.NUMBER_STYLES, line.place, dot[0], dot[0].replace(".", ","), (comma[0],)
    )


def money_problems(printed: Mapping[str, Decimal]) -> list[PrintedProblem]:
    """Printed sums by code of their source ("" the total), in one unit: each must be the sum of what stands below it.

    A source is only asked where the paper prints at least one of the sources directly below it.
    """
    found = []
    for code, title in (("", "Tổng cộng"), *((source.code, source.title) for source in SOURCES)):
        parts = [
            printed[source.code]
            for source in SOURCES
            if source.parent == code and source.code in printed and source.unit in (None, FundUnit.DONG)
        ]
        if code in printed and parts and sum(parts) != printed[code]:
            found.append(
                PrintedProblem(
                    PrintedFault.MONEY_SUM,
                    title,
                    f"{printed[code]:f}",
                    f"{sum(parts, Decimal(0)):f}",
                    tuple(f"{part:f}" for part in parts),
                )
            )
    return found
