"""Danh mục › Địa bàn: the list and the form of places, the dialogs that change them, lists from Excel."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu

from app.services import commune_changes, history, place_facts, place_years, places
from app.services.place_changes import Decision
from app.services.place_facts import PlaceRow
from app.services.workspace import Workspace
from app.ui.book_view import BookView
from app.ui.context import Context
from app.ui.dialogs.place_changes import PlaceTicks
from app.ui.pages import catalogue_places_files
from app.ui.pages.catalogue_places import PlacesPanel
from app.ui.tasks import TaskRunner


@pytest.fixture
def panel(qtbot: Any, context: Context) -> PlacesPanel:
    panel = PlacesPanel(context)
    qtbot.addWidget(panel)
    panel.resize(1100, 680)
    panel.show()
    context.changed.connect(panel.refresh)
    panel.refresh()
    return panel


def uid_of(context: Context, name: str) -> str:
    return context.read(places.find_hamlet, name=name).uid


def shown(panel: PlacesPanel) -> list[str]:
    return [row.shown for row in panel.table.shown_rows()]


def cell(panel: PlacesPanel, row: PlaceRow, column: str) -> str:
    model = panel.table.model
    return model.columns[model.column_number(column)].display(row)


def type_into(form: Any, name: str, text: str) -> None:
    editor = form.editor(name)
    assert isinstance(editor, QLineEdit)
    editor.setText(text)
    editor.textEdited.emit(text)
    editor.editingFinished.emit()


def test_the_commune_comes_first_and_its_own_buttons_are_shown(panel: PlacesPanel) -> None:
    assert shown(panel) == ["Xã Chiềng Khoi", "Bản Pút", "Bản Tủm"]
    assert panel.pane.row is not None
    assert panel.pane.row.of_commune
    assert (panel.pane.commune.isHidden(), panel.pane.merge.isHidden()) == (False, True)
    assert panel.pane.year.editor("commune_group").isVisible()
    assert not panel.pane.facts.editor("former_commune").isVisible()
    panel.show_place({"hamlet_uid": uid_of(panel.context, "put")})
    assert (panel.pane.commune.isHidden(), panel.pane.merge.isHidden()) == (True, False)
    assert not panel.pane.year.editor("commune_group").isVisible()


def test_figures_save_as_typed_and_a_wrong_one_keeps_the_person_here(panel: PlacesPanel) -> None:
    context = panel.context
    put, tum = uid_of(context, "put"), uid_of(context, "tum")
    panel.show_place({"place_uid": put})
    type_into(panel.pane.year, "households", "120")
    type_into(panel.pane.year, "ethnic_groups", "Thái 400; Mông 30")
    facts = context.read(place_years.year_view, place_uid=put, year=2024).facts
    assert (facts.households, facts.ethnic_groups) == (120, (("Thái", 400), ("Mông", 30)))
    type_into(panel.pane.year, "poor_households", "121")
    assert "121 hộ nghèo" in panel.pane.year.errors()["poor_households"]
    panel.table.select_key(tum)
    assert panel.pane.row is not None
    assert panel.pane.row.uid == put
    assert panel.table.current_row().uid == put
    type_into(panel.pane.year, "poor_households", "20")
    panel.table.select_key(tum)
    assert panel.pane.row.uid == tum


def test_figures_of_last_year_are_grey_and_a_group_counts_on(panel: PlacesPanel) -> None:
    context = panel.context
    put = uid_of(context, "put")
    context.write(
        place_years.record_year, place_uid=put, year=2023, values={"households": 99, "area_group": "III"}
    )
    panel.show_place({"place_uid": put})
    editor = panel.pane.year.editor("households")
    assert isinstance(editor, QLineEdit)
    assert (editor.text(), editor.placeholderText()) == ("", "99 (theo năm 2023)")
    row = panel.pane.row
    assert row is not None
    assert (cell(panel, row, "households"), cell(panel, row, "area_group")) == ("", "III")
    context.set_year(2023)
    assert editor.text() == "99"
    box = panel.pane.year.editor("area_group")
    assert isinstance(box, QComboBox)
    assert box.currentText() == "III"


def test_a_merger_from_the_dialog_and_its_way_back(panel: PlacesPanel) -> None:
    context = panel.context
    panel.show_place({"place_uid": uid_of(context, "put")})
    dialog: Any = panel.merge()
    ticks = dialog.findChild(PlaceTicks)
    assert [ticks.item(0).text(), len(ticks.ticked())] == ["Bản Pút", 1]
    type_into(dialog.form, "name", "Bản Pút Tủm")
    type_into(dialog.form, "on", "1/7/2024")
    dialog.try_save()
    assert dialog.isVisible()
    assert "ít nhất hai bản" in " ".join(dialog.form.errors().values())
    ticks.item(1).setCheckState(Qt.CheckState.Checked)
    dialog.try_save()
    assert [row.name for row in context.read(places.hamlets)] == ["Bản Pút Tủm"]
    panel.ended.setChecked(True)
    assert len(shown(panel)) == 4
    panel.show_place({"place_uid": uid_of(context, "Bản Pút Tủm")})
    assert "01/07/2024 · Sáp nhập: Bản Pút, Bản Tủm → Bản Pút Tủm" in panel.pane._history.text()
    history.undo(context.workspace)
    panel.ended.setChecked(False)
    assert shown(panel) == ["Xã Chiềng Khoi", "Bản Pút", "Bản Tủm"]


def test_a_commune_merges_and_its_hamlets_carry_its_name(panel: PlacesPanel) -> None:
    dialog: Any = panel.merge_commune()
    type_into(dialog.form, "name", "xã Yên Châu")
    type_into(dialog.form, "on", "1/7/2023")
    dialog.try_save()
    assert shown(panel)[0] == "Xã Yên Châu"
    assert not panel.table.view.isColumnHidden(panel.table.model.column_number("former_commune"))
    assert panel.table.shown_rows()[1].facts.former_commune == "xã Chiềng Khoi"


def test_the_line_above_the_page_follows_the_name_of_the_commune(
    qtbot: Any, sample_book: Workspace, themed_app: object
) -> None:
    tasks = TaskRunner()
    view = BookView(sample_book, tasks, QMenu(), list)
    qtbot.addWidget(view)
    decision = Decision(date(2024, 7, 1))
    view.context.write(commune_changes.merge_commune, name="xã Yên Châu", decision=decision)
    assert view.header.title.text() == "Sổ: xã Yên Châu"
    view.undo()
    assert view.header.title.text() == "Sổ: xã Chiềng Khoi"
    tasks.shutdown()


def test_splitting_renaming_and_adding(panel: PlacesPanel) -> None:
    context = panel.context
    panel.show_place({"place_uid": uid_of(context, "put")})
    dialog: Any = panel.rename()
    type_into(dialog.form, "name", "Bản Tủm")
    type_into(dialog.form, "on", "1/7/2024")
    dialog.try_save()
    assert "đã có" in dialog.form.errors()["name"]
    type_into(dialog.form, "name", "Bản Pút Nọi")
    dialog.try_save()
    assert "Bản Pút Nọi" in [row.name for row in context.read(places.hamlets)]
    dialog = panel.split()
    dialog.form.load({"parts": "Bản A\nBản B", "on": date(2024, 8, 1)})
    dialog.try_save()
    dialog = panel.add_hamlet()
    type_into(dialog.form, "name", "Bản C")
    type_into(dialog.form, "households", "5")
    type_into(dialog.form, "poor_households", "6")
    dialog.try_save()
    assert "poor_households" in dialog.form.errors()
    type_into(dialog.form, "poor_households", "1")
    dialog.try_save()
    assert [row.name for row in context.read(places.hamlets)] == ["Bản A", "Bản B", "Bản C", "Bản Tủm"]
    assert panel.pane.row is not None
    assert (panel.pane.row.shown, panel.pane.row.year.poor_households) == ("Bản C", 1)


def test_a_pasted_table_is_shown_before_it_is_written(panel: PlacesPanel) -> None:
    context = panel.context
    dialog: Any = panel.paste()
    dialog.box.setPlainText("Tên bản\tSố hộ\tHộ nghèo\nBản Pút\t100\t9\nBản Mé\t5\t6")
    dialog.look()
    assert not dialog.go.isEnabled()
    first = dialog.table.shown_rows()[0].row
    assert (first.fate.value, first.problems[0].cell) == ("wrong", "C3")
    dialog.box.setPlainText("Tên bản\tSố hộ\tHộ nghèo\nBản Pút\t100\t9\nBản Mé\t5\t4")
    dialog.bring_in()
    assert shown(panel) == ["Xã Chiềng Khoi", "Bản Mé", "Bản Pút", "Bản Tủm"]
    view = context.read(place_years.year_view, place_uid=uid_of(context, "put"), year=2024)
    assert view.facts.households == 100


def test_a_list_goes_out_as_xlsx_and_comes_back(panel: PlacesPanel, qtbot: Any, tmp_path: Path) -> None:
    context = panel.context
    put = uid_of(context, "put")
    context.write(place_facts.update_place, place_uid=put, values={"code": "01"})
    path = tmp_path / "Danh sách.xlsx"
    catalogue_places_files.write_file(context, path)
    qtbot.waitUntil(lambda: not context.tasks.busy, timeout=10_000)
    catalogue_places_files.read_file(context, panel, path)
    qtbot.waitUntil(lambda: not context.tasks.busy, timeout=20_000)
    opened = panel.findChildren(catalogue_places_files.PlaceImportDialog)
    assert [line.row.fate.value for line in opened[0].table.shown_rows()] == ["same", "same"]
    assert not opened[0].go.isEnabled()
