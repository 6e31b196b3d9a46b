"""Monthly reports: what is expected, what came when, and the class of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.dates import format_date
from app.domain.deadlines import Channel, Month, ReportClass, ReportStanding, classify_report, count_classes
from app.domain.problem import Problem, ProblemCode
from app.domain.rights import Right
from app.domain.verdict import Totals, Verdict
from app.errors import InputError, RefusedError
from app.i18n import _
from app.labels import problem_sentence
from app.models.report import MonthlyReport
from app.services import plans
from app.services.plans import PlannedHamletRow, PlanRow
from app.services.rights import require


@dataclass(frozen=True, slots=True)
class ReportValues:
    """What a person enters for one month of one hamlet."""

    written_on: date | None = None
    received_on: date | None = None
    channel: Channel | None = None
    reporter: str = ""
    progress: str = ""
    difficulties: str = ""
    proposals: str = ""


@dataclass(frozen=True, slots=True)
class ReportRow:
    uid: str
    entered_on: date
    values: ReportValues
    exempt_reason: str


@dataclass(frozen=True, slots=True)
class MonthCell:
    """`standing` None: no report is expected that month."""

    month: Month
    standing: ReportStanding | None
    report: ReportRow | None


@dataclass(frozen=True, slots=True)
class HamletMonths:
    hamlet_uid: str
    hamlet: str
    cells: tuple[MonthCell, ...]  # 12, January first
    counts: dict[ReportClass, int]


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """`last_day` is the last day on time in every month, as the screen says in words."""

    year: int
    before_day: int
    last_day: int
    rows: tuple[HamletMonths, ...]
    counts: dict[ReportClass, int]
    month_counts: tuple[dict[ReportClass, int], ...]  # 12, January first
    report_to: str = ""


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """What the hamlet's latest review says, for the report; `unmet` are numbers in the order of the set."""

    held_on: date
    totals: Totals
    unmet: tuple[str, ...]


def month_grid(session: Session, *, year: int, today: date) -> MonthGrid:
    """Hamlets of the plan × 12 months. Raises NotFoundError without a plan."""
    plan = plans.plan_of_year(session, year=year)
    hamlets = plans.planned_hamlets(session, plan_uid=plan.uid)
    rows = hamlet_months(session, plan=plan, hamlets=hamlets, today=today)
    months = tuple(_counted(row.cells[at].standing for row in rows) for at in range(12))
    every = {report_class: sum(counts[report_class] for counts in months) for report_class in ReportClass}
    return MonthGrid(
        year,
        plan.rule.before_day,
        plan.rule.last_day,
        rows,
        every,
        months,
        plan.facts.report_to or "",
    )


def hamlet_months(
    session: Session, *, plan: PlanRow, hamlets: Iterable[PlannedHamletRow], today: date
) -> tuple[HamletMonths, ...]:
    """The rows of the grid, for a plan that has been read."""
    reports: dict[tuple[str, int], ReportRow] = {}
    for row in session.scalars(select(MonthlyReport).where(MonthlyReport.year == plan.year)):
        reports[row.hamlet_uid, row.month] = _report_row(row)
    return tuple(_months(hamlet, plan, reports, today) for hamlet in hamlets)


def round_figures(
    session: Session, *, hamlet_uid: str, year: int, today: date | None = None
) -> RoundFigures | None:
    """None for a hamlet that was never assessed under the plan's set."""
    from app.services import assessments

    plan = plans.plan_of_year(session, year=year)
    set_uid = plans.set_of_hamlet(session, plan=plan, hamlet_uid=hamlet_uid)
    latest = assessments.latest_round(session, hamlet_uid=hamlet_uid, set_uid=set_uid, today=today)
    if latest is None:
        return None
    sheet = assessments.sheet(session, round_uid=latest.uid)
    unmet = tuple(row.indicator.number for row in sheet.rows if row.verdict is Verdict.UNMET)
    return RoundFigures(latest.held_on, sheet.totals, unmet)


def reminder_text(grid: MonthGrid, *, today: date) -> str:
    """The message to paste to the hamlet boards: who owes which months, and for how many days; "" if nobody.

    A letter, so always Vietnamese.
    """
    lines = []
    for row in grid.rows:
        owed = [
            f"tháng {cell.month.number} (quá hạn {cell.standing.days_late} ngày)"
            for cell in row.cells
            if cell.standing and cell.standing.report_class is ReportClass.MISSING
        ]
        if owed:
            lines.append(f"- {row.hamlet}: {', '.join(owed)}")
    if not lines:
        return ""
    head = f"BÁO CÁO THÁNG CHƯA NỘP NĂM {grid.year} (tính đến ngày {format_date(today)})"
    addressee = f" về {grid.report_to}" if grid.report_to else ""
    asked = (
        f"Đề nghị BQL các bản gửi ngay báo cáo{addressee}. "
        f"Hạn hằng tháng: trước ngày {grid.before_day}, chậm nhất ngày {grid.last_day}."
    )
    return "\n".join([head, *lines, asked])


