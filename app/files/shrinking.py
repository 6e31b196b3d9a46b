"""Smaller copies of photos for a dossier that must fit on a stick or through a mail; originals are never touched."""

from __future__ import annotations

from pathlib import Path

from app.files.evidence_reading import PHOTOS, MediaType, naming, sniff
from app.files.storage_errors import storage_error

LONGER_SIDE = 2_000  # pixels: 240 to the inch on the width of a page
_QUALITY = 82
_HEAD = 1024


def shrunk_copy(source: Path, folder: Path, *, file_name: str, longer_side: int = LONGER_SIDE) -> Path:
    """A JPEG in `folder`, upright, without headers; `source` itself where that would save nothing.

    Raises EvidenceError naming the file as `file_name`, StorageError.
    """
    try:
        with source.open("rb") as file:
            media_type = sniff(file.read(_HEAD))
        if media_type not in PHOTOS:
            return source
        target = folder / f"{source.stem}.jpg"
        with naming(file_name):
            wrote = _write(source, media_type, target, longer_side)
        if not wrote or target.stat().st_size >= source.stat().st_size:
            return source
    except OSError as error:
        raise storage_error(error, source) from error
    return target


def _write(source: Path, media_type: MediaType, target: Path, longer_side: int) -> bool:
    from PIL import ImageOps

    from app.files.image_reading import flattened, opened

    with opened(source, media_type) as image:
        if max(image.size) <= longer_side:
            return False
        image.draft(None, (longer_side, longer_side))
        image.thumbnail((longer_side, longer_side), reducing_gap=2.0)
        small = flattened(ImageOps.exif_transpose(image))
    small.info.clear()
    small.save(target, "JPEG", quality=_QUALITY)
    return True
