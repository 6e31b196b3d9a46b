"""A table of the province as a workbook: A4 landscape, headings on every page, a named style a kind of cell."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.text import writable
from app.files.atomic import write_atomically
from app.reports.province_tables.content import ProvinceTable, TableBlock, heading_spans

if TYPE_CHECKING:
    from openpyxl import Workbook

_CHARACTERS = 150  # over the width of a landscape sheet
_LINE = 15.0  # points
_FONT = "Times New Roman"
_A4 = 9  # number of the paper in the file format
_LONGEST_CELL = 32_000


def write_table_xlsx(table: ProvinceTable, path: Path) -> None:
    """Raises StorageError."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    _add_styles(book)
    sheet = _Sheet(book, table)
    sheet.write()
    with write_atomically(path) as part:
        book.save(part)


def _add_styles(book: Workbook) -> None:
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side

    edge = Side(style="thin", color="000000")
    box = Border(left=edge, right=edge, top=edge, bottom=edge)
    top = Alignment(vertical="top", wrap_text=True)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for name, font, alignment, border in (
        ("bieu_so", Font(name=_FONT, size=13, bold=True), middle, None),
        ("bieu_ghi_chu", Font(name=_FONT, size=12, italic=True), middle, None),
        ("bieu_dau", Font(name=_FONT, size=11, bold=True), middle, box),
        ("bieu_stt", Font(name=_FONT, size=11, italic=True), middle, box),
        ("bieu_chu", Font(name=_FONT, size=11), top, box),
        ("bieu_giua", Font(name=_FONT, size=11), middle, box),
        ("bieu_muc", Font(name=_FONT, size=11, bold=True), top, box),
        ("bieu_luu_y", Font(name=_FONT, size=11), Alignment(vertical="top", wrap_text=True), None),
    ):
        style = NamedStyle(name, font=font, alignment=alignment)
        if border is not None:
            style.border = border
        book.add_named_style(style)


class _Sheet:
    """Rows go out as they come; what is merged is remembered and written at the end."""

    def __init__(self, book: Workbook, table: ProvinceTable) -> None:
        from openpyxl.utils import get_column_letter

        self._page: Any = book.create_sheet(f"Biểu {table.number}")
        self._table = table
        self._row = 0
        whole = sum(column.share for column in table.columns)
        self._widths = [max(5, round(column.share * _CHARACTERS / whole)) for column in table.columns]
        self._letters = [get_column_letter(place + 1) for place in range(len(table.columns))]
        for letter, width in zip(self._letters, self._widths, strict=True):
            self._page.column_dimensions[letter].width = width
        self._styles = {name: self._style(name) for name in ("bieu_dau", "bieu_stt", "bieu_chu", "bieu_giua")}

    def _style(self, name: str) -> Any:
        """Looked up once: by its name a style is searched for again for every cell."""
        from openpyxl.cell import WriteOnlyCell

        cell: Any = WriteOnlyCell(self._page)
        cell.style = name
        return cell._style

    def write(self) -> None:
        self._set_up()
        table = self._table
        for text in (f"BIỂU SỐ {table.number}", table.title):
            self._wide(text, "bieu_so")
        for note in table.notes:
            self._wide(note, "bieu_ghi_chu")
        self._headings()
        for block in table.blocks:
            if block.section:
                self._wide(block.section, "bieu_muc")
            else:
                self._block(block)
        for remark in table.remarks:
            self._wide(remark, "bieu_luu_y")

    def _set_up(self) -> None:
        page, table = self._page, self._table
        heads = 3 + len(table.notes)
        last = heads + (1 if table.two_rows else 0) + 1
        page.page_setup.orientation = "landscape"
        page.page_setup.paperSize = _A4
        page.page_setup.fitToHeight = 0
        page.sheet_properties.pageSetUpPr.fitToPage = True
        page.print_title_rows = f"{heads}:{last}"
        page.freeze_panes = f"A{last + 1}"
        margins = page.page_margins
        margins.left, margins.right, margins.top, margins.bottom = 0.79, 0.59, 0.79, 0.79
        page.oddHeader.center.text = "&P"

    def _headings(self) -> None:
        table = self._table
        top = self._row + 1
        if table.two_rows:
            spans = heading_spans(table)
            self._append(
                [text for text, first, last in spans for _place in range(first, last + 1)], "bieu_dau"
            )
            self._append([column.title for column in table.columns], "bieu_dau")
            for (_text, first, last), column in zip(
                spans, (table.columns[span[1]] for span in spans), strict=True
            ):
                self._merge(first, top, last, top if column.group else top + 1)
        else:
            self._append([column.title for column in table.columns], "bieu_dau")
        self._append([str(place) for place in range(1, len(table.columns) + 1)], "bieu_stt", height=_LINE)

    def _block(self, block: TableBlock) -> None:
        begun = self._row + 1
        for number, line in enumerate(block.lines):
            leading = block.leading if number == 0 else ("",) * len(block.leading)
            self._append((*leading, *line))
        if len(block.lines) > 1:
            for place in range(len(block.leading)):
                self._merge(place, begun, place, self._row)

    def _append(self, texts: Iterable[str], style: str = "", height: float | None = None) -> None:
        from openpyxl.cell import WriteOnlyCell

        self._row += 1
        cells = []
        lines = 1
        for text, column, width in zip(texts, self._table.columns, self._widths, strict=True):
            kept = writable(text)[:_LONGEST_CELL] if text else ""
            cell: Any = WriteOnlyCell(self._page, value=kept or None)
            if kept.startswith("="):
                cell.data_type = "s"  # else openpyxl makes a formula of it
            cell._style = self._styles[style or ("bieu_giua" if column.centred else "bieu_chu")]
            cells.append(cell)
            lines = max(lines, sum(1 + len(part) // max(1, width - 1) for part in kept.split("\n")))
        self._page.row_dimensions[self._row].height = height or min(409.0, lines * _LINE + 2)
        self._page.append(cells)

    def _wide(self, text: str, style: str) -> None:
        """One cell over the whole width."""
        from openpyxl.cell import WriteOnlyCell

        self._row += 1
        cell = WriteOnlyCell(self._page, value=writable(text))
        cell.data_type = "s"
        cell.style = style
        lines = sum(1 + len(part) * 1.15 // _CHARACTERS for part in text.split("\n"))
        self._page.row_dimensions[self._row].height = lines * (_LINE + 2)
        self._page.append([cell])
        self._merge(0, self._row, len(self._letters) - 1, self._row)

    def _merge(self, first: int, top: int, last: int, bottom: int) -> None:
        from openpyxl.worksheet.cell_range import CellRange

        if (first, top) != (last, bottom):
            # Its own `add` compares with every range before it.
            place = CellRange(min_col=first + 1, min_row=top, max_col=last + 1, max_row=bottom)
            self._page.merged_cells.ranges.add(place)
