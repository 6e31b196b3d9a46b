"""What needs a person today, worst first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.checks import Severity
from app.domain.deadlines import ReportClass, days_left, last_day_before
from app.domain.milestones import MilestoneState
from app.models.assessment import Assessment, ReviewRound
from app.services import (
    assignments,
    checks,
    dossier_events,
    milestones,
    monthly_reports,
    places,
    plan_sets,
    plans,
    reminders,
    table_deadlines,
)
from app.services.assignments import AssignmentRow
from app.services.milestones import HamletYear, MilestoneRow, RuleSource, YearPlan
from app.services.monthly_reports import HamletMonths
from app.services.plans import PlannedHamletRow, PlanRow

SOON = 7  # days before a deadline in which it is shown


class TaskKind(StrEnum):
    REPORT_MISSING = "report_missing"
    REPORT_DUE = "report_due"
    WORK_OVERDUE = "work_overdue"
    WORK_DUE = "work_due"
    MILESTONE_LATE = "milestone_late"
    MILESTONE_DUE = "milestone_due"
    WORK_UNASSIGNED = "work_unassigned"
    UNFINISHED = "unfinished"
    APPRAISAL_WAITING = "appraisal_waiting"
    CHECKS_FAILING = "checks_failing"
    DOSSIER_RETURNED = "dossier_returned"
    PERIOD_LATE = "period_late"
    PERIOD_DUE = "period_due"
    TABLE_LATE = "table_late"
    TABLE_DUE = "table_due"


# A kind is named after how it stands to its deadline.
OVERDUE = frozenset(kind for kind in TaskKind if kind.endswith(("_late", "_overdue", "_missing")))
COMING = frozenset(kind for kind in TaskKind if kind.endswith("_due"))


@dataclass(frozen=True, slots=True)
class TodayTask:
    """`days`: over the deadline (overdue kinds) or left to it; `count`: how many this line stands for.

    Of a returned dossier `days` are those since it came back, `count` its remarks nobody has answered.
    Of failing checks `count` is that of the errors, `warnings` that of the warnings, in the whole book.
    `due_on` is the last day in time. `work` says what is to be done in the words of the order. `set_uid` names a
    further set; `hamlet` then names it too. Of a row of Biểu 03 or 04 `subject` is the table, `row_uid` the row.
    """

    kind: TaskKind
    hamlet_uid: str
    hamlet: str
    subject: str  # months "01/2024, 02/2024", indicator numbers "1.2, 13.2" or the kind of a milestone
    who: str = ""
    days: int = 0
    count: int = 1
    indicator_uid: str = ""
    month: int = 0
    due_on: date | None = None
    work: str = ""
    set_uid: str = ""
    warnings: int = 0
    row_uid: str = ""


@dataclass(frozen=True, slots=True)
class TodayList:
    """`commune` is "" in a book that was never named; `past`: the year of the plan is over."""

    commune: str
    year: int
    today: date
    tasks: tuple[TodayTask, ...]
    hamlets: int

    @property
    def past(self) -> bool:
        return self.today.year > self.year


_ORDER = {
    kind: place
    for place, kind in enumerate(
        (
            TaskKind.WORK_OVERDUE,
            TaskKind.REPORT_MISSING,
            TaskKind.MILESTONE_LATE,
            TaskKind.PERIOD_LATE,
            TaskKind.TABLE_LATE,
            TaskKind.REPORT_DUE,
            TaskKind.PERIOD_DUE,
            TaskKind.WORK_DUE,
            TaskKind.MILESTONE_DUE,
            TaskKind.TABLE_DUE,
            TaskKind.DOSSIER_RETURNED,
            TaskKind.WORK_UNASSIGNED,
            TaskKind.UNFINISHED,
            TaskKind.APPRAISAL_WAITING,
            TaskKind.CHECKS_FAILING,
        )
    )
}


def today_list(
    session: Session, *, year: int, today: date, evidence_folder: Path | None = None
) -> TodayList | None:
    """The tasks with what stands above them on screen and paper; None when the year has no plan.

    With the folder also files of proofs that are gone count among the failing checks.
    """
    plan = plans.find_plan(session, year=year)
    if plan is None:
        return None
    hamlets = plans.planned_hamlets(session, plan_uid=plan.uid)
    return TodayList(
        commune=places.commune_name(session),
        year=year,
        today=today,
        tasks=(
            *_tasks(session, plan, hamlets, today),
            *_failing(checks.check_book(session, year=year, today=today, evidence_folder=evidence_folder)),
        ),
        hamlets=len(hamlets),
    )


def _tasks(session: Session, plan: PlanRow, hamlets: list[PlannedHamletRow], today: date) -> list[TodayTask]:
    months = monthly_reports.hamlet_months(session, plan=plan, hamlets=hamlets, today=today)
    owed = assignments.owed_rows(session, plan=plan, hamlets=hamlets, today=today)
    year = milestones.plan_milestones(session, plan=plan, hamlets=hamlets, today=today)
    tasks = [
        *_reports(months, today),
        *_quarters(session, plan.year, today),
        *_works(owed, today),
        *_tables(session, plan.year, today),
        *_milestones(year),
        *_sheets(session, plan, hamlets, today),
        *_returned(session, plan, hamlets, today),
    ]
    return sorted(tasks, key=_urgency)


def _returned(
    session: Session, plan: PlanRow, hamlets: list[PlannedHamletRow], today: date
) -> list[TodayTask]:
    names = {row.hamlet_uid: row.name for row in hamlets}
    return [
        TodayTask(
            TaskKind.DOSSIER_RETURNED,
            row.hamlet_uid,
            names[row.hamlet_uid],
            "",
            days=(today - row.returned_on).days,
            count=row.unanswered,
        )
        for row in dossier_events.returned_dossiers(session, year=plan.year, hamlet_uids=names)
    ]


def _failing(report: checks.CheckReport) -> list[TodayTask]:
    """One line, the last, whatever fails: most of it is told above in other words."""
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    if not errors and not warnings:
        return []
    return [TodayTask(TaskKind.CHECKS_FAILING, "", "", "", count=errors, warnings=warnings)]


def _urgency(task: TodayTask) -> tuple[int, int, int]:
    """All that is overdue is one heap, so that the longest overdue stands on top whatever its kind."""
    if task.kind in OVERDUE:
        return 0, -task.days, _ORDER[task.kind]
    if task.kind in COMING:
        return 1, task.days, _ORDER[task.kind]
    return 2, _ORDER[task.kind], 0


def _reports(months: Iterable[HamletMonths], today: date) -> list[TodayTask]:
    tasks: list[TodayTask] = []
    for row in months:
        tasks.extend(_missing_reports(row))
        tasks.extend(_reports_due(row, today))
    return tasks


def _quarters(session: Session, year: int, today: date) -> list[TodayTask]:
    """The commune's own reports of a quarter; `subject` is the period."""
    tasks = []
    for period, last in reminders.quarters_waiting(session, year=year, today=today, soon=SOON):
        left = (last - today).days
        kind = TaskKind.PERIOD_LATE if left < 0 else TaskKind.PERIOD_DUE
        tasks.append(TodayTask(kind, "", "", str(period), days=abs(left), due_on=last))
    return tasks


