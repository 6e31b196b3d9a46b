"""The tables of the page Phân công: rows on screen, the workload of each officer, and the annex on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from app.domain.dates import format_date
from app.domain.deadlines import days_left, last_day_before
from app.domain.milestones import is_sunday, is_weekend
from app.domain.money import format_millions
from app.domain.work import OrderRemark, WorkProgress
from app.i18n import _, as_printed
from app.labels import (
    indicator_text,
    order_remark_label,
    set_level_label,
    verdict_label,
    with_holder,
    work_progress_label,
)
from app.services.assignments import AssignmentRow, Workload
from app.ui.tables import Column, Empty, Grid, TablePanel
from app.ui.theme import ToneName
from app.ui.widgets import Heading, MutedLabel, verdict_mark, verdict_tone

_SOON = 7  # days before a deadline from which it is coloured
_PAPER_HEADINGS = ("STT", "Bản", "Chỉ tiêu", "Việc cần làm", "Chủ trì", "Phối hợp", "Thời hạn", "Tiến độ")
_PAPER_SHARES = (4, 9, 6, 26, 19, 19, 10, 7)  # percent of the paper's width


def assignment_columns(
    basis: str, today: Callable[[], date], hamlet_width: int
) -> list[Column[AssignmentRow]]:
    """`basis` is the number of the decision that the set comes from, "1897/QĐ-UBND"."""
    return [
        Column("hamlet", _("Bản"), lambda row: row.hamlet, width=hamlet_width),
        Column("number", _("Chỉ tiêu"), lambda row: row.indicator.number, width=6),
        Column(
            "verdict",
            _("KQ"),
            lambda row: verdict_label(row.verdict),
            mark=lambda row: verdict_mark(row.verdict),
            tone=lambda row: verdict_tone(row.verdict),
            tooltip=lambda row: verdict_label(row.verdict),
            width=3,
            heading_tooltip=_("Kết quả ở đợt rà soát gần nhất"),
        ),
        Column("text", _("Nội dung"), lambda row: shown_text(row, basis), tooltip=_content_tooltip, width=15),
        Column(
            "lead", _("Chủ trì"), lead_text, tooltip=_lead_tooltip, tone=_lead_tone, icon=_lead_icon, width=18
        ),
        Column("due", _("Hạn"), lambda row: row.due_before, text=due_text, tone=_due_tone, width=15),
        Column(
            "left",
            _("Còn / quá"),
            lambda row: _days(row, today()),
            text=lambda row: left_text(row, today()),
            tone=lambda row: _left_tone(row, today()),
            align="left",
            width=10,
        ),
        Column(
            "progress",
            _("Tiến độ"),
            lambda row: work_progress_label(row.progress) if row.assignment_uid else "",
            tone=_progress_tone,
            icon=lambda row: "warning" if OrderRemark.NO_PROOF in row.remarks else None,
            tooltip=lambda row: (
                order_remark_label(OrderRemark.NO_PROOF) if OrderRemark.NO_PROOF in row.remarks else ""
            ),
            width=9,
        ),
        Column("remarks", _("Lưu ý"), _remarks_text, tooltip=_lead_tooltip, width=24),
        Column("work", _("Việc cần làm"), lambda row: row.work, width=24),
        Column("remaining", _("Còn lại"), lambda row: row.remaining, width=14),
        Column("money", _("Kinh phí (đồng)"), lambda row: row.money_needed, width=15),
        Column("done", _("Ngày xong"), lambda row: row.done_on, width=11),
        Column("support", _("Phối hợp"), lambda row: row.support, width=24),
        Column("note", _("Ghi chú"), lambda row: row.note, width=20),
    ]


def workload_columns() -> list[Column[Workload]]:
    return [
        Column("role", _("Người, đơn vị"), lambda row: with_holder(row.role.name, row.holder), stretch=True),
        Column("standing", _("Thường trực"), lambda row: row.standing, width=6),
        Column("open", _("Đang giao"), lambda row: row.open, width=6),
        Column(
            "overdue",
            _("Quá hạn"),
            lambda row: row.overdue,
            tone=lambda row: "late" if row.overdue else None,
            width=6,
        ),
        Column(
            "money",
            _("Triệu đồng"),
            lambda row: row.money,
            text=lambda row: format_millions(row.money) if row.money else "",
            width=9,
            heading_tooltip=_("Kinh phí cần của việc đang giao, triệu đồng"),
        ),
    ]


def shown_text(row: AssignmentRow, basis: str) -> str:
    """Of an indicator of another set than the plan's, the set is named before it."""
    number, text = row.indicator.number, row.indicator.text
    if row.further is None:
        return indicator_text(number, text, basis)
    name = row.further.field or set_level_label(row.further.level)
    return f"{name}: {indicator_text(number, text, row.further.basis_number)}"


def lead_text(row: AssignmentRow) -> str:
    if row.assignment_uid is not None:
        return with_holder(row.lead, row.holder)
    if not row.lead:
        return _("Chưa giao")
    return _("Chưa giao ({owner})").format(owner=", ".join(filter(None, (row.lead, row.holder))))


def due_text(row: AssignmentRow) -> str:
    if row.due_before is not None:
        return _("trước {day}").format(day=format_date(row.due_before))
    return _("chưa có hạn") if row.assignment_uid else ""


def left_text(row: AssignmentRow, today: date) -> str:
    days = _days(row, today)
    if days is None:
        return ""
    if days == 0:
        return _("hôm nay")
    return _("còn {n} ngày").format(n=days) if days > 0 else _("quá {n} ngày").format(n=-days)


