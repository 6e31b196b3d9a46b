"""The board's table on screen: as high as its rows, its last column as wide as there is room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QWidget

from app.i18n import _
from app.services.boards import Board, BoardRow
from app.ui.forms.editors import ChoiceBox
from app.ui.pages.assessment_wording import set_texts
from app.ui.pages.board_picture import narrow_headings
from app.ui.pages.board_table import board_columns
from app.ui.tables import Empty, TablePanel
from app.ui.theme import characters, em

_FEWEST_ROWS = 4  # in sight, before the page itself scrolls


class BoardSets(ChoiceBox):
    """Under which set the board is drawn; hidden while the year has one only."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted: str | None = None
        self.setObjectName("boardSets")
        self.setAccessibleName(_("Bộ tiêu chí"))
        self.setToolTip(_("Chọn bộ tiêu chí"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(self._choose)
        self.hide()

    def set_uid(self) -> str | None:
        """None stands for the plan's own."""
        return self._wanted

    def want(self, uid: str) -> None:
        self._wanted = uid

    def show_sets(self, board: Board | None) -> None:
        rows = board.sets if board is not None else ()
        entries = [(text, row.uid) for text, row in zip(set_texts(rows), rows, strict=True)]
        if [(self.itemText(at), self.itemData(at)) for at in range(self.count())] != entries:
            self.clear()
            for text, uid in entries:
                self.addItem(text, uid)
        if board is not None:
            self.setCurrentIndex(self.findData(board.criteria_set.uid))
            self._wanted = board.criteria_set.uid if self.currentIndex() > 0 else None
        self.setVisible(len(entries) > 1)

    def _choose(self) -> None:
        self._wanted = str(self.currentData())
        self.chosen.emit()


class BoardPanel(TablePanel[BoardRow]):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            [],
            key=lambda row: row.hamlet_uid,
            name=_("Bảng tổng quan"),
            empty=Empty(_("Chưa có bản nào.")),
            parent=parent,
        )
        self.setObjectName("boardTable")
        self._columns_of: tuple[object, ...] = ()
        narrow_headings(self.view)
        self.view.horizontalScrollBar().rangeChanged.connect(lambda: self.fit())

    def show_board(self, board: Board) -> None:
        """New columns only for another set or longer names: they would forget widths a person has drawn."""
        columns_of = (
            board.criteria,
            board.criteria_set,
            max((len(row.hamlet) for row in board.rows), default=0),
        )
        if columns_of != self._columns_of:
            self._columns_of = columns_of
            self.set_columns(board_columns(board))
        self.set_rows(board.rows)
        self.fit()

    def fit(self) -> None:
        """Few hamlets leave the room to the chart below, many scroll here."""
        self._widen_last_column()
        head, bar = self.view.horizontalHeader(), self.view.horizontalScrollBar()
        room = bar.sizeHint().height() if bar.maximum() > 0 else 0
        around = head.sizeHint().height() + room + 2 * self.view.frameWidth() + round(em(self) * 2.6)
        row = self.view.verticalHeader().defaultSectionSize()
        rows = len(self.model.rows)
        self.setMaximumHeight(around + row * max(rows, _FEWEST_ROWS))
        self.setMinimumHeight(around + row * min(rows, _FEWEST_ROWS))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._widen_last_column()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_columns_of"):
            # The view measures itself by the new text only after this event.
            QTimer.singleShot(0, self, self.fit)

    def _widen_last_column(self) -> None:
        """What is left of the width belongs to the list of unmet indicators, never less than its own measure."""
        last = len(self.model.columns) - 1
        if last < 0 or self.view.isColumnHidden(last):
            return
        others = self.view.horizontalHeader().length() - self.view.columnWidth(last)
        asked = characters(self.view, self.model.columns[last].width) + em(self.view)
        self.view.setColumnWidth(last, max(asked, self.view.viewport().width() - others))
