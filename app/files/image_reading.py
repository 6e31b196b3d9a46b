"""Opens photos with Pillow: upright, within bounds, and decoded to the end."""

from __future__ import annotations

import os
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from app.files.evidence_reading import MAX_PIXELS, Defect, DefectFound, MediaType, PageSize

if TYPE_CHECKING:
    from PIL import Image

_FORMATS = {MediaType.JPEG: "JPEG", MediaType.PNG: "PNG", MediaType.HEIC: "HEIF"}
_EXIF_ORIENTATION = 0x0112
_CHECK_SIDE = 256
_START_OF_SCAN = 0xDA
_TAIL = 64 * 1024
_CHUNK = 1 << 20
_JPEG_END = b"\xff\xd9"  # in picture data 0xFF is never followed by 0xD9
# What Pillow and libheif raise for files that are cut off or were altered.
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, struct.error)


def decode(source: Path | BinaryIO, media_type: MediaType) -> PageSize:
    """Upright size in pixels, after decoding everything; raises DefectFound."""
    with opened(source, media_type) as image:
        width, height = image.size
        turned = exif_orientation(image) >= 5
        # A JPEG decoded at an eighth still reads every byte, in half the time and 1/64 of the memory.
        image.draft(None, (_CHECK_SIDE, _CHECK_SIDE))
        image.load()
    return PageSize(height, width) if turned else PageSize(width, height)


def told_size(path: Path, media_type: MediaType) -> PageSize:
    """Upright size in pixels as the headers tell it; raises DefectFound."""
    with opened(path, media_type) as image:
        width, height = image.size
        turned = exif_orientation(image) >= 5
    return PageSize(height, width) if turned else PageSize(width, height)


def whole_jpeg(path: Path) -> PageSize:
    """Upright size of a JPEG that is there to its end, without decoding it; raises DefectFound.

    A file cut off, or filled up with zeros by a broken download, lacks the end mark after its picture data.
    """
    size = told_size(path, MediaType.JPEG)
    try:
        with path.open("rb") as file:
            whole = _has_its_end(file)
    except (OSError, IndexError) as error:
        raise DefectFound(Defect.DAMAGED) from error
    if not whole:
        raise DefectFound(Defect.DAMAGED)
    return size


def _has_its_end(file: BinaryIO) -> bool:
    """Looked for at the end first; phones put further pictures and films behind it."""
    start = _jpeg_data(file)
    size = file.seek(0, os.SEEK_END)
    file.seek(max(start, size - _TAIL))
    if _JPEG_END in file.read():
        return True
    file.seek(start)
    before = b""
    while chunk := file.read(_CHUNK):
        if _JPEG_END in before + chunk:
            return True
        before = chunk[-1:]
    return False


def _jpeg_data(file: BinaryIO) -> int:
    """Where the first scan begins: the marks of a thumbnail among the headers do not count."""
    place = 2
    while True:
        file.seek(place)
        head = file.read(4)
        if head[0] != 0xFF:
            raise DefectFound(Defect.DAMAGED)
        if head[1] == 0xFF:  # padding
            place += 1
            continue
        place += 2 + int.from_bytes(head[2:4])
        if head[1] == _START_OF_SCAN:
            return place


@contextmanager
def opened(source: Path | BinaryIO, media_type: MediaType) -> Iterator[Image.Image]:
    """The image before decoding, refused when it is too large; what breaks inside becomes DefectFound."""
    from PIL import Image

    if media_type is MediaType.HEIC:
        from pi_heif import register_heif_opener

        register_heif_opener()
    try:
        with _bombs_refused(), Image.open(source, formats=[_FORMATS[media_type]]) as image:
            if image.width * image.height > MAX_PIXELS:
                raise DefectFound(Defect.TOO_MANY_PIXELS)
            yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise DefectFound(Defect.TOO_MANY_PIXELS) from error
    except _BROKEN as error:
        raise DefectFound(Defect.DAMAGED) from error


@contextmanager
def _bombs_refused() -> Iterator[None]:
    from PIL import Image

    with warnings.catch_warnings():
        # Damaged metadata is told by warnings; only the pixels count here.
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield


def exif_orientation(image: Image.Image) -> int:
    """1–8 after the EXIF standard; 1 (upright) when it says nothing sensible. HEIC comes upright already."""
    value = image.getexif().get(_EXIF_ORIENTATION, 1)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def flattened(image: Image.Image) -> Image.Image:
    """Grey or RGB on white: paper knows neither transparency nor palettes."""
    from PIL import Image

    if image.mode in ("L", "RGB"):
        return image
    if image.mode in ("1", "I;16", "I", "F"):
        return image.convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGB", layer.size, "white")
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    return image.convert("RGB")
