"""Tờ trình of UBND xã: asks for recognition only when every indicator is met, else reports and asks for nothing."""

from __future__ import annotations

from reportlab.platypus import Flowable

from app.domain.dates import short_document_date
from app.domain.procedure import ComponentKind
from app.reports.content import Piece
from app.reports.dossier import sheet as keys
from app.reports.dossier.sheet import Sheet
from app.reports.dossier.wording import (
    OpenIndicator,
    addressee,
    count,
    criterion_name,
    deadline,
    in_sentence,
    indicator_name,
    kind,
    not_applicable,
    not_assessed,
    responsible,
    signer_of,
    standing,
    unmet,
)
from app.reports.layout import styles
from app.reports.layout.letter import bases, body, closing, head, heading, section
from app.reports.layout.paper import Anchor, paragraph

_NAMED_AT_MOST = 12  # more numbers than this are read in the table, not in a sentence


def proposal(sheet: Sheet) -> list[Flowable]:
    content = sheet.content
    recipients = ["Như trên", f"Ban quản lý {in_sentence(content.hamlet)}", "Lưu: VT"]
    return [
        Anchor(sheet.record, keys.PROPOSAL, "Tờ trình"),
        *head(content.letterhead, sign="TTr-UBND", dated=content.dated),
        *heading("Tờ trình", _subject(sheet)),
        paragraph(f"Kính gửi: {addressee(content)}.", styles.ADDRESSEE),
        *bases(_bases(sheet)),
        *(_asking(sheet) if content.totals.all_met else _reporting(sheet)),
        closing(_last_words(sheet), signer_of(content, ComponentKind.PROPOSAL), recipients),
    ]


def _subject(sheet: Sheet) -> str:
    content = sheet.content
    hamlet = in_sentence(content.hamlet)
    if content.totals.all_met:
        return f"Về việc đề nghị thẩm định, xét công nhận {hamlet} đạt chuẩn nông thôn mới năm {content.year}"
    return f"Về kết quả xây dựng {kind(content.hamlet)} nông thôn mới của {hamlet} năm {content.year}"


def _bases(sheet: Sheet) -> list[str]:
    content = sheet.content
    law = f"{content.set_basis} ban hành {content.set_title}" if content.set_basis else content.set_title
    given = [law, content.guidance, content.plan_title]
    result = f"kết quả rà soát, tự đánh giá của {in_sentence(content.hamlet)} đến ngày"
    return [
        *(f"Căn cứ {text}" for text in given if text),
        f"Căn cứ {result} {short_document_date(content.round_date)}",
    ]


def _asking(sheet: Sheet) -> list[Flowable]:
    content = sheet.content
    hamlet, to, issuer = in_sentence(content.hamlet), addressee(content), content.letterhead.issuer
    goal = f"{hamlet} đạt chuẩn nông thôn mới năm {content.year}"
    decision = ", xét công nhận"
    if content.decided_by:
        decision = f", trình {content.decided_by} xem xét, quyết định công nhận"
    inapplicable = not_applicable(content)
    return [
        *body(f"{issuer} kính trình {to} thẩm định, xét công nhận {goal}, nội dung như sau:"),
        section("1. Kết quả thực hiện"),
        *body(f"{standing(content)}."),
        *body(*([_inapplicable(inapplicable)] if inapplicable else [])),
        section("2. Hồ sơ kèm theo"),
        *_attachments(sheet),
        section("3. Đề nghị"),
        *body(f"{issuer} đề nghị {to} thẩm định{decision} {goal}."),
    ]


def _reporting(sheet: Sheet) -> list[Flowable]:
    content = sheet.content
    hamlet, to, issuer = in_sentence(content.hamlet), addressee(content), content.letterhead.issuer
    return [
        *body(f"{issuer} kính trình {to} kết quả xây dựng nông thôn mới của {hamlet}, nội dung như sau:"),
        section("1. Kết quả thực hiện"),
        *body(f"{standing(content)}."),
        *_missing(sheet),
        section("3. Hồ sơ kèm theo"),
        *_attachments(sheet),
        section("4. Kiến nghị"),
        *body(
            f"Do {hamlet} chưa đạt đủ các chỉ tiêu, {issuer} chưa đề nghị xét công nhận. {issuer} tiếp tục chỉ đạo "
            "hoàn thành các chỉ tiêu còn lại và sẽ trình đề nghị thẩm định, xét công nhận khi đạt đủ."
        ),
    ]


def _last_words(sheet: Sheet) -> str:
    content = sheet.content
    if content.totals.all_met:
        return f"{content.letterhead.issuer} kính trình {addressee(content)} xem xét./."
    return f"Kính đề nghị {addressee(content)} xem xét, cho ý kiến chỉ đạo./."


def _missing(sheet: Sheet) -> list[Flowable]:
    content = sheet.content
    open_ones, unjudged = unmet(content), not_assessed(content)
    title = "chưa đạt, phân công và thời hạn hoàn thành" if open_ones else "chưa đánh giá"
    found: list[Flowable] = [section(f"2. Các chỉ tiêu {title}")]
    found += body(*(_open_line(one) for one in open_ones))
    if unjudged:
        found += body(_unjudged(unjudged))
    return found


def _open_line(found: OpenIndicator) -> str:
    text = f"- {criterion_name(found.criterion)}: chưa đạt {indicator_name(found.indicator)}."
    assignment = found.assignment
    finding = assignment.finding if assignment else found.indicator.explanation
    if finding:
        text += f" Hiện trạng: {finding.rstrip('. ')}."
    if found.indicator.remaining:
        text += f" Khối lượng còn lại: {found.indicator.remaining.rstrip('. ')}."
    lead = responsible(found)
    text += f" Chủ trì: {lead}" if lead else " Chưa giao người chủ trì"
    if assignment and assignment.support:
        text += f"; phối hợp: {assignment.support}"
    return f"{text}; thời hạn hoàn thành: {deadline(assignment)}."


def _unjudged(numbers: list[str]) -> str:
    if len(numbers) > _NAMED_AT_MOST:
        return f"- Chưa đánh giá: {count(len(numbers))} chỉ tiêu (chi tiết tại biểu tự đánh giá)."
    return f"- Chưa đánh giá: chỉ tiêu {', '.join(numbers)}."


def _inapplicable(numbers: list[str]) -> str:
    return f"Chỉ tiêu không áp dụng: {', '.join(numbers)}; lý do nêu tại biểu tự đánh giá."


def _attachments(sheet: Sheet) -> list[Flowable]:
    """What is really enclosed, in the order of the dossier."""
    pieces = [one for one in sheet.content.pieces if one.enclosed and one.kind is not ComponentKind.PROPOSAL]
    lines = [_attachment(sheet, piece) for piece in pieces]
    if not lines:
        return body("Không có tài liệu kèm theo.")
    ends = [";"] * (len(lines) - 1) + ["."]
    return body(*(f"- {line}{end}" for line, end in zip(lines, ends, strict=True)))


def _attachment(sheet: Sheet, piece: Piece) -> str:
    totals = sheet.content.totals
    if piece.kind is ComponentKind.SELF_ASSESSMENT and "tiêu chí" not in piece.title:
        return f"{piece.title} {totals.criteria_total} tiêu chí, {totals.indicators_total} chỉ tiêu"
    if piece.kind is not ComponentKind.EVIDENCE:
        return piece.title
    if not sheet.proofs:
        return "Danh mục minh chứng (chưa có minh chứng kèm theo)"
    return (
        f"Danh mục minh chứng và {count(len(sheet.proofs))} minh chứng ({count(sheet.evidence_pages)} trang)"
    )
