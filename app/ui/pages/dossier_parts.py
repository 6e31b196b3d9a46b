"""The components of a dossier as a list: mark, word and colour for each, and the place where it is mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.i18n import _
from app.services.dossier_readiness import DossierPart, PartState
from app.ui.icons import pixmap
from app.ui.theme import ToneName, bold_font, colours_of
from app.ui.widgets.link_list import Link, LinkList, ModelIndex
from app.ui.widgets.marks import paint_mark

_ROW = Qt.ItemDataRole.UserRole
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_TONES: dict[PartState, ToneName] = {
    PartState.READY: "met",
    PartState.EXPLAINED: "not_applicable",
    PartState.WARNING: "due",
    PartState.MISSING: "unmet",
}
_MARKS = {
    PartState.READY: "met",
    PartState.MISSING: "unmet",
}  # the others have no glyph of their own: an icon
_ICONS = {PartState.WARNING: "warning", PartState.EXPLAINED: "comment"}


def state_label(state: PartState) -> str:
    return {
        PartState.READY: _("Đủ"),
        PartState.EXPLAINED: _("Giải trình"),
        PartState.WARNING: _("Cảnh báo"),
        PartState.MISSING: _("Thiếu"),
    }[state]


class PartList(LinkList):
    """`chosen` carries the DossierPart that was clicked or entered; a file can be dropped on a paper."""

    files_dropped = Signal(object, object)  # DossierPart, Path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dossierParts")
        self.setAccessibleName(_("Các phần của hồ sơ"))
        self.setItemDelegate(PartDelegate(self))
        # Rows are measured for the width beside the bar: it must not come and go.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)

    def current_part(self) -> DossierPart | None:
        index = self.currentIndex()
        part = index.data(_ROW).payload if index.isValid() else None
        return part if isinstance(part, DossierPart) else None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """What opens below the list must not push the chosen line out of sight."""
        super().resizeEvent(event)
        if event.size().height() < event.oldSize().height() and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        self._judge(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        part, path = self._under(event), _dropped(event)
        if part is None or path is None:
            event.ignore()
            return
        event.acceptProposedAction()
        self.setCurrentIndex(self.indexAt(event.position().toPoint()))
        self.files_dropped.emit(part, path)

    def _judge(self, event: QDropEvent) -> None:
        if self._under(event) is not None and _dropped(event) is not None:
            event.acceptProposedAction()
        else:
            event.ignore()

    def _under(self, event: QDropEvent) -> DossierPart | None:
        """The paper below the mouse, None where no file can stand."""
        index = self.indexAt(event.position().toPoint())
        part = index.data(_ROW).payload if index.isValid() else None
        return part if isinstance(part, DossierPart) and part.paper and part.paper.attachable else None

    def set_parts(self, parts: Sequence[DossierPart]) -> None:
        """Keeps the current part, also where its state has changed."""
        row, top = self.currentIndex().row(), self.verticalScrollBar().value()
        same = [part.title for part in self.parts()] == [part.title for part in parts]
        self.set_links([_link(part) for part in parts])
        if same and row >= 0:
            self.setCurrentIndex(self.model().index(row, 0))
            self.verticalScrollBar().setValue(top)

    def parts(self) -> list[DossierPart]:
        found = (link.payload for link in self.links())
        return [part for part in found if isinstance(part, DossierPart)]


def _dropped(event: QDropEvent) -> Path | None:
    """The one file that is dragged; two cannot stand in one place."""
    urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(urls[0].toLocalFile()) if len(urls) == 1 else None


def _link(part: DossierPart) -> Link:
    """The text of a link is what screen readers speak: the state comes with it."""
    word = state_label(part.state)
    detail = f"{word}. {part.remark}" if part.remark else word
    return Link(part.title, detail, payload=part)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the pieces of a row go, relative to its top left corner."""

    mark: QRect
    title: QRect
    badge: QRect
    remark: QRect
    height: int


class PartDelegate(QStyledItemDelegate):
    """Mark, title and the word on its colour; the remark below in muted letters."""

    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:  # noqa: N802 - Qt's name
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        return QSize(width, _places(index.data(_ROW).payload, option, width).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        part: DossierPart = index.data(_ROW).payload
        tints = colours_of(option.palette)
        tone = tints.tone(_TONES[part.state])
        places = _places(part, option, option.rect.width())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(option.rect, QColor(tints.selection.fill))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(tints.hover))
        painter.translate(option.rect.topLeft())
        if selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(0, 0, 3, option.rect.height(), QColor(tints.strong.fill))
        if part.state in _MARKS:
            paint_mark(painter, places.mark, _MARKS[part.state], tone.text)
        else:
            ratio = painter.device().devicePixelRatio()
            painter.drawPixmap(places.mark, pixmap(_ICONS[part.state], places.mark.width(), tone.text, ratio))
        painter.setPen(QColor(tints.text))
        painter.drawText(places.title, _WRAPPED, part.title)
        painter.setPen(QColor(tints.text if selected else tints.text_muted))
        painter.drawText(places.remark, _WRAPPED, part.remark)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.fill))
        radius = places.badge.height() * 0.25
        painter.drawRoundedRect(places.badge, radius, radius)
        painter.setPen(QColor(tone.text))
        painter.setFont(bold_font(option.font))
        painter.drawText(places.badge, Qt.AlignmentFlag.AlignCenter, state_label(part.state))
        painter.setPen(QColor(tints.line))
        painter.drawLine(0, places.height - 1, option.rect.width(), places.height - 1)
        painter.restore()


def _places(part: DossierPart, option: QStyleOptionViewItem, width: int) -> _Places:
    metrics = option.fontMetrics
    line = metrics.height()
    pad, side = round(line * 0.45), line
    word = QFontMetrics(bold_font(option.font)).horizontalAdvance(state_label(part.state))
    badge_width = word + round(line * 0.7)
    left = 2 * pad + side
    room = max(line * 4, width - left - badge_width - 2 * pad)
    title = QRect(left, pad, room, _height(metrics, room, part.title))
    below = max(line, width - left - pad)
    remark = QRect(left, title.bottom() + 2, below, _height(metrics, below, part.remark))
    bottom = (remark if part.remark else title).bottom()
    return _Places(
        mark=QRect(pad, pad, side, side),
        title=title,
        badge=QRect(width - pad - badge_width, pad - round(line * 0.08), badge_width, round(line * 1.16)),
        remark=remark,
        height=bottom + 1 + pad,
    )


def _height(metrics: QFontMetrics, width: int, text: str) -> int:
    return metrics.boundingRect(QRect(0, 0, width, 0), _WRAPPED, text).height() if text else 0
