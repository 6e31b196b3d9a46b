"""The rule of the reports' day as a setting, corrections kept as versions, the lock, the form's contents."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.domain.calendar import Shift
from app.domain.deadlines import Month, ReportClass
from app.domain.verdict import Verdict
from app.errors import InputError, NotFoundError, RefusedError
from app.services import (
    assessments,
    evidence_uses,
    history,
    monthly_reports,
    places,
    report_form,
    report_settings,
    report_versions,
)
from app.services.evidence_intake import add_files
from app.services.monthly_reports import ReportValues
from app.services.workspace import Workspace, open_book

TODAY = date(2024, 4, 20)
MARCH = Month(2024, 3)


class Silent:
    def step(self, text: str, done: int, total: int) -> None:
        """Nobody watches."""


def put(book: Workspace) -> str:
    return book.read(places.find_hamlet, name="ban put").uid


def cell(book: Workspace, month: int = 3, today: date = TODAY) -> monthly_reports.MonthCell:
    grid = book.read(monthly_reports.month_grid, year=2024, today=today)
    return next(row for row in grid.rows if row.hamlet == "Bản Pút").cells[month - 1]


def form(book: Workspace, month: int = 3, today: date = TODAY) -> report_form.ReportForm:
    found = cell(book, month, today)
    return book.read(report_form.report_form, hamlet_uid=put(book), cell=found, today=today)


def record(book: Workspace, today: date = TODAY, reason: str = "", **values) -> None:
    book.write(
        monthly_reports.record_report,
        hamlet_uid=put(book),
        month=MARCH,
        values=ReportValues(**values),
        today=today,
        reason=reason,
    )


def rule(book: Workspace, **values) -> None:
    book.write(report_settings.change_rule, year=2024, values=values)


def test_the_rule_moves_reports_between_the_classes(book):
    record(book, received_on=date(2024, 3, 15))
    assert cell(book).standing.report_class is ReportClass.LATE
    rule(book, report_strict=False)
    assert cell(book).standing.report_class is ReportClass.ON_TIME
    rule(book, report_strict=True, report_shift=Shift.NEXT)
    assert cell(book).standing.report_class is ReportClass.LATE  # 14/3/2024 is a Thursday
    book.write(report_settings.add_holiday, on_date=date(2024, 3, 14), name="Nghỉ bù")
    assert cell(book).standing.report_class is ReportClass.ON_TIME
    history.undo(book)
    assert cell(book).standing.report_class is ReportClass.LATE


@pytest.mark.parametrize(
    ("values", "field"),
    [({"report_before_day": 31}, "report_before_day"), ({"report_lock_day": 30}, "report_lock_day")],
)
def test_a_day_that_not_every_month_has_is_refused(book, values, field):
    with pytest.raises(InputError) as refused:
        rule(book, **values)
    assert refused.value.field == field


def test_a_day_off_is_typed_once_and_never_one_of_the_law(book):
    book.write(report_settings.add_holiday, on_date=date(2024, 2, 9), name="Tết Nguyên đán")
    for day in (date(2024, 2, 9), date(2024, 9, 2)):
        with pytest.raises(InputError) as refused:
            book.write(report_settings.add_holiday, on_date=day, name="Nghỉ")
        assert refused.value.field == "on_date"
    (row,) = book.read(report_settings.holidays)
    book.write(report_settings.remove_holiday, holiday_uid=row.uid)
    assert book.read(report_settings.holidays) == []


def test_a_locked_month_is_changed_only_with_a_reason(book):
    record(book, received_on=date(2024, 3, 12), progress="Đang làm cổng")
    rule(book, report_lock_day=1)
    assert form(book).locked_on == date(2024, 4, 1)
    with pytest.raises(RefusedError, match="đã khóa từ ngày 01/04/2024"):
        record(book, received_on=date(2024, 3, 12), progress="Xong cổng")
    with pytest.raises(RefusedError, match="đã khóa"):
        book.write(monthly_reports.remove_report, hamlet_uid=put(book), month=MARCH, today=TODAY)
    record(book, received_on=date(2024, 3, 12), progress="Xong cổng", reason="Bản báo nhầm")
    (kept,) = form(book).versions
    assert (kept.number, kept.reason) == (1, "Bản báo nhầm")
    assert [(line.old, line.new) for line in kept.lines] == [("Đang làm cổng", "Xong cổng")]


def test_corrections_of_a_day_are_one_version_and_the_first_day_is_none(book):
    record(book, received_on=date(2024, 3, 12))
    record(book, received_on=date(2024, 3, 12), progress="Một")
    assert form(book).versions == ()
    later = date(2024, 4, 25)
    record(book, today=later, received_on=date(2024, 3, 12), progress="Hai")
    record(book, today=later, received_on=date(2024, 3, 12), progress="Ba")
    record(book, today=date(2024, 4, 26), received_on=date(2024, 3, 13), progress="Ba")
    second, first = form(book).versions
    assert [(line.old, line.new) for line in first.lines] == [("Một", "Ba")]
    assert [(line.old, line.new) for line in second.lines] == [("12/03/2024", "13/03/2024")]
    assert (first.number, second.number, second.on_date) == (1, 2, date(2024, 4, 26))


def test_a_report_taken_out_takes_its_versions_and_comes_back_with_them(book):
    record(book, received_on=date(2024, 3, 12))
    record(book, today=date(2024, 4, 25), received_on=date(2024, 3, 13))
    uid = cell(book).report.uid
    book.write(monthly_reports.remove_report, hamlet_uid=put(book), month=MARCH, today=TODAY)
    assert book.read(report_versions.versions, report_uid=uid) == []
    history.undo(book)
    assert len(form(book).versions) == 1


def test_the_form_asks_for_each_unmet_indicator(book):
    assert [(line.number, line.unmet) for line in form(book).works] == [
        ("1.2", True),
        ("4.3", True),
        ("13.2", True),
    ]
    gate = form(book).works[0]
    place = {"hamlet_uid": put(book), "month": MARCH, "indicator_uid": gate.indicator_uid, "today": TODAY}
    book.write(report_form.set_work, text="Đã đổ móng", **place)
    assert form(book).works[0].text == "Đã đổ móng"
    book.write(report_form.set_work, text="", **place)
    assert form(book).works[0].text == ""


def test_the_form_tells_what_changed_since_the_report_before(book, tmp_path):
    record(book, received_on=date(2024, 3, 12))
    newest = book.read(assessments.rounds_of, hamlet_uid=put(book))[0]
    rows = book.read(assessments.sheet, round_uid=newest.uid).rows
    unmet = next(row for row in rows if row.indicator.number == "1.2")
    book.close()
    now = datetime(2024, 4, 22, 3, tzinfo=UTC)
    later = open_book(book.folder, now=lambda: now)
    later.write(
        monthly_reports.record_report,
        hamlet_uid=put(later),
        month=MARCH,
        values=ReportValues(received_on=date(2024, 4, 21)),
        today=date(2024, 4, 22),
    )
    later.write(assessments.record, assessment_uid=unmet.uid, values={"claimed": Verdict.MET})
    proof = tmp_path / "Ảnh cổng.txt"
    proof.write_text("x", encoding="utf-8")
    changes = form(later, 4, date(2024, 4, 22)).changes
    later.close()
    assert (changes.since, changes.met, changes.lost) == (date(2024, 4, 21), ("1.2",), ())


def test_the_file_of_a_report_is_kept_from_the_trash(book, tmp_path):
    record(book, received_on=date(2024, 3, 12))
    file = tmp_path / "bao-cao.pdf"
    file.write_bytes(_pdf())
    (uid,) = add_files(book, [file], Silent()).uids
    book.write(report_form.attach_file, hamlet_uid=put(book), month=MARCH, evidence_uid=uid, today=TODAY)
    assert form(book).file_name == "bao-cao.pdf"
    assert book.read(evidence_uses.used_elsewhere, evidence_uids=[uid]) == {uid}


def _pdf() -> bytes:
    import io

    import pikepdf

    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made)
    return made.getvalue()


def test_two_years_side_by_side_add_up_to_their_sum(book):
    record(book, received_on=date(2024, 3, 12))
    one = book.read(monthly_reports.month_grid, year=2024, today=TODAY)
    two = book.read(monthly_reports.month_grid, year=2024, today=TODAY, years_before=1)
    assert len(two.months) == len(two.rows[0].cells) == 24
    assert two.months[0] == Month(2023, 1)
    assert two.counts_of(2024) == one.counts == two.counts
    assert sum(two.counts_of(2023).values()) == 0
    assert two.rows[0].cells[12:] == one.rows[0].cells


def test_a_month_entered_twice_is_one_report(book):
    record(book, received_on=date(2024, 3, 12))
    record(book, received_on=date(2024, 3, 13))
    values = cell(book).report.values
    assert values == replace(ReportValues(), received_on=date(2024, 3, 13))


def test_a_month_out_of_the_plan_is_refused(book):
    with pytest.raises(NotFoundError, match="Năm 2023 chưa có kế hoạch"):
        book.write(
            monthly_reports.record_report,
            hamlet_uid=put(book),
            month=Month(2023, 3),
            values=ReportValues(),
            today=TODAY,
        )


def test_a_form_shows_what_the_grid_has_not_read(book: Workspace) -> None:
    record(book, received_on=date(2024, 3, 12), reporter="Lò Văn Pán", progress="Đang làm cổng")
    whole = book.read(monthly_reports.month_grid, year=2024, today=TODAY)
    looked = book.read(monthly_reports.month_grid, year=2024, today=TODAY, whole=False)
    assert (looked.counts, looked.month_counts) == (whole.counts, whole.month_counts)
    (short,) = [one for row in looked.rows for one in row.cells if one.report]
    assert short.report.values == ReportValues(received_on=date(2024, 3, 12))
    shown = book.read(report_form.report_form, hamlet_uid=put(book), cell=short, today=TODAY)
    assert shown.cell == cell(book)
    assert shown.cell.report.values.progress == "Đang làm cổng"
