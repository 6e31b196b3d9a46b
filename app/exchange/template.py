"""A workbook to fill in: one table with its choices, and a sheet that explains it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.files.atomic import write_atomically

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

GUIDE = "Hướng dẫn"
_FONT = "Times New Roman"
_SPARE_ROWS = 500  # below the last row that choices reach as well
_FIRST_LIST = 4  # column D of the explanation
_TALLEST = 12  # lines of a row; the rest is seen in the cell


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in characters; `choices` are offered, other words stay possible where `strict` is False."""

    title: str
    width: int
    choices: Sequence[str] = ()
    is_text: bool = True
    strict: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """One line of the explanation: of what, and what."""

    title: str
    text: str


# XML has no way to write these; openpyxl would end in an error.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
Cell = str | int | None
Rows = Sequence[Sequence[Cell]]


def write_template(
    path: Path, title: str, columns: Sequence[Column], rows: Rows, guide: Sequence[Guide], *, frozen: str
) -> None:
    """One table and its explanation. Raises StorageError."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = title
    put_table(book, page, columns, rows, frozen=frozen)
    put_guide(book, guide)
    save(book, path)


def save(book: Workbook, path: Path) -> None:
    with write_atomically(path) as part:
        book.save(part)


def put_table(
    book: Workbook,
    page: Worksheet,
    columns: Sequence[Column],
    rows: Rows,
    *,
    frozen: str,
    bold_rows: frozenset[int] = frozenset(),
) -> None:
    """Headings in row 1, frozen; `bold_rows`: indexes into `rows`."""
    from openpyxl.utils import get_column_letter

    styles = _named_styles(book)
    for number, column in enumerate(columns, start=1):
        head = page.cell(1, number, column.title)
        head.style = styles["head"]
        letters = get_column_letter(number)
        page.column_dimensions[letters].width = column.width
        # Cells that are still empty are text as well: "1.10" typed there stays "1.10".
        page.column_dimensions[letters].number_format = "@" if column.is_text else "General"
    for place, row in enumerate(rows):
        style = "bold" if place in bold_rows else "text"
        for number, value in enumerate(row, start=1):
            cell = page.cell(place + 2, number)
            if isinstance(value, str):
                cell.value = _UNWRITABLE.sub("", value)
                cell.data_type = "s"  # a text that begins with "=" is a text
            elif value is not None:
                cell.value = value
            cell.style = styles[style if columns[number - 1].is_text else "number"]
        page.row_dimensions[place + 2].height = 16 * _lines(row, columns)
    page.freeze_panes = frozen
    _offer_choices(book, page, columns, len(rows))
    _set_up(page)


def _lines(row: Sequence[Cell], columns: Sequence[Column]) -> int:
    """How many lines the fullest cell of the row takes at its width."""
    needed = 1
    for value, column in zip(row, columns, strict=True):
        if isinstance(value, str):
            wrapped = sum(1 + len(part) // max(column.width - 1, 1) for part in value.split("\n"))
            needed = max(needed, wrapped)
    return min(needed, _TALLEST)


def _named_styles(book: Workbook) -> dict[str, str]:
    """One named style for all cells of a kind: a style a cell takes three times as long to write."""
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    names = {"head": "BangDau", "text": "BangChu", "bold": "BangChuDam", "number": "BangSo"}
    if names["head"] in book.named_styles:
        return names
    edge = Side(style="thin", color="C4CCC6")
    border = Border(left=edge, right=edge, top=edge, bottom=edge)
    top = Alignment(vertical="top", wrap_text=True)
    head = NamedStyle(names["head"], font=Font(name=_FONT, size=11, bold=True), border=border)
    head.fill = PatternFill("solid", fgColor="E3F1E6")
    head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    text = NamedStyle(names["text"], font=Font(name=_FONT, size=11), border=border, alignment=top)
    bold = NamedStyle(names["bold"], font=Font(name=_FONT, size=11, bold=True), border=border, alignment=top)
    bold.fill = PatternFill("solid", fgColor="F4F7F4")
    number = NamedStyle(names["number"], font=Font(name=_FONT, size=11), border=border)
    number.alignment = Alignment(vertical="top")
    for style in (head, text, bold):
        style.number_format = "@"
    for style in (head, text, bold, number):
        book.add_named_style(style)
    return names


def _offer_choices(book: Workbook, page: Worksheet, columns: Sequence[Column], rows: int) -> None:
    """Lists of allowed words stand in the sheet of the explanation: a list in the rule holds 255 letters."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for number, column in enumerate(columns, start=1):
        if not column.choices:
            continue
        rule = DataValidation(type="list", formula1=_listed(book, column), allow_blank=True)
        rule.showErrorMessage = column.strict
        rule.errorTitle = column.title[:32]
        rule.error = "Hãy chọn một mục trong danh sách."
        letters = get_column_letter(number)
        rule.add(f"{letters}2:{letters}{rows + 1 + _SPARE_ROWS}")
        page.add_data_validation(rule)


def _listed(book: Workbook, column: Column) -> str:
    """Right of the explanation, where people can read them too; the same list is written once."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    page = book[GUIDE] if GUIDE in book.sheetnames else book.create_sheet(GUIDE)
    place = _FIRST_LIST
    while page.cell(1, place).value is not None and page.cell(1, place).value != column.title:
        place += 1
    letters = get_column_letter(place)
    page.column_dimensions[letters].width = max(14, *(len(word) + 2 for word in column.choices))
    for row, word in enumerate((column.title, *column.choices), start=1):
        cell = page.cell(row, place, word)
        cell.data_type = "s"
        cell.font = Font(name=_FONT, size=11, bold=row == 1)
    return f"'{GUIDE}'!${letters}$2:${letters}${len(column.choices) + 1}"


def put_guide(book: Workbook, guide: Sequence[Guide]) -> None:
    from openpyxl.styles import Alignment, Font

    page = book[GUIDE] if GUIDE in book.sheetnames else book.create_sheet(GUIDE)
    book.move_sheet(page, len(book.sheetnames))
    page.column_dimensions["A"].width = 26
    page.column_dimensions["B"].width = 100
    for row, line in enumerate(guide, start=1):
        for number, value in enumerate((line.title, line.text), start=1):
            cell = page.cell(row, number, value)
            cell.data_type = "s"
            cell.font = Font(name=_FONT, size=11, bold=number == 1)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        page.row_dimensions[row].height = 16 * max(
            1, sum(1 + len(part) // 98 for part in line.text.split("\n"))
        )


def _set_up(page: Worksheet) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
