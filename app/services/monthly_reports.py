"""Monthly reports: what is expected, what came when, and the class of each; entering, correcting, exempting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.dates import format_date
from app.domain.deadlines import (
    Channel,
    Month,
    ReportClass,
    ReportRule,
    ReportStanding,
    classify_by_day,
    count_classes,
    report_due_on,
    report_locks_on,
)
from app.domain.problem import Problem, ProblemCode
from app.domain.rights import Right
from app.errors import InputError, RefusedError
from app.i18n import _
from app.labels import problem_sentence
from app.models.report import MonthlyReport
from app.services import plans, report_versions
from app.services.collecting import without_collecting
from app.services.plans import PlannedHamletRow, PlanRow
from app.services.rights import require

_MONTHS = range(1, 13)


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
    """`evidence_uid` "": no file of the report is kept."""

    uid: str
    entered_on: date
    values: ReportValues
    exempt_reason: str
    evidence_uid: str = ""


@dataclass(frozen=True, slots=True)
class MonthCell:
    """`standing` None: no report is expected that month."""

    month: Month
    standing: ReportStanding | None
    report: ReportRow | None


@dataclass(frozen=True, slots=True)
class HamletMonths:
    """`cells`: every month of the grid, January of its first year first."""

    hamlet_uid: str
    hamlet: str
    cells: tuple[MonthCell, ...]
    counts: dict[ReportClass, int]


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """`rule` is that of `year`, the last year of the grid; sums are over all its months."""

    year: int
    rule: ReportRule
    months: tuple[Month, ...]
    rows: tuple[HamletMonths, ...]
    counts: dict[ReportClass, int]
    month_counts: tuple[dict[ReportClass, int], ...]
    report_to: str = ""

    @property
    def before_day(self) -> int:
        return self.rule.before_day

    @property
    def last_day(self) -> int:
        """The last day on time in every month, before any shift."""
        return self.rule.last_day

    def counts_of(self, year: int) -> dict[ReportClass, int]:
        """The sum of one of its years."""
        parts = [
            counts for month, counts in zip(self.months, self.month_counts, strict=True) if month.year == year
        ]
        return added_counts(parts)


def month_grid(
    session: Session, *, year: int, today: date, years_before: int = 0, whole: bool = True
) -> MonthGrid:
    """Hamlets of the plans × 12 months, or 24 with the year before. Raises NotFoundError without a plan of `year`.

    A year before that has no plan expects nothing. Not `whole`: of a report only what its class needs is read, the
    day of receipt and the exemption; its form reads the rest.
    """
    plan = plans.plan_of_year(session, year=year)
    with without_collecting():
        earlier = [plans.find_plan(session, year=year - back) for back in range(years_before, 0, -1)]
        parts = [
            _Year(session, year - years_before + at, one, today, whole=whole)
            for at, one in enumerate(earlier)
        ]
        parts.append(_Year(session, year, plan, today, whole=whole))
        names = {uid: name for part in parts for uid, name in part.names.items()}
        order = [*parts[-1].names, *(uid for uid in names if uid not in parts[-1].names)]
        rows = tuple(
            _row(uid, names[uid], tuple(cell for part in parts for cell in part.cells(uid))) for uid in order
        )
        count = 12 * len(parts)
        months = tuple(_counted(row.cells[at].standing for row in rows) for at in range(count))
    return MonthGrid(
        year,
        plan.rule,
        tuple(Month(part.year, number) for part in parts for number in _MONTHS),
        rows,
        added_counts(months),
        months,
        plan.facts.report_to or "",
    )


def added_counts(parts: Sequence[dict[ReportClass, int]]) -> dict[ReportClass, int]:
    return {report_class: sum(counts[report_class] for counts in parts) for report_class in ReportClass}


def hamlet_months(
    session: Session, *, plan: PlanRow, hamlets: Iterable[PlannedHamletRow], today: date
) -> tuple[HamletMonths, ...]:
    """The rows of the grid, for a plan that has been read."""
    part = _Year(session, plan.year, plan, today, hamlets, whole=False)
    return tuple(_row(uid, name, part.cells(uid)) for uid, name in part.names.items())


class _Year:
    """All cells of a year; cells that say the same are one."""

    def __init__(
        self,
        session: Session,
        year: int,
        plan: PlanRow | None,
        today: date,
        hamlets: Iterable[PlannedHamletRow] | None = None,
        *,
        whole: bool = True,
    ) -> None:
        self.year = year
        self._today = today
        if hamlets is None:
            hamlets = plans.planned_hamlets(session, plan_uid=plan.uid) if plan else ()
        self._spans = {row.hamlet_uid: (row.report_from, row.report_until) for row in hamlets}
        self.names = {row.hamlet_uid: row.name for row in hamlets}
        rule = plan.rule if plan else ReportRule()
        self._months = [Month(year, number) for number in _MONTHS]
        self._due = [report_due_on(month, rule) for month in self._months]
        self._idle = [MonthCell(month, None, None) for month in self._months]
        self._empty = [
            MonthCell(month, self._standing(due, None, exempt=False), None)
            for month, due in zip(self._months, self._due, strict=True)
        ]
        self._known: dict[tuple[int, date | None, bool], ReportStanding] = {}
        self._reports = (_reports_of_year if whole else _receipts_of_year)(session, year)

    def cells(self, hamlet_uid: str) -> tuple[MonthCell, ...]:
        first, last = self._spans.get(hamlet_uid, (13, 0))
        return tuple(self._cell(hamlet_uid, at, owed=first <= at + 1 <= last) for at in range(12))

    def _cell(self, hamlet_uid: str, at: int, *, owed: bool) -> MonthCell:
        report = self._reports.get((hamlet_uid, at + 1))
        if report is None:
            return self._empty[at] if owed else self._idle[at]
        if not owed:
            return MonthCell(self._months[at], None, report)
        key = at, report.values.received_on, bool(report.exempt_reason)
        standing = self._known.get(key)
        if standing is None:
            standing = self._standing(self._due[at], key[1], exempt=key[2])
            self._known[key] = standing
        return MonthCell(self._months[at], standing, report)

    def _standing(self, due_on: date, received_on: date | None, *, exempt: bool) -> ReportStanding:
        return classify_by_day(due_on, received_on=received_on, exempt=exempt, today=self._today)


def _row(hamlet_uid: str, name: str, cells: tuple[MonthCell, ...]) -> HamletMonths:
    return HamletMonths(hamlet_uid, name, cells, _counted(cell.standing for cell in cells))


def _counted(standings: Iterable[ReportStanding | None]) -> dict[ReportClass, int]:
    return count_classes(standing for standing in standings if standing is not None)


def _reports_of_year(session: Session, year: int) -> dict[tuple[str, int], ReportRow]:
    rows = session.scalars(select(MonthlyReport).where(MonthlyReport.year == year))
    return {(row.hamlet_uid, row.month): report_row(row) for row in rows}


_NOT_READ = date.min  # the day of typing in, which no class needs


def _receipts_of_year(session: Session, year: int) -> dict[tuple[str, int], ReportRow]:
    """Reports received on one day, or exempt for one reason, share what is said of it."""
    statement = select(
        MonthlyReport.hamlet_uid,
        MonthlyReport.month,
        MonthlyReport.uid,
        MonthlyReport.received_on,
        MonthlyReport.exempt_reason,
    ).where(MonthlyReport.year == year)
    values: dict[date | None, ReportValues] = {}
    found: dict[tuple[str, int], ReportRow] = {}
    for hamlet, month, uid, received, reason in session.execute(statement):
        said = values.get(received)
        if said is None:
            said = values[received] = ReportValues(received_on=received)
        found[hamlet, month] = ReportRow(uid, _NOT_READ, said, reason or "")
    return found


def report_row(row: MonthlyReport) -> ReportRow:
    values = ReportValues(
        row.written_on,
        row.received_on,
        row.channel,
        row.reporter or "",
        row.progress or "",
        row.difficulties or "",
        row.proposals or "",
    )
    return ReportRow(row.uid, row.entered_on, values, row.exempt_reason or "", row.evidence_uid or "")


def record_report(
    session: Session, *, hamlet_uid: str, month: Month, values: ReportValues, today: date, reason: str = ""
) -> None:
    """Enter or correct the report of one month; what it said on an earlier day is kept as a version.

    Raises InputError beside the field, RefusedError out of plan and without a reason in a locked month.
    """
    _check_dates(values, today)
    row = open_report(session, hamlet_uid=hamlet_uid, month=month, today=today, reason=reason)
    if row.received_on is None and values.received_on is not None:
        row.entered_on = today
    _write_values(row, values)
    session.flush()


def open_report(
    session: Session, *, hamlet_uid: str, month: Month, today: date, reason: str = ""
) -> MonthlyReport:
    """The row to write into, made when it is missing; the version before is kept where this is a correction.

    Raises RefusedError out of plan, and without a reason in a locked month.
    """
    require(session, Right.ASSESS, hamlet_uid=hamlet_uid)
    rule = _require_expected(session, hamlet_uid, month)
    locks_on = report_locks_on(month, rule)
    locked = locks_on is not None and today >= locks_on
    if locked and not reason.strip():
        raise RefusedError(_locked_sentence(month, locks_on))
    row = _find_or_make(session, hamlet_uid, month, today)
    if row.received_on is not None and (locked or row.entered_on < today):
        report_versions.keep_version(session, row, today=today, reason=reason)
    return row


def _locked_sentence(month: Month, locks_on: date | None) -> str:
    return _("Báo cáo tháng {month} đã khóa từ ngày {day}. Muốn sửa, hãy ghi lý do.").format(
        month=month, day=format_date(locks_on)
    )


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
    if row.exempt_reason is None and row.evidence_uid is None and report_row(row).values == ReportValues():
        _take_out(session, row)


def remove_report(session: Session, *, hamlet_uid: str, month: Month, today: date | None = None) -> None:
    """Take a report entered by mistake out again; an exemption stays. Nothing happens when there is none.

    Raises RefusedError in a month that is locked on `today`.
    """
    require(session, Right.ASSESS, hamlet_uid=hamlet_uid)
    row = _find(session, hamlet_uid, month)
    if row is None:
        return
    plan = plans.find_plan(session, year=month.year)
    locks_on = report_locks_on(month, plan.rule) if plan else None
    if locks_on is not None and today is not None and today >= locks_on:
        raise RefusedError(
            _("Báo cáo tháng {month} đã khóa nên không bỏ được. Hãy sửa và ghi lý do.").format(month=month)
        )
    if row.exempt_reason:
        _write_values(row, ReportValues())
        row.evidence_uid = None
        report_versions.forget(session, row.uid)
        session.flush()
    else:
        _take_out(session, row)


def _take_out(session: Session, row: MonthlyReport) -> None:
    report_versions.forget(session, row.uid)
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


def _require_expected(session: Session, hamlet_uid: str, month: Month) -> ReportRule:
    plan = plans.plan_of_year(session, year=month.year)
    for hamlet in plans.planned_hamlets(session, plan_uid=plan.uid):
        if hamlet.hamlet_uid == hamlet_uid and hamlet.report_from <= month.number <= hamlet.report_until:
            return plan.rule
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
