"""The order form's money, day and proof; the log; many rows back to their standing owners."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QToolButton

from app.domain.rights import AccountKind, Actor
from app.domain.work import WorkProgress
from app.services import assignments, history
from app.ui.forms import FormView
from app.ui.pages.assignments_tabs import AssignmentsTabs
from app.ui.rights_gate import RightsGate

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def tabs(qtbot, context):
    made = AssignmentsTabs(context)
    qtbot.addWidget(made)
    context.changed.connect(made.refresh)
    made.resize(1150, 900)
    made.refresh()
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def page(tabs):
    return tabs.panel


def order(context, number: str = "1.2", hamlet: str = "Bản Pút"):
    found = context.read(assignments.assignment_rows, year=2024, today=context.today())
    return next(row for row in found if (row.hamlet, row.indicator.number) == (hamlet, number))


def show(page, context, number: str = "1.2", hamlet: str = "Bản Pút") -> FormView:
    row = order(context, number, hamlet)
    place = {"hamlet_uid": row.target.hamlet_uid, "indicator_uid": row.target.indicator_uid}
    page.show_place(place)
    return page.findChild(FormView, "assignForm")


def put_in(qtbot, form: FormView, field: str, text: str) -> None:
    """As typed with an input method: `keyClicks` takes no Vietnamese letters."""
    editor = form.editor(field)
    editor.setFocus()
    editor.setText(text)
    editor.textEdited.emit(text)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)


def test_money_is_read_in_both_units_and_shown_in_both(qtbot, page, context):
    form = show(page, context)
    put_in(qtbot, form, "money_needed", "1,5 triệu")
    assert order(context).money_needed == Decimal(1_500_000)
    assert form.editor("money_needed").text() == "1.500.000 đồng"
    assert form._slots["money_needed"].message.spoken == "= 1,5 triệu đồng"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-5.000.000", "số âm"),
        ("1500", "“1.500 triệu”"),
        ("15.000.000 triệu", "kiểm tra đơn vị"),
        ("nhiều", "không phải là số tiền"),
    ],
)
def test_a_doubtful_sum_is_told_beside_its_field_and_not_written(qtbot, page, context, typed, said):
    form = show(page, context)
    put_in(qtbot, form, "money_needed", typed)
    assert said in form.errors()["money_needed"]
    assert order(context).money_needed is None


def test_done_without_a_proof_is_told_and_the_day_is_filled_in(qtbot, page, context):
    form = show(page, context)
    box = form.editor("progress")
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(2)
    box.activated.emit(2)
    assert order(context).done_on == context.today()
    assert form.editor("done_on").text() == "20/04/2024"
    assert "1.2 chưa có minh chứng" in form._slots["progress"].message.spoken
    put_in(qtbot, form, "done_on", "30/4/2024")
    assert "chưa tới" in form.errors()["done_on"]


def test_a_last_day_on_a_sunday_is_told(page, context):
    form = show(page, context)
    assert "Chủ nhật" in form._slots["due_before"].message.spoken


def test_the_log_takes_a_line_and_gives_it_back(qtbot, page, context):
    show(page, context)
    log = page.panel.log
    editor = log.form.editor("text")
    editor.setPlainText("Đã đổ móng cổng chào")
    qtbot.mouseClick(log.add_button, LEFT)
    assert log.lines() == ["20/04/2024 · Địa chính: Đã đổ móng cổng chào"]
    assert editor.toPlainText() == ""
    drop = page.findChild(QToolButton, "removeNoteButton")
    assert drop.accessibleName() == "Bỏ dòng nhật ký ngày 20/04/2024"
    drop.click()
    assert log.lines() == []
    history.undo(context.workspace)
    assert len(log.lines()) == 1


def test_an_empty_line_and_a_day_to_come_are_told_beside_their_fields(qtbot, page, context):
    show(page, context)
    log = page.panel.log
    log.add()
    assert "việc đã làm" in log.form.errors()["text"]
    log.form.editor("text").setPlainText("Sẽ làm")
    put_in(qtbot, log.form, "on_date", "21/4/2024")
    log.add()
    assert "chưa tới" in log.form.errors()["on_date"]
    assert log.lines() == []


def test_who_was_responsible_stands_below(page, context):
    show(page, context, "13.2")
    assert page.panel.log.people() == ["20/04/2024 – nay: Trạm y tế xã"]
    page.table.view.selectionModel().clearSelection()
    assert not page.panel.log.isVisible()


def test_chosen_rows_go_back_to_their_standing_owners(qtbot, page, context):
    show(page, context, "15.1", "Bản Tủm")
    button = page.findChild(QPushButton, "followOwnersButton")
    assert button.isEnabled()
    qtbot.mouseClick(button, LEFT)
    assert order(context, "15.1", "Bản Tủm").lead == "Công chức Văn phòng HĐND-UBND xã"
    assert not button.isEnabled()


def test_a_link_opens_the_tab_that_shows_it(tabs, context):
    tabs.show_place({"milestone": "evidence"})
    assert tabs.place()["panel"] == "year"
    row = order(context)
    tabs.show_place({"hamlet_uid": row.target.hamlet_uid, "indicator_uid": row.target.indicator_uid})
    assert tabs.place()["panel"] == "orders"


def test_an_officer_writes_the_log_and_nothing_else(page, context):
    show(page, context, "13.2")
    gate = RightsGate(page)
    gate.show_rights("assignments", page, Actor("Trạm y tế", AccountKind.OFFICER, role_code="YT"))
    assert page.panel.log.add_button.isEnabled()
    assert not page.panel.withdraw_button.isEnabled()
    assert not page.panel.form.isEnabled()


def test_many_rows_get_money_and_day_in_one_step(qtbot, page, context):
    page.table.view.selectAll()
    form = page.findChild(FormView, "assignForm")
    put_in(qtbot, form, "money_needed", "10 triệu")
    page.panel.apply()
    found = context.read(assignments.assignment_rows, year=2024, today=date(2024, 4, 20))
    assert {row.money_needed for row in found} == {Decimal(10_000_000)}
    assert {row.progress for row in found} == {WorkProgress.NOT_STARTED}
    assert "60 triệu" in form._slots["money_needed"].message.spoken
