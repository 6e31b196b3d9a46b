"""Finds the place of a signature on a paper: between the title and the name of the one who signs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.stamps import SIGNATURE_HEIGHT, SIGNATURE_WIDTH, Box
from app.domain.text import nfc
from app.errors import EvidenceError, InputError
from app.files.photos import pdfium_lock
from app.i18n import _

_PAGES_READ = 60  # from the end: a letter is signed on its last page, and an annex may follow
_LEAST_ROOM = 36.0  # points between title and name; papers with less are signed across the title
_GAP = 2.0


@dataclass(frozen=True, slots=True)
class FoundPlace:
    page: int  # from 1
    area: Box
    sheet: Box  # what is seen of the page


@contextmanager
def _document(path: Path) -> Iterator[Any]:
    import pypdfium2

    with pdfium_lock:
        try:
            document = pypdfium2.PdfDocument(path)
        except (pypdfium2.PdfiumError, OSError) as error:
            raise EvidenceError(
                _("“{name}” hỏng hoặc có mật khẩu nên không ký được.").format(name=path.name), name=path.name
            ) from error
        try:
            yield document
        finally:
            document.close()


def page_box(path: Path, page: int) -> Box:
    """Edges of a page (from 1; -1 is the last). Raises InputError with field "page"."""
    with _document(path) as document:
        return _sheet(document[_index(document, page)])


def last_page(path: Path) -> int:
    with _document(path) as document:
        return len(document)


def _index(document: Any, page: int) -> int:
    count = len(document)
    index = count + page if page < 0 else page - 1
    if not 0 <= index < count:
        raise InputError(
            _("Tệp chỉ có {count} trang: hãy chọn trang từ 1 đến {count}.").format(count=count), field="page"
        )
    return index


def _sheet(page: Any) -> Box:
    if page.get_rotation():
        raise InputError(
            _(
                "Trang đã chọn bị xoay ngang nên dấu sẽ nằm nghiêng: hãy chọn trang khác hoặc ký không hiện hình."
            ),
            field="page",
        )
    return Box(*page.get_cropbox())


def find_place(path: Path, name: str, *, page: int | None = None) -> FoundPlace | None:
    """Above the last line that is the name of the signer, on `page` or else looking back from the last page."""
    wanted = _plain(name)
    if not wanted:
        return None
    with _document(path) as document:
        count = len(document)
        chosen = (
            range(count - 1, max(-1, count - 1 - _PAGES_READ), -1)
            if page is None
            else (_index(document, page),)
        )
        for index in chosen:
            sheet = document[index]
            if sheet.get_rotation():
                continue
            area = _above_the_name(_lines(sheet), wanted)
            if area is not None:
                seen = _sheet(sheet)
                return FoundPlace(index + 1, area.inside(seen), seen)
    return None


def _lines(page: Any) -> list[tuple[str, Box]]:
    """Pieces of text that stand together, as PDFium reads them."""
    text = page.get_textpage()
    try:
        found = []
        for number in range(text.count_rects()):
            box = Box(*text.get_rect(number))
            words = text.get_text_bounded(box.left, box.bottom, box.right, box.top)
            found.append((_plain(words), box))
        return found
    finally:
        text.close()


def _plain(text: str) -> str:
    return " ".join(nfc(text).casefold().split())


def _above_the_name(lines: list[tuple[str, Box]], wanted: str) -> Box | None:
    """A line with more words than the name is a sentence that mentions it, no signature."""
    names = [box for words, box in lines if words == wanted]
    if not names:
        return None
    name = min(names, key=lambda box: box.bottom)
    over = [
        box.bottom
        for _words, box in lines
        if box.bottom >= name.top and box.left < name.right and box.right > name.left
    ]
    room = min(over) - name.top - 2 * _GAP if over else SIGNATURE_HEIGHT
    height = min(max(room, _LEAST_ROOM), SIGNATURE_HEIGHT)
    x, _y = name.middle
    bottom = name.top + max((room - height) / 2, 0) + _GAP
    return Box(x - SIGNATURE_WIDTH / 2, bottom, x + SIGNATURE_WIDTH / 2, bottom + height)
