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
