"""The words of PDF pages and of plain text files, for searching and for looking at."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.domain.text import nfc
from app.files.evidence_reading import MAX_PDF_PAGES
from app.files.photos import pdfium_lock

LONGEST_PAGE = 40_000  # characters
LONGEST_TEXT = 8 * 1024 * 1024  # bytes
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
_DOCUMENT_BREAK = "\ufffe"  # how PDFium marks a word divided at the end of a line


def pdf_words(path: Path) -> Iterator[str]:
    """Page after page, "" where a page is only a picture or cannot be read; nothing at all of a file PDFium refuses.

    PDFium is held for one page at a time, so that pictures for the screen need not wait for the whole.
    """
    import pypdfium2

    with pdfium_lock:
        try:
            document = pypdfium2.PdfDocument(path)
        except (pypdfium2.PdfiumError, OSError):
            return
        count = min(len(document), MAX_PDF_PAGES)
    try:
        for index in range(count):
            with pdfium_lock:
                words = _page_words(document, index)
            yield cleaned(words)
    finally:
        with pdfium_lock:
            document.close()


def _page_words(document: Any, index: int) -> str:
    import pypdfium2

    try:
        page = document[index]
        found = page.get_textpage()
        words = found.get_text_range(0, min(found.count_chars(), LONGEST_PAGE)) if found.count_chars() else ""
        found.close()
        page.close()
    except (pypdfium2.PdfiumError, ValueError):
        return ""
    return str(words).replace(_DOCUMENT_BREAK, "")


def text_file(path: Path, file_name: str) -> str:
    """A plain text as Windows and phones write it: UTF-8, UTF-16 with its mark, else Windows' own Vietnamese.

    No further than LONGEST_TEXT: some two thousand pages.
    """
    from app.files.evidence_reading import Defect, DefectFound, naming

    try:
        with path.open("rb") as file:
            data = file.read(LONGEST_TEXT)
    except OSError as error:
        with naming(file_name):
            raise DefectFound(Defect.UNREADABLE) from error
    return cleaned(_decoded(data))


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(data)  # cut off within a letter is no fault
    except UnicodeDecodeError:
        return data.decode("cp1258", "replace")


def cleaned(words: str) -> str:
    """NFC, plain line ends, nothing that is no character."""
    return nfc(words.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS))
