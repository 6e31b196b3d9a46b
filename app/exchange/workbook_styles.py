"""How cells show their numbers: dates, percentages, and fonts of old encodings. Runs in the child process."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.exchange.workbook_package import Attributes, Package

PLAIN, DATE, PERCENT = 0, 1, 2
# ECMA-376, part 1, 18.8.30; 27–36 and 50–58 are dates in the languages of East Asia.
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_PERCENTS = {9, 10}
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_LAST_DAY = 2_958_465  # 31/12/9999


@dataclass(slots=True)
class Styles:
    """Kinds of the cell styles in order; `old_fonts`: font name by index of the style, as text."""

    kinds: list[int] = field(default_factory=list)
    old_fonts: dict[str, str] = field(default_factory=dict)
    epoch_1904: bool = False

    def of(self, style: str | None) -> int:
        if style is None or not style.isdecimal() or int(style) >= len(self.kinds):
            return self.kinds[0] if self.kinds and style is None else PLAIN
        return self.kinds[int(style)]


class _Reader:
    """Number formats and fonts come before the cell styles that name them."""

    def __init__(self, styles: Styles, is_old: Callable[[str], bool]) -> None:
        self._styles, self._is_old = styles, is_old
        self._codes: dict[str, str] = {}
        self._fonts: list[str] = []
        self._in_cells = False

    def read(self, package: Package, part: str) -> None:
        starts = {
            "numFmt": self._number_format,
            "font": lambda _attributes: self._fonts.append(""),
            "name": self._font_name,
            "cellXfs": self._begin_cells,
            "xf": self._cell_style,
        }
        package.parse(part, starts, {"cellXfs": self._end_cells})

    def _number_format(self, attributes: Attributes) -> None:
        self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")

    def _font_name(self, attributes: Attributes) -> None:
        if self._fonts:
            self._fonts[-1] = attributes.get("val", "")

    def _begin_cells(self, _attributes: Attributes) -> None:
        self._in_cells = True

    def _end_cells(self) -> None:
        self._in_cells = False

    def _cell_style(self, attributes: Attributes) -> None:
        if not self._in_cells:
            return
        given, font = attributes.get("numFmtId", "0"), attributes.get("fontId", "")
        name = self._fonts[int(font)] if font.isdecimal() and int(font) < len(self._fonts) else ""
        if self._is_old(name):
            self._styles.old_fonts[str(len(self._styles.kinds))] = name
        self._styles.kinds.append(_kind(given, self._codes.get(given)))


def read_styles(package: Package, part: str, *, epoch_1904: bool, is_old: Callable[[str], bool]) -> Styles:
    styles = Styles(epoch_1904=epoch_1904)
    if package.has(part):
        _Reader(styles, is_old).read(package, part)
    return styles


def _kind(number: str, code: str | None) -> int:
    if code is None:
        built_in = int(number) if number.isdecimal() else 0
        return DATE if built_in in _DATES else PERCENT if built_in in _PERCENTS else PLAIN
    bare = _QUOTED.sub("", code).lower().partition(";")[0]
    if "%" in bare:
        return PERCENT
    if "general" in bare:
        return PLAIN
    return DATE if any(letter in bare for letter in "dmyhs") else PLAIN


def shown_value(raw: str, kind: int, *, epoch_1904: bool) -> Any:
    """A number as JSON keeps it exactly, ["d", "2024-07-15"] for a date, "67,5%" for a percentage."""
    try:
        # Excel shows 15 digits; what lies behind them (0.30000000000000004) is the noise of its arithmetic.
        number = float(f"{float(raw):.15g}")
    except ValueError:
        return raw or None
    if not math.isfinite(number):
        return raw
    if kind == DATE:
        day = _day(number, epoch_1904=epoch_1904)
        if day is not None:
            return ["d", day.isoformat()]
    if kind == PERCENT:
        return _percent(number)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _day(serial: float, *, epoch_1904: bool) -> date | None:
    """Excel's 1900 calendar has a 29 February 1900 that never was; None where there is no such day."""
    days = math.floor(serial)
    if epoch_1904:
        days += 1462
    if not 1 <= days <= _LAST_DAY or days == 60:
        return None
    return date(1899, 12, 31 if days < 60 else 30) + timedelta(days=days)


def _percent(number: float) -> str:
    shown = f"{Decimal(repr(number)) * 100:f}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return shown.replace(".", ",") + "%"