def _counted(standings: Iterable[ReportStanding | None]) -> dict[ReportClass, int]:
    return count_classes(standing for standing in standings if standing is not None)


def _months(
    hamlet: PlannedHamletRow, plan: PlanRow, reports: dict[tuple[str, int], ReportRow], today: date
) -> HamletMonths:
    cells = []
    for number in range(1, 13):
        month = Month(plan.year, number)
        report = reports.get((hamlet.hamlet_uid, number))
        standing = None
        if hamlet.report_from <= number <= hamlet.report_until:
            standing = classify_report(
                month,
                plan.rule,
                received_on=report.values.received_on if report else None,
                exempt=bool(report and report.exempt_reason),
                today=today,
            )
        cells.append(MonthCell(month, standing, report))
    return HamletMonths(
        hamlet.hamlet_uid, hamlet.name, tuple(cells), _counted(cell.standing for cell in cells)
    )


def _report_row(row: MonthlyReport) -> ReportRow:
    values = ReportValues(
        row.written_on,
        row.received_on,
        row.channel,
        row.reporter or "",
        row.progress or "",
        row.difficulties or "",
        row.proposals or "",
    )
    return ReportRow(row.uid, row.entered_on, values, row.exempt_reason or "")


def record_report(
    session: Session, *, hamlet_uid: str, month: Month, values: ReportValues, today: date
) -> None:
    """Enter or correct the report of one month. Raises InputError beside the field, RefusedError out of plan."""
    require(session, Right.ASSESS, hamlet_uid=hamlet_uid)
    _require_expected(session, hamlet_uid, month)
    _check_dates(values, today)
    row = _find_or_make(session, hamlet_uid, month, today)
    _write_values(row, values)
    session.flush()


def _write_values(row: MonthlyReport, values: ReportValues) -> None:
    row.written_on = values.written_on
    row.received_on = values.received_on
    row.channel = values.channel
    row.reporter = values.reporter or None
    row.progress = values.progress or None
    row.difficulties = values.difficulties or None
    row.proposals = values.proposals or None


def exempt(session: Session, *, hamlet_uid: str, month: Month, reason: str, today: date) -> None:
    """Free a hamlet from one month's report with a reason; an empty reason takes the exemption back.

    What was entered of the report stays; a row that held nothing but the exemption goes with it.
    """
    require(session, Right.PLAN)
    _require_expected(session, hamlet_uid, month)
    if not reason and _find(session, hamlet_uid, month) is None:
        return
    row = _find_or_make(session, hamlet_uid, month, today)
    row.exempt_reason = reason or None
    session.flush()
    if row.exempt_reason is None and _report_row(row).values == ReportValues():
        session.delete(row)
        session.flush()


def remove_report(session: Session, *, hamlet_uid: str, month: Month) -> None:
    """Take a report entered by mistake out again; an exemption stays. Nothing happens when there is none."""
    require(session, Right.ASSESS, hamlet_uid=hamlet_uid)
    row = _find(session, hamlet_uid, month)
    if row is None:
        return
    if row.exempt_reason:
        _write_values(row, ReportValues())
    else:
        session.delete(row)
    session.flush()


def _find(session: Session, hamlet_uid: str, month: Month) -> MonthlyReport | None:
    statement = select(MonthlyReport).where(
        MonthlyReport.hamlet_uid == hamlet_uid,
        MonthlyReport.year == month.year,
        MonthlyReport.month == month.number,
    )
    return session.scalars(statement).first()


def _find_or_make(session: Session, hamlet_uid: str, month: Month, today: date) -> MonthlyReport:
    row = _find(session, hamlet_uid, month)
    if row is None:
        row = MonthlyReport(hamlet_uid=hamlet_uid, year=month.year, month=month.number, entered_on=today)
        session.add(row)
    return row


def _require_expected(session: Session, hamlet_uid: str, month: Month) -> None:
    plan = plans.plan_of_year(session, year=month.year)
    for hamlet in plans.planned_hamlets(session, plan_uid=plan.uid):
        if hamlet.hamlet_uid == hamlet_uid and hamlet.report_from <= month.number <= hamlet.report_until:
            return
    raise RefusedError(_("Bản này không phải nộp báo cáo tháng {month}.").format(month=month))


def _check_dates(values: ReportValues, today: date) -> None:
    written, received = values.written_on, values.received_on
    if received is not None and received > today:
        raise InputError(
            _("Ngày nhận còn ở phía trước. Hãy gõ ngày đã nhận hoặc kiểm tra ngày của máy."),
            field="received_on",
        )
    if written is not None and received is not None and received < written:
        problem = Problem(
            ProblemCode.RECEIVED_BEFORE_WRITTEN, given=f"{received:%d/%m/%Y}", other=f"{written:%d/%m/%Y}"
        )
        raise InputError(problem_sentence(problem), field="received_on")
