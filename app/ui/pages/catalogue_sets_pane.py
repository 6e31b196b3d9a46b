"""The left side of the set editor: search, filter, the list, and the buttons that change its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from app.domain.measure import IndicatorStatus
from app.domain.text import fold
from app.i18n import _
from app.services.catalogue_sheet import CriterionEntry, IndicatorEntry, SetSheet, threshold_missing
from app.ui.icons import set_icon
from app.ui.pages.catalogue_sets_list import Line, SetList, set_lines
from app.ui.theme import em, gap
from app.ui.widgets import MutedLabel


@dataclass(frozen=True, slots=True)
class Filter:
    """`text` takes {n}, how many indicators it lets through."""

    text: str
    wanted: Callable[[IndicatorEntry], bool]


def filters() -> list[Filter]:
    return [
        Filter(_("Tất cả ({n})"), lambda one: True),
        Filter(_("Thiếu nội dung ({n})"), lambda one: not one.definition.text),
        Filter(_("Thiếu ngưỡng ({n})"), lambda one: threshold_missing(one.definition)),
        Filter(_("Xã đã nhập ({n})"), lambda one: one.definition.status is IndicatorStatus.ENTERED),
    ]


class SetPane(QWidget):
    """A filter is taken once: what is filled in while one works down the list stays until it is chosen again."""

    add_criterion = Signal()
    add_indicator = Signal()
    move_wanted = Signal(int)
    remove_wanted = Signal()
    narrowed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filters = filters()
        self._sheet: SetSheet | None = None
        self._kept: frozenset[str] = frozenset()
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Tìm số hiệu, nội dung, gợi ý"))
        self.search.setAccessibleName(_("Tìm trong bộ tiêu chí"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda: self._narrow())
        self.filter = QComboBox()
        self.filter.setAccessibleName(_("Lọc chỉ tiêu"))
        self.filter.addItems([known.text.format(n=0) for known in self._filters])
        self.filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.filter.setMinimumContentsLength(7)
        self.filter.activated.connect(lambda: self._choose())
        self.list = SetList()
        self.frozen = MutedLabel(_("Bộ đang dùng: muốn thêm, bỏ, đổi thứ tự thì tạo phiên bản mới."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(self, 0.3))
        for widget in (self.search, self.filter):
            layout.addWidget(widget)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._row_buttons())
        layout.addWidget(self.frozen)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A number and a few words of every indicator stay readable beside a wide form."""
        hint = super().minimumSizeHint()
        return QSize(max(hint.width(), em(self) * 12), hint.height())

    def _row_buttons(self) -> QWidget:
        self.buttons = QWidget()
        layout = QHBoxLayout(self.buttons)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(self, 0.1))
        made: list[tuple[str, str, str, Callable[[], object]]] = [
            ("addIndicator", _("Chỉ tiêu"), "add", self.add_indicator.emit),
            ("addCriterion", _("Tiêu chí"), "add", self.add_criterion.emit),
            ("moveUp", _("Lên"), "chevron-up", lambda: self.move_wanted.emit(-1)),
            ("moveDown", _("Xuống"), "chevron-down", lambda: self.move_wanted.emit(1)),
            ("removeRow", _("Bỏ"), "delete", self.remove_wanted.emit),
        ]
        spoken = {"addIndicator": _("Thêm chỉ tiêu"), "addCriterion": _("Thêm tiêu chí")}
        for name, text, icon, run in made:
            button = QToolButton()
            button.setObjectName(name)
            button.setText(text)
            button.setAccessibleName(spoken.get(name, text))
            button.setToolTip(spoken.get(name, text))
            with_words = name in spoken
            button.setToolButtonStyle(
                Qt.ToolButtonStyle.ToolButtonTextBesideIcon
                if with_words
                else Qt.ToolButtonStyle.ToolButtonIconOnly
            )
            set_icon(button, icon)
            button.clicked.connect(lambda _checked=False, run=run: run())
            layout.addWidget(button)
        layout.addStretch(1)
        return self.buttons

    def set_sheet(self, sheet: SetSheet, *, again: bool) -> None:
        """`again`: the same set as before, read after a change."""
        before = self._kept
        self._sheet = sheet
        entries = [one for group in sheet.criteria for one in group.indicators]
        for place, known in enumerate(self._filters):
            self.filter.setItemText(place, known.text.format(n=sum(map(known.wanted, entries))))
        self.frozen.setVisible(sheet.summary.in_use)
        self.buttons.setVisible(not sheet.summary.in_use)
        self._take()
        if again and self.filter.currentIndex():
            self._kept |= before
        self._arrange()

    def current(self) -> Line | None:
        key = self.list.current_key()
        return next((line for line in self.list.rows.lines if line.key == key), None)

    def criterion_of(self, key: str) -> CriterionEntry | None:
        """The criterion itself, or that of an indicator; the last one for the set's own line."""
        assert self._sheet is not None
        groups = self._sheet.criteria
        for group in groups:
            if group.uid == key or any(one.uid == key for one in group.indicators):
                return group
        return groups[-1] if groups else None

    def show_all(self) -> None:
        self.filter.setCurrentIndex(0)
        self.search.clear()
        self._take()
        self._arrange()

    def _choose(self) -> None:
        self._take()
        self._narrow()

    def _take(self) -> None:
        if self._sheet is not None:
            wanted = self._filters[self.filter.currentIndex()].wanted
            entries = (one for group in self._sheet.criteria for one in group.indicators)
            self._kept = frozenset(one.uid for one in entries if wanted(one))

    def _narrow(self) -> None:
        self._arrange()
        self.narrowed.emit()

    def _arrange(self) -> None:
        if self._sheet is None:
            return
        query = fold(self.search.text())
        kept = self._kept
        self.list.rows.set_lines(
            set_lines(self._sheet, lambda one: one.uid in kept, lambda words: query in fold(words))
        )
