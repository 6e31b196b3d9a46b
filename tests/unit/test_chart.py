"""Charts as shapes: nothing outside the drawing, names that do not cover each other, told apart without colour."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.chart import Box, Chart, ChartKind, ChartSeries, Marker, Stroke, Words, draw

WIDTH, HEIGHT, LINE = 600.0, 300.0, 14.0


def measure(text: str) -> float:
    return len(text) * 7.0


def chart(kind: ChartKind, rows: list[list[int | None]], **more: object) -> Chart:
    series = tuple(
        ChartSeries(f"Bản {at}", tuple(None if value is None else Decimal(value) for value in row))
        for at, row in enumerate(rows)
    )
    return Chart("Tên", kind, "việc", tuple(f"Th. {n + 1}" for n in range(len(rows[0]))), series, **more)


VALUES = st.lists(
    st.lists(st.one_of(st.none(), st.integers(0, 10**9)), min_size=4, max_size=4), min_size=1, max_size=7
)


@given(st.sampled_from(list(ChartKind)), VALUES)
def test_nothing_is_drawn_outside(kind: ChartKind, rows: list[list[int | None]]) -> None:
    for shape in draw(chart(kind, rows), WIDTH, HEIGHT, LINE, measure):
        if isinstance(shape, Stroke):
            xs, ys = (shape.x1, shape.x2), (shape.y1, shape.y2)
        elif isinstance(shape, Box):
            xs, ys = (shape.x, shape.x + shape.width), (shape.y, shape.y + shape.height)
        else:
            xs, ys = (shape.x,), (shape.y,)
        assert all(-0.01 <= x <= WIDTH + 0.01 for x in xs), shape
        assert all(-0.01 <= y <= HEIGHT + 0.01 for y in ys), shape


@pytest.mark.parametrize("kind", list(ChartKind))
def test_a_chart_without_values_is_drawn_too(kind: ChartKind) -> None:
    empty = chart(kind, [[None, None], [0, None]])
    assert empty.empty
    assert any(
        isinstance(shape, Words) and shape.text == "Tên" for shape in draw(empty, 200, 100, 12, measure)
    )


def test_series_differ_without_colour() -> None:
    """Each box has its own hatching, each line its own marker and its name."""
    found = draw(chart(ChartKind.STACKED, [[5], [5], [5], [5]]), WIDTH, HEIGHT, LINE, measure)
    filled = [shape.series for shape in found if isinstance(shape, Box) and shape.filled]
    assert set(filled) == {0}
    slopes = {
        number: {
            (shape.x2 > shape.x1, shape.y2 > shape.y1, shape.y1 == shape.y2)
            for shape in found
            if isinstance(shape, Stroke) and shape.series == number
        }
        for number in (1, 2, 3)
    }
    assert len({frozenset(one) for one in slopes.values()}) == 3
    lines = draw(chart(ChartKind.LINES, [[1, 2], [3, 4], [2, 2]]), WIDTH, HEIGHT, LINE, measure)
    assert {(one.series, one.shape) for one in lines if isinstance(one, Marker)} == {(0, 0), (1, 1), (2, 2)}
    assert [one.text for one in lines if isinstance(one, Words) and one.text.startswith("Bản")] != []


def test_names_at_the_ends_do_not_cover_each_other() -> None:
    found = draw(chart(ChartKind.LINES, [[5, 5], [5, 5], [5, 5]]), WIDTH, HEIGHT, LINE, measure)
    heights = sorted(one.y for one in found if isinstance(one, Words) and one.text.startswith("Bản"))
    assert all(second - first >= LINE for first, second in zip(heights, heights[1:], strict=False))


def test_the_hatching_stays_in_its_box() -> None:
    found = draw(chart(ChartKind.BARS, [[7], [9], [3]]), WIDTH, HEIGHT, LINE, measure)
    boxes = [shape for shape in found if isinstance(shape, Box)]
    for stroke in (shape for shape in found if isinstance(shape, Stroke) and shape.series > 0):
        assert any(
            box.series == stroke.series
            and box.x - 0.01 <= min(stroke.x1, stroke.x2)
            and max(stroke.x1, stroke.x2) <= box.x + box.width + 0.01
            and box.y - 0.01 <= min(stroke.y1, stroke.y2)
            and max(stroke.y1, stroke.y2) <= box.y + box.height + 0.01
            for box in boxes
        )


def test_the_numbers_stand_as_a_table() -> None:
    heading, rows = chart(ChartKind.LINES, [[1500, None]]).table()
    assert heading == ("", "Bản 0")
    assert rows == (("Th. 1", "1.500"), ("Th. 2", ""))
