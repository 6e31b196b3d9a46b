"""The commune's own reports on the screen; the rule of the day; corrections, lock and reminders of the months."""

from datetime import date

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.domain.calendar import Shift
from app.domain.deadlines import Month
from app.domain.periods import Period, PeriodKind
from app.services import monthly_reports, period_reports, places, plans, report_form, report_settings
from app.services.evidence_uses import used_elsewhere
from app.services.monthly_reports import ReportValues
from app.ui.dialogs.report_rule import ReportRuleDialog
from app.ui.forms import FormView
from app.ui.pages.reports import ReportsPage
from app.ui.pages.reports_months import MonthlyReportsPage
from app.ui.pages.reports_periods import PeriodReportsPage
from app.ui.tables import TablePanel

LEFT = Qt.MouseButton.LeftButton
TODAY = date(2024, 4, 20)


def put(context) -> str:
    return context.read(places.find_hamlet, name="put").uid


def record(context, month: int, received: date, **values) -> None:
    context.write(
        monthly_reports.record_report,
        hamlet_uid=put(context),
        month=Month(2024, month),
        values=ReportValues(received_on=received, **values),
        today=TODAY,
    )


def shown(qtbot, page):
    qtbot.addWidget(page)
    page.context.changed.connect(page.refresh)
    page.resize(1150, 700)
    page.refresh()
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def periods(qtbot, context) -> PeriodReportsPage:
    return shown(qtbot, PeriodReportsPage(context))


@pytest.fixture
def months(qtbot, context) -> MonthlyReportsPage:
    return shown(qtbot, MonthlyReportsPage(context))


def form(page, name: str) -> FormView:
    found = [one for one in page.findChildren(FormView, name) if not one.isHidden()]
    return found[-1]


def press(qtbot, page, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, LEFT)
    QApplication.processEvents()


def type_into(qtbot, page, name: str, field: str, text: str) -> None:
    editor = form(page, name).editor(field)
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    form(page, name).commit_pending()
    QApplication.processEvents()


def test_the_quarter_under_way_is_shown_first_and_says_its_day(periods):
    assert periods.place() == {"period": "2024-Q2"}
    words = [one.text() for one in periods.findChildren(QLabel)]
    assert "Gửi trước ngày 25/06/2024: chậm nhất thứ Hai ngày 24/06/2024." in words


def test_a_day_of_sending_freezes_the_text_and_clearing_it_opens_again(qtbot, periods, context):
    periods.show_place({"period": "2024-Q1"})
    texts = form(periods, "periodTexts")
    assert "chưa nộp 6" in texts.values()["reporting"]
    type_into(qtbot, periods, "periodDocument", "sent_on", "24/03/2024")
    assert not texts.field_widget("reporting").isEnabled()
    record(context, 1, date(2024, 1, 12))
    assert "chưa nộp 6" in texts.values()["reporting"]
    told = [one.text() for one in periods.findChildren(QLabel) if not one.isHidden()]
    assert any("nay khác lúc gửi: Bản Pút: báo cáo đã nộp 0, nay 1" in text for text in told)
    type_into(qtbot, periods, "periodDocument", "sent_on", "")
    assert texts.field_widget("reporting").isEnabled()
    assert "chưa nộp 5" in texts.values()["reporting"]


@pytest.mark.parametrize(("typed", "words"), [("31/02/2024", "Không có ngày"), ("20/05/2024", "chưa tới")])
def test_a_day_that_cannot_be_gets_a_sentence_beside_the_field(qtbot, periods, typed, words):
    type_into(qtbot, periods, "periodDocument", "sent_on", typed)
    assert words in form(periods, "periodDocument").errors()["sent_on"]
    assert not periods.commit_pending()


def test_a_paragraph_written_by_hand_and_the_draft_again(qtbot, periods):
    editor = form(periods, "periodTexts").editor("tasks")
    editor.setPlainText("Làm xong cổng chào.")
    assert periods.commit_pending()
    period = periods._shown.period
    view = periods.context.read(period_reports.period_view, period=period, today=TODAY)
    assert view.edited == {"tasks"}
    editor.setPlainText("")
    assert periods.commit_pending()
    qtbot.waitUntil(lambda: "Đôn đốc các bản" in editor.toPlainText())


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".xlsx"])
def test_the_report_is_written_where_the_person_says(qtbot, periods, tmp_path, suffix):
    target = tmp_path / f"bao-cao{suffix}"
    periods.files.ask = lambda suggested, wanted: str(target)
    name = {".docx": "periodWordButton", ".pdf": "periodPdfButton", ".xlsx": "periodExcelButton"}[suffix]
    press(qtbot, periods, name)
    qtbot.waitUntil(target.exists, timeout=20_000)


def test_a_link_to_a_period_finds_the_tab(qtbot, context):
    page = shown(qtbot, ReportsPage(context))
    page.show_place({"period": "2024-Q1"})
    assert page.place() == {"panel": "periods", "period": "2024-Q1"}
    page.show_place({"hamlet_uid": put(context), "month": 3})
    assert page.place()["panel"] == "months"


