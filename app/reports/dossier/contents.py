"""Mục lục: every part with its page, each line a link; a part that is not enclosed says so."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph

from app.domain.procedure import ComponentKind
from app.reports.content import Piece
from app.reports.dossier import sheet as keys
from app.reports.dossier.papers import letter_of
from app.reports.dossier.sheet import Sheet, criterion_key, piece_key, section_prefix
from app.reports.dossier.wording import criterion_name
from app.reports.layout import styles
from app.reports.layout.letter import Rule
from app.reports.layout.paper import Anchor, link, markup, paragraph
from app.reports.layout.tables import table

_PAGE_COLUMN = 20 * mm


def contents(sheet: Sheet) -> list[Flowable]:
    rows = [[paragraph("Nội dung", styles.CELL_BOLD_CENTRED), paragraph("Trang", styles.CELL_BOLD_CENTRED)]]
    rows += [_row(sheet, entry) for entry in _entries(sheet)]
    style = [
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, "black"),
        ("LINEBELOW", (0, 1), (-1, -1), 0.25, "gray"),
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("TOPPADDING", (0, 1), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 1), (-1, -1), 2.5),
    ]
    made = table(rows, [styles.TEXT_WIDTH - _PAGE_COLUMN, _PAGE_COLUMN], style, repeatRows=1)
    return [
        Anchor(sheet.record, keys.CONTENTS, "Mục lục"),
        paragraph("MỤC LỤC", styles.TYPE),
        Rule(30 * mm, before=3, after=12),
        made,
    ]


@dataclass(frozen=True, slots=True)
class _Entry:
    """`key` "" is a part that is not enclosed: it has no page."""

    text: str
    key: str
    style: ParagraphStyle


def _entries(sheet: Sheet) -> list[_Entry]:
    found = []
    for number, piece in enumerate(sheet.content.pieces, start=1):
        key = piece_key(number, piece) if piece.enclosed else ""
        found.append(_Entry(f"{number}. {piece.title}", key, styles.CONTENTS_PART))
        found += [_Entry(text, below, styles.CONTENTS_ENTRY) for text, below in _below(sheet, piece, key)]
    return found


def _below(sheet: Sheet, piece: Piece, key: str) -> list[tuple[str, str]]:
    letter = letter_of(sheet.content, piece)
    if letter is not None:
        return [(one.title, f"{section_prefix(key)}{one.anchor}") for one in letter.outline]
    written = _BELOW.get(piece.kind) if piece.body is None else None
    return written(sheet) if written else []


def _criteria(sheet: Sheet) -> list[tuple[str, str]]:
    return [(criterion_name(line), criterion_key(line.number)) for line in sheet.content.criteria]


def _evidence(sheet: Sheet) -> list[tuple[str, str]]:
    if not sheet.proofs:
        return []
    first, last = sheet.proofs[0].item.number, sheet.proofs[-1].item.number
    return [(f"Minh chứng {first}" if first == last else f"Minh chứng từ {first} đến {last}", keys.EVIDENCE)]


_BELOW = {ComponentKind.SELF_ASSESSMENT: _criteria, ComponentKind.EVIDENCE: _evidence}


def _row(sheet: Sheet, entry: _Entry) -> list[Paragraph]:
    if not entry.key:
        text = f"{markup(entry.text)} <i>(chưa kèm)</i>"
        return [Paragraph(text, entry.style), Paragraph("–", styles.CONTENTS_PAGE)]
    return [
        Paragraph(link(entry.text, entry.key), entry.style),
        Paragraph(link(sheet.page_of(entry.key), entry.key), styles.CONTENTS_PAGE),
    ]