def weekend_words(row: AssignmentRow) -> str:
    """A last day on which nobody is at the office is told."""
    last = last_day_before(row.due_before) if row.due_before is not None else None
    if last is None or not is_weekend(last):
        return ""
    name = _("Chủ nhật") if is_sunday(last) else _("thứ Bảy")
    return _("Ngày đó là {weekday}, nên nhắc xong trước cuối tuần.").format(weekday=name)


def several_leads_sentence(row: AssignmentRow) -> str:
    """ "" where one alone is responsible."""
    if not row.other_leads:
        return ""
    return _("Bộ tiêu chí còn giao: {others}. Hãy thống nhất một người chủ trì.").format(
        others="; ".join(row.other_leads)
    )


def orders_table() -> TablePanel[AssignmentRow]:
    empty = Empty(
        _(
            "Không có chỉ tiêu nào ghi chưa đạt. Đánh giá ở trang Tự đánh giá, hoặc bật “Tất cả” để giao việc."
        ),
        icon="assignment",
    )
    table = TablePanel[AssignmentRow]([], key=row_key, name=_("Bảng phân công"), empty=empty)
    table.setObjectName("assignmentTable")
    return table


def workload_table() -> TablePanel[Workload]:
    table = TablePanel[Workload](
        workload_columns(),
        key=lambda row: row.role.uid,
        name=_("Khối lượng theo người"),
        empty=Empty(_("Bộ tiêu chí chưa ghi ai chủ trì."), icon="people"),
        filterable=False,
    )
    table.setObjectName("workloadTable")
    table.add_tool(Heading(_("Khối lượng"), 3))
    table.add_tool(MutedLabel(_("bấm một dòng để lọc"), wrap=False))
    return table


def row_key(row: AssignmentRow) -> tuple[str, str]:
    return row.target.hamlet_uid, row.target.indicator_uid


def paper_title(year: int, commune: str, officer: str) -> str:
    """`officer` "" for the annex of the plan, else for the sheet of one officer. Papers are always Vietnamese."""
    if officer:
        return f"PHIẾU GIAO VIỆC NĂM {year} – {officer} – {commune}"
    return f"PHỤ LỤC: PHÂN CÔNG THỰC HIỆN CÁC CHỈ TIÊU CHƯA ĐẠT NĂM {year} – {commune}"


def paper_grid(rows: Sequence[AssignmentRow], basis: str) -> Grid:
    """The annex: rows that are unmet or ordered, numbered, with an open place where nobody was told."""
    lines = [row for row in rows if row.assignment_uid or row.remarks]
    with as_printed():
        cells = tuple(_paper_line(number, row, basis) for number, row in enumerate(lines, start=1))
    return Grid(_PAPER_HEADINGS, cells, shares=_PAPER_SHARES)


def _paper_line(number: int, row: AssignmentRow, basis: str) -> tuple[str, ...]:
    named_by = row.further.basis_number if row.further else basis
    return (
        str(number),
        row.place_name,
        row.indicator.number,
        row.work or indicator_text(row.indicator.number, row.indicator.text, named_by),
        with_holder(row.lead, row.holder) if row.assignment_uid else "(chưa giao)",
        row.support if row.assignment_uid else "",
        f"Trước ngày {format_date(row.due_before)}" if row.due_before else "",
        _paper_progress(row),
    )


def _paper_progress(row: AssignmentRow) -> str:
    words = {
        WorkProgress.NOT_STARTED: "Chưa làm",
        WorkProgress.DOING: "Đang làm",
        WorkProgress.DONE: "Xong",
    }
    return words[row.progress] if row.assignment_uid else ""


def _days(row: AssignmentRow, today: date) -> int | None:
    """Left to the last day in time, negative after it; None without a date or when the work is done."""
    if row.due_before is None or not row.open or row.assignment_uid is None:
        return None
    return days_left(row.due_before, today)


def _left_tone(row: AssignmentRow, today: date) -> ToneName | None:
    days = _days(row, today)
    if days is None or days > _SOON:
        return None
    return "late" if days < 0 else "due"


def _lead_tone(row: AssignmentRow) -> ToneName | None:
    return "due" if row.assignment_uid is None and row.remarks else None


def _lead_icon(row: AssignmentRow) -> str | None:
    return "warning" if row.other_leads and row.remarks else None


def _lead_tooltip(row: AssignmentRow) -> str:
    parts = [lead_text(row), several_leads_sentence(row) if row.remarks else ""]
    return "\n".join(part for part in parts if part)


def _due_tone(row: AssignmentRow) -> ToneName | None:
    return "due" if row.assignment_uid and row.due_before is None else None


def _progress_tone(row: AssignmentRow) -> ToneName | None:
    if row.assignment_uid is None:
        return None
    tones: dict[WorkProgress, ToneName] = {WorkProgress.DOING: "doing", WorkProgress.DONE: "met"}
    return tones.get(row.progress)


def _content_tooltip(row: AssignmentRow) -> str:
    name = _("Tiêu chí {number}. {name}").format(
        number=row.indicator.criterion_number, name=row.indicator.criterion_name
    )
    return "\n".join(part for part in (name, row.indicator.text, row.work) if part)


def _remarks_text(row: AssignmentRow) -> str:
    return ", ".join(order_remark_label(remark) for remark in row.remarks)
