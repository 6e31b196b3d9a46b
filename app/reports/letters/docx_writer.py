"""A letter as a Word file, which officers finish by hand; the same blocks and measures as on the PDF."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.text import nfc
from app.files.atomic import write_atomically
from app.reports.letters import docx_parts as parts
from app.reports.letters.document import (
    Addressee,
    Align,
    Bases,
    Block,
    Grid,
    Heading,
    Letter,
    Masthead,
    Section,
    Signatory,
    Signatures,
    Text,
    ended,
)

if TYPE_CHECKING:
    from docx.document import Document

_TEXT_WIDTH = 165  # mm: A4 without its margins
_LEFT_COLUMN = 68  # mm
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_BLANK = "\u00a0" * 10
_SIGNATURE_LINES = 4
_ANY_DAY = datetime(2020, 1, 1)  # the same content gives the same bytes


def write_docx(letter: Letter, target: Path) -> None:
    """`target` appears whole or not at all. Raises StorageError."""
    import docx

    document = docx.Document()
    parts.set_up(document)
    _name(document, letter)
    for block in letter.blocks:
        _WRITERS[type(block)](document, block)
    made = io.BytesIO()
    document.save(made)
    with write_atomically(target) as part:
        part.write_bytes(_without_times(made.getvalue()))


def _name(document: Document, letter: Letter) -> None:
    facts = document.core_properties
    facts.title, facts.author, facts.subject = nfc(letter.title), nfc(letter.author), nfc(letter.subject)
    facts.language, facts.comments, facts.last_modified_by = "vi-VN", "", "Bản Sáng"
    facts.created = facts.modified = _ANY_DAY


def _without_times(data: bytes) -> bytes:
    """The same parts with one fixed time each."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return made.getvalue()


def _masthead(document: Document, block: Masthead) -> None:
    from app.reports.layout.letter import agency_lines, place_and_date

    left, right = parts.columns(document, _LEFT_COLUMN, _TEXT_WIDTH - _LEFT_COLUMN)
    if block.letterhead.parent:
        parts.line(left, block.letterhead.parent.upper(), 12)
    issuer = agency_lines(block.letterhead.issuer)
    for text in issuer:
        parts.line(left, text, 12, bold=True)
    length = min(parts.width_of(issuer[-1], 12), _LEFT_COLUMN)
    parts.rule(left, length * 0.45, _LEFT_COLUMN)
    if block.sign:
        parts.line(left, f"Số: {_BLANK}/{block.sign}", 13, before=6)
    parts.line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    parts.line(right, _MOTTO, 13, bold=True)
    parts.rule(right, parts.width_of(_MOTTO, 13), _TEXT_WIDTH - _LEFT_COLUMN)
    if block.dated:
        parts.line(right, place_and_date(block.letterhead, block.dated), 13, italic=True, before=6)


def _heading(document: Document, block: Heading) -> None:
    parts.line(document, block.document_type.upper(), 14, bold=True, before=12)
    parts.line(document, block.subject, 14, bold=True)
    length = min(parts.width_of(block.subject, 14), _TEXT_WIDTH)
    parts.rule(document, length * 0.4, _TEXT_WIDTH, after=8)


def _addressee(document: Document, block: Addressee) -> None:
    parts.line(document, block.text, 14, before=2, after=12)


def _bases(document: Document, block: Bases) -> None:
    for text in ended(block.lines):
        parts.body(document, text, italic=True)


def _section(document: Document, block: Section) -> None:
    parts.body(document, block.title, bold=True, with_next=True)


def _text(document: Document, block: Text) -> None:
    parts.body(document, block.text, label=block.label)


def _grid(document: Document, block: Grid) -> None:
    total = sum(column.share for column in block.columns)
    table = parts.grid(document, [_TEXT_WIDTH * column.share / total for column in block.columns])
    parts.heading_row(table, [column.title for column in block.columns])
    centred = [column.align is Align.CENTRE for column in block.columns]
    for row in block.rows:
        parts.row(table, row, centred, tall=block.tall)
    parts.line(document, "", 6)


def _signatures(document: Document, block: Signatures) -> None:
    parts.body(document, block.last_words, with_next=True)
    width = _TEXT_WIDTH * 0.45
    left, right = parts.columns(document, width, _TEXT_WIDTH - width)
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


_WRITERS: dict[type[Block], Callable[[Document, Any], None]] = {
    Masthead: _masthead,
    Heading: _heading,
    Addressee: _addressee,
    Bases: _bases,
    Section: _section,
    Text: _text,
    Grid: _grid,
    Signatures: _signatures,
}
