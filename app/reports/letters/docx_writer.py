"""A letter as a Word file, which officers finish by hand; the same blocks and measures as on the PDF."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.text import writable
from app.files.atomic import write_atomically
from app.reports.layout.package import without_times
from app.reports.letters import docx_parts as parts
from app.reports.letters.document import (
    Addressee,
    Align,
    Banner,
    Bases,
    Block,
    Figure,
    Grid,
    Heading,
    Letter,
    Masthead,
    NewPage,
    Note,
    Section,
    Signatory,
    Signatures,
    Text,
    as_cell,
    ended,
)

if TYPE_CHECKING:
    from docx.document import Document

_UPRIGHT, _LYING = 165, 252  # mm: A4 without its margins
_LEFT_COLUMN = 68  # mm
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_SIGNATURE_LINES = 4
_FACT_LIMIT = 255  # characters
_ANY_DAY = datetime(2020, 1, 1)  # the same content gives the same bytes


def write_docx(letter: Letter, target: Path) -> None:
    """`target` appears whole or not at all. Raises StorageError."""
    import docx

    document = docx.Document()
    parts.set_up(document, landscape=letter.landscape)
    _name(document, letter)
    width = _LYING if letter.landscape else _UPRIGHT
    for block in letter.blocks:
        if isinstance(block, NewPage):
            parts.new_page(document, landscape=block.landscape)
            width = _LYING if block.landscape else _UPRIGHT
        else:
            _WRITERS[type(block)](document, block, width)
    made = io.BytesIO()
    document.save(made)
    with write_atomically(target) as part:
        part.write_bytes(without_times(made.getvalue()))


def _name(document: Document, letter: Letter) -> None:
    facts = document.core_properties
    facts.title, facts.author, facts.subject = map(_fact, (letter.title, letter.author, letter.subject))
    facts.language, facts.comments, facts.last_modified_by = "vi-VN", "", "Bản Sáng"
    facts.created = facts.modified = _ANY_DAY


def _fact(text: str) -> str:
    """A property of the file holds no more."""
    return writable(text)[:_FACT_LIMIT]


def _masthead(document: Document, block: Masthead, width: float) -> None:
    from app.reports.layout.letter import agency_lines

    lower = bool(block.number_line or block.about or block.place_line)
    rows = parts.columns(document, _LEFT_COLUMN, width - _LEFT_COLUMN, rows=1 + lower)
    left, right = rows[0]
    if block.letterhead.parent:
        parts.line(left, block.letterhead.parent.upper(), 12)
    issuer = agency_lines(block.letterhead.issuer)
    for text in issuer:
        parts.line(left, text, 12, bold=True)
    length = min(parts.width_of(issuer[-1], 12), _LEFT_COLUMN)
    parts.rule(left, length * 0.45, _LEFT_COLUMN)
    parts.line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    parts.line(right, _MOTTO, 13, bold=True)
    parts.rule(right, parts.width_of(_MOTTO, 13), width - _LEFT_COLUMN)
    if lower:
        left, right = rows[1]
        parts.line(left, block.number_line, 13, before=6)
        if block.about:
            parts.line(left, block.about, 12)
        parts.line(right, block.place_line, 13, italic=True, before=6)


def _heading(document: Document, block: Heading, width: float) -> None:
    for place, text in enumerate(block.lines):
        parts.line(document, text, 14, bold=True, before=0 if place else 12)
    length = min(parts.width_of(block.lines[-1], 14), width)
    parts.rule(document, length * 0.4, width, after=8)


def _addressee(document: Document, block: Addressee, width: float) -> None:
    parts.line(document, block.text, 14, before=2, after=12)


def _bases(document: Document, block: Bases, width: float) -> None:
    for text in ended(block.lines):
        parts.body(document, text, italic=True)


def _section(document: Document, block: Section, width: float) -> None:
    parts.body(document, block.title, bold=True, with_next=True)


def _text(document: Document, block: Text, width: float) -> None:
    parts.body(document, block.text, label=block.label)


def _banner(document: Document, block: Banner, width: float) -> None:
    parts.line(document, block.text.upper(), 14, bold=True, before=4, after=8)


def _note(document: Document, block: Note, width: float) -> None:
    parts.line(document, block.text, 13, italic=True, after=4)


def _grid(document: Document, block: Grid, width: float) -> None:
    total = sum(column.share for column in block.columns)
    table = parts.grid(document, [width * column.share / total for column in block.columns])
    parts.heading_row(table, [column.title for column in block.columns])
    for place, row in enumerate(block.rows):
        cells: list[parts.CellLook] = []
        for given in row:
            cell = as_cell(given)
            align = cell.align or block.columns[sum(one.span for one in cells)].align
            cells.append(parts.CellLook(cell.text, cell.bold, cell.italic, align is Align.CENTRE, cell.span))
        parts.row(table, cells, tall=block.tall, shaded=place in block.shaded)
    parts.line(document, "", 6)


def _signatures(document: Document, block: Signatures, width: float) -> None:
    if block.last_words:
        parts.body(document, block.last_words, with_next=True)
    ((left, right),) = parts.columns(document, width * 0.45, width * 0.55)
    if block.left is not None:
        _signatory(left, block.left)
    elif block.recipients:
        parts.line(left, "Nơi nhận:", 12, bold=True, italic=True, centred=False)
        for text in ended(block.recipients):
            parts.line(left, f"- {text}", 11, centred=False)
    _signatory(right, block.right)


def _signatory(cell: Any, one: Signatory) -> None:
    for place, title in enumerate(one.titles):
        parts.line(cell, title.upper(), 14, bold=True, before=0 if place else 6)
    if one.hint:
        parts.line(cell, one.hint, 12, italic=True)
    for _empty in range(_SIGNATURE_LINES):
        parts.line(cell, "", 14)
    if one.name:
        parts.line(cell, one.name, 14, bold=True)


def _figure(document: Document, block: Figure, width: float) -> None:
    parts.body(document, f"{block.chart.title} ({block.chart.unit})", italic=True, with_next=True)
    _grid(document, block.numbers(), width)


_WRITERS: dict[type[Block], Callable[[Document, Any, float], None]] = {
    Masthead: _masthead,
    Heading: _heading,
    Addressee: _addressee,
    Banner: _banner,
    Bases: _bases,
    Section: _section,
    Note: _note,
    Text: _text,
    Grid: _grid,
    Figure: _figure,
    Signatures: _signatures,
}
