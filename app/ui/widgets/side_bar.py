"""The pages at the left: one list, one stop of the Tab key, the current page marked by more than colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.icons import pixmap
from app.ui.theme import bold_font, colours_of, em, gap, theme_events
from app.ui.widgets.link_list import ModelIndex

_ENTRY = Qt.ItemDataRole.UserRole
_BADGE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: `icon` of resources/icons, `shortcut_text` ("Ctrl+1") shown in the tooltip."""

    key: str
    text: str
    icon: str
    shortcut_text: str = ""


class SideBarModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._badges: dict[str, str] = {}

    def set_entries(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def set_badge(self, key: str, text: str) -> None:
        self._badges[key] = text
        row = self.row_of(key)
        self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, key: str) -> int:
        return next((row for row, entry in enumerate(self._entries) if entry.key == key), -1)

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self._entries[index.row()]
        badge = self._badges.get(entry.key, "")
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.text} ({badge})" if badge else entry.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{entry.text} ({entry.shortcut_text})" if entry.shortcut_text else entry.text
        return {_ENTRY: entry, _BADGE: badge}.get(role)


class SideBarDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:  # noqa: N802 - Qt's name
        return QSize(option.fontMetrics.height() * 2, round(option.fontMetrics.height() * 2.1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        entry: Entry = index.data(_ENTRY)
        bar = option.widget
        assert isinstance(bar, SideBar)
        tints = colours_of(option.palette)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        line = option.fontMetrics.height()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, bar)
        colour = tints.accent.text if current else tints.text
        side = round(line * 1.25)
        place = QRect(0, 0, side, side)
        place.moveCenter(QPoint(option.rect.x() + round(line * 1.25), option.rect.center().y()))
        painter.drawPixmap(place, pixmap(entry.icon, side, colour, painter.device().devicePixelRatio()))
        badge = index.data(_BADGE)
        if not bar.narrow:
            painter.setFont(bold_font(option.font) if current else option.font)
            painter.setPen(QColor(colour))
            words = option.rect.adjusted(place.right() + round(line * 0.6) - option.rect.x(), 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, entry.text)
        if badge:
            self._paint_badge(painter, option, badge, bar.narrow)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, bar: SideBar) -> None:
        tints = colours_of(option.palette)
        line = option.fontMetrics.height()
        ground = option.rect.adjusted(round(line * 0.3), 1, -round(line * 0.3), -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(tints.accent.fill))
            if bar.hasFocus():
                painter.setPen(QColor(tints.strong.fill))
            painter.drawRoundedRect(ground, line * 0.3, line * 0.3)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tints.strong.fill))
            mark = QRect(
                ground.x(), ground.y() + ground.height() // 5, max(3, line // 6), ground.height() * 3 // 5
            )
            painter.drawRoundedRect(mark, 2, 2)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(tints.hover))
            painter.drawRoundedRect(ground, line * 0.3, line * 0.3)

    def _paint_badge(self, painter: QPainter, option: QStyleOptionViewItem, badge: str, narrow: bool) -> None:
        tone = colours_of(option.palette).late
        line = option.fontMetrics.height()
        font = bold_font(option.font)
        font.setPointSizeF(font.pointSizeF() * 0.82)
        metrics = QFontMetrics(font)
        place = QRect(
            0, 0, max(metrics.height(), metrics.horizontalAdvance(badge) + line // 2), metrics.height()
        )
        place.moveCenter(option.rect.center())
        place.moveRight(option.rect.right() - round(line * (0.35 if narrow else 0.6)))
        if narrow:
            place.moveTop(option.rect.y() + 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.fill))
        painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
        painter.setFont(font)
        painter.setPen(QColor(tone.text))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, badge)


_NARROW_BELOW_EMS = 60  # a window narrower than this shows the icons alone


class SideBar(QListView):
    """`chosen` carries the key of the page when a person moves to it, not when `set_current` does."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.narrow = False
        self._window = 0
        self._telling = True
        self._entries = SideBarModel(self)
        self.setModel(self._entries)
        self.setItemDelegate(SideBarDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setProperty("plain", True)
        self.setViewportMargins(0, gap(self, 0.4), 0, gap(self, 0.4))
        self.selectionModel().currentChanged.connect(self._moved)
        theme_events().changed.connect(self._measure)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        self._telling = False
        self._entries.set_entries(entries)
        self._telling = True
        self._fit()

    def set_badge(self, key: str, text: str) -> None:
        """A short count beside a page; empty takes it away."""
        self._entries.set_badge(key, text)

    @property
    def current(self) -> str:
        entry = self.currentIndex().data(_ENTRY)
        return entry.key if entry is not None else ""

    def set_current(self, key: str) -> None:
        self._telling = False
        self.setCurrentIndex(self._entries.index(self._entries.row_of(key)))
        self._telling = True

    def fit_into(self, window: int) -> None:
        """The width of the window; larger letters make it narrow too."""
        self._window = window
        self.set_narrow(window < em(self) * _NARROW_BELOW_EMS)

    def set_narrow(self, narrow: bool) -> None:
        """Icons alone, for windows too narrow for the words at this size of text."""
        if narrow != self.narrow:
            self.narrow = narrow
            self._fit()
            self.viewport().update()

    def wide_width(self) -> int:
        """Pixels that icons and words need."""
        metrics = QFontMetrics(bold_font(self.font()))
        rows = range(self._entries.rowCount())
        words = max((metrics.horizontalAdvance(self._entries.index(row).data()) for row in rows), default=0)
        return words + round(em(self) * 5.2)

    def _measure(self) -> None:
        if self._window:
            self.fit_into(self._window)
        self._fit()
        self.scheduleDelayedItemsLayout()

    def _fit(self) -> None:
        self.setFixedWidth(gap(self, 2.5) if self.narrow else self.wide_width())

    def _moved(self, index: QModelIndex) -> None:
        if self._telling and index.isValid():
            self.chosen.emit(index.data(_ENTRY).key)
