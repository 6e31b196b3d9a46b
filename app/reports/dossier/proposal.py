"""Tờ trình of UBND xã: asks for recognition only when every indicator is met, else reports and asks for nothing."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.dates import short_document_date
from app.domain.procedure import ComponentKind
from app.reports.content import DossierContent, Piece
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
from app.reports.letters.document import (
    Addressee,
    Bases,
    Block,
    Heading,
    Letter,
    Masthead,
    Section,
    Signatory,
    Signatures,
    Text,
    ended,
)

_NAMED_AT_MOST = 12  # more numbers than this are read in the table, not in a sentence


def proposal(content: DossierContent, piece: Piece) -> Letter:
    subject = _subject(content)
    return Letter(
        f"Tờ trình {subject[:1].lower()}{subject[1:]}",
        content.letterhead.issuer,
        content.set_title,
        tuple(_blocks(content, piece)),
    )


def _blocks(content: DossierContent, piece: Piece) -> Iterator[Block]:
    signer = signer_of(content, ComponentKind.PROPOSAL)
    recipients = ("Như trên", f"Ban quản lý {in_sentence(content.hamlet)}", "Lưu: VT")
    yield Masthead(content.letterhead, "TTr-UBND", piece.dated or content.dated, piece.number)
    yield Heading("Tờ trình", _subject(content))
    yield Addressee(f"Kính gửi: {addressee(content)}.")
    yield Bases(tuple(_bases(content)))
    yield from _asking(content) if content.totals.all_met else _reporting(content)
    yield Signatures(_last_words(content), Signatory(signer.titles, signer.name), recipients=recipients)


def _subject(content: DossierContent) -> str:
    hamlet = in_sentence(content.hamlet)
    if content.totals.all_met:
        return f"Về việc đề nghị thẩm định, xét công nhận {hamlet} đạt chuẩn nông thôn mới năm {content.year}"
    return f"Về kết quả xây dựng {kind(content.hamlet)} nông thôn mới của {hamlet} năm {content.year}"


def _bases(content: DossierContent) -> list[str]:
    law = f"{content.set_basis} ban hành {content.set_title}" if content.set_basis else content.set_title
    given = [law, content.guidance, content.plan_title]
    result = f"kết quả rà soát, tự đánh giá của {in_sentence(content.hamlet)} đến ngày"
    return [
        *(f"Căn cứ {text}" for text in given if text),
        f"Căn cứ {result} {short_document_date(content.round_date)}",
    ]


def _asking(content: DossierContent) -> Iterator[Block]:
    hamlet, to, issuer = in_sentence(content.hamlet), addressee(content), content.letterhead.issuer
    goal = f"{hamlet} đạt chuẩn nông thôn mới năm {content.year}"
    decision = ", xét công nhận"
    if content.decided_by:
        decision = f", trình {content.decided_by} xem xét, quyết định công nhận"
    inapplicable = not_applicable(content)
    yield Text(f"{issuer} kính trình {to} thẩm định, xét công nhận {goal}, nội dung như sau:")
    yield Section("1. Kết quả thực hiện")
    yield Text(f"{standing(content)}.")
    if inapplicable:
        yield Text(_inapplicable(inapplicable))
    yield Section("2. Hồ sơ kèm theo")
    yield from _attachments(content)
    yield Section("3. Đề nghị")
    yield Text(f"{issuer} đề nghị {to} thẩm định{decision} {goal}.")


def _reporting(content: DossierContent) -> Iterator[Block]:
    hamlet, to, issuer = in_sentence(content.hamlet), addressee(content), content.letterhead.issuer
    yield Text(f"{issuer} kính trình {to} kết quả xây dựng nông thôn mới của {hamlet}, nội dung như sau:")
    yield Section("1. Kết quả thực hiện")
    yield Text(f"{standing(content)}.")
    yield from _missing(content)
    yield Section("3. Hồ sơ kèm theo")
    yield from _attachments(content)
    yield Section("4. Kiến nghị")
    yield Text(
        f"Do {hamlet} chưa đạt đủ các chỉ tiêu, {issuer} chưa đề nghị xét công nhận. {issuer} tiếp tục chỉ đạo "
        "hoàn thành các chỉ tiêu còn lại và sẽ trình đề nghị thẩm định, xét công nhận khi đạt đủ."
    )


def _last_words(content: DossierContent) -> str:
    if content.totals.all_met:
        return f"{content.letterhead.issuer} kính trình {addressee(content)} xem xét./."
    return f"Kính đề nghị {addressee(content)} xem xét, cho ý kiến chỉ đạo./."


def _missing(content: DossierContent) -> Iterator[Block]:
    open_ones, unjudged = unmet(content), not_assessed(content)
    title = "chưa đạt, phân công và thời hạn hoàn thành" if open_ones else "chưa đánh giá"
    yield Section(f"2. Các chỉ tiêu {title}")
    yield from (Text(_open_line(one)) for one in open_ones)
    if unjudged:
        yield Text(_unjudged(unjudged))


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


def _attachments(content: DossierContent) -> Iterator[Block]:
    """What is really enclosed, in the order of the dossier."""
    pieces = [one for one in content.pieces if one.enclosed and one.kind is not ComponentKind.PROPOSAL]
    if not pieces:
        yield Text("Không có tài liệu kèm theo.")
    yield from (Text(f"- {line}") for line in ended(tuple(_attachment(content, one) for one in pieces)))


def _attachment(content: DossierContent, piece: Piece) -> str:
    totals, proofs = content.totals, content.evidence
    if piece.kind is ComponentKind.SELF_ASSESSMENT and "tiêu chí" not in piece.title:
        return f"{piece.title} {totals.criteria_total} tiêu chí, {totals.indicators_total} chỉ tiêu"
    if piece.kind is not ComponentKind.EVIDENCE:
        return piece.title
    if not proofs:
        return "Danh mục minh chứng (chưa có minh chứng kèm theo)"
    pages = f" ({count(content.evidence_pages)} trang)" if content.evidence_pages else ""
    return f"Danh mục minh chứng và {count(len(proofs))} minh chứng{pages}"
