"""Words of reports: their tables and fields for the journal, the rule of their day, the periods."""

from __future__ import annotations

from datetime import date, timedelta

from app.domain.calendar import FIXED_HOLIDAYS, Shift, is_day_off, is_fixed_holiday, is_weekend
from app.domain.dates import format_date
from app.domain.deadlines import Month, ReportRule, report_due_on, report_locks_on
from app.domain.periods import Period, PeriodKind
from app.i18n import _

ROMAN = ("I", "II", "III", "IV")


def tables() -> dict[str, str]:
    return {
        "monthly_report": _("Báo cáo tháng"),
        "report_progress": _("Tiến độ chỉ tiêu"),
        "report_revision": _("Bản trước của báo cáo"),
        "period_report": _("Báo cáo tổng hợp"),
        "holiday": _("Ngày nghỉ"),
    }


def own_fields() -> dict[tuple[str, str], str]:
    return {
        ("monthly_report", "progress"): _("Tiến độ, kết quả"),
        ("monthly_report", "evidence_uid"): _("Tệp báo cáo"),
        ("period_report", "evidence_uid"): _("Tệp đã ký"),
        ("period_report", "number"): _("Số văn bản"),
        ("report_progress", "text"): _("Nội dung"),
        ("report_revision", "number"): _("Bản thứ"),
    }


def fields() -> dict[str, str]:
    return {
        "report_shift": _("Hạn rơi vào ngày nghỉ"),
        "report_lock_day": _("Ngày khóa báo cáo"),
        "month": _("Tháng"),
        "written_on": _("Ngày viết"),
        "received_on": _("Ngày nhận"),
        "entered_on": _("Ngày nhập"),
        "channel": _("Gửi bằng"),
        "reporter": _("Người báo cáo"),
        "difficulties": _("Khó khăn"),
        "proposals": _("Đề xuất"),
        "exempt_reason": _("Lý do miễn"),
        "report_uid": _("Báo cáo"),
        "period": _("Kỳ báo cáo"),
        "sent_on": _("Ngày gửi"),
        "sent_to": _("Gửi cho"),
        "texts": _("Phần đã sửa"),
        "figures": _("Số liệu đã gửi"),
        "content": _("Nội dung"),
    }


def shift_label(shift: Shift) -> str:
    return {
        Shift.NONE: _("giữ nguyên hạn"),
        Shift.NEXT: _("lùi sang ngày làm việc kế tiếp"),
        Shift.PREVIOUS: _("đưa về ngày làm việc liền trước"),
    }[shift]


def weekday_label(day: date) -> str:
    return (
        _("thứ Hai"),
        _("thứ Ba"),
        _("thứ Tư"),
        _("thứ Năm"),
        _("thứ Sáu"),
        _("thứ Bảy"),
        _("Chủ nhật"),
    )[day.weekday()]


def rule_words(rule: ReportRule) -> str:
    """ "Trước ngày 15 nghĩa là chậm nhất hết ngày 14 hằng tháng, tính theo ngày nhận." """
    if rule.strict:
        return _(
            "Trước ngày {before} nghĩa là chậm nhất hết ngày {last} hằng tháng, tính theo ngày nhận."
        ).format(before=rule.before_day, last=rule.last_day)
    return _("Đến hết ngày {last} hằng tháng vẫn là đúng hạn, tính theo ngày nhận.").format(
        last=rule.last_day
    )


def month_words(rule: ReportRule, month: Month) -> str:
    """What the rule means for one month: its last day, why that is another one, when the month is locked."""
    plain = date(month.year, month.number, rule.last_day)
    due_on = report_due_on(month, rule)
    if not is_day_off(plain, rule.holidays):
        text = _("Tháng {month}: chậm nhất {weekday} ngày {day}.").format(
            month=month, weekday=weekday_label(due_on), day=format_date(due_on)
        )
    elif due_on == plain:
        text = _("Ngày {plain} là {why}; hạn vẫn giữ nguyên.").format(
            plain=format_date(plain), why=_why_off(plain)
        )
    else:
        text = _("Ngày {plain} là {why} nên hạn là {weekday} ngày {day}.").format(
            plain=format_date(plain),
            why=_why_off(plain),
            weekday=weekday_label(due_on),
            day=format_date(due_on),
        )
    locks_on = report_locks_on(month, rule)
    if locks_on is None:
        return text
    return text + " " + _("Từ ngày {day} muốn sửa phải ghi lý do.").format(day=format_date(locks_on))


def _why_off(day: date) -> str:
    if is_fixed_holiday(day):
        return next(name for d, m, name in FIXED_HOLIDAYS if (d, m) == (day.day, day.month))
    return weekday_label(day) if is_weekend(day) else _("ngày nghỉ")


def period_kind_label(kind: PeriodKind) -> str:
    return {
        PeriodKind.MONTH: _("Tháng"),
        PeriodKind.QUARTER: _("Quý"),
        PeriodKind.HALF: _("6 tháng"),
        PeriodKind.YEAR: _("Năm"),
    }[kind]


def period_label(period: Period) -> str:
    """ "tháng 9/2024", "quý III/2024", "6 tháng đầu năm 2024", "năm 2024"."""
    if period.kind is PeriodKind.MONTH:
        return _("tháng {number}/{year}").format(number=period.number, year=period.year)
    if period.kind is PeriodKind.QUARTER:
        return _("quý {number}/{year}").format(number=ROMAN[period.number - 1], year=period.year)
    if period.kind is PeriodKind.HALF:
        half = _("6 tháng đầu năm {year}") if period.number == 1 else _("6 tháng cuối năm {year}")
        return half.format(year=period.year)
    return _("năm {year}").format(year=period.year)


def period_due_words(period: Period) -> str:
    """The last day in time of a period's report; where no source names one, that is said."""
    if period.due_before is None:
        return _("Chưa có nguồn quy định hạn gửi báo cáo {period}.").format(period=period_label(period))
    last = period.due_before - timedelta(days=1)
    return _("Gửi trước ngày {before}: chậm nhất {weekday} ngày {day}.").format(
        before=format_date(period.due_before), weekday=weekday_label(last), day=format_date(last)
    )
