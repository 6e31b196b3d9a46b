"""Lines of the outline that lead to evidence: by criterion below the table, by indicator below the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.files.pdf_outline import OutlineEntry
from app.reports.content import CriterionLine
from app.reports.dossier.sheet import Proof, Sheet, page_key, separator_key
from app.reports.layout.paper import OutlineLine


@dataclass(frozen=True, slots=True)
class ProofLine:
    """A line of the outline that leads to the first page of `proof`; several may lead there."""

    line: OutlineLine
    proof: Proof


def below_criterion(sheet: Sheet, criterion: CriterionLine) -> Iterator[ProofLine]:
    """The criterion's proofs, once each."""
    served = {line.number for line in criterion.indicators}
    for proof in sheet.proofs:
        if proof.serves(served):
            yield _leaf(proof, 2)


def evidence_tree(sheet: Sheet) -> Iterator[ProofLine]:
    """Criterion, indicator, proof; a proof stands under every indicator it serves."""
    served: set[str] = set()
    for criterion in sheet.content.criteria:
        served |= {line.number for line in criterion.indicators}
        lines = [found for line in criterion.indicators for found in _of_indicator(sheet, line.number)]
        if lines:
            title = f"Tiêu chí {criterion.number} - {criterion.name}"
            yield ProofLine(OutlineLine(title, separator_key(criterion.number), 1), lines[0].proof)
            yield from lines
    strays = [proof for proof in sheet.proofs if not proof.serves(served)]
    if strays:
        yield ProofLine(OutlineLine("Minh chứng chung", strays[0].key, 1), strays[0])
        for proof in strays:
            yield _leaf(proof, 2)


def _of_indicator(sheet: Sheet, number: str) -> Iterator[ProofLine]:
    proofs = [proof for proof in sheet.proofs if proof.serves({number})]
    if proofs:
        yield ProofLine(OutlineLine(f"Chỉ tiêu {number}", proofs[0].key, 2), proofs[0])
    for proof in proofs:
        yield _leaf(proof, 3)


def _leaf(proof: Proof, level: int) -> ProofLine:
    title = f"{proof.item.number} - {proof.item.title}"
    return ProofLine(OutlineLine(title, proof.key, level), proof)


def inner_lines(key: str, outline: Iterable[OutlineEntry], level: int) -> Iterator[OutlineLine]:
    """The outline of a file below its own line, which stands at `level`."""
    for entry in outline:
        yield OutlineLine(entry.title, page_key(key, entry.page + 1), level + 1 + entry.level)
