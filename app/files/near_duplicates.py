"""A key of how a photo looks: the same for the same picture at another size or quality.

The difference hash of Neal Krawetz ("Kind of Like That", 2013): nine by eight greys, each bit says whether the
next grey to the right is lighter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

NEAR = 6  # bits of 64 that may differ
_WIDE, _HIGH = 9, 8


def picture_key(upright: Image.Image) -> str:
    """16 hex digits; "" for a picture without anything in it, which would look like every other of its kind."""
    from PIL import Image

    small = upright.convert("L").resize((_WIDE, _HIGH), Image.Resampling.BOX)
    greys = small.tobytes()
    bits = 0
    for row in range(_HIGH):
        line = greys[row * _WIDE : (row + 1) * _WIDE]
        for left, right in zip(line, line[1:], strict=False):
            bits = bits << 1 | (right > left)
    return f"{bits:016x}" if bits else ""


def distance(one: int, other: int) -> int:
    """In how many bits two keys differ."""
    return (one ^ other).bit_count()
