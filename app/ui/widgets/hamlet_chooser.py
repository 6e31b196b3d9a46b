"""Which hamlet a page is about: the same box on every page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from app.i18n import _
from app.services.places import HamletRow

_LONGEST = 30  # characters; a longer name is cut in the box and whole in its list


class HamletChooser(QComboBox):
    """`chosen` follows the person's choice, never `set_hamlets` or `select`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, all_text: str = "") -> None:
        """`all_text`: an entry above the hamlets that stands for all of them; its uid is ""."""
        super().__init__(parent)
        self._all_text = all_text
        self._rows: list[HamletRow] = []
        self.setAccessibleName(_("Bản"))
        self.setToolTip(_("Chọn bản"))
        self.setPlaceholderText(_("Chưa có bản"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.activated.connect(lambda: self.chosen.emit(self.current_uid() or ""))
        self._fill([])

    def set_hamlets(self, rows: Sequence[HamletRow]) -> None:
        """Keeps the choice where that hamlet is still there, else takes the first entry."""
        if list(rows) != self._rows:
            self._fill(list(rows))

    def current_uid(self) -> str | None:
        """None without hamlets; "" for the entry that stands for all."""
        uid = self.currentData()
        return None if uid is None else str(uid)

    def select(self, uid: str) -> bool:
        """Show a hamlet without telling; False when it is not in the list."""
        at = self.findData(uid)
        if at >= 0:
            self.setCurrentIndex(at)
        return at >= 0

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """A wheel turned in passing must not lead to another hamlet."""
        event.ignore()

    def _fill(self, rows: list[HamletRow]) -> None:
        present = self.current_uid()
        self._rows = rows
        self.clear()
        if self._all_text:
            self.addItem(self._all_text, "")
        for row in rows:
            self.addItem(row.name, row.uid)
        longest = max((len(self.itemText(at)) for at in range(self.count())), default=12)
        self.setMinimumContentsLength(min(max(12, longest + 1), _LONGEST))
        self.setEnabled(self.count() > 0)
        at = self.findData(present) if present is not None else -1
        self.setCurrentIndex(max(at, 0) if self.count() else -1)
