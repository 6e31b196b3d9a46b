"""The watch that goes with the keyboard survives the widget it sits on."""

from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import delete

from app.ui.focus_watch import FocusWatch


def test_a_field_that_is_destroyed_with_the_keyboard_is_let_go(qtbot, qapp: QApplication) -> None:
    watch = FocusWatch(qapp, QLineEdit)
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    fields = [QLineEdit(), QLineEdit()]
    for field in fields:
        layout.addWidget(field)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    fields[0].setFocus()
    with qtbot.captureExceptions() as raised:
        delete(fields[0])
        fields[1].setFocus()
        delete(window)
    assert raised == []
    watch.deleteLater()
