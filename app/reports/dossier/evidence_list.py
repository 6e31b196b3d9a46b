"""Danh mục minh chứng: every proof with its page, and what was left out on purpose."""

from __future__ import annotations

from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from app.domain.dates import short_document_date
from app.domain.dossier import EVIDENCE_LIST_TITLE
from app.domain.numbering import span
from app.domain.page_pointer import pointed_pages
from app.reports.content import EvidenceItem, EvidencePointer
from app.reports.dossier import sheet as keys
from app.reports.dossier.sheet import Proof, Sheet, page_key
from app.reports.dossier.wording import attached_to, count
from app.reports.layout import styles
from app.reports.layout.letter import Rule
from app.reports.layout.paper import Anchor, link, markup, paragraph
from app.reports.layout.tables import GRID, long_table

_HEADER = (
    "Ký hiệu",
    "Tên minh chứng",
    "Số, ngày, cơ quan ban hành",
    "Chỉ tiêu (vị trí)",
    "Số trang",
    "Bút lục",
    "Trang hồ sơ",
)
_WIDTHS = [18 * mm, 74 * mm, 53 * mm, 54 * mm, 14 * mm, 19 * mm, 20 * mm]


def evidence_list(sheet: Sheet) -> list[Flowable]:
    content = sheet.content
    found: list[Flowable] = [
        Anchor(sheet.record, keys.EVIDENCE_LIST, EVIDENCE_LIST_TITLE),
        paragraph("DANH MỤC MINH CHỨNG", styles.SUBJECT),
        *(paragraph(text, styles.ANNEX_NOTE) for text in attached_to(content)),
        Rule(50 * mm, before=3, after=10),
    ]
    if sheet.proofs:
        total = f"Tổng số: {count(len(sheet.proofs))} minh chứng, {count(sheet.evidence_pages)} trang."
        found += [_table(sheet), Spacer(0, 6), paragraph(total, styles.CELL_BOLD)]
    else:
        found.append(paragraph("Hồ sơ chưa có minh chứng.", styles.BODY))
    return found


def _table(sheet: Sheet) -> Table:
    rows: list[list[Any]] = [[sheet.plain_cell(text, styles.CELL_BOLD_CENTRED) for text in _HEADER]]
    rows += [_row(sheet, proof) for proof in sheet.proofs]
    return long_table(rows, _WIDTHS, [*GRID, ("VALIGN", (0, 1), (-1, -1), "TOP")], styles.LANDSCAPE_ROOM)


def _row(sheet: Sheet, proof: Proof) -> list[Any]:
    item = proof.item
    return [
        sheet.cell(link(item.number, proof.key), styles.CELL_CENTRED),
        sheet.cell(link(item.title, proof.key), styles.CELL),
        sheet.plain_cell(issued(item), styles.CELL),
        sheet.cell("<br/>".join(pointer_markup(sheet, proof, one) for one in item.pointers), styles.CELL),
        sheet.plain_cell(str(proof.facts.pages), styles.CELL_CENTRED),
        sheet.cell(link(slips_of(sheet, proof), proof.key), styles.CELL_CENTRED),
        sheet.cell(link(sheet.page_of(proof.key), proof.key), styles.CELL_CENTRED),
    ]


def issued(item: EvidenceItem) -> str:
    """ "Số 12/BC-UBND, ngày 5/3/2024, UBND xã"; what is not known is left out."""
    parts = (
        f"Số {item.document_number}" if item.document_number else "",
        f"ngày {short_document_date(item.issued_on)}" if item.issued_on else "",
        item.issuer,
    )
    text = ", ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def pointers(item: EvidenceItem, separator: str) -> str:
    """ "13.2 (trang 3, mục II.2)" for each indicator the proof serves."""
    return separator.join(pointers_text(found) for found in item.pointers)


def pointers_text(found: EvidencePointer) -> str:
    return f"{found.indicator_number} ({found.where})" if found.where else found.indicator_number


def slips_of(sheet: Sheet, proof: Proof) -> str:
    """Running numbers of its pages, first to last."""
    return span(sheet.spans.get(proof.key, ("000", "000")))


def pointer_markup(sheet: Sheet, proof: Proof, pointer: EvidencePointer) -> str:
    """ "13.2 (trang 3, mục II.2) BL 45": a link to that page, if the proof has it."""
    text = pointers_text(pointer)
    pages = pointed_pages(pointer.where)
    if pages is None or pages[0] > proof.facts.pages:
        return markup(text)
    key = page_key(proof.key, pages[0])
    slip = sheet.slip_of(key)
    return link(f"{text} BL {slip}" if slip else text, key)
