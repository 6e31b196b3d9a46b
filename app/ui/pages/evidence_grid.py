"""The proofs of the list as pictures; only those in sight are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QListWidgetItem, QWidget

from app.files.evidence_reading import PAGELESS
from app.i18n import _
from app.services.evidence import EvidenceRow
from app.ui.pages.evidence_strip import ICON_ROLE, PICTURE_ROLE, UID_ROLE, ProofList, type_icon
from app.ui.pictures import Pictures, thumbnail
from app.ui.theme import em

_SIDE = 6  # lines of text
_MILLISECONDS_OF_REST = 40  # while scrolling nothing is asked for


class ProofGrid(ProofList):
    """`moved_to` carries the uid of the proof that the person went to; `spoken` says a proof with its state."""

    moved_to = Signal(str)

    def __init__(
        self, folder: Path, spoken: Callable[[EvidenceRow], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Minh chứng bằng ảnh nhỏ"))
        self._folder = folder
        self._spoken = spoken
        self._rows: list[EvidenceRow] = []
        self._filling = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_MILLISECONDS_OF_REST)
        self._rest.timeout.connect(self._dress_visible)
        self.pictures = Pictures(self)
        self.pictures.ready.connect(lambda _key: self._rest.start())
        self.verticalScrollBar().valueChanged.connect(lambda: self._rest.start())
        self.currentItemChanged.connect(self._tell)

    def show_rows(self, rows: Sequence[EvidenceRow], current: str | None) -> None:
        self._filling = True
        if list(rows) != self._rows:
            self._rows = list(rows)
            self._fill()
        for number, row in enumerate(self._rows):
            if row.uid == current:
                self.setCurrentRow(number)
        self._filling = False

    def _fill(self) -> None:
        self.side = em(self) * _SIDE
        self.setGridSize(QSize(em(self) * (_SIDE + 2), self.side + round(em(self) * 2.8)))
        self.clear()
        for row in self._rows:
            item = QListWidgetItem(row.title)
            item.setData(UID_ROLE, row.uid)
            item.setData(ICON_ROLE, "lock" if row.sensitive else type_icon(row.media_type))
            item.setToolTip(self._spoken(row))
            self.addItem(item)
        self._rest.start()

    def _dress_visible(self) -> None:
        """What is out of sight again need not be made."""
        if not self.isVisible():
            return
        self.pictures.drop_waiting()
        ratio = self.devicePixelRatioF()
        side = round(self.side * ratio)
        for number, row in self._in_sight():
            item = self.item(number)
            if row.media_type in PAGELESS or item.data(PICTURE_ROLE) is not None:
                continue
            work = thumbnail(row.path(self._folder), row.media_type, side)
            made = self.pictures.get((row.sha256, side), work)
            if made is not None:
                made.setDevicePixelRatio(ratio)
                item.setData(PICTURE_ROLE, made)

    def _in_sight(self) -> list[tuple[int, EvidenceRow]]:
        """By the first and the last tile: they are all of one size."""
        first = self.indexAt(QPoint(em(self), em(self)))
        start = max(0, first.row())
        tile = self.gridSize()
        across = max(1, self.viewport().width() // tile.width())
        count = across * (self.viewport().height() // tile.height() + 2)
        return list(enumerate(self._rows))[start : start + count]

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self._filling:
            self.moved_to.emit(item.data(UID_ROLE))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._rest.start()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._rest.start()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_rest"):
            self._fill()
