"""A table inside a sheet: where its headings are, which columns they name, and its rows with their addresses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from app.domain.dates import format_date, parse_date
from app.domain.numbers import parse_integer
from app.domain.problem import Problem, ProblemCode
from app.domain.text import fold, nfc
from app.exchange.workbook import CellProblem, Row, Sheet, Value, address, column_letters
from app.i18n import _
from app.labels import problem_sentence

LONGEST_LINE = 200  # characters, as typed on the screen
LONGEST_TEXT = 4_000
MOST_PROBLEMS = 500
_MOST_MERGED = 20_000  # cells; a file that merges more is refused for its first ranges anyway
_SEARCHED_ROWS = 30
_COUNTERS = {"stt", "tt", "so tt", "so thu tu"}  # row numbers: nothing is lost without them
_NOT_WORDS = re.compile(r"[^\w%]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """`title` is what our own template writes; `others` are read as well."""

    field: str
    title: str
    others: tuple[str, ...] = ()


@dataclass(slots=True)
class Table:
    """Rows below the headings. `columns`: by field. Problems and warnings gather while it is read."""

    sheet: Sheet
    head: Row | None
    columns: Mapping[str, int]
    rows: Sequence[Row]
    problems: list[CellProblem] = field(default_factory=list)
    warnings: list[CellProblem] = field(default_factory=list)
    merged: set[str] = field(default_factory=set)  # cells that a merged range swallows

    def problem(self, cell: str, sentence: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(CellProblem(cell, sentence, self.sheet.name))

    def warning(self, cell: str, sentence: str) -> None:
        if len(self.warnings) < MOST_PROBLEMS:
            self.warnings.append(CellProblem(cell, sentence, self.sheet.name))

    def lines(self) -> Iterator[Line]:
        """Rows that hold anything in a known column."""
        unread = {found.cell for found in self.sheet.problems} | self.merged
        for row in self.rows:
            line = Line(self, row, unread)
            if any(row.value(column) is not None for column in self.columns.values()) or line.broken:
                yield line


def heading_key(title: str) -> str:
    """ "Số  CHỈ TIÊU (*)" and "số chỉ tiêu" are one heading."""
    return " ".join(_NOT_WORDS.sub(" ", fold(title)).split())


def find_table(sheet: Sheet, headings: Sequence[Heading], *, needed: str) -> Table | None:
    """The row among the first 30 that names most columns, `needed` among them; None where there is none."""
    known = {
        heading_key(title): heading.field
        for heading in headings
        for title in (*heading.others, heading.title, heading.field)
    }
    best: tuple[int, Row, dict[str, int]] | None = None
    for row in sheet.rows[:_SEARCHED_ROWS]:
        columns: dict[str, int] = {}
        for column, value in enumerate(row.values):
            name = known.get(heading_key(value)) if isinstance(value, str) else None
            if name is not None:
                columns.setdefault(name, column)
        if needed in columns and (best is None or len(columns) > best[0]):
            best = (len(columns), row, columns)
    if best is None:
        return None
    _count, head, columns = best
    table = Table(sheet, head, columns, [row for row in sheet.rows if row.number > head.number])
    _check_headings(table, known)
    _check_area(table)
    return table


def _check_headings(table: Table, known: Mapping[str, str]) -> None:
    assert table.head is not None
    taken = set(table.columns.values())
    for column, value in enumerate(table.head.values):
        if column in taken or not isinstance(value, str):
            continue
        cell = address(table.head.number, column)
        if heading_key(value) in known:
            table.problem(cell, _("Cột “{title}” có hai lần. Hãy bỏ một cột.").format(title=_short(value)))
        elif heading_key(value) not in _COUNTERS:
            table.warning(cell, _("Không nhận ra cột “{title}” nên bỏ qua.").format(title=_short(value)))


def _check_area(table: Table) -> None:
    """Merged ranges, cells without a value and hidden rows, as far as they touch what is read."""
    columns = set(table.columns.values())
    first = table.head.number + 1 if table.head else 1
    _check_merged(table, columns, first)
    letters = {column_letters(column) for column in columns}
    for found in table.sheet.problems:
        name = found.cell.rstrip("0123456789")
        if name in letters and int(found.cell[len(name) :]) >= first:
            table.problem(found.cell, found.sentence)
    for row in table.rows:
        if row.hidden:
            table.warning(str(row.number), _("Dòng đang ẩn nhưng vẫn được đọc. Hãy xem lại."))
    for column in sorted(columns & table.sheet.hidden_columns):
        table.warning(column_letters(column), _("Cột đang ẩn nhưng vẫn được đọc. Hãy xem lại."))
    table.warnings.extend(table.sheet.warnings)


def _check_merged(table: Table, columns: set[int], first: int) -> None:
    """`first`: the first row below the headings; titles above them may be merged."""
    last = max((row.number for row in table.rows), default=0)
    for merged in table.sheet.merged:
        reached = {column for column in columns if merged.first_column <= column <= merged.last_column}
        if not reached or merged.last_row < first or merged.first_row > last:
            continue
        sentence = _("Các ô này bị gộp. Hãy bỏ gộp (Unmerge Cells) và ghi giá trị vào từng ô.")
        table.problem(merged.address, sentence)
        if len(table.merged) < _MOST_MERGED:
            swallowed = range(max(merged.first_row, first), min(merged.last_row, last) + 1)
            table.merged.update(address(row, column) for row in swallowed for column in reached)


class Line:
    """One row, read field by field; what cannot be read becomes a problem and counts as `unread`."""

    def __init__(self, table: Table, row: Row, unread: Collection[str] = ()) -> None:
        self.table, self.row = table, row
        self.unread: set[str] = set()
        if unread:
            self.unread.update(name for name in table.columns if self.cell(name) in unread)
        self.broken = bool(self.unread)

    def cell(self, name: str) -> str:
        """The address of a field, "" where it has no column."""
        column = self.table.columns.get(name)
        return "" if column is None else address(self.row.number, column)

    def cells(self) -> dict[str, str]:
        return {name: self.cell(name) for name in self.table.columns}

    def raw(self, name: str) -> Value:
        column = self.table.columns.get(name)
        return None if column is None else self.row.value(column)

    def refuse(self, name: str, sentence: str) -> None:
        self.unread.add(name)
        self.table.problem(self.cell(name), sentence)

    def line(self, name: str, *, limit: int = LONGEST_LINE) -> str | None:
        """One line, single spaces; None for an empty cell."""
        value = self.raw(name)
        return None if value is None else self._limited(name, " ".join(shown(value).split()), limit)

    def text(self, name: str) -> str | None:
        """Several lines; spaces at the ends are dropped."""
        value = self.raw(name)
        return None if value is None else self._limited(name, shown(value).strip(), LONGEST_TEXT)

    def _limited(self, name: str, text: str, limit: int) -> str | None:
        if len(text) <= limit:
            return text or None
        self.refuse(name, problem_sentence(Problem(ProblemCode.TEXT_TOO_LONG, given=len(text), other=limit)))
        return None

    def listed(self, name: str, *, apart: str = "\n") -> tuple[str, ...]:
        """One a line in the cell, or parted by any of `apart`."""
        text = self.text(name) or ""
        parts = re.split(f"[{re.escape(apart)}]", text) if text else []
        return tuple(" ".join(part.split()) for part in parts if part.strip())

    def code(self, name: str) -> str:
        """A number like "1.10", best typed as text; "" for an empty cell."""
        value = self.raw(name)
        if isinstance(value, date):
            self.refuse(
                name,
                _("Excel đã đổi số hiệu thành ngày {day}. Hãy đặt cột kiểu Text rồi gõ lại.").format(
                    day=format_date(value)
                ),
            )
            return ""
        if isinstance(value, Decimal):
            return f"{value:f}"
        return self.line(name, limit=20) or ""

    def count(self, name: str) -> int | None:
        """A whole number from 0."""
        value = self.raw(name)
        if value is None or name in self.unread:
            return None
        if isinstance(value, Decimal) and 0 <= value < 10**9 and value == value.to_integral_value():
            return int(value)
        try:
            return parse_integer(typed(value))
        except Problem as problem:
            self.refuse(name, problem_sentence(problem))
            return None

    def day(self, name: str) -> date | None:
        value = self.raw(name)
        if value is None or isinstance(value, date):
            return value
        try:
            return parse_date(shown(value))
        except Problem as problem:
            self.refuse(name, problem_sentence(problem))
            return None


def shown(value: Value) -> str:
    """As the cell shows it, without points between thousands: 2024, 1,5, 15/07/2024."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return format_date(value) if isinstance(value, date) else value


def typed(value: Value) -> str:
    """A value as it would be typed; numbers of cells are exact and never ambiguous."""
    return shown(value).strip()


def pasted_sheet(rows: Sequence[Sequence[str]]) -> Sheet:
    """A pasted table as a sheet that begins at A1."""
    return Sheet(
        "",
        tuple(
            Row(number, tuple(nfc(cell) if cell.strip() else None for cell in cells))
            for number, cells in enumerate(rows, start=1)
            if any(cell.strip() for cell in cells)
        ),
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"
