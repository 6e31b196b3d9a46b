"""Báo cáo kết quả xây dựng nông thôn mới of the hamlet."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from app.domain.dates import short_document_date
from app.domain.procedure import ComponentKind
from app.domain.verdict import Verdict, counts_as_met
from app.reports.content import CriterionLine
from app.reports.dossier import sheet as keys
from app.reports.dossier.sheet import Sheet, section_key
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
from app.reports.layout import styles
from app.reports.layout.letter import body, closing, head, heading, section
from app.reports.layout.paper import Anchor, paragraph
from app.reports.layout.tables import GRID, long_table, table

SECTIONS = (
    "I. Căn cứ và phạm vi đánh giá",
    "II. Kết quả thực hiện bộ tiêu chí",
    "III. Chỉ tiêu chưa đạt và phân công hoàn thành",
    "IV. Báo cáo hằng tháng của ban quản lý",
    "V. Minh chứng",
    "VI. Đánh giá chung và kiến nghị",
)


def results(sheet: Sheet) -> list[Flowable]:
    content = sheet.content
    hamlet = in_sentence(content.hamlet)
    subject = f"Kết quả xây dựng {kind(content.hamlet)} nông thôn mới của {hamlet} năm {content.year}"
    opening = f"Thực hiện {content.plan_title}, " if content.plan_title else ""
    opening += f"{content.letterhead.issuer} báo cáo kết quả xây dựng nông thôn mới của {hamlet} như sau:"
    recipients = [content.submitted_to, f"Ban quản lý {hamlet}", "Lưu: VT"]
    parts = (_scope, _score, _open_indicators, _monthly_reports, _evidence, _conclusion)
    found: list[Flowable] = [
        Anchor(sheet.record, keys.RESULTS, "Báo cáo kết quả xây dựng nông thôn mới"),
        *head(content.letterhead, sign="BC-UBND", dated=content.dated),
        *heading("Báo cáo", subject),
        *body(opening),
    ]
    for index, (title, part) in enumerate(zip(SECTIONS, parts, strict=True)):
        # The bookmark stands above its heading and must not be left on the page before.
        anchor = Anchor(sheet.record, section_key(index), title, level=1)
        anchor.keepWithNext = True
        found += [anchor, section(title), *part(sheet)]
    last_words = f"Trên đây là báo cáo kết quả xây dựng nông thôn mới của {hamlet}./."
    signer = signer_of(content, ComponentKind.RESULT_REPORT)
    found.append(closing(last_words, signer, [name for name in recipients if name]))
    return found


def _scope(sheet: Sheet) -> list[Flowable]:
    content = sheet.content
    law = f", ban hành theo {content.set_basis}" if content.set_basis else ""
    lines = [f"Bộ tiêu chí áp dụng: {content.set_title}{law}."]
    if content.guidance:
        lines.append(f"Trình tự, thủ tục, hồ sơ: theo {content.guidance}.")
    if demands(content):
        lines.append(demands(content))
    lines.append(
        f"Phạm vi đánh giá: {place(content)}; số liệu đến ngày {short_document_date(content.round_date)}."
    )
    return body(*lines)


def _score(sheet: Sheet) -> list[Flowable]:
    content = sheet.content
    return [
        *body(f"1. Kết quả chung. {standing(content)}."),
        _totals_table(sheet),
        Spacer(0, 8),
        *body("2. Kết quả từng tiêu chí:"),
        _criteria_table(content.criteria),
        Spacer(0, 8),
    ]


def _totals_table(sheet: Sheet) -> Table:
    content = sheet.content
    totals = content.totals
    verdicts = [line.verdict for line in content.criteria]
    open_count, unjudged = len(unmet(content)), len(not_assessed(content))
    inapplicable = len(not_applicable(content))
    header = ("Nội dung", "Tổng số", "Đạt", "Trong đó không áp dụng", "Chưa đạt", "Chưa đánh giá")
    rows = [
        (
            "Tiêu chí",
            totals.criteria_total,
            totals.criteria_met,
            verdicts.count(Verdict.NOT_APPLICABLE),
            verdicts.count(Verdict.UNMET),
            verdicts.count(None),
        ),
        ("Chỉ tiêu", totals.indicators_total, totals.indicators_met, inapplicable, open_count, unjudged),
    ]
    cells = [[paragraph(text, styles.CELL_BOLD_CENTRED) for text in header]]
    cells += [[paragraph(str(value), styles.CELL_CENTRED) for value in row] for row in rows]
    made = table(cells, [styles.TEXT_WIDTH / len(header)] * len(header), GRID)
    return made


def _criteria_table(criteria: Sequence[CriterionLine]) -> Table:
    header = ("TT", "Tiêu chí", "Số chỉ tiêu đạt", "Kết quả", "Ghi chú")
    cells = [[paragraph(text, styles.CELL_BOLD_CENTRED) for text in header]]
    for line in criteria:
        met = sum(counts_as_met(indicator.verdict) for indicator in line.indicators)
        bold = line.verdict is Verdict.UNMET
        cells.append(
            [
                paragraph(line.number, styles.CELL_CENTRED),
                paragraph(line.name, styles.CELL),
                paragraph(f"{met}/{len(line.indicators)}", styles.CELL_CENTRED),
                paragraph(
                    verdict_words(line.verdict), styles.CELL_BOLD_CENTRED if bold else styles.CELL_CENTRED
                ),
                paragraph(_note(line), styles.CELL),
            ]
        )
    made = table(cells, [10 * mm, 66 * mm, 22 * mm, 27 * mm, 40 * mm], GRID, repeatRows=1)
    return made


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


def _open_indicators(sheet: Sheet) -> list[Flowable]:
    open_ones, unjudged = unmet(sheet.content), not_assessed(sheet.content)
    found: list[Flowable] = []
    if open_ones:
        found += [_open_table(open_ones), Spacer(0, 8)]
    elif not unjudged:
        found += body("Không còn chỉ tiêu chưa đạt.")
    if unjudged:
        found += body(
            f"Còn {count(len(unjudged))} chỉ tiêu chưa đánh giá, phải đánh giá xong trước khi trình xét công nhận."
        )
    return found


def _open_table(open_ones: Sequence[OpenIndicator]) -> Table:
    header = ("Chỉ tiêu", "Nội dung", "Hiện trạng", "Chủ trì, phối hợp", "Thời hạn hoàn thành")
    cells = [[paragraph(text, styles.CELL_BOLD_CENTRED) for text in header]]
    for found in open_ones:
        indicator = found.indicator
        cells.append(
            [
                paragraph(indicator.number, styles.CELL_CENTRED),
                paragraph(indicator.text, styles.CELL if has_text(indicator) else styles.CELL_ITALIC),
                paragraph(_state(found), styles.CELL),
                paragraph(_people(found), styles.CELL),
                paragraph(_capital(deadline(found.assignment)), styles.CELL_CENTRED),
            ]
        )
    return long_table(cells, [15 * mm, 45 * mm, 36 * mm, 44 * mm, 25 * mm], GRID, styles.PORTRAIT_ROOM)


def _state(found: OpenIndicator) -> str:
    finding = found.assignment.finding if found.assignment else found.indicator.explanation
    parts = [finding, f"Còn lại: {found.indicator.remaining}" if found.indicator.remaining else ""]
    return "\n".join(part for part in parts if part)


def _people(found: OpenIndicator) -> str:
    support = found.assignment.support if found.assignment else ""
    lead = responsible(found) or "Chưa giao người chủ trì"
    return f"{lead}\nPhối hợp: {support}" if support else lead


def _monthly_reports(sheet: Sheet) -> list[Flowable]:
    content, figures = sheet.content, sheet.content.reports
    board = f"ban quản lý {in_sentence(content.hamlet)}"
    if not figures.expected:
        return body(f"Năm {content.year}, {board} không có kỳ báo cáo tháng nào phải gửi.")
    classes = (
        (figures.on_time, "đúng hạn"),
        (figures.late, "trễ hạn"),
        (figures.missing, "quá hạn chưa gửi"),
        (figures.not_yet_due, "chưa đến hạn"),
        (figures.exempt, "được miễn"),
    )
    shares = "; ".join(f"{count(number)} {words}" for number, words in classes if number)
    return body(f"Năm {content.year}, {board} phải gửi {count(figures.expected)} báo cáo tháng: {shares}.")


def _evidence(sheet: Sheet) -> list[Flowable]:
    omitted = sheet.content.omitted_sensitive
    lines = ["Hồ sơ chưa có minh chứng kèm theo."]
    if sheet.proofs:
        lines = [
            f"Hồ sơ có {count(len(sheet.proofs))} minh chứng, {count(sheet.evidence_pages)} trang, sắp xếp theo "
            "tiêu chí, chỉ tiêu; số trang của từng minh chứng ghi tại danh mục minh chứng."
        ]
    if omitted:
        lines.append(
            f"Có {count(len(omitted))} tài liệu nhạy cảm không đưa vào hồ sơ, được nêu tên tại danh mục minh chứng."
        )
    return body(*lines)


def _conclusion(sheet: Sheet) -> list[Flowable]:
    content = sheet.content
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
    return body(*lines)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
