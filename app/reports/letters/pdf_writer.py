"""A letter as PDF: alone, or as flowables of a larger paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    Paragraph,
    Spacer,
)

from app.files.atomic import write_atomically
from app.reports.layout import letter as parts
from app.reports.layout import styles
from app.reports.layout.fonts import register_fonts
from app.reports.layout.paper import (
    LANDSCAPE,
    PORTRAIT,
    Anchor,
    DocumentInfo,
    Record,
    build_paper,
    markup,
    paragraph,
)
from app.reports.layout.tables import GRID, TIGHT, TOP, long_table, table
from app.reports.letters.document import (
    Addressee,
    Align,
    Banner,
    Bases,
    Block,
    Cell,
    Figure,
    Grid,
    GridRow,
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

_SIGNATURE_ROOM = 62  # points: three lines of the body
_TALL: list[Any] = [("TOPPADDING", (0, 1), (-1, -1), 11), ("BOTTOMPADDING", (0, 1), (-1, -1), 12)]
_ROOM_BELOW_TITLE = 150  # points: the title, the heading of the table and a row or two
_SHORT = 500  # letters: a row that surely fits on a page together with the one above it
_LOOKS: dict[tuple[bool, bool, bool], ParagraphStyle] = {
    (False, False, False): styles.CELL,
    (False, False, True): styles.CELL_CENTRED,
    (True, False, False): styles.CELL_BOLD,
    (True, False, True): styles.CELL_BOLD_CENTRED,
    (False, True, False): styles.CELL_ITALIC,
}


@dataclass(frozen=True, slots=True)
class _Page:
    """Points: the width of the text, and the height that an empty page leaves a table."""

    width: float
    room: float


_UPRIGHT = _Page(styles.TEXT_WIDTH, styles.PORTRAIT_ROOM)
_LYING = _Page(styles.TABLE_WIDTH, styles.LANDSCAPE_ROOM)


@dataclass(frozen=True, slots=True)
class _Outline:
    """Where the bookmarks of the sections go; `record` None: the letter has none."""

    record: Record | None
    prefix: str
    level: int


def write_pdf(letter: Letter, target: Path) -> int:
    """Returns the number of pages; `target` appears whole or not at all. Raises StorageError."""
    register_fonts()
    info = DocumentInfo(letter.title, letter.author, letter.subject)
    with write_atomically(target) as part:
        return build_paper(
            part, lambda record, _known: _story(letter, record), info, lying=letter.landscape
        ).page_count


def _story(letter: Letter, record: Record) -> list[Flowable]:
    """The first page has no number."""
    template = LANDSCAPE if letter.landscape else PORTRAIT
    return [NextPageTemplate(template), *letter_flowables(letter, record=record, level=0)]


def letter_flowables(
    letter: Letter, *, record: Record | None = None, prefix: str = "", level: int = 1
) -> list[Flowable]:
    """What stands on its pages; the caller has begun the first one, which lies where `letter.landscape` says so.

    With `record` each of `letter.outline` becomes the bookmark `prefix` + its anchor and a line of the outline
    at `level`, those of a lower section below it.
    """
    outline = _Outline(record, prefix, level)
    page = _LYING if letter.landscape else _UPRIGHT
    story: list[Flowable] = []
    for block, following in zip_longest(letter.blocks, letter.blocks[1:]):
        if isinstance(block, NewPage):
            page = _LYING if block.landscape else _UPRIGHT
            story += [NextPageTemplate(LANDSCAPE if block.landscape else PORTRAIT), PageBreak()]
        elif isinstance(block, Section):
            story += _section(block, outline, before_grid=isinstance(following, Grid))
        else:
            story += _WRITERS[type(block)](block, page)
    return story


def _masthead(block: Masthead, page: _Page) -> list[Flowable]:
    return parts.head(block.letterhead, number=block.number_line, day=block.place_line, about=block.about)


def _heading(block: Heading, page: _Page) -> list[Flowable]:
    return parts.heading(*block.lines)


def _addressee(block: Addressee, page: _Page) -> list[Flowable]:
    return [paragraph(block.text, styles.ADDRESSEE)]


def _bases(block: Bases, page: _Page) -> list[Flowable]:
    return parts.bases(block.lines)


def _section(block: Section, outline: _Outline, *, before_grid: bool) -> list[Flowable]:
    """Kept with what follows; before a table with its first rows: reportlab would take the whole table along."""
    title = parts.section(block.title)
    made: list[Flowable] = [title]
    if outline.record is not None and block.anchor:
        level = outline.level + block.level - 1
        anchor = Anchor(outline.record, f"{outline.prefix}{block.anchor}", block.title, level=level)
        # The bookmark stands above its heading and must not be left on the page before.
        anchor.keepWithNext = True
        made.insert(0, anchor)
    if before_grid:
        title.keepWithNext = False
        made.insert(0, CondPageBreak(_ROOM_BELOW_TITLE))
    return made


def _banner(block: Banner, page: _Page) -> list[Flowable]:
    made = paragraph(block.text.upper(), styles.SUBJECT)
    made.keepWithNext = True
    return [Spacer(0, 4), made, Spacer(0, 8)]


def _note(block: Note, page: _Page) -> list[Flowable]:
    return [paragraph(block.text, styles.ANNEX_NOTE)]


def _text(block: Text, page: _Page) -> list[Flowable]:
    label = f"<b>{markup(block.label)}</b> " if block.label else ""
    return [Paragraph(label + markup(block.text), styles.BODY)]


def _grid(block: Grid, page: _Page) -> list[Flowable]:
    total = sum(column.share for column in block.columns)
    widths = [page.width * column.share / total for column in block.columns]
    rows: list[list[Any]] = [[paragraph(column.title, styles.CELL_BOLD_CENTRED) for column in block.columns]]
    look = [*GRID, *_TALL] if block.tall else [*GRID]
    for place, row in enumerate(block.rows):
        made, spans = _row(block, row, len(rows))
        look += spans
        if place in block.shaded:
            look.append(("BACKGROUND", (0, len(rows)), (-1, len(rows)), "#eeeeee"))
            if place + 1 < len(block.rows) and _is_short(block.rows[place + 1]):
                look.append(("NOSPLIT", (0, len(rows)), (-1, len(rows) + 1)))
        rows.append(made)
    made_table = long_table(rows, widths, look, page.room)
    made_table.spaceBefore, made_table.spaceAfter = 8, 8  # a spacer would part it from its title
    return [made_table]


def _row(block: Grid, row: GridRow, place: int) -> tuple[list[Any], list[Any]]:
    """The cells of one row, empty ones where a cell reaches over, and the commands that join them."""
    cells: list[Any] = []
    spans: list[Any] = []
    for given in row:
        cell, first = as_cell(given), len(cells)
        cells.append(_cell(cell, block.columns[first].align))
        if cell.span > 1:
            cells += [""] * (cell.span - 1)
            spans.append(("SPAN", (first, place), (first + cell.span - 1, place)))
    return cells, spans


def _cell(cell: Cell, align: Align) -> Paragraph:
    centred = (cell.align or align) is Align.CENTRE
    return paragraph(cell.text, _LOOKS[cell.bold, cell.italic, centred and not cell.italic])


def _is_short(row: GridRow) -> bool:
    return max(len(as_cell(cell).text) for cell in row) < _SHORT


def _signatures(block: Signatures, page: _Page) -> list[Flowable]:
    left: list[Flowable] = []
    if block.left is not None:
        left = _signatory(block.left)
    elif block.recipients:
        left = [paragraph("Nơi nhận:", styles.RECIPIENTS)]
        left += [paragraph(f"- {line}", styles.RECIPIENT) for line in ended(block.recipients)]
    columns = [page.width * 0.45, page.width * 0.55]
    made = table([[left, _signatory(block.right)]], columns, [*TIGHT, *TOP])
    last = parts.body(block.last_words) if block.last_words else []
    return [KeepTogether([*last, Spacer(0, 8), made])]


def _signatory(one: Signatory) -> list[Flowable]:
    lines: list[Flowable] = [paragraph(title.upper(), styles.SIGNER) for title in one.titles]
    if one.hint:
        lines.append(paragraph(one.hint, styles.SIGNER_HINT))
    lines.append(Spacer(0, _SIGNATURE_ROOM))
    if one.name:
        lines.append(paragraph(one.name, styles.SIGNER))
    return lines


def _figure(block: Figure, page: _Page) -> list[Flowable]:
    from app.reports.layout.chart import chart_drawing

    return [Spacer(0, 6), chart_drawing(block.chart, page.width, page.width * 0.45), Spacer(0, 8)]


_WRITERS: dict[type[Block], Callable[[Any, _Page], list[Flowable]]] = {
    Masthead: _masthead,
    Heading: _heading,
    Addressee: _addressee,
    Banner: _banner,
    Bases: _bases,
    Note: _note,
    Text: _text,
    Grid: _grid,
    Figure: _figure,
    Signatures: _signatures,
}
