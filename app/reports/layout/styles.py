"""Sizes and paragraph styles of NĐ 30/2020, phụ lục I. Lengths in points."""

from __future__ import annotations

from typing import Any, Literal

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm, mm

from app.reports.layout.fonts import BOLD, BOLD_ITALIC, ITALIC, REGULAR

PAGE_WIDTH, PAGE_HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 30 * mm, 15 * mm, 20 * mm, 20 * mm
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
TABLE_WIDTH = PAGE_HEIGHT - LEFT - RIGHT
# What an empty page leaves a table: a little under the frame, for the number above and rounding.
PORTRAIT_ROOM = PAGE_HEIGHT - 50 * mm
LANDSCAPE_ROOM = PAGE_WIDTH - 50 * mm
PAGE_NUMBER_SIZE = 13
PAGE_NUMBER_DROP = 11 * mm  # from the edge of the paper to the foot of the number, inside the top margin
RULE = 0.6


def _style(
    name: str, font: str, size: float, alignment: Literal[0, 1, 2, 4], **more: float
) -> ParagraphStyle:
    settings: dict[str, Any] = {
        "leading": round(size * 1.2, 1),
        "bulletFontName": REGULAR,
        "allowWidows": 0,
        "allowOrphans": 0,
        **more,
    }
    return ParagraphStyle(name, fontName=font, fontSize=size, alignment=alignment, **settings)


BODY = _style("body", REGULAR, 14, TA_JUSTIFY, firstLineIndent=1.27 * cm, spaceAfter=6, leading=18)
BASIS = _style("basis", ITALIC, 14, TA_JUSTIFY, firstLineIndent=1.27 * cm, spaceAfter=6, leading=18)
HEADING = _style(
    "heading", BOLD, 14, TA_LEFT, firstLineIndent=1.27 * cm, spaceBefore=4, spaceAfter=6, leading=18
)
ADDRESSEE = _style("addressee", REGULAR, 14, TA_CENTER, spaceBefore=2, spaceAfter=12, leading=18)

CAPITALS = _style("capitals", REGULAR, 12, TA_CENTER)
CAPITALS_BOLD = _style("capitals-bold", BOLD, 12, TA_CENTER)
MOTTO = _style("motto", BOLD, 13, TA_CENTER)
NUMBER = _style("number", REGULAR, 13, TA_CENTER)
ABOUT = _style("about", REGULAR, 12, TA_CENTER, spaceBefore=2)
PLACE_DATE = _style("place-date", ITALIC, 13, TA_CENTER)
TYPE = _style("type", BOLD, 14, TA_CENTER, spaceBefore=10, leading=18)
SUBJECT = _style("subject", BOLD, 14, TA_CENTER, leading=18)
ANNEX_NOTE = _style("annex-note", ITALIC, 13, TA_CENTER, spaceAfter=2)
SIGNER = _style("signer", BOLD, 14, TA_CENTER, leading=17)
SIGNER_HINT = _style("signer-hint", ITALIC, 12, TA_CENTER)
RECIPIENTS = _style("recipients", BOLD_ITALIC, 12, TA_LEFT)
RECIPIENT = _style("recipient", REGULAR, 11, TA_LEFT)

COVER_AGENCY = _style("cover-agency", REGULAR, 14, TA_CENTER, leading=18)
COVER_AGENCY_BOLD = _style("cover-agency-bold", BOLD, 14, TA_CENTER, leading=18)
COVER_TYPE = _style("cover-type", BOLD, 30, TA_CENTER, leading=38, spaceAfter=14)
COVER_SUBJECT = _style("cover-subject", BOLD, 18, TA_CENTER, leading=26)
COVER_FACT = _style("cover-fact", REGULAR, 14, TA_CENTER, leading=21)

CELL = _style("cell", REGULAR, 11.5, TA_LEFT, leading=14)
CELL_CENTRED = _style("cell-centred", REGULAR, 11.5, TA_CENTER, leading=14)
CELL_ITALIC = _style("cell-italic", ITALIC, 11.5, TA_LEFT, leading=14)
CELL_BOLD = _style("cell-bold", BOLD, 11.5, TA_LEFT, leading=14)
CELL_BOLD_CENTRED = _style("cell-bold-centred", BOLD, 11.5, TA_CENTER, leading=14)

CONTENTS_PART = _style("contents-part", BOLD, 13, TA_LEFT, leading=17)
CONTENTS_ENTRY = _style("contents-entry", REGULAR, 13, TA_LEFT, leading=16, leftIndent=10)
CONTENTS_PAGE = _style("contents-page", REGULAR, 13, TA_RIGHT, leading=16)

PROOF_NUMBER = _style("proof-number", BOLD, 13, TA_LEFT)
PROOF_COUNT = _style("proof-count", REGULAR, 13, TA_RIGHT)
PROOF_TITLE = _style("proof-title", BOLD, 12, TA_LEFT)
PROOF_FACT = _style("proof-fact", REGULAR, 11, TA_LEFT)
