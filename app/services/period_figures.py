"""The figures of a period, the same way for a month, a quarter, a half-year and a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.dates import format_date
from app.domain.deadlines import count_classes, last_day_before, report_figures
from app.domain.periods import Period
from app.models.plan import Assignment
from app.reports.period_report import HamletFigures, OpenWork, PeriodFigures
from app.services import assignments, boards, monthly_reports, plans
from app.services.boards import BoardRow
from app.services.monthly_reports import HamletMonths, MonthGrid


def period_figures(session: Session, *, period: Period, today: date) -> PeriodFigures:
    """Counted up to the last day of the period, or to today within it. Raises NotFoundError without a plan."""
    plan = plans.plan_of_year(session, year=period.year)
    as_of = min(period.last_day, today)
    # A report that comes after the period is still one of the period, only late: it is judged by today.
    grid = monthly_reports.month_grid(session, year=period.year, today=today)
    now = {row.hamlet_uid: row for row in boards.board(session, year=period.year, today=as_of).rows}
    day_before = period.first_day - timedelta(days=1)
    before = {row.hamlet_uid: row for row in boards.board(session, year=period.year, today=day_before).rows}
    return PeriodFigures(
        period=str(period),
        as_of=as_of.isoformat(),
        hamlets=tuple(
            _hamlet(row, period, now.get(row.hamlet_uid), before.get(row.hamlet_uid)) for row in grid.rows
        ),
        difficulties=tuple(_said(grid, period, "difficulties")),
        proposals=tuple(_said(grid, period, "proposals")),
        works_done=_done(session, plan.uid, period),
        works_open=tuple(_open(session, period.year, as_of)),
    )


def _hamlet(
    row: HamletMonths, period: Period, now: BoardRow | None, before: BoardRow | None
) -> HamletFigures:
    wanted = {month.number for month in period.months}
    standings = [cell.standing for cell in row.cells if cell.month.number in wanted and cell.standing]
    reports = report_figures(count_classes(standings))
    assessed = now is not None and now.round_uid is not None
    known = before if before is not None and before.round_uid is not None else None
    lacking = set(now.unmet) if now is not None else set()
    return HamletFigures(
        uid=row.hamlet_uid,
        hamlet=row.hamlet,
        expected=reports.expected,
        received=reports.received,
        on_time=reports.on_time,
        assessed=assessed,
        criteria_met=now.totals.criteria_met if now else 0,
        criteria_total=now.totals.criteria_total if now else 0,
        indicators_met=now.totals.indicators_met if now else 0,
        indicators_total=now.totals.indicators_total if now else 0,
        indicators_before=known.totals.indicators_met if known else None,
        unmet=tuple((one.number, one.remaining) for one in now.unmet_indicators) if now else (),
        gained=tuple(number for number in known.unmet if number not in lacking) if known else (),
    )


def _said(grid: MonthGrid, period: Period, field: str) -> Iterator[tuple[str, str, str]]:
    wanted = {month.number for month in period.months}
    for row in grid.rows:
        for cell in row.cells:
            text = getattr(cell.report.values, field) if cell.report else ""
            if text and cell.month.number in wanted:
                yield row.hamlet, str(cell.month), text


def _done(session: Session, plan_uid: str, period: Period) -> int:
    statement = select(func.count()).where(
        Assignment.plan_uid == plan_uid, Assignment.done_on.between(period.first_day, period.last_day)
    )
    return session.scalar(statement) or 0


def _open(session: Session, year: int, as_of: date) -> Iterator[OpenWork]:
    rows = [
        row
        for row in assignments.overview(session, year=year, today=as_of).rows
        if row.assignment_uid and row.open
    ]
    for row in sorted(rows, key=lambda row: row.due_before or date.max):
        due = format_date(last_day_before(row.due_before)) if row.due_before else ""
        yield OpenWork(row.place_name, row.indicator.number, row.work, row.lead, due)
