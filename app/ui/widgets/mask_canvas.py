"""A page on which black boxes are drawn, with the mouse or with the keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.files.masking import WHOLE, Box
from app.i18n import _
from app.ui.theme import colours_of

_SMALLEST = 80  # of WHOLE: less is a slip of the hand
_STEP = 100
_NEW = (3500, 4500, 6500, 5000)  # where the keyboard puts a new box
_MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class MaskCanvas(QWidget):
    """Drag draws a box, a click chooses one; Insert, arrows, Shift+arrows and Delete do the same by keys.

    `boxes_changed` follows every change; Box.page is left to the one who asks for `boxes`.
    """

    boxes_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QPixmap | None = None
        self._boxes: list[Box] = []
        self._chosen = -1
        self._from: QPoint | None = None
        self._to = QPoint()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    def show_page(self, picture: QPixmap | None, boxes: Sequence[Box]) -> None:
        self._picture = picture
        self._boxes = list(boxes)
        self._chosen = -1
        self._measure()
        self._name()
        self.update()

    @property
    def boxes(self) -> tuple[Box, ...]:
        return tuple(self._boxes)

    @property
    def chosen(self) -> Box | None:
        return self._boxes[self._chosen] if self._chosen >= 0 else None

    def add_box(self) -> None:
        """In the middle, chosen, for the keys to move."""
        if self._picture is not None:
            self._boxes.append(Box(*_NEW))
            self._chosen = len(self._boxes) - 1
            self._changed()

    def remove_chosen(self) -> None:
        """The chosen box, else the last one drawn."""
        if self._boxes:
            del self._boxes[self._chosen]
            self._chosen = -1
            self._changed()

    def _changed(self) -> None:
        self._name()
        self.update()
        self.boxes_changed.emit()

    def _name(self) -> None:
        self.setAccessibleName(_("Trang để che, {n} ô che").format(n=len(self._boxes)))

    def _measure(self) -> None:
        """As high as its width makes the picture."""
        picture = self._picture
        if picture is not None and picture.width():
            self.setFixedHeight(max(1, round(self.width() * picture.height() / picture.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._measure()

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() is not Qt.MouseButton.LeftButton or self._picture is None:
            return
        self._from = self._to = event.position().toPoint()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._from is not None:
            self._to = event.position().toPoint()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._from is None:
            return
        drawn = self._box_of(QRect(self._from, event.position().toPoint()).normalized())
        at = self._from
        self._from = None
        if drawn.right - drawn.left < _SMALLEST or drawn.bottom - drawn.top < _SMALLEST:
            self._chosen = self._at(at)
            self.update()
            return
        self._boxes.append(drawn)
        self._chosen = len(self._boxes) - 1
        self._changed()

    def _at(self, point: QPoint) -> int:
        """The topmost box there; -1 for none."""
        found = [number for number, box in enumerate(self._boxes) if self._rect(box).contains(point)]
        return found[-1] if found else -1

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Insert:
            self.add_box()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_chosen()
        elif key in _MOVES and self.chosen is not None:
            self._move(*_MOVES[key], grow=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def _move(self, right: int, down: int, *, grow: bool) -> None:
        box = self._boxes[self._chosen]
        x, y = right * _STEP, down * _STEP
        if grow:
            moved = replace(
                box,
                right=max(box.left + _SMALLEST, min(WHOLE, box.right + x)),
                bottom=max(box.top + _SMALLEST, min(WHOLE, box.bottom + y)),
            )
        else:
            x = max(-box.left, min(x, WHOLE - box.right))
            y = max(-box.top, min(y, WHOLE - box.bottom))
            moved = replace(
                box, left=box.left + x, right=box.right + x, top=box.top + y, bottom=box.bottom + y
            )
        self._boxes[self._chosen] = moved
        self._changed()

    # Drawing

    def _box_of(self, rect: QRect) -> Box:
        inside = rect.intersected(self.rect())
        wide, high = max(1, self.width()), max(1, self.height())
        return Box(
            inside.left() * WHOLE // wide,
            inside.top() * WHOLE // high,
            min(WHOLE, (inside.right() + 1) * WHOLE // wide),
            min(WHOLE, (inside.bottom() + 1) * WHOLE // high),
        )

    def _rect(self, box: Box) -> QRect:
        wide, high = self.width(), self.height()
        corner = QPoint(box.left * wide // WHOLE, box.top * high // WHOLE)
        return QRect(corner, QPoint(box.right * wide // WHOLE, box.bottom * high // WHOLE))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        tints = colours_of(self.palette())
        if self._picture is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(self.rect(), self._picture)
        for number, box in enumerate(self._boxes):
            painter.fillRect(self._rect(box), Qt.GlobalColor.black)
            if number == self._chosen:
                painter.setPen(QPen(QColor(tints.strong.fill), 3))
                painter.drawRect(self._rect(box))
        if self._from is not None:
            painter.setPen(QPen(QColor(tints.strong.fill), 2, Qt.PenStyle.DashLine))
            painter.drawRect(QRect(self._from, self._to).normalized())
        if self.hasFocus():
            painter.setPen(QPen(QColor(tints.strong.fill), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
