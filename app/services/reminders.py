"""Chasing without a network: who owes which month, as a message to paste, a letter, entries of a calendar."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.dates import format_date
from app.domain.deadlines import ReportClass, last_day_before
from app.domain.periods import Period, PeriodKind, periods_of_year
from app.errors import InputError
from app.i18n import _, as_printed
from app.models.report import PeriodReport
from app.reports.letterhead import Letterhead
from app.reports.reminder_letter import LateHamlet, OwedMonth, ReminderLetter
from app.services import assignments, monthly_reports, plans, procedures, table_deadlines
from app.services.monthly_reports import MonthGrid
from app.services.plans import PlanRow
from app.services.workspace import Workspace


def late_hamlets(grid: MonthGrid, *, only: Collection[str] = ()) -> tuple[LateHamlet, ...]:
    """Those that owe a report today, in the order of the grid; of `only` these uids where some are named."""
    found = []
    for row in grid.rows:
        owed = tuple(
            OwedMonth(cell.month, cell.standing.due_on, cell.standing.days_late)
            for cell in row.cells
            if cell.standing and cell.standing.report_class is ReportClass.MISSING
        )
        if owed and (not only or row.hamlet_uid in only):
            found.append(LateHamlet(row.hamlet, owed))
    return tuple(found)


def reminder_text(grid: MonthGrid, *, today: date, only: Collection[str] = ()) -> str:
    """The message to paste to the hamlet boards: who owes which months, and for how many days; "" if nobody.

    A letter, so always Vietnamese.
    """
    late = late_hamlets(grid, only=only)
    if not late:
        return ""
    lines = [
        f"- {row.hamlet}: "
        + ", ".join(f"tháng {one.month.number} (quá hạn {one.days} ngày)" for one in row.owed)
        for row in late
    ]
    head = f"BÁO CÁO THÁNG CHƯA NỘP NĂM {grid.year} (tính đến ngày {format_date(today)})"
    addressee = f" về {grid.report_to}" if grid.report_to else ""
    asked = f"Đề nghị BQL các bản gửi ngay báo cáo{addressee}. {_rule_sentence(grid)}"
    return "\n".join([head, *lines, asked])


def _rule_sentence(grid: MonthGrid) -> str:
    if grid.rule.strict:
        return f"Hạn hằng tháng: trước ngày {grid.before_day}, chậm nhất ngày {grid.last_day}."
    return f"Hạn hằng tháng: chậm nhất hết ngày {grid.last_day}."


def reminder_letter(
    session: Session, *, year: int, today: date, only: Collection[str] = ()
) -> ReminderLetter:
    """Công văn đôn đốc to all late hamlets, or to some. Raises InputError where nobody owes anything."""
    grid = monthly_reports.month_grid(session, year=year, today=today, whole=False)
    late = late_hamlets(grid, only=only)
    if not late:
        raise InputError(_("Không có bản nào chậm nộp báo cáo, không cần công văn đôn đốc."))
    plan = plans.plan_of_year(session, year=year)
    titles = signer_titles(plan)
    return ReminderLetter(
        letterhead=commune_letterhead(session, today=today),
        year=year,
        today=today,
        plan_title=plan.facts.title,
        rule=_rule_sentence(grid).removeprefix("Hạn hằng tháng: ").removesuffix("."),
        report_to=plan.facts.report_to or "",
        signer_titles=titles,
        signer_name=plan.facts.signer_name or "",
        hamlets=late,
    )


def signer_titles(plan: PlanRow) -> tuple[str, ...]:
    """Title lines as they stand above the name; the plan's paper separates them by commas."""
    parts = (plan.facts.signer_titles or "").replace("\n", ",").split(",")
    return tuple(part.strip() for part in parts if part.strip())


