"""Officers' sheets as a workbook, one sheet each, to be worked on in Excel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.money import MILLION
from app.files.atomic import write_atomically
from app.reports.assignment_papers.content import OfficerSheet, SheetLine
from app.reports.assignment_papers.sheet import (
    due_words,
    indicator_words,
    progress_words,
    receiver,
    work_words,
)
from app.reports.board_xlsx import put_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_HEADINGS = (
    ("TT", 5),
    ("Bản", 16),
    ("Chỉ tiêu", 40),
    ("Việc phải làm", 40),
    ("Phối hợp", 30),
    ("Thời hạn", 20),
    ("Kinh phí (triệu đồng)", 14),
    ("Tiến độ, kết quả", 36),
)
_MONEY = 7  # column
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_LONGEST_NAME = 31  # of a sheet, as Excel takes it


def write_sheets_xlsx(sheets: Sequence[OfficerSheet], path: Path) -> None:
    """Raises StorageError."""
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    taken: set[str] = set()
    for sheet in sheets:
        _write(book.create_sheet(_name(sheet.role, taken)), sheet)
    with write_atomically(path) as part:
        book.save(part)


def _name(role: str, taken: set[str]) -> str:
    base = " ".join(role.translate(_FORBIDDEN).split())[:_LONGEST_NAME].strip() or "Phiếu"
    name, number = base, 1
    while name.casefold() in taken:
        number += 1
        ending = f" {number}"
        name = base[: _LONGEST_NAME - len(ending)] + ending
    taken.add(name.casefold())
    return name


def _write(page: Worksheet, content: OfficerSheet) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    edge = Side(style="thin", color="8B968D")
    box = Border(left=edge, right=edge, top=edge, bottom=edge)
    title = f"PHIẾU GIAO VIỆC NĂM {content.year}"
    put_text(page.cell(1, 1), title).font = Font(name="Times New Roman", size=14, bold=True)
    for place, text in ((2, receiver(content)), (3, f"Căn cứ: {content.plan}")):
        put_text(page.cell(place, 1), text).font = Font(name="Times New Roman", size=12)
    for number, (heading, width) in enumerate(_HEADINGS, start=1):
        cell = put_text(page.cell(5, number), heading)
        cell.font = Font(name="Times New Roman", size=12, bold=True)
        cell.fill = PatternFill("solid", fgColor="E3F1E6")
        cell.border = box
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        page.column_dimensions[get_column_letter(number)].width = width
    for place, line in enumerate(content.lines, start=1):
        _write_line(page, 5 + place, place, line)
        for number in range(1, len(_HEADINGS) + 1):
            cell = page.cell(5 + place, number)
            cell.font = Font(name="Times New Roman", size=12)
            cell.border = box
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    if any(line.money is not None for line in content.lines):
        _write_sum(page, len(content.lines))
    page.freeze_panes = "A6"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "5:5"


def _write_line(page: Worksheet, row: int, place: int, line: SheetLine) -> None:
    page.cell(row, 1, place)
    texts = (line.hamlet, indicator_words(line), work_words(line), line.support, due_words(line))
    for number, text in enumerate(texts, start=2):
        put_text(page.cell(row, number), text)
    if line.money is not None:
        page.cell(row, _MONEY, line.money / MILLION).number_format = "#,##0.######"
    put_text(page.cell(row, 8), progress_words(line))


def _write_sum(page: Worksheet, lines: int) -> None:
    """A formula: whoever changes a sum in Excel sees the total follow."""
    from openpyxl.styles import Font

    row = 6 + lines
    put_text(page.cell(row, 2), "Cộng").font = Font(name="Times New Roman", size=12, bold=True)
    cell = page.cell(row, _MONEY, f"=SUM(G6:G{5 + lines})")
    cell.number_format = "#,##0.######"
    cell.font = Font(name="Times New Roman", size=12, bold=True)
