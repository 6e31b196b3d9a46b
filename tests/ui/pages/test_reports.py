from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QDialogButtonBox, QLineEdit, QPushButton

from app.domain.deadlines import Channel, ReportClass
from app.services import history, plans
from app.ui.dialogs.exemption import ExemptionDialog
from app.ui.forms import FormView
from app.ui.pages.reports_months import MonthlyReportsPage
from app.ui.tables import TablePanel

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot, context):
    made = MonthlyReportsPage(context)
    qtbot.addWidget(made)
    context.changed.connect(made.refresh)
    made.resize(1150, 700)
    made.refresh()
    made.show()
    qtbot.waitExposed(made)
    return made


def table_of(page) -> TablePanel:
    return page.findChild(TablePanel, "reportGrid")


def form_of(page) -> FormView:
    return page.findChild(FormView, "reportForm")


def line(page, title: str):
    return next(line for line in table_of(page).shown_rows() if line.title == title)


def cell(page, month: int, title: str = "Bản Pút"):
    return line(page, title).cell(month)


def kept(page):
    """The report in the form, as the book keeps it."""
    return page.panel.shown.cell.report


def click(qtbot, page, month: int, row: int = 0) -> None:
    view = table_of(page).view
    index = view.model().index(row, table_of(page).model.column_number(f"m{month}"))
    view.scrollTo(index)
    qtbot.mouseClick(view.viewport(), LEFT, NONE, view.visualRect(index).center())
    QApplication.processEvents()  # the form finds its place beside the grid


def type_into(qtbot, page, field: str, text: str) -> None:
    editor = form_of(page).editor(field)
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)


def press(qtbot, page, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button.isEnabled()
    qtbot.mouseClick(button, LEFT)


def text_of(page, row: str, column: str) -> str:
    found = next(one for one in table_of(page).model.columns if one.key == column)
    return found.display(line(page, row))


def test_a_report_in_time_and_a_late_one(qtbot, page):
    assert not form_of(page).isVisible()
    click(qtbot, page, 1)
    assert form_of(page).isVisible()
    type_into(qtbot, page, "received_on", "12/01/2024")
    click(qtbot, page, 2)
    assert form_of(page).values()["received_on"] is None
    type_into(qtbot, page, "received_on", "17/2/2024")
    assert cell(page, 1).standing.report_class is ReportClass.ON_TIME
    assert (cell(page, 2).standing.report_class, cell(page, 2).standing.days_late) == (ReportClass.LATE, 3)
    assert text_of(page, "Bản Pút", "m2") == "Trễ 3 ngày"
    sums = ("expected", "received", "rate", "on_time", "on_time_rate")
    assert [text_of(page, "Bản Pút", f"sum_{key}") for key in sums] == ["4", "2", "50,0", "1", "25,0"]
    assert [text_of(page, "% nộp", f"m{month}") for month in (1, 3, 5)] == ["50", "0", "–"]
    assert text_of(page, "Phải nộp", "sum_expected") == "8"
    assert text_of(page, "% đúng", "sum_on_time_rate") == "12,5"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31/02/2024", "Không có ngày 31/02/2024"),
        ("21/04/2024", "còn ở phía trước"),
        ("09/03/2024", "trước ngày viết 10/03/2024"),
    ],
)
def test_a_day_that_cannot_be_stays_with_its_sentence(qtbot, page, typed, sentence):
    click(qtbot, page, 3)
    type_into(qtbot, page, "written_on", "10/03/2024")
    type_into(qtbot, page, "reporter", "Lo Van Pan")
    type_into(qtbot, page, "received_on", typed)
    assert sentence in form_of(page).errors()["received_on"]
    click(qtbot, page, 4)
    assert page.place()["month"] == 3
    editor = form_of(page).editor("received_on")
    assert isinstance(editor, QLineEdit)
    assert editor.text() == typed
    assert kept(page).values.reporter == "Lo Van Pan"
    assert cell(page, 3).standing.report_class is ReportClass.MISSING
    type_into(qtbot, page, "received_on", "12/03/2024")
    click(qtbot, page, 4)
    assert page.place()["month"] == 4
    assert cell(page, 3).standing.report_class is ReportClass.ON_TIME


def test_a_later_day_of_writing_frees_the_day_of_receipt(qtbot, page):
    click(qtbot, page, 3)
    type_into(qtbot, page, "written_on", "10/03/2024")
    type_into(qtbot, page, "received_on", "09/03/2024")
    type_into(qtbot, page, "written_on", "08/03/2024")
    assert form_of(page).errors() == {}
    assert cell(page, 3).report.values.received_on == date(2024, 3, 9)


