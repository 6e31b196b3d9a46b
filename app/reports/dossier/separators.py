"""The sheet before the evidence of a criterion: name, verdict, and its evidence with links."""

from __future__ import annotations

from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from app.reports.content import CriterionLine
from app.reports.dossier.evidence_list import pointer_markup, slips_of
from app.reports.dossier.sheet import Sheet, separator_key
from app.reports.dossier.wording import verdict_words
from app.reports.layout import styles
from app.reports.layout.letter import Rule
from app.reports.layout.paper import Anchor, link, paragraph
from app.reports.layout.tables import GRID, long_table

_WIDTHS = [20 * mm, 72 * mm, 50 * mm, 23 * mm]
_HEADER = ("Ký hiệu", "Tên minh chứng", "Chỉ tiêu (vị trí)", "Bút lục")


def separator(sheet: Sheet, criterion: CriterionLine) -> list[Flowable]:
    served = {line.number for line in criterion.indicators}
    proofs = [proof for proof in sheet.proofs if proof.serves(served)]
    rows: list[list[Any]] = [[sheet.plain_cell(text, styles.CELL_BOLD_CENTRED) for text in _HEADER]]
    for proof in proofs:
        own = [found for found in proof.item.pointers if found.indicator_number in served]
        rows.append(
            [
                sheet.cell(link(proof.item.number, proof.key), styles.CELL_CENTRED),
                sheet.cell(link(proof.item.title, proof.key), styles.CELL),
                sheet.cell("<br/>".join(pointer_markup(sheet, proof, one) for one in own), styles.CELL),
                sheet.cell(link(slips_of(sheet, proof), proof.key), styles.CELL_CENTRED),
            ]
        )
    style = [*GRID, ("VALIGN", (0, 1), (-1, -1), "TOP")]
    return [
        Anchor(sheet.record, separator_key(criterion.number)),
        Spacer(0, 60 * mm),
        paragraph(f"TIÊU CHÍ SỐ {criterion.number}", styles.COVER_SUBJECT),
        paragraph(criterion.name, styles.COVER_SUBJECT),
        Rule(45 * mm, before=8, after=10),
        paragraph(f"Kết quả tự đánh giá: {_verdict(criterion)}", styles.COVER_FACT),
        Spacer(0, 14),
        long_table(rows, _WIDTHS, style, styles.PORTRAIT_ROOM),
    ]


def _verdict(criterion: CriterionLine) -> str:
    words = verdict_words(criterion.verdict)
    return words[:1].lower() + words[1:]
