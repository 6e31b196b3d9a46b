"""Two things side by side where the letters leave room for it, one below the other where they do not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSplitter, QWidget

from app.ui.theme import em, gap

SIDE_BY_SIDE = 40  # lines of text: on a laptop's screen letters of 150 % still leave that much, of 200 % not


class TurningSplitter(QSplitter):
    """Side by side from a width of `wide` lines of text on; then the parts share it as `shares` say.

    `tall`: so many lines of text each part keeps at least where one stands below the other.
    """

    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        *,
        wide: int,
        shares: tuple[int, int],
        tall: tuple[int, int] = (0, 0),
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._wide = wide
        self._shares = shares
        self._tall = tall
        self._parts = (first, second)
        self.setChildrenCollapsible(False)
        for at, part in enumerate(self._parts):
            self.addWidget(part)
            self.setStretchFactor(at, shares[at])
        self.setSizes([share * em(self) for share in shares])

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As narrow as the wider part; one below the other both need their height."""
        hints = [(_least(part), tall) for part, tall in self._shown()]
        width = max((hint.width() for hint, _tall in hints), default=0)
        if self.orientation() is Qt.Orientation.Vertical and self.isVisible():
            return QSize(width, sum(max(hint.height(), tall * em(self)) for hint, tall in hints))
        return QSize(width, max((hint.height() for hint, _tall in hints), default=0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if self.isVisible():  # before, the width is none that anybody will see
            self._turn()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._turn()
        self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """A part may come to need more room, as with larger letters, while the width stays."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._turn()
        return done

    def _shown(self) -> list[tuple[QWidget, int]]:
        return [
            (part, tall) for part, tall in zip(self._parts, self._tall, strict=True) if not part.isHidden()
        ]

    def _turn(self) -> None:
        needed = sum(_least(part).width() for part, _tall in self._shown())
        side_by_side = self.width() >= max(needed, self._wide * em(self))
        wanted = Qt.Orientation.Horizontal if side_by_side else Qt.Orientation.Vertical
        if wanted is not self.orientation():
            self.setOrientation(wanted)
            self.setSizes([share * em(self) for share in self._shares])
            self.updateGeometry()


def _least(part: QWidget) -> QSize:
    return part.minimumSizeHint().expandedTo(part.minimumSize())


class TurningLine(QWidget):
    """Choosers at the left end, buttons at the right one, or below; `packed`: right after the choosers."""

    def __init__(
        self,
        left: list[QWidget],
        right: list[QWidget],
        parent: QWidget | None = None,
        *,
        packed: bool = False,
    ) -> None:
        super().__init__(parent)
        self._parts = (_line(left), _line(right))
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(gap(self, 0.4))
        self._layout.addWidget(self._parts[0], 0 if packed else 1)
        self._layout.addWidget(self._parts[1], 1 if packed else 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        widest = max(part.minimumSizeHint().width() for part in self._parts)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        needed = sum(part.minimumSizeHint().width() for part in self._parts) + gap(self)
        directions = QBoxLayout.Direction
        self._layout.setDirection(
            directions.LeftToRight if self.width() >= needed else directions.TopToBottom
        )


def _line(widgets: list[QWidget]) -> QWidget:
    line = QWidget()
    layout = QHBoxLayout(line)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap(line, 0.4))
    for widget in widgets:
        layout.addWidget(widget, 100 if isinstance(widget, TurningLine) else 0)
    layout.addStretch(1)
    return line
