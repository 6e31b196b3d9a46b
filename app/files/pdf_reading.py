"""Opens PDF evidence with qpdf, which repairs what poor scanners write, and finds what is beyond repair."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.files.evidence_reading import MAX_PDF_PAGES, Defect, DefectFound, MediaType, PageSize
from app.files.image_reading import decode
from app.files.pdf_expansion import Expansion

if TYPE_CHECKING:
    import pikepdf

_TAIL = 1024  # readers look for the end mark here
_LOST_PAGES = "Pages tree"
_BROKEN = (OSError, ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RuntimeError)


@contextmanager
def _opened(path: Path, *, mapped: bool = True) -> Iterator[pikepdf.Pdf]:
    """The file, repaired where that is possible; what breaks inside becomes DefectFound.

    `mapped` into memory it is read faster, and counts as memory used.
    """
    import pikepdf

    mode = pikepdf.AccessMode.default if mapped else pikepdf.AccessMode.stream
    try:
        with pikepdf.open(path, access_mode=mode) as pdf:
            yield pdf
    except pikepdf.PasswordError as error:
        raise DefectFound(Defect.LOCKED) from error
    except (pikepdf.PikepdfError, *_BROKEN) as error:
        raise DefectFound(Defect.DAMAGED) from error


def page_sizes(path: Path) -> tuple[PageSize, ...]:
    """Upright sizes of all pages in points; raises DefectFound."""
    with _opened(path) as pdf:
        _check_count(len(pdf.pages))
        expansion = Expansion()
        for page in pdf.pages:
            expansion.check_page(page)
        _check(pdf, path)
        return tuple(_upright(page) for page in pdf.pages)


def told_page_sizes(path: Path) -> tuple[PageSize, ...]:
    """The same of a file that was looked through before; only its pages are looked at now."""
    with _opened(path, mapped=False) as pdf:
        _check_count(len(pdf.pages))
        return tuple(_upright(page) for page in pdf.pages)


def _check_count(pages: int) -> None:
    if pages == 0:
        raise DefectFound(Defect.NO_PAGES)
    if pages > MAX_PDF_PAGES:
        raise DefectFound(Defect.TOO_MANY_PAGES)


def _check(pdf: pikepdf.Pdf, path: Path) -> None:
    """Every page's drawing must parse; a file that had to be repaired must also have kept all its streams."""
    complaints = [str(complaint) for complaint in pdf.get_warnings()]
    if pdf.check_pdf_syntax():
        raise DefectFound(Defect.DAMAGED)
    if not complaints:
        return
    # qpdf drops lost pages and goes on; a wrong cross-reference table alone, common in scans, loses nothing.
    if any(_LOST_PAGES in complaint for complaint in complaints) or not _has_its_end(path):
        raise DefectFound(Defect.DAMAGED)
    _check_streams(pdf)


def _has_its_end(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        return b"%%EOF" in file.read()


def _check_streams(pdf: pikepdf.Pdf) -> None:
    import pikepdf

    for found in pdf.objects:
        if not isinstance(found, pikepdf.Stream):
            continue
        if found.get("/Filter") in (pikepdf.Name.DCTDecode, pikepdf.Array([pikepdf.Name.DCTDecode])):
            decode(io.BytesIO(found.read_raw_bytes()), MediaType.JPEG)
        else:
            found.get_stream_buffer(pikepdf.StreamDecodeLevel.generalized)


def _upright(page: pikepdf.Page) -> PageSize:
    """Of the part of the page that is shown (trim, crop or media box), turned as readers turn it."""
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    width, height = round(abs(right - left)), round(abs(top - bottom))
    if not width or not height:
        raise DefectFound(Defect.DAMAGED)
    turned = int(page.obj.get("/Rotate", 0)) % 180 == 90
    return PageSize(height, width) if turned else PageSize(width, height)
