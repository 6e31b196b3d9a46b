"""Bìa hồ sơ."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from app.domain.dossier import COVER_TITLE
from app.reports.dossier import sheet as keys
from app.reports.dossier.sheet import Sheet
from app.reports.dossier.wording import count, in_sentence, kind, score
from app.reports.layout import styles
from app.reports.layout.letter import Rule, agency_lines, text_width
from app.reports.layout.paper import Anchor, paragraph
from app.reports.layout.tables import table

_INNER = 6 * mm


def cover(sheet: Sheet) -> list[Flowable]:
    content = sheet.content
    height = styles.PAGE_HEIGHT - styles.TOP - styles.BOTTOM - 2
    rows = [[_agency(sheet)], [_subject(sheet)], [_place_and_year(sheet)]]
    style = [
        ("BOX", (0, 0), (-1, -1), 1, "black", None, None, None, 2, 3),
        ("VALIGN", (0, 0), (0, 0), "TOP"),
        ("VALIGN", (0, 1), (0, 1), "MIDDLE"),
        ("VALIGN", (0, 2), (0, 2), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), _INNER),
        ("RIGHTPADDING", (0, 0), (-1, -1), _INNER),
        ("TOPPADDING", (0, 0), (0, 0), 10 * mm),
        ("BOTTOMPADDING", (0, 2), (0, 2), 10 * mm),
    ]
    heights = [height * 0.22, height * 0.6, height * 0.18]
    made = table(rows, [styles.TEXT_WIDTH], style, rowHeights=heights)
    title = f"{COVER_TITLE} {in_sentence(content.hamlet)}"
    return [Anchor(sheet.record, keys.COVER, title), made]


def _agency(sheet: Sheet) -> list[Flowable]:
    letterhead = sheet.content.letterhead
    lines: list[Flowable] = []
    if letterhead.parent:
        lines.append(paragraph(letterhead.parent.upper(), styles.COVER_AGENCY))
    issuer = agency_lines(letterhead.issuer)
    lines += [paragraph(line, styles.COVER_AGENCY_BOLD) for line in issuer]
    lines.append(Rule(text_width(issuer[-1], styles.COVER_AGENCY_BOLD) * 0.45, before=3))
    return lines


def _subject(sheet: Sheet) -> list[Flowable]:
    content = sheet.content
    hamlet = content.hamlet.upper()
    if content.totals.all_met:
        lines = ["ĐỀ NGHỊ XÉT CÔNG NHẬN", f"{hamlet} ĐẠT CHUẨN NÔNG THÔN MỚI", f"NĂM {content.year}"]
    else:
        lines = [
            "KẾT QUẢ XÂY DỰNG",
            f"{kind(content.hamlet)} nông thôn mới".upper(),
            hamlet,
            f"NĂM {content.year}",
        ]
    where = ", ".join(part for part in (content.commune, content.district, content.province) if part)
    found: list[Flowable] = [paragraph("HỒ SƠ", styles.COVER_TYPE)]
    found += [paragraph(line, styles.COVER_SUBJECT) for line in lines]
    if sheet.volumes > 1:
        found += [Spacer(0, 8), paragraph(f"TẬP {sheet.volume + 1}/{sheet.volumes}", styles.COVER_SUBJECT)]
    found += [
        Rule(45 * mm, before=10, after=14),
        paragraph(where[:1].upper() + where[1:], styles.COVER_FACT),
        Spacer(0, 10),
        paragraph(f"Kết quả: {score(content)}", styles.COVER_FACT),
        paragraph(_amount(sheet), styles.COVER_FACT),
    ]
    return found


def _amount(sheet: Sheet) -> str:
    if not sheet.proofs:
        return "Chưa có minh chứng kèm theo"
    return f"{count(len(sheet.proofs))} minh chứng, {count(sheet.evidence_pages)} trang"


def _place_and_year(sheet: Sheet) -> list[Flowable]:
    content = sheet.content
    month = f"{content.dated.month:02d}" if content.dated.month < 3 else str(content.dated.month)
    line = f"{content.letterhead.locality}, tháng {month} năm {content.dated.year}"
    return [paragraph(line, styles.COVER_FACT)]
