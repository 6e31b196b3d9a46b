"""What needs a person today, worst first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from app.domain.deadlines import ReportClass, days_left
from app.services import assessments, assignments, monthly_reports, plans

SOON = 7  # days before a deadline in which it is shown


class TaskKind(StrEnum):
    REPORT_MISSING = "report_missing"
    REPORT_DUE = "report_due"
    WORK_OVERDUE = "work_overdue"
    WORK_DUE = "work_due"
    WORK_UNASSIGNED = "work_unassigned"
    UNFINISHED = "unfinished"
    APPRAISAL_WAITING = "appraisal_waiting"


@dataclass(frozen=True, slots=True)
class TodayTask:
    """`days`: over the deadline (overdue kinds) or left to it; `count`: how many this line stands for."""

    kind: TaskKind
    hamlet_uid: str
    hamlet: str
    subject: str  # month "03/2024" or indicator number
    who: str
    days: int
    count: int = 1
    indicator_uid: str = ""
    month: int = 0


_ORDER = {
    kind: place
    for place, kind in enumerate(
        (
            TaskKind.WORK_OVERDUE,
            TaskKind.REPORT_MISSING,
            TaskKind.REPORT_DUE,
            TaskKind.WORK_DUE,
            TaskKind.WORK_UNASSIGNED,
            TaskKind.UNFINISHED,
            TaskKind.APPRAISAL_WAITING,
        )
    )
}


def today_tasks(session: Session, *, year: int, today: date) -> list[TodayTask]:
    """Overdue first, longest overdue on top; then what is due within SOON days, soonest first."""
    tasks = [
        *_reports(session, year, today),
        *_works(session, year, today),
        *_sheets(session, year),
    ]
    overdue = {TaskKind.WORK_OVERDUE, TaskKind.REPORT_MISSING}
    return sorted(
        tasks, key=lambda task: (_ORDER[task.kind], -task.days if task.kind in overdue else task.days)
    )


def _reports(session: Session, year: int, today: date) -> list[TodayTask]:
    tasks = []
    for row in monthly_reports.month_grid(session, year=year, today=today).rows:
        missing = [c for c in row.cells if c.standing and c.standing.report_class is ReportClass.MISSING]
        if missing:
            oldest = missing[0]
            assert oldest.standing is not None
            tasks.append(
                TodayTask(
                    TaskKind.REPORT_MISSING,
                    row.hamlet_uid,
                    row.hamlet,
                    str(oldest.month),
                    "",
                    oldest.standing.days_late,
                    len(missing),
                    month=oldest.month.number,
                )
            )
        for cell in row.cells:
            standing = cell.standing
            if standing is None or standing.report_class is not ReportClass.NOT_YET_DUE:
                continue
            left = (standing.due_on - today).days
            if left <= SOON:
                tasks.append(
                    TodayTask(
                        TaskKind.REPORT_DUE,
                        row.hamlet_uid,
                        row.hamlet,
                        str(cell.month),
                        "",
                        left,
                        month=cell.month.number,
                    )
                )
    return tasks


def _works(session: Session, year: int, today: date) -> list[TodayTask]:
    tasks = []
    for row in assignments.assignment_rows(session, year=year, today=today):
        kind = _work_kind(row, today)
        if kind is None:
            continue
        left = days_left(row.due_before, today) if row.due_before else 0
        tasks.append(
            TodayTask(
                kind,
                row.target.hamlet_uid,
                row.hamlet,
                row.indicator.number,
                row.lead,
                row.days_over if kind is TaskKind.WORK_OVERDUE else left,
                indicator_uid=row.target.indicator_uid,
            )
        )
    return tasks


def _work_kind(row: assignments.AssignmentRow, today: date) -> TaskKind | None:
    if row.assignment_uid is None:
        return TaskKind.WORK_UNASSIGNED
    if not row.open or row.due_before is None:
        return None
    if row.days_over > 0:
        return TaskKind.WORK_OVERDUE
    return TaskKind.WORK_DUE if days_left(row.due_before, today) <= SOON else None


def _sheets(session: Session, year: int) -> list[TodayTask]:
    """Rounds that are not finished: indicators nobody assessed, claims no officer has looked at."""
    plan = plans.plan_of_year(session, year=year)
    tasks = []
    for hamlet in plans.planned_hamlets(session, plan_uid=plan.uid):
        latest = assessments.latest_round(session, hamlet_uid=hamlet.hamlet_uid, set_uid=plan.set_uid)
        rows = assessments.sheet(session, round_uid=latest.uid).rows if latest else ()
        blank = sum(row.claimed is None for row in rows)
        waiting = sum(
            row.claimed is not None and row.opinion is None and row.concluded is None for row in rows
        )
        if blank or latest is None:
            tasks.append(TodayTask(TaskKind.UNFINISHED, hamlet.hamlet_uid, hamlet.name, "", "", 0, blank))
        if waiting:
            tasks.append(
                TodayTask(TaskKind.APPRAISAL_WAITING, hamlet.hamlet_uid, hamlet.name, "", "", 0, waiting)
            )
    return tasks
