"""A key of how a photo looks: the same for the same picture at another size or quality.

The difference hash of Neal Krawetz ("Kind of Like That", 2013): nine by eight greys, each bit says whether the
next grey to the right is lighter.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from app.files.evidence_reading import DefectFound, MediaType

if TYPE_CHECKING:
    from PIL import Image

NEAR = 6  # bits of 64 that may differ
_WIDE, _HIGH = 9, 8
_SIDE = 64  # pixels: enough to average from
_EXIF = b"Exif\0\0"
_THUMBNAIL_START, _THUMBNAIL_LENGTH = 0x0201, 0x0202
_LARGEST_THUMBNAIL = 64 * 1024


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


def looks_of(path: Path, media_type: MediaType) -> str:
    """The key of a photo file, of its upright picture; "" when it cannot be decoded.

    The small picture that cameras put into a JPEG is a hundred times quicker to read than the large one, and is
    trusted when it has the same shape: some pad it with black bars.
    """
    from PIL import Image, ImageOps

    from app.files.image_reading import flattened, opened

    try:
        with opened(path, media_type) as image:
            small = embedded_thumbnail(image)
            if small is not None:
                with Image.open(io.BytesIO(small), formats=["JPEG"]) as thumbnail:
                    if _same_shape(thumbnail.size, image.size):
                        thumbnail.info["exif"] = image.info["exif"]
                        return picture_key(flattened(ImageOps.exif_transpose(thumbnail)))
            image.draft(None, (_SIDE, _SIDE))
            image.thumbnail((_SIDE, _SIDE), reducing_gap=2.0)
            return picture_key(flattened(ImageOps.exif_transpose(image)))
    except (DefectFound, OSError, ValueError, SyntaxError):
        return ""


def embedded_thumbnail(image: Image.Image) -> bytes | None:
    """The JPEG in the second directory of EXIF, where there is one."""
    from PIL import ExifTags

    exif = image.info.get("exif")
    if image.format != "JPEG" or not isinstance(exif, bytes) or not exif.startswith(_EXIF):
        return None
    directory = image.getexif().get_ifd(ExifTags.IFD.IFD1)
    start, length = directory.get(_THUMBNAIL_START), directory.get(_THUMBNAIL_LENGTH)
    if not isinstance(start, int) or not isinstance(length, int) or length > _LARGEST_THUMBNAIL:
        return None
    found = exif[len(_EXIF) + start : len(_EXIF) + start + length]
    return found if found.startswith(b"\xff\xd8") else None


def _same_shape(small: tuple[int, int], large: tuple[int, int]) -> bool:
    """Within the rounding of 120 lines."""
    return abs(small[0] * large[1] - small[1] * large[0]) * 60 <= small[0] * large[1]
