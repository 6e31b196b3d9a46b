"""A workbook as it was read: plain values with their addresses, and what is doubtful about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

# Numbers are exact; a cell shown as a percentage is the text that is shown ("67,5%"); dates are dates.
Value = str | Decimal | date | bool | None


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One sentence about one cell ("C7"), range ("A5:A8"), row ("7") or column ("C") of `sheet`.

    The sentence names what is wrong and what to do, without the address: a table shows that in its own column.
    """

    cell: str
    sentence: str
    sheet: str = ""

    @property
    def place(self) -> str:
        """ "Bộ!C7"; "C7" where the sheet needs no name, "Bộ" where the sheet as a whole is meant."""
        return "!".join(filter(None, (self.sheet, self.cell)))


@dataclass(frozen=True, slots=True)
class Row:
    """`number` counts from 1 as Excel shows it; `values` run from column A to the last that is filled."""

    number: int
    values: tuple[Value, ...]
    hidden: bool = False

    def value(self, column: int) -> Value:
        """`column` counts from 0."""
        return self.values[column] if column < len(self.values) else None


@dataclass(frozen=True, slots=True)
class MergedRange:
    """Rows and columns of a merged range, both ends included; rows count from 1, columns from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def address(self) -> str:
        return f"{address(self.first_row, self.first_column)}:{address(self.last_row, self.last_column)}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows that hold anything, in order. `problems` are cells whose value is not known; it then reads as None."""

    name: str
    rows: tuple[Row, ...]
    merged: tuple[MergedRange, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    problems: tuple[CellProblem, ...] = ()
    warnings: tuple[CellProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets that are shown, in order; `warnings` tell about sheets that were passed over."""

    sheets: tuple[Sheet, ...]
    warnings: tuple[CellProblem, ...] = ()

    def sheet(self, name: str) -> Sheet | None:
        """By its folded name: "Chỉ tiêu", "CHI TIEU"."""
        from app.domain.text import fold

        return next((sheet for sheet in self.sheets if fold(sheet.name) == fold(name)), None)


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """0 → "A", 25 → "Z", 26 → "AA"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """`row` counts from 1, `column` from 0: (7, 2) → "C7"."""
    return f"{column_letters(column)}{row}"
