"""The table of means as a workbook: amounts are numbers, so that Excel can go on with them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from app.domain.dates import format_date
from app.domain.funds import FundUnit, SourceLine
from app.domain.money import MILLION
from app.files.atomic import write_atomically
from app.reports.board_xlsx import put_text
from app.reports.funds.content import HEADING, UNITS, FundTable

_HEAD_ROW = 4
_WIDTHS = (6, 52, 13, 16, 16, 11, 16, 14)


def write_funds_xlsx(content: FundTable, target: Path) -> None:
    """`target` appears whole or not at all. Raises StorageError."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    page: Any = book.active
    page.title = "Nguồn vốn"
    put_text(page.cell(1, 1), content.title).font = Font(name="Times New Roman", size=14, bold=True)
    note = f"{content.plan}; số liệu đến ngày {format_date(content.dated)}"
    put_text(page.cell(2, 1), note).font = Font(name="Times New Roman", size=11, italic=True)
    for number, (title, width) in enumerate(zip(HEADING, _WIDTHS, strict=True), start=1):
        _dressed(put_text(page.cell(_HEAD_ROW, number), title), bold=True)
        page.column_dimensions[get_column_letter(number)].width = width
    for place, line in enumerate(content.lines):
        _write_line(page, place, line)
    page.freeze_panes = f"C{_HEAD_ROW + 1}"
    _set_up(page)
    with write_atomically(target) as part:
        book.save(part)


def _write_line(page: Any, place: int, line: SourceLine) -> None:
    row = _HEAD_ROW + 1 + place
    bold = line.source.unit is None
    shares = (line.raised_share, line.spent_share)
    planned, raised, spent = (_number(line, value) for value in (line.planned, line.raised, line.spent))
    ratios = [
        None if share is None else Decimal(share.numerator) / Decimal(share.denominator) for share in shares
    ]
    values = (
        place or None,
        line.source.title,
        UNITS[line.unit],
        planned,
        raised,
        ratios[0],
        spent,
        ratios[1],
    )
    for number, value in enumerate(values, start=1):
        cell = page.cell(row, number)
        if isinstance(value, str):
            put_text(cell, value)
        else:
            cell.value = value
        _dressed(cell, bold=bold, indent=line.level if number == 2 else 0)
        if number in (4, 5, 7):
            cell.number_format = "#,##0.######"
        elif number in (6, 8):
            cell.number_format = "0.0%"


def _number(line: SourceLine, value: Decimal) -> Decimal | None:
    if not value:
        return None
    return value / MILLION if line.unit is FundUnit.DONG else value


def _dressed(cell: Any, *, bold: bool, indent: int = 0) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    edge = Side(style="thin", color="8B968D")
    cell.font = Font(name="Times New Roman", size=11, bold=bold)
    cell.border = Border(left=edge, right=edge, top=edge, bottom=edge)
    cell.alignment = Alignment(vertical="center", wrap_text=True, indent=indent)


def _set_up(page: Any) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
