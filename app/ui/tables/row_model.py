"""The one table model: any rows, columns as data, sorted and filtered as Python lists.

A reset after filtering a list takes 28 ms at 130,000 rows, QSortFilterProxyModel close to a second.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QGuiApplication

from app.domain.text import fold
from app.ui.icons import icon
from app.ui.tables.columns import Column, Row
from app.ui.theme import Tone, colours_of

ModelIndex = QModelIndex | QPersistentModelIndex
MARK_ROLE = Qt.ItemDataRole.UserRole + 1

_Role = Qt.ItemDataRole


class RowModel(QAbstractTableModel, Generic[Row]):
    """`key` names a row for good, so that a selection survives new rows, sorting and filtering."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        key: Callable[[Row], Hashable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = list(columns)
        self.key = key
        self._rows: list[Row] = []
        self._shown: list[Row] = []
        self._found_texts: dict[Hashable, str] = {}
        self._words: list[str] = []
        self._predicate: Callable[[Row], bool] | None = None
        self._sorted_by: tuple[str, Qt.SortOrder] | None = None

    @property
    def columns(self) -> list[Column[Row]]:
        return self._columns

    @property
    def rows(self) -> list[Row]:
        """All rows, also those the filter hides, in the order they were given."""
        return self._rows

    @property
    def shown(self) -> list[Row]:
        return self._shown

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        self.beginResetModel()
        self._columns = list(columns)
        self._found_texts = {}
        self._arrange()
        self.endResetModel()

    def set_rows(self, rows: Iterable[Row]) -> None:
        """When the same keys come in the same order the cells change in place, otherwise the model resets."""
        before = [self.key(row) for row in self._shown]
        self._rows = list(rows)
        self._found_texts = {}
        old_shown = self._shown
        self._arrange()
        if before and before == [self.key(row) for row in self._shown]:
            self.dataChanged.emit(self.index(0, 0), self.index(len(before) - 1, len(self._columns) - 1))
            return
        new_shown, self._shown = self._shown, old_shown
        self._reset_to(new_shown)

    def set_filter(self, text: str) -> None:
        """Show rows in which every word of `text` occurs in some column, marks and case aside."""
        self._words = fold(text).split()
        self.rearrange()

    def set_predicate(self, predicate: Callable[[Row], bool] | None) -> None:
        """A further condition for rows to be shown; None takes it away."""
        self._predicate = predicate
        self.rearrange()

    @property
    def filtered(self) -> bool:
        return bool(self._words) or self._predicate is not None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Vietnamese order, numbers as numbers, empty cells last either way; column -1: as given."""
        self._sorted_by = (self._columns[column].key, order) if 0 <= column < len(self._columns) else None
        self.rearrange()

    def rearrange(self) -> None:
        old_shown = self._shown
        self._arrange()
        new_shown, self._shown = self._shown, old_shown
        self._reset_to(new_shown)

    def row_at(self, index: ModelIndex) -> Row | None:
        return self._shown[index.row()] if index.isValid() else None

    def number_of(self, key: Hashable) -> int:
        """The place of a row among those shown, -1 when it is not shown."""
        return next((number for number, row in enumerate(self._shown) if self.key(row) == key), -1)

    def column_number(self, key: str) -> int:
        return next((number for number, column in enumerate(self._columns) if column.key == key), -1)

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: ModelIndex, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        reader = _READERS.get(role)
        return reader(self._columns[index.column()], self._shown[index.row()]) if reader else None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return column.title
        if role == _Role.ToolTipRole:
            return column.heading_tooltip or column.title
        if role == _Role.TextAlignmentRole:
            return self._heading_alignment(column)
        return None

    def _heading_alignment(self, column: Column[Row]) -> Qt.AlignmentFlag:
        """Over its numbers, judged by the first row that has one."""
        sample = next((row for row in self._shown if column.value(row) is not None), None)
        return column.alignment(sample) if sample is not None else Qt.AlignmentFlag.AlignVCenter

    def _reset_to(self, shown: list[Row]) -> None:
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def _arrange(self) -> None:
        kept = [row for row in self._rows if self._wanted(row)]
        if self._sorted_by is not None:
            number = self.column_number(self._sorted_by[0])
            if number >= 0:
                kept = _in_order(kept, self._columns[number], self._sorted_by[1])
        self._shown = kept

    def _wanted(self, row: Row) -> bool:
        if self._predicate is not None and not self._predicate(row):
            return False
        if not self._words:
            return True
        key = self.key(row)
        if key not in self._found_texts:
            self._found_texts[key] = fold("\n".join(column.display(row) for column in self._columns))
        return all(word in self._found_texts[key] for word in self._words)


def _in_order(rows: list[Row], column: Column[Row], order: Qt.SortOrder) -> list[Row]:
    keyed: list[tuple[Any, Row]] = [(column.order(row), row) for row in rows]
    filled = [pair for pair in keyed if pair[0] is not None]
    filled.sort(key=lambda pair: pair[0], reverse=order is Qt.SortOrder.DescendingOrder)
    return [row for _key, row in filled] + [row for key, row in keyed if key is None]


def _tone(column: Column[Any], row: Any) -> Tone | None:
    name = column.tone(row) if column.tone else None
    return colours_of(QGuiApplication.palette()).tone(name) if name else None


def _foreground(column: Column[Any], row: Any) -> QColor | None:
    tone = _tone(column, row)
    return QColor(tone.text) if tone else None


def _background(column: Column[Any], row: Any) -> QColor | None:
    """Muted is a manner of writing, not a state: its cell keeps the ground of the row."""
    tone = _tone(column, row)
    if tone is None or tone == colours_of(QGuiApplication.palette()).muted:
        return None
    return QColor(tone.fill)


def _decoration(column: Column[Any], row: Any) -> Any:
    name = column.icon(row) if column.icon else None
    return icon(name) if name else None


def _tooltip(column: Column[Any], row: Any) -> str:
    """Without one of its own a cell shows its text: it may be cut."""
    return column.tooltip(row) if column.tooltip else column.display(row)


_READERS: dict[int, Callable[[Column[Any], Any], Any]] = {
    _Role.DisplayRole: lambda column, row: column.display(row),
    _Role.TextAlignmentRole: lambda column, row: column.alignment(row),
    _Role.ForegroundRole: _foreground,
    _Role.BackgroundRole: _background,
    _Role.DecorationRole: _decoration,
    _Role.ToolTipRole: _tooltip,
    _Role.AccessibleTextRole: lambda column, row: column.speech(row),
    MARK_ROLE: lambda column, row: column.mark(row) if column.mark else None,
}
