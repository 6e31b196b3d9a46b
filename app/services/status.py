"""Where every hamlet stands: what `bansang status` prints and the top of the board shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.domain.deadlines import ReportClass
from app.domain.verdict import Totals
from app.services import boards, criteria, monthly_reports, plans


@dataclass(frozen=True, slots=True)
class HamletStatus:
    """`round_date` None: never assessed. `unmet` are indicator numbers in the order of the set."""

    name: str
    set_code: str
    set_version: str
    round_date: date | None
    totals: Totals
    unmet: tuple[str, ...]
    unmet_criteria: tuple[str, ...]
    reports: dict[ReportClass, int]


def hamlet_statuses(session: Session, *, year: int, today: date) -> list[HamletStatus]:
    """The hamlets of the year's plan. Raises NotFoundError without a plan."""
    plan = plans.plan_of_year(session, year=year)
    criteria_set = criteria.criteria_set(session, set_uid=plan.set_uid)
    board = boards.board(session, year=year)
    grid = monthly_reports.month_grid(session, year=year, today=today)
    reports = {row.hamlet_uid: row.counts for row in grid.rows}
    return [
        HamletStatus(
            name=row.hamlet,
            set_code=criteria_set.code,
            set_version=criteria_set.version,
            round_date=row.held_on,
            totals=row.totals,
            unmet=row.unmet,
            unmet_criteria=tuple(
                column.number
                for column, cell in zip(board.criteria, row.cells, strict=True)
                if row.round_uid is not None and cell.met < cell.total
            ),
            reports=reports[row.hamlet_uid],
        )
        for row in board.rows
    ]
