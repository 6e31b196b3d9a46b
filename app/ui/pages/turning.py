"""Two things side by side where the letters leave room for it, one below the other where they do not."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSplitter, QWidget

from app.ui.theme import em, gap


class TurningSplitter(QSplitter):
    """Side by side from a width of `wide` lines of text on; then the parts share it as `shares` say."""

    def __init__(self, first: QWidget, second: QWidget, *, wide: int, shares: tuple[int, int]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._wide = wide
        self._shares = shares
        self._parts = (first, second)
        self.setChildrenCollapsible(False)
        for at, part in enumerate(self._parts):
            self.addWidget(part)
            self.setStretchFactor(at, shares[at])
        self.setSizes([share * em(self) for share in shares])

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As narrow as the wider part; one below the other both need their height."""
        hints = [part.minimumSizeHint() for part in self._parts]
        heights = [hint.height() for hint in hints]
        turned = self.orientation() is Qt.Orientation.Vertical
        return QSize(max(hint.width() for hint in hints), sum(heights) if turned else max(heights))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        needed = sum(part.minimumSizeHint().width() for part in self._parts)
        side_by_side = self.width() >= max(needed, self._wide * em(self))
        wanted = Qt.Orientation.Horizontal if side_by_side else Qt.Orientation.Vertical
        if wanted is not self.orientation():
            self.setOrientation(wanted)
            self.setSizes([share * em(self) for share in self._shares])
            self.updateGeometry()


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
