"""Tables of papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Table

from app.reports.layout.fonts import REGULAR

GRID: list[Any] = [
    ("GRID", (0, 0), (-1, -1), 0.5, "black"),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
]
TOP: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
FLUSH: list[Any] = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
TIGHT: list[Any] = [*FLUSH, ("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]


def table(rows: Sequence[Any], widths: Sequence[float], style: Sequence[Any], **options: Any) -> Table:
    """A table of flowables in our own font: reportlab names Helvetica, not embedded, for every cell else."""
    made = Table(rows, colWidths=widths, **options)
    made.setStyle([("FONTNAME", (0, 0), (-1, -1), REGULAR), *style])
    return made


def long_table(rows: Sequence[Any], widths: Sequence[float], style: Sequence[Any], room: float) -> Table:
    """A table over many pages with its heading on each; a row breaks only where no page has room for it whole.

    `room` is the height of an empty page. With breaking allowed for all, reportlab tears ordinary rows apart and
    repeats the heading in the middle of a page.
    """
    made = table(rows, widths, style, repeatRows=1)
    made.wrap(sum(widths), room)
    heights: list[float] = made._rowHeights  # type: ignore[attr-defined]  # reportlab tells them nowhere else
    if max(heights[1:], default=0.0) + heights[0] > room:
        made = table(rows, widths, style, repeatRows=1, splitInRow=1)
    return made
