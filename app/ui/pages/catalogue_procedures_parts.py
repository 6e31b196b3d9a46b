"""A list in an order of one's own with a form for the chosen line: parts of the dossier, steps of a procedure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QHeaderView,
    QPushButton,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from app.ui.forms import Field, FormView
from app.ui.icons import set_icon
from app.ui.tables import Column, Empty, TablePanel
from app.ui.tables.view import CellDelegate, ModelIndex
from app.ui.theme import em, gap, theme_events


class Line(Protocol):
    """A row of the list."""

    @property
    def uid(self) -> str: ...


Row = TypeVar("Row", bound=Line)


@dataclass(frozen=True, slots=True)
class Deeds:
    """What writes to the book: `change` takes uid and values and may raise InputError, `move` uid and -1 or 1."""

    change: Callable[[str, dict[str, Any]], object]
    move: Callable[[str, int], object]
    remove: Callable[[str], object]


class WrappingDelegate(CellDelegate):
    """A row as high as its longest text, measured in the room that padding leaves."""

    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:  # noqa: N802 - Qt's name
        pad = round(option.fontMetrics.height() * 0.3)
        option.rect = option.rect.adjusted(2 * pad, 0, -2 * pad, 0)
        size = super().sizeHint(option, index)
        return QSize(size.width(), size.height() + pad)


class PartsEditor(QWidget, Generic[Row]):
    """Table above, form of its current line below; every deed is one that Ctrl+Z takes back."""

    def __init__(
        self,
        *,
        columns: Sequence[Column[Row]],
        fields: Sequence[Field],
        values: Callable[[Row], Mapping[str, object]],
        name: str,
        empty: Empty,
        add_button: QAbstractButton,
        deeds: Deeds,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._values = values
        self._deeds = deeds
        self._shown: str | None = None
        self._rows: list[Row] = []
        self.table = TablePanel[Row](
            columns, key=lambda row: row.uid, name=name, empty=empty, filterable=False
        )
        view = self.table.view
        view.setSortingEnabled(False)  # the order is the content
        view.setSelectionMode(view.SelectionMode.SingleSelection)
        view.setWordWrap(True)  # titles are long, lines are few
        view.setItemDelegate(WrappingDelegate(view))
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.form = FormView(fields, on_commit=self._commit, labels="beside")
        self.form.setAccessibleName(name)
        self.add_button = add_button
        self.up_button = self._tool("chevron-up", _("Chuyển lên (Alt+↑)"), lambda: self._move(-1))
        self.down_button = self._tool("chevron-down", _("Chuyển xuống (Alt+↓)"), lambda: self._move(1))
        self.remove_button = QPushButton(_("Bỏ dòng"))
        set_icon(self.remove_button, "delete")
        self.remove_button.clicked.connect(self._remove)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self._move(by))
        self.table.current_changed.connect(lambda row: self._show(row))
        self._lay_out()
        theme_events().changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        """Some rows stay in sight where letters are large; the page scrolls then."""
        self.table.setMinimumHeight(em(self) * 11)
        self.table.view.resizeRowsToContents()

    def set_rows(self, rows: Sequence[Row], *, other: bool) -> None:
        """`other`: the lines of another profile; the first is shown then."""
        self._rows = list(rows)
        self.table.set_rows(self._rows)
        if other:
            self._shown = None
            if self._rows:
                self.table.select_key(self._rows[0].uid)
        self._show(self.table.current_row())

    def select(self, uid: str, *, edit: bool = False) -> None:
        self.table.select_key(uid)
        if edit:
            self.form.focus_field()

    def commit_pending(self) -> bool:
        return self.form.commit_pending()

    def _show(self, row: Row | None) -> None:
        uid = row.uid if row else None
        if row is not None and uid == self._shown:
            self.form.set_values(self._values(row))
        else:
            known = {one.uid for one in self._rows}
            if self._shown in known and not self.form.commit_pending():
                self.table.select_key(self._shown)
                return
            self._shown = uid
            if row is not None:
                self.form.load(self._values(row))
        self.form.setVisible(row is not None)
        place = next((at for at, one in enumerate(self._rows) if one.uid == uid), -1)
        self.up_button.setEnabled(place > 0)
        self.down_button.setEnabled(0 <= place < len(self._rows) - 1)
        self.remove_button.setEnabled(place >= 0)

    def _commit(self, name: str, value: object) -> None:
        if self._shown is not None:
            self._deeds.change(self._shown, {name: value})

    def _move(self, by: int) -> None:
        if self._shown is not None and self.form.commit_pending():
            self._deeds.move(self._shown, by)

    def _remove(self) -> None:
        uid = self._shown
        if uid is not None:
            place = next((at for at, row in enumerate(self._rows) if row.uid == uid), 0)
            self._shown = None
            self.form.load({})  # what was typed for it goes with it
            self._deeds.remove(uid)
            if self._rows:
                self.table.select_key(self._rows[min(place, len(self._rows) - 1)].uid)

    def _tool(self, icon: str, words: str, run: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        set_icon(button, icon)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(lambda: run())
        return button

    def _lay_out(self) -> None:
        for widget in (self.add_button, self.up_button, self.down_button, self.remove_button):
            self.table.add_tool(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, gap(self, 0.4), 0, 0)
        layout.setSpacing(gap(self, 0.6))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.form)