def test_the_rule_is_set_in_the_dialog_and_said_in_words(qtbot, months, context):
    dialog = ReportRuleDialog(context, months)
    dialog.show()
    type_into(qtbot, dialog, "reportRuleForm", "report_before_day", "20")
    assert dialog.words.text().startswith("Trước ngày 20 nghĩa là chậm nhất hết ngày 19")
    type_into(qtbot, dialog, "reportRuleForm", "report_before_day", "31")
    assert "từ 2 đến 28" in form(dialog, "reportRuleForm").errors()["report_before_day"]
    type_into(qtbot, dialog, "reportRuleForm", "report_before_day", "15")
    context.write(report_settings.change_rule, year=2024, values={"report_shift": Shift.NEXT})
    type_into(qtbot, dialog, "holidayForm", "on_date", "15/04/2024")
    type_into(qtbot, dialog, "holidayForm", "name", "Nghi bu")
    press(qtbot, dialog, "addHolidayButton")
    assert "nên hạn là thứ Ba ngày 16/04/2024" in dialog.words.text()
    type_into(qtbot, dialog, "holidayForm", "on_date", "02/09/2024")
    type_into(qtbot, dialog, "holidayForm", "name", "Quoc khanh")
    press(qtbot, dialog, "addHolidayButton")
    assert "có sẵn trong luật" in form(dialog, "holidayForm").errors()["on_date"]
    dialog.findChild(TablePanel, "holidayTable").view.selectRow(0)
    press(qtbot, dialog, "removeHolidayButton")
    assert context.read(plans.plan_of_year, year=2024).holidays == frozenset()
    dialog.close()


def test_a_locked_month_opens_with_a_reason_and_shows_its_versions(qtbot, months, context):
    record(context, 3, date(2024, 3, 12), progress="Đang làm cổng")
    context.write(report_settings.change_rule, year=2024, values={"report_lock_day": 1})
    months.open_report(put(context), 3)
    assert not form(months, "reportForm").field_widget("progress").isEnabled()
    assert months.findChild(QPushButton, "unlockReportButton").isVisible()
    months.panel.unlock("Bản báo nhầm")
    form(months, "reportForm").editor("progress").setPlainText("Xong cổng")
    assert months.commit_pending()
    button = months.findChild(QPushButton, "reportVersionsButton")
    assert button.text() == "Các lần sửa (1)…"
    months.open_report(put(context), 2)
    assert months.panel.reason == ""


def test_each_unmet_indicator_has_its_line(qtbot, months, context):
    months.open_report(put(context), 3)
    works = form(months, "reportWorks")
    fields = list(works.values())
    assert len(fields) == 3
    works.editor(fields[0]).setPlainText("Đã đổ móng")
    assert months.commit_pending()
    cell = next(row for row in months._grid.rows if row.hamlet_uid == put(context)).cells[2]
    kept = context.read(report_form.report_form, hamlet_uid=put(context), cell=cell, today=TODAY)
    assert kept.works[0].text == "Đã đổ móng"


def test_two_years_side_by_side(qtbot, months):
    table = months.findChild(TablePanel, "reportGrid")
    press(qtbot, months, "twoYearsButton")
    titles = [column.title for column in table.model.columns]
    assert (titles[1], titles[24]) == ("1/23", "12/24")
    assert "TT" not in months.paper()[1].headings[0]
    assert len(months.paper()[1].headings) == 18
    months.show_place({"hamlet_uid": put(months.context), "month": 3})
    assert months.panel.shown.cell.month == Month(2024, 3)
    press(qtbot, months, "twoYearsButton")
    assert [column.title for column in table.model.columns][1] == "T1"


def test_the_reminder_menu_writes_the_letter_of_one_hamlet(qtbot, months, tmp_path):
    target = tmp_path / "don-doc.docx"
    months.remind.files.ask = lambda suggested, wanted: str(target)
    months.findChild(TablePanel, "reportGrid").select_key(put(months.context))
    months.remind.menu.aboutToShow.emit()
    action = months.remind.menu.actions()[-1]
    assert action.text() == "Công văn riêng cho Bản Pút, Word…"
    action.trigger()
    qtbot.waitUntil(target.exists, timeout=20_000)


def test_the_signed_copy_is_kept_as_a_proof_and_guarded(qtbot, periods, context, tmp_path):
    scan = tmp_path / "Báo cáo quý II đã ký.png"
    Image.new("RGB", (200, 280), "white").save(scan)
    assert not periods.copy.open_button.isVisible()
    periods.copy.attach(scan)
    qtbot.waitUntil(lambda: periods.copy.open_button.isVisible(), timeout=10_000)
    assert periods.copy.open_button.text() == scan.name
    kept = context.read(period_reports.period_view, period=Period(PeriodKind.QUARTER, 2024, 2), today=TODAY)
    assert context.read(used_elsewhere, evidence_uids=[kept.evidence_uid]) == {kept.evidence_uid}
    gone = []
    context.going.connect(lambda page, place: gone.append((page, place)))
    periods.copy.open_button.click()
    assert gone == [("evidence", {"evidence_uid": kept.evidence_uid})]
    periods.copy.remove_button.click()
    assert periods.copy.attach_button.isVisible()
    assert context.read(used_elsewhere, evidence_uids=[kept.evidence_uid]) == frozenset()
