"""Biểu tự đánh giá: all criteria and indicators with verdict, arithmetic, what is left, and links to the evidence."""

from __future__ import annotations

from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from app.domain.verdict import Verdict
from app.reports.content import CriterionLine, IndicatorLine
from app.reports.dossier import assessment_words as words
from app.reports.dossier import sheet as keys
from app.reports.dossier.outline import below_criterion
from app.reports.dossier.sheet import Proof, Sheet, criterion_key
from app.reports.dossier.wording import criterion_name, has_text, verdict_words
from app.reports.layout import styles
from app.reports.layout.letter import Rule, signer_lines, two_signatures
from app.reports.layout.paper import Anchor, Outline, link, paragraph
from app.reports.layout.tables import GRID, long_table

_SHORT = 500  # letters
_FEW = 10  # proofs: each has a line of its own in the narrow column
_WIDTHS = [width * mm for width in words.WIDTHS]


def self_assessment(sheet: Sheet) -> list[Flowable]:
    content = sheet.content
    board = [paragraph(title.upper(), styles.SIGNER) for title in words.board_titles(content)]
    board.append(paragraph(words.SIGN_HINT, styles.SIGNER_HINT))
    return [
        Anchor(sheet.record, keys.SELF_ASSESSMENT, "Biểu tự đánh giá"),
        paragraph("BIỂU TỰ ĐÁNH GIÁ", styles.SUBJECT),
        paragraph(words.subject(content), styles.SUBJECT),
        *(paragraph(text, styles.ANNEX_NOTE) for text in words.notes(content)),
        Rule(50 * mm, before=3, after=10),
        _table(sheet),
        KeepTogether(
            [
                Spacer(0, 6),
                paragraph(words.total(content), styles.CELL_BOLD),
                *two_signatures(list(board), signer_lines(content.signer), styles.TABLE_WIDTH),
            ]
        ),
    ]


def _table(sheet: Sheet) -> Table:
    rows: list[list[Any]] = [[sheet.plain_cell(text, styles.CELL_BOLD_CENTRED) for text in words.HEADER]]
    # Middle would tear a cell of many lines from the number beside it.
    style: list[Any] = [*GRID, ("VALIGN", (0, 1), (-1, -1), "TOP")]
    numbers = {proof.item.number: proof for proof in sheet.proofs}
    for criterion in sheet.content.criteria:
        row = len(rows)
        rows.append(_criterion_row(sheet, criterion))
        style.append(("SPAN", (1, row), (3, row)))
        style.append(("SPAN", (5, row), (7, row)))
        style.append(("BACKGROUND", (0, row), (-1, row), "#eeeeee"))
        if criterion.indicators and _short(criterion.indicators[0]):
            style.append(("NOSPLIT", (0, row), (-1, row + 1)))
        shared = words.shared_lead(criterion)
        rows += [
            _indicator_row(sheet, line, numbers, "" if shared else line.lead) for line in criterion.indicators
        ]
    return long_table(rows, _WIDTHS, style, styles.LANDSCAPE_ROOM)


def _short(line: IndicatorLine) -> bool:
    """Whether the row surely fits on a page with the row above it; a taller one must be free to break."""
    texts = (line.text, line.explanation, line.lead, line.value)
    return max(len(text) for text in texts) < _SHORT and len(line.evidence_numbers) < _FEW


def _criterion_row(sheet: Sheet, criterion: CriterionLine) -> list[Any]:
    key = criterion_key(criterion.number)
    title = f"Tiêu chí {criterion.number} - {criterion.name}"
    anchor = Anchor(sheet.record, key, title, level=1, closed=True)
    lead = words.shared_lead(criterion)
    evidence = Outline(found.line for found in below_criterion(sheet, criterion))
    return [
        [anchor, sheet.plain_cell(criterion.number, styles.CELL_BOLD_CENTRED)],
        [sheet.plain_cell(criterion_name(criterion), styles.CELL_BOLD), evidence],
        "",
        "",
        sheet.plain_cell(verdict_words(criterion.verdict), styles.CELL_BOLD_CENTRED),
        sheet.plain_cell(f"Chủ trì: {lead}" if lead else "", styles.CELL),
        "",
        "",
    ]


def _indicator_row(sheet: Sheet, line: IndicatorLine, numbers: dict[str, Proof], lead: str) -> list[Any]:
    unmet = line.verdict is Verdict.UNMET
    return [
        sheet.plain_cell(line.number, styles.CELL_CENTRED),
        sheet.plain_cell(line.text, styles.CELL if has_text(line) else styles.CELL_ITALIC),
        sheet.plain_cell(line.requirement, styles.CELL_CENTRED),
        sheet.plain_cell(line.value, styles.CELL_CENTRED),
        sheet.plain_cell(
            verdict_words(line.verdict), styles.CELL_BOLD_CENTRED if unmet else styles.CELL_CENTRED
        ),
        sheet.plain_cell(words.remarks(line), styles.CELL),
        sheet.plain_cell(lead, styles.CELL),
        sheet.cell(_links(line, numbers), styles.CELL_CENTRED),
    ]


def _links(line: IndicatorLine, numbers: dict[str, Proof]) -> str:
    return ", ".join(
        link(number, numbers[number].key) for number in line.evidence_numbers if number in numbers
    )
