"""The board as a workbook, to be worked on in Excel."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from app.files.atomic import write_atomically

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

Tint = Literal["met", "unmet", "other"]

_FILLS: dict[Tint, str] = {"met": "DDF1E1", "unmet": "FBE1DF", "other": "F1F2F3"}
_INKS: dict[Tint, str] = {"met": "17602F", "unmet": "9B1C1C", "other": "4F5954"}
_HEAD_ROW = 4


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """`width` in characters; `note` is the full name behind a short heading, "" where the heading says all."""

    title: str
    width: int
    note: str = ""
    centred: bool = False


@dataclass(frozen=True, slots=True)
class BoardCellText:
    """A cell as it is read; `tint` None leaves it white."""

    text: str
    tint: Tint | None = None


@dataclass(frozen=True, slots=True)
class BoardSheet:
    """Rows have one cell a column; `legend` explains the glyphs."""

    title: str
    subtitle: str
    columns: tuple[BoardColumn, ...]
    rows: tuple[tuple[BoardCellText, ...], ...]
    legend: str


def write_board_xlsx(sheet: BoardSheet, path: Path) -> None:
    """One sheet: title, frozen headings, a row a hamlet, the names of the criteria below. Raises StorageError."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Tổng quan"
    _write_top(page, sheet)
    for place, row in enumerate(sheet.rows, start=_HEAD_ROW + 1):
        for number, (column, cell) in enumerate(zip(sheet.columns, row, strict=True), start=1):
            _write_cell(page.cell(place, number), cell, centred=column.centred)
    _write_bottom(page, sheet, first_row=_HEAD_ROW + len(sheet.rows) + 2)
    _set_up_page(page)
    with write_atomically(path) as part:
        book.save(part)


def _write_top(page: Worksheet, sheet: BoardSheet) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    put_text(page.cell(1, 1), sheet.title).font = Font(name="Times New Roman", size=14, bold=True)
    put_text(page.cell(2, 1), sheet.subtitle).font = Font(name="Times New Roman", size=11, italic=True)
    edge = Side(style="thin", color="8B968D")
    for number, column in enumerate(sheet.columns, start=1):
        cell = put_text(page.cell(_HEAD_ROW, number), column.title)
        cell.font = Font(name="Times New Roman", size=11, bold=True)
        cell.fill = PatternFill("solid", fgColor="E3F1E6")
        cell.border = Border(left=edge, right=edge, top=edge, bottom=edge)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.freeze_panes = f"B{_HEAD_ROW + 1}"


def _write_cell(cell: Cell | MergedCell, content: BoardCellText, *, centred: bool) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    put_text(cell, content.text)
    edge = Side(style="thin", color="DBE0DA")
    cell.border = Border(left=edge, right=edge, top=edge, bottom=edge)
    cell.alignment = Alignment(
        horizontal="center" if centred else "left", vertical="center", wrap_text=not centred
    )
    cell.font = Font(name="Times New Roman", size=11, color=_INKS[content.tint] if content.tint else "000000")
    if content.tint is not None:
        cell.fill = PatternFill("solid", fgColor=_FILLS[content.tint])


def _write_bottom(page: Worksheet, sheet: BoardSheet, *, first_row: int) -> None:
    from openpyxl.styles import Font

    lines = [sheet.legend, *(f"{column.title}. {column.note}" for column in sheet.columns if column.note)]
    for place, line in enumerate(lines, start=first_row):
        put_text(page.cell(place, 1), line).font = Font(name="Times New Roman", size=10, color="586259")


def put_text(cell: Cell | MergedCell, text: str) -> Cell | MergedCell:
    """Write a text as a text: openpyxl would make a formula of a name that begins with "="."""
    cell.value = text
    cell.data_type = "s"
    return cell


def _set_up_page(page: Worksheet) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
