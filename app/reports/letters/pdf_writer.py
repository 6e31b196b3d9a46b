"""A letter as PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from reportlab.platypus import Flowable, KeepTogether, NextPageTemplate, Paragraph, Spacer

from app.files.atomic import write_atomically
from app.reports.layout import letter as parts
from app.reports.layout import styles
from app.reports.layout.fonts import register_fonts
from app.reports.layout.paper import PORTRAIT, DocumentInfo, build_paper, markup, paragraph
from app.reports.layout.tables import GRID, TIGHT, TOP, long_table, table
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

_SIGNATURE_ROOM = 62  # points: three lines of the body
_TALL: list[Any] = [("TOPPADDING", (0, 1), (-1, -1), 11), ("BOTTOMPADDING", (0, 1), (-1, -1), 12)]


def write_pdf(letter: Letter, target: Path) -> int:
    """Returns the number of pages; `target` appears whole or not at all. Raises StorageError."""
    register_fonts()
    info = DocumentInfo(letter.title, letter.author, letter.subject)
    with write_atomically(target) as part:
        return build_paper(part, lambda _record, _known: _story(letter), info).page_count


def _story(letter: Letter) -> list[Flowable]:
    """The first page has no number."""
    story: list[Flowable] = [NextPageTemplate(PORTRAIT)]
    for block in letter.blocks:
        story += _WRITERS[type(block)](block)
    return story


def _masthead(block: Masthead) -> list[Flowable]:
    return parts.head(block.letterhead, sign=block.sign, dated=block.dated)


def _heading(block: Heading) -> list[Flowable]:
    return parts.heading(block.document_type, block.subject)


def _addressee(block: Addressee) -> list[Flowable]:
    return [paragraph(block.text, styles.ADDRESSEE)]


def _bases(block: Bases) -> list[Flowable]:
    return parts.bases(block.lines)


def _section(block: Section) -> list[Flowable]:
    return [parts.section(block.title)]


def _text(block: Text) -> list[Flowable]:
    label = f"<b>{markup(block.label)}</b> " if block.label else ""
    return [Paragraph(label + markup(block.text), styles.BODY)]


def _grid(block: Grid) -> list[Flowable]:
    total = sum(column.share for column in block.columns)
    widths = [styles.TEXT_WIDTH * column.share / total for column in block.columns]
    looks = [styles.CELL_CENTRED if column.align is Align.CENTRE else styles.CELL for column in block.columns]
    rows: list[list[Any]] = [[paragraph(column.title, styles.CELL_BOLD_CENTRED) for column in block.columns]]
    rows += [[paragraph(cell, look) for cell, look in zip(row, looks, strict=True)] for row in block.rows]
    look = [*GRID, *_TALL] if block.tall else GRID
    made = long_table(rows, widths, look, styles.PORTRAIT_ROOM)
    made.spaceBefore, made.spaceAfter = 4, 8  # a spacer would part it from its title
    return [made]


def _signatures(block: Signatures) -> list[Flowable]:
    left: list[Flowable] = []
    if block.left is not None:
        left = _signatory(block.left)
    elif block.recipients:
        left = [paragraph("Nơi nhận:", styles.RECIPIENTS)]
        left += [paragraph(f"- {line}", styles.RECIPIENT) for line in ended(block.recipients)]
    columns = [styles.TEXT_WIDTH * 0.45, styles.TEXT_WIDTH * 0.55]
    made = table([[left, _signatory(block.right)]], columns, [*TIGHT, *TOP])
    return [KeepTogether([*parts.body(block.last_words), Spacer(0, 8), made])]


def _signatory(one: Signatory) -> list[Flowable]:
    lines: list[Flowable] = [paragraph(title.upper(), styles.SIGNER) for title in one.titles]
    if one.hint:
        lines.append(paragraph(one.hint, styles.SIGNER_HINT))
    lines.append(Spacer(0, _SIGNATURE_ROOM))
    if one.name:
        lines.append(paragraph(one.name, styles.SIGNER))
    return lines


_WRITERS: dict[type[Block], Callable[[Any], list[Flowable]]] = {
    Masthead: _masthead,
    Heading: _heading,
    Addressee: _addressee,
    Bases: _bases,
    Section: _section,
    Text: _text,
    Grid: _grid,
    Signatures: _signatures,
}
