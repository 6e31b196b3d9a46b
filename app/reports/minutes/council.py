"""Biên bản họp hội đồng thẩm định."""

from __future__ import annotations

from collections.abc import Iterator

from app.reports.letters.document import (
    DOTS,
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
    ended,
)
from app.reports.minutes.content import CouncilMinutes, MemberLine
from app.reports.minutes.wording import (
    closing_words,
    note,
    number,
    opening,
    paragraphs,
    round_words,
    subject_of,
    verdict_words,
)

_CRITERIA = (
    Column("TC", 9, Align.CENTRE),
    Column("Tên tiêu chí", 38),
    Column("Kết luận", 17, Align.CENTRE),
    Column("Phiếu đồng ý", 13, Align.CENTRE),
    Column("Không đồng ý", 13, Align.CENTRE),
    Column("Ghi chú", 40),
)
_MEMBERS = (
    Column("TT", 9, Align.CENTRE),
    Column("Họ và tên", 33),
    Column("Chức vụ", 52),
    Column("Ký tên", 28),
)
_HINT = "(Ký, ghi rõ họ tên)"


def council_minutes(content: CouncilMinutes, *, number: str = "") -> Letter:
    """`number` as the clerk gave it, "" while he has not."""
    title = f"Biên bản họp hội đồng thẩm định {content.occasion.hamlet}"
    return Letter(
        title, content.occasion.letterhead.parent, content.occasion.set_title, tuple(_blocks(content, number))
    )


def _blocks(content: CouncilMinutes, number: str) -> Iterator[Block]:
    occasion = content.occasion
    yield Masthead(occasion.letterhead, sign="BB-HĐTĐ", number=number)
    yield Heading("Biên bản", f"Họp hội đồng thẩm định {subject_of(occasion)}")
    yield from opening(occasion)
    yield Text(f"{content.decision.rstrip('. ') or DOTS}.", "Hội đồng thành lập theo:")
    yield from _attendance(content)
    yield Section("Nội dung:")
    yield Section("1. Kết luận từng tiêu chí")
    yield Text(
        f"Hội đồng xem xét {round_words(occasion)}, minh chứng và ý kiến thẩm định của công chức, đơn vị phụ "
        "trách; thảo luận và biểu quyết từng tiêu chí như sau:"
    )
    yield Grid(_CRITERIA, tuple(_criteria_rows(content)))
    yield Section("2. Ý kiến thảo luận")
    yield from paragraphs(content.remarks)
    yield Section("3. Kết luận của hội đồng")
    yield Text(_result(content))
    yield from paragraphs(content.conclusion)
    yield Signatures(
        closing_words(occasion),
        left=Signatory(("Thư ký",), content.secretary, _HINT),
        right=Signatory(("Chủ tọa",), content.chair, _HINT),
    )
    others = [
        one for one in content.members if one.present and one.name not in (content.chair, content.secretary)
    ]
    if others:
        yield Section("Các thành viên dự họp")
        rows = enumerate(others, start=1)
        yield Grid(_MEMBERS, tuple((str(place), one.name, _post(one), "") for place, one in rows), tall=True)


def _attendance(content: CouncilMinutes) -> Iterator[Block]:
    present = [one for one in content.members if one.present]
    absent = [one for one in content.members if not one.present]
    counted = f"{number(len(present))}/{number(len(content.members))} thành viên" if content.members else DOTS
    yield Text(f"{counted}.", "Thành phần tham dự:")
    yield from (Text(f"- {line}") for line in ended(tuple(_named(one) for one in present)))
    if absent:
        names = "; ".join(_named(one) for one in absent)
        yield Text(f"{names}.", "Vắng mặt:")
    yield Text(f"{content.chair or DOTS}.", "Chủ trì (chủ tọa):")
    yield Text(f"{content.secretary or DOTS}.", "Thư ký (người ghi biên bản):")


def _named(one: MemberLine) -> str:
    return ", ".join(text for text in (one.name, one.post, one.duty) if text)


def _post(one: MemberLine) -> str:
    return ", ".join(text for text in (one.post, one.duty) if text)


def _criteria_rows(content: CouncilMinutes) -> Iterator[tuple[str, ...]]:
    for row in content.criteria:
        votes = (row.votes_for, row.votes_against)
        shown = ["" if count is None else str(count) for count in votes]
        yield (row.number, row.name, verdict_words(row.verdict, unsaid=""), *shown, note(row))


def _result(content: CouncilMinutes) -> str:
    if not content.concluded:
        return "Hội đồng chưa kết luận tiêu chí nào."
    totals, hamlet = content.totals, content.occasion.hamlet
    said = f"Hội đồng kết luận {content.concluded}/{totals.criteria_total} tiêu chí."
    return (
        f"{said} {hamlet[:1].upper()}{hamlet[1:]} đạt {totals.criteria_met}/{totals.criteria_total} tiêu chí, "
        f"{totals.indicators_met}/{totals.indicators_total} chỉ tiêu theo kết luận của hội đồng."
    )
