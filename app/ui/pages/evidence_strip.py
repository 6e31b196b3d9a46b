"""The proofs of one indicator as small pictures, with the way to add more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.files.evidence_reading import PAGELESS, MediaType
from app.i18n import _
from app.services.evidence import EvidenceRow
from app.ui.icons import pixmap, set_icon
from app.ui.pictures import Pictures, thumbnail
from app.ui.theme import Colours, characters, colours_of, em, gap
from app.ui.widgets import Heading, MutedLabel

UID_ROLE = Qt.ItemDataRole.UserRole
PICTURE_ROLE = Qt.ItemDataRole.UserRole + 1
ICON_ROLE = Qt.ItemDataRole.UserRole + 2
_TITLE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
_TILE = 5  # lines of text, the side of a picture
_LOW_TILE = 3  # the same where there is little height; its title then has one line
_STRIP = 19  # characters, its width at the right of the form
_LOW_WITH_PICTURES = 8  # lines of text, its height below the form
_LOW_WITHOUT = 3
_UNLIMITED = 16_777_215  # Qt's own largest size
_TIP_BELOW = 3  # who has added as many proofs knows how

ModelIndex = QModelIndex | QPersistentModelIndex


def type_icon(media_type: str) -> str:
    icons = {
        MediaType.PDF: "pdf",
        MediaType.DOCX: "document-text",
        MediaType.TEXT: "document",
        MediaType.XLSX: "table",
    }
    return icons.get(MediaType(media_type), "photo")


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
        self.add_button.setObjectName("addProofHereButton")
        set_icon(self.add_button, "add")
        self.add_button.setToolTip(_("Thêm tệp làm minh chứng cho chỉ tiêu này"))
        self.add_button.setAccessibleName(_("Thêm minh chứng"))
        self.add_button.clicked.connect(self.add_wanted)
        self.tip = MutedLabel(_("Kéo tệp thả vào đây, hoặc sao chép rồi dán (Ctrl+V)."))
        self.list = ProofList()
        self.list.itemClicked.connect(lambda item: self.chosen.emit(item.data(UID_ROLE)))
        self.list.opened.connect(lambda item: self.chosen.emit(item.data(UID_ROLE)))
        self._low = False
        self._head = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._head.setSpacing(gap(self, 0.4))
        self._head.addWidget(self.title)
        self._head.addWidget(self.add_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(gap(self, 0.5), gap(self, 0.5), gap(self, 0.5), gap(self, 0.5))
        layout.setSpacing(gap(self, 0.4))
        layout.addLayout(self._head)
        layout.addWidget(self.tip)
        layout.addWidget(self.list, 20)
        layout.addStretch(1)
        self._fill()
        self.show_rows([])

    def show_rows(self, rows: Sequence[EvidenceRow]) -> None:
        if list(rows) != self._rows:
            self._rows = list(rows)
            self._fill()
        self.title.setText(_("Minh chứng ({n})").format(n=len(self._rows)))

    def set_low(self, low: bool) -> None:
        """Below a form: one row of pictures, title and button on one line."""
        if low == self._low:
            return
        self._low = low
        directions = QBoxLayout.Direction
        self._head.setDirection(directions.LeftToRight if low else directions.TopToBottom)
        self._fill()

    def _side(self) -> int:
        """Of a picture, in pixels."""
        return em(self) * (_LOW_TILE if self._low else _TILE)

    def _show_tip(self) -> None:
        self.tip.setVisible(not self._low and len(self._rows) < _TIP_BELOW)
        lines = _LOW_WITH_PICTURES if self._rows else _LOW_WITHOUT
        self.setMaximumHeight(em(self) * lines if self._low else _UNLIMITED)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "list"):
            self._fill()

    def _fill(self) -> None:
        self.pictures.drop_waiting()
        side = self._side()
        self.list.side = side
        words = 1.7 if self._low else 2.8
        self.list.setGridSize(QSize(em(self) * 7, side + round(em(self) * words)))
        self.list.clear()
        for row in self._rows:
            item = QListWidgetItem(row.title)
            item.setData(UID_ROLE, row.uid)
            item.setToolTip(row.title)
            self._dress(item, row)
            self.list.addItem(item)
        self.list.setVisible(bool(self._rows))
        self._show_tip()

    def _dress(self, item: QListWidgetItem, row: EvidenceRow) -> None:
        """The picture, or the icon of its type: until the picture is made, and for what has no pages."""
        item.setData(ICON_ROLE, type_icon(row.media_type))
        if row.media_type in PAGELESS:
            return
        ratio = self.devicePixelRatioF()
        wanted = round(self._side() * ratio)
        work = thumbnail(row.path(self._folder), row.media_type, wanted)
        made = self.pictures.get((row.uid, wanted), work)
        if made is not None:
            made.setDevicePixelRatio(ratio)
            item.setData(PICTURE_ROLE, made)

    def _show_ready(self, key: object) -> None:
        assert isinstance(key, tuple)
        for place, row in enumerate(self._rows):
            if row.uid == key[0]:
                self._dress(self.list.item(place), row)


class Beside(QWidget):
    """A form with the strip at its right, or below it where the text is too large for both."""

    def __init__(self, form: QWidget, strip: EvidenceStrip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._strip = strip
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(form, 1)
        self._layout.addWidget(strip)
        self._arrange()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self._form.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wanted = characters(self, _STRIP)
        wide = self.width() >= self._form.minimumSizeHint().width() + wanted
        directions = QBoxLayout.Direction
        self._layout.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self._strip.setFixedWidth(wanted if wide else self.width())
        self._strip.set_low(not wide)


class ProofList(QListWidget):
    """Enter means what a click means."""

    opened = Signal(QListWidgetItem)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.side = 0  # of a picture, in pixels
        self.setAccessibleName(_("Minh chứng của chỉ tiêu"))
        self.setItemDelegate(ProofDelegate(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.opened.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


class ProofDelegate(QStyledItemDelegate):
    """A framed picture above two lines of title."""

    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:  # noqa: N802 - Qt's name
        view = option.widget
        assert isinstance(view, QListView)
        return view.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        view = option.widget
        assert isinstance(view, ProofList)
        tints = colours_of(option.palette)
        room = option.rect.adjusted(2, 2, -2, -2)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, QColor(tints.selection.fill))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(room, QColor(tints.hover))
        frame = QRect(0, 0, view.side, view.side)
        frame.moveCenter(QPoint(room.center().x(), room.y() + 2 + frame.height() // 2))
        _paint_picture(painter, frame, index, tints)
        words = QRect(room.x() + 2, frame.bottom() + 4, room.width() - 4, room.bottom() - frame.bottom() - 4)
        painter.setPen(QColor(tints.text))
        title = str(index.data())
        if words.height() < 2 * option.fontMetrics.height():
            title = option.fontMetrics.elidedText(title, Qt.TextElideMode.ElideRight, words.width())
        else:
            title = _two_lines(title, option.fontMetrics, words.width())
        painter.drawText(words, _TITLE, title)
        painter.restore()


def _paint_picture(painter: QPainter, frame: QRect, index: ModelIndex, tints: Colours) -> None:
    picture = index.data(PICTURE_ROLE)
    ratio = painter.device().devicePixelRatio()
    if isinstance(picture, QPixmap):
        box = QRect(QPoint(0, 0), picture.deviceIndependentSize().toSize())
        box.moveCenter(frame.center())
        painter.drawPixmap(box, picture)
    else:
        box = frame
        painter.fillRect(box, QColor(tints.hover))
        small = QRect(0, 0, frame.width() // 3, frame.width() // 3)
        small.moveCenter(frame.center())
        painter.drawPixmap(small, pixmap(index.data(ICON_ROLE), small.width(), tints.text_muted, ratio))
    painter.setPen(QColor(tints.line_strong))
    painter.drawRect(box.adjusted(0, 0, -1, -1))


def _two_lines(text: str, metrics: QFontMetrics, width: int) -> str:
    """What of a title fits on two lines, broken between words."""
    first = ""
    words = text.split(" ")
    while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    if not first:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    rest = metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, width)
    return f"{first}\n{rest}".strip()
