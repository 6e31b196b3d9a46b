"""Danh mục › Bộ tiêu chí: what is done with a set as a whole, and a column that is pasted into it."""

import pytest
from PySide6.QtGui import QAction

from app.domain.criteria import SetLevel
from app.services import catalogue, history, set_files
from app.ui.dialogs.move_set import MoveSetDialog
from app.ui.dialogs.set_new import NewSetDialog, ShippedSetsDialog, open_new_set
from app.ui.dialogs.set_paste import PasteDialog
from app.ui.pages.catalogue_sets import SetsPanel


@pytest.fixture
def page(context, qtbot):
    page = SetsPanel(context)
    qtbot.addWidget(page)
    context.changed.connect(page.refresh)
    page.resize(1180, 660)
    page.refresh()
    page.show()
    return page


@pytest.fixture
def own(context, page):
    """A set that nobody uses: 1 with 1.1 and 1.2."""
    uid = context.write(
        catalogue.create_set, code="XA-THU", version="1", level=SetLevel.HAMLET, title="Bộ thử của xã"
    )
    criterion = context.write(catalogue.add_criterion, set_uid=uid, number="1", name="Điện")
    for number in ("1.1", "1.2"):
        context.write(catalogue.add_indicator, criterion_uid=criterion, number=number)
    page.show_set(uid)
    return uid


def entries(page):
    return [one for group in page.sheet.criteria for one in group.indicators]


def test_a_new_set_is_named_and_shown(page):
    made = []
    dialog = open_new_set(page.context, page, made.append)
    assert isinstance(dialog, NewSetDialog)
    dialog.form.editor("title").setPlainText("Bộ của xã")
    for name, text in (("code", "SL-BAN-NTM"), ("version", "2022-2025")):
        dialog.form.editor(name).setText(text)
        dialog.form.editor(name).textEdited.emit(text)
    dialog.create_button.click()
    assert made == []
    assert "Sổ đã có bộ" in dialog.form.errors()["version"]
    dialog.form.editor("version").setText("2026-2030")
    dialog.form.editor("version").textEdited.emit("2026-2030")
    dialog.create_button.click()
    page.show_set(made[0])
    assert page.bar.counts.text() == "Chưa có chỉ tiêu nào"


def test_a_column_is_pasted_after_a_dry_run(page, own):
    dialog = PasteDialog(page.context, own, entries(page)[0].uid, page)
    dialog.take_text("Hộ có điện\nĐường điện an toàn\nThừa\n")
    assert [line.number for line in dialog.lines] == ["1.1", "1.2", ""]
    assert not dialog.write_button.isEnabled()
    assert dialog.summary.text().startswith("3 dòng: 2 mới, 1 sai.")
    dialog.untick_wrong()
    assert dialog.write_button.isEnabled()
    assert dialog.write_button.text() == "Ghi 2 chỉ tiêu"
    dialog.toggle(dialog.lines[0])
    dialog.write()
    assert [one.definition.text for one in entries(page)] == [None, "Đường điện an toàn"]
    history.undo(page.context.workspace)
    assert [one.definition.text for one in entries(page)] == [None, None]


@pytest.mark.parametrize("ending", ["xlsx", "yaml"])
def test_a_set_is_exported_through_the_worker(page, own, tmp_path, qtbot, ending):
    target = tmp_path / f"Bộ của xã.{ending}"
    page.deeds.export_to(own, target)
    qtbot.waitUntil(lambda: not page.context.tasks.busy)
    assert [sheet.definition.code for sheet in set_files.read_sheets(target)] == ["XA-THU"]


def test_the_menus_do_what_they_say(page, own):
    actions = {action.objectName(): action for action in page.bar.findChildren(QAction)}
    actions["moveBook"].trigger()
    dialog = page.findChild(MoveSetDialog)
    assert dialog.isVisible()
    dialog.reject()
    actions["removeSet"].trigger()
    assert page.sheet.summary.in_use  # the book's own set is shown again
    assert not actions["removeSet"].isEnabled()
    assert actions["removeSet"].text() == "Bỏ bộ này khỏi sổ (đang dùng)"
    history.undo(page.context.workspace)
    assert page.bar.chooser.findData(own) >= 0


def test_a_book_without_sets_offers_the_shipped_ones(empty_book, make_context, qtbot):
    context = make_context(empty_book)
    page = SetsPanel(context)
    qtbot.addWidget(page)
    context.changed.connect(page.refresh)
    page.refresh()
    assert page.states.currentIndex() == 1
    assert page.place() == {}
    page.deeds.add_shipped()
    dialog = page.findChild(ShippedSetsDialog)
    assert not dialog.add_button.isEnabled()
    dialog.boxes[0].click()
    dialog.boxes[1].click()
    dialog.add_button.click()
    assert page.states.currentIndex() == 0
    assert page.bar.chooser.count() == 2
    history.undo(context.workspace)
    assert page.states.currentIndex() == 1
