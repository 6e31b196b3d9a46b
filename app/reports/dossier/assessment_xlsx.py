"""Biểu tự đánh giá as a workbook: a row an indicator, what was counted as numbers."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.text import writable
from app.files.atomic import write_atomically
from app.reports.content import CriterionLine, DossierContent, IndicatorLine
from app.reports.dossier import assessment_words as words
from app.reports.dossier.wording import criterion_name, verdict_words
from app.reports.layout.package import without_times

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

Value = str | Decimal | None
_BODY, _NUMBER, _BOLD, _HEAD, _TITLE, _NOTE = "bs-o", "bs-so", "bs-tieu-chi", "bs-dau", "bs-ten", "bs-ghi-chu"


@dataclass(frozen=True, slots=True)
class _Column:
    """`width` in characters."""

    title: str
    width: int
    number: bool = False


_COLUMNS = (
    _Column("Số", 7),
    _Column("Tiêu chí, chỉ tiêu", 42),
    _Column("Yêu cầu", 13),
    _Column("Số đạt", 9, number=True),
    _Column("Tổng số", 9, number=True),
    _Column("Tỷ lệ", 9, number=True),
    _Column("Kết quả thực hiện", 20),
    _Column("Tự đánh giá", 11),
    _Column("Khối lượng còn lại", 16),
    _Column("Giải trình", 24),
    _Column("Chủ trì", 26),
    _Column("Minh chứng", 12),
)
_LINE = 15  # points


def write_assessment_xlsx(content: DossierContent, target: Path) -> None:
    """`target` appears whole or not at all, the same content with the same bytes. Raises StorageError."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    _add_styles(book)
    page = book.create_sheet("Biểu tự đánh giá")
    heads = [words.subject(content), *words.notes(content)]
    book.properties.title = writable(f"Biểu tự đánh giá {content.hamlet} năm {content.year}")
    book.properties.creator = "Bản Sáng"
    _set_up(page, head_row=len(heads) + 3)
    page.append([_cell(page, "BIỂU TỰ ĐÁNH GIÁ", _TITLE)])
    for text in heads:
        page.append([_cell(page, text, _NOTE)])
    page.append([])
    page.row_dimensions[len(heads) + 3].height = 2 * _LINE
    page.append([_cell(page, column.title, _HEAD) for column in _COLUMNS])
    for place, (values, style) in enumerate(_rows(content), start=len(heads) + 4):
        page.row_dimensions[place].height = _LINE * _lines(values)
        page.append(_line(page, values, style))
    page.append([])
    page.append([_cell(page, words.total(content), _NOTE)])
    made = io.BytesIO()
    book.save(made)
    with write_atomically(target) as part:
        part.write_bytes(without_times(made.getvalue()))


def _add_styles(book: Workbook) -> None:
    """Named once: a style of its own for each cell is three times as slow."""
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    edge = Side(style="thin", color="8B968D")
    frame = Border(left=edge, right=edge, top=edge, bottom=edge)
    wrapped = Alignment(vertical="top", wrap_text=True)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    plain, bold = Font(name="Times New Roman", size=11), Font(name="Times New Roman", size=11, bold=True)
    fill = PatternFill("solid", fgColor="EEEEEE")
    title, note = Font(name="Times New Roman", size=14, bold=True), Font(name="Times New Roman", size=12)
    for style in (
        NamedStyle(_BODY, font=plain, border=frame, alignment=wrapped),
        NamedStyle(
            _NUMBER, font=plain, border=frame, alignment=Alignment(vertical="top"), number_format="#,##0.##"
        ),
        NamedStyle(_BOLD, font=bold, border=frame, alignment=wrapped, fill=fill),
        NamedStyle(_HEAD, font=bold, border=frame, alignment=middle, fill=fill),
        NamedStyle(_TITLE, font=title),
        NamedStyle(_NOTE, font=note),
    ):
        book.add_named_style(style)


def _set_up(page: Any, *, head_row: int) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for place, column in enumerate(_COLUMNS, start=1):
        page.column_dimensions[get_column_letter(place)].width = column.width
    page.freeze_panes = f"C{head_row + 1}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9  # A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{head_row}:{head_row}"


def _rows(content: DossierContent) -> Iterator[tuple[Sequence[Value], str]]:
    for criterion in content.criteria:
        yield _criterion_row(criterion), _BOLD
        for line in criterion.indicators:
            yield _indicator_row(line), _BODY


def _criterion_row(criterion: CriterionLine) -> Sequence[Value]:
    blank: list[Value] = [None] * (len(_COLUMNS) - 2)
    blank[5] = verdict_words(criterion.verdict)
    blank[8] = words.shared_lead(criterion)
    return [criterion.number, criterion_name(criterion), *blank]


def _indicator_row(line: IndicatorLine) -> Sequence[Value]:
    figures = line.figures
    return [
        line.number,
        line.text,
        line.requirement,
        figures.part,
        figures.whole,
        figures.share,
        line.value,
        verdict_words(line.verdict),
        line.remaining,
        line.explanation,
        line.lead,
        ", ".join(line.evidence_numbers),
    ]


def _lines(values: Sequence[Value]) -> int:
    """How many the tallest cell takes: not every program works it out when it opens the file."""
    return max(
        sum(max(1, -(-len(part) * 10 // (9 * column.width))) for part in str(value).split("\n"))
        for value, column in zip(values, _COLUMNS, strict=True)
    )


def _line(page: Any, values: Sequence[Value], style: str) -> list[Any]:
    return [
        _cell(page, value, _NUMBER if column.number and style == _BODY else style)
        for value, column in zip(values, _COLUMNS, strict=True)
    ]


def _cell(page: Any, value: Value, style: str) -> Any:
    """A text stays a text: openpyxl would make a formula of one that begins with "="."""
    from openpyxl.cell import WriteOnlyCell

    made = WriteOnlyCell(page)
    if isinstance(value, str):
        made.value = writable(value)
        made.data_type = "s"
    elif value is not None:
        made.value = value
    made.style = style
    return made
