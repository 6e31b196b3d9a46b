"""What needs a person today: the lines, their order, their days."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.domain.deadlines import Month
from app.domain.verdict import Opinion, Verdict
from app.models.plan import WorkProgress
from app.services import appraisals, assessments, assignments, monthly_reports, plans
from app.services.today import TaskKind, TodayTask, today_list
from app.services.workspace import Workspace, create_book


def fixed_now() -> datetime:
    return datetime(2024, 4, 20, 3, 0, tzinfo=UTC)


def tasks_on(book: Workspace, day: date) -> list[TodayTask]:
    found = book.read(today_list, year=2024, today=day)
    assert found is not None
    return list(found.tasks)


def of_kind(tasks: list[TodayTask], kind: TaskKind) -> list[TodayTask]:
    return [task for task in tasks if task.kind is kind]


def hamlet_uid(book: Workspace, name: str) -> str:
    plan = book.read(plans.plan_of_year, year=2024)
    rows = book.read(plans.planned_hamlets, plan_uid=plan.uid)
    return next(row.hamlet_uid for row in rows if row.name == name)


def test_months_without_a_report_are_one_line_a_hamlet(book: Workspace) -> None:
    missing = of_kind(tasks_on(book, date(2024, 4, 20)), TaskKind.REPORT_MISSING)
    assert [(task.hamlet, task.count, task.month) for task in missing] == [
        ("Bản Pút", 4, 1),
        ("Bản Tủm", 4, 1),
    ]
    assert missing[0].subject == "01/2024, 02/2024, 03/2024, 04/2024"
    # 14 January was the last day in time.
    assert missing[0].due_on == date(2024, 1, 14)
    assert missing[0].days == (date(2024, 4, 20) - date(2024, 1, 14)).days


def test_an_exempt_and_a_received_month_are_not_owed(book: Workspace) -> None:
    uid = hamlet_uid(book, "Bản Pút")
    today = date(2024, 4, 20)
    values = monthly_reports.ReportValues(received_on=date(2024, 1, 10))
    book.write(
        monthly_reports.record_report, hamlet_uid=uid, month=Month(2024, 1), values=values, today=today
    )
    book.write(
        monthly_reports.exempt, hamlet_uid=uid, month=Month(2024, 2), reason="Bản mới sáp nhập", today=today
    )
    put = next(task for task in tasks_on(book, today) if task.hamlet == "Bản Pút")
    assert (put.kind, put.subject) == (TaskKind.REPORT_MISSING, "03/2024, 04/2024")


@pytest.mark.parametrize(
    ("day", "left"), [(date(2024, 5, 6), None), (date(2024, 5, 7), 7), (date(2024, 5, 14), 0)]
)
def test_a_report_is_announced_seven_days_before_its_last_day(
    book: Workspace, day: date, left: int | None
) -> None:
    due = of_kind(tasks_on(book, day), TaskKind.REPORT_DUE)
    assert [task.days for task in due] == ([] if left is None else [left, left])


@pytest.mark.parametrize(
    ("day", "kind", "days"),
    [
        (date(2024, 7, 7), TaskKind.WORK_DUE, 7),
        (date(2024, 7, 14), TaskKind.WORK_DUE, 0),
        (date(2024, 7, 15), TaskKind.WORK_OVERDUE, 1),  # "trước ngày 15/7": the day itself is too late
    ],
)
def test_work_comes_due_and_becomes_overdue(book: Workspace, day: date, kind: TaskKind, days: int) -> None:
    works = [task for task in tasks_on(book, day) if task.kind in (TaskKind.WORK_DUE, TaskKind.WORK_OVERDUE)]
    assert {(task.kind, task.days, task.due_on) for task in works} == {(kind, days, date(2024, 7, 14))}
    assert ("Bản Pút", "1.2", "Công chức Địa chính xã", "Bản chưa có cổng chào đầu bản") in {
        (task.hamlet, task.subject, task.who, task.work) for task in works
    }


def test_done_work_is_no_longer_asked_for(book: Workspace) -> None:
    day = date(2024, 7, 20)
    rows = book.read(assignments.assignment_rows, year=2024, today=day)
    plan = book.read(plans.plan_of_year, year=2024)
    done = {"progress": WorkProgress.DONE}
    book.write(assignments.change, plan_uid=plan.uid, rows=rows, values=done)
    assert of_kind(tasks_on(book, day), TaskKind.WORK_OVERDUE) == []


def test_unmet_indicators_without_an_order_are_one_line_a_hamlet(book: Workspace) -> None:
    day = date(2024, 4, 20)
    rows = book.read(assignments.assignment_rows, year=2024, today=day)
    uids = [row.assignment_uid for row in rows if row.hamlet == "Bản Pút" and row.assignment_uid]
    book.write(assignments.withdraw, assignment_uids=uids)
    found = of_kind(tasks_on(book, day), TaskKind.WORK_UNASSIGNED)
    assert [(task.hamlet, task.count, task.subject) for task in found] == [("Bản Pút", 3, "1.2, 4.3, 13.2")]


def test_only_the_latest_round_counts_as_unfinished_or_waiting(book: Workspace) -> None:
    day = date(2024, 4, 20)
    assert [task.count for task in of_kind(tasks_on(book, day), TaskKind.APPRAISAL_WAITING)] == [44, 44]
    uid = hamlet_uid(book, "Bản Pút")
    plan = book.read(plans.plan_of_year, year=2024)
    round_uid = book.write(
        assessments.start_round, hamlet_uid=uid, set_uid=plan.set_uid, held_on=date(2024, 4, 1)
    )
    rows = book.read(assessments.sheet, round_uid=round_uid).rows
    book.write(assessments.record, assessment_uid=rows[0].uid, values={"claimed": None})
    agreed = {"opinion": Opinion.AGREE, "note": "", "today": day}
    book.write(appraisals.appraise, assessment_uids=[rows[1].uid], **agreed)
    book.write(assessments.record, assessment_uid=rows[2].uid, values={"concluded": Verdict.MET})
    tasks = [task for task in tasks_on(book, day) if task.hamlet == "Bản Pút"]
    assert [task.count for task in of_kind(tasks, TaskKind.UNFINISHED)] == [1]
    assert [task.count for task in of_kind(tasks, TaskKind.APPRAISAL_WAITING)] == [41]


def test_a_hamlet_without_a_round_is_unfinished(book: Workspace) -> None:
    assert book.write(plans.plan_hamlets_by_name, year=2024, names=["bản Hiêm", "", "Bản Pút"]) == 1
    found = of_kind(tasks_on(book, date(2024, 4, 20)), TaskKind.UNFINISHED)
    assert [(task.hamlet, task.count) for task in found] == [("Bản Hiêm", 0)]


def test_the_longest_overdue_stands_on_top_whatever_its_kind(book: Workspace) -> None:
    tasks = tasks_on(book, date(2024, 7, 20))
    overdue = [task for task in tasks if task.kind in (TaskKind.REPORT_MISSING, TaskKind.WORK_OVERDUE)]
    assert tasks[: len(overdue)] == overdue
    assert [task.days for task in overdue] == sorted((task.days for task in overdue), reverse=True)
    assert overdue[0].kind is TaskKind.REPORT_MISSING


def test_the_list_says_what_stands_above_it(book: Workspace) -> None:
    found = book.read(today_list, year=2024, today=date(2025, 1, 5))
    assert found is not None
    assert (found.commune, found.hamlets, found.past) == ("xã Chiềng Khoi", 2, True)
    assert book.read(today_list, year=2023, today=date(2024, 4, 20)) is None


def test_an_empty_book_has_no_list(tmp_path: Path) -> None:
    workspace = create_book(tmp_path / "so", now=fixed_now)
    try:
        assert workspace.read(today_list, year=2024, today=date(2024, 4, 20)) is None
    finally:
        workspace.close()
