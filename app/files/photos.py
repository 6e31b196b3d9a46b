"""Small pictures of evidence and pages of a PDF for the screen, as PNG."""

from __future__ import annotations

import io
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import EvidenceError
from app.files.evidence_reading import DefectFound, MediaType
from app.i18n import _

if TYPE_CHECKING:
    from PIL import Image

# PDFium is not safe to call from two threads, and thumbnails are made beside an open preview.
pdfium_lock = threading.Lock()
_MOST_PIXELS = 40_000_000  # of a page on the screen


def thumbnail_png(path: Path, media_type: MediaType, max_side: int) -> bytes:
    """Upright, at most `max_side` pixels wide and high; of a PDF the first page. Raises EvidenceError."""
    if media_type is MediaType.PDF:
        return _page_png(path, 0, longer_side=max_side)
    from PIL import ImageOps

    from app.files.image_reading import flattened, opened

    try:
        with opened(path, media_type) as image:
            image.draft(None, (max_side, max_side))
            image.thumbnail((max_side, max_side), reducing_gap=1.1)
            return _png(flattened(ImageOps.exif_transpose(image)))
    except DefectFound as found:
        raise _unshown(path) from found


def pdf_page_png(path: Path, index: int, width: int) -> bytes:
    """Page `index` (from 0), `width` pixels wide. Raises EvidenceError."""
    return _page_png(path, index, width=width)


def _page_png(path: Path, index: int, *, width: int = 0, longer_side: int = 0) -> bytes:
    import pypdfium2

    with pdfium_lock:
        try:
            document = pypdfium2.PdfDocument(path)
        except (pypdfium2.PdfiumError, OSError) as error:
            raise _unshown(path) from error
        try:
            return _rendered(document, index, width=width, longer_side=longer_side)
        except pypdfium2.PdfiumError as error:
            raise _unshown(path) from error
        finally:
            document.close()


def _rendered(document: Any, index: int, *, width: int, longer_side: int) -> bytes:
    # Visible signatures are form fields: without the form environment they stay invisible.
    document.init_forms()
    page = document[index]
    points_wide, points_high = page.get_size()
    scale = width / points_wide if width else longer_side / max(points_wide, points_high)
    # A page may be as thin as a thread and as long as a road: as wide as the screen it would fill the memory.
    scale = min(scale, (_MOST_PIXELS / (points_wide * points_high)) ** 0.5)
    return _png(page.render(scale=scale).to_pil())


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    # Level 1: the screen takes the picture once, time counts more than bytes.
    image.save(buffer, format="PNG", compress_level=1)
    return buffer.getvalue()


def _unshown(path: Path) -> EvidenceError:
    return EvidenceError(
        _("Không xem được tệp “{name}”: tệp bị hỏng hoặc có mật khẩu, hãy thêm lại.").format(name=path.name),
        name=path.name,
    )
