"""What is missing in the responsibility table, counted, each count a button that shows those rows alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from app.i18n import _
from app.services.responsibilities import DutyRow, DutyTable
from app.ui.theme import gap

_TESTS: dict[str, Callable[[DutyRow], bool]] = {
    "noLeadFilter": lambda row: row.no_lead,
    "severalLeadsFilter": lambda row: row.several_leads,
    "noAppraiserFilter": lambda row: row.no_appraiser,
}


class DutyFilters(QWidget):
    """One question at a time: the buttons take each other's place. `changed(predicate or None)`."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._found: DutyTable | None = None
        self._chips = {name: chip(name) for name in _TESTS}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap(self, 0.4))
        for name, button in self._chips.items():
            row.addWidget(button)
            button.toggled.connect(lambda on, name=name: self._toggled(name, on))
        row.addStretch(1)

    def show_counts(self, found: DutyTable) -> None:
        self._found = found
        counts = {
            "noLeadFilter": (found.without_lead, _("{n} chỉ tiêu chưa có chủ trì")),
            "severalLeadsFilter": (found.with_several_leads, _("{n} có nhiều chủ trì")),
            "noAppraiserFilter": (found.without_appraiser, _("{n} chưa có người thẩm định")),
        }
        for name, (count, words) in counts.items():
            button = self._chips[name]
            button.setText(words.format(n=count))
            button.setEnabled(bool(count) or button.isChecked())

    def clear(self) -> None:
        """All rows are shown again already."""
        for button in self._chips.values():
            with QSignalBlocker(button):
                button.setChecked(False)
        if self._found is not None:
            self.show_counts(self._found)

    def _toggled(self, name: str, on: bool) -> None:
        for other, button in self._chips.items():
            if on and other != name:
                with QSignalBlocker(button):
                    button.setChecked(False)
        self.changed.emit(_TESTS[name] if on else None)
        if self._found is not None:
            self.show_counts(self._found)


def chip(name: str, text: str = "") -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setText(text)
    button.setCheckable(True)
    button.setProperty("framed", True)
    return button
