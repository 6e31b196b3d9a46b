"""What a letter consists of, before any file format; every writer turns the same blocks into its own.

The parts and their order are those of NĐ 30/2020, phụ lục I. Texts are as they are printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.reports.letterhead import Letterhead

DOTS = "…" * 14  # stands where something is not known and is filled in by hand
SHORT_DOTS = "…" * 4


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Masthead:
    """Agency and number on the left, quốc hiệu and the line of place and date on the right.

    `sign`: "TTr-UBND", "" for a paper without a number; `dated` None: without the line of place and date.
    """

    letterhead: Letterhead
    sign: str = ""
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """Type in capitals and subject, with the rule below."""

    document_type: str
    subject: str


@dataclass(frozen=True, slots=True)
class Addressee:
    text: str


@dataclass(frozen=True, slots=True)
class Bases:
    """Căn cứ, one a line, without the marks at their ends."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A bold line that stays with what follows."""

    title: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of the body; `label` stands before it in bold."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """`share` is its part of the width, held against the other columns."""

    title: str
    share: int
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose heading comes again on each page; a row is never torn apart where a page has room for it.

    `tall`: its rows have room to sign by hand.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Signatory:
    """Title lines, an italic hint under them ("(Ký, ghi rõ họ tên)") and the name; "" leaves room for it."""

    titles: tuple[str, ...]
    name: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Two signatures side by side, or recipients on the left and one signature on the right; never alone on a page.

    `last_words` are the paragraph that stays with them.
    """

    last_words: str
    right: Signatory
    left: Signatory | None = None
    recipients: tuple[str, ...] = ()


Block = Masthead | Heading | Addressee | Bases | Section | Text | Grid | Signatures


@dataclass(frozen=True, slots=True)
class Letter:
    """`title`, `author` and `subject` are the properties of the file."""

    title: str
    author: str
    subject: str
    blocks: tuple[Block, ...]


def ended(lines: tuple[str, ...]) -> list[str]:
    """Each ends with ";", the last with "."."""
    return [f"{line};" for line in lines[:-1]] + [f"{line}." for line in lines[-1:]]
