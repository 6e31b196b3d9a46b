"""Which indicator: its number and the beginning of its text in a box; the whole text in its list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from app.i18n import _
from app.services.criteria import IndicatorRow

_SHOWN = 22  # characters in the box
_LISTED = 70  # characters in the list


class IndicatorChooser(QComboBox):
    """`chosen` follows the person's choice, never `set_indicators` or `select`; "" stands for `all_text`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, all_text: str = "") -> None:
        super().__init__(parent)
        self._all_text = all_text
        self._rows: list[IndicatorRow] | None = None
        self.setAccessibleName(_("Chỉ tiêu"))
        self.setToolTip(_("Chọn chỉ tiêu"))
        self.setPlaceholderText(_("Chỉ tiêu"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_SHOWN)
        self.setMaxVisibleItems(16)
        self.activated.connect(lambda: self.chosen.emit(self.current_uid() or ""))
        self.set_indicators([])

    def set_indicators(self, rows: Sequence[IndicatorRow]) -> None:
        """Keeps the choice where that indicator is still there."""
        if list(rows) == self._rows:
            return
        present = self.current_uid()
        self._rows = list(rows)
        self.clear()
        if self._all_text:
            self.addItem(self._all_text, "")
        for row in rows:
            self.addItem(_listed(row), row.uid)
            self.setItemData(self.count() - 1, row.text or "", Qt.ItemDataRole.ToolTipRole)
        at = self.findData(present) if present is not None else -1
        self.setCurrentIndex(max(at, 0) if self._all_text else at)
        self.setEnabled(bool(rows))

    def current_uid(self) -> str | None:
        """None where nothing is chosen, "" for the entry that stands for all."""
        uid = self.currentData()
        return None if uid is None else str(uid)

    def select(self, uid: str) -> bool:
        """Show an indicator without telling; False when it is not in the list."""
        at = self.findData(uid)
        if at >= 0:
            self.setCurrentIndex(at)
        return at >= 0

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()


def _listed(row: IndicatorRow) -> str:
    words = f"{row.number}  {row.text or row.criterion_name}"
    return words if len(words) <= _LISTED else words[: _LISTED - 1].rstrip() + "…"
