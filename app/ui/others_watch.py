"""A book on a server changes under the window: what others wrote is shown within seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.errors import StorageError
from app.services.moments import newest_moment

if TYPE_CHECKING:
    from app.ui.context import Context

_MILLISECONDS = 5000


class OthersWatch(QObject):
    """Asks for the number of the journal's newest transaction; a lost connection is told by the next save."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        self._seen = self._newest()
        context.saved.connect(lambda _at: self._note())
        self._timer = QTimer(self)
        self._timer.setInterval(_MILLISECONDS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Let the pages read again when somebody else has written."""
        newest = self._newest()
        if newest is not None and newest != self._seen:
            self._seen = newest
            self._context.changed.emit()

    def _note(self) -> None:
        self._seen = self._newest()

    def _newest(self) -> int | None:
        try:
            return self._context.read(newest_moment)
        except StorageError:
            return None
