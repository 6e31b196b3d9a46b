"""The commune's report of a period as a workbook: the table with real numbers, and the text on a second sheet."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.numbers import rounded
from app.files.atomic import write_atomically
from app.reports.board_xlsx import put_text
from app.reports.period_report import COLUMN_TITLES, PARTS, HamletFigures, PeriodPaper, period_words

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = (6, 24, 9, 9, 11, 9, 12, 11, 11, 12, 50)
_HEAD = 3


def write_period_xlsx(paper: PeriodPaper, target: Path) -> None:
    """`target` appears whole or not at all. Raises StorageError."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Biểu"
    _write_table(page, paper)
    _write_text(book.create_sheet("Lời văn"), paper)
    with write_atomically(target) as part:
        book.save(part)


def _write_table(page: Worksheet, paper: PeriodPaper) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    title = f"Kết quả xây dựng bản nông thôn mới {period_words(paper.period)} – {paper.letterhead.issuer}"
    put_text(page.cell(1, 1), title).font = Font(name="Times New Roman", size=14, bold=True)
    for number, (heading, width) in enumerate(zip(COLUMN_TITLES, _WIDTHS, strict=True), start=1):
        cell = put_text(page.cell(_HEAD, number), heading)
        cell.font = Font(name="Times New Roman", size=11, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        page.column_dimensions[get_column_letter(number)].width = width
    rows = [_row(place, row) for place, row in enumerate(paper.figures.hamlets, start=1)]
    sums = paper.figures.reports
    five = (sums.expected, sums.received, _share(sums.rate), sums.on_time, _share(sums.on_time_rate))
    for place, values in enumerate([*rows, ("", "Cộng", *five)], start=_HEAD + 1):
        for number, value in enumerate(values, start=1):
            cell = page.cell(place, number)
            if isinstance(value, str):
                put_text(cell, value)
            else:
                cell.value = value
            bold = place == _HEAD + 1 + len(rows)
            cell.font = Font(name="Times New Roman", size=11, bold=bold)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = f"C{_HEAD + 1}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4


def _row(place: int, row: HamletFigures) -> tuple[Any, ...]:
    reports = row.reports
    five = (
        row.expected,
        row.received,
        _share(reports.rate),
        row.on_time,
        _share(reports.on_time_rate),
    )
    unmet = ", ".join(f"{number} (còn {left})" if left else number for number, left in row.unmet)
    if not row.assessed:
        return (place, row.hamlet, *five, "", "", "", "chưa rà soát")
    done = f"{row.criteria_met}/{row.criteria_total}", f"{row.indicators_met}/{row.indicators_total}"
    return (place, row.hamlet, *five, *done, row.trend, unmet)


def _share(rate: Fraction | None) -> Any:
    return "–" if rate is None else rounded(rate * 100, 1)


def _write_text(page: Worksheet, paper: PeriodPaper) -> None:
    from openpyxl.styles import Alignment, Font

    page.column_dimensions["A"].width = 110
    place = 1
    for name, heading in PARTS.items():
        put_text(page.cell(place, 1), heading).font = Font(name="Times New Roman", size=12, bold=True)
        for line in paper.texts[name].split("\n"):
            place += 1
            written = put_text(page.cell(place, 1), line)
            written.font = Font(name="Times New Roman", size=12)
            written.alignment = Alignment(wrap_text=True, vertical="top")
        place += 2