def test_every_field_saves_by_itself(qtbot, page, context):
    click(qtbot, page, 3)
    type_into(qtbot, page, "progress", "dang lam cong")
    type_into(qtbot, page, "difficulties", "thieu kinh phi")
    type_into(qtbot, page, "proposals", "ho tro xi mang")
    box = form_of(page).editor("channel")
    assert isinstance(box, QComboBox)
    assert [box.itemText(at) for at in range(4)] == ["Giấy", "Zalo", "USB", "Trực tiếp"]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    values = kept(page).values
    assert (values.progress, values.difficulties, values.proposals, values.channel) == (
        "dang lam cong",
        "thieu kinh phi",
        "ho tro xi mang",
        Channel.ZALO,
    )
    figures = form_of(page).values()["figures"]
    assert figures == "Rà soát 31/12/2023: 13/16 tiêu chí, 41/44 chỉ tiêu. Chưa đạt: 1.2, 4.3, 13.2."
    assert form_of(page).values()["entered_on"] == "20/04/2024"


def test_a_removed_report_comes_back(qtbot, page, context):
    click(qtbot, page, 3)
    type_into(qtbot, page, "received_on", "12/03/2024")
    press(qtbot, page, "removeReportButton")
    assert cell(page, 3).report is None
    assert form_of(page).values()["received_on"] is None
    history.undo(context.workspace)
    assert form_of(page).values()["received_on"] == date(2024, 3, 12)


def test_exemption_asks_for_a_reason(qtbot, page):
    click(qtbot, page, 3)

    def answer() -> None:
        dialog = page.findChild(ExemptionDialog)
        if dialog is None or not dialog.isVisible():
            QTimer.singleShot(10, answer)
            return
        ok = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
        qtbot.mouseClick(ok, LEFT)
        assert dialog.isVisible()
        assert dialog.form.errors()
        qtbot.keyClicks(dialog.form.editor("reason"), "kiem tra chung")
        qtbot.mouseClick(ok, LEFT)

    QTimer.singleShot(0, answer)
    press(qtbot, page, "exemptButton")
    assert cell(page, 3).standing.report_class is ReportClass.EXEMPT
    assert not form_of(page).editor("received_on").isEnabled()
    assert text_of(page, "Bản Pút", "sum_expected") == "3"
    press(qtbot, page, "exemptButton")
    assert cell(page, 3).report is None
    assert form_of(page).editor("received_on").isEnabled()


def test_the_keyboard_alone(qtbot, page):
    view = table_of(page).view
    view.setFocus()
    page.show_place({"hamlet_uid": line(page, "Bản Tủm").key, "month": 4})
    assert view.currentIndex().row() == 1
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is form_of(page).editor("written_on")
    assert page.place() == {"hamlet_uid": line(page, "Bản Tủm").key, "month": 3}
    qtbot.keyClick(form_of(page).editor("written_on"), Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is view
    assert page.place() == {}


def test_sums_stay_below_however_hamlets_are_sorted(page):
    view = table_of(page).view
    for order in (Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder):
        view.sortByColumn(0, order)
        assert [row.months is None for row in table_of(page).shown_rows()] == [False] * 2 + [True] * 5


def test_a_month_at_the_far_end_stays_in_sight_beside_its_form(qtbot, page):
    click(qtbot, page, 12)
    view = table_of(page).view
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))


def test_a_cell_tells_what_it_is(page):
    model = table_of(page).model
    spoken = model.index(0, model.column_number("m3")).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Bản Pút, tháng 3/2024: Chưa nộp, quá 37 ngày"


def test_the_reminder_goes_to_the_clipboard(qtbot, page, context):
    said: list[str] = []
    context.said.connect(said.append)
    press(qtbot, page, "lateListButton")
    assert "- Bản Tủm: tháng 1 (quá hạn 97 ngày)" in QApplication.clipboard().text()
    assert "Zalo" in said[-1]


def test_the_paper_has_letters_for_marks(qtbot, page):
    click(qtbot, page, 2)
    type_into(qtbot, page, "received_on", "17/02/2024")
    title, grid = page.paper()
    assert title.startswith("BẢNG THEO DÕI BÁO CÁO THÁNG NĂM 2024 – xã Chiềng Khoi")
    assert grid.rows[0][:6] == ("Bản Pút", "C", "T3", "C", "C", "")
    assert grid.rows[-1][0] == "% đúng hạn"


def test_the_rule_is_said_in_words(page):
    texts = [one.text() for one in page.findChildren(type(page._rule))]
    assert (
        "Trước ngày 15 nghĩa là chậm nhất hết ngày 14 hằng tháng, tính theo ngày nhận. "
        "Ngày 14/04/2024 là Chủ nhật; hạn vẫn giữ nguyên." in texts
    )


def test_without_a_plan_there_is_no_grid(qtbot, make_context, empty_book, sample_book):
    bare = MonthlyReportsPage(make_context(empty_book))
    qtbot.addWidget(bare)
    bare.refresh()
    bare.show()
    assert not table_of(bare).isVisible()
    other = make_context(sample_book)
    page = MonthlyReportsPage(other)
    qtbot.addWidget(page)
    other.changed.connect(page.refresh)
    other.set_year(2025)
    page.show()
    assert not table_of(page).isVisible()
    other.set_year(other.read(plans.years)[0])
    assert table_of(page).isVisible()
