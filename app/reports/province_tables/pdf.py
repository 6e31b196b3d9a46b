"""A table of the province as PDF, A4 landscape, headings on every page.

Drawn line by line: reportlab's own table takes several times as long for the 188 communes of a province, and its
cells over many rows do not break between pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.text import nfc, writable
from app.files.atomic import write_atomically
from app.reports.province_tables.content import ProvinceTable, TableBlock, heading_spans

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_SIZE, _LEADING, _PAD = 11, 13.2, 4.0
_TITLE_SIZE, _TITLE_LEADING = 13, 17.0


def write_table_pdf(table: ProvinceTable, path: Path) -> None:
    """Raises StorageError."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfgen.canvas import Canvas

    from app.reports.layout.fonts import REGULAR, register_fonts

    register_fonts()
    with write_atomically(path) as part:
        canvas = Canvas(
            str(part),
            pagesize=landscape(A4),
            invariant=1,
            pageCompression=1,
            lang="vi-VN",
            initialFontName=REGULAR,  # type: ignore[arg-type]  # the stub takes it for a number
        )
        canvas.setTitle(nfc(f"Biểu số {table.number}"))
        canvas.setSubject(nfc(table.title))
        canvas.setCreator("Bản Sáng")
        _Pages(canvas, table).draw()
        canvas.save()


@lru_cache(maxsize=20_000)
def _width(word: str, font: str, size: int) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return stringWidth(word, font, size)


def wrapped(text: str, font: str, size: int, room: float) -> list[str]:
    """Lines no wider than `room`; a word wider than that is broken."""
    lines = []
    space = _width(" ", font, size)
    for part in writable(text).split("\n"):
        line, used = "", 0.0
        for word in part.split():
            wide = _width(word, font, size)
            if line and used + space + wide <= room:
                line, used = f"{line} {word}", used + space + wide
                continue
            if line:
                lines.append(line)
            pieces = [word] if wide <= room else _broken(word, font, size, room)
            lines += pieces[:-1]
            line = pieces[-1]
            used = _width(line, font, size)
        lines.append(line)
    return lines


