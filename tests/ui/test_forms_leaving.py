"""A form that must not be left yet says where: the keyboard and the eye are led to the wrong text."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from app.ui.forms import Field, FormView, Kind


def test_what_holds_a_person_back_gets_the_keyboard_and_comes_into_sight(qtbot: QtBot) -> None:
    lines = (Field(f"n{n}", f"Ô {n}", Kind.MULTILINE) for n in range(12))
    form = FormView([Field("part", "Số người tham gia", Kind.INTEGER), *lines])
    around = QScrollArea()
    around.setWidget(form)
    around.setWidgetResizable(True)
    around.resize(400, 200)
    qtbot.addWidget(around)
    around.show()
    part = form.editor("part")
    qtbot.keyClicks(part, "x12")
    form.focus_field("n11")
    assert part.visibleRegion().isEmpty()
    assert not form.commit_pending()
    assert form.focusWidget() is part
    assert not part.visibleRegion().isEmpty()
    qtbot.keyClicks(part, "12")  # in place of the wrong text, not behind it
    assert form.commit_pending()
    assert form.values()["part"] == 12
