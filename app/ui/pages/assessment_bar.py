"""The line above the sheet: which hamlet, which round, and how many are met."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from app.domain.verdict import Totals
from app.i18n import _
from app.services.assessments import RoundRow
from app.ui.icons import set_icon
from app.ui.pages.assessment_wording import round_text, totals_text
from app.ui.theme import bold_font, gap
from app.ui.widgets import MeterBar
from app.ui.widgets.hamlet_chooser import HamletChooser


class SheetBar(QWidget):
    """`round_chosen` carries a round's uid; the hamlet chooser speaks for itself."""

    round_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rounds: list[RoundRow] = []
        self.hamlets = HamletChooser()
        self.rounds = QComboBox()
        self.rounds.setAccessibleName(_("Đợt rà soát"))
        self.rounds.setToolTip(_("Chọn đợt rà soát"))
        self.rounds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.rounds.activated.connect(lambda at: self.round_chosen.emit(self._rounds[at].uid))
        self.new_round = QPushButton(_("Đợt mới…"))
        set_icon(self.new_round, "add")
        self.totals = QLabel()
        self.meter = MeterBar()
        self._label = QLabel(_("Đợt:"))
        self._label.setBuddy(self.rounds)
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(gap(self, 0.5))
        self._choosers = _line(self.hamlets, self._label, self.rounds, self.new_round)
        self._counts = _line(self.totals, self.meter)
        self._lines.addWidget(self._choosers)
        self._lines.addStretch(1)
        self._lines.addWidget(self._counts, 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._choosers.minimumSizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The counts go below the choosers where large text leaves no room beside them."""
        super().resizeEvent(event)
        needed = self._choosers.minimumSizeHint().width() + self._counts.minimumSizeHint().width()
        wide = self.width() >= needed + gap(self, 1.5)
        directions = QBoxLayout.Direction
        self._lines.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    def round_uid(self) -> str | None:
        at = self.rounds.currentIndex()
        return self._rounds[at].uid if at >= 0 else None

    def set_rounds(self, rounds: Sequence[RoundRow]) -> None:
        """Newest first; keeps the chosen round where it is still there, else takes the newest."""
        if list(rounds) != self._rounds:
            present = self.round_uid()
            self._rounds = list(rounds)
            self.rounds.clear()
            self.rounds.addItems([round_text(row) for row in self._rounds])
            self.select_round(present or "")
        for widget in (self._label, self.rounds, self.totals, self.meter):
            widget.setVisible(bool(self._rounds))
        self.new_round.setVisible(self.hamlets.current_uid() is not None)

    def select_round(self, uid: str) -> None:
        """Without telling; an unknown uid means the newest."""
        uids = [row.uid for row in self._rounds]
        self.rounds.setCurrentIndex(uids.index(uid) if uid in uids else (0 if uids else -1))

    def set_totals(self, totals: Totals) -> None:
        self.totals.setFont(bold_font(self.font()))
        self.totals.setText(totals_text(totals))
        self.meter.set_value(totals.indicators_met, totals.indicators_total)


def _line(*widgets: QWidget) -> QWidget:
    line = QWidget()
    layout = QHBoxLayout(line)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap(line, 0.5))
    for widget in widgets:
        layout.addWidget(widget, 100 if isinstance(widget, MeterBar) else 0)
    layout.addStretch(1)
    return line
