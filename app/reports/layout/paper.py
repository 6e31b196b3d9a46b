"""The sheets of a paper: page templates, bookmarks, links, and slots into which evidence is laid later."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from app.domain.text import nfc, writable
from app.reports.layout import styles
from app.reports.layout.fonts import BOLD, REGULAR

COVER, PORTRAIT, LANDSCAPE = "cover", "portrait", "landscape"
_LYING_COVER = "cover-landscape"
_MIN_SLOT = 90 * mm


@dataclass(frozen=True, slots=True)
class SlotPlace:
    """Where one evidence page belongs: page of the paper from 1, rectangle in points from its lower left."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(slots=True)
class Record:
    """What one pass over the paper found out: pages of bookmarks, places of slots in their order."""

    pages: dict[str, int] = field(default_factory=dict)
    slots: list[SlotPlace] = field(default_factory=list)
    page_count: int = 0


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    title: str
    author: str
    subject: str


def markup(text: str) -> str:
    """Text of a book made fit for a Paragraph: NFC, no control characters, no markup of its own."""
    spaced = "".join(letter if letter >= " " or letter == "\n" else " " for letter in text)
    kept = writable(spaced)  # a lone half of a surrogate pair ends reportlab
    # A percent sign is not parted from its number.
    return escape(kept.strip().replace(" %", "\u00a0%")).replace("\n", "<br/>")


def paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(markup(text), style)


class CellParagraph(Paragraph):
    """Of a long table: broken into lines once, laid out in every pass, drawn only in the last one.

    Only inside a table: reportlab marks what stands on a page by itself when it has to wait for the next page.
    """

    _broken_for: float | None = None

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        if self._broken_for != aW or not hasattr(self, "blPara"):
            super().wrap(aW, aH)
            self._broken_for = aW
        return self.width, self.height

    def draw(self) -> None:
        if not getattr(self.canv, "counting", False):
            super().draw()


def link(text: str, key: str) -> str:
    """Markup that leads to the bookmark `key`."""
    return f'<a href="#{key}">{markup(text)}</a>'


class Anchor(Flowable):
    """A bookmark at this height, and its line in the outline when it has a title; takes no room.

    `aliases` are further names of the same place: the outline needs one name for each of its lines.
    """

    def __init__(
        self,
        record: Record,
        key: str,
        title: str = "",
        *,
        level: int = 0,
        closed: bool = False,
        aliases: Iterable[str] = (),
    ) -> None:
        super().__init__()
        self.width = self.height = 0
        self._record = record
        self._key = key
        self._title = writable(title)
        self._level = level
        self._closed = closed
        self._aliases = tuple(aliases)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        return 0, 0

    def draw(self) -> None:
        canvas = self.canv
        _x, y = canvas.absolutePosition(0, 0)
        for key in (self._key, *self._aliases):
            # /Fit, the default, upsets the viewer on screen; zoom 0 keeps the reader's own.
            canvas.bookmarkPage(key, fit="XYZ", left=0, top=round(y + 4, 2), zoom=0)
        self._record.pages[self._key] = canvas.getPageNumber()
        if self._title:
            canvas.addOutlineEntry(self._title, self._key, self._level, self._closed)


@dataclass(frozen=True, slots=True)
class OutlineLine:
    title: str
    key: str
    level: int


class Outline(Flowable):
    """Lines of the outline that lead to places elsewhere in the paper; draws nothing."""

    def __init__(self, lines: Iterable[OutlineLine]) -> None:
        super().__init__()
        self.width = self.height = 0
        self._lines = tuple(lines)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        return 0, 0

    def draw(self) -> None:
        for line in self._lines:
            self.canv.addOutlineEntry(nfc(line.title), line.key, line.level, closed=True)


