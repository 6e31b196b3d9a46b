"""Rows that are links: an icon, a text, a muted detail; the list of Hôm nay and of the search palette."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.icons import pixmap
from app.ui.theme import Colours, ToneName, colours_of

ModelIndex = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True, slots=True)
class Link:
    """One row; `tone` colours icon and text, `payload` comes back when the row is chosen."""

    text: str
    detail: str = ""
    icon: str = ""
    tone: ToneName | None = None
    payload: object = None


class LinkModel(QAbstractListModel):
    """The links as a Qt list; UserRole holds the Link."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._links: list[Link] = []

    def set_links(self, links: Sequence[Link]) -> None:
        self.beginResetModel()
        self._links = list(links)
        self.endResetModel()

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        return 0 if parent.isValid() else len(self._links)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        link = self._links[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return link.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{link.text}, {link.detail}" if link.detail else link.text
        return link if role == _ROW else None


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the parts of a row go, relative to the row's top left corner."""

    icon: QRect
    text: QRect
    detail: QRect
    height: int


class LinkDelegate(QStyledItemDelegate):
    """Detail at the right end where both fit on one line, below the text where they do not."""

    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:  # noqa: N802 - Qt's name
        view = option.widget
        width = view.room if isinstance(view, LinkList) else option.rect.width()
        return QSize(width, _places(index.data(_ROW), option.fontMetrics, width).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        link: Link = index.data(_ROW)
        tints = colours_of(option.palette)
        places = _places(link, option.fontMetrics, option.rect.width())
        painter.save()
        _paint_ground(painter, option, tints)
        painter.translate(option.rect.topLeft())
        colour = tints.tone(link.tone).text if link.tone else tints.text
        if link.icon:
            ratio = painter.device().devicePixelRatio()
            painter.drawPixmap(places.icon, pixmap(link.icon, places.icon.width(), colour, ratio))
        painter.setPen(QColor(colour))
        painter.drawText(places.text, _WRAPPED, link.text)
        painter.setPen(
            QColor(tints.text if option.state & QStyle.StateFlag.State_Selected else tints.text_muted)
        )
        painter.drawText(places.detail, _WRAPPED, link.detail)
        painter.restore()


class LinkList(QListView):
    """`chosen` carries the payload of the Link that was clicked, or entered by Enter or Space.

    `room` is the width of a row in pixels.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Known from events: asking viewport() for the first time costs PySide6 ten milliseconds of the start.
        self.room = self.width()
        self._links = LinkModel(self)
        self.setModel(self._links)
        self.setItemDelegate(LinkDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("plain", True)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._choose)

    def set_links(self, links: Sequence[Link]) -> None:
        """Keeps the current row where its payload is still there."""
        present = self.currentIndex().data(_ROW)
        self._links.set_links(links)
        if present is not None:
            self.select_payload(present.payload)

    def links(self) -> list[Link]:
        return [self._links.index(row).data(_ROW) for row in range(self._links.rowCount())]

    def select_payload(self, payload: object) -> None:
        for row in range(self._links.rowCount()):
            if self._links.index(row).data(_ROW).payload == payload:
                self.setCurrentIndex(self._links.index(row))
                return

    def step_by(self, steps: int) -> None:
        """Move the current row, from the first where there is none; for keys that another widget received."""
        last = self._links.rowCount() - 1
        row = self.currentIndex().row() + steps if self.currentIndex().isValid() else 0
        self.setCurrentIndex(self._links.index(max(0, min(last, row))))

    def choose_current(self) -> None:
        if self.currentIndex().isValid():
            self._choose(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.choose_current()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self.room = event.size().width()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()
        super().changeEvent(event)

    def full_height(self, width: int | None = None) -> int:
        """The height in pixels at which every row shows without scrolling, at `width` or the present width."""
        room = self.room if width is None else width
        return sum(_places(link, self.fontMetrics(), room).height for link in self.links())

    def _choose(self, index: ModelIndex) -> None:
        self.chosen.emit(index.data(_ROW).payload)


def _places(link: Link, metrics: QFontMetrics, width: int) -> _Places:
    line = metrics.height()
    pad, side = round(line * 0.4), round(line * 1.1)
    left = pad + (side + pad if link.icon else 0)
    room = max(line, width - left - pad)
    detail_width = metrics.horizontalAdvance(link.detail)
    beside = metrics.horizontalAdvance(link.text) + detail_width + 2 * pad <= room
    text_height = metrics.boundingRect(QRect(0, 0, room, 0), _WRAPPED, link.text).height()
    text = QRect(left, pad, room, max(line, text_height))
    if beside:
        detail = QRect(width - pad - detail_width, pad, detail_width + 1, line)
        bottom = text.bottom()
    else:
        height = (
            metrics.boundingRect(QRect(0, 0, room, 0), _WRAPPED, link.detail).height() if link.detail else 0
        )
        detail = QRect(left, text.bottom() + 1, room, height)
        bottom = detail.bottom()
    icon = QRect(pad, pad - round((side - line) / 2), side, side)
    return _Places(icon, text, detail, bottom + 1 + pad)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, tints: Colours) -> None:
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(option.rect, QColor(tints.selection.fill))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(
                option.rect.x(), option.rect.y(), 3, option.rect.height(), QColor(tints.strong.fill)
            )
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, QColor(tints.hover))
