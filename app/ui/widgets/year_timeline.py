"""A year as a line a row: months across, a mark with its words for each date, and today.

Readable without colour: the shape of a mark says how it stands, and its words say it again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import _
from app.ui.theme import Colours, ToneName, bold_font, colours_of, em

_MONTHS = 12
_NAME_SHARE = 0.16  # of the width, for the names of the rows
_LEAST_NAME = 9  # lines of text


@dataclass(frozen=True, slots=True)
class TimelineMark:
    """`shape` is a name of SHAPES; `words` stand beside it, `spoken` is the whole of it."""

    key: str
    day: date
    words: str
    spoken: str
    shape: str
    tone: ToneName


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """`marks` in the order in which the keyboard walks through them."""

    key: str
    name: str
    marks: tuple[TimelineMark, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    mark: TimelineMark
    at: QPointF
    words: QRectF

    @property
    def area(self) -> QRectF:
        side = self.words.height()
        return self.words.united(QRectF(self.at.x() - side / 2, self.words.y(), side, side))


class TimelinePicture(QWidget):
    """What is drawn: rows, months, marks and today; the row and mark `at` stand out.

    `grown` carries its new height: rows get lanes where words would cover each other.
    """

    grown = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[TimelineRow, ...] = ()
        self._year = 2000
        self._today = date.min
        self._at = ("", "")
        self._placed: list[list[_Placed]] = []
        self._tops: list[float] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def top_of(self, row: str) -> tuple[int, int]:
        """Top and bottom of a row in pixels."""
        place = [one.key for one in self._rows].index(row)
        return round(self._tops[place]), round(self._tops[place + 1])

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(em(self) * 46, round(self._tops[-1]) + 2 if self._tops else em(self) * 4)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(em(self) * 24, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._place()

    # Where everything stands

    def _line(self) -> float:
        return QFontMetricsF(self.font()).height() * 1.25

    def _names_width(self) -> float:
        return max(em(self) * _LEAST_NAME * 0.75, self.width() * _NAME_SHARE)

    def _plot(self) -> QRectF:
        left, head = self._names_width(), self._line() * (2.1 if self._today.year == self._year else 1.2)
        return QRectF(left, head, max(1.0, self.width() - left - em(self) * 0.5), 1)

    def _x(self, plot: QRectF, day: date) -> float:
        """Days of another year stand at the edge."""
        first = date(self._year, 1, 1)
        days = (date(self._year + 1, 1, 1) - first).days
        share = min(1.0, max(0.0, (day - first).days / days))
        return plot.left() + plot.width() * share

    def _place(self) -> None:
        plot, line = self._plot(), self._line()
        self._placed, self._tops = [], [plot.top()]
        for row in self._rows:
            placed, lanes = self._place_row(row, plot, self._tops[-1] + line * 0.25, line)
            self._placed.append(placed)
            self._tops.append(self._tops[-1] + max(1, lanes) * line + line * 0.5)
        height = round(self._tops[-1]) + 2
        if height != self.maximumHeight():
            self.setFixedHeight(height)
            self.grown.emit(height)
        self.update()

    def _place_row(
        self, row: TimelineRow, plot: QRectF, top: float, line: float
    ) -> tuple[list[_Placed], int]:
        """Marks whose words would cover each other go into lanes of their own."""
        metrics = QFontMetricsF(self.font())
        lanes: list[list[QRectF]] = []
        found = {}
        for mark in sorted(row.marks, key=lambda one: one.day):
            x, width = self._x(plot, mark.day), metrics.horizontalAdvance(mark.words) + line * 0.3
            left = x + line * 0.5
            if left + width > self.width():
                left = x - line * 0.5 - width
            taken = QRectF(min(left, x - line * 0.5), 0, width + line, 1)
            lane = next((n for n, used in enumerate(lanes) if not any(taken.intersects(r) for r in used)), -1)
            if lane < 0:
                lane = len(lanes)
                lanes.append([])
            lanes[lane].append(taken)
            y = top + lane * line
            found[mark.key] = _Placed(mark, QPointF(x, y + line / 2), QRectF(left, y, width, line))
        return [found[mark.key] for mark in row.marks], len(lanes)

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tints, plot = colours_of(self.palette()), self._plot()
        painter.fillRect(self.rect(), QColor(tints.surface_raised))
        self._paint_chosen_row(painter, tints)
        self._paint_months(painter, plot, tints)
        self._paint_today(painter, plot, tints)
        seen = event.rect()
        for place, row in enumerate(self._rows):
            if self._tops[place] <= seen.bottom() and self._tops[place + 1] >= seen.top():
                self._paint_row(painter, place, row, plot, tints)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tints.accent.text), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75))

    def _paint_chosen_row(self, painter: QPainter, tints: Colours) -> None:
        keys = [row.key for row in self._rows]
        if self._at[0] in keys:
            top, bottom = self.top_of(self._at[0])
            painter.fillRect(QRectF(0, top, self.width(), bottom - top), QColor(tints.hover))

    def _paint_months(self, painter: QPainter, plot: QRectF, tints: Colours) -> None:
        bottom, metrics = self._tops[-1], QFontMetricsF(self.font())
        edges = [self._x(plot, date(self._year, month, 1)) for month in range(1, _MONTHS + 1)] + [
            plot.right()
        ]
        narrow = metrics.horizontalAdvance("Tháng 12") + 6 > edges[1] - edges[0]
        for month in range(1, _MONTHS + 1):
            left, right = edges[month - 1], edges[month]
            painter.setPen(QPen(QColor(tints.line), 1))
            painter.drawLine(QPointF(left, plot.top()), QPointF(left, bottom))
            painter.setPen(QColor(tints.text_muted))
            words = f"T{month}" if narrow else _("Tháng {n}").format(n=month)
            place = QRectF(left, 0, right - left, self._line() * 1.2)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
        painter.setPen(QPen(QColor(tints.line), 1))
        painter.drawLine(QPointF(plot.right(), plot.top()), QPointF(plot.right(), bottom))
        for top in self._tops:
            painter.drawLine(QPointF(0, top), QPointF(self.width(), top))

    def _paint_today(self, painter: QPainter, plot: QRectF, tints: Colours) -> None:
        if self._today.year != self._year:
            return
        x = self._x(plot, self._today)
        painter.setPen(QPen(QColor(tints.accent.text), 1.6, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, self._tops[-1]))
        metrics = QFontMetricsF(bold_font(self.font()))
        words = _("hôm nay")
        width = metrics.horizontalAdvance(words) + em(self) * 0.6
        left = min(max(plot.left(), x - width / 2), self.width() - width)
        place = QRectF(left, self._line() * 1.15, width, self._line() * 0.9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tints.accent.fill))
        painter.drawRoundedRect(place, 3, 3)
        painter.setPen(QColor(tints.accent.text))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_row(
        self, painter: QPainter, place: int, row: TimelineRow, plot: QRectF, tints: Colours
    ) -> None:
        top, bottom = self._tops[place], self._tops[place + 1]
        chosen = row.key == self._at[0]
        painter.setFont(bold_font(self.font()) if chosen else self.font())
        painter.setPen(QColor(tints.text))
        room = QRectF(em(self) * 0.4, top, plot.left() - em(self) * 0.7, bottom - top)
        name = QFontMetricsF(painter.font()).elidedText(row.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        for found in self._placed[place]:
            self._paint_mark(painter, found, chosen, tints)

    def _paint_mark(self, painter: QPainter, found: _Placed, row_chosen: bool, tints: Colours) -> None:
        chosen = row_chosen and found.mark.key == self._at[1]
        tone = tints.tone(found.mark.tone)
        side = found.words.height()
        if chosen:
            painter.setPen(QPen(QColor(tints.selection.text), 1.2))
            painter.setBrush(QColor(tints.selection.fill))
            painter.drawRoundedRect(found.area.adjusted(0, 1, 0, -1), 4, 4)
        else:
            back = tints.hover if row_chosen else tints.surface_raised
            painter.fillRect(found.words.adjusted(0, 2, 0, -2), QColor(back))  # no line through the words
        ink = QColor(tints.selection.text if chosen else tone.text)
        painter.setPen(QPen(ink, max(1.4, side * 0.08)))
        SHAPES[found.mark.shape](painter, found.at, side * 0.27)
        painter.setPen(ink)
        painter.setFont(self.font())
        painter.drawText(
            found.words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter, found.mark.words
        )


class YearTimeline(TimelinePicture):
    """↑ ↓ choose a row, ← → a mark in it, Enter opens it; a click does all three.

    `chosen` carries the keys of row and mark, the mark "" where a row was chosen alone.
    """

    chosen = Signal(str, str)
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def set_rows(self, rows: Sequence[TimelineRow], *, year: int, today: date, name: str) -> None:
        """Keeps what is chosen where it is still there. `name` is said before every row."""
        self._rows, self._year, self._today, self._name = tuple(rows), year, today, name
        if self._at[0] not in {row.key for row in rows}:
            self._at = (rows[0].key if rows else "", "")
        self._place()
        self._speak()

    def choose(self, row: str, mark: str = "") -> None:
        """Without telling anybody."""
        self._at = (row, mark)
        self._speak()
        self.update()

    def at(self) -> tuple[str, str]:
        return self._at

    def words_of(self, row: str) -> list[str]:
        """What stands beside the marks of a row, as it is read."""
        return [mark.words for one in self._rows if one.key == row for mark in one.marks]

    def place_of(self, row: str, mark: str) -> QPointF:
        """The middle of a mark. Raises KeyError."""
        for one, placed in zip(self._rows, self._placed, strict=True):
            for found in placed:
                if (one.key, found.mark.key) == (row, mark):
                    return found.at
        raise KeyError(mark)

    # Keyboard and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        steps = {
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None and self._rows:
            self._walk(*step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _walk(self, rows: int, marks: int) -> None:
        keys = [row.key for row in self._rows]
        place = keys.index(self._at[0]) if self._at[0] in keys else 0
        place = min(len(keys) - 1, max(0, place + rows))
        there = [mark.key for mark in self._rows[place].marks]
        mark = self._at[1] if self._at[1] in there else ""
        if marks and there:
            at = there.index(mark) + marks if mark else (0 if marks > 0 else len(there) - 1)
            mark = there[min(len(there) - 1, max(0, at))]
        self._tell(keys[place], mark)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        row, mark = self._under(event.position())
        if row:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._tell(row, mark)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        row, key = self._under(event.position())
        marks = [mark for one in self._rows if one.key == row for mark in one.marks if mark.key == key]
        self.setToolTip(marks[0].spoken if marks else "")

    def _under(self, at: QPointF) -> tuple[str, str]:
        for place, row in enumerate(self._rows):
            if self._tops[place] <= at.y() < self._tops[place + 1]:
                hit = [found.mark.key for found in self._placed[place] if found.area.contains(at)]
                return row.key, hit[0] if hit else ""
        return "", ""

    def _tell(self, row: str, mark: str) -> None:
        self.choose(row, mark)
        self.chosen.emit(row, mark)

    def _speak(self) -> None:
        row = next((one for one in self._rows if one.key == self._at[0]), None)
        if row is None:
            self.setAccessibleName(self._name)
            return
        mark = next((one for one in row.marks if one.key == self._at[1]), None)
        told = mark.spoken if mark else "; ".join(one.spoken for one in row.marks)
        self.setAccessibleName(f"{self._name}. {row.name}: {told}")


def _ring(painter: QPainter, at: QPointF, size: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at, size, size)


def _ticked(painter: QPainter, at: QPointF, size: float) -> None:
    corners = [QPointF(-size, 0), QPointF(-size * 0.25, size * 0.8), QPointF(size * 1.1, -size * 0.9)]
    painter.drawPolyline([at + corner for corner in corners])


def _warning(painter: QPainter, at: QPointF, size: float) -> None:
    painter.setBrush(painter.pen().color())
    corners = [QPointF(0, -size * 1.2), QPointF(size * 1.2, size), QPointF(-size * 1.2, size)]
    painter.drawPolygon(QPolygonF([at + corner for corner in corners]))


def _diamond(painter: QPainter, at: QPointF, size: float) -> None:
    painter.setBrush(painter.pen().color())
    reach = size * 1.2
    corners = [QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0)]
    painter.drawPolygon(QPolygonF([at + corner for corner in corners]))


SHAPES: dict[str, Callable[[QPainter, QPointF, float], None]] = {
    "done": _ticked,
    "late": _warning,
    "due": _diamond,
    "later": _ring,
}
