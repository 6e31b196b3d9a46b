"""A field of several choices: ticked in a list, kept in the order of ticking, saved when the list closes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.ui.forms import Field, FormView, Kind, Option
from app.ui.forms.choices_edit import TickList

ROLES = [Option("DC", "Công chức địa chính"), Option("YT", "Trạm y tế"), Option("VH", "Văn hóa & xã hội")]


@pytest.fixture
def saved():
    return []


@pytest.fixture
def form(qtbot, saved):
    form = FormView(
        [Field("leads", "Chủ trì", Kind.CHOICES, options=ROLES)],
        on_commit=lambda name, value: saved.append((name, value)),
    )
    qtbot.addWidget(form)
    form.load({"leads": ("YT",)})
    form.show()
    return form


def edit_of(form):
    return form.editor("leads").parentWidget()


def test_names_stand_beside_the_button(form):
    assert edit_of(form).names.text() == "Trạm y tế"
    assert form.editor("leads").accessibleName() == "Chủ trì"
    form.load({"leads": ()})
    assert edit_of(form).names.text() == "Chưa chọn"
    assert form.values() == {"leads": ()}
    form.load({"leads": ("CŨ",)})  # a role that is not offered any more stays to be seen
    assert edit_of(form).names.text() == "CŨ"


def test_ticks_by_keyboard_are_saved_once_when_the_list_closes(form, saved):
    QTest.keyClick(form.editor("leads"), Qt.Key.Key_Space)
    popup = edit_of(form).findChild(TickList)
    assert [box.text() for box in popup.boxes] == ["Công chức địa chính", "Trạm y tế", "Văn hóa && xã hội"]
    QTest.keyClick(popup.boxes[2], Qt.Key.Key_Space)
    QTest.keyClick(popup.boxes[0], Qt.Key.Key_Space)
    assert saved == []
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert saved == [("leads", ("YT", "VH", "DC"))]


def test_a_list_closed_unchanged_saves_nothing(form, saved):
    popup = edit_of(form).open_list()
    popup.boxes[1].click()
    popup.boxes[1].click()
    popup.close()
    assert saved == []
