"""An event filter that sits on one widget only: the one of its kind that has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class FocusWatch(QObject):
    """Moves itself with the keyboard: a filter on the whole program would slow every event.

    A kind of widget and `eventFilter` make a watch of it.
    """

    def __init__(self, app: QApplication, *kinds: type[QWidget]) -> None:
        super().__init__(app)
        self._kinds = kinds
        self._watched: QWidget | None = None
        app.focusChanged.connect(self._focus_changed)

    def _focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        # A widget that is being destroyed gives the keyboard away first, and is no widget any more by then.
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
            self._watched.destroyed.disconnect(self._forget)
        self._watched = new if isinstance(new, self._kinds) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)
            self._watched.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._watched = None
