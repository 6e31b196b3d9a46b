"""A form is a list of fields as data; how a typed text becomes a value and a value a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.domain.dates import format_date, parse_date
from app.domain.numbers import format_number, parse_integer, parse_number, parse_percent
from app.domain.problem import Problem
from app.domain.text import nfc
from app.domain.verdict import Verdict
from app.errors import InputError
from app.i18n import _
from app.labels import problem_sentence, verdict_label


class Kind(StrEnum):
    TEXT = "text"
    MULTILINE = "multiline"
    NUMBER = "number"
    INTEGER = "integer"
    PERCENT = "percent"
    DATE = "date"
    FILE = "file"
    CHOICE = "choice"
    CHOICES = "choices"
    RADIO = "radio"
    VERDICT = "verdict"
    CHECK = "check"
    TICKS = "ticks"
    STATIC = "static"


TYPED = frozenset({Kind.TEXT, Kind.MULTILINE, Kind.NUMBER, Kind.INTEGER, Kind.PERCENT, Kind.DATE, Kind.FILE})
_PROSE = frozenset({Kind.TEXT, Kind.MULTILINE})
_PARSERS: dict[Kind, Callable[[str], object]] = {
    Kind.NUMBER: parse_number,
    Kind.INTEGER: parse_integer,
    Kind.PERCENT: parse_percent,
    Kind.DATE: parse_date,
}
_WIDTHS = {Kind.NUMBER: 10, Kind.INTEGER: 10, Kind.PERCENT: 8, Kind.DATE: 15}


@dataclass(frozen=True, slots=True)
class Option:
    """One of the things to choose from."""

    value: object
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """`parse` takes the typed text (NFC, stripped, never empty) and raises InputError or Problem.

    `width` in characters, None takes what room there is; `inline` puts the field on the line of the one
    before it; `rows` lines for MULTILINE; `show` turns a value into text where the kind's own way is not it;
    `file_kinds` for FILE, as "Ảnh (*.png)".
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    parse: Callable[[str], object] | None = None
    show: Callable[[object], str] | None = None
    options: Sequence[Option] = ()
    placeholder: str = ""
    hint: str = ""
    required: bool = False
    read_only: bool = False
    suffix: str = ""
    width: int | None = None
    rows: int = 3
    inline: bool = False
    file_kinds: str = ""

    @property
    def typed(self) -> bool:
        return self.kind in TYPED

    @property
    def prose(self) -> bool:
        """Saved while the hand rests; a number half typed is not."""
        return self.kind in _PROSE

    @property
    def value_when_new(self) -> object:
        if self.kind is Kind.CHECK:
            return False
        if self.kind is Kind.TICKS:
            return ()
        return "" if self.prose else None

    @property
    def characters(self) -> int | None:
        return self.width if self.width is not None else _WIDTHS.get(self.kind)

    def value_of(self, text: str) -> object:
        """The value of a typed text; empty gives '' for prose and None for the rest. Raises InputError."""
        kept = nfc(text).strip()
        if not kept:
            if self.required:
                raise InputError(_("Cần điền mục này."), field=self.name)
            return "" if self.prose else None
        parse = self.parse or _PARSERS.get(self.kind)
        if parse is None:
            return kept
        try:
            return parse(kept)
        except Problem as problem:
            raise InputError(problem_sentence(problem), field=self.name) from problem

    def chosen(self, value: object) -> object:
        """The value of a choice. Raises InputError when it is missing and must not be."""
        if self.required and value is None:
            raise InputError(_("Cần chọn một mục."), field=self.name)
        return value

    def text_of(self, value: object) -> str:
        if value is None:
            return ""
        if self.show is not None:
            return self.show(value)
        if isinstance(value, date):
            return format_date(value)
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return format_number(value)
        return str(value)


def verdict_options() -> list[Option]:
    return [Option(verdict, verdict_label(verdict)) for verdict in Verdict]