class Slot(Flowable):
    """The rest of the page, kept for one evidence page of `width` × `height` points, framed by a hairline."""

    def __init__(self, record: Record, width: float, height: float, *, max_enlargement: float) -> None:
        super().__init__()
        self._record = record
        self._page = (width, height)
        self._max_enlargement = max_enlargement

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        # A heading that leaves too little sends the scan to the next page.
        self.width, self.height = aW, max(aH - 1, _MIN_SLOT)
        return self.width, self.height

    def draw(self) -> None:
        width, height = self._page
        scale = min(self.width / width, self.height / height, self._max_enlargement)
        width, height = width * scale, height * scale
        left, bottom = (self.width - width) / 2, self.height - height
        canvas = self.canv
        canvas.setLineWidth(0.3)
        canvas.setStrokeGray(0.6)
        canvas.rect(left, bottom, width, height)
        x, y = canvas.absolutePosition(left, bottom)
        self._record.slots.append(SlotPlace(canvas.getPageNumber(), x, y, x + width, y + height))


def build_paper(
    target: Path,
    story: Callable[[Record, dict[str, int]], list[Flowable]],
    info: DocumentInfo,
    *,
    draft: bool = False,
    lying: bool = False,
) -> Record:
    """Lay the paper out until the page numbers it prints are the page numbers it has.

    `story` gets the record of this pass to fill, and the pages that the pass before found (none at first).
    `lying`: the first page is a landscape one.
    """
    known: dict[str, int] = {}
    for _attempt in range(5):
        record = Record()
        document = _document(target, info, draft=draft)
        # reportlab has no public name for the template of the first page.
        document._firstPageTemplateIndex = 1 if lying else 0  # type: ignore[attr-defined]
        document.build(story(record, known))
        record.page_count = document.page
        if record.pages == known:
            break
        known = record.pages
    return record


def _document(target: Path, info: DocumentInfo, *, draft: bool) -> BaseDocTemplate:
    upright, lying = A4, landscape(A4)

    def plain(canvas: Canvas, document: BaseDocTemplate) -> None:
        if draft:
            _watermark(canvas)

    def numbered(canvas: Canvas, document: BaseDocTemplate) -> None:
        plain(canvas, document)
        _page_number(canvas)

    return BaseDocTemplate(
        str(target),
        pageTemplates=[
            PageTemplate(COVER, [page_frame(upright)], onPage=plain, pagesize=upright),
            PageTemplate(_LYING_COVER, [page_frame(lying)], onPage=plain, pagesize=lying),
            PageTemplate(PORTRAIT, [page_frame(upright)], onPage=numbered, pagesize=upright),
            PageTemplate(LANDSCAPE, [page_frame(lying)], onPage=numbered, pagesize=lying),
        ],
        title=writable(info.title),
        author=writable(info.author),
        subject=writable(info.subject),
        creator="Bản Sáng",
        lang="vi-VN",
        displayDocTitle=1,
        invariant=1,
        initialFontName=REGULAR,
    )


def page_frame(size: tuple[float, float]) -> Frame:
    width, height = size
    return Frame(
        styles.LEFT,
        styles.BOTTOM,
        width - styles.LEFT - styles.RIGHT,
        height - styles.TOP - styles.BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )


def _page_size(canvas: Canvas) -> tuple[float, float]:
    # reportlab has no public name for the size of the page being drawn.
    width, height = canvas._pagesize  # type: ignore[attr-defined]
    return width, height


def _page_number(canvas: Canvas) -> None:
    width, height = _page_size(canvas)
    canvas.saveState()
    canvas.setFont(REGULAR, styles.PAGE_NUMBER_SIZE)
    canvas.drawCentredString(width / 2, height - styles.PAGE_NUMBER_DROP - 4, str(canvas.getPageNumber()))
    canvas.restoreState()


def _watermark(canvas: Canvas) -> None:
    width, height = _page_size(canvas)
    canvas.saveState()
    canvas.setFillGray(0.9)
    canvas.setFont(BOLD, 90)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(45)
    canvas.drawCentredString(0, -30, "BẢN NHÁP")
    canvas.restoreState()
