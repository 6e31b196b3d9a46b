"""Finds the place of a signature on a paper: between the title and the name of the one who signs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.dossier import COVER_TITLE
from app.domain.stamps import SIGNATURE_HEIGHT, SIGNATURE_WIDTH, Box
from app.domain.text import nfc
from app.errors import EvidenceError, InputError
from app.files.photos import pdfium_lock
from app.i18n import _

_PAGES_READ = (
    60  # of a letter from the end, where it is signed and an annex may follow; of a dossier from its cover
)
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


def find_place(path: Path, wanted: str, *, page: int | None = None) -> FoundPlace | None:
    """Above the last line that is the name of the signer, or below the one that is a title (in capitals, as papers
    print them); on `page`, or else looking back from the last page. A dossier is signed on the first of its papers
    that has the name, never on a scan behind them."""
    words = " ".join(nfc(wanted).split())
    if not words:
        return None
    with _document(path) as document:
        chosen = _looked_through(document) if page is None else (_index(document, page),)
        for index in chosen:
            sheet = document[index]
            if sheet.get_rotation():
                continue
            area = _area(_lines(sheet), words)
            if area is not None:
                seen = _sheet(sheet)
                return FoundPlace(index + 1, area.inside(seen), seen)
    return None


def _looked_through(document: Any) -> range:
    count = len(document)
    first = next(iter(document.get_toc(max_depth=1)), None)
    if first is not None and str(first.get_title()).startswith(COVER_TITLE):
        return range(min(count, _PAGES_READ))
    return range(count - 1, max(-1, count - 1 - _PAGES_READ), -1)


def _area(lines: list[_Line], words: str) -> Box | None:
    plain = words.casefold()
    found = [line for line in lines if _is_the_name(line.words.casefold(), plain)]
    if not found:
        return None
    last = min(found, key=lambda line: line.box.bottom)
    return _below(lines, last) if words.isupper() and last.words.isupper() else _above(lines, last)


def _is_the_name(line: str, name: str) -> bool:
    """Alone or behind degrees ("ThS."); a line with more words is a sentence that mentions it, no signature."""
    if not line.endswith(name):
        return False
    return all(word.endswith(".") for word in line[: len(line) - len(name)].split())


@dataclass(frozen=True, slots=True)
class _Line:
    words: str
    box: Box

    def shares_column(self, other: _Line) -> bool:
        return self.box.left < other.box.right and self.box.right > other.box.left


def _lines(page: Any) -> list[_Line]:
    """Pieces of text that stand together, as PDFium reads them."""
    text = page.get_textpage()
    try:
        boxes = [Box(*text.get_rect(number)) for number in range(text.count_rects())]
        words = [text.get_text_bounded(box.left, box.bottom, box.right, box.top) for box in boxes]
        return [_Line(" ".join(nfc(one).split()), box) for one, box in zip(words, boxes, strict=True)]
    finally:
        text.close()


def _above(lines: list[_Line], name: _Line) -> Box:
    """Between the name and what stands over it."""
    top = name.box.top
    over = [line.box.bottom for line in lines if line.box.bottom >= top and line.shares_column(name)]
    return _within(name.box, top, min(over) if over else top + SIGNATURE_HEIGHT + 2 * _GAP)


def _below(lines: list[_Line], title: _Line) -> Box:
    """Between the title, with the "(Ký, ghi rõ họ tên)" under it, and what comes next."""
    under = [line for line in lines if line.box.top <= title.box.bottom + _GAP and line.shares_column(title)]
    under.sort(key=lambda line: -line.box.top)
    top = title.box.bottom
    while under and under[0].words.startswith("("):
        top = under.pop(0).box.bottom
    lowest = under[0].box.top if under else top - SIGNATURE_HEIGHT - 2 * _GAP
    return _within(title.box, max(lowest, top - SIGNATURE_HEIGHT - 2 * _GAP), top)


def _within(line: Box, bottom: float, top: float) -> Box:
    """As wide and high as a signature, in the middle over or under `line`."""
    room = top - bottom - 2 * _GAP
    height = min(max(room, _LEAST_ROOM), SIGNATURE_HEIGHT)
    x, _y = line.middle
    low = bottom + max((room - height) / 2, 0) + _GAP
    return Box(x - SIGNATURE_WIDTH / 2, low, x + SIGNATURE_WIDTH / 2, low + height)
