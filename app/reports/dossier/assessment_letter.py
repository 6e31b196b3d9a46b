"""Biểu tự đánh giá as a paper of its own, to be finished in Word."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.verdict import Verdict
from app.reports.content import CriterionLine, DossierContent, IndicatorLine
from app.reports.dossier import assessment_words as words
from app.reports.dossier.wording import criterion_name, has_text, verdict_words
from app.reports.letters.document import (
    Align,
    Block,
    Cell,
    Column,
    Grid,
    GridRow,
    Heading,
    Letter,
    Note,
    Signatory,
    Signatures,
)

_CENTRED = {"Số", "Yêu cầu", "Kết quả thực hiện", "Tự đánh giá", "Minh chứng"}
_COLUMNS = tuple(
    Column(title, width, Align.CENTRE if title in _CENTRED else Align.LEFT)
    for title, width in zip(words.HEADER, words.WIDTHS, strict=True)
)


def assessment_letter(content: DossierContent) -> Letter:
    title = f"Biểu tự đánh giá {content.hamlet} năm {content.year}"
    author = words.board_titles(content)[0]
    return Letter(title, author, content.set_title, tuple(_blocks(content)), landscape=True)


def _blocks(content: DossierContent) -> Iterator[Block]:
    yield Heading("Biểu tự đánh giá", words.subject(content))
    yield from map(Note, words.notes(content))
    yield _table(content)
    signer = content.signer
    yield Signatures(
        words.total(content),
        left=Signatory(words.board_titles(content), hint=words.SIGN_HINT),
        right=Signatory(signer.titles, signer.name),
    )


def _table(content: DossierContent) -> Grid:
    rows: list[GridRow] = []
    shaded = []
    for criterion in content.criteria:
        shaded.append(len(rows))
        rows.append(_criterion_row(criterion))
        shared = words.shared_lead(criterion)
        rows += [_indicator_row(line, "" if shared else line.lead) for line in criterion.indicators]
    return Grid(_COLUMNS, tuple(rows), shaded=frozenset(shaded))


def _criterion_row(criterion: CriterionLine) -> GridRow:
    lead = words.shared_lead(criterion)
    return (
        Cell(criterion.number, bold=True),
        Cell(criterion_name(criterion), bold=True, span=3),
        Cell(verdict_words(criterion.verdict), bold=True),
        Cell(f"Chủ trì: {lead}" if lead else "", span=3),
    )


def _indicator_row(line: IndicatorLine, lead: str) -> GridRow:
    return (
        line.number,
        Cell(line.text, italic=not has_text(line)),
        line.requirement,
        line.value,
        Cell(verdict_words(line.verdict), bold=line.verdict is Verdict.UNMET),
        words.remarks(line),
        lead,
        ", ".join(line.evidence_numbers),
    )
