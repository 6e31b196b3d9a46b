"""Writes photos into a PDF, a page each, one at a time: memory stays at one photo, time at copying the bytes.

reportlab keeps every image in memory until it saves (2.5 GB for 300 photos), so the file is written here.
"""

from __future__ import annotations

import io
import shutil
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from app.files.evidence_reading import MediaType
from app.files.image_reading import exif_orientation, flattened, opened

if TYPE_CHECKING:
    from PIL import Image

_JPEG_QUALITY = 90  # of photos that a PDF cannot hold as they are: HEIC, and JPEG in print colours
_COLOUR_SPACES = {"L": "/DeviceGray", "RGB": "/DeviceRGB"}
_CATALOGUE, _PAGES = 1, 2

# EXIF orientation → the matrix that lays the unit square of the stored image upright into width W, height H.
_UPRIGHT = {
    1: "{W} 0 0 {H} 0 0",
    2: "-{W} 0 0 {H} {W} 0",
    3: "-{W} 0 0 -{H} {W} {H}",
    4: "{W} 0 0 -{H} 0 {H}",
    5: "0 -{H} -{W} 0 {W} {H}",
    6: "0 -{H} {W} 0 0 {H}",
    7: "0 {H} {W} 0 0 0",
    8: "0 {H} -{W} 0 {W} 0",
}


@dataclass(frozen=True, slots=True)
class _Picture:
    """An image as a PDF stores it; `data` is None when the file itself is the data."""

    width: int
    height: int
    colour_space: str
    encoding: str
    orientation: int
    data: bytes | None


class PhotoPages:
    """A growing PDF; `finish` completes it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._offsets: dict[int, int] = {}
        self._page_objects: list[int] = []
        self._next = _PAGES + 1
        file.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")

    def add(self, path: Path, media_type: MediaType) -> None:
        """Append one photo as an upright page, a point a pixel. Raises DefectFound."""
        picture = _picture(path, media_type)
        image = self._begin()
        length = path.stat().st_size if picture.data is None else len(picture.data)
        self._write(
            f"<</Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}"
            f"/ColorSpace {picture.colour_space}/BitsPerComponent 8/Filter {picture.encoding}/Length {length}>>stream\n"
        )
        if picture.data is None:
            with path.open("rb") as source:
                shutil.copyfileobj(source, self._file, 1 << 20)
        else:
            self._file.write(picture.data)
        self._write("\nendstream\nendobj\n")
        self._add_page(picture, image)

    def _add_page(self, picture: _Picture, image: int) -> None:
        turned = picture.orientation >= 5
        width, height = (picture.height, picture.width) if turned else (picture.width, picture.height)
        drawing = f"q {_UPRIGHT[picture.orientation].format(W=width, H=height)} cm /I Do Q"
        content = self._begin()
        self._write(f"<</Length {len(drawing)}>>stream\n{drawing}\nendstream\nendobj\n")
        self._page_objects.append(self._begin())
        self._write(
            f"<</Type/Page/Parent {_PAGES} 0 R/MediaBox[0 0 {width} {height}]/Contents {content} 0 R"
            f"/Resources<</XObject<</I {image} 0 R>>>>>>\nendobj\n"
        )

    def finish(self) -> None:
        kids = " ".join(f"{number} 0 R" for number in self._page_objects)
        self._begin(_PAGES)
        self._write(f"<</Type/Pages/Count {len(self._page_objects)}/Kids[{kids}]>>\nendobj\n")
        self._begin(_CATALOGUE)
        self._write(f"<</Type/Catalog/Pages {_PAGES} 0 R>>\nendobj\n")
        start = self._file.tell()
        self._write(f"xref\n0 {self._next}\n0000000000 65535 f \n")
        for number in range(1, self._next):
            self._write(f"{self._offsets[number]:010d} 00000 n \n")
        self._write(f"trailer<</Size {self._next}/Root {_CATALOGUE} 0 R>>\nstartxref\n{start}\n%%EOF\n")

    def _begin(self, number: int = 0) -> int:
        """Open object `number`, or the next free one."""
        if not number:
            number = self._next
            self._next += 1
        self._offsets[number] = self._file.tell()
        self._write(f"{number} 0 obj\n")
        return number

    def _write(self, text: str) -> None:
        self._file.write(text.encode("ascii"))


def _picture(path: Path, media_type: MediaType) -> _Picture:
    with opened(path, media_type) as image:
        orientation = exif_orientation(image)
        if media_type is MediaType.JPEG and image.mode in _COLOUR_SPACES:
            # Goes in byte for byte: a proof is not compressed a second time.
            return _stored(image, "/DCTDecode", orientation, None)
        flat = flattened(image)
        if media_type is MediaType.PNG:
            return _stored(flat, "/FlateDecode", orientation, zlib.compress(flat.tobytes()))
        buffer = io.BytesIO()
        flat.save(buffer, format="JPEG", quality=_JPEG_QUALITY)
        return _stored(flat, "/DCTDecode", orientation, buffer.getvalue())


def _stored(image: Image.Image, encoding: str, orientation: int, data: bytes | None) -> _Picture:
    return _Picture(image.width, image.height, _COLOUR_SPACES[image.mode], encoding, orientation, data)