def _tables(session: Session, year: int, today: date) -> list[TodayTask]:
    tasks = []
    for one in table_deadlines.table_deadlines(session, year=year):
        left = (one.last - today).days
        if left <= SOON:
            kind = TaskKind.TABLE_LATE if left < 0 else TaskKind.TABLE_DUE
            days, last, uid = abs(left), one.last, one.uid
            tasks.append(
                TodayTask(kind, "", "", one.table, one.who, days, due_on=last, work=one.work, row_uid=uid)
            )
    return tasks


def _missing_reports(row: HamletMonths) -> list[TodayTask]:
    """One line for a hamlet however many months it owes; the days are those of the oldest."""
    missing = [
        (cell.month, cell.standing)
        for cell in row.cells
        if cell.standing and cell.standing.report_class is ReportClass.MISSING
    ]
    if not missing:
        return []
    oldest, standing = missing[0]
    return [
        TodayTask(
            TaskKind.REPORT_MISSING,
            row.hamlet_uid,
            row.hamlet,
            ", ".join(str(month) for month, _standing in missing),
            days=standing.days_late,
            count=len(missing),
            month=oldest.number,
            due_on=standing.due_on,
        )
    ]


def _reports_due(row: HamletMonths, today: date) -> list[TodayTask]:
    tasks = []
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
                    days=left,
                    month=cell.month.number,
                    due_on=standing.due_on,
                )
            )
    return tasks


def _works(rows: Iterable[AssignmentRow], today: date) -> list[TodayTask]:
    tasks = []
    unassigned: dict[tuple[str, str], list[AssignmentRow]] = {}
    for row in rows:
        if row.assignment_uid is None:
            unassigned.setdefault((row.target.hamlet_uid, _further_uid(row)), []).append(row)
        elif row.open and row.due_before is not None:
            left = days_left(row.due_before, today)
            if left <= SOON:
                tasks.append(_work(row, row.due_before, left))
    return tasks + [_unassigned(rows) for rows in unassigned.values()]


