"""The proofs of one indicator as small pictures, with the way to add more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from app.files.evidence_reading import MediaType
from app.i18n import _
from app.services.evidence import EvidenceRow
from app.ui.icons import pixmap, set_icon
from app.ui.pictures import Pictures, thumbnail
from app.ui.theme import colours_of, em, gap
from app.ui.widgets import Heading, MutedLabel

_UID = Qt.ItemDataRole.UserRole
_TILE = 5  # lines of text, the side of a picture


def type_icon(media_type: str) -> str:
    return "pdf" if media_type == MediaType.PDF else "photo"


class EvidenceStrip(QWidget):
    """`chosen` carries the uid of a proof that was clicked or entered; `add_wanted` asks for files."""

    chosen = Signal(str)
    add_wanted = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._rows: list[EvidenceRow] = []
        self.pictures = Pictures(self)
        self.pictures.ready.connect(self._show_ready)
        self.title = Heading("", 3)
        self.add_button = QPushButton(_("Thêm…"))
        set_icon(self.add_button, "add")
        self.add_button.setToolTip(_("Thêm tệp làm minh chứng cho chỉ tiêu này"))
        self.add_button.setAccessibleName(_("Thêm minh chứng"))
        self.add_button.clicked.connect(self.add_wanted)
        self.tip = MutedLabel(_("Kéo tệp thả vào đây, hoặc sao chép rồi dán (Ctrl+V)."))
        self.list = _make_list()
        self.list.itemClicked.connect(lambda item: self.chosen.emit(item.data(_UID)))
        self.list.opened.connect(lambda item: self.chosen.emit(item.data(_UID)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(gap(self, 0.5), gap(self, 0.5), gap(self, 0.5), gap(self, 0.5))
        layout.setSpacing(gap(self, 0.4))
        for widget in (self.title, self.add_button, self.tip):
            layout.addWidget(widget)
        layout.addWidget(self.list, 1)
        self.show_rows([])

    def show_rows(self, rows: Sequence[EvidenceRow]) -> None:
        if list(rows) != self._rows:
            self._rows = list(rows)
            self._fill()
        self.title.setText(_("Minh chứng ({n})").format(n=len(self._rows)))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "list"):
            self._fill()

    def _fill(self) -> None:
        self.pictures.drop_waiting()
        side = em(self) * _TILE
        self.list.setIconSize(QSize(side, side))
        self.list.setGridSize(QSize(round(side * 1.25), side + round(em(self) * 2.6)))
        self.list.clear()
        for row in self._rows:
            item = QListWidgetItem(row.title)
            item.setData(_UID, row.uid)
            item.setToolTip(row.title)
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            item.setIcon(QIcon(self._picture(row, side)))
            self.list.addItem(item)

    def _picture(self, row: EvidenceRow, side: int) -> QPixmap:
        ratio = self.devicePixelRatioF()
        wanted = round(side * ratio)
        made = self.pictures.get((row.uid, wanted), thumbnail(row.path(self._folder), row.media_type, wanted))
        if made is not None:
            made.setDevicePixelRatio(ratio)
            return made
        tints = colours_of(self.palette())
        return _sheet(type_icon(row.media_type), side, tints.hover, tints.text_muted, ratio)

    def _show_ready(self, key: object) -> None:
        assert isinstance(key, tuple)
        side = em(self) * _TILE
        for place, row in enumerate(self._rows):
            if row.uid == key[0]:
                self.list.item(place).setIcon(QIcon(self._picture(row, side)))


class ProofList(QListWidget):
    """Enter means what a click means."""

    opened = Signal(QListWidgetItem)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.opened.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


def _make_list() -> ProofList:
    made = ProofList()
    made.setAccessibleName(_("Minh chứng của chỉ tiêu"))
    made.setViewMode(QListView.ViewMode.IconMode)
    made.setMovement(QListView.Movement.Static)
    made.setResizeMode(QListView.ResizeMode.Adjust)
    made.setWordWrap(True)
    made.setTextElideMode(Qt.TextElideMode.ElideRight)
    made.setUniformItemSizes(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFrameShape(QListWidget.Shape.NoFrame)
    made.viewport().setAutoFillBackground(False)
    return made


def _sheet(name: str, side: int, ground: str, ink: str, ratio: float) -> QPixmap:
    """A blank sheet with the icon of its type, as large as the picture that will come."""
    drawn = QPixmap(QSize(side, side) * ratio)
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(QColor(ground))
    painter = QPainter(drawn)
    small = side // 3
    painter.drawPixmap((side - small) // 2, (side - small) // 2, pixmap(name, small, ink, ratio))
    painter.end()
    return drawn
