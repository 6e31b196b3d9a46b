"""What the minutes of both meetings word alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.domain.dates import document_date, short_document_date
from app.domain.verdict import Verdict
from app.reports.letters.document import DOTS, SHORT_DOTS, Text
from app.reports.minutes.content import CriterionLine, Occasion

_VERDICTS = {Verdict.MET: "Đạt", Verdict.UNMET: "Chưa đạt", Verdict.NOT_APPLICABLE: "Không áp dụng"}


def verdict_words(verdict: Verdict | None, *, unsaid: str) -> str:
    return unsaid if verdict is None else _VERDICTS[verdict]


def moment(time: str, day: date | None) -> str:
    """ "14 giờ 00, ngày 05 tháng 02 năm 2024", with dots for what is not known."""
    hour = time or f"{SHORT_DOTS} giờ {SHORT_DOTS}"
    shown = document_date(day) if day else f"{SHORT_DOTS} tháng {SHORT_DOTS} năm {SHORT_DOTS}"
    return f"{hour}, ngày {shown}"


def opening(occasion: Occasion) -> Iterator[Text]:
    yield Text(f"{moment(occasion.begins, occasion.held_on)}.", "Thời gian bắt đầu:")
    yield Text(f"{occasion.held_at.rstrip('. ') or DOTS}.", "Địa điểm:")


def closing_words(occasion: Occasion) -> str:
    return f"Cuộc họp kết thúc vào {moment(occasion.ends, occasion.held_on)}./."


def subject_of(occasion: Occasion) -> str:
    """What is judged: short enough for a heading."""
    return f"kết quả xây dựng nông thôn mới của {occasion.hamlet}"


def round_words(occasion: Occasion) -> str:
    day = short_document_date(occasion.round_date)
    return f"kết quả tự đánh giá của {occasion.hamlet} đến ngày {day} theo {occasion.set_title}"


def paragraphs(text: str) -> list[Text]:
    """Typed text line by line; dots where there is none."""
    lines = [line.strip() for line in text.splitlines()]
    return [Text(line) for line in lines if line] or [Text(DOTS * 2)]


def number(value: int | None) -> str:
    """ "05": official texts write whole numbers below ten with a leading zero; dots for an unknown one."""
    if value is None:
        return SHORT_DOTS
    return f"{value:02d}" if value else "0"


def unmet_words(row: CriterionLine) -> str:
    return "; ".join(row.unmet)


def note(row: CriterionLine) -> str:
    """What is unmet, then what was noted."""
    found = f"Chưa đạt: {unmet_words(row)}" if row.unmet else ""
    return ". ".join(text for text in (found, row.note.rstrip(". ")) if text)
