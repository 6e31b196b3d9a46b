"""The table of means as a paper, with the picture below."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.dates import format_date
from app.reports.funds.content import HEADING, FundTable, row_of
from app.reports.letters.document import (
    Align,
    Block,
    Cell,
    Column,
    Figure,
    Grid,
    GridRow,
    Heading,
    Letter,
    Masthead,
    NewPage,
    Note,
)

_STEPS = ("", "– ", "+ ", "· ")  # before the name of a source, by its depth
_SHARES = (5, 40, 13, 15, 15, 11, 15, 14)


def funds_letter(content: FundTable) -> Letter:
    return Letter(
        content.title, content.letterhead.issuer, content.plan, tuple(_blocks(content)), landscape=True
    )


def _blocks(content: FundTable) -> Iterator[Block]:
    yield Masthead(content.letterhead, dated=content.dated)
    yield Heading("Biểu tổng hợp", content.title)
    yield Note(f"({content.plan}; số liệu đến ngày {format_date(content.dated)})")
    columns = tuple(
        Column(title, share, Align.LEFT if at == 1 else Align.CENTRE)
        for at, (title, share) in enumerate(zip(HEADING, _SHARES, strict=True))
    )
    rows: list[GridRow] = []
    for place, line in enumerate(content.lines):
        bold = line.source.unit is None
        cells = list(row_of(place, line))
        cells[1] = _STEPS[min(line.level, len(_STEPS) - 1)] + cells[1]
        rows.append(tuple(Cell(text, bold=bold) for text in cells))
    yield Grid(columns, tuple(rows))
    if not content.chart.empty:
        yield NewPage(landscape=True)
        yield Figure(content.chart)
