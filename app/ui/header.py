"""The line above every page: which book, which year, undo, search, saved or not, and the menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from app.i18n import _
from app.ui.icons import icon_side, set_icon
from app.ui.theme import bold_font, gap
from app.ui.widgets import SavedIndicator


class Header(QFrame):
    """`year_chosen` carries the year; the buttons only ask, the window does. `new_year_wanted`: one without a plan."""

    year_chosen = Signal(int)
    new_year_wanted = Signal()

    def __init__(self, title: str, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.title = QLabel(title)
        self.title.setFont(bold_font(self.title.font()))
        self.years = QComboBox()
        self.years.setAccessibleName(_("Năm kế hoạch"))
        self.years.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.years.setMinimumContentsLength(
            4
        )  # the last line is longer than a year: its list is as wide as it
        self.years.activated.connect(self._choose_year)
        self.undo = self._tool("undo", _("Hoàn tác"), "Ctrl+Z")
        self.redo = self._tool("redo", _("Làm lại"), "Ctrl+Y")
        self.search = QPushButton(_("Tìm") + "  (Ctrl+K)")
        self.search.setAccessibleName(_("Tìm bản, chỉ tiêu, minh chứng, lệnh"))
        set_icon(self.search, "search")
        self.saved = SavedIndicator()
        self.worker = QPushButton()
        self.worker.setFlat(True)
        self.worker.setVisible(False)
        set_icon(self.worker, "person")
        self.menu = self._tool("settings", _("Sổ, giao diện, trợ giúp"), "")
        self.menu.setMenu(menu)
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._lay_out()

    def set_years(self, years: Sequence[int], current: int) -> None:
        self.years.clear()
        for year in years:
            self.years.addItem(str(year), year)
        self.years.insertSeparator(self.years.count())
        self.years.addItem(_("Năm mới…"), None)
        self.years.view().setMinimumWidth(self.years.view().sizeHintForColumn(0) + 2 * gap(self))
        self.show_year(current)

    def _choose_year(self) -> None:
        year = self.years.currentData()
        if year is None:
            self.new_year_wanted.emit()
        else:
            self.year_chosen.emit(year)

    def show_year(self, year: int) -> None:
        self.years.setCurrentIndex(self.years.findData(year))

    def set_worker(self, words: str, explained: str) -> None:
        """Who works now; "" where the book keeps no names."""
        self.worker.setText(words)
        self.worker.setToolTip(explained)
        self.worker.setAccessibleName(_("Người dùng: {name}").format(name=words))
        self.worker.setVisible(bool(words))

    def set_undo(self, undo_text: str | None, redo_text: str | None) -> None:
        """None: nothing to take back or do again."""
        for button, text, name, key in (
            (self.undo, undo_text, _("Hoàn tác"), "Ctrl+Z"),
            (self.redo, redo_text, _("Làm lại"), "Ctrl+Y"),
        ):
            button.setEnabled(text is not None)
            button.setToolTip(f"{name}: {text} ({key})" if text else f"{name} ({key})")

    def _tool(self, icon: str, name: str, key: str) -> QToolButton:
        button = QToolButton()
        set_icon(button, icon)
        button.setIconSize(button.iconSize().__class__(icon_side(self), icon_side(self)))
        button.setAutoRaise(True)
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({key})" if key else name)
        return button

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(gap(self), gap(self, 0.3), gap(self), gap(self, 0.3))
        layout.setSpacing(gap(self))
        layout.addWidget(self.title)
        layout.addStretch(1)
        label = QLabel(_("Năm"))
        label.setBuddy(self.years)
        tools = (self.years, self.undo, self.redo, self.search, self.saved, self.worker, self.menu)
        for widget in (label, *tools):
            layout.addWidget(widget)
