"""Adds photos to a finished PDF, one at a time: memory stays at one photo, time at copying the bytes.

reportlab keeps every image in memory until it saves (2.5 GB for 300 photos), and pikepdf every image that comes from
another file (1 GB); what stands in the file it opened is read only while it is saved. So the photos are appended here,
as an incremental update.
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
class Trailer:
    """Where a PDF ends: free object number, numbers of catalogue and info, offset of the cross-references."""

    size: int
    root: int
    info: int
    cross_references: int


@dataclass(frozen=True, slots=True)
class _Picture:
    """An image as a PDF stores it; `data` is None when the file itself is the data."""

    width: int
    height: int
    colour_space: str
    encoding: str
    orientation: int
    data: bytes | None


class PhotoUpdate:
    """An incremental update of `file`, which is open at its end; each photo becomes a form of its own."""

    def __init__(self, file: BinaryIO, trailer: Trailer) -> None:
        self._file = file
        self._trailer = trailer
        self._offsets: list[int] = []
        file.write(b"\n")

    def add(self, path: Path, media_type: MediaType) -> int:
        """Append one photo upright, a point a pixel; the number of its form object. Raises DefectFound."""
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
        return self._add_form(picture, image)

    def _add_form(self, picture: _Picture, image: int) -> int:
        turned = picture.orientation >= 5
        width, height = (picture.height, picture.width) if turned else (picture.width, picture.height)
        drawing = f"q {_UPRIGHT[picture.orientation].format(W=width, H=height)} cm /I Do Q"
        form = self._begin()
        self._write(
            f"<</Type/XObject/Subtype/Form/BBox[0 0 {width} {height}]/Resources<</XObject<</I {image} 0 R>>>>"
            f"/Length {len(drawing)}>>stream\n{drawing}\nendstream\nendobj\n"
        )
        return form

    def finish(self) -> None:
        start = self._file.tell()
        first = self._trailer.size
        self._write(f"xref\n{first} {len(self._offsets)}\n")
        for offset in self._offsets:
            self._write(f"{offset:010d} 00000 n \n")
        self._write(
            f"trailer<</Size {first + len(self._offsets)}/Root {self._trailer.root} 0 R/Info {self._trailer.info} 0 R"
            f"/Prev {self._trailer.cross_references}>>\nstartxref\n{start}\n%%EOF\n"
        )

    def _begin(self) -> int:
        """Open the next object."""
        self._offsets.append(self._file.tell())
        number = self._trailer.size + len(self._offsets) - 1
        self._write(f"{number} 0 obj\n")
        return number

    def _write(self, text: str) -> None:
        self._file.write(text.encode("ascii"))


def read_trailer(path: Path) -> Trailer:
    """Of a PDF with a plain cross-reference table, as reportlab writes it."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        size, root, info = int(pdf.trailer.Size), pdf.trailer.Root.objgen[0], pdf.trailer.Info.objgen[0]
    start = path.read_bytes().rpartition(b"startxref")[2].split()[0]
    return Trailer(size, root, info, int(start))


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
