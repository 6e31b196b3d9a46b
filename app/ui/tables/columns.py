"""A table is a list of columns as data: how a row becomes a text, a colour, a sort key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from PySide6.QtCore import Qt

from app.domain.dates import format_date
from app.domain.numbers import format_number
from app.domain.text import sort_key
from app.i18n import _
from app.ui.theme import ToneName

Row = TypeVar("Row")
Align = Literal["auto", "left", "right", "centre"]


@dataclass(frozen=True)
class Column(Generic[Row]):
    """`value` gives a str, Decimal, int, date, bool or None; the rest has a sensible default from it.

    `mark` draws a glyph (app.ui.widgets.marks) in place of the text; `text` is then what is copied, printed,
    searched and spoken. `width` is in characters.
    """

    key: str
    title: str
    value: Callable[[Row], object]
    text: Callable[[Row], str] | None = None
    sort: Callable[[Row], object] | None = None
    align: Align = "auto"
    tooltip: Callable[[Row], str] | None = None
    tone: Callable[[Row], ToneName | None] | None = None
    icon: Callable[[Row], str | None] | None = None
    mark: Callable[[Row], str | None] | None = None
    spoken: Callable[[Row], str] | None = None
    width: int = 12
    stretch: bool = False
    hidden: bool = False
    heading_tooltip: str = ""

    def display(self, row: Row) -> str:
        return self.text(row) if self.text else display_text(self.value(row))

    def speech(self, row: Row) -> str:
        """What a screen reader says of a cell: the heading too, since there is no looking up to it."""
        return self.spoken(row) if self.spoken else f"{self.title}: {self.display(row)}"

    def order(self, row: Row) -> object:
        """A key to sort by, or None for a cell that always comes last."""
        value = self.sort(row) if self.sort else self.value(row)
        if isinstance(value, str):
            return sort_key(value) if value else None
        return value

    def alignment(self, row: Row) -> Qt.AlignmentFlag:
        sides = {
            "left": Qt.AlignmentFlag.AlignLeft,
            "right": Qt.AlignmentFlag.AlignRight,
            "centre": Qt.AlignmentFlag.AlignHCenter,
        }
        if self.align != "auto":
            return sides[self.align] | Qt.AlignmentFlag.AlignVCenter
        value = self.value(row)
        number = isinstance(value, int | Decimal) and not isinstance(value, bool)
        return sides["right" if number else "left"] | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Empty:
    """What a table without rows says, and the button that makes the first row."""

    sentence: str
    button_text: str = ""
    on_click: Callable[[], object] | None = None
    icon: str = "list"


def display_text(value: object) -> str:
    """A value as officers write it: 1.234,5; dd/MM/yyyy; Có, Không."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(value, int | Decimal):
        return format_number(value)
    if isinstance(value, datetime):
        return f"{format_date(value.date())} {value:%H:%M}"
    if isinstance(value, date):
        return format_date(value)
    return str(value)