def commune_letterhead(session: Session, *, today: date) -> Letterhead:
    """UBND of the commune under the body that the procedure in force names; none where it names none."""
    book = procedures.book_names(session, on=today)
    profile = procedures.find_profile(session, on=today)
    parent = procedures.worded(profile.letterhead_parent, book) if profile else ""
    return Letterhead(parent, f"UBND {book.commune}", book.commune.partition(" ")[2] or book.commune)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An all-day entry; `uid` is the same whenever the same thing is written again."""

    uid: str
    day: date
    title: str
    text: str


def calendar_entries(session: Session, *, year: int, today: date) -> tuple[CalendarEntry, ...]:
    """What is still to come in the year: last days of reports, of orders, of Biểu 03 and 04. Vietnamese."""
    plan = plans.plan_of_year(session, year=year)
    grid = monthly_reports.month_grid(session, year=year, today=today, whole=False)
    found = [*_months(grid, plan.uid, today), *_quarters(session, year, plan.uid, today)]
    found += [*_orders(session, year, today), *_tables(session, year, today)]
    return tuple(sorted(found, key=lambda one: (one.day, one.title, one.uid)))


def _months(grid: MonthGrid, plan_uid: str, today: date) -> Iterator[CalendarEntry]:
    for at, month in enumerate(grid.months):
        waiting = [
            row
            for row in grid.rows
            if (standing := row.cells[at].standing) and standing.report_class is ReportClass.NOT_YET_DUE
        ]
        if not waiting:
            continue
        standing = waiting[0].cells[at].standing
        assert standing is not None
        names = ", ".join(row.hamlet for row in waiting)
        text = f"Các bản phải nộp: {names}. {_rule_sentence(grid)}"
        yield CalendarEntry(
            f"bao-cao-{month.year}-{month.number:02d}-{plan_uid}@bansang",
            standing.due_on,
            f"Hạn cuối báo cáo tháng {month}",
            text,
        )


def _quarters(session: Session, year: int, plan_uid: str, today: date) -> Iterator[CalendarEntry]:
    for period in open_quarters(session, year=year):
        assert period.due_before is not None
        last = last_day_before(period.due_before)
        if last >= today:
            roman = ("I", "II", "III", "IV")[period.number - 1]
            yield CalendarEntry(
                f"bao-cao-{period}-{plan_uid}@bansang",
                last,
                f"Hạn cuối báo cáo quý {roman}/{year}",
                f"Báo cáo quý gửi trước ngày {format_date(period.due_before)}.",
            )


def open_quarters(session: Session, *, year: int) -> list[Period]:
    """Quarters whose report was not sent."""
    sent = set(session.scalars(select(PeriodReport.period).where(PeriodReport.sent_on.is_not(None))))
    return [one for one in periods_of_year(year) if one.kind is PeriodKind.QUARTER and str(one) not in sent]


def quarters_waiting(session: Session, *, year: int, today: date, soon: int) -> list[tuple[Period, date]]:
    """Quarters (with their last day in time) that are due within `soon` days, and those that are late.

    Late ones are told only in a book that keeps such reports: not every commune is asked for them.
    """
    kept = session.scalars(select(PeriodReport.uid).limit(1)).first() is not None
    found = []
    for period in open_quarters(session, year=year):
        assert period.due_before is not None
        last = last_day_before(period.due_before)
        left = (last - today).days
        if 0 <= left <= soon or (left < 0 and kept):
            found.append((period, last))
    return found


def _orders(session: Session, year: int, today: date) -> Iterator[CalendarEntry]:
    for row in assignments.overview(session, year=year, today=today).rows:
        if row.due_before is None or not row.open or row.assignment_uid is None:
            continue
        last = last_day_before(row.due_before)
        if last >= today:
            yield CalendarEntry(
                f"viec-{row.assignment_uid}@bansang",
                last,
                f"{row.place_name}: chỉ tiêu {row.indicator.number}",
                "; ".join(text for text in (row.work, f"Chủ trì: {row.lead}" if row.lead else "") if text),
            )


def _tables(session: Session, year: int, today: date) -> Iterator[CalendarEntry]:
    with as_printed():
        rows = table_deadlines.table_deadlines(session, year=year)
    for one in rows:
        if one.last >= today:
            text = f"Theo Biểu {one.table}" + (f"; Chủ trì: {one.who}" if one.who else "")
            yield CalendarEntry(f"bieu-{one.table}-{one.uid}@bansang", one.last, one.work, text)


def write_reminder(workspace: Workspace, target: Path, *, year: int, only: Collection[str] = ()) -> None:
    """.pdf and .docx are the letter, .ics the calendar. Raises InputError, StorageError."""
    if workspace.owns(target):
        raise InputError(_("Không ghi vào phần dữ liệu của sổ. Hãy chọn tên tệp khác."))
    suffix, today = target.suffix.casefold(), workspace.today()
    if suffix == ".ics":
        from app.exchange.calendar_ics import Happening, write_ics

        entries = workspace.read(calendar_entries, year=year, today=today)
        happenings = tuple(Happening(one.uid, one.day, one.title, one.text) for one in entries)
        write_ics(target, happenings, made_at=workspace.now())
        return
    from app.reports.reminder_letter import reminder_letter as made

    writer = letter_writer(suffix)
    writer(made(workspace.read(reminder_letter, year=year, today=today, only=only)), target)


def letter_writer(suffix: str) -> Callable[..., object]:
    """Raises InputError for an ending that is none of a letter's."""
    if suffix == ".pdf":
        from app.reports.letters.pdf_writer import write_pdf

        return write_pdf
    if suffix == ".docx":
        from app.reports.letters.docx_writer import write_docx

        return write_docx
    raise InputError(_("Hãy đặt tên tệp có đuôi .pdf hoặc .docx."))