def _milestones(year: YearPlan) -> list[TodayTask]:
    """One line for all hamlets with the same milestone and day; work that was ordered has lines of its own."""
    found: dict[tuple[MilestoneRow, date], list[HamletYear]] = {}
    alike: dict[tuple[str, date], MilestoneRow] = {}
    for hamlet in year.hamlets:
        for row in hamlet.milestones:
            told = row.standing.state in (MilestoneState.LATE, MilestoneState.DUE)
            if told and row.last_day is not None and row.source is not RuleSource.ORDERS:
                first = alike.setdefault((row.kind, row.last_day), row)
                found.setdefault((first, row.last_day), []).append(hamlet)
    return [
        TodayTask(
            TaskKind.MILESTONE_LATE if row.standing.state is MilestoneState.LATE else TaskKind.MILESTONE_DUE,
            hamlets[0].hamlet_uid,
            ", ".join(hamlet.name for hamlet in hamlets),
            row.kind,
            days=row.standing.days,
            count=len(hamlets),
            due_on=day,
        )
        for (row, day), hamlets in found.items()
    ]


def _further_uid(row: AssignmentRow) -> str:
    return row.further.uid if row.further else ""


def _work(row: AssignmentRow, due_before: date, left: int) -> TodayTask:
    return TodayTask(
        TaskKind.WORK_OVERDUE if left < 0 else TaskKind.WORK_DUE,
        row.target.hamlet_uid,
        row.place_name,
        row.indicator.number,
        row.lead,
        row.days_over if left < 0 else left,
        indicator_uid=row.target.indicator_uid,
        due_on=last_day_before(due_before),
        work=row.work,
    )


def _unassigned(rows: list[AssignmentRow]) -> TodayTask:
    """One line for a hamlet and set: in a first review dozens of indicators wait for an order at once."""
    return TodayTask(
        TaskKind.WORK_UNASSIGNED,
        rows[0].target.hamlet_uid,
        rows[0].place_name,
        ", ".join(row.indicator.number for row in rows),
        count=len(rows),
        indicator_uid=rows[0].target.indicator_uid,
    )


def _sheets(session: Session, plan: PlanRow, hamlets: list[PlannedHamletRow], today: date) -> list[TodayTask]:
    """Latest rounds that are not finished: indicators nobody assessed, claims no officer has looked at.

    `count` 0 of an unfinished round: the hamlet has no round at all.
    """
    tasks = []
    for row in plan_sets.sets_of_year(session, year=plan.year):
        own = row.uid == plan.set_uid
        planned = [hamlet for hamlet in hamlets if hamlet.set_uid == row.uid]
        judged = planned if own else plan_sets.places_under(session, plan=plan, set_uid=row.uid)
        counts = _open_counts(session, row.uid, today)
        for place in judged:
            name, set_uid = (place.name, "") if own else (assignments.named_under(place.name, row), row.uid)
            blank, waiting = counts.get(place.hamlet_uid, (0, 0))
            if blank or place.hamlet_uid not in counts:
                tasks.append(_sheet(TaskKind.UNFINISHED, place.hamlet_uid, name, blank, set_uid))
            if waiting:
                tasks.append(_sheet(TaskKind.APPRAISAL_WAITING, place.hamlet_uid, name, waiting, set_uid))
    return tasks


def _sheet(kind: TaskKind, place_uid: str, name: str, count: int, set_uid: str) -> TodayTask:
    return TodayTask(kind, place_uid, name, subject="", count=count, set_uid=set_uid)


def _open_counts(session: Session, set_uid: str, today: date) -> dict[str, tuple[int, int]]:
    """(not assessed, claimed but not appraised) in the latest round under a set, by uid of the place."""
    newest = (
        select(ReviewRound.hamlet_uid, func.max(ReviewRound.held_on).label("held_on"))
        .where(ReviewRound.set_uid == set_uid, ReviewRound.held_on <= today)
        .group_by(ReviewRound.hamlet_uid)
        .subquery()
    )
    blank = func.count().filter(Assessment.claimed.is_(None))
    waiting = func.count().filter(
        Assessment.claimed.is_not(None), Assessment.opinion.is_(None), Assessment.concluded.is_(None)
    )
    statement = (
        select(ReviewRound.hamlet_uid, blank, waiting)
        .join(
            newest,
            (newest.c.hamlet_uid == ReviewRound.hamlet_uid) & (newest.c.held_on == ReviewRound.held_on),
        )
        .join(Assessment, Assessment.round_uid == ReviewRound.uid)
        .where(ReviewRound.set_uid == set_uid)
        .group_by(ReviewRound.hamlet_uid)
    )
    return {uid: (unassessed, unseen) for uid, unassessed, unseen in session.execute(statement)}
