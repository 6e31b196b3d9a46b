""" "Khác gì lần trước": what differs from the version before, as a paper in the dossier and as a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.domain.dates import format_date
from app.reports.letters.document import Align, Block, Cell, Column, Grid, GridRow, Heading, Letter, Text

_LONGEST = 400  # characters of a cell: what was said at length stands in its own paper
_COLUMNS = (
    Column("Chỉ tiêu", 9, Align.CENTRE),
    Column("Nội dung", 34),
    Column("Mục", 20),
    Column("Trước", 28),
    Column("Nay", 28),
)


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """`criterion` "" for what belongs to the whole dossier."""

    criterion: str
    indicator: str
    subject: str
    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangeList:
    hamlet: str  # "bản Pút"
    commune: str
    before: int  # number of the version it is held against
    before_on: date
    lines: tuple[ChangeLine, ...]

    @property
    def title(self) -> str:
        return f"Những thay đổi so với bản số {self.before}"


def change_letter(content: ChangeList) -> Letter:
    return Letter(content.title, f"UBND {content.commune}", content.title, tuple(_blocks(content)))


def _blocks(content: ChangeList) -> Iterator[Block]:
    day = format_date(content.before_on)
    yield Heading("Bảng kê thay đổi", f"Hồ sơ {content.hamlet} so với bản số {content.before} lập ngày {day}")
    if not content.lines:
        yield Text("Từ bản trước đến nay không có thay đổi.")
        return
    yield Text(f"Từ bản số {content.before} đến nay có {len(content.lines)} thay đổi:")
    yield _grid(content.lines)


def _grid(lines: tuple[ChangeLine, ...]) -> Grid:
    rows: list[GridRow] = []
    heads: set[int] = set()
    current: str | None = None
    for line in lines:
        if line.criterion != current:
            current = line.criterion
            heads.add(len(rows))
            title = f"Tiêu chí {current}" if current else "Chung cho cả hồ sơ"
            rows.append((Cell(title, bold=True, align=Align.LEFT, span=len(_COLUMNS)),))
        rows.append((line.indicator, line.subject, line.what, _short(line.old), _short(line.new)))
    return Grid(_COLUMNS, tuple(rows), shaded=frozenset(heads))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def write_change_xlsx(content: ChangeList, target: Path) -> None:
    """A row a change, headings frozen. Raises StorageError."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    from app.files.atomic import write_atomically

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Thay đổi"
    page.append([f"{content.title}, lập ngày {format_date(content.before_on)}"])
    page.append(["Tiêu chí", *(column.title for column in _COLUMNS)])
    for line in content.lines:
        page.append([""] * 6)
        values = (line.criterion, line.indicator, line.subject, line.what, line.old, line.new)
        for cell, value in zip(page[page.max_row], values, strict=True):
            cell.value = "".join(c for c in value if c >= " " or c in "\n\t")
            cell.data_type = "s"  # a text that begins with "=" stays a text
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in (*page[1], *page[2]):
        cell.font = Font(bold=True)
    for at, width in enumerate((9, 9, 36, 22, 36, 36), start=1):
        page.column_dimensions[get_column_letter(at)].width = width
    page.freeze_panes = "A3"
    page.print_title_rows = "2:2"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    with write_atomically(target) as part:
        book.save(part)
