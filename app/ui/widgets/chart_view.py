"""A chart on the screen, copied as a picture, saved as PNG or SVG; drawn from the shapes of app.domain.chart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.chart import DASHES, Box, Chart, ChartKind, Marker, Shape, Stroke, Words, draw
from app.files.atomic import write_atomically
from app.ui.theme import Colours, bold_font, colours_of, em

PICTURE = QSize(1600, 800)  # pixels of a saved picture
_PICTURE_LETTERS = 24  # pixels


class ChartView(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_chart(self, chart: Chart) -> None:
        """A screen reader hears the title and every number."""
        self._chart = chart
        heading, rows = chart.table()
        spoken = "; ".join(
            f"{row[0]}: "
            + ", ".join(f"{name} {value}" for name, value in zip(heading[1:], row[1:], strict=True))
            for row in rows
        )
        self.setAccessibleName(f"{chart.title}. {spoken}")
        self.update()

    def chart(self) -> Chart | None:
        return self._chart

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(em(self) * 36, em(self) * 20)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(em(self) * 18, em(self) * 12)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        if self._chart is None:
            return
        painter = QPainter(self)
        paint_chart(painter, self._chart, QRectF(self.rect()), self.font(), colours_of(self.palette()))

    def picture(self) -> QImage:
        """On white, whatever the screen's dress: it goes into papers."""
        image = QImage(PICTURE, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        self._paint_on(image)
        return image

    def save(self, target: Path) -> None:
        """As .svg, else as PNG. Raises StorageError."""
        with write_atomically(target) as part:
            if target.suffix.casefold() == ".svg":
                self._save_svg(part)
            elif not self.picture().save(str(part), "PNG"):  # type: ignore[call-overload]
                raise OSError(28, "not written")

    def _save_svg(self, part: Path) -> None:
        from PySide6.QtSvg import QSvgGenerator

        made = QSvgGenerator()
        made.setFileName(str(part))
        made.setSize(PICTURE)
        made.setViewBox(QRect(0, 0, PICTURE.width(), PICTURE.height()))
        made.setTitle(self._chart.title if self._chart else "")
        self._paint_on(made)

    def _paint_on(self, device: QImage | object) -> None:
        if self._chart is None:
            return
        painter = QPainter(device)  # type: ignore[arg-type]
        font = QFont(self.font())
        font.setPixelSize(_PICTURE_LETTERS)
        place = QRectF(24, 24, PICTURE.width() - 48, PICTURE.height() - 48)
        light = QPalette(QColor("white"))
        paint_chart(painter, self._chart, place, font, colours_of(light))
        painter.end()


def paint_chart(painter: QPainter, chart: Chart, place: QRectF, font: QFont, tints: Colours) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    metrics = QFontMetricsF(font)
    painter.translate(place.topLeft())
    inks = _inks(tints, chart.kind)
    for shape in draw(chart, place.width(), place.height(), metrics.height(), metrics.horizontalAdvance):
        _PAINTERS[type(shape)](painter, shape, inks, tints, font)


def _inks(tints: Colours, kind: ChartKind) -> list[QColor]:
    if kind is ChartKind.STACKED:
        names = (tints.accent.text, tints.due.text, tints.late.text, tints.unknown.text, tints.doing.text)
    else:
        names = (tints.accent.text, tints.doing.text, tints.late.text, tints.due.text, tints.unknown.text)
    return [QColor(name) for name in names]


def _paint_stroke(painter: QPainter, shape: Stroke, inks: list[QColor], tints: Colours, font: QFont) -> None:
    ink = QColor(tints.line) if shape.series < 0 else inks[shape.series % len(inks)]
    height = QFontMetricsF(font).height()
    pen = QPen(ink, 1 if shape.thin else max(1.6, height * 0.11))
    if shape.dashed and DASHES[shape.series % len(DASHES)]:
        pen.setDashPattern(list(DASHES[shape.series % len(DASHES)]))
    painter.setPen(pen)
    painter.drawLine(QPointF(shape.x1, shape.y1), QPointF(shape.x2, shape.y2))


def _paint_box(painter: QPainter, shape: Box, inks: list[QColor], tints: Colours, font: QFont) -> None:
    ink = inks[shape.series % len(inks)]
    painter.setPen(QPen(ink, 1.2))
    painter.setBrush(ink if shape.filled else Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(shape.x, shape.y, shape.width, shape.height))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_marker(painter: QPainter, shape: Marker, inks: list[QColor], tints: Colours, font: QFont) -> None:
    painter.setPen(QPen(inks[shape.series % len(inks)], 1.6))
    at, size = QPointF(shape.x, shape.y), shape.size
    if shape.shape == 0:
        painter.drawEllipse(at, size, size)
        return
    corners = {
        1: [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)],
        2: [(0.0, -1.2), (1.1, 1.0), (-1.1, 1.0)],
        3: [(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)],
    }[shape.shape]
    painter.drawPolygon(QPolygonF([at + QPointF(x * size, y * size) for x, y in corners]))


def _paint_words(painter: QPainter, shape: Words, inks: list[QColor], tints: Colours, font: QFont) -> None:
    chosen = bold_font(font) if shape.bold else font
    painter.setFont(chosen)
    painter.setPen(QColor(tints.text_muted if shape.muted else tints.text))
    metrics = QFontMetricsF(chosen)
    width = metrics.horizontalAdvance(shape.text)
    left = shape.x - {"left": 0.0, "middle": width / 2, "right": width}[shape.anchor]
    painter.drawText(QPointF(left, shape.y + (metrics.ascent() - metrics.descent()) / 2), shape.text)


_PAINTERS: dict[type[Shape], Callable[..., None]] = {
    Stroke: _paint_stroke,
    Box: _paint_box,
    Marker: _paint_marker,
    Words: _paint_words,
}
