"""Ctrl+Z in a text field takes back typing; when there is no typing to take back it belongs to the book."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from app.ui.focus_watch import FocusWatch


class UndoKeys(FocusWatch):
    """Watches text fields."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app, QLineEdit, QPlainTextEdit, QTextEdit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the window's shortcut have the key when the field could only swallow it."""
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if event.matches(QKeySequence.StandardKey.Undo) and not _undo_available(watched):
            event.ignore()
            return True
        return False


def _undo_available(field: QObject) -> bool:
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable()
    if isinstance(field, QPlainTextEdit | QTextEdit):
        return field.document().isUndoAvailable()
    return False
