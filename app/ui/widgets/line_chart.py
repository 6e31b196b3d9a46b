"""A small line chart over dates, readable without colour: dashes, marker shapes and a name at the end of each line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.dates import format_date
from app.ui.theme import Colours, colours_of, em

_DASHES: tuple[list[float], ...] = ([], [5, 3], [1.5, 2.5], [7, 3, 1.5, 3], [10, 4], [3, 2, 3, 5])
_STEPS = 4  # horizontal lines between nothing and everything
_LONGEST_LABEL = 0.28  # of the width


@dataclass(frozen=True, slots=True)
class Series:
    """Points in the order of their dates."""

    name: str
    points: tuple[tuple[date, int], ...]


class LineChart(QWidget):
    """From 0 to `maximum` on the left, dates below in their true distances."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._series: tuple[Series, ...] = ()
        self._maximum = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_series(self, series: Sequence[Series], *, maximum: int, name: str) -> None:
        """`name` says what is counted; a screen reader hears it with the last value of every line."""
        self._series = tuple(one for one in series if one.points)
        self._maximum = max(1, maximum)
        spoken = "; ".join(f"{one.name}: {one.points[-1][1]}/{maximum}" for one in self._series)
        self.setAccessibleName(f"{name}. {spoken}" if spoken else name)
        self.update()

    def series(self) -> tuple[Series, ...]:
        return self._series

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(em(self) * 24, em(self) * 9)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(em(self) * 12, em(self) * 7)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        if not self._series:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tints = colours_of(self.palette())
        metrics = QFontMetricsF(self.font())
        plot = self._plot(metrics)
        self._paint_grid(painter, plot, metrics, tints)
        self._paint_dates(painter, plot, metrics, tints)
        self._paint_series(painter, plot, metrics, tints)

    def _plot(self, metrics: QFontMetricsF) -> QRectF:
        line = metrics.height()
        left = metrics.horizontalAdvance(str(self._maximum)) + line * 0.6
        longest = max(metrics.horizontalAdvance(_ending(one)) for one in self._series)
        right = min(longest + line * 1.4, self.width() * _LONGEST_LABEL + line * 1.4)
        return QRectF(left, line * 0.7, max(line, self.width() - left - right), self.height() - line * 2.3)

    def _paint_grid(self, painter: QPainter, plot: QRectF, metrics: QFontMetricsF, tints: Colours) -> None:
        for value in _ticks(self._maximum):
            y = self._y(plot, value)
            painter.setPen(QPen(QColor(tints.line), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(tints.text_muted))
            place = QRectF(
                0, y - metrics.height() / 2, plot.left() - metrics.height() * 0.4, metrics.height()
            )
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(value))

    def _paint_dates(self, painter: QPainter, plot: QRectF, metrics: QFontMetricsF, tints: Colours) -> None:
        """First and last always, those between where they do not touch."""
        painter.setPen(QColor(tints.text_muted))
        days = sorted({day for one in self._series for day, _value in one.points})
        width = metrics.horizontalAdvance("00/00/0000") + metrics.height() * 0.6
        last_x = self._x(plot, days[-1])
        free_from = plot.left() - width
        for day in days:
            x = self._x(plot, day)
            crowded = day != days[-1] and x + width > last_x
            if x - width / 2 < free_from or crowded:
                continue
            free_from = x + width / 2
            place = QRectF(x - width / 2, plot.bottom() + metrics.height() * 0.3, width, metrics.height())
            place.moveLeft(max(0.0, place.left()))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, format_date(day))

    def _paint_series(self, painter: QPainter, plot: QRectF, metrics: QFontMetricsF, tints: Colours) -> None:
        labels = self._label_heights(plot, metrics)
        last_x = max(self._x(plot, one.points[-1][0]) for one in self._series)
        left = last_x + metrics.height() * 0.9
        inks = (tints.accent.text, tints.doing.text, tints.late.text, tints.due.text, tints.unknown.text)
        for place, one in enumerate(self._series):
            ink = QColor(inks[place % len(inks)])
            spots = [QPointF(self._x(plot, day), self._y(plot, value)) for day, value in one.points]
            pen = QPen(ink, max(1.6, metrics.height() * 0.11))
            if _DASHES[place % len(_DASHES)]:
                pen.setDashPattern(_DASHES[place % len(_DASHES)])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(spots)
            painter.setPen(QPen(ink, max(1.4, metrics.height() * 0.09)))
            for spot in spots:
                _MARKERS[place % len(_MARKERS)](painter, spot, metrics.height() * 0.26)
            self._paint_label(painter, left, labels[place], one, metrics)
            if abs(spots[-1].y() - labels[place]) > 2 or spots[-1].x() < last_x - 1:
                self._paint_leader(painter, spots[-1], QPointF(left, labels[place]), metrics, tints)

    def _paint_label(
        self, painter: QPainter, left: float, height: float, one: Series, metrics: QFontMetricsF
    ) -> None:
        place = QRectF(left, height - metrics.height() / 2, self.width() - left, metrics.height())
        text = metrics.elidedText(_ending(one), Qt.TextElideMode.ElideMiddle, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_leader(
        self, painter: QPainter, end: QPointF, label: QPointF, metrics: QFontMetricsF, tints: Colours
    ) -> None:
        """A thin line to a name that could not stand beside its own point."""
        painter.setPen(QPen(QColor(tints.line_strong), 1, Qt.PenStyle.DotLine))
        reach = metrics.height()
        painter.drawLine(
            QPointF(end.x() + reach * 0.35, end.y()), QPointF(label.x() - reach * 0.15, label.y())
        )

    def _label_heights(self, plot: QRectF, metrics: QFontMetricsF) -> list[float]:
        """Where the names stand: at their lines' ends, pushed apart until none covers another."""
        step = metrics.height() * 1.05
        wanted = sorted((self._y(plot, one.points[-1][1]), place) for place, one in enumerate(self._series))
        heights = [0.0] * len(wanted)
        lowest = -step
        for y, place in wanted:
            heights[place] = max(y, lowest + step)
            lowest = heights[place]
        overflow = max(0.0, lowest - (self.height() - step / 2))
        return [height - overflow for height in heights]

    def _x(self, plot: QRectF, day: date) -> float:
        """One day alone stands in the middle."""
        days = [one_day for one in self._series for one_day, _value in one.points]
        first, last = min(days), max(days)
        if first == last:
            return plot.center().x()
        return plot.left() + plot.width() * ((day - first).days / (last - first).days)

    def _y(self, plot: QRectF, value: int) -> float:
        return plot.bottom() - plot.height() * (value / self._maximum)


def _ending(one: Series) -> str:
    return f"{one.name}: {one.points[-1][1]}"


def _ticks(maximum: int) -> list[int]:
    return sorted({maximum * step // _STEPS for step in range(_STEPS + 1)})


def _round(painter: QPainter, at: QPointF, size: float) -> None:
    painter.drawEllipse(at, size, size)


def _square(painter: QPainter, at: QPointF, size: float) -> None:
    painter.drawRect(QRectF(at.x() - size, at.y() - size, size * 2, size * 2))


def _triangle(painter: QPainter, at: QPointF, size: float) -> None:
    corners = [QPointF(0, -size * 1.2), QPointF(size * 1.1, size), QPointF(-size * 1.1, size)]
    painter.drawPolygon(QPolygonF([at + corner for corner in corners]))


def _diamond(painter: QPainter, at: QPointF, size: float) -> None:
    reach = size * 1.3
    corners = [QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0)]
    painter.drawPolygon(QPolygonF([at + corner for corner in corners]))


_MARKERS: tuple[Callable[[QPainter, QPointF, float], None], ...] = (_round, _square, _triangle, _diamond)
