"""What the table of means says, before any file format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domain.chart import Chart
from app.domain.funds import FundUnit, SourceLine
from app.domain.money import format_millions
from app.domain.numbers import format_number, rounded
from app.reports.letterhead import Letterhead

UNITS = {FundUnit.DONG: "triệu đồng", FundUnit.WORKDAY: "ngày công", FundUnit.SQUARE_METRE: "m²"}
HEADING = ("TT", "Nguồn vốn", "Đơn vị", "Kế hoạch", "Huy động", "Đạt (%)", "Đã chi", "Đã chi/huy động (%)")


@dataclass(frozen=True, slots=True)
class FundTable:
    """`plan`: the plan's title; `dated`: the day the figures are of."""

    letterhead: Letterhead
    plan: str
    year: int
    dated: date
    lines: tuple[SourceLine, ...]
    chart: Chart

    @property
    def title(self) -> str:
        return f"Tổng hợp nguồn vốn thực hiện năm {self.year}"


def row_of(place: int, line: SourceLine) -> tuple[str, ...]:
    """As printed; money in triệu đồng, exact."""
    shares = [
        "" if share is None else format_number(rounded(share * 100, 1))
        for share in (line.raised_share, line.spent_share)
    ]
    planned, raised, spent = (_amount(line, value) for value in (line.planned, line.raised, line.spent))
    number = "" if place == 0 else str(place)
    return number, line.source.title, UNITS[line.unit], planned, raised, shares[0], spent, shares[1]


def _amount(line: SourceLine, value: Decimal) -> str:
    if not value:
        return ""
    return format_millions(value) if line.unit is FundUnit.DONG else format_number(value)
