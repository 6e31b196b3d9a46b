"""Biên bản họp bản."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.numbers import format_number
from app.domain.votes import ShareState, shown_percent
from app.reports.letters.document import (
    DOTS,
    SHORT_DOTS,
    Align,
    Block,
    Column,
    Grid,
    Heading,
    Letter,
    Masthead,
    Section,
    Signatory,
    Signatures,
    Text,
)
from app.reports.minutes.content import ResidentsMinutes
from app.reports.minutes.wording import (
    closing_words,
    number,
    opening,
    paragraphs,
    round_words,
    subject_of,
    unmet_words,
    verdict_words,
)

_CRITERIA = (
    Column("TC", 9, Align.CENTRE),
    Column("Tên tiêu chí", 55),
    Column("Tự đánh giá", 20, Align.CENTRE),
    Column("Chỉ tiêu chưa đạt, khối lượng còn lại", 46),
)
_HINT = "(Ký, ghi rõ họ tên)"


def residents_minutes(content: ResidentsMinutes, *, number: str = "") -> Letter:
    """`number` as the clerk gave it, "" while he has not."""
    title = f"Biên bản họp {content.occasion.hamlet}"
    return Letter(
        title, content.occasion.letterhead.issuer, content.occasion.set_title, tuple(_blocks(content, number))
    )


def _blocks(content: ResidentsMinutes, number: str) -> Iterator[Block]:
    occasion, totals = content.occasion, content.totals
    yield Masthead(occasion.letterhead, number=number)
    yield Heading("Biên bản", f"Họp lấy ý kiến về {subject_of(occasion)}")
    yield from opening(occasion)
    yield from _attendance(content)
    yield Section("Nội dung:")
    yield Section("1. Kết quả tự đánh giá báo cáo tại cuộc họp")
    yield Text(
        f"Cuộc họp nghe báo cáo {round_words(occasion)}: đạt {totals.criteria_met}/{totals.criteria_total} "
        f"tiêu chí, {totals.indicators_met}/{totals.indicators_total} chỉ tiêu."
    )
    rows = (
        (row.number, row.name, verdict_words(row.verdict, unsaid="Chưa đánh giá"), unmet_words(row))
        for row in content.criteria
    )
    yield Grid(_CRITERIA, tuple(rows))
    yield Section("2. Ý kiến của người dự họp")
    yield from paragraphs(content.opinions)
    yield Section("3. Biểu quyết")
    yield Text(_vote(content))
    yield Section("4. Kết luận")
    yield from paragraphs(content.conclusion)
    yield Signatures(
        closing_words(occasion),
        left=Signatory(("Thư ký",), content.secretary, _HINT),
        right=Signatory(("Chủ tọa",), content.chair, _HINT),
    )


def _attendance(content: ResidentsMinutes) -> Iterator[Block]:
    counted = content.counted or SHORT_DOTS
    yield Text(
        f"có mặt {number(content.present)} {counted} trên {number(content.invited)} {counted} được mời.",
        "Thành phần tham dự:",
    )
    if content.guests:
        yield Text(f"{'; '.join(content.guests.splitlines()).rstrip('. ')}.", "Khách mời:")
    yield Text(f"{content.chair or DOTS}.", "Chủ trì (chủ tọa):")
    yield Text(f"{content.secretary or DOTS}.", "Thư ký (người ghi biên bản):")


def _vote(content: ResidentsMinutes) -> str:
    counted = content.counted or SHORT_DOTS
    said = f"Số đồng ý: {number(content.agreed)}/{number(content.present)} {counted} có mặt"
    percent = shown_percent(content.share)
    if percent is None:
        return f"{said}, bằng {SHORT_DOTS} %."
    said += f", bằng {format_number(percent)} %"
    if content.share.minimum is None:
        return f"{said}."
    reached = "đủ" if content.share.state is ShareState.REACHED else "chưa đủ"
    return f"{said}; {reached} tỷ lệ tối thiểu {format_number(content.share.minimum)} % theo quy trình."
