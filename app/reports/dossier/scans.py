"""Pages on which a file's page is laid in: heading and place, drawn straight on the canvas.

As flowables they cost more time than copying the photos.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth

from app.domain.text import nfc
from app.files.evidence_reading import MediaType, PageSize
from app.reports.dossier.evidence_list import issued, pointers
from app.reports.dossier.sheet import Proof, page_key
from app.reports.dossier.units import Scan
from app.reports.layout import styles
from app.reports.layout.binding import BindingCanvas

_POINTS_PER_PIXEL = 0.72  # 100 pixels to the inch: a smaller photo is not blown up beyond this
_MAX_PDF_ENLARGEMENT = 1.5
_MOST_HEADING = 0.4  # of the height of the text; the list of evidence has what does not fit
_GAP = 6

Box = tuple[float, float, float, float]  # left, bottom, right, top in points
_Lines = list[tuple[str, ParagraphStyle]]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where page `index` (from 0) of the file with bookmark `key` belongs, on page `page` of the volume (from 1)."""

    page: int
    key: str
    index: int
    box: Box


def draw_scan(canvas: BindingCanvas, scan: Scan, stamp: Callable[[int], None]) -> list[Placement]:
    """Draw all pages of `scan`; `stamp` is called on each, after its heading, with its number in the file from 0."""
    found = []
    headings: dict[float, _Lines] = {}
    for index in range(scan.first, scan.last):
        size = scan.source.facts.page_sizes[index]
        width, height = _paper(scan, size)
        canvas.setPageSize((width, height))
        key = page_key(scan.source.key, index + 1)
        canvas.bookmarkPage(key, top=height)
        if isinstance(scan.owner, Proof):
            if width not in headings:
                headings[width] = _heading(scan.owner, width - styles.LEFT - styles.RIGHT, height)
            room = _draw_heading(canvas, scan.owner, index, headings[width])
        else:
            room = (0.0, 0.0, width, height)
        box = _fitted(scan, size, room)
        if isinstance(scan.owner, Proof):
            canvas.setLineWidth(0.3)
            canvas.setStrokeGray(0.6)
            canvas.rect(box[0], box[1], box[2] - box[0], box[3] - box[1])
        found.append(Placement(canvas.getPageNumber(), scan.source.key, index, box))
        stamp(index)
        canvas.showPage()
    return found


def _paper(scan: Scan, size: PageSize) -> tuple[float, float]:
    """A wide photo of a proof stays upright in the bound dossier; a wide document would become too small to read."""
    width, height = A4
    wide = scan.source.facts.media_type is MediaType.PDF or not isinstance(scan.owner, Proof)
    return (height, width) if wide and size.landscape else (width, height)


def _heading(proof: Proof, width: float, height: float) -> _Lines:
    item = proof.item
    parts = [(item.title, styles.PROOF_TITLE), (issued(item), styles.PROOF_FACT)]
    if item.pointers:
        parts.append((f"Chỉ tiêu: {pointers(item, '; ')}", styles.PROOF_FACT))
    lines = [(line, style) for text, style in parts if text for line in wrapped(text, style, width)]
    most = int(_MOST_HEADING * (height - styles.TOP - styles.BOTTOM) / styles.PROOF_TITLE.leading)
    if len(lines) > most:
        text, style = lines[most - 1]
        lines = [*lines[: most - 1], (f"{text[:-2]}…", style)]
    return lines


def wrapped(text: str, style: ParagraphStyle, width: float) -> list[str]:
    """Broken at blanks, and inside a word only where no line has room for it."""
    found: list[str] = []
    plain = " ".join("".join(letter if letter >= " " else " " for letter in nfc(text)).split())
    for line in simpleSplit(plain, style.fontName, style.fontSize, width):
        while stringWidth(line, style.fontName, style.fontSize) > width and len(line) > 1:
            kept = len(line)
            while kept > 1 and stringWidth(line[:kept], style.fontName, style.fontSize) > width:
                kept -= max(1, kept // 20)
            found.append(line[:kept])
            line = line[kept:]  # noqa: PLW2901 - what is left of it
        found.append(line)
    return found


def _draw_heading(canvas: BindingCanvas, proof: Proof, index: int, lines: _Lines) -> Box:
    """The room it leaves."""
    width, height = canvas.page_size
    y = height - styles.TOP - styles.PROOF_NUMBER.fontSize
    canvas.setFont(styles.PROOF_NUMBER.fontName, styles.PROOF_NUMBER.fontSize)
    canvas.drawString(styles.LEFT, y, nfc(f"MINH CHỨNG {proof.item.number}"))
    canvas.setFont(styles.PROOF_COUNT.fontName, styles.PROOF_COUNT.fontSize)
    canvas.drawRightString(width - styles.RIGHT, y, f"trang {index + 1}/{proof.facts.pages}")
    for line, style in lines:
        y -= style.leading
        canvas.setFont(style.fontName, style.fontSize)
        canvas.drawString(styles.LEFT, y, line)
    return styles.LEFT, styles.BOTTOM, width - styles.RIGHT, y - _GAP


def _fitted(scan: Scan, size: PageSize, room: Box) -> Box:
    """Centred, at the top of its room."""
    left, bottom, right, top = room
    pdf = scan.source.facts.media_type is MediaType.PDF
    unit, most = (1.0, _MAX_PDF_ENLARGEMENT) if pdf else (_POINTS_PER_PIXEL, 1.0)
    width, height = size.width * unit, size.height * unit
    scale = min((right - left) / width, (top - bottom) / height, most)
    width, height = width * scale, height * scale
    start = left + (right - left - width) / 2
    return (
        round(start, 3),
        round(top - height, 3),
        round(start + width, 3),
        round(top, 3),
    )
