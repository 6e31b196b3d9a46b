"""Enter presses the button that has the keyboard, as Space does: outside dialogs Qt knows Space alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from app.ui.focus_watch import FocusWatch


class EnterKey(FocusWatch):
    """A button in a dialog is left to the dialog."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app, QPushButton, QToolButton)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not plain or event.isAutoRepeat():
            return False
        if isinstance(watched, QToolButton) and watched.menu() is not None:
            watched.showMenu()
        elif isinstance(watched, QToolButton) or (
            isinstance(watched, QPushButton) and not _of_dialog(watched)
        ):
            watched.click()
        else:
            return False
        return True


def _of_dialog(button: QPushButton) -> bool:
    """A dialog presses these itself."""
    return button.autoDefault() or button.isDefault()
