"""Danh mục › Quy trình through its widgets: choosing, typing, ordering, copying, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from app.domain.procedure import ComponentKind
from app.services import history, procedures
from app.services.procedures import ProfileRow
from app.ui.context import Context
from app.ui.pages.catalogue_procedures import ProceduresPanel


@pytest.fixture
def panel(context: Context, qtbot) -> ProceduresPanel:
    made = ProceduresPanel(context)
    context.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.refresh()
    made.show()
    return made


def named(context: Context, start: str) -> ProfileRow:
    return next(row for row in context.read(procedures.profiles) if row.title.startswith(start))


def type_into(panel: ProceduresPanel, name: str, text: str) -> None:
    editor = panel.form.editor(name)
    assert isinstance(editor, QLineEdit)
    editor.setText(text)
    editor.textEdited.emit(text)


def test_the_list_says_which_is_in_force_and_which_is_for_reference(panel):
    said = {link.text: link.detail for link in panel.list.links()}
    assert said["Ba cấp (đến 30/6/2025)"] == "Đang áp dụng, đến 30/06/2025"
    assert said["Hai cấp (từ 1/7/2025)"] == "Hiệu lực từ 01/07/2025"
    assert "tham khảo" in said["Thanh Hóa (tham khảo)"]
    assert panel.current.title == "Ba cấp (đến 30/6/2025)"


def test_blank_bodies_say_that_no_source_names_them(panel, context):
    panel.show_place({"profile_uid": named(context, "Hai cấp").uid})
    assert panel.form.editor("received_by").placeholderText() == "chưa có nguồn – xã điền"
    assert panel.form.editor("received_by").text() == ""
    assert panel.place() == {"profile_uid": named(context, "Hai cấp").uid, "tab": 0}


def test_what_is_typed_is_saved_and_taken_back(panel, context):
    panel.show_place({"profile_uid": named(context, "Hai cấp").uid})
    type_into(panel, "received_by", "Sở Nông nghiệp và Môi trường {tỉnh}")
    assert panel.commit_pending()
    assert named(context, "Hai cấp").received_by == "Sở Nông nghiệp và Môi trường {tỉnh}"
    history.undo(context.workspace)
    assert named(context, "Hai cấp").received_by is None


def test_a_wrong_placeholder_holds_the_person_and_says_why(panel, context):
    type_into(panel, "decided_by", "Chủ tịch UBND {quận}")
    panel.list.chosen.emit(named(context, "Hai cấp").uid)
    assert panel.current.title.startswith("Ba cấp")
    assert panel.list.currentIndex().row() == 0
    assert "{quận}" in panel.form.errors()["decided_by"]


def test_dates_that_claim_days_of_another_are_refused_beside_the_field(panel, context):
    type_into(panel, "valid_to", "01/07/2025")
    assert not panel.commit_pending()
    assert "Trùng thời gian với “Hai cấp" in panel.form.errors()["valid_to"]
    assert named(context, "Ba cấp").valid_to == date(2025, 6, 30)


def test_parts_are_ordered_with_keys(panel, context, qtbot):
    panel.tabs.setCurrentIndex(1)
    second = panel.current.components[1]
    panel.components.select(second.uid)
    panel.components.table.view.setFocus()
    panel.activateWindow()
    qtbot.waitUntil(panel.components.table.view.hasFocus)
    qtbot.keyClick(panel.components.table.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert named(context, "Ba cấp").components[0].uid == second.uid
    assert panel.components.table.current_row().uid == second.uid
    assert not panel.components.up_button.isEnabled()


def test_a_part_is_added_named_and_taken_out(panel, context):
    panel.tabs.setCurrentIndex(1)
    kinds = [action.text() for action in panel.components.add_button.menu().actions()]
    assert kinds == ["Giấy tờ khác"]  # every other kind is there already
    panel.add_component(ComponentKind.OTHER)
    title = panel.components.form.editor("title")
    title.setText("Ảnh lễ công bố")
    title.textEdited.emit("Ảnh lễ công bố")
    assert panel.commit_pending()
    assert named(context, "Ba cấp").components[-1].title == "Ảnh lễ công bố"
    panel.components.remove_button.click()
    assert len(named(context, "Ba cấp").components) == 8
    assert panel.components.table.current_row().kind is ComponentKind.EVIDENCE


def test_a_deadline_is_typed_as_a_day_and_month(panel, context):
    panel.tabs.setCurrentIndex(2)
    editor = panel.steps.form.editor("before")
    editor.setText("31/4")
    editor.textEdited.emit("31/4")
    assert not panel.commit_pending()
    editor.setText("5/11")
    editor.textEdited.emit("5/11")
    assert panel.commit_pending()
    first = named(context, "Ba cấp").steps[0]
    assert (first.before_day, first.before_month) == (5, 11)


def test_a_copy_of_the_reference_becomes_the_communes_own(panel, context):
    panel.show_place({"profile_uid": named(context, "Thanh Hóa").uid})
    panel.ask_copy()
    dialog = panel._dialog
    dialog.form.load({"title": "", "valid_from": date(2026, 3, 1), "end_previous": False})
    button = dialog.findChild(QPushButton, "copyProfileButton")
    button.click()
    assert dialog.isVisible()  # it has no name yet
    dialog.form.load({"title": "Quy trình của xã", "valid_from": date(2026, 3, 1), "end_previous": False})
    button.click()
    assert "Trùng thời gian" in dialog.form.errors()["valid_from"]
    dialog.form.load({"title": "Quy trình của xã", "valid_from": date(2026, 3, 1), "end_previous": True})
    button.click()
    assert not dialog.isVisible()
    assert panel.current.title == "Quy trình của xã"
    assert named(context, "Hai cấp").valid_to == date(2026, 2, 28)


def test_a_profile_taken_out_comes_back_with_undo(panel, context):
    panel.findChild(QPushButton, "removeProfileButton").click()
    assert len(panel.list.links()) == 2
    history.undo(context.workspace)
    panel.refresh()
    assert "Ba cấp (đến 30/6/2025)" in [link.text for link in panel.list.links()]
