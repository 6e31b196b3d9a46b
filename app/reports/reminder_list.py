"""The reminder list for the chairman: who owes which report, and which work is overdue.

Rich text of Qt's kind (HTML 4 with tables), because it is printed from the screen; texts are escaped here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from app.domain.dates import document_date, format_date


@dataclass(frozen=True, slots=True)
class LateReports:
    """`months` as written ("01/2024, 02/2024"); `days` since the last day in time of the oldest."""

    hamlet: str
    months: str
    count: int
    days: int


@dataclass(frozen=True, slots=True)
class OverdueWork:
    """`due_on` is the last day in time."""

    hamlet: str
    indicator: str
    work: str
    lead: str
    due_on: date | None
    days: int


@dataclass(frozen=True, slots=True)
class ReminderList:
    """`commune` with its kind ("xã Chiềng Khoi"), "" where it was never named."""

    commune: str
    year: int
    today: date
    reports: tuple[LateReports, ...]
    works: tuple[OverdueWork, ...]


def reminder_title(content: ReminderList) -> str:
    return f"Danh sách đôn đốc ngày {content.today:%d-%m-%Y}"


def reminder_html(content: ReminderList) -> str:
    return (
        '<html><body style="font-family: Tinos; font-size: 13pt">'
        f"{_head(content)}{_reports(content)}{_works(content)}{_foot(content)}</body></html>"
    )


def _head(content: ReminderList) -> str:
    place = escape(content.commune.upper())
    day = document_date(content.today)
    return (
        '<table width="100%" style="font-size: 12pt"><tr>'
        f'<td align="center" width="36%">ỦY BAN NHÂN DÂN<br><b>{place}</b></td>'
        '<td align="center"><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br>'
        '<span style="font-size: 13pt"><u><b>Độc lập - Tự do - Hạnh phúc</b></u></span></td></tr></table>'
        '<p align="center" style="font-size: 14pt; margin-top: 18px; margin-bottom: 0px"><b>DANH SÁCH ĐÔN ĐỐC</b></p>'
        f'<p align="center" style="margin-top: 0px"><b>Xây dựng bản nông thôn mới năm {content.year}</b><br>'
        f"<i>(Tính đến ngày {day})</i></p>"
    )


def _reports(content: ReminderList) -> str:
    title = f"I. Báo cáo tháng chưa nộp ({len(content.reports)} bản)"
    if not content.reports:
        return f"<p><b>{title}</b></p><p>Không có bản nào chậm nộp báo cáo.</p>"
    rows = [
        (str(place), row.hamlet, row.months, str(row.count), str(row.days))
        for place, row in enumerate(content.reports, start=1)
    ]
    heads = ("TT", "Bản", "Tháng chưa nộp", "Số báo cáo", "Quá hạn (ngày)")
    return f"<p><b>{title}</b></p>{_table(heads, rows, centred={0, 3, 4}, widths=(6, 24, 42, 13, 15))}"


def _works(content: ReminderList) -> str:
    title = f"II. Việc quá hạn ({len(content.works)} việc)"
    if not content.works:
        return f"<p><b>{title}</b></p><p>Không có việc nào quá hạn.</p>"
    rows = [
        (
            str(place),
            row.hamlet,
            f"{row.indicator}. {row.work}" if row.work else row.indicator,
            row.lead,
            format_date(row.due_on),
            str(row.days),
        )
        for place, row in enumerate(content.works, start=1)
    ]
    heads = ("TT", "Bản", "Chỉ tiêu, việc cần làm", "Chủ trì", "Hạn cuối", "Quá hạn (ngày)")
    return f"<p><b>{title}</b></p>{_table(heads, rows, centred={0, 4, 5}, widths=(6, 16, 32, 20, 14, 12))}"


def _table(
    heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], *, centred: set[int], widths: tuple[int, ...]
) -> str:
    head = "".join(
        f'<th width="{width}%">{escape(text)}</th>' for text, width in zip(heads, widths, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{' align=center' if place in centred else ''}>{escape(cell)}</td>"
            for place, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    return (
        '<table width="100%" border="1" cellspacing="0" cellpadding="4" '
        'style="border-collapse: collapse; border-color: black; font-size: 12pt">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _foot(content: ReminderList) -> str:
    """Room for the chairman's word; nobody's name is put under it."""
    return (
        '<table width="100%" style="margin-top: 18px"><tr><td width="50%" align="center"><b>NGƯỜI LẬP</b></td>'
        '<td align="center"><b>Ý KIẾN CỦA CHỦ TỊCH</b></td></tr></table>'
    )
