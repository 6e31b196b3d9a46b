"""Tasks of Biểu 03 and activities of Biểu 04 that are not done: in Hôm nay, and on the phone's calendar."""

from __future__ import annotations

from datetime import date

from app.domain.activities import ActivityKind
from app.services import activities, advisory_tasks
from app.services.reminders import calendar_entries
from app.services.today import TaskKind, TodayTask, today_list
from app.services.workspace import Workspace

TODAY = date(2024, 4, 20)


def add_task(book: Workspace, task: str, timing: str, **values: object) -> str:
    values = {"task": task, "timing": timing, **values}
    return book.write(advisory_tasks.add_task, year=2024, values=values)


def add_activity(book: Workspace, timing: str) -> str:
    values = {"kind": ActivityKind.CHECK, "wording": "các bản", "timing": timing}
    return book.write(activities.add_activity, year=2024, values=values)


def lines(book: Workspace, today: date = TODAY) -> list[TodayTask]:
    found = book.read(today_list, year=2024, today=today)
    assert found is not None
    return [task for task in found.tasks if task.kind in (TaskKind.TABLE_LATE, TaskKind.TABLE_DUE)]


def test_what_is_late_or_due_within_a_week_is_a_line(book: Workspace) -> None:
    late = add_task(book, "Đề án OCOP\nnăm 2024", "Quý I/2024", lead="Công chức Địa chính")
    soon = add_activity(book, "trước ngày 28/04/2024")
    add_task(book, "Đề án chiếu sáng", "28/04/2024")  # the eighth day
    add_task(book, "Đã ban hành", "Quý I/2024", done_on=date(2024, 3, 1))
    add_task(book, "Không hạn", "")
    assert [(one.kind, one.subject, one.row_uid, one.days, one.who, one.work) for one in lines(book)] == [
        (TaskKind.TABLE_LATE, "03", late, 20, "Công chức Địa chính", "Đề án OCOP năm 2024"),
        (TaskKind.TABLE_DUE, "04", soon, 7, "", "Kiểm tra, giám sát – Các bản"),
    ]


def test_the_last_day_itself_is_in_time(book: Workspace) -> None:
    add_task(book, "Đề án OCOP", "20/04/2024")
    assert [(one.kind, one.days) for one in lines(book)] == [(TaskKind.TABLE_DUE, 0)]
    assert [(one.kind, one.days) for one in lines(book, date(2024, 4, 21))] == [(TaskKind.TABLE_LATE, 1)]


def test_what_is_still_to_come_is_on_the_calendar(book: Workspace) -> None:
    task = add_task(book, "Đề án OCOP", "Quý II/2024", lead="Công chức Địa chính")
    add_task(book, "Đã quá hạn", "Quý I/2024")
    entries = [one for one in book.read(calendar_entries, year=2024, today=TODAY) if "bieu" in one.uid]
    assert [(one.uid, one.day, one.title, one.text) for one in entries] == [
        (
            f"bieu-03-{task}@bansang",
            date(2024, 6, 30),
            "Đề án OCOP",
            "Theo Biểu 03; Chủ trì: Công chức Địa chính",
        )
    ]
