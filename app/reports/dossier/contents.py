"""Mục lục: every part with its page, each line a link."""

from __future__ import annotations

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph

from app.reports.dossier import sheet as keys
from app.reports.dossier.results import SECTIONS
from app.reports.dossier.sheet import Sheet, criterion_key, section_key
from app.reports.dossier.wording import criterion_name
from app.reports.layout import styles
from app.reports.layout.letter import Rule
from app.reports.layout.paper import Anchor, link, paragraph
from app.reports.layout.tables import table

_PAGE_COLUMN = 20 * mm


def contents(sheet: Sheet) -> list[Flowable]:
    rows = [[paragraph("Nội dung", styles.CELL_BOLD_CENTRED), paragraph("Trang", styles.CELL_BOLD_CENTRED)]]
    rows += [_row(sheet, text, key, style) for text, key, style in _entries(sheet)]
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


def _entries(sheet: Sheet) -> list[tuple[str, str, ParagraphStyle]]:
    part, entry = styles.CONTENTS_PART, styles.CONTENTS_ENTRY
    found = [
        ("1. Tờ trình của Ủy ban nhân dân xã", keys.PROPOSAL, part),
        ("2. Báo cáo kết quả xây dựng nông thôn mới", keys.RESULTS, part),
    ]
    found += [(text, section_key(index), entry) for index, text in enumerate(SECTIONS)]
    found.append(("3. Biểu tự đánh giá", keys.SELF_ASSESSMENT, part))
    found += [(criterion_name(line), criterion_key(line.number), entry) for line in sheet.content.criteria]
    found.append(("4. Danh mục minh chứng", keys.EVIDENCE_LIST, part))
    if sheet.proofs:
        first, last = sheet.proofs[0].item.number, sheet.proofs[-1].item.number
        span = first if first == last else f"từ {first} đến {last}"
        found.append((f"5. Minh chứng ({span})", keys.EVIDENCE, part))
    return found


def _row(sheet: Sheet, text: str, key: str, style: ParagraphStyle) -> list[Paragraph]:
    return [Paragraph(link(text, key), style), Paragraph(link(sheet.page_of(key), key), styles.CONTENTS_PAGE)]
