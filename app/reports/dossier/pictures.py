"""Photos as a PDF stores them: a JPEG byte for byte, anything else once decoded."""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from app.files.evidence_reading import Defect, DefectFound, MediaType
from app.files.image_reading import exif_orientation, flattened, opened
from app.reports.dossier.sheet import Source

if TYPE_CHECKING:
    from PIL import Image

CHUNK = 1 << 20  # bytes
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
class Picture:
    """The dictionary and drawing of one stored image; `data` is None when the file itself is the data."""

    width: int
    height: int
    colour_space: str
    encoding: str
    orientation: int
    data: bytes | None

    def dictionary(self, length: int) -> bytes:
        return (
            f"<</Type/XObject/Subtype/Image/Width {self.width}/Height {self.height}/ColorSpace {self.colour_space}"
            f"/BitsPerComponent 8/Filter {self.encoding}/Length {length}>>"
        ).encode("ascii")

    def form(self, image: int) -> bytes:
        """A form that shows image object `image` upright, a point a pixel."""
        turned = self.orientation >= 5
        width, height = (self.height, self.width) if turned else (self.width, self.height)
        drawing = f"q {_UPRIGHT[self.orientation].format(W=width, H=height)} cm /I Do Q"
        return (
            f"<</Type/XObject/Subtype/Form/BBox[0 0 {width} {height}]/Resources<</XObject<</I {image} 0 R>>>>"
            f"/Length {len(drawing)}>>stream\n{drawing}\nendstream"
        ).encode("ascii")


def picture_of(source: Source, told: Callable[[int], None]) -> Picture:
    """Raises DefectFound, also where the bytes are not those that came into the book."""
    kind = source.facts.media_type
    if kind is MediaType.JPEG:
        with opened(source.path, kind) as image:
            if image.mode in _COLOUR_SPACES:
                # Goes in byte for byte: a proof is not compressed a second time.
                return _stored(image, "/DCTDecode", exif_orientation(image), None)
    buffer = io.BytesIO()
    with source.path.open("rb") as file:
        copy_checked(file, buffer.write, source, told)
    buffer.seek(0)
    with opened(buffer, kind) as image:
        orientation = exif_orientation(image)
        flat = flattened(image)
        if kind is MediaType.PNG:
            return _stored(flat, "/FlateDecode", orientation, zlib.compress(flat.tobytes()))
        made = io.BytesIO()
        flat.save(made, format="JPEG", quality=_JPEG_QUALITY)
        return _stored(flat, "/DCTDecode", orientation, made.getvalue())


def _stored(image: Image.Image, encoding: str, orientation: int, data: bytes | None) -> Picture:
    return Picture(image.width, image.height, _COLOUR_SPACES[image.mode], encoding, orientation, data)


def copy_checked(
    file: BinaryIO, write: Callable[[bytes], object], source: Source, told: Callable[[int], None]
) -> int:
    """Copy to the end, hashing on the way; raises DefectFound unless the hash is that of `source`."""
    digest = hashlib.sha256()
    size = 0
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        write(chunk)
        size += len(chunk)
        told(len(chunk))
    if source.sha256 and digest.hexdigest() != source.sha256:
        raise DefectFound(Defect.ALTERED)
    return size
