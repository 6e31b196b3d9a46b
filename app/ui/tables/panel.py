"""A table with what belongs around it: filter, columns, copying, printing, and words when it is empty."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Generic

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.text import safe_file_name
from app.i18n import _
from app.ui.icons import set_icon
from app.ui.tables.columns import Column, Empty, Row
from app.ui.tables.grid import copy_to_clipboard, print_with_preview, write_pdf
from app.ui.tables.row_model import RowModel
from app.ui.tables.view import TableView
from app.ui.theme import characters, gap, theme_events
from app.ui.widgets.frames import EmptyState

_MILLISECONDS_OF_REST = 120


class TablePanel(QWidget, Generic[Row]):
    """`name` is the table's accessible name, the title on paper and the offered file name.

    `filter_cleared` tells a page that "Bỏ lọc" took its predicate away too.
    """

    activated = Signal(object)
    cell_activated = Signal(object, str)
    cell_clicked = Signal(object, str)
    current_changed = Signal(object)
    selection_changed = Signal()
    filter_cleared = Signal()

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        key: Callable[[Row], Hashable],
        name: str,
        empty: Empty,
        filterable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.model = RowModel[Row](columns, key=key, parent=self)
        self.view = TableView[Row](self.model)
        self.view.setAccessibleName(name)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self.filter_box = self._make_filter_box()
        self._timer.timeout.connect(lambda: self.model.set_filter(self.filter_box.text()))
        self.filter_box.setVisible(filterable)
        self._count = QLabel()
        self._count.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(gap(self, 0.4))
        self._tool_place = 0
        self._tools.addStretch(1)
        for widget in (self._count, self.filter_box, self._columns_button(), self._more_button()):
            self._tools.addWidget(widget)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(EmptyState(empty.icon, empty.sentence, empty.button_text, empty.on_click))
        self._pages.addWidget(self._nothing_found())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(self, 0.4))
        layout.addLayout(self._tools)
        layout.addWidget(self._pages, 1)
        self._connect()
        self._show_right_page()

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Keeps selection, current cell, scroll place, sorting and filter."""
        self.model.set_rows(rows)
        self._show_right_page()

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        self.model.set_columns(columns)
        self.view.set_widths()

    def set_predicate(self, predicate: Callable[[Row], bool] | None) -> None:
        """A page's own filter beside the typed one; None takes it away."""
        self.model.set_predicate(predicate)

    def add_tool(self, widget: QWidget) -> None:
        """Put a widget into the row above the table, left of the filter."""
        self._tools.insertWidget(self._tool_place, widget)
        self._tool_place += 1

    def current_row(self) -> Row | None:
        return self.view.current_row()

    def selected_rows(self) -> list[Row]:
        return self.view.selected_rows()

    def shown_rows(self) -> list[Row]:
        return list(self.model.shown)

    def select_key(self, key: Hashable) -> bool:
        return self.view.select_key(key)

    def copy_all(self) -> None:
        copy_to_clipboard(self.view.grid())

    def print_preview(self) -> None:
        print_with_preview(self.view.grid(), self.name, self)

    def save_pdf(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        offered = safe_file_name(f"{self.name}.pdf")
        path, _kind = QFileDialog.getSaveFileName(self, _("Lưu bảng ra PDF"), offered, "PDF (*.pdf)")
        if path:
            write_pdf(self.view.grid(), self.name, path)

    def state(self) -> dict[str, object]:
        """Order, widths (in characters, so that they fit another text size), hidden columns and sorting."""
        head = self.view.horizontalHeader()
        keys = [column.key for column in self.model.columns]
        unit = characters(self.view, 1)
        shown = [number for number in range(len(keys)) if not self.view.isColumnHidden(number)]
        sorted_by = head.sortIndicatorSection()
        return {
            "order": [keys[head.logicalIndex(place)] for place in range(len(keys))],
            "widths": {keys[number]: head.sectionSize(number) / unit for number in shown},
            "hidden": [key for number, key in enumerate(keys) if number not in shown],
            "sort": keys[sorted_by] if 0 <= sorted_by < len(keys) else "",
            "descending": head.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder,
        }

    def restore_state(self, state: Mapping[str, object]) -> None:
        """Takes what `state` gave; columns that have gone or come since are left as they are."""
        head = self.view.horizontalHeader()
        unit = characters(self.view, 1)
        widths, hidden, order = state.get("widths"), state.get("hidden"), state.get("order")
        for number, column in enumerate(self.model.columns):
            if isinstance(widths, Mapping) and column.key in widths:
                head.resizeSection(number, round(widths[column.key] * unit))
            if isinstance(hidden, Sequence):
                self.view.setColumnHidden(number, column.key in hidden)
        if isinstance(order, Sequence):
            known = [key for key in order if self.model.column_number(str(key)) >= 0]
            for place, key in enumerate(known):
                head.moveSection(head.visualIndex(self.model.column_number(str(key))), place)
        descending = bool(state.get("descending"))
        direction = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.view.sortByColumn(self.model.column_number(str(state.get("sort", ""))), direction)

    def _make_filter_box(self) -> QLineEdit:
        box = QLineEdit(self)
        box.setPlaceholderText(_("Lọc (Ctrl+F)"))
        box.setAccessibleName(_("Lọc bảng"))
        box.setClearButtonEnabled(False)
        box.textChanged.connect(lambda: self._timer.start(_MILLISECONDS_OF_REST))
        return box

    def _columns_button(self) -> QToolButton:
        button = QToolButton()
        set_icon(button, "columns")
        button.setToolTip(_("Chọn cột"))
        button.setAccessibleName(_("Chọn cột"))
        button.clicked.connect(lambda: self._choose_columns(button.mapToGlobal(button.rect().bottomLeft())))
        return button

    def _more_button(self) -> QToolButton:
        button = QToolButton()
        set_icon(button, "more")
        button.setToolTip(_("Sao chép, in bảng"))
        button.setAccessibleName(_("Sao chép, in bảng"))
        menu = QMenu(button)
        for icon_name, text, slot in (
            ("copy", _("Sao chép bảng"), self.copy_all),
            ("print", _("In…"), self.print_preview),
            ("pdf", _("Lưu PDF…"), self.save_pdf),
        ):
            action = QAction(text, menu)
            set_icon(action, icon_name)
            action.triggered.connect(slot)
            menu.addAction(action)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _nothing_found(self) -> EmptyState:
        return EmptyState("filter", _("Không có dòng nào khớp bộ lọc."), _("Bỏ lọc"), self._clear_filter)

    def _clear_filter(self) -> None:
        self.filter_box.clear()
        self._timer.stop()
        self.model.set_filter("")
        self.model.set_predicate(None)
        self.filter_cleared.emit()

    def _connect(self) -> None:
        self.view.activated_row.connect(self.activated)
        self.view.cell_activated.connect(self.cell_activated)
        self.view.cell_clicked.connect(self.cell_clicked)
        self.view.current_row_changed.connect(self.current_changed)
        self.view.rows_selected.connect(self.selection_changed)
        self.model.modelReset.connect(self._show_right_page)
        head = self.view.horizontalHeader()
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(lambda at: self._choose_columns(head.mapToGlobal(at)))
        theme_events().changed.connect(self._measure)
        self._measure()
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._go_to_filter)

    def _measure(self) -> None:
        self.filter_box.setFixedWidth(characters(self, 24))

    def _go_to_filter(self) -> None:
        self.filter_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_box.selectAll()

    def _choose_columns(self, at: QPoint) -> None:
        """A menu of columns with ticks; the last visible one cannot be taken away."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        hidden = [self.view.isColumnHidden(number) for number in range(len(self.model.columns))]
        for number, column in enumerate(self.model.columns):
            action = menu.addAction(column.title or column.key)
            action.setCheckable(True)
            action.setChecked(not hidden[number])
            action.setEnabled(hidden[number] or hidden.count(False) > 1)
            action.toggled.connect(lambda shown, number=number: self.view.setColumnHidden(number, not shown))
        menu.popup(at)

    def _show_right_page(self) -> None:
        everything, shown = len(self.model.rows), len(self.model.shown)
        self._pages.setCurrentIndex(0 if shown else (1 if not everything else 2))
        self._count.setText(f"{shown}/{everything}" if shown != everything else "")
        self._count.setAccessibleName(_("{shown} trên {all} dòng").format(shown=shown, all=everything))
