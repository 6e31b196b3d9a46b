"""Công văn đôn đốc: the commune asks late hamlet boards for the reports they owe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.dates import format_date, short_document_date
from app.domain.deadlines import Month
from app.reports.letterhead import Letterhead
from app.reports.letters.document import (
    Addressee,
    Align,
    Block,
    Column,
    Grid,
    Letter,
    Masthead,
    Signatory,
    Signatures,
    Text,
)

_COLUMNS = (
    Column("TT", 8, Align.CENTRE),
    Column("Bản", 36),
    Column("Báo cáo tháng", 22, Align.CENTRE),
    Column("Hạn cuối", 26, Align.CENTRE),
    Column("Quá hạn (ngày)", 22, Align.CENTRE),
)


@dataclass(frozen=True, slots=True)
class OwedMonth:
    """`days` since the last day on time."""

    month: Month
    due_on: date
    days: int


@dataclass(frozen=True, slots=True)
class LateHamlet:
    hamlet: str
    owed: tuple[OwedMonth, ...]


@dataclass(frozen=True, slots=True)
class ReminderLetter:
    """`rule` in the middle of a sentence: "trước ngày 15, chậm nhất ngày 14"."""

    letterhead: Letterhead
    year: int
    today: date
    plan_title: str
    rule: str
    report_to: str
    signer_titles: tuple[str, ...]
    signer_name: str
    hamlets: tuple[LateHamlet, ...]


def reminder_letter(content: ReminderLetter) -> Letter:
    return Letter(
        f"Công văn đôn đốc báo cáo tháng năm {content.year}",
        content.letterhead.issuer,
        "Đôn đốc báo cáo xây dựng bản nông thôn mới",
        tuple(_blocks(content)),
    )


def _blocks(content: ReminderLetter) -> Iterator[Block]:
    about = f"V/v đôn đốc báo cáo kết quả xây dựng bản nông thôn mới năm {content.year}"
    yield Masthead(content.letterhead, "UBND", content.today, about=about)
    yield Addressee(f"Kính gửi: {_addressee(content)}.")
    yield Text(
        f"Thực hiện {_lower(content.plan_title)}, Ban quản lý bản báo cáo kết quả thực hiện hằng tháng"
        f"{_to(content)}; thời hạn {content.rule}."
    )
    yield Text(
        f"Đến ngày {short_document_date(content.today)}, {content.letterhead.issuer} chưa nhận được "
        f"{_count(content):02d} báo cáo sau:"
    )
    yield Grid(_COLUMNS, tuple(_rows(content)))
    yield Text(
        f"{content.letterhead.issuer} đề nghị {_whom(content)} gửi ngay các báo cáo còn thiếu{_to(content)}, "
        "nêu rõ tiến độ từng chỉ tiêu chưa đạt, khó khăn, vướng mắc và lý do chậm; những tháng tiếp theo báo cáo "
        "đúng thời hạn."
    )
    yield Signatures(
        f"{content.letterhead.issuer} đề nghị {_whom(content)} nghiêm túc thực hiện./.",
        Signatory(content.signer_titles, content.signer_name),
        recipients=("Như trên", "Lưu: VT"),
    )


def _addressee(content: ReminderLetter) -> str:
    return "; ".join(f"Ban quản lý {_lower(row.hamlet)}" for row in content.hamlets)


def _whom(content: ReminderLetter) -> str:
    if len(content.hamlets) == 1:
        return f"Ban quản lý {_lower(content.hamlets[0].hamlet)}"
    return "Ban quản lý các bản nêu trên"


def _to(content: ReminderLetter) -> str:
    return f" về {_lower(content.report_to)}" if content.report_to else ""


def _lower(text: str) -> str:
    """A name in the middle of a sentence: "Bản Pút" → "bản Pút"; capitals stay capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _count(content: ReminderLetter) -> int:
    return sum(len(row.owed) for row in content.hamlets)


def _rows(content: ReminderLetter) -> Iterator[tuple[str, ...]]:
    place = 0
    for row in content.hamlets:
        for one in row.owed:
            place += 1
            yield str(place), row.hamlet, str(one.month), format_date(one.due_on), str(one.days)
