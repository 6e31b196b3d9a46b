from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QToolButton

from app.domain.work import WorkProgress
from app.services import assignments, history
from app.ui.forms import FormView
from app.ui.pages.assignments import AssignmentsPage
from app.ui.tables import TablePanel
from app.ui.tables.grid import write_pdf

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot, context):
    made = AssignmentsPage(context)
    qtbot.addWidget(made)
    context.changed.connect(made.refresh)
    made.resize(1150, 700)
    made.refresh()
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def said(context):
    sentences: list[str] = []
    context.said.connect(sentences.append)
    return sentences


def table_of(page) -> TablePanel:
    return page.findChild(TablePanel, "assignmentTable")


def form_of(page) -> FormView:
    return page.findChild(FormView, "assignForm")


def button(page, name: str) -> QPushButton:
    return page.findChild(QPushButton, name)


def rows(page):
    """(hamlet, number) → row."""
    return {(row.hamlet, row.indicator.number): row for row in table_of(page).shown_rows()}


def pick(qtbot, page, *places: int) -> None:
    view = table_of(page).view
    for turn, place in enumerate(places):
        at = view.visualRect(view.model().index(place, 1)).center()
        qtbot.mouseClick(view.viewport(), LEFT, CTRL if turn else NONE, at)


def press(qtbot, page, name: str) -> None:
    assert button(page, name).isEnabled()
    qtbot.mouseClick(button(page, name), LEFT)


def type_into(qtbot, page, field: str, text: str) -> None:
    editor = form_of(page).editor(field)
    assert isinstance(editor, QLineEdit | QPlainTextEdit)
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)


def choose(qtbot, page, field: str, text: str) -> None:
    box = form_of(page).editor(field)
    assert isinstance(box, QComboBox)
    at = next(at for at in range(box.count()) if box.itemText(at).startswith(text))
    box.setCurrentIndex(at)
    box.activated.emit(at)


def chip(page, name: str) -> QToolButton:
    return page.findChild(QToolButton, name)


def test_three_orders_are_withdrawn_and_given_anew_in_one_step(qtbot, page, context, said):
    pick(qtbot, page, 0, 1, 2)
    press(qtbot, page, "withdrawButton")
    assert [row.assignment_uid for row in rows(page).values()][:3] == [None] * 3
    assert "Ctrl+Z" in said[-1]
    type_into(qtbot, page, "due_before", "15/7/2024")
    assert button(page, "assignButton").text() == "Giao việc (3 dòng)"
    press(qtbot, page, "assignButton")
    given = [row for key, row in rows(page).items() if key[0] == "Bản Pút"]
    assert {row.due_before for row in given} == {date(2024, 7, 15)}
    assert [row.lead.partition(" (")[0] for row in given] == [
        "Công chức Địa chính xã",
        "Công chức Địa chính xã",
        "Trạm y tế xã",
    ]
    history.undo(context.workspace)
    assert [row.assignment_uid for row in rows(page).values()][:3] == [None] * 3


def test_fields_that_differ_say_so_and_stay(qtbot, page):
    pick(qtbot, page, 0, 2, 5)
    form = form_of(page)
    assert form.values()["lead_uid"] is None
    assert form.editor("lead_uid").placeholderText() == "nhiều giá trị"
    assert form.editor("due_before").placeholderText() == "nhiều giá trị"
    before = list(rows(page).values())
    choose(qtbot, page, "progress", "Đang làm")
    qtbot.keyClick(form.editor("support"), Qt.Key.Key_Return, CTRL)
    after = list(rows(page).values())
    assert [row.progress for row in after] == [
        WorkProgress.DOING if at in (0, 2, 5) else WorkProgress.NOT_STARTED for at in range(6)
    ]
    assert [(row.lead, row.due_before, row.support) for row in after] == [
        (row.lead, row.due_before, row.support) for row in before
    ]


def test_one_order_saves_by_itself(qtbot, page):
    pick(qtbot, page, 2)
    assert button(page, "assignButton").isHidden()
    type_into(qtbot, page, "note", "hop ngay 5")
    assert rows(page)["Bản Pút", "13.2"].note == "hop ngay 5"
    assert "Lao động" in page.findChild(FormView, "assignForm").editor("lead_uid").accessibleDescription()


def test_a_wrong_date_keeps_its_row_and_its_text(qtbot, page):
    pick(qtbot, page, 0)
    type_into(qtbot, page, "due_before", "31/6/2024")
    pick(qtbot, page, 3)
    assert [row.indicator.number for row in table_of(page).selected_rows()] == ["1.2"]
    assert form_of(page).editor("due_before").text() == "31/6/2024"
    assert "Không có ngày 31/6/2024" in form_of(page).errors()["due_before"]
    assert not page.commit_pending()
    type_into(qtbot, page, "due_before", "30/6/2024")
    assert page.commit_pending()
    pick(qtbot, page, 3)
    assert [row.hamlet for row in table_of(page).selected_rows()] == ["Bản Tủm"]
    assert rows(page)["Bản Pút", "1.2"].due_before == date(2024, 6, 30)


