"""Black boxes burned into a copy: what they cover is not in the copy any more, nor anything the page hid."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.progress import Progress
from app.errors import InputError
from app.files.atomic import write_atomically
from app.files.evidence_reading import DefectFound, MediaType, naming
from app.i18n import _

if TYPE_CHECKING:
    from PIL import Image

WHOLE = 10_000  # boxes are told in ten-thousandths of the upright page
MOST_PAGES = 200
_POINTS = 72
_DOTS = 200  # per inch: small print stays readable, a page takes some 300 KB
_MOST_PIXELS = 20_000_000  # of one page
_QUALITY = 88


@dataclass(frozen=True, slots=True)
class Box:
    """From the upper left corner of the upright page, 0 to WHOLE; `page` counts from 0."""

    left: int
    top: int
    right: int
    bottom: int
    page: int = 0


def masked_ending(media_type: MediaType) -> str:
    """A HEIC becomes a JPEG, everything else stays what it is."""
    return {MediaType.PDF: ".pdf", MediaType.PNG: ".png"}.get(media_type, ".jpg")


def write_masked(
    source: Path, media_type: MediaType, boxes: Sequence[Box], target: Path, progress: Progress, *, name: str
) -> None:
    """Write the copy to `target`: pixels only, without metadata, layers or text.

    A PDF becomes a picture a page. Raises EvidenceError naming the file as `name`, InputError for too many pages,
    StorageError, Cancelled.
    """
    with naming(name), write_atomically(target) as part:
        if media_type is MediaType.PDF:
            _mask_pdf(source, boxes, part, progress, name)
        else:
            _mask_photo(source, media_type, boxes, part)


def _mask_photo(source: Path, media_type: MediaType, boxes: Sequence[Box], part: Path) -> None:
    from PIL import ImageOps

    from app.files.image_reading import flattened, opened

    with opened(source, media_type) as image:
        upright = flattened(ImageOps.exif_transpose(image))
    _save(_burned(upright, boxes), part, "PNG" if media_type is MediaType.PNG else "JPEG")


def _burned(picture: Image.Image, boxes: Sequence[Box]) -> Image.Image:
    """A new picture of the bare pixels: what an image carries beside them is not copied."""
    from PIL import Image, ImageDraw

    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    pen = ImageDraw.Draw(bare)
    for box in boxes:
        edges = _pixels(box, bare.size)
        pen.rectangle(edges, fill=0)
    return bare


def _pixels(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Rounded outwards: a line of pixels left over at an edge could still be read."""
    wide, high = size
    left, right = sorted((box.left, box.right))
    top, bottom = sorted((box.top, box.bottom))
    return (
        max(0, left * wide // WHOLE),
        max(0, top * high // WHOLE),
        min(wide - 1, -(-right * wide // WHOLE)),
        min(high - 1, -(-bottom * high // WHOLE)),
    )


def _save(picture: Image.Image, target: Path | io.BytesIO, kind: str) -> None:
    if kind == "PNG":
        picture.save(target, "PNG")
    else:
        picture.save(target, "JPEG", quality=_QUALITY)


def _mask_pdf(source: Path, boxes: Sequence[Box], part: Path, progress: Progress, name: str) -> None:
    import pikepdf

    with pikepdf.new() as made:
        for index, (picture, points) in enumerate(_pages(source, progress, name)):
            on_page = [box for box in boxes if box.page == index]
            _add_page(made, _burned(picture, on_page), points)
        made.save(part)


def _pages(source: Path, progress: Progress, name: str) -> Any:
    """(picture, size in points) of each page."""
    import pypdfium2

    from app.files.evidence_reading import Defect
    from app.files.photos import pdfium_lock

    with pdfium_lock:
        try:
            document = pypdfium2.PdfDocument(source)
            document.init_forms()
        except (pypdfium2.PdfiumError, OSError) as error:
            raise DefectFound(Defect.DAMAGED) from error
        count = len(document)
    try:
        if count > MOST_PAGES:
            raise InputError(
                _("“{name}” có {n} trang, chỉ che được tệp đến {most} trang. Hãy tách tệp ra.").format(
                    name=name, n=count, most=MOST_PAGES
                )
            )
        for index in range(count):
            progress.step(_("Đang che {name}").format(name=name), index, count)
            with pdfium_lock:
                try:
                    made = _rendered(document, index)
                except pypdfium2.PdfiumError as error:
                    raise DefectFound(Defect.DAMAGED) from error
            yield made
    finally:
        with pdfium_lock:
            document.close()


def _rendered(document: Any, index: int) -> tuple[Image.Image, tuple[float, float]]:
    page = document[index]
    wide, high = page.get_size()
    scale = min(_DOTS / _POINTS, (_MOST_PIXELS / max(wide * high, 1)) ** 0.5)
    return page.render(scale=scale).to_pil().convert("RGB"), (wide, high)


def _add_page(made: Any, picture: Image.Image, points: tuple[float, float]) -> None:
    import pikepdf

    held = io.BytesIO()
    _save(picture, held, "JPEG")
    image = pikepdf.Stream(
        made,
        held.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    made.add_blank_page(page_size=points)
    page = made.pages[-1]
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=image))
    wide, high = points
    page.Contents = pikepdf.Stream(made, f"q {wide:.3f} 0 0 {high:.3f} 0 0 cm /P Do Q".encode())
