"""The pieces of a Word file in the measures of NĐ 30/2020, phụ lục I: paper, lines, rules, tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.domain.text import nfc, writable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

_FONT = "Times New Roman"
_LEFT_CELL, _CENTRED_CELL = "O-bang", "O-bang-giua"  # styles, by their ids
_POINTS_A_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class CellLook:
    """What stands in one cell of a table and how; it reaches over `span` columns."""

    text: str
    bold: bool
    italic: bool
    centred: bool
    span: int


def set_up(document: Document, *, landscape: bool = False) -> None:
    """A4, the margins, the font, Vietnamese, and the page number in the top margin from page 2."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(14)
    fonts = normal.element.rPr.rFonts
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), _FONT)
    normal.element.rPr.append(_element("w:lang", **{"w:val": "vi-VN"}))
    normal.paragraph_format.space_after = Pt(0)
    _add_cell_styles(document)
    page = document.sections[0]
    _lay(page, landscape=landscape)
    page.different_first_page_header_footer = True
    number = page.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _page_field(number)


def _add_cell_styles(document: Document) -> None:
    """A look of the whole table is changed at one place in Word, and is written faster than one of each cell."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for key, name, alignment in (
        (_LEFT_CELL, "Ô bảng", WD_ALIGN_PARAGRAPH.LEFT),
        (_CENTRED_CELL, "Ô bảng giữa", WD_ALIGN_PARAGRAPH.CENTER),
    ):
        made: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.element.styleId = key
        made.base_style = document.styles["Normal"]
        made.font.size = Pt(11.5)
        made.paragraph_format.alignment = alignment
        made.paragraph_format.space_before = made.paragraph_format.space_after = Pt(2)


def _lay(page: Any, *, landscape: bool) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    page.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    page.left_margin, page.right_margin = Mm(30), Mm(15)
    page.top_margin, page.bottom_margin, page.header_distance = Mm(20), Mm(20), Mm(10)


def new_page(document: Document, *, landscape: bool) -> None:
    """A section of its own, numbered on from the one before."""
    from docx.enum.section import WD_SECTION

    page = document.add_section(WD_SECTION.NEW_PAGE)
    page.different_first_page_header_footer = False
    _lay(page, landscape=landscape)


def _page_field(paragraph: Paragraph) -> None:
    from docx.shared import Pt

    for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(13)
        if code:
            made = _element("w:instrText", **{"xml:space": "preserve"})
            made.text = code
        else:
            made = _element("w:fldChar", **{"w:fldCharType": kind})
        run._r.append(made)


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key), value)
    return made


def line(
    place: Document | _Cell,
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    centred: bool = True,
    before: float = 0,
    after: float = 0,
) -> None:
    """A paragraph of one look; sizes in points."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    made = _paragraph(place)
    made.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    made.paragraph_format.space_before, made.paragraph_format.space_after = Pt(before), Pt(after)
    made.paragraph_format.line_spacing = 1
    made.paragraph_format.keep_with_next = True
    run = made.add_run(_clean(text))
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    if not text:
        made.paragraph_format.line_spacing = Pt(size * 1.2)


