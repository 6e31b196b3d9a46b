"""The list of indicators with its filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from app.domain.verdict import Verdict
from app.i18n import _
from app.services.assessments import SheetRow
from app.ui.pages.assessment_list import IndicatorList
from app.ui.theme import gap
from app.ui.widgets import EmptyState


@dataclass(frozen=True, slots=True)
class Filter:
    """`text` takes {n}, how many rows it lets through."""

    text: str
    wanted: Callable[[SheetRow], bool]


def filters() -> list[Filter]:
    return [
        Filter(_("Tất cả ({n})"), lambda row: True),
        Filter(_("Chưa đạt ({n})"), lambda row: row.verdict is Verdict.UNMET),
        Filter(_("Chưa có minh chứng ({n})"), lambda row: row.evidence_count == 0),
        Filter(_("Chưa đánh giá ({n})"), lambda row: row.claimed is None),
        Filter(_("Chưa xác nhận lại ({n})"), lambda row: not row.confirmed),
        Filter(_("Bị trả lại ({n})"), lambda row: row.returned),
    ]


class IndicatorPane(QWidget):
    """A filter is taken once: rows that are mended while one works down the list stay until it is chosen again."""

    filtered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filters = filters()
        self._rows: tuple[SheetRow, ...] = ()
        self.list = IndicatorList()
        self.filter = QComboBox()
        self.filter.setAccessibleName(_("Lọc chỉ tiêu"))
        self.filter.addItems([known.text.format(n=0) for known in self._filters])
        self.filter.activated.connect(lambda: self._choose())
        self._states = QStackedWidget()
        self._states.addWidget(self.list)
        self._states.addWidget(
            EmptyState("filter", _("Không có chỉ tiêu nào như vậy."), _("Bỏ lọc"), self._unfilter)
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(self, 0.3))
        layout.addWidget(self.filter)
        layout.addWidget(self._states, 1)
        self.filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.filter.setMinimumContentsLength(7)

    def set_rows(self, rows: Sequence[SheetRow], *, again: bool) -> None:
        """`again`: the same sheet as before, read after a change."""
        self._rows = tuple(rows)
        for place, known in enumerate(self._filters):
            count = sum(map(known.wanted, self._rows))
            self.filter.setItemText(place, known.text.format(n=count))
        if not again:
            self._take()
        self.list.sheet.set_rows(self._rows)
        self._show_state()

    def show_all(self) -> None:
        self.filter.setCurrentIndex(0)
        self._take()
        self._show_state()

    def _choose(self) -> None:
        self._take()
        self._show_state()
        self.filtered.emit()

    def _unfilter(self) -> None:
        self.show_all()
        self.filtered.emit()
        self.list.setFocus()

    def _take(self) -> None:
        chosen = self._filters[self.filter.currentIndex()]
        kept = {row.indicator.uid for row in self._rows if chosen.wanted(row)}
        self.list.sheet.set_wanted(lambda row: row.indicator.uid in kept)

    def _show_state(self) -> None:
        self._states.setCurrentIndex(0 if self.list.sheet.rowCount() else 1)