def _broken(word: str, font: str, size: int, room: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and _width(pieces[-1] + letter, font, size) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


@dataclass(frozen=True, slots=True)
class _Cell:
    lines: list[str]
    bold: bool = False
    centred: bool = False


class _Pages:
    """The place of the pen: `_y` is the upper edge of the next row."""

    def __init__(self, canvas: Canvas, table: ProvinceTable) -> None:
        from app.reports.layout import styles
        from app.reports.layout.fonts import BOLD, ITALIC, REGULAR

        self._canvas, self._table = canvas, table
        self._regular, self._bold, self._italic = REGULAR, BOLD, ITALIC
        self._left, self._bottom = styles.LEFT, styles.BOTTOM
        self._top = styles.PAGE_WIDTH - styles.TOP
        self._number_at = styles.PAGE_WIDTH - styles.PAGE_NUMBER_DROP - 4
        self._number_size = styles.PAGE_NUMBER_SIZE
        whole = sum(column.share for column in table.columns)
        self._edges = [self._left]
        for column in table.columns:
            self._edges.append(self._edges[-1] + styles.TABLE_WIDTH * column.share / whole)
        self._y = self._top
        self._page = 1
        self._first_line = self._top  # below the headings of this page

    def draw(self) -> None:
        self._titles()
        self._headings()
        for block in self._table.blocks:
            if block.section:
                self._section(block.section)
            else:
                self._block(block)
        for remark in self._table.remarks:
            self._free(remark, self._regular, _SIZE, centred=False)
        self._canvas.showPage()

    def _titles(self) -> None:
        table = self._table
        self._free(f"BIỂU SỐ {table.number}", self._bold, _TITLE_SIZE)
        self._free(table.title, self._bold, _TITLE_SIZE)
        for note in table.notes:
            self._free(note, self._italic, _TITLE_SIZE)
        self._y -= 6

    def _free(self, text: str, font: str, size: int, *, centred: bool = True) -> None:
        """Lines over the whole width, without a box."""
        left, right = self._edges[0], self._edges[-1]
        for line in wrapped(text, font, size, right - left):
            if self._y - _TITLE_LEADING < self._bottom:
                self._new_page(headings=False)
            self._canvas.setFont(font, size)
            at = self._y - size
            if centred:
                self._canvas.drawCentredString((left + right) / 2, at, line)
            else:
                self._canvas.drawString(left, at, line)
            self._y -= _TITLE_LEADING

    def _headings(self) -> None:
        table = self._table
        count = len(table.columns)
        if table.two_rows:
            spans = heading_spans(table)
            grouped = [span for span in spans if table.columns[span[1]].group]
            upper = max(self._height(self._head(text, first, last)) for text, first, last in grouped)
            lower = max(
                self._height(self._head(column.title, place, place)) - (0 if column.group else upper)
                for place, column in enumerate(table.columns)
            )
            for text, first, last in spans:
                tall = upper if table.columns[first].group else upper + lower
                self._box(self._head(text, first, last), first, last, tall)
            self._y -= upper
            for place, column in enumerate(table.columns):
                if column.group:
                    self._box(self._head(column.title, place, place), place, place, lower)
            self._y -= lower
        else:
            cells = [self._head(column.title, place, place) for place, column in enumerate(table.columns)]
            tall = max(map(self._height, cells))
            for place, cell in enumerate(cells):
                self._box(cell, place, place, tall)
            self._y -= tall
        for place in range(count):
            self._box(_Cell([str(place + 1)], centred=True), place, place, _LEADING + 5)
        self._y -= _LEADING + 5
        self._first_line = self._y

    def _head(self, text: str, first: int, last: int) -> _Cell:
        room = self._edges[last + 1] - self._edges[first] - 2 * _PAD
        return _Cell(wrapped(text, self._bold, _SIZE, room), bold=True, centred=True)

    def _section(self, text: str) -> None:
        room = self._edges[-1] - self._edges[0] - 2 * _PAD
        cell = _Cell(wrapped(text, self._bold, _SIZE, room), bold=True)
        # A heading does not stand alone at the foot of a page.
        if self._y - self._height(cell) - 4 * _LEADING < self._bottom:
            self._new_page()
        self._box(cell, 0, len(self._table.columns) - 1, self._height(cell))
        self._y -= self._height(cell)

    def _block(self, block: TableBlock) -> None:
        """Its leading cells stand once on each page, beside as many of its lines as the page holds."""
        leads = [self._cell(text, place) for place, text in enumerate(block.leading)]
        first = len(leads)
        waiting = [
            [self._cell(text, first + place) for place, text in enumerate(line)] for line in block.lines
        ]
        lead_height = max(map(self._height, leads), default=0.0)
        while waiting:
            begun = self._y
            taken = self._take(waiting, begun - self._bottom)
            height = sum(self._row_height(row) for row in taken)
            last = not waiting
            if not taken or (lead_height > begun - self._bottom and begun < self._first_line):
                waiting[:0] = taken
                if begun >= self._first_line:
                    waiting[:1] = self._split(waiting[0], begun - self._bottom)
                else:
                    self._new_page()
                continue
            tall = max(height, min(lead_height, begun - self._bottom)) if last else height
            for place, cell in enumerate(leads):
                self._box(cell, place, place, tall)
            self._rows(taken, first, tall - height)
            self._y = begun - tall
            if waiting:
                self._new_page()

    def _take(self, waiting: list[list[_Cell]], room: float) -> list[list[_Cell]]:
        taken: list[list[_Cell]] = []
        while waiting and (tall := self._row_height(waiting[0])) <= room:
            taken.append(waiting.pop(0))
            room -= tall
        return taken

    def _rows(self, rows: list[list[_Cell]], first: int, more: float) -> None:
        """`more`: height that the last row gets on top, so that it ends with the leading cells."""
        for number, row in enumerate(rows, start=1):
            tall = self._row_height(row) + (more if number == len(rows) else 0)
            for place, cell in enumerate(row):
                self._box(cell, first + place, first + place, tall)
            self._y -= tall

    def _split(self, row: list[_Cell], room: float) -> list[list[_Cell]]:
        """A row higher than an empty page, as one that fills the page and the rest."""
        fitting = max(1, int((room - _PAD - 2) / _LEADING))
        head = [_Cell(cell.lines[:fitting], cell.bold, cell.centred) for cell in row]
        rest = [_Cell(cell.lines[fitting:], cell.bold, cell.centred) for cell in row]
        return [head, rest]

    def _cell(self, text: str, place: int) -> _Cell:
        room = self._edges[place + 1] - self._edges[place] - 2 * _PAD
        return _Cell(wrapped(text, self._regular, _SIZE, room), centred=self._table.columns[place].centred)

    def _row_height(self, row: list[_Cell]) -> float:
        return max(map(self._height, row), default=_LEADING + _PAD + 1)

    def _height(self, cell: _Cell) -> float:
        return len(cell.lines) * _LEADING + _PAD + 1

    def _box(self, cell: _Cell, first: int, last: int, tall: float) -> None:
        left, right = self._edges[first], self._edges[last + 1]
        canvas = self._canvas
        canvas.setLineWidth(0.5)
        canvas.rect(left, self._y - tall, right - left, tall)
        font = self._bold if cell.bold else self._regular
        canvas.setFont(font, _SIZE)
        at = self._y - _SIZE - 1
        if cell.bold and cell.centred:
            at -= (tall - self._height(cell)) / 2
        lines = cell.lines[: int((tall + 1) / _LEADING)]
        if not any(lines):
            return
        if cell.centred:
            for line in lines:
                canvas.drawCentredString((left + right) / 2, at, line)
                at -= _LEADING
            return
        text = canvas.beginText(left + _PAD, at)
        text.setFont(font, _SIZE, _LEADING)
        for line in lines:
            text.textLine(line)
        canvas.drawText(text)

    def _new_page(self, *, headings: bool = True) -> None:
        self._canvas.showPage()
        self._page += 1
        self._y = self._top
        self._canvas.setFont(self._regular, self._number_size)
        middle = (self._edges[0] + self._edges[-1]) / 2
        self._canvas.drawCentredString(middle, self._number_at, str(self._page))
        if headings:
            self._headings()