def body(
    document: Document,
    text: str,
    *,
    label: str = "",
    bold: bool = False,
    italic: bool = False,
    with_next: bool = False,
) -> None:
    """A paragraph of the body: 14 points, justified, first line 1,27 cm, 6 points after it."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    made = document.add_paragraph()
    look = made.paragraph_format
    look.alignment = WD_ALIGN_PARAGRAPH.LEFT if bold else WD_ALIGN_PARAGRAPH.JUSTIFY
    look.first_line_indent, look.space_before, look.space_after = Cm(1.27), Pt(4 if bold else 0), Pt(6)
    look.line_spacing, look.keep_with_next, look.widow_control = Pt(18), with_next, True
    if label:
        made.add_run(f"{_clean(label)} ").bold = True
    run = made.add_run(_clean(text))
    run.bold, run.italic = bold, italic


def rule(place: Document | _Cell, length: float, width: float, *, after: float = 0) -> None:
    """A centred line `length` mm long in a column `width` mm wide."""
    from docx.shared import Mm, Pt

    made = _paragraph(place)
    side = max(0.0, (width - length) / 2)
    look = made.paragraph_format
    look.left_indent = look.right_indent = Mm(side)
    look.space_before, look.space_after, look.line_spacing = Pt(3), Pt(after), Pt(4)
    look.keep_with_next = True
    borders = _element("w:pBdr")
    borders.append(_element("w:top", **{"w:val": "single", "w:sz": "5", "w:space": "1", "w:color": "000000"}))
    # The schema has an order: borders stand before the spacing and the indents.
    made._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc"
    )


def _paragraph(place: Document | _Cell) -> Paragraph:
    """A cell comes with one empty paragraph, which is used first."""
    first = place.paragraphs[0] if hasattr(place, "_tc") and place.paragraphs else None
    if first is not None and len(place.paragraphs) == 1 and not first.runs and first._p.pPr is None:
        return first
    return place.add_paragraph()


def columns(document: Document, left: float, right: float, *, rows: int = 1) -> list[tuple[_Cell, _Cell]]:
    """Two columns without borders, `left` and `right` mm wide, row by row; no page break parts a row."""
    table = _table(document, [left, right])
    found = []
    for _number in range(rows):
        made = table.add_row()
        _keep_whole(made)
        cells = made.cells
        found.append((_sized(cells[0], left), _sized(cells[1], right)))
    return found


def grid(document: Document, widths: Sequence[float]) -> Any:
    made = _table(document, widths)
    made.style = document.styles["Table Grid"]
    return made


def _table(document: Document, widths: Sequence[float]) -> Any:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Mm

    made = document.add_table(rows=0, cols=len(widths))
    made.autofit, made.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    margins = _element("w:tblCellMar")
    for side in (
        "left",
        "right",
    ):  # 4 points as on the PDF, in twentieths; Word's own make narrow columns break
        margins.append(_element(f"w:{side}", **{"w:w": "80", "w:type": "dxa"}))
    # The schema has an order: margins stand before the look.
    made._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    return made


def _sized(cell: _Cell, width: float) -> _Cell:
    from docx.shared import Mm

    cell.width = Mm(width)
    return cell


def heading_row(table: Any, titles: Sequence[str]) -> None:
    """Comes again on each page."""
    made = table.add_row()
    _keep_whole(made)
    made._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    for cell, title, column in zip(made.cells, titles, table.columns, strict=True):
        cell.width = column.width
        _write_cell(cell, CellLook(title, bold=True, italic=False, centred=True, span=1))


def row(table: Any, cells: Sequence[CellLook], *, tall: bool = False, shaded: bool = False) -> None:
    """`tall`: with room to sign; `shaded`: heads the rows below it and stays with the first of them."""
    from docx.shared import Mm

    made = table.add_row()
    if tall:
        made.height = Mm(13)
    _keep_whole(made)
    places = made.cells
    for place, column in zip(places, table.columns, strict=True):
        place.width = column.width
    at = 0
    for look in cells:
        cell = places[at]
        if look.span > 1:
            cell = cell.merge(places[at + look.span - 1])
        at += look.span
        _write_cell(cell, look)
        if shaded:
            _shade(cell)
        if tall or shaded:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _shade(cell: _Cell) -> None:
    fill = _element("w:shd", **{"w:val": "clear", "w:color": "auto", "w:fill": "EEEEEE"})
    # The schema has an order: shading stands before the direction and the alignment of the text.
    cell._tc.get_or_add_tcPr().insert_element_before(
        fill, "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark"
    )


def _keep_whole(made: Any) -> None:
    made._tr.get_or_add_trPr().append(_element("w:cantSplit"))


def _write_cell(cell: _Cell, look: CellLook) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT

    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    made = cell.paragraphs[0]
    # Looking a style up by its name for every cell takes longer than all the rest.
    made._p.style = _CENTRED_CELL if look.centred else _LEFT_CELL
    run = made.add_run(_clean(look.text))
    if look.bold:
        run.bold = True
    if look.italic:
        run.italic = True


def width_of(text: str, size: float) -> float:
    """Of bold letters, in mm: our own font has the measures of Times New Roman."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    from app.reports.layout.fonts import BOLD, register_fonts

    register_fonts()
    return float(stringWidth(writable(text), BOLD, size)) / _POINTS_A_MM


def _holds(letter: str) -> bool:
    return (
        letter == "\n"
        or (letter >= " " and not "\ud800" <= letter <= "\udfff" and letter < "\ufffe")
        or (letter > "\uffff")
    )


def _clean(text: str) -> str:
    """NFC, and nothing that XML 1.0 cannot hold; a percent sign is not parted from its number."""
    kept = "".join(letter if _holds(letter) else " " for letter in nfc(text))
    return kept.strip().replace(" %", "\u00a0%")
