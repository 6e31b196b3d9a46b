"""What a letter consists of, before any file format; every writer turns the same blocks into its own.

The parts and their order are those of NĐ 30/2020, phụ lục I. Texts are as they are printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.chart import Chart
from app.domain.dates import document_date
from app.reports.letterhead import Letterhead

DOTS = "…" * 14  # stands where something is not known and is filled in by hand
SHORT_DOTS = "…" * 4
_DAY_DOTS = "…" * 2
_BLANK = "\u00a0" * 10  # room for a number, which the clerk gives when the letter is signed


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Masthead:
    """Agency and number on the left, quốc hiệu and the line of place and date on the right.

    `sign`: "TTr-UBND", "" for a paper without a number; `dated` None: without the line of place and date.
    `number`: "05/TTr-UBND" once the clerk has given it, "" leaves room for it. `about`: the "V/v …" of a công văn,
    below the number. `open_year`: the day is not known and is filled in by hand.
    """

    letterhead: Letterhead
    sign: str = ""
    dated: date | None = None
    number: str = ""
    about: str = ""
    open_year: int | None = None

    @property
    def place_line(self) -> str:
        """ "Chiềng Khoi, ngày 05 tháng 02 năm 2024"; "" for a paper without that line."""
        if self.dated is not None:
            day = document_date(self.dated)
        elif self.open_year is not None:
            day = f"{_DAY_DOTS} tháng {_DAY_DOTS} năm {self.open_year}"
        else:
            return ""
        return f"{self.letterhead.locality}, ngày {day}"

    @property
    def number_line(self) -> str:
        """ "Số: 05/TTr-UBND", with room for a number that is not given yet; "" for a paper without one."""
        if self.number:
            return f"Số: {self.number}"
        return f"Số: {_BLANK}/{self.sign}" if self.sign else ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Type in capitals and subject, with the rule below; of an annex the subject is in capitals instead."""

    document_type: str
    subject: str
    annex: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        capitals, other = self.document_type, self.subject
        found = (capitals, other.upper()) if self.annex else (capitals.upper(), other)
        return tuple(line for line in found if line)


@dataclass(frozen=True, slots=True)
class Addressee:
    text: str


@dataclass(frozen=True, slots=True)
class Bases:
    """Căn cứ, one a line, without the marks at their ends."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A bold line that stays with what follows; `anchor` names it in an outline, "" keeps it out of one."""

    title: str
    anchor: str = ""
    level: int = 1


@dataclass(frozen=True, slots=True)
class Note:
    """A centred line in italics under a heading: "(Kèm theo Tờ trình số …)"."""

    text: str


@dataclass(frozen=True, slots=True)
class Banner:
    """A centred bold line in capitals: who decides, and "QUYẾT ĐỊNH:" above the articles."""

    text: str


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
class Cell:
    """A cell with a look of its own; `align` None is its column's. It reaches over `span` columns."""

    text: str
    bold: bool = False
    italic: bool = False
    align: Align | None = None
    span: int = 1


GridRow = tuple[str | Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose heading comes again on each page; a row is never torn apart where a page has room for it.

    `tall`: its rows have room to sign by hand. `shaded`: places of the rows that head the rows below them.
    """

    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    tall: bool = False
    shaded: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Signatory:
    """Title lines, an italic hint under them ("(Ký, ghi rõ họ tên)") and the name; "" leaves room for it."""

    titles: tuple[str, ...]
    name: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Two signatures side by side, or recipients on the left and one signature on the right; never alone on a page.

    `last_words` are the paragraph that stays with them, "" for none.
    """

    last_words: str
    right: Signatory
    left: Signatory | None = None
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a page of its own; landscape for tables only."""

    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart; in a Word file, which holds no drawing of ours, its numbers stand as a table."""

    chart: Chart

    def numbers(self) -> Grid:
        heading, rows = self.chart.table()
        columns = tuple(Column(title, 2 if at == 0 else 1, Align.CENTRE) for at, title in enumerate(heading))
        return Grid(columns, rows)


Block = (
    Masthead
    | Heading
    | Addressee
    | Bases
    | Section
    | Note
    | Banner
    | Text
    | Grid
    | Figure
    | Signatures
    | NewPage
)


@dataclass(frozen=True, slots=True)
class Letter:
    """`title`, `author` and `subject` are the properties of the file; `landscape`: its first page lies."""

    title: str
    author: str
    subject: str
    blocks: tuple[Block, ...]
    landscape: bool = False

    @property
    def outline(self) -> tuple[Section, ...]:
        """Its sections that an outline and a table of contents name, in their order."""
        return tuple(block for block in self.blocks if isinstance(block, Section) and block.anchor)


def as_cell(given: str | Cell) -> Cell:
    return given if isinstance(given, Cell) else Cell(given)


def ended(lines: tuple[str, ...]) -> list[str]:
    """Each ends with ";", the last with "."."""
    return [f"{line};" for line in lines[:-1]] + [f"{line}." for line in lines[-1:]]
