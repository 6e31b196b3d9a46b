"""The year in four numbers, above the board."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.i18n import _
from app.services.status import YearNumbers
from app.ui.theme import gap
from app.ui.widgets import Heading, MutedLabel


class NumberCard(QFrame):
    """A large number and, beside it, what it counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._number = Heading(level=1)
        self._number.setWordWrap(False)
        self._caption = MutedLabel()
        layout = QHBoxLayout(self)
        side, top = gap(self, 0.7), gap(self, 0.35)
        layout.setContentsMargins(side, top, side, top)
        layout.setSpacing(gap(self, 0.6))
        layout.addWidget(self._number)
        layout.addWidget(self._caption, 1, Qt.AlignmentFlag.AlignVCenter)

    def show_number(self, number: str, caption: str) -> None:
        self._number.setText(number)
        self._caption.setText(caption)
        self.setAccessibleName(f"{number} {caption}")

    def text(self) -> str:
        return self.accessibleName()


class NumberRow(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = [NumberCard() for _place in range(4)]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(self, 0.6))
        for card in self.cards:
            layout.addWidget(card, 1)

    def show_numbers(self, numbers: YearNumbers, *, of_commune: bool = False) -> None:
        planned, met = _("bản trong kế hoạch"), _("bản đạt đủ chỉ tiêu")
        if of_commune:
            planned, met = _("xã được đánh giá"), _("xã đạt đủ chỉ tiêu")
        captions = (
            (str(numbers.hamlets), planned),
            (f"{numbers.hamlets_met}/{numbers.hamlets}", met),
            (f"{numbers.reports.received}/{numbers.reports_planned}", _reports_caption(numbers)),
            (f"{numbers.unmet_assigned}/{numbers.unmet}", _("chỉ tiêu chưa đạt đã giao")),
        )
        for card, (number, caption) in zip(self.cards, captions, strict=True):
            card.show_number(number, caption)


def _reports_caption(numbers: YearNumbers) -> str:
    n = numbers.reports.on_time
    if numbers.month is None:
        return _("báo cáo cả năm, {n} đúng hạn").format(n=n)
    return _("báo cáo tháng {month}, {n} đúng hạn").format(month=numbers.month, n=n)
