"""Several papers and foreign pages bound into one PDF: one canvas, which notes links and outline for later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, PageTemplate

from app.domain.text import nfc
from app.reports.layout import styles
from app.reports.layout.fonts import BOLD, REGULAR
from app.reports.layout.paper import (
    COVER,
    LANDSCAPE,
    PORTRAIT,
    DocumentInfo,
    page_frame,
)

_LYING_FIRST = "first-landscape"
_FOOT = 9.5 * 72 / 25.4  # from the edge of the paper to the foot of the line in the bottom margin
_FOOT_SIZE = 10
_SLIP_SIZE = 11
_WATERMARK = "BẢN NHÁP"
CREATOR = "Bản Sáng"


@dataclass(frozen=True, slots=True)
class NotedLink:
    """A rectangle in points of page `page` (from 1) that leads to the bookmark `key`."""

    page: int
    rectangle: tuple[float, float, float, float]
    key: str


@dataclass(frozen=True, slots=True)
class NotedLine:
    title: str
    key: str
    level: int
    closed: bool


@dataclass(frozen=True, slots=True)
class NotedPlace:
    """Page from 1 and height in points."""

    page: int
    top: float


@dataclass(frozen=True, slots=True)
class Margins:
    """What stands outside the text of a page: running number and place in the volume; "" for none."""

    slip: str = ""
    foot: str = ""
    draft: bool = False


class BindingCanvas(Canvas):
    """Links, bookmarks and outline are noted, not written: they may lead into another volume, or nowhere."""

    def __init__(self, target: Path, info: DocumentInfo, *, counting: bool = False) -> None:
        super().__init__(
            str(target),
            pagesize=A4,
            invariant=1,
            initialFontName=REGULAR,  # type: ignore[arg-type]  # its stub takes it for a size
            lang="vi-VN",
            pageCompression=1,
        )
        self.counting = counting  # pages and places are wanted, not what stands on them
        self.noted_links: list[NotedLink] = []
        self.noted_lines: list[NotedLine] = []
        self.places: dict[str, NotedPlace] = {}
        self.info = DocumentInfo(nfc(info.title), nfc(info.author), nfc(info.subject))
        self.setTitle(nfc(info.title))
        self.setAuthor(nfc(info.author))
        self.setSubject(nfc(info.subject))
        self.setCreator(CREATOR)
        self.setViewerPreference("DisplayDocTitle", "true")

    def linkRect(  # type: ignore[override]  # noqa: N802 - reportlab's name
        self,
        _contents: Any,
        destinationname: Any,
        Rect: Any = None,
        *_given: Any,
        **_look: Any,  # noqa: N803
    ) -> None:
        left, bottom, right, top = Rect
        corners = [self.absolutePosition(left, bottom), self.absolutePosition(right, top)]
        xs, ys = [x for x, _y in corners], [y for _x, y in corners]
        rectangle = (
            round(min(xs), 2),
            round(min(ys), 2),
            round(max(xs), 2),
            round(max(ys), 2),
        )
        self.noted_links.append(NotedLink(self.getPageNumber(), rectangle, destinationname))

    def linkURL(self, *_given: Any, **_look: Any) -> None:  # noqa: N802 - reportlab's name
        """A paper leads nowhere outside itself."""

    def bookmarkPage(self, key: Any, *_given: Any, top: Any = None, **_look: Any) -> None:  # type: ignore[override]  # noqa: N802
        self.places[key] = NotedPlace(self.getPageNumber(), top if top is not None else self.page_size[1])

    def addOutlineEntry(self, title: str, key: str, level: int = 0, closed: Any = None) -> None:  # noqa: N802
        self.noted_lines.append(NotedLine(" ".join(nfc(title).split()), key, level, bool(closed)))

    @property
    def page_size(self) -> tuple[float, float]:
        width, height = self._pagesize  # type: ignore[attr-defined]  # reportlab has no public name for it
        return width, height

    def skip(self, pages: int) -> None:
        """Count pages without drawing them."""
        self._pageNumber += pages  # type: ignore[attr-defined]  # reportlab has no public name for it

    def save(self) -> None:
        """Each paper bound in ends with it; the whole is written by `finish`."""

    def finish(self) -> None:
        super().save()


Stamp = Callable[[BindingCanvas, int], None]


def bind(
    canvas: BindingCanvas, story: Sequence[Flowable], stamp: Stamp, *, lying: bool, counted: bool
) -> int:
    """Lay a paper out on pages of its own behind those that are there; how many it took.

    `stamp` is called for each page with its number within the paper; `counted`: from the second page on it stands
    in the top margin.
    """

    def first(_canvas: Canvas, document: BaseDocTemplate) -> None:
        stamp(canvas, document.page)

    def further(_canvas: Canvas, document: BaseDocTemplate) -> None:
        stamp(canvas, document.page)
        if counted and document.page > 1:
            _page_number(canvas, document.page)

    upright, flat = A4, landscape(A4)
    document = BaseDocTemplate(
        "",
        pageTemplates=[
            PageTemplate(COVER, [page_frame(upright)], onPage=first, pagesize=upright),
            PageTemplate(_LYING_FIRST, [page_frame(flat)], onPage=first, pagesize=flat),
            PageTemplate(PORTRAIT, [page_frame(upright)], onPage=further, pagesize=upright),
            PageTemplate(LANDSCAPE, [page_frame(flat)], onPage=further, pagesize=flat),
        ],
        invariant=1,
        initialFontName=REGULAR,
        title=canvas.info.title,
        author=canvas.info.author,
        subject=canvas.info.subject,
        creator=CREATOR,
    )
    # reportlab has no public name for the template of the first page.
    document._firstPageTemplateIndex = 3 if lying else 2  # type: ignore[attr-defined]
    document.build(list(story), canvasmaker=lambda *_given, **_look: canvas)
    return int(document.page)


def _page_number(canvas: BindingCanvas, number: int) -> None:
    width, height = canvas.page_size
    canvas.saveState()
    canvas.setFont(REGULAR, styles.PAGE_NUMBER_SIZE)
    canvas.drawCentredString(width / 2, height - styles.PAGE_NUMBER_DROP - 4, str(number))
    canvas.restoreState()


def draw_margins(canvas: BindingCanvas, margins: Margins) -> None:
    width, height = canvas.page_size
    canvas.saveState()
    canvas.setFillGray(0)
    if margins.slip:
        canvas.setFont(BOLD, _SLIP_SIZE)
        canvas.drawRightString(
            width - styles.RIGHT, height - styles.PAGE_NUMBER_DROP - 4, f"BL {margins.slip}"
        )
    if margins.foot:
        canvas.setFont(REGULAR, _FOOT_SIZE)
        canvas.drawCentredString(width / 2, _FOOT, margins.foot)
    canvas.restoreState()


def watermark(canvas: BindingCanvas, *, over: bool) -> None:
    """Under the text of our own pages; over a scan as an outline with a light edge, which hides nothing.

    No transparency: PDF/A-1 knows none.
    """
    width, height = canvas.page_size
    canvas.saveState()
    canvas.translate(width / 2, height / 2)
    canvas.rotate(45)
    if over:
        for grey, line in ((1.0, 3.0), (0.55, 1.2)):
            canvas.setStrokeGray(grey)
            canvas.setLineWidth(line)
            _centred(canvas, mode=1)
    else:
        canvas.setFillGray(0.9)
        _centred(canvas, mode=0)
    canvas.restoreState()


def _centred(canvas: BindingCanvas, mode: Literal[0, 1]) -> None:
    canvas.setFont(BOLD, 90)
    canvas.drawCentredString(0, -30, _WATERMARK, mode=mode)
