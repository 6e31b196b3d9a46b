from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from app.domain.criteria import DutyKind
from app.services import criteria, history, people, plans, responsibilities
from app.services.people import Term
from app.ui.pages.catalogue_duties import DutiesPanel
from app.ui.tables import TablePanel

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
TODAY = date(2024, 4, 20)


@pytest.fixture
def page(qtbot, context):
    made = DutiesPanel(context)
    qtbot.addWidget(made)
    context.changed.connect(made.refresh)
    made.resize(1150, 700)
    made.refresh()
    made.show()
    qtbot.waitExposed(made)
    return made


def rows(page):
    return {row.number: row for row in page.table.shown_rows()}


def pick(page, *numbers: str) -> None:
    view = page.table.view
    view.clearSelection()
    flags = view.selectionModel().SelectionFlag
    for number in numbers:
        place = page.table.model.number_of(rows(page)[number].target.uid)
        view.selectionModel().select(page.table.model.index(place, 0), flags.Select | flags.Rows)


def tick(qtbot, page, code: str, kind: DutyKind) -> None:
    """Click the cell of a role in the list on the right."""
    table = page.picker.table
    place = next(at for at, line in enumerate(table.shown_rows()) if line.role.code == code)
    index = table.model.index(place, table.model.column_number(kind.value))
    table.view.scrollTo(index)
    qtbot.mouseClick(table.view.viewport(), LEFT, NONE, table.view.visualRect(index).center())


def codes(page, number: str, kind: DutyKind = DutyKind.LEAD) -> list[str]:
    return [role.code for role in rows(page)[number].named(kind).roles]


def test_a_click_gives_a_duty_to_all_selected_rows_and_ctrl_z_takes_it_back(qtbot, page):
    pick(page, "1.1", "2.1", "13.2")
    tick(qtbot, page, "CA", DutyKind.APPRAISE)
    assert [codes(page, number, DutyKind.APPRAISE) for number in ("1.1", "2.1", "13.2")] == [["CA"]] * 3
    assert len(page.table.selected_rows()) == 3
    assert page.findChild(QToolButton, "noAppraiserFilter").text().startswith("41 ")
    history.undo(page.context.workspace)
    assert codes(page, "1.1", DutyKind.APPRAISE) == []


def test_the_counts_are_filters_and_a_row_that_is_mended_goes(qtbot, page):
    pick(page, "2.1")
    tick(qtbot, page, "CA", DutyKind.LEAD)
    double = page.findChild(QToolButton, "severalLeadsFilter")
    assert double.text() == "1 có nhiều chủ trì"
    double.click()
    assert list(rows(page)) == ["2.1"]
    pick(page, "2.1")
    tick(qtbot, page, "CA", DutyKind.LEAD)
    assert (rows(page), double.text()) == ({}, "0 có nhiều chủ trì")
    page.findChild(QToolButton, "noAppraiserFilter").click()
    assert (double.isChecked(), len(rows(page))) == (False, 44)


def test_what_the_criterion_says_is_shown_as_such_and_the_keyboard_does_it_all(qtbot, page):
    pick(page, "13")
    page.picker.table.view.selectRow(0)
    qtbot.keyClick(page.picker.table.view, Qt.Key.Key_T)
    name = "Địa chính xã (phụ trách chung, giúp việc Chương trình MTQG xây dựng NTM)"
    column = next(column for column in page.table.model.columns if column.key == "appraise")
    assert column.display(rows(page)["13.2"]) == f"{name} (theo tiêu chí)"
    assert column.display(rows(page)["13"]) == name
    pick(page, "13.2")
    tick(qtbot, page, "YT", DutyKind.APPRAISE)
    assert len(codes(page, "13.2", DutyKind.APPRAISE)) == 2
    page.findChild(QPushButton, "followCriterionButton").click()
    assert codes(page, "13.2", DutyKind.APPRAISE) == ["DC_CHUNG"]


def test_the_matrix_marks_roles_takes_letters_and_goes_into_excel(qtbot, page):
    page.matrix.setChecked(True)
    role = next(row for row in page.context.read(criteria.roles) if row.code == "CA")
    at = page.table.model.index(
        page.table.model.number_of(rows(page)["1.1"].target.uid), page.table.model.column_number(role.uid)
    )
    page.table.view.setCurrentIndex(at)
    qtbot.keyClick(page.table.view, Qt.Key.Key_P)
    assert at.data() == "P"
    page.table.copy_all()
    lines = [line.split("\t") for line in QApplication.clipboard().text().splitlines()]
    place = lines[0].index("Công an xã")
    assert next(line for line in lines if line[0] == "1.1")[place] == "P"


def test_the_paper_names_the_holder_and_leaves_an_open_place(page):
    book = page.context.workspace
    role = next(row.uid for row in book.read(criteria.roles) if row.code == "YT")
    hoa = book.write(people.add, name="Lò Thị Hoa")
    book.write(people.hold, term=Term(hoa, role))
    set_uid = book.read(plans.plan_of_year, year=2024).set_uid
    target = rows(page)["1.1"].target
    lead = rows(page)["1.1"].lead.roles[0].uid
    book.write(responsibilities.take, set_uid=set_uid, targets=[target], role_uid=lead, duty=DutyKind.LEAD)
    title, grid = page.paper()
    found = {row[0]: row for row in grid.rows}
    assert title.endswith("xã Chiềng Khoi")
    assert found["13.2"][2] == "Trạm y tế xã (Lò Thị Hoa)"
    assert (found["1"][1], found["1.1"][2]) == ("Tiêu chí 1. " + rows(page)["1"].text, "(chưa có)")


def test_a_book_without_a_set_says_what_to_do(qtbot, make_context, empty_book):
    context = make_context(empty_book)
    page = DutiesPanel(context)
    qtbot.addWidget(page)
    page.refresh()
    went = []
    context.going.connect(lambda key, place: went.append((key, place)))
    next(button for button in page.findChildren(QPushButton) if button.text() == "Mở Bộ tiêu chí").click()
    assert went == [("catalogue", {"panel": "sets"})]
    assert page.findChild(TablePanel, "dutyTable").shown_rows() == []
