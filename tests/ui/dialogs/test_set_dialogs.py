"""The dialogs of versions and imports, pressed as a person presses them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.services import assessments, criteria, history, places, plans, set_entry
from app.services.set_files import export_set, read_sheets
from app.services.set_import import ImportKind
from app.services.workspace import Workspace, open_book
from app.ui.context import Context
from app.ui.dialogs.import_set import ImportSetDialog, read_file
from app.ui.dialogs.move_set import MoveSetDialog, open_move_set
from app.ui.dialogs.new_version import open_new_version
from app.ui.tasks import TaskRunner

NOW = datetime(2024, 4, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def context(sample_folder: Path, tmp_path: Path, qtbot) -> Iterator[Context]:
    shutil.copytree(sample_folder, tmp_path / "so")
    book = open_book(tmp_path / "so", now=lambda: NOW)
    runner = TaskRunner(None)
    yield Context(book, runner, 2024)
    runner.shutdown()
    book.close()


@pytest.fixture
def parent(qtbot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def old(context: Context) -> str:
    return context.read(criteria.criteria_sets)[0].uid


def book_of(context: Context) -> Workspace:
    return context.workspace


def type_text(widget: QWidget, text: str) -> None:
    """As an input method commits it."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def make_version(context: Context, parent: QWidget, old: str, version: str) -> str:
    made: list[str] = []
    dialog = open_new_version(context, old, parent, made.append)
    type_text(dialog.form.editor("version"), version)
    dialog.create_button.click()
    return made[0] if made else ""


def test_a_new_version_is_asked_for_and_made(context, parent, old):
    assert make_version(context, parent, old, "2022-2025") == "", "the book has that one"
    uid = make_version(context, parent, old, "2026")
    assert context.read(criteria.criteria_set, set_uid=uid).version == "2026"


def test_the_book_moves_after_both_sides_were_shown(context, parent, old):
    new = make_version(context, parent, old, "2026")
    dialog = open_move_set(context, parent, new)
    assert (dialog.old.currentData(), dialog.new.currentData()) == (old, new)
    assert dialog.counts.text() == "44 giữ nguyên"
    assert dialog.move_button.text() == "Chuyển 2 đơn vị"
    dialog.boxes[1].setChecked(False)
    dialog.form.load({"held_on": date(2022, 1, 1)})
    dialog.move_button.click()
    assert "từ ngày đó trở đi" in dialog.form.errors()["held_on"]
    dialog.form.load({"held_on": date(2024, 4, 20)})
    dialog.move_button.click()
    plan = context.read(plans.plan_of_year, year=2024)
    rows = context.read(plans.planned_hamlets, plan_uid=plan.uid)
    assert [row.set_uid for row in rows] == [new, old]
    put = context.read(places.find_hamlet, name="put").uid
    assert context.read(assessments.latest_round, hamlet_uid=put, set_uid=new) is not None
    history.undo(book_of(context))
    assert {row.set_uid for row in context.read(plans.planned_hamlets, plan_uid=plan.uid)} == {old}


def test_a_set_with_nothing_to_come_from_says_so(context, parent, old):
    dialog = MoveSetDialog(context, old, parent)
    assert "chưa có bộ nào khác" in dialog.counts.text()
    assert not dialog.move_button.isEnabled()


def changed_file(context: Context, set_uid: str, folder: Path, *changes: tuple[str, str]) -> Path:
    path = export_set(context.workspace, set_uid=set_uid, target=folder / "bo.yaml")
    text = path.read_text("utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    path.write_text(text, "utf-8")
    return path


KNOWN = ("number: '13.2'", "number: '13.2'\n    threshold: '90'")
RENAMED = ("name: Giao thông", "name: Đường sá")
MEANING = ("measure: yes_no", "measure: number")


def test_what_nobody_knew_comes_in_and_a_drifted_name_waits_for_its_tick(context, parent, old, tmp_path):
    path = changed_file(context, old, tmp_path, KNOWN, RENAMED)
    dialog = ImportSetDialog(context, read_sheets(path), old, parent)
    assert dialog.import_button.text() == "Nhập 1 thay đổi"
    renamed = next(row for row in dialog.found.rows if row.kind is ImportKind.RENAMED)
    dialog.panel.cell_clicked.emit(renamed, "tick")
    assert dialog.import_button.text() == "Nhập 2 thay đổi"
    dialog.import_button.click()
    made = context.read(set_entry.set_definition, set_uid=old)
    assert {one.number: one.threshold for one in made.indicators}["13.2"] == "90"
    assert made.criteria[1].name == "Đường sá"


def test_a_change_of_meaning_asks_for_the_name_of_a_new_version(context, parent, old, tmp_path):
    path = changed_file(context, old, tmp_path, MEANING)
    dialog = ImportSetDialog(context, read_sheets(path), old, parent)
    assert dialog.import_button.text() == "Tạo phiên bản mới và nhập 1 thay đổi"
    dialog.import_button.click()
    assert dialog.form.errors(), "without a name nothing happens"
    assert len(context.read(criteria.criteria_sets)) == 1
    type_text(dialog.form.editor("version"), "2026")
    dialog.import_button.click()
    assert [row.version for row in context.read(criteria.criteria_sets)] == ["2022-2025", "2026"]


def test_a_wrong_row_holds_the_import_back_until_it_is_left_out(context, parent, old, tmp_path):
    path = changed_file(context, old, tmp_path, KNOWN)
    sheets = read_sheets(path)
    path.write_text(path.read_text("utf-8").replace("'90'", "'90'\n    leads: [KHONG]", 1), "utf-8")
    text = path.read_text("utf-8")
    at = text.index("leads: [KHONG]")
    path.write_text(text[:at] + text[at:].replace("    leads:\n    - YT\n", "", 1), "utf-8")
    sheets = read_sheets(path)
    dialog = ImportSetDialog(context, sheets, old, parent)
    assert not dialog.import_button.isEnabled()
    assert "KHONG" in dialog.summary.text()
    dialog.untick_button.click()
    assert dialog.import_button.isEnabled()
    dialog.import_button.click()
    one = next(
        one for one in context.read(set_entry.set_definition, set_uid=old).indicators if one.number == "13.2"
    )
    assert (one.threshold, one.leads) == ("90", ("YT",))


def test_the_file_is_read_away_from_the_screen(context, parent, old, tmp_path, qtbot):
    read_file(context, parent, changed_file(context, old, tmp_path, KNOWN), old)
    qtbot.waitUntil(lambda: parent.findChild(ImportSetDialog) is not None)
    assert parent.findChild(ImportSetDialog).outcome().changes == 1
