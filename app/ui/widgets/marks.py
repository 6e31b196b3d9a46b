"""The glyphs that go with colours: ✓ ✗ – … ? ● ◐ ○ ·, drawn as paths because the screen font lacks most.

Colour never speaks alone (UI.md). A mark is the value of a Verdict or of a ReportClass, or 'doing',
'unknown'; `verdict_mark` and `verdict_tone` say which go with a verdict.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.verdict import Verdict
from app.labels import verdict_label
from app.ui.theme import ToneName, bold_font, colours_of, em, gap

_GLYPHS = {
    "met": "✓",
    "unmet": "✗",
    "not_applicable": "–",
    "doing": "…",
    "unknown": "?",
    "on_time": "●",
    "late": "◐",
    "missing": "○",
    "not_yet_due": "·",
    "exempt": "–",
}


def glyph(mark: str | None) -> str:
    """The character of a mark, for text that is copied or spoken; '?' for None."""
    return _GLYPHS[mark or "unknown"]


def verdict_mark(verdict: Verdict | None) -> str:
    return "unknown" if verdict is None else verdict.value


def verdict_tone(verdict: Verdict | None) -> ToneName:
    if verdict is None:
        return "unknown"
    tones: dict[Verdict, ToneName] = {
        Verdict.MET: "met",
        Verdict.UNMET: "unmet",
        Verdict.NOT_APPLICABLE: "not_applicable",
    }
    return tones[verdict]


def paint_mark(painter: QPainter, rect: QRect | QRectF, mark: str | None, colour: QColor | str) -> None:
    """Draw a mark in the middle of `rect`, as large as its shorter side allows."""
    side = min(rect.width(), rect.height())
    box = QRectF(0, 0, side, side)
    box.moveCenter(QRectF(rect).center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), max(1.4, side * 0.11))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    _PAINTERS[mark or "unknown"](painter, box)
    painter.restore()


def _at(box: QRectF, x: float, y: float) -> QPointF:
    return QPointF(box.x() + box.width() * x, box.y() + box.height() * y)


def _check(painter: QPainter, box: QRectF) -> None:
    painter.drawPolyline([_at(box, 0.2, 0.53), _at(box, 0.42, 0.74), _at(box, 0.8, 0.28)])


def _cross(painter: QPainter, box: QRectF) -> None:
    painter.drawLine(_at(box, 0.26, 0.26), _at(box, 0.74, 0.74))
    painter.drawLine(_at(box, 0.74, 0.26), _at(box, 0.26, 0.74))


def _dash(painter: QPainter, box: QRectF) -> None:
    painter.drawLine(_at(box, 0.25, 0.5), _at(box, 0.75, 0.5))


def _dots(painter: QPainter, box: QRectF) -> None:
    painter.setBrush(painter.pen().color())
    painter.setPen(Qt.PenStyle.NoPen)
    for x in (0.24, 0.5, 0.76):
        painter.drawEllipse(_at(box, x, 0.5), box.width() * 0.08, box.width() * 0.08)


def _question(painter: QPainter, box: QRectF) -> None:
    font = bold_font(painter.font())
    font.setPixelSize(max(6, round(box.height() * 0.8)))
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")


def _ring(painter: QPainter, box: QRectF) -> None:
    painter.drawEllipse(_at(box, 0.5, 0.5), box.width() * 0.29, box.width() * 0.29)


def _full(painter: QPainter, box: QRectF) -> None:
    painter.setBrush(painter.pen().color())
    _ring(painter, box)


def _half(painter: QPainter, box: QRectF) -> None:
    _ring(painter, box)
    painter.setBrush(painter.pen().color())
    inner = box.adjusted(box.width() * 0.21, box.width() * 0.21, -box.width() * 0.21, -box.width() * 0.21)
    painter.drawChord(inner, 90 * 16, 180 * 16)


def _point(painter: QPainter, box: QRectF) -> None:
    painter.setBrush(painter.pen().color())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(_at(box, 0.5, 0.5), box.width() * 0.08, box.width() * 0.08)


_PAINTERS: dict[str, Callable[[QPainter, QRectF], None]] = {
    "met": _check,
    "unmet": _cross,
    "not_applicable": _dash,
    "doing": _dots,
    "unknown": _question,
    "on_time": _full,
    "late": _half,
    "missing": _ring,
    "not_yet_due": _point,
    "exempt": _dash,
}


class VerdictBadge(QWidget):
    """A verdict as glyph and word on its colour."""

    def __init__(self, verdict: Verdict | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict = verdict
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_verdict(verdict)

    def set_verdict(self, verdict: Verdict | None) -> None:
        self._verdict = verdict
        self.setAccessibleName(verdict_label(verdict))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        line = em(self)
        words = self._bold_metrics_width(verdict_label(self._verdict))
        return QSize(line + gap(self, 0.9) + words + gap(self, 0.3), round(line * 1.5))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        tone = colours_of(self.palette()).tone(verdict_tone(self._verdict))
        line = em(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.fill))
        painter.drawRoundedRect(self.rect(), line * 0.35, line * 0.35)
        mark = QRect(gap(self, 0.35), (self.height() - line) // 2, line, line)
        paint_mark(painter, mark, verdict_mark(self._verdict), tone.text)
        painter.setPen(QColor(tone.text))
        painter.setFont(self._bold())
        words = self.rect().adjusted(mark.right() + gap(self, 0.2), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, verdict_label(self._verdict))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        super().changeEvent(event)

    def _bold(self) -> QFont:
        return bold_font(self.font())

    def _bold_metrics_width(self, words: str) -> int:
        return QFontMetrics(self._bold()).horizontalAdvance(words)
