"""Smaller copies of photos for a dossier that must fit on a stick or through a mail; originals are never touched."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from app.files.evidence_reading import PHOTOS, Defect, DefectFound, MediaType, naming, sniff
from app.files.storage_errors import storage_error

# Upright width and height of the room for a photo on a page, 165 × 232 mm, at 150 pixels to the inch.
ROOM = (975, 1_370)
_QUALITY = 82
_HEAD = 1024


@dataclass(frozen=True, slots=True)
class Shrunk:
    """A JPEG, upright, without headers."""

    path: Path
    sha256: str
    size: int  # bytes


def shrunk_copy(
    source: Path, target: Path, *, file_name: str, sha256: str = "", room: tuple[int, int] = ROOM
) -> Shrunk | None:
    """Write the copy to `target`; None for what is no photo, and where a copy would save nothing.

    `sha256` is what the bytes must have, "" where nobody knows. Raises EvidenceError naming the file as `file_name`,
    StorageError. Several may run at once.
    """
    try:
        with naming(file_name):
            if not source.is_file():
                raise DefectFound(Defect.ABSENT)
            with source.open("rb") as file:
                media_type = sniff(file.read(_HEAD))
                if media_type not in PHOTOS:
                    return None
                file.seek(0)
                data = file.read()
            if sha256 and hashlib.sha256(data).hexdigest() != sha256:
                raise DefectFound(Defect.ALTERED)
            small = _smaller(data, media_type, room)
        if small is None or len(small) >= len(data):
            return None
        target.write_bytes(small)
    except OSError as error:
        raise storage_error(error, source) from error
    return Shrunk(target, hashlib.sha256(small).hexdigest(), len(small))


def _smaller(data: bytes, media_type: MediaType, room: tuple[int, int]) -> bytes | None:
    from PIL import Image, ImageOps

    from app.files.image_reading import exif_orientation, flattened, opened

    with opened(io.BytesIO(data), media_type) as image:
        box = room if exif_orientation(image) < 5 else room[::-1]
        width, height = image.size
        scale = min(box[0] / width, box[1] / height)
        if scale >= 1:
            return None
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        image.draft(None, size)  # the decoder leaves out what nobody will see
        image.thumbnail(size, Image.Resampling.BICUBIC, reducing_gap=1.1)
        small = flattened(ImageOps.exif_transpose(image))
    small.info.clear()
    made = io.BytesIO()
    small.save(made, "JPEG", quality=_QUALITY)
    return made.getvalue()
