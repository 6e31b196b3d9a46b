"""Where every hamlet stands: what `bansang status` prints and the top of the board shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.deadlines import ReportClass, ReportFigures, count_classes, report_figures
from app.domain.verdict import Totals, Verdict
from app.models.plan import Assignment
from app.services import boards, monthly_reports, places, plan_sets, plans
from app.services.boards import Board
from app.services.monthly_reports import MonthGrid


@dataclass(frozen=True, slots=True)
class HamletStatus:
    """`round_date` None: never assessed. `unmet` are indicator numbers in the order of the set.

    `reports` is empty where the place owes none.
    """

    name: str
    set_code: str
    set_version: str
    round_date: date | None
    totals: Totals
    unmet: tuple[str, ...]
    unmet_criteria: tuple[str, ...]
    reports: dict[ReportClass, int]


def hamlet_statuses(
    session: Session, *, year: int, today: date, wanted_set: str | None = None
) -> list[HamletStatus]:
    """The places of the year under "CODE" or "CODE/VERSION", the plan's own set when none is named.

    Raises NotFoundError without a plan, or such a set in it.
    """
    set_uid = plan_sets.find_set(session, year=year, wanted=wanted_set).uid if wanted_set else None
    board = boards.board(session, year=year, today=today, set_uid=set_uid)
    grid = monthly_reports.month_grid(session, year=year, today=today, whole=False)
    reports = {row.hamlet_uid: row.counts for row in grid.rows}
    return [
        HamletStatus(
            name=row.hamlet,
            set_code=board.criteria_set.code,
            set_version=board.criteria_set.version,
            round_date=row.held_on,
            totals=row.totals,
            unmet=row.unmet,
            unmet_criteria=tuple(
                column.number
                for column, cell in zip(board.criteria, row.cells, strict=True)
                if cell.verdict is Verdict.UNMET
            ),
            reports=reports.get(row.hamlet_uid, {}),
        )
        for row in board.rows
    ]


@dataclass(frozen=True, slots=True)
class YearNumbers:
    """The numbers above the board; those of reports are of the plan's hamlets whatever the set.

    `month` is the month the reports are of, None when they are of the whole year (it is over, or has not
    begun); `reports_planned` counts those not due yet too, but no exempt ones. `unmet_assigned` of the
    `unmet` indicators have an order to somebody.
    """

    hamlets: int
    hamlets_met: int
    month: int | None
    reports: ReportFigures
    reports_planned: int
    unmet: int
    unmet_assigned: int


@dataclass(frozen=True, slots=True)
class Overview:
    """`commune` is "" in a book that was never named."""

    commune: str
    board: Board
    numbers: YearNumbers


def overview(session: Session, *, year: int, today: date, set_uid: str | None = None) -> Overview | None:
    """The board of a set with its numbers, None when the year has no plan."""
    if year not in plans.years(session):
        return None
    board = boards.board(session, year=year, today=today, set_uid=set_uid)
    grid = monthly_reports.month_grid(session, year=year, today=today, whole=False)
    month = today.month if today.year == year else None
    counts = _report_counts(grid, month)
    ordered = _ordered(session, plans.plan_of_year(session, year=year).uid)
    unmet = [(row.hamlet_uid, indicator.uid) for row in board.rows for indicator in row.unmet_indicators]
    return Overview(
        places.commune_name(session),
        board,
        YearNumbers(
            hamlets=len(board.rows),
            hamlets_met=sum(row.all_met for row in board.rows),
            month=month,
            reports=report_figures(counts),
            reports_planned=sum(counts.values()) - counts[ReportClass.EXEMPT],
            unmet=len(unmet),
            unmet_assigned=sum(target in ordered for target in unmet),
        ),
    )


def _report_counts(grid: MonthGrid, month: int | None) -> dict[ReportClass, int]:
    """Of one month, or of all twelve."""
    if month is None:
        return grid.counts
    standings = (row.cells[month - 1].standing for row in grid.rows)
    return count_classes(standing for standing in standings if standing is not None)


def _ordered(session: Session, plan_uid: str) -> set[tuple[str, str]]:
    """(hamlet uid, indicator uid) of everything that was assigned in the plan."""
    statement = select(Assignment.hamlet_uid, Assignment.indicator_uid).where(Assignment.plan_uid == plan_uid)
    return {(hamlet_uid, indicator_uid) for hamlet_uid, indicator_uid in session.execute(statement)}
