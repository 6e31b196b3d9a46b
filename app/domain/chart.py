"""A chart as data and as plain shapes: the screen, a picture and a PDF draw the same lines, boxes and words.

Nothing depends on colour alone: series differ by hatching, dashes and markers, and carry their names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from app.domain.numbers import format_number

Value = Decimal | None  # None: nothing was counted there


class ChartKind(StrEnum):
    LINES = "lines"
    BARS = "bars"  # series side by side in each category
    STACKED = "stacked"  # series on top of each other


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """One value a category."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """`unit` stands above the axis ("triệu đồng"); `most` is the top of the axis, None: the largest value."""

    title: str
    kind: ChartKind
    unit: str
    categories: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    most: Decimal | None = None

    @property
    def empty(self) -> bool:
        return not any(value for one in self.series for value in one.values)

    def table(self) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """Its numbers: heading and a row a category."""
        heading = ("", *(one.name for one in self.series))
        rows = tuple(
            (category, *(shown(one.values[at]) for one in self.series))
            for at, category in enumerate(self.categories)
        )
        return heading, rows


def shown(value: Value) -> str:
    return "" if value is None else format_number(value)


# Shapes. Lengths in the unit of the drawing, y grows downwards; `series` -1 is no series: grid and words.


@dataclass(frozen=True, slots=True)
class Stroke:
    x1: float
    y1: float
    x2: float
    y2: float
    series: int = -1
    dashed: bool = False  # with the dashes of its series
    thin: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """Framed; `filled` for the first series alone, the others are hatched by strokes inside."""

    x: float
    y: float
    width: float
    height: float
    series: int
    filled: bool


@dataclass(frozen=True, slots=True)
class Marker:
    """`shape`: 0 round, 1 square, 2 triangle, 3 diamond."""

    x: float
    y: float
    size: float
    series: int
    shape: int


@dataclass(frozen=True, slots=True)
class Words:
    """`x` is the left edge, the middle or the right edge, as `anchor` says; `y` is the middle of the line."""

    x: float
    y: float
    text: str
    anchor: str = "left"
    muted: bool = False
    bold: bool = False


Shape = Stroke | Box | Marker | Words
Measure = Callable[[str], float]  # the width of a text

DASHES: tuple[tuple[float, ...], ...] = ((), (5, 3), (1.5, 2.5), (7, 3, 1.5, 3), (10, 4), (3, 2, 3, 5))
SHAPES = 4
MOST_LINES = 6  # more cannot be told apart; the table beside has them all
_STEPS = 4


@dataclass(slots=True)
class _Plot:
    """The room of the values inside the drawing."""

    left: float
    top: float
    right: float
    bottom: float
    most: Decimal
    line: float  # height of a line of text
    measure: Measure
    shapes: list[Shape] = field(default_factory=list)

    def y(self, value: Decimal) -> float:
        return self.bottom - (self.bottom - self.top) * float(value / self.most)


def draw(chart: Chart, width: float, height: float, line: float, measure: Measure) -> list[Shape]:
    """The shapes of a chart in a drawing of this size; `line` is the height of a line of text."""
    most = _top(chart)
    left = max(measure(shown(tick)) for tick in _ticks(most)) + line * 0.7
    ends = chart.kind is ChartKind.LINES
    longest = max((measure(_ending(one)) for one in chart.series[:MOST_LINES]), default=0.0) if ends else 0.0
    right = width - (min(longest, width * 0.35) + line if ends else line * 0.4)
    legend = 0 if ends else _legend_height(chart, width - left, line, measure)
    plot = _Plot(left, line * 2.9 + legend, right, height - line * 1.6, most, line, measure)
    plot.shapes.append(Words(0, line * 0.7, chart.title, bold=True))
    if chart.unit:
        plot.shapes.append(Words(0, line * 2.0, chart.unit, muted=True))
    _grid(chart, plot, width)
    _categories(chart, plot)
    if ends:
        _lines(chart, plot)
    else:
        _legend(chart, plot, width)
        _bars(chart, plot)
    return plot.shapes


def _top(chart: Chart) -> Decimal:
    if chart.most is not None:
        return max(chart.most, Decimal(1))
    if chart.kind is ChartKind.STACKED:
        sums = [
            sum((one.values[at] or Decimal(0) for one in chart.series), Decimal(0))
            for at in range(len(chart.categories))
        ]
        return _round_up(max(sums, default=Decimal(1)))
    values = [value for one in chart.series for value in one.values if value is not None]
    return _round_up(max(values, default=Decimal(1)))


def _round_up(value: Decimal) -> Decimal:
    """To a number whose quarters are read easily: 4, 8, 12, 20, 40, 80, 100, 200 …"""
    if value <= 4:
        return Decimal(4)
    size = Decimal(10) ** (len(f"{value:f}".partition(".")[0]) - 1)
    steps = (Decimal("1.2"), Decimal(2), Decimal(4), Decimal(6), Decimal(8), Decimal(10))
    return next(step * size for step in steps if step * size >= value)


def _ticks(most: Decimal) -> list[Decimal]:
    return [most * step / _STEPS for step in range(_STEPS + 1)]


def _grid(chart: Chart, plot: _Plot, width: float) -> None:
    for tick in _ticks(plot.most):
        y = plot.y(tick)
        plot.shapes.append(Stroke(plot.left, y, plot.right, y, thin=True))
        plot.shapes.append(Words(plot.left - plot.line * 0.4, y, shown(tick), "right", muted=True))


def _middle(plot: _Plot, at: int, count: int) -> float:
    return plot.left + (plot.right - plot.left) * (at + 0.5) / max(count, 1)


def _categories(chart: Chart, plot: _Plot) -> None:
    """Below the axis, those left out that would touch the one before; words too long are cut with "…"."""
    count = len(chart.categories)
    room = (plot.right - plot.left) / max(count, 1)
    free_from = 0.0
    for at, category in enumerate(chart.categories):
        text = _fitted(category, max(room * 1.0, plot.line * 3), plot.measure)
        x, half = _middle(plot, at, count), plot.measure(text) / 2
        if x - half < free_from:
            continue
        free_from = x + half + plot.line * 0.3
        plot.shapes.append(Words(x, plot.bottom + plot.line * 0.8, text, "middle", muted=True))


def _fitted(text: str, room: float, measure: Measure) -> str:
    if measure(text) <= room:
        return text
    while text and measure(text + "…") > room:
        text = text[:-1]
    return text.rstrip() + "…"


def _ending(one: ChartSeries) -> str:
    last = next((value for value in reversed(one.values) if value is not None), None)
    return f"{one.name}: {shown(last)}"


def _lines(chart: Chart, plot: _Plot) -> None:
    count = len(chart.categories)
    ends: list[tuple[float, float, int]] = []
    for number, one in enumerate(chart.series[:MOST_LINES]):
        spots = [
            (_middle(plot, at, count), plot.y(value))
            for at, value in enumerate(one.values)
            if value is not None
        ]
        for (x1, y1), (x2, y2) in zip(spots, spots[1:], strict=False):
            plot.shapes.append(Stroke(x1, y1, x2, y2, number, dashed=True))
        for x, y in spots:
            plot.shapes.append(Marker(x, y, plot.line * 0.26, number, number % SHAPES))
        if spots:
            ends.append((spots[-1][1], spots[-1][0], number))
    _names(chart, plot, sorted(ends))


def _names(chart: Chart, plot: _Plot, ends: list[tuple[float, float, int]]) -> None:
    """At the ends of the lines, pushed apart until none covers another, with a thin leader where they moved."""
    step = plot.line * 1.05
    lowest = -step
    places = []
    for y, x, number in ends:
        lowest = max(y, lowest + step)
        places.append((lowest, y, x, number))
    overflow = max(0.0, lowest - (plot.bottom + plot.line * 0.4))
    left = plot.right + plot.line * 0.5
    for place, y, x, number in places:
        at = place - overflow
        plot.shapes.append(Words(left, at, _ending(chart.series[number])))
        if abs(at - y) > 2 or x < plot.right - plot.line:
            plot.shapes.append(Stroke(x + plot.line * 0.35, y, left - plot.line * 0.15, at, thin=True))


def _legend_rows(chart: Chart, width: float, line: float, measure: Measure) -> Iterator[list[int]]:
    row: list[int] = []
    used = 0.0
    for number, one in enumerate(chart.series):
        wanted = measure(one.name) + line * 2.6
        if row and used + wanted > width:
            yield row
            row, used = [], 0.0
        row.append(number)
        used += wanted
    yield row


def _legend_height(chart: Chart, width: float, line: float, measure: Measure) -> float:
    return line * 1.3 * len(list(_legend_rows(chart, width, line, measure)))


def _legend(chart: Chart, plot: _Plot, width: float) -> None:
    y = plot.line * 3.0
    for row in _legend_rows(chart, width - plot.left, plot.line, plot.measure):
        x = plot.left
        for number in row:
            _box(plot, x, y - plot.line * 0.4, plot.line * 1.2, plot.line * 0.8, number)
            plot.shapes.append(Words(x + plot.line * 1.5, y, chart.series[number].name))
            x += plot.measure(chart.series[number].name) + plot.line * 2.6
        y += plot.line * 1.3


def _bars(chart: Chart, plot: _Plot) -> None:
    count = len(chart.categories)
    room = (plot.right - plot.left) / max(count, 1) * 0.8
    stacked = chart.kind is ChartKind.STACKED
    wide = min(room, plot.line * 4) if stacked else min(room / max(len(chart.series), 1), plot.line * 3)
    for at in range(count):
        start = _middle(plot, at, count) - (wide if stacked else wide * len(chart.series)) / 2
        foot = plot.bottom
        for number, one in enumerate(chart.series):
            value = one.values[at]
            if not value:
                continue
            tall = plot.bottom - plot.y(value)
            x = start if stacked else start + wide * number
            _box(plot, x, foot - tall, wide, tall, number)
            _value(plot, x + wide / 2, foot, tall, wide, value, stacked=stacked)
            foot = foot - tall if stacked else foot


def _value(
    plot: _Plot, x: float, foot: float, tall: float, wide: float, value: Decimal, *, stacked: bool
) -> None:
    """The number at its bar, where it has room: inside a stack on white, else above."""
    text = shown(value)
    if plot.measure(text) > wide * 1.15:
        return
    if not stacked:
        plot.shapes.append(Words(x, foot - tall - plot.line * 0.55, text, "middle"))


def _box(plot: _Plot, x: float, y: float, width: float, height: float, number: int) -> None:
    plot.shapes.append(Box(x, y, width, height, number, filled=number == 0))
    if number:
        plot.shapes += _hatching(x, y, width, height, number, max(3.0, plot.line * 0.34))


def _hatching(x: float, y: float, width: float, height: float, number: int, step: float) -> Iterator[Stroke]:
    """1 rising, 2 none (white), 3 falling, 4 level, 5 crossed; then from the start, closer."""
    pattern = (number - 1) % 5
    gap = step / (1 + (number - 1) // 5)
    if pattern in (0, 4):
        yield from _slanted(x, y, width, height, gap, number, rising=True)
    if pattern in (2, 4):
        yield from _slanted(x, y, width, height, gap, number, rising=False)
    if pattern == 3:
        level = y + gap
        while level < y + height:
            yield Stroke(x, level, x + width, level, number, thin=True)
            level += gap


def _slanted(
    x: float, y: float, width: float, height: float, gap: float, number: int, *, rising: bool
) -> Iterator[Stroke]:
    """Lines at 45°, cut at the edges of the box."""
    along = gap
    while along < width + height:
        x1, y1 = min(along, width), max(0.0, along - width)
        x2, y2 = max(0.0, along - height), min(along, height)
        if rising:
            yield Stroke(x + x1, y + y1, x + x2, y + y2, number, thin=True)
        else:
            yield Stroke(x + width - x1, y + y1, x + width - x2, y + y2, number, thin=True)
        along += gap * 1.4


def series_of(names: Sequence[str], rows: Sequence[Sequence[Value]]) -> tuple[ChartSeries, ...]:
    """Series from a table with a row a category."""
    return tuple(ChartSeries(name, tuple(row[at] for row in rows)) for at, name in enumerate(names))
