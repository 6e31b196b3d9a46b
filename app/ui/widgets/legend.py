"""What the glyphs of a table mean, as one line of drawn marks and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import ToneName, colours_of, em
from app.ui.widgets.marks import paint_mark


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """`mark` is a key of app.ui.widgets.marks."""

    mark: str
    tone: ToneName
    text: str


class MarkLegend(QWidget):
    """Each mark on its fill, as in the cells, with its word behind it."""

    def __init__(self, entries: Sequence[LegendEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = tuple(entries)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(entry.text for entry in entries))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(sum(map(self._width, self._entries)), round(em(self) * 1.3))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tints = colours_of(self.palette())
        line = em(self)
        left = 0
        for entry in self._entries:
            tone = tints.tone(entry.tone)
            box = self.rect().adjusted(0, 0, 0, 0)
            box.setRect(left, (self.height() - line) // 2, line, line)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tone.fill))
            painter.drawRoundedRect(box, line * 0.2, line * 0.2)
            paint_mark(painter, box, entry.mark, tone.text)
            painter.setPen(QColor(tints.text_muted))
            words = self.rect().adjusted(left + round(line * 1.3), 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, entry.text)
            left += self._width(entry)

    def _width(self, entry: LegendEntry) -> int:
        return self.fontMetrics().horizontalAdvance(entry.text) + round(em(self) * 2.2)
