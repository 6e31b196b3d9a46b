"""Danh mục › Bộ tiêu chí with real typing into a real book."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from app.domain.criteria import GroupKind, SetLevel
from app.domain.measure import Direction, IndicatorStatus, Measure
from app.services import catalogue, catalogue_sheet, criteria, history
from app.ui.dialogs.new_version import NewVersionDialog
from app.ui.dialogs.set_change import FrozenChangeDialog
from app.ui.pages.catalogue import CataloguePage
from app.ui.pages.catalogue_sets_list import SET_KEY


@pytest.fixture
def shell(context, qtbot):
    shell = CataloguePage(context)
    qtbot.addWidget(shell)
    context.changed.connect(shell.refresh)
    shell.resize(1180, 700)
    shell.refresh()
    shell.show()
    return shell


@pytest.fixture
def page(shell):
    return shell.panel


@pytest.fixture
def own(context, page):
    """A set that nobody uses: 1 with 1.1 and 1.2; shown with 1.1 in the form."""
    uid = context.write(
        catalogue.create_set, code="XA-THU", version="1", level=SetLevel.HAMLET, title="Bộ thử của xã"
    )
    criterion = context.write(catalogue.add_criterion, set_uid=uid, number="1", name="Điện")
    for number in ("1.1", "1.2"):
        context.write(catalogue.add_indicator, criterion_uid=criterion, number=number)
    page.show_set(uid)
    go(page, "1.1")
    return uid


def entries(page):
    return [one for group in page.sheet.criteria for one in group.indicators]


def go(page, number):
    uid = next(one.uid for one in entries(page) if one.definition.number == number)
    page.show_place({"indicator_uid": uid})
    return uid


def stored(page, number):
    sheet = page.context.read(catalogue_sheet.set_sheet, set_uid=page.sheet.summary.row.uid)
    groups = (one for group in sheet.criteria for one in group.indicators)
    return next(one.definition for one in groups if one.definition.number == number)


def type_into(page, name, text):
    """As an input method does, then the field is left."""
    field = page.form.form.editor(name)
    field.setFocus()
    field.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)
    return page.commit_pending()


def choose(page, name, value):
    slot = page.form.form._slots[name].editor
    box = slot.widget
    assert isinstance(box, QComboBox)
    at = next(at for at, option in enumerate(slot._options) if option.value == value)
    box.setCurrentIndex(at)
    box.activated.emit(at)


def visible(page):
    return {name for name, slot in page.form.form._slots.items() if not slot.editor.widget.isHidden()}


def test_it_opens_with_what_is_missing_in_the_set_in_use(page):
    assert page.bar.chooser.currentText().startswith("Bản nông thôn mới 2022-2025 · đang dùng")
    assert page.bar.counts.text() == "37/44 nội dung, 39/44 ngưỡng chưa có"
    assert [page.pane.filter.itemText(at) for at in range(4)] == [
        "Tất cả (44)",
        "Thiếu nội dung (37)",
        "Thiếu ngưỡng (39)",
        "Xã đã nhập (0)",
    ]
    line = page.pane.list.rows.lines[2]
    assert line.spoken.startswith("1.1 Gợi ý: ")
    assert line.spoken.endswith("chỉ biết số hiệu, thiếu nội dung, thiếu ngưỡng".replace(", t", " · t"))
    assert page.pane.buttons.isHidden()
    assert not page.pane.frozen.isHidden()


def test_every_field_of_an_indicator_is_saved(page, own):
    assert type_into(page, "text", "Tỷ lệ hộ sử dụng điện")
    choose(page, "measure", Measure.PERCENT)
    assert type_into(page, "threshold", "97,5")
    choose(page, "direction", Direction.AT_MOST)
    for name, text in (
        ("unit", "hộ"),
        ("part_label", "số hộ có điện"),
        ("whole_label", "tổng số hộ"),
        ("required_papers", "Biên bản\nẢnh"),
        ("guidance", "Điện lưới hoặc điện mặt trời"),
        ("computing", "Chia hai số"),
        ("source", "Phụ lục, mục 4"),
    ):
        assert type_into(page, name, text)
    page.form.form.editor("may_not_apply").click()
    found = stored(page, "1.1")
    assert (found.text, found.threshold, found.unit) == ("Tỷ lệ hộ sử dụng điện", "97.5", "hộ")
    assert (found.measure, found.direction) == (Measure.PERCENT, Direction.AT_MOST)
    assert (found.part_label, found.whole_label) == ("số hộ có điện", "tổng số hộ")
    assert found.required_papers == ("Biên bản", "Ảnh")
    assert (found.guidance, found.computing) == ("Điện lưới hoặc điện mặt trời", "Chia hai số")
    assert (found.source, found.may_not_apply) == ("Phụ lục, mục 4", False)
    assert found.status is IndicatorStatus.ENTERED
    assert page.form.form.editor("threshold").text() == "97,5"
    history.undo(page.context.workspace)
    assert page.form.form.values()["may_not_apply"] is True


def test_a_text_typed_in_pieces_into_a_set_in_use_is_one_filling_in(page):
    """The hand rests after half of it; that half is no text that hamlets have answered to."""
    go(page, "2.1")
    field, form = page.form.form.editor("text"), page.form.form
    field.setFocus()
    for piece in ("Đường trục bản", " được cứng hóa"):
        event = QInputMethodEvent()
        event.setCommitString(piece)
        QApplication.sendEvent(field, event)
        form._rested()
    assert page.commit_pending()
    choose(page, "measure", Measure.PERCENT)
    assert type_into(page, "threshold", "9")
    assert type_into(page, "threshold", "90")
    assert page.gate.dialog is None
    assert (stored(page, "2.1").text, stored(page, "2.1").threshold) == ("Đường trục bản được cứng hóa", "90")
    go(page, "2.2")
    go(page, "2.1")  # a hamlet may have answered to it by now
    assert not type_into(page, "threshold", "80")
    assert page.gate.dialog is not None


def test_the_way_of_measuring_decides_which_fields_are_there(page, own):
    numbers = {"direction", "threshold", "unit", "group_kind"}
    assert not visible(page) & numbers
    choose(page, "measure", Measure.NUMBER)
    assert numbers <= visible(page)
    assert "part_label" not in visible(page)
    assert type_into(page, "threshold", "2,45")
    choose(page, "measure", Measure.RATIO)
    assert "reference" in visible(page)
    assert stored(page, "1.1").threshold == "2.45"
    choose(page, "measure", Measure.RATING)
    assert stored(page, "1.1").threshold is None
    assert {"scale", "threshold_step"} <= visible(page)
    assert "threshold" not in visible(page)
    assert type_into(page, "scale", "Kém\nKhá\nTốt")
    choose(page, "threshold_step", "Khá")
    assert type_into(page, "scale", "Kém\nĐạt khá\nTốt")  # a step gets another name
    assert stored(page, "1.1").threshold == "Đạt khá"
    choose(page, "measure", Measure.PAPERS)
    assert stored(page, "1.1").threshold is None
    assert "group_kind" not in visible(page)


def test_thresholds_by_group_have_a_field_each(page, own):
    choose(page, "measure", Measure.PERCENT)
    assert type_into(page, "threshold", "90")
    choose(page, "group_kind", GroupKind.AREA)
    assert "threshold" not in visible(page)
    assert stored(page, "1.1").threshold is None
    assert type_into(page, "group_1", "95")
    assert type_into(page, "group_3", "80,5")
    assert stored(page, "1.1").group_thresholds == (("I", "95"), ("III", "80.5"))
    assert page.form.form._slots["group_3"].label.text() == "Khu vực III"
    choose(page, "group_kind", GroupKind.COMMUNE)
    assert stored(page, "1.1").group_thresholds == ()


def test_130_percent_is_refused_beside_the_field_and_holds_the_page(page, own, shell):
    choose(page, "measure", Measure.PERCENT)
    assert not type_into(page, "threshold", "130")
    assert "vượt quá 100" in page.form.form.errors()["threshold"]
    page.pane.list.select(SET_KEY)
    assert page.place()["indicator_uid"] == page.indicator_form.entry.uid
    shell.show_panel("places")
    assert shell.tabs.currentIndex() == 0
    assert stored(page, "1.1").threshold is None
    assert type_into(page, "threshold", "30")
    assert stored(page, "1.1").threshold == "30"


def test_roles_are_ticked_in_their_order(page, own):
    roles = page.context.read(criteria.roles)
    edit = page.form.form._slots["leads"].editor.widget
    popup = edit.open_list()
    popup.boxes[2].click()
    popup.boxes[0].click()
    popup.close()
    assert stored(page, "1.1").leads == (roles[2].code, roles[0].code)
    assert edit.names.text() == f"{roles[2].name}\n{roles[0].name}"
    page.pane.list.select(page.sheet.criteria[0].uid)
    page.context.write(
        catalogue.change_criterion,
        criterion_uid=page.sheet.criteria[0].uid,
        values={"support": (roles[1].code,)},
    )
    go(page, "1.2")
    assert page.form.form._slots["support"].message.spoken == f"Theo tiêu chí: {roles[1].name}"


def test_filling_in_a_set_in_use_just_saves(page):
    go(page, "1.1")
    assert type_into(page, "text", "Kế hoạch phát triển bản được công khai")
    assert page.gate.dialog is None
    assert stored(page, "1.1").status is IndicatorStatus.ENTERED
    assert page.bar.counts.text().startswith("36/44")


def test_a_new_wording_of_a_set_in_use_asks_what_it_means(page):
    go(page, "1.2")
    old = stored(page, "1.2").text
    assert not type_into(page, "text", f"{old} rõ chữ")
    assert stored(page, "1.2").text == old
    page.gate.dialog.drop.click()
    assert page.gate.dialog is None
    assert page.form.form.values()["text"] == old
    assert page.commit_pending()
    assert not type_into(page, "text", f"{old} rõ chữ")
    page.gate.dialog.same.click()
    assert stored(page, "1.2").text == f"{old} rõ chữ"
    assert page.commit_pending()
    assert page.form.form.errors() == {}


def test_leaving_the_field_with_the_mouse_asks_once_and_stays(page, shell, qtbot):
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    uid = go(page, "1.2")
    field = page.form.form.editor("text")
    field.setFocus()
    event = QInputMethodEvent()
    event.setCommitString("Thêm ")
    QApplication.sendEvent(field, event)
    rows = page.pane.list
    elsewhere = rows.visualRect(rows.rows.index(5)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=elsewhere)
    assert len(page.findChildren(FrozenChangeDialog)) == 1
    assert rows.current_key() == uid
    page.gate.dialog.same.click()
    assert stored(page, "1.2").text.startswith("Thêm ")


def test_resting_while_typing_does_not_ask_yet(page):
    go(page, "1.2")
    form = page.form.form
    form.editor("text").setPlainText("Đang gõ dở")
    form._rest.stop()
    form._rested()
    assert page.gate.dialog is None
    assert "rời ô này" in form.errors()["text"]


def test_another_meaning_goes_into_a_new_version(page):
    old_set = page.sheet.summary.row.uid
    go(page, "13.2")
    assert type_into(page, "threshold", "90")
    go(page, "13.1")
    go(page, "13.2")
    assert not type_into(page, "threshold", "95")
    assert page.gate.dialog.same.isHidden()
    page.gate.dialog.version.click()
    dialog = page.findChild(NewVersionDialog)
    version = dialog.form.editor("version")
    version.setText("2026-2030")
    version.textEdited.emit("2026-2030")
    dialog.create_button.click()
    assert page.sheet.definition.follows == ("SL-BAN-NTM", "2022-2025")
    assert page.indicator_form.entry.definition.number == "13.2"
    assert page.form.form.values()["threshold"] == "95"
    assert page.commit_pending()
    assert not type_into(page, "predecessors", "13.2; 13.9")
    assert "không có chỉ tiêu 13.9" in page.form.form.errors()["predecessors"]
    assert type_into(page, "predecessors", "13.2; 13.1")
    assert stored(page, "13.2").predecessors == ("13.2", "13.1")
    assert type_into(page, "predecessors", "mới")
    assert stored(page, "13.2").predecessors == ()
    page.show_set(old_set)
    assert stored(page, "13.2").threshold == "90"


def test_rows_are_added_moved_and_removed(page, own):
    page.rows.add_indicator()
    assert page.form.form.values()["number"] == "1.3"
    assert QApplication.focusWidget() in (None, page.form.form.editor("text"))
    page.rows.move(-1)
    assert [one.definition.number for one in entries(page)] == ["1.1", "1.3", "1.2"]
    page.rows.add_criterion()
    assert page.form is page.criterion_form
    assert type_into(page, "name", "Y tế")
    assert page.sheet.definition.criteria[1].name == "Y tế"
    assert page.bar.problems.text() == "Tiêu chí 2: chưa có chỉ tiêu nào. Hãy thêm ít nhất một chỉ tiêu."
    page.rows.remove()
    go(page, "1.3")
    page.rows.remove()
    assert [one.definition.number for one in entries(page)] == ["1.1", "1.2"]
    assert page.place()["indicator_uid"] == entries(page)[0].uid


def test_the_list_is_searched_without_marks_and_filtered_once(page):
    page.pane.search.setText("bao hiem y te")
    assert [line.number for line in page.pane.list.rows.lines] == ["", "13", "13.2"]
    page.pane.search.clear()
    page.pane.filter.setCurrentIndex(1)
    page.pane.filter.activated.emit(1)
    assert sum(line.status is not None for line in page.pane.list.rows.lines) == 37
    go(page, "1.1")
    assert type_into(page, "text", "Kế hoạch của bản")
    assert page.pane.filter.itemText(1) == "Thiếu nội dung (36)"
    assert (
        page.pane.list.current_key() == page.indicator_form.entry.uid
    )  # stays until the filter is chosen again


def test_facts_of_the_set_are_saved(page, own):
    page.pane.list.select(SET_KEY)
    assert type_into(page, "basis_number", "51/2025/QĐ-TTg")
    assert type_into(page, "valid_from", "15/2/2026")
    assert not type_into(page, "valid_to", "1/1/2026")
    assert "trước ngày có hiệu lực" in page.form.form.errors()["valid_to"]
    assert type_into(page, "valid_to", "31/12/2030")
    assert type_into(page, "indicators_total", "3")
    choose(page, "level", SetLevel.MODEL_HAMLET)
    assert type_into(page, "field", "du lịch")
    choose(page, "prerequisite", "SL-BAN-NTM")
    found = page.sheet.definition
    assert (found.basis.number, found.field, found.prerequisite) == (
        "51/2025/QĐ-TTg",
        "du lịch",
        "SL-BAN-NTM",
    )
    assert "văn bản ghi 3 chỉ tiêu nhưng bộ có 2".casefold() in page.bar.problems.text().casefold()
    assert "du lịch" in page.bar.chooser.currentText()


def test_a_place_is_come_back_to(shell, page):
    uid = go(page, "4.3")
    place = shell.place()
    assert place == {"panel": "sets", "set_uid": page.sheet.summary.row.uid, "indicator_uid": uid}
    page.pane.list.select(SET_KEY)
    shell.show_place({"indicator_uid": uid})
    assert page.indicator_form.entry.uid == uid
    QTest.keyClick(page.pane.list, Qt.Key.Key_Down)
    assert page.form is page.criterion_form
    texts = {command.text for command in shell.commands()}
    assert {"Dán cột từ Excel…", "Phiên bản mới…"} <= texts
    assert "Bỏ bộ này khỏi sổ" not in texts  # it is in use
