"""The evidence itself: a heading and a slot for each page; the scans are laid into the slots afterwards."""

from __future__ import annotations

from reportlab.platypus import Flowable, NextPageTemplate, PageBreak, Spacer

from app.files.evidence_reading import MediaType, PageSize
from app.reports.dossier import sheet as keys
from app.reports.dossier.evidence_list import issued, pointers
from app.reports.dossier.outline import bookmarks, evidence_tree
from app.reports.dossier.sheet import Proof, Sheet
from app.reports.layout import styles
from app.reports.layout.paper import LANDSCAPE, PORTRAIT, Anchor, Outline, Slot, paragraph
from app.reports.layout.tables import FLUSH, table

_POINTS_PER_PIXEL = 0.72  # 100 pixels to the inch: a smaller photo is not blown up beyond this
_MAX_PDF_ENLARGEMENT = 1.5


def evidence_pages(sheet: Sheet) -> list[Flowable]:
    found: list[Flowable] = []
    names = bookmarks(sheet)
    for proof in sheet.proofs:
        for index, size in enumerate(proof.facts.page_sizes):
            found += [NextPageTemplate(_template(proof, size)), PageBreak()]
            if index == 0:
                found += _part_bookmarks(sheet) if proof is sheet.proofs[0] else []
                found.append(Anchor(sheet.record, proof.key, aliases=names[proof.key]))
            found += _page(sheet, proof, index, size)
    return found


def _part_bookmarks(sheet: Sheet) -> list[Flowable]:
    tree = Outline(found.line for found in evidence_tree(sheet))
    return [Anchor(sheet.record, keys.EVIDENCE, "Minh chứng"), tree]


def _template(proof: Proof, size: PageSize) -> str:
    # A wide photo stays upright in the bound dossier; a wide document page would become too small to read.
    wide_document = proof.facts.media_type is MediaType.PDF and size.landscape
    return LANDSCAPE if wide_document else PORTRAIT


def _page(sheet: Sheet, proof: Proof, index: int, size: PageSize) -> list[Flowable]:
    item = proof.item
    width = styles.TABLE_WIDTH if _template(proof, size) == LANDSCAPE else styles.TEXT_WIDTH
    count = f"trang {index + 1}/{proof.facts.pages}"
    first = [
        paragraph(f"MINH CHỨNG {item.number}", styles.PROOF_NUMBER),
        paragraph(count, styles.PROOF_COUNT),
    ]
    made = table([first], [width * 0.75, width * 0.25], FLUSH)
    found: list[Flowable] = [made, paragraph(item.title, styles.PROOF_TITLE)]
    if issued(item):
        found.append(paragraph(issued(item), styles.PROOF_FACT))
    if item.pointers:
        found.append(paragraph(f"Chỉ tiêu: {pointers(item, '; ')}", styles.PROOF_FACT))
    pdf = proof.facts.media_type is MediaType.PDF
    unit, most = (1.0, _MAX_PDF_ENLARGEMENT) if pdf else (_POINTS_PER_PIXEL, 1.0)
    found.append(Spacer(0, 6))
    found.append(Slot(sheet.record, size.width * unit, size.height * unit, max_enlargement=most))
    return found
