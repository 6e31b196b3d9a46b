"""Báo cáo kết quả xây dựng nông thôn mới of the hamlet."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.dates import short_document_date
from app.domain.procedure import ComponentKind
from app.domain.verdict import Verdict, counts_as_met
from app.reports.content import CriterionLine, DossierContent, Piece
from app.reports.dossier.wording import (
    OpenIndicator,
    addressee,
    count,
    deadline,
    demands,
    has_text,
    in_sentence,
    kind,
    not_applicable,
    not_assessed,
    place,
    responsible,
    score,
    signer_of,
    standing,
    unmet,
    verdict_words,
)
from app.reports.letters.document import (
    Align,
    Block,
    Cell,
    Column,
    Grid,
    GridRow,
    Heading,
    Letter,
    Masthead,
    Section,
    Signatory,
    Signatures,
    Text,
)

_SECTIONS = (
    "I. Căn cứ và phạm vi đánh giá",
    "II. Kết quả thực hiện bộ tiêu chí",
    "III. Chỉ tiêu chưa đạt và phân công hoàn thành",
    "IV. Báo cáo hằng tháng của ban quản lý",
    "V. Minh chứng",
    "VI. Đánh giá chung và kiến nghị",
)


_TOTALS = tuple(
    Column(title, 1, Align.CENTRE)
    for title in ("Nội dung", "Tổng số", "Đạt", "Trong đó không áp dụng", "Chưa đạt", "Chưa đánh giá")
)
_CRITERIA = (
    Column("TT", 10, Align.CENTRE),
    Column("Tiêu chí", 66),
    Column("Số chỉ tiêu đạt", 22, Align.CENTRE),
    Column("Kết quả", 27, Align.CENTRE),
    Column("Ghi chú", 40),
)
_OPEN = (
    Column("Chỉ tiêu", 15, Align.CENTRE),
    Column("Nội dung", 45),
    Column("Hiện trạng", 36),
    Column("Chủ trì, phối hợp", 44),
    Column("Thời hạn hoàn thành", 25, Align.CENTRE),
)


def results(content: DossierContent, piece: Piece) -> Letter:
    subject = _subject(content)
    return Letter(
        f"Báo cáo {subject[:1].lower()}{subject[1:]}",
        content.letterhead.issuer,
        content.set_title,
        tuple(_blocks(content, piece)),
    )


def _subject(content: DossierContent) -> str:
    hamlet = in_sentence(content.hamlet)
    return f"Kết quả xây dựng {kind(content.hamlet)} nông thôn mới của {hamlet} năm {content.year}"


def _blocks(content: DossierContent, piece: Piece) -> Iterator[Block]:
    hamlet = in_sentence(content.hamlet)
    opening = f"Thực hiện {content.plan_title}, " if content.plan_title else ""
    opening += f"{content.letterhead.issuer} báo cáo kết quả xây dựng nông thôn mới của {hamlet} như sau:"
    recipients = [content.submitted_to, f"Ban quản lý {hamlet}", "Lưu: VT"]
    parts = (_scope, _score, _open_indicators, _monthly_reports, _evidence, _conclusion)
    yield Masthead(content.letterhead, "BC-UBND", piece.dated or content.dated, piece.number)
    yield Heading("Báo cáo", _subject(content))
    yield Text(opening)
    for index, (title, part) in enumerate(zip(_SECTIONS, parts, strict=True)):
        yield Section(title, anchor=str(index))
        yield from part(content)
    last_words = f"Trên đây là báo cáo kết quả xây dựng nông thôn mới của {hamlet}./."
    signer = signer_of(content, ComponentKind.RESULT_REPORT)
    yield Signatures(
        last_words,
        Signatory(signer.titles, signer.name),
        recipients=tuple(name for name in recipients if name),
    )


def _scope(content: DossierContent) -> Iterator[Block]:
    law = f", ban hành theo {content.set_basis}" if content.set_basis else ""
    lines = [f"Bộ tiêu chí áp dụng: {content.set_title}{law}."]
    if content.guidance:
        lines.append(f"Trình tự, thủ tục, hồ sơ: theo {content.guidance}.")
    if demands(content):
        lines.append(demands(content))
    lines.append(
        f"Phạm vi đánh giá: {place(content)}; số liệu đến ngày {short_document_date(content.round_date)}."
    )
    yield from map(Text, lines)


def _score(content: DossierContent) -> Iterator[Block]:
    yield Text(f"1. Kết quả chung. {standing(content)}.")
    yield _totals_table(content)
    yield Text("2. Kết quả từng tiêu chí:")
    yield Grid(_CRITERIA, tuple(_criterion_row(line) for line in content.criteria))


def _totals_table(content: DossierContent) -> Grid:
    totals = content.totals
    verdicts = [line.verdict for line in content.criteria]
    criteria = (
        totals.criteria_total,
        totals.criteria_met,
        verdicts.count(Verdict.NOT_APPLICABLE),
        verdicts.count(Verdict.UNMET),
        verdicts.count(None),
    )
    indicators = (
        totals.indicators_total,
        totals.indicators_met,
        len(not_applicable(content)),
        len(unmet(content)),
        len(not_assessed(content)),
    )
    return Grid(_TOTALS, (("Tiêu chí", *map(str, criteria)), ("Chỉ tiêu", *map(str, indicators))))


def _criterion_row(line: CriterionLine) -> GridRow:
    met = sum(counts_as_met(indicator.verdict) for indicator in line.indicators)
    verdict = Cell(verdict_words(line.verdict), bold=line.verdict is Verdict.UNMET)
    return (line.number, line.name, f"{met}/{len(line.indicators)}", verdict, _note(line))


def _note(criterion: CriterionLine) -> str:
    wordings = (
        (Verdict.UNMET, "Chưa đạt"),
        (None, "Chưa đánh giá"),
        (Verdict.NOT_APPLICABLE, "Không áp dụng"),
    )
    found = []
    for verdict, words in wordings:
        numbers = [line.number for line in criterion.indicators if line.verdict is verdict]
        if numbers:
            found.append(f"{words}: {', '.join(numbers)}")
    return "\n".join(found)


def _open_indicators(content: DossierContent) -> Iterator[Block]:
    open_ones, unjudged = unmet(content), not_assessed(content)
    if open_ones:
        yield Grid(_OPEN, tuple(_open_row(found) for found in open_ones))
    elif not unjudged:
        yield Text("Không còn chỉ tiêu chưa đạt.")
    if unjudged:
        yield Text(
            f"Còn {count(len(unjudged))} chỉ tiêu chưa đánh giá, phải đánh giá xong trước khi trình xét công nhận."
        )


def _open_row(found: OpenIndicator) -> GridRow:
    indicator = found.indicator
    return (
        indicator.number,
        Cell(indicator.text, italic=not has_text(indicator)),
        _state(found),
        _people(found),
        _capital(deadline(found.assignment)),
    )


def _state(found: OpenIndicator) -> str:
    finding = found.assignment.finding if found.assignment else found.indicator.explanation
    parts = [finding, f"Còn lại: {found.indicator.remaining}" if found.indicator.remaining else ""]
    return "\n".join(part for part in parts if part)


def _people(found: OpenIndicator) -> str:
    support = found.assignment.support if found.assignment else ""
    lead = responsible(found) or "Chưa giao người chủ trì"
    return f"{lead}\nPhối hợp: {support}" if support else lead


def _monthly_reports(content: DossierContent) -> Iterator[Block]:
    figures = content.reports
    board = f"ban quản lý {in_sentence(content.hamlet)}"
    if not figures.expected:
        yield Text(f"Năm {content.year}, {board} không có kỳ báo cáo tháng nào phải gửi.")
        return
    classes = (
        (figures.on_time, "đúng hạn"),
        (figures.late, "trễ hạn"),
        (figures.missing, "quá hạn chưa gửi"),
        (figures.not_yet_due, "chưa đến hạn"),
        (figures.exempt, "được miễn"),
    )
    shares = "; ".join(f"{count(number)} {words}" for number, words in classes if number)
    yield Text(f"Năm {content.year}, {board} phải gửi {count(figures.expected)} báo cáo tháng: {shares}.")


def _evidence(content: DossierContent) -> Iterator[Block]:
    omitted = content.omitted_sensitive
    lines = ["Hồ sơ chưa có minh chứng kèm theo."]
    if content.evidence:
        pages = f", {count(content.evidence_pages)} trang" if content.evidence_pages else ""
        lines = [
            f"Hồ sơ có {count(len(content.evidence))} minh chứng{pages}, sắp xếp theo "
            "tiêu chí, chỉ tiêu; số trang của từng minh chứng ghi tại danh mục minh chứng."
        ]
    if omitted:
        lines.append(
            f"Có {count(len(omitted))} tài liệu nhạy cảm không đưa vào hồ sơ, được nêu tên tại danh mục minh chứng."
        )
    yield from map(Text, lines)


def _conclusion(content: DossierContent) -> Iterator[Block]:
    hamlet, to = in_sentence(content.hamlet), addressee(content)
    if content.totals.all_met:
        lines = [
            f"{_capital(hamlet)} đạt {score(content)}, đủ điều kiện đề nghị thẩm định, xét công nhận đạt chuẩn nông "
            f"thôn mới năm {content.year} theo kết quả tự đánh giá.",
            f"{content.letterhead.issuer} đề nghị {to} thẩm định, xét công nhận.",
        ]
    else:
        lines = [
            f"{_capital(hamlet)} đạt {score(content)}, chưa đạt đủ các chỉ tiêu nên chưa đề nghị xét công nhận. "
            f"{content.letterhead.issuer} tiếp tục chỉ đạo, đôn đốc hoàn thành các chỉ tiêu còn lại.",
        ]
    yield from map(Text, lines)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
