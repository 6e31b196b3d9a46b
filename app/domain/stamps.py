"""Where the pieces of a visible signature stand, in points (NĐ 30/2020/NĐ-CP, phụ lục I).

The picture of the signature stands in the middle between title and name; the seal, in its real size, covers the
left third of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MM = 72 / 25.4
SEAL_SIDE = 36 * MM  # an agency's round seal, where its picture does not say its size
SIGNATURE_WIDTH = 50 * MM
SIGNATURE_HEIGHT = 25 * MM
WORDS_WIDTH = 75 * MM
EDGE = 12 * MM  # from a corner of the page
BETWEEN = 2 * MM  # two stamps in the same corner


class Corner(StrEnum):
    TOP_RIGHT = "tren-phai"
    TOP_LEFT = "tren-trai"
    BOTTOM_RIGHT = "duoi-phai"
    BOTTOM_LEFT = "duoi-trai"


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def around(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )

    def crosses(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def moved(self, right: float, up: float) -> Box:
        return Box(self.left + right, self.bottom + up, self.right + right, self.top + up)

    def inside(self, page: Box) -> Box:
        """Pushed back onto the page where it would hang over its edge."""
        right = max(page.left - self.left, 0) or min(page.right - self.right, 0)
        up = max(page.bottom - self.bottom, 0) or min(page.top - self.top, 0)
        return self.moved(right, up)


def centred(middle: tuple[float, float], width: float, height: float) -> Box:
    x, y = middle
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def fitted(area: Box, shape: tuple[float, float]) -> Box:
    """The largest box of that shape (width, height) in the middle of `area`."""
    scale = min(area.width / shape[0], area.height / shape[1])
    return centred(area.middle, shape[0] * scale, shape[1] * scale)


def seal_over(signature: Box, size: tuple[float, float]) -> Box:
    """Its right edge stands a third into the signature; both share the middle line."""
    right = signature.left + signature.width / 3
    _x, y = signature.middle
    return Box(right - size[0], y - size[1] / 2, right, y + size[1] / 2)


def in_corner(page: Box, corner: Corner, size: tuple[float, float]) -> Box:
    width, height = size
    left = (
        page.right - EDGE - width if corner in (Corner.TOP_RIGHT, Corner.BOTTOM_RIGHT) else page.left + EDGE
    )
    bottom = page.top - EDGE - height if corner in (Corner.TOP_RIGHT, Corner.TOP_LEFT) else page.bottom + EDGE
    return Box(left, bottom, left + width, bottom + height)


def beside(box: Box, others: Sequence[Box], corner: Corner) -> Box:
    """Moved from its corner along the edge until it stands on none of the stamps made before."""
    down = corner in (Corner.TOP_RIGHT, Corner.TOP_LEFT)
    for other in sorted(others, key=lambda one: -one.top if down else one.bottom):
        if box.crosses(other):
            box = box.moved(0, other.bottom - BETWEEN - box.top if down else other.top + BETWEEN - box.bottom)
    return box
