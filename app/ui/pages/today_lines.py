"""The lines of Hôm nay: how a task reads, and where its link leads."""

from __future__ import annotations

from datetime import date

from app.domain.dates import format_date
from app.domain.milestones import MilestoneKind
from app.domain.periods import parse_period
from app.i18n import _
from app.labels import milestone_label
from app.report_words import period_label
from app.services.today import COMING, OVERDUE, TaskKind, TodayTask
from app.ui.theme import ToneName
from app.ui.widgets import Link

_ICONS = {
    TaskKind.REPORT_MISSING: "report",
    TaskKind.REPORT_DUE: "report",
    TaskKind.PERIOD_LATE: "report",
    TaskKind.PERIOD_DUE: "report",
    TaskKind.WORK_OVERDUE: "assignment",
    TaskKind.WORK_DUE: "assignment",
    TaskKind.MILESTONE_LATE: "calendar",
    TaskKind.MILESTONE_DUE: "calendar",
    TaskKind.TABLE_LATE: "list",
    TaskKind.TABLE_DUE: "list",
    TaskKind.WORK_UNASSIGNED: "person",
    TaskKind.UNFINISHED: "assessment",
    TaskKind.APPRAISAL_WAITING: "document-check",
    TaskKind.CHECKS_FAILING: "warning",
    TaskKind.DOSSIER_RETURNED: "dossier",
}
_PERIODS = frozenset({TaskKind.PERIOD_LATE, TaskKind.PERIOD_DUE})
_TABLES = frozenset({TaskKind.TABLE_LATE, TaskKind.TABLE_DUE})
MILESTONES = frozenset({TaskKind.MILESTONE_LATE, TaskKind.MILESTONE_DUE})
_LONGEST_LIST = 8  # indicators named in a line
_MOST_HAMLETS = 3  # named in a line


def weekday_name(day: date) -> str:
    return (
        _("Thứ Hai"),
        _("Thứ Ba"),
        _("Thứ Tư"),
        _("Thứ Năm"),
        _("Thứ Sáu"),
        _("Thứ Bảy"),
        _("Chủ Nhật"),
    )[day.weekday()]


def task_link(task: TodayTask) -> Link:
    return Link(_text(task), _detail(task), _ICONS[task.kind], _tone(task.kind), task)


def task_target(task: TodayTask) -> tuple[str, dict[str, object]]:
    """The page that mends it and the place in that page."""
    return _target_of_all(task) or _target_of_place(task)


def _target_of_all(task: TodayTask) -> tuple[str, dict[str, object]] | None:
    if task.kind is TaskKind.CHECKS_FAILING:
        return "checks", {}
    if task.kind in _PERIODS:
        return "reports", {"period": task.subject}
    if task.kind in _TABLES:
        return "funds", {"panel": f"table{task.subject}", "row": task.row_uid}
    return None


def _target_of_place(task: TodayTask) -> tuple[str, dict[str, object]]:
    place: dict[str, object] = {"hamlet_uid": task.hamlet_uid}
    if task.kind in (TaskKind.REPORT_MISSING, TaskKind.REPORT_DUE):
        return "reports", place | {"month": task.month}
    if task.kind in MILESTONES:
        return "assignments", place | {"panel": "year", "milestone": task.subject}
    if task.kind is TaskKind.APPRAISAL_WAITING:
        return "appraisal", place | {"panel": "work", "waiting": True}
    if task.kind is TaskKind.DOSSIER_RETURNED:
        return "dossier", place | {"panel": "versions"}
    if task.kind is TaskKind.UNFINISHED:
        return "assessment", place | ({"set_uid": task.set_uid} if task.set_uid else {})
    return "assignments", place | {"indicator_uid": task.indicator_uid}


def _text(task: TodayTask) -> str:
    sentences = {
        TaskKind.REPORT_MISSING: _("{hamlet}: chưa nộp {n} báo cáo (tháng {subject})"),
        TaskKind.REPORT_DUE: _("{hamlet}: nộp báo cáo tháng {subject}"),
        TaskKind.PERIOD_LATE: _("Xã gửi báo cáo {subject}"),
        TaskKind.PERIOD_DUE: _("Xã gửi báo cáo {subject}"),
        TaskKind.WORK_OVERDUE: _("{hamlet}, chỉ tiêu {subject}: {work}"),
        TaskKind.WORK_DUE: _("{hamlet}, chỉ tiêu {subject}: {work}"),
        TaskKind.MILESTONE_LATE: _("{hamlet}: mốc “{subject}”"),
        TaskKind.MILESTONE_DUE: _("{hamlet}: mốc “{subject}”"),
        TaskKind.TABLE_LATE: _("Biểu {subject}: {work}"),
        TaskKind.TABLE_DUE: _("Biểu {subject}: {work}"),
        TaskKind.WORK_UNASSIGNED: _("{hamlet}: {n} chỉ tiêu chưa đạt chưa giao ai ({subject})"),
        TaskKind.UNFINISHED: _("{hamlet}: còn {n} chỉ tiêu chưa đánh giá"),
        TaskKind.APPRAISAL_WAITING: _("{hamlet}: {n} chỉ tiêu chờ công chức thẩm định"),
        TaskKind.CHECKS_FAILING: _("Kiểm tra sổ: {n} lỗi, {warnings} cảnh báo"),
        TaskKind.DOSSIER_RETURNED: _("{hamlet}: hồ sơ bị trả lại, còn {n} ý kiến chưa xử lý"),
    }
    sentence = sentences[task.kind]
    if task.kind is TaskKind.UNFINISHED and not task.count:
        sentence = _("{hamlet}: chưa có đợt rà soát nào")
    return sentence.format(
        hamlet=_hamlets(task),
        n=task.count,
        warnings=task.warnings,
        subject=_subject(task),
        work=task.work or _("chưa xong"),
    )


def _hamlets(task: TodayTask) -> str:
    return (
        task.hamlet
        if task.count <= _MOST_HAMLETS or task.kind not in MILESTONES
        else _("{n} bản").format(n=task.count)
    )


def _subject(task: TodayTask) -> str:
    if task.kind in _PERIODS:
        return period_label(parse_period(task.subject))
    if task.kind in MILESTONES:
        return milestone_label(MilestoneKind(task.subject))
    return _months(task.subject) if "/" in task.subject else _numbers(task.subject)


def _numbers(subject: str) -> str:
    numbers = subject.split(", ")
    shown = numbers[:_LONGEST_LIST]
    return ", ".join([*shown, "…"] if len(numbers) > len(shown) else shown)


def _months(subject: str) -> str:
    """Without the year, which the window shows, and runs as runs: "1–3, 5"."""
    runs: list[list[int]] = []
    for month in (int(part.partition("/")[0]) for part in subject.split(", ")):
        if runs and runs[-1][-1] == month - 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _detail(task: TodayTask) -> str:
    if task.kind in OVERDUE:
        days = _("quá hạn {n} ngày").format(n=task.days)
    elif task.kind in COMING:
        days = _time_left(task)
    elif task.kind is TaskKind.DOSSIER_RETURNED:
        days = _("trả lại {n} ngày trước").format(n=task.days)
    else:
        return ""
    return f"{task.who} · {days}" if task.who else days


def _time_left(task: TodayTask) -> str:
    if task.days == 0:
        return _("hạn cuối là hôm nay")
    return _("còn {n} ngày (đến {day})").format(n=task.days, day=format_date(task.due_on))


def _tone(kind: TaskKind) -> ToneName | None:
    if kind in OVERDUE:
        return "late"
    return "due" if kind in COMING or kind is TaskKind.DOSSIER_RETURNED else None
