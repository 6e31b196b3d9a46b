"""The table on screen: even rows, marks drawn, the keyboard complete, copying into Excel."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Generic

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.ui.icons import icon_side
from app.ui.tables.columns import Row
from app.ui.tables.grid import Grid, copy_to_clipboard
from app.ui.tables.row_model import MARK_ROLE, RowModel
from app.ui.theme import characters, colours_of, em, theme_events
from app.ui.widgets.marks import paint_mark

ModelIndex = QModelIndex | QPersistentModelIndex
_NARROWEST = 3  # characters


class CellDelegate(QStyledItemDelegate):
    """Marks in place of texts, and a frame around the cell where the keyboard is."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        mark = index.data(MARK_ROLE)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        if mark is None:
            self._paint_ground(painter, option, index)
            pad = round(option.fontMetrics.height() * 0.3)
            place = QRect(option.rect)
            option.rect = place.adjusted(pad, 0, -pad, 0)
            super().paint(painter, option, index)
            option.rect = place
        else:
            self._paint_marked(painter, option, index, mark)
        if focused:
            painter.setPen(QColor(colours_of(option.palette).strong.fill))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))

    def _paint_marked(
        self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex, mark: str
    ) -> None:
        selected = self._paint_ground(painter, option, index)
        own = index.data(Qt.ItemDataRole.ForegroundRole)
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        colour = own if own is not None and not selected else option.palette.color(role)
        inset = round(option.fontMetrics.height() * 0.15)
        side = min(option.fontMetrics.height(), option.rect.height() - inset)
        place = QRect(option.rect)
        place.setHeight(side)
        place.moveCenter(option.rect.center())
        paint_mark(painter, place, mark, colour)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> bool:
        """Over the whole cell; says whether it is selected."""
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        fill = index.data(Qt.ItemDataRole.BackgroundRole)
        if selected:
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Highlight))
        elif fill is not None:
            painter.fillRect(option.rect, fill)
        return selected


class TableView(QTableView, Generic[Row]):
    """Works on a RowModel; selection, current cell and scroll place outlive a reset."""

    activated_row = Signal(object)
    cell_activated = Signal(object, str)
    cell_clicked = Signal(object, str)
    current_row_changed = Signal(object)
    rows_selected = Signal()

    def __init__(self, model: RowModel[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self._kept: tuple[list[Hashable], Hashable | None, str, int] = ([], None, "", 0)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)  # Tab leaves the table, arrows move in it
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsMovable(True)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setModel(model)
        self.setSortingEnabled(True)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._give_back)
        self.doubleClicked.connect(self._activate)
        self.clicked.connect(lambda index: self._tell_cell(self.cell_clicked, index))
        self.selectionModel().currentRowChanged.connect(
            lambda new, _old: self.current_row_changed.emit(self._rows.row_at(new))
        )
        self.selectionModel().selectionChanged.connect(lambda: self.rows_selected.emit())
        theme_events().changed.connect(self._measure_again)
        self.set_widths()

    def set_widths(self) -> None:
        """Heights and widths from the font and the columns' own measure."""
        side = icon_side(self)
        self.setIconSize(QSize(side, side))
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(round(em(self) * 1.7))
        head = self.horizontalHeader()
        head.setMinimumSectionSize(characters(self, _NARROWEST))
        for number, column in enumerate(self._rows.columns):
            title = head.fontMetrics().horizontalAdvance(column.title) + round(em(self) * 1.9)
            asked = characters(self, column.width) + em(self)
            head.resizeSection(number, max(asked, title) if column.width >= _NARROWEST * 2 else asked)
            self.setColumnHidden(number, column.hidden)
        self._stretch()

    def selected_rows(self) -> list[Row]:
        numbers = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self._rows.shown[number] for number in numbers]

    def current_row(self) -> Row | None:
        return self._rows.row_at(self.currentIndex())

    def select_key(self, key: Hashable, column: int | None = None) -> bool:
        """Make the row current and visible; False when it is not among the rows shown."""
        number = self._rows.number_of(key)
        if number < 0:
            return False
        at = column if column is not None else max(0, self.currentIndex().column())
        index = self._rows.index(number, at)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def grid(self, *, selection_only: bool = False) -> Grid:
        """The visible columns in the order they stand; headings when every row is taken."""
        head = self.horizontalHeader()
        places = [head.logicalIndex(place) for place in range(head.count())]
        columns = [self._rows.columns[number] for number in places if not self.isColumnHidden(number)]
        chosen = self.selected_rows() if selection_only else self._rows.shown
        whole = len(chosen) == len(self._rows.shown)
        titles = tuple(column.title for column in columns) if whole else ()
        cells = tuple(tuple(column.display(row) for column in columns) for row in chosen)
        right = tuple(
            bool(chosen) and bool(column.alignment(chosen[0]) & Qt.AlignmentFlag.AlignRight)
            for column in columns
        )
        return Grid(titles, cells, right)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_to_clipboard(self.grid(selection_only=True))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._activate(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _measure_again(self) -> None:
        hidden = [self.isColumnHidden(number) for number in range(len(self._rows.columns))]
        self.set_widths()
        for number, was_hidden in enumerate(hidden):
            self.setColumnHidden(number, was_hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._stretch()

    def _stretch(self) -> None:
        """Give what room is left to the columns that asked for it, but never less than their own width.

        Qt's own stretching squeezes them to nothing where the others are wide.
        """
        columns = [n for n, c in enumerate(self._rows.columns) if c.stretch and not self.isColumnHidden(n)]
        if not columns:
            return
        head = self.horizontalHeader()
        spare = self.viewport().width() - head.length()
        for number in columns:
            least = characters(self, self._rows.columns[number].width) + em(self)
            head.resizeSection(number, max(least, head.sectionSize(number) + spare // len(columns)))

    def _activate(self, index: ModelIndex) -> None:
        self.activated_row.emit(self._rows.row_at(index))
        self._tell_cell(self.cell_activated, index)

    def _tell_cell(self, signal: Any, index: ModelIndex) -> None:
        signal.emit(self._rows.row_at(index), self._rows.columns[index.column()].key)

    def _keep(self) -> None:
        current = self._rows.row_at(self.currentIndex())
        columns = self._rows.columns
        at = self.currentIndex().column()
        self._kept = (
            [self._rows.key(row) for row in self.selected_rows()],
            None if current is None else self._rows.key(current),
            columns[at].key if 0 <= at < len(columns) else "",
            self.verticalScrollBar().value(),
        )

    def _give_back(self) -> None:
        selected, current, column_key, scroll = self._kept
        flags = QItemSelectionModel.SelectionFlag
        numbers = (
            {self._rows.key(row): number for number, row in enumerate(self._rows.shown)} if selected else {}
        )
        for key in selected:
            if key in numbers:
                index = self._rows.index(numbers[key], 0)
                self.selectionModel().select(index, flags.Select | flags.Rows)
        number = self._rows.number_of(current) if current is not None else -1
        if number >= 0:
            index = self._rows.index(number, max(0, self._rows.column_number(column_key)))
            self.selectionModel().setCurrentIndex(index, flags.NoUpdate)
        elif current is not None:
            self.current_row_changed.emit(None)
        self.verticalScrollBar().setValue(scroll)
