"""The numbers of the year as charts: criteria over time, orders due and done, reports by month, money by source."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.domain.chart import Chart, ChartKind, ChartSeries
from app.domain.deadlines import ReportClass
from app.domain.funds import FundKind
from app.domain.money import MILLION
from app.i18n import _
from app.labels import fund_kind_label, report_class_label
from app.services import assignment_reading, boards, funds, monthly_reports, plans

_SOURCES = ("TW-CT", "TW-LG", "DP", "TD", "DN", "ND", "KHAC")
_SHORT = {"TW-CT": "TW, chương trình", "TW-LG": "TW, lồng ghép", "DP": "Địa phương", "TD": "Tín dụng"} | {
    "DN": "Doanh nghiệp",
    "ND": "Nhân dân (tiền)",
    "KHAC": "Nguồn khác",
}
_CLASSES = (ReportClass.ON_TIME, ReportClass.LATE, ReportClass.MISSING, ReportClass.EXEMPT)


def year_charts(session: Session, *, year: int, today: date) -> list[Chart]:
    """All charts of a year, in the order of the page; none without a plan."""
    if plans.find_plan(session, year=year) is None:
        return []
    return [
        criteria_over_time(session, year=year, today=today),
        orders_due_and_done(session, year=year, today=today),
        reports_by_month(session, year=year, today=today),
        money_by_source(session, year=year),
    ]


def criteria_over_time(session: Session, *, year: int, today: date) -> Chart:
    """Criteria met by each hamlet at the end of each month, those with the fewest first."""
    board = boards.board(session, year=year, today=today)
    months = _months(year, today)

    def met_on(row: boards.BoardRow) -> Callable[[date], Decimal | None]:
        def met(day: date) -> Decimal | None:
            known = [point.criteria_met for point in row.points if point.held_on <= day]
            return Decimal(known[-1]) if known else None

        return met

    rows = sorted(board.rows, key=lambda row: row.totals.criteria_met)
    return Chart(
        title=_("Tiêu chí đạt của từng bản năm {year}").format(year=year),
        kind=ChartKind.LINES,
        unit=_("tiêu chí"),
        categories=tuple(_("Th. {n}").format(n=day.month) for day in months),
        series=tuple(ChartSeries(row.hamlet, tuple(map(met_on(row), months))) for row in rows),
        most=Decimal(len(board.criteria)),
    )


def orders_due_and_done(session: Session, *, year: int, today: date) -> Chart:
    """Orders that should be done by the end of each month, and those that were, counted from January."""
    rows = [
        row
        for row in assignment_reading.assignment_rows(session, year=year, today=today)
        if row.assignment_uid
    ]
    every = [date(year, month, monthrange(year, month)[1]) for month in range(1, 13)]
    due = tuple(
        Decimal(sum(row.due_before is not None and row.due_before <= day for row in rows)) for day in every
    )
    done = tuple(
        Decimal(sum(row.done_on is not None and row.done_on <= day for row in rows))
        if day.replace(day=1) <= today
        else None
        for day in every
    )
    return Chart(
        title=_("Việc phải xong và đã xong năm {year}").format(year=year),
        kind=ChartKind.LINES,
        unit=_("việc, cộng dồn"),
        categories=tuple(_("Th. {n}").format(n=month) for month in range(1, 13)),
        series=(ChartSeries(_("Phải xong"), due), ChartSeries(_("Đã xong"), done)),
        most=Decimal(max(len(rows), 4)),
    )


def reports_by_month(session: Session, *, year: int, today: date) -> Chart:
    """How many reports of each month came on time, late, not at all; what is not due yet is left out."""
    grid = monthly_reports.month_grid(session, year=year, today=today, whole=False)
    counts = grid.month_counts[-12:]
    return Chart(
        title=_("Báo cáo tháng của các bản năm {year}").format(year=year),
        kind=ChartKind.STACKED,
        unit=_("báo cáo"),
        categories=tuple(_("Th. {n}").format(n=month) for month in range(1, 13)),
        series=tuple(
            ChartSeries(report_class_label(one), tuple(Decimal(month[one]) for month in counts))
            for one in _CLASSES
        ),
    )


def money_by_source(session: Session, *, year: int) -> Chart:
    """Planned, raised and spent by source in triệu đồng; work and land are in the table of funds."""
    lines = {line.source.code: line for line in funds.fund_lines(session, year=year)}
    chosen = [lines[code] for code in _SOURCES]
    values = {
        FundKind.PLANNED: [line.planned for line in chosen],
        FundKind.RAISED: [line.raised for line in chosen],
        FundKind.SPENT: [line.spent for line in chosen],
    }
    return Chart(
        title=_("Vốn theo nguồn năm {year}").format(year=year),
        kind=ChartKind.BARS,
        unit=_("triệu đồng"),
        categories=tuple(_SHORT[code] for code in _SOURCES),
        series=tuple(
            ChartSeries(fund_kind_label(kind), tuple(amount / MILLION for amount in found))
            for kind, found in values.items()
        ),
    )


def _months(year: int, today: date) -> list[date]:
    """The ends of the months that have begun; all twelve of a year that is over."""
    ends = [date(year, month, monthrange(year, month)[1]) for month in range(1, 13)]
    return [day for day in ends if day.replace(day=1) <= today] or ends[:1]
