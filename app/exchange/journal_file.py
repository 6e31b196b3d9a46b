"""The journal as a file for Excel: row by row, so that a long one takes no more memory than a short one."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from app.files.atomic import write_atomically

Rows = Iterable[Sequence[str]]
_LONGEST_CELL = 32_767  # characters, Excel's own limit
_MOST_ROWS = 1_048_576 - 1
_WIDTHS = (17, 22, 26, 46, 22, 40, 40)


def write_journal_csv(headings: Sequence[str], rows: Rows, path: Path) -> None:
    """UTF-8 with a mark and semicolons: what Excel under Windows opens right with a click. Raises StorageError."""
    with write_atomically(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(headings)
        writer.writerows([_harmless(cell) for cell in row] for row in rows)


def write_journal_xlsx(headings: Sequence[str], rows: Rows, path: Path) -> None:
    """Further sheets where one is full. Raises StorageError."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    page = None
    for number, row in enumerate(rows):
        if page is None or number % _MOST_ROWS == 0:
            page = book.create_sheet()
            page.freeze_panes = "A2"
            for at, width in enumerate(_WIDTHS, start=1):
                page.column_dimensions[get_column_letter(at)].width = width
            page.append([_bold(WriteOnlyCell(page, value=text), Font) for text in headings])
        page.append([_text(WriteOnlyCell(page), value) for value in row])
    if page is None:
        book.create_sheet().append(list(headings))
    with write_atomically(path) as part:
        book.save(part)


def _bold(cell: Any, font: Any) -> Any:
    cell.font = font(bold=True)
    return cell


def _text(cell: Any, value: str) -> Any:
    """A text that begins with "=" stays a text; what a workbook cannot hold is left out."""
    cell.value = "".join(c for c in value if c >= " " or c in "\n\t")[:_LONGEST_CELL]
    cell.data_type = "s"
    return cell


def _harmless(cell: str) -> str:
    """A spreadsheet takes "=…" in a CSV for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
