"""Mục lục: every part with its page, each line a link; a part that is not enclosed says so."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph

from app.domain.numbering import span
from app.domain.procedure import ComponentKind
from app.reports.content import Piece
from app.reports.dossier import sheet as keys
from app.reports.dossier.notes import TITLE as NOTES_TITLE
from app.reports.dossier.papers import letter_of
from app.reports.dossier.sheet import Sheet, criterion_key, piece_key, section_prefix
from app.reports.dossier.wording import criterion_name
from app.reports.layout import styles
from app.reports.layout.letter import Rule
from app.reports.layout.paper import Anchor, link, markup, paragraph
from app.reports.layout.tables import table

_SLIP_COLUMN, _PAGE_COLUMN, _VOLUME_COLUMN = 22 * mm, 17 * mm, 30 * mm
_HEADER = ("Nội dung", "Bút lục", "Trang")


def contents(sheet: Sheet) -> list[Flowable]:
    """The first volume has the index of the whole dossier, the others of themselves."""
    rows: list[list[Paragraph]] = [[sheet.plain_cell(text, styles.CELL_BOLD_CENTRED) for text in _HEADER]]
    rows += [_row(sheet, entry) for entry in _entries(sheet) if sheet.volume == 0 or sheet.holds(entry.key)]
    style = [
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, "black"),
        ("LINEBELOW", (0, 1), (-1, -1), 0.25, "gray"),
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("TOPPADDING", (0, 1), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 1), (-1, -1), 2.5),
    ]
    page_column = _PAGE_COLUMN if sheet.volumes == 1 else _VOLUME_COLUMN
    widths = [styles.TEXT_WIDTH - _SLIP_COLUMN - page_column, _SLIP_COLUMN, page_column]
    made = table(rows, widths, style, repeatRows=1)
    title = "Mục lục" if sheet.volume == 0 else f"Mục lục tập {sheet.volume + 1}"
    return [
        Anchor(sheet.record, keys.CONTENTS, title),
        paragraph(title.upper(), styles.TYPE),
        Rule(30 * mm, before=3, after=12),
        made,
    ]


@dataclass(frozen=True, slots=True)
class _Entry:
    """`key` "" is a part that is not enclosed: it has no page. `paper`: its running numbers are those of a whole."""

    text: str
    key: str
    style: ParagraphStyle
    paper: bool = False


def _entries(sheet: Sheet) -> list[_Entry]:
    found = [_Entry(NOTES_TITLE, keys.NOTES, styles.CONTENTS_PART)] if sheet.notes else []
    for number, piece in enumerate(sheet.content.pieces, start=1):
        key = piece_key(number, piece) if piece.enclosed else ""
        found.append(_Entry(f"{number}. {piece.title}", key, styles.CONTENTS_PART, paper=True))
        found += [
            _Entry(text, below, styles.CONTENTS_ENTRY, paper)
            for text, below, paper in _below(sheet, piece, key)
        ]
    return found


def _below(sheet: Sheet, piece: Piece, key: str) -> list[tuple[str, str, bool]]:
    letter = letter_of(sheet.content, piece)
    if letter is not None:
        return [(one.title, f"{section_prefix(key)}{one.anchor}", False) for one in letter.outline]
    written = _BELOW.get(piece.kind) if piece.body is None else None
    return written(sheet) if written else []


def _criteria(sheet: Sheet) -> list[tuple[str, str, bool]]:
    return [(criterion_name(line), criterion_key(line.number), False) for line in sheet.content.criteria]


def _evidence(sheet: Sheet) -> list[tuple[str, str, bool]]:
    """One line for all, each proof with its page stands in the list of evidence; of several volumes each proof."""
    if not sheet.proofs:
        return []
    if sheet.volumes > 1:
        return [(f"{one.item.number} - {one.item.title}", one.key, True) for one in sheet.proofs]
    first, last = sheet.proofs[0].item.number, sheet.proofs[-1].item.number
    text = f"Minh chứng {first}" if first == last else f"Minh chứng từ {first} đến {last}"
    return [(text, sheet.proofs[0].key, False)]


_BELOW = {ComponentKind.SELF_ASSESSMENT: _criteria, ComponentKind.EVIDENCE: _evidence}


def _row(sheet: Sheet, entry: _Entry) -> list[Paragraph]:
    if not entry.key:
        text = f"{markup(entry.text)} <i>(chưa kèm)</i>"
        return [
            sheet.cell(text, entry.style),
            *(sheet.cell("–", styles.CONTENTS_PAGE) for _column in _HEADER[1:]),
        ]
    slips = span(sheet.spans.get(entry.key, ())) if entry.paper else sheet.slip_of(entry.key)
    return [
        sheet.cell(link(entry.text, entry.key), entry.style),
        sheet.cell(link(slips or "–", entry.key), styles.CONTENTS_PAGE),
        sheet.cell(link(sheet.page_of(entry.key), entry.key), styles.CONTENTS_PAGE),
    ]