def test_what_is_gathered_follows_a_growing_selection_and_nothing_else(qtbot, page, said):
    pick(qtbot, page, 0, 1)
    type_into(qtbot, page, "note", "gap")
    view = table_of(page).view
    qtbot.mouseClick(view.viewport(), LEFT, CTRL, view.visualRect(view.model().index(2, 1)).center())
    press(qtbot, page, "assignButton")
    assert [row.note for row in rows(page).values()][:3] == ["gap"] * 3
    pick(qtbot, page, 0, 1)
    type_into(qtbot, page, "note", "khac")
    pick(qtbot, page, 4)
    assert "đã bỏ" in said[-1]
    assert form_of(page).values()["note"] == ""
    assert rows(page)["Bản Pút", "1.2"].note == "gap"


def test_standing_owners_take_what_nobody_has(qtbot, page, said):
    assert not button(page, "standingOwnersButton").isEnabled()
    pick(qtbot, page, 0, 1, 2)
    press(qtbot, page, "withdrawButton")
    press(qtbot, page, "standingOwnersButton")
    assert said[-1] == "Đã giao 3 việc theo chủ trì mặc định."
    assert all(row.assignment_uid for row in rows(page).values())


def test_filters_and_the_way_back(qtbot, page):
    pick(qtbot, page, 0)
    press(qtbot, page, "withdrawButton")
    qtbot.mouseClick(chip(page, "unassignedFilter"), LEFT)
    assert list(rows(page)) == [("Bản Pút", "1.2")]
    qtbot.mouseClick(chip(page, "unassignedFilter"), LEFT)
    qtbot.mouseClick(chip(page, "overdueFilter"), LEFT)
    assert rows(page) == {}
    clear = next(one for one in page.findChildren(QPushButton) if one.text() == "Bỏ lọc" and one.isVisible())
    qtbot.mouseClick(clear, LEFT)
    assert len(rows(page)) == 6
    assert not chip(page, "overdueFilter").isChecked()
    qtbot.mouseClick(chip(page, "everythingSwitch"), LEFT)
    assert len(rows(page)) == 88


def test_a_click_on_the_workload_filters_by_officer(qtbot, page):
    workload = page.findChild(TablePanel, "workloadTable")
    assert workload.shown_rows()[0].role.code == "DC_KTHT"
    view = workload.view
    at = view.visualRect(view.model().index(0, 0)).center()
    qtbot.mouseClick(view.viewport(), LEFT, NONE, at)
    assert len(rows(page)) == 3
    assert button(page, "printButton").text() == "In phiếu việc…"
    qtbot.mouseClick(view.viewport(), LEFT, NONE, at)
    assert len(rows(page)) == 6


def test_enter_goes_to_the_form_and_esc_back(qtbot, page):
    view = table_of(page).view
    view.setFocus()
    view.setCurrentIndex(view.model().index(1, 0))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is form_of(page).editor("lead_uid")
    qtbot.keyClick(form_of(page).editor("lead_uid"), Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is view


def test_a_link_leads_to_a_row_that_is_not_shown(page, context):
    met = next(
        row
        for row in context.read(
            assignments.assignment_rows, year=2024, today=context.today(), everything=True
        )
        if row.indicator.number == "2.1"
    )
    place = {"hamlet_uid": met.target.hamlet_uid, "indicator_uid": met.target.indicator_uid}
    page.show_place(place)
    assert table_of(page).current_row().indicator.number == "2.1"
    assert page.place() == place


def test_the_papers(qtbot, page, tmp_path):
    import pypdfium2

    title, grid = page.paper()
    assert title == "PHỤ LỤC: PHÂN CÔNG THỰC HIỆN CÁC CHỈ TIÊU CHƯA ĐẠT NĂM 2024 – xã Chiềng Khoi"
    assert [row[2] for row in grid.rows] == ["1.2", "4.3", "13.2", "4.3", "13.2", "15.1"]
    page.show_place({"role_uid": rows(page)["Bản Pút", "13.2"].lead_uid})
    title, grid = page.paper()
    assert title == "PHIẾU GIAO VIỆC NĂM 2024 – Trạm y tế xã – xã Chiềng Khoi"
    write_pdf(grid, title, str(tmp_path / "phieu.pdf"))
    document = pypdfium2.PdfDocument(tmp_path / "phieu.pdf")
    assert "15/07/2024" in document[0].get_textpage().get_text_range()
    document.close()


def test_every_part_has_a_name_and_nothing_is_shown_without_a_plan(qtbot, page, make_context, empty_book):
    for name in ("support", "work", "due_before", "lead_uid", "progress", "note"):
        assert form_of(page).editor(name).accessibleName()
    assert table_of(page).view.accessibleName() == "Bảng phân công"
    bare = AssignmentsPage(make_context(empty_book))
    qtbot.addWidget(bare)
    bare.refresh()
    bare.show()
    assert not table_of(bare).isVisible()
    assert bare.place() == {}
    assert table_of(bare).view.currentIndex() == QModelIndex()
