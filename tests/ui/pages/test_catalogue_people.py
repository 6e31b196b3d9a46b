from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QToolButton

from app.services import criteria, history, people, roles
from app.services.people import Term
from app.ui.pages.catalogue_people import PeoplePanel

TODAY = date(2024, 4, 20)


@pytest.fixture
def page(qtbot, context):
    made = PeoplePanel(context)
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


def uid(page, code: str) -> str:
    found = page.context.read(criteria.roles, joined_too=True)
    return next(row.uid for row in found if row.code == code)


def choose(page, code: str) -> None:
    assert page.roles.table.select_key(uid(page, code))


def click(page, name: str) -> None:
    page.view.findChild(QPushButton, name).click()


def answer(page, **values: object) -> QDialog:
    """Fill the open dialog as hands would and press its first button."""
    dialog = next(found for found in page.findChildren(QDialog) if found.isVisible())
    for name, value in values.items():
        slot = dialog.form._slots[name]
        slot.editor.write(value)
        slot.editor.typed.emit()
        slot.editor.finished.emit()
    dialog.accept()
    return dialog


def test_a_name_typed_in_the_form_renames_the_role_and_a_taken_one_is_refused_beside_it(qtbot, page):
    choose(page, "VHTT")
    line = page.roles.form.editor("name")
    assert isinstance(line, QLineEdit)
    line.setText("Phòng Văn hóa - Xã hội")
    line.textEdited.emit(line.text())
    line.editingFinished.emit()
    assert page.roles.table.current_row().role.name == "Phòng Văn hóa - Xã hội"
    line.setText("Trạm y tế xã")
    line.textEdited.emit(line.text())
    line.editingFinished.emit()
    assert "Đã có vai trò" in page.roles.form.errors()["name"]
    page.roles.table.select_key(uid(page, "YT"))
    assert page.roles.shown == uid(page, "VHTT")  # the text would be lost
    assert history.undo(page.context.workspace).action == "roles.change"


def test_a_new_person_takes_a_role_in_one_step(page):
    choose(page, "YT")
    click(page, "holdButton")
    answer(page, person_uid="", name="Lò Thị Hoa", from_on="01/01/2024")
    assert page.roles.table.current_row().holders == "Lò Thị Hoa"
    assert [row.tenure.from_on for row in page.roles.tenures.table.shown_rows()] == [date(2024, 1, 1)]
    history.undo(page.context.workspace)
    assert page.context.read(people.people) == []


def test_the_second_holder_is_said_and_an_absence_names_who_acts(page, said):
    book = page.context.workspace
    hoa, bun = (book.write(people.add, name=name) for name in ("Lò Thị Hoa", "Cầm Văn Bun"))
    book.write(people.hold, term=Term(bun, uid(page, "YT"), None, date(2024, 3, 31)))
    choose(page, "YT")
    click(page, "holdButton")
    answer(page, person_uid=hoa, from_on="01/03/2024")
    assert said[-1] == "Cùng giữ vai trò này trong thời gian đó: Cầm Văn Bun."
    table = page.roles.tenures.table
    table.view.selectRow(
        next(at for at, line in enumerate(table.shown_rows()) if line.tenure.person_uid == hoa)
    )
    click(page, "absenceButton")
    dialog = answer(page, from_on="01/01/2024")
    assert dialog.isVisible()
    assert "nằm ngoài" in dialog.form.errors()["from_on"]
    answer(page, from_on="20/04/2024", replaced_by_uid=bun)
    assert page.roles.table.current_row().holders == "Cầm Văn Bun (thay Lò Thị Hoa)"
    assert [line.absence is not None for line in table.shown_rows()] == [False, True, False]


def test_a_role_of_the_hamlets_asks_for_the_hamlet(page):
    choose(page, "BQL")
    click(page, "holdButton")
    dialog = answer(page, person_uid="", name="Hà Văn Pán")
    assert "Hãy chọn bản" in dialog.form.errors()["hamlet_uid"]
    put = next(
        option.value for option in dialog.form._slots["hamlet_uid"].editor._options if "Pút" in option.label
    )
    answer(page, hamlet_uid=put)
    assert page.roles.table.current_row().holders == "Hà Văn Pán – Bản Pút"


def test_joining_moves_the_duties_and_shows_where_the_role_went(page):
    choose(page, "YT")
    click(page, "joinRoleButton")
    answer(page, into_uid=uid(page, "VP"))
    last = page.roles.table.shown_rows()[-1].role
    assert (last.code, last.duties, last.merged_into) == ("YT", 0, "Công chức Văn phòng HĐND-UBND xã")
    assert not page.roles.join_button.isEnabled()
    history.undo(page.context.workspace)
    assert page.context.read(roles.role_details)[7].code == "YT"


def test_roles_move_by_keyboard_and_are_found_without_marks(qtbot, page):
    choose(page, "YT")
    page.activateWindow()
    page.roles.table.view.setFocus()
    qtbot.waitUntil(page.roles.table.view.hasFocus)
    qtbot.keyClick(page.roles.table.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [row.code for row in page.context.read(criteria.roles)][6:8] == ["YT", "KT"]
    page.roles.table.model.set_filter("tram y te")
    assert [line.role.code for line in page.roles.table.shown_rows()] == ["YT"]


def test_people_are_added_and_taken_away(page, said):
    page.findChild(QToolButton, "personsSwitch").click()
    page.persons.add()
    answer(page, name="Lò Thị Hoa", phone="0912 345 678")
    assert page.persons.table.current_row().person.phone == "0912 345 678"
    page.persons.add()
    answer(page, name="lò thị hoa")
    assert said[-1].startswith("Sổ đã có người tên lò thị hoa")
    click(page, "holdButton")
    answer(page, role_uid=uid(page, "YT"))
    assert page.persons.table.current_row().holds == "Trạm y tế xã"
    page.persons.tenures.table.view.selectRow(0)
    click(page, "removeTenureButton")
    click(page, "removePersonButton")
    assert len(page.context.read(people.people)) == 1
