"""A chart on paper: the same shapes as on the screen, in black and greys."""

from __future__ import annotations

from typing import Any

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, Rect, String
from reportlab.lib.colors import Color, black, white
from reportlab.pdfbase.pdfmetrics import stringWidth

from app.domain.chart import DASHES, Box, Chart, Marker, Shape, Stroke, Words, draw
from app.reports.layout.fonts import BOLD, REGULAR, register_fonts

_SIZE = 10.0  # points
_GREY = Color(0.75, 0.75, 0.75)
_DARK = Color(0.25, 0.25, 0.25)


def chart_drawing(chart: Chart, width: float, height: float) -> Drawing:
    """A flowable of this size in points."""
    register_fonts()
    made = Drawing(width, height)
    for shape in draw(chart, width, height, _SIZE * 1.2, lambda text: stringWidth(text, REGULAR, _SIZE)):
        for piece in _pieces(shape, height):
            made.add(piece)
    return made


def _pieces(shape: Shape, height: float) -> list[Any]:
    if isinstance(shape, Stroke):
        return [_line(shape, height)]
    if isinstance(shape, Box):
        bottom = height - shape.y - shape.height
        made: Any = Rect(shape.x, bottom, shape.width, shape.height)
        made.fillColor = _DARK if shape.filled else white
        made.strokeColor, made.strokeWidth = black, 0.6
        return [made]
    if isinstance(shape, Marker):
        return [_marker(shape, height)]
    return [_string(shape, height)]


def _line(shape: Stroke, height: float) -> Line:
    made = Line(shape.x1, height - shape.y1, shape.x2, height - shape.y2)
    made.strokeColor = _GREY if shape.series < 0 else black
    made.strokeWidth = 0.4 if shape.thin else 1.2
    if shape.dashed and DASHES[shape.series % len(DASHES)]:
        made.strokeDashArray = list(DASHES[shape.series % len(DASHES)])
    return made


def _marker(shape: Marker, height: float) -> Any:
    x, y, size = shape.x, height - shape.y, shape.size
    if shape.shape == 0:
        return _outlined(Circle(x, y, size))
    corners = {
        1: [x - size, y - size, x + size, y - size, x + size, y + size, x - size, y + size],
        2: [x, y + size * 1.2, x + size * 1.1, y - size, x - size * 1.1, y - size],
        3: [x, y + size * 1.3, x + size * 1.3, y, x, y - size * 1.3, x - size * 1.3, y],
    }
    return _outlined(Polygon(corners[shape.shape]))


def _outlined(made: Any) -> Any:
    made.fillColor, made.strokeColor = white, black
    return made


def _string(shape: Words, height: float) -> Any:
    anchors = {"left": "start", "middle": "middle", "right": "end"}
    made: Any = String(shape.x, height - shape.y - _SIZE * 0.35, shape.text)
    made.fontName, made.fontSize = (BOLD if shape.bold else REGULAR), _SIZE
    made.textAnchor = anchors[shape.anchor]
    return made
