"""A list on the left and what was chosen in it on the right: a form that saves itself, and a list below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.forms import FormView
from app.ui.icons import set_icon
from app.ui.pages.turning import SIDE_BY_SIDE, TurningSplitter
from app.ui.tables import TablePanel
from app.ui.tables.columns import Row
from app.ui.theme import gap
from app.ui.widgets import Heading, MutedLabel


class ListAndPane(QWidget, Generic[Row]):
    """`shown` is the key of the row in the form; a field whose text is wrong keeps its row chosen."""

    def __init__(
        self,
        table: TablePanel[Row],
        form: FormView,
        below: QWidget,
        buttons: Sequence[QAbstractButton],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.table = table
        self.form = form
        self.shown: str | None = None
        self._title = Heading("", 2)
        self._title.setWordWrap(True)
        self._words = MutedLabel()
        self._below = below
        self._buttons = QWidget()
        self._lay_out(buttons)
        table.current_changed.connect(lambda _row: self.show_current())
        table.activated.connect(lambda _row: form.focus_field())

    def refresh(self) -> None:
        raise NotImplementedError

    def key_of(self, row: Row) -> str:
        raise NotImplementedError

    def values_of(self, row: Row) -> dict[str, object]:
        raise NotImplementedError

    def show_rest(self, row: Row | None) -> None:
        """What stands around the form."""
        raise NotImplementedError

    def commit_pending(self) -> bool:
        return self.form.commit_pending()

    def show_current(self) -> None:
        row = self.table.current_row()
        key = None if row is None else self.key_of(row)
        if key != self.shown and self.shown is not None and self._still_there():
            if not self.form.commit_pending():
                self.table.select_key(self.shown)
                return
            row = self.table.current_row()  # what was just saved may have brought new rows
            key = None if row is None else self.key_of(row)
        if row is not None:
            show: Any = self.form.set_values if key == self.shown else self.form.load
            show(self.values_of(row))
        self.shown = key
        for widget in (self.form, self._below, self._buttons):
            widget.setVisible(row is not None)
        self.show_rest(row)

    def set_words(self, title: str, words: str) -> None:
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def _still_there(self) -> bool:
        return any(self.key_of(row) == self.shown for row in self.table.model.rows)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The pane scrolls up and down only: it is never narrower than what stands in it."""
        if event.type() == QEvent.Type.LayoutRequest:
            bar = self._scroll.verticalScrollBar().sizeHint().width()
            self._scroll.setMinimumWidth(self._pane.minimumSizeHint().width() + bar)
        return super().eventFilter(watched, event)

    def _lay_out(self, buttons: Sequence[QAbstractButton]) -> None:
        self._pane = pane = QWidget()
        side = QVBoxLayout(pane)
        side.setContentsMargins(gap(self, 0.8), 0, 0, 0)
        side.setSpacing(gap(self, 0.5))
        for widget in (self._title, self._words, self.form):
            side.addWidget(widget)
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap(self, 0.4))
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        side.addWidget(self._buttons)
        side.addWidget(self._below, 3)
        side.addStretch(1)
        pane.setObjectName("page")
        scroll = QScrollArea()
        scroll.setWidget(pane)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        pane.installEventFilter(self)
        self._scroll = scroll
        split = TurningSplitter(self.table, scroll, wide=SIDE_BY_SIDE, shares=(32, 30), tall=(9, 13))
        split.setStretchFactor(1, 0)
        split.setHandleWidth(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        self.setFocusProxy(self.table.view)


def arrow_button(name: str, icon: str, tip: str) -> QToolButton:
    """A button without words; `tip` speaks for it."""
    button = QToolButton()
    button.setObjectName(name)
    button.setProperty("framed", True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    set_icon(button, icon)
    return button


def tool_button(name: str, text: str, icon: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    set_icon(button, icon)
    return button
