from datetime import date

import pytest

from app.domain.deadlines import Channel, Month, ReportClass, report_figures
from app.errors import InputError
from app.services import history, monthly_reports, places, reminders, report_form
from app.services.monthly_reports import MonthGrid, ReportValues
from app.services.workspace import Workspace

TODAY = date(2024, 4, 20)
MARCH = Month(2024, 3)


def grid(book: Workspace, today: date = TODAY) -> MonthGrid:
    return book.read(monthly_reports.month_grid, year=2024, today=today)


def put(book: Workspace) -> str:
    return book.read(places.find_hamlet, name="ban put").uid


def march(book: Workspace, today: date = TODAY):
    return next(row for row in grid(book, today).rows if row.hamlet == "Bản Pút").cells[2]


def record(book: Workspace, **values) -> None:
    book.write(
        monthly_reports.record_report,
        hamlet_uid=put(book),
        month=MARCH,
        values=ReportValues(**values),
        today=TODAY,
    )


@pytest.mark.parametrize(
    ("received", "report_class", "days"),
    [
        (date(2024, 3, 14), ReportClass.ON_TIME, 0),
        (date(2024, 3, 15), ReportClass.LATE, 1),
        (date(2024, 3, 20), ReportClass.LATE, 6),
    ],
)
def test_the_day_of_receipt_decides(book, received, report_class, days):
    record(book, written_on=date(2024, 3, 10), received_on=received)
    standing = march(book).standing
    assert (standing.report_class, standing.days_late) == (report_class, days)


def test_a_report_without_a_day_of_receipt_is_not_in(book):
    record(book, written_on=date(2024, 3, 10), channel=Channel.ZALO)
    assert march(book).standing.report_class is ReportClass.MISSING
    assert march(book).report.values.channel is Channel.ZALO


@pytest.mark.parametrize(
    "values",
    [
        {"received_on": date(2024, 4, 21)},
        {"written_on": date(2024, 3, 12), "received_on": date(2024, 3, 11)},
    ],
)
def test_days_that_cannot_be_are_refused_beside_the_field(book, values):
    with pytest.raises(InputError) as refused:
        record(book, **values)
    assert refused.value.field == "received_on"
    assert march(book).report is None


def test_exemption_keeps_what_was_entered_and_leaves_nothing_behind(book):
    arguments = {"hamlet_uid": put(book), "month": MARCH, "today": TODAY}
    book.write(monthly_reports.exempt, reason="Báo cáo chung", **arguments)
    assert march(book).standing.report_class is ReportClass.EXEMPT
    book.write(monthly_reports.exempt, reason="", **arguments)
    assert march(book).report is None
    record(book, progress="Đang làm cổng")
    book.write(monthly_reports.exempt, reason="Báo cáo chung", **arguments)
    book.write(monthly_reports.exempt, reason="", **arguments)
    assert march(book).report.values.progress == "Đang làm cổng"


def test_a_removed_report_comes_back(book):
    record(book, received_on=date(2024, 3, 14))
    book.write(monthly_reports.remove_report, hamlet_uid=put(book), month=MARCH)
    assert march(book).report is None
    history.undo(book)
    assert march(book).report.values.received_on == date(2024, 3, 14)


def test_months_and_hamlets_add_up(book):
    record(book, received_on=date(2024, 3, 16))
    found = grid(book)
    assert sum(found.counts.values()) == 24
    for report_class in ReportClass:
        of_months = sum(counts[report_class] for counts in found.month_counts)
        of_hamlets = sum(row.counts[report_class] for row in found.rows)
        assert found.counts[report_class] == of_months == of_hamlets
    assert report_figures(found.counts).expected == 8


def test_the_reminder_names_hamlets_months_and_days(book):
    record(book, received_on=date(2024, 3, 14))
    text = reminders.reminder_text(grid(book), today=TODAY)
    lines = text.splitlines()
    assert lines[0] == "BÁO CÁO THÁNG CHƯA NỘP NĂM 2024 (tính đến ngày 20/04/2024)"
    assert lines[1] == (
        "- Bản Pút: tháng 1 (quá hạn 97 ngày), tháng 2 (quá hạn 66 ngày), tháng 4 (quá hạn 6 ngày)"
    )
    assert lines[3].endswith("Hạn hằng tháng: trước ngày 15, chậm nhất ngày 14.")


def test_nobody_is_reminded_before_the_first_month_is_due(book):
    assert reminders.reminder_text(grid(book, date(2024, 1, 14)), today=date(2024, 1, 14)) == ""


def test_the_figures_of_the_review_fill_the_report(book):
    found = book.read(report_form.round_figures, hamlet_uid=put(book), year=2024)
    assert (found.totals.criteria_met, found.totals.indicators_met) == (13, 41)
    assert (found.held_on, found.unmet) == (date(2023, 12, 31), ("1.2", "4.3", "13.2"))


def test_taking_out_a_report_leaves_the_exemption(book):
    book.write(monthly_reports.exempt, hamlet_uid=put(book), month=MARCH, reason="Lũ quét", today=TODAY)
    record(book, received_on=date(2024, 3, 10))
    book.write(monthly_reports.remove_report, hamlet_uid=put(book), month=MARCH)
    cell = march(book)
    assert cell.standing.report_class is ReportClass.EXEMPT
    assert (cell.report.exempt_reason, cell.report.values) == ("Lũ quét", ReportValues())


def test_taking_back_an_exemption_nobody_gave_is_no_step_to_undo(book):
    book.write(monthly_reports.exempt, hamlet_uid=put(book), month=MARCH, reason="", today=TODAY)
    assert book.read(history.undo_state).undo is None
