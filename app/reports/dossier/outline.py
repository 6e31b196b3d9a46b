"""Lines of the outline that lead to evidence: by criterion below the table, by indicator below the evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from app.reports.content import CriterionLine
from app.reports.dossier.sheet import Proof, Sheet
from app.reports.layout.paper import OutlineLine


@dataclass(frozen=True, slots=True)
class ProofLine:
    """A line of the outline that leads to the first page of `proof`; each line has a bookmark of its own."""

    line: OutlineLine
    proof: Proof


def below_criterion(sheet: Sheet, criterion: CriterionLine) -> Iterator[ProofLine]:
    """The criterion's proofs, once each."""
    served = {line.number for line in criterion.indicators}
    for proof in sheet.proofs:
        if proof.serves(served):
            yield _leaf(proof, f"bieu-{criterion.number}", 2)


def evidence_tree(sheet: Sheet) -> Iterator[ProofLine]:
    """Criterion, indicator, proof; a proof stands under every indicator it serves."""
    served: set[str] = set()
    for criterion in sheet.content.criteria:
        served |= {line.number for line in criterion.indicators}
        lines = [found for line in criterion.indicators for found in _of_indicator(sheet, line.number)]
        if lines:
            title = f"Tiêu chí {criterion.number} - {criterion.name}"
            yield ProofLine(OutlineLine(title, f"nhom-{criterion.number}", 1), lines[0].proof)
            yield from lines
    strays = [proof for proof in sheet.proofs if not proof.serves(served)]
    if strays:
        yield ProofLine(OutlineLine("Minh chứng chung", "nhom-chung", 1), strays[0])
        for proof in strays:
            yield _leaf(proof, "chung", 2)


def _of_indicator(sheet: Sheet, number: str) -> Iterator[ProofLine]:
    proofs = [proof for proof in sheet.proofs if proof.serves({number})]
    if proofs:
        yield ProofLine(OutlineLine(f"Chỉ tiêu {number}", f"chi-tieu-{number}", 2), proofs[0])
    for proof in proofs:
        yield _leaf(proof, number, 3)


def _leaf(proof: Proof, under: str, level: int) -> ProofLine:
    title = f"{proof.item.number} - {proof.item.title}"
    return ProofLine(OutlineLine(title, f"{proof.key}@{under}", level), proof)


def bookmarks(sheet: Sheet) -> dict[str, list[str]]:
    """Key of a proof → names its first page needs for the lines of the outline."""
    found: dict[str, list[str]] = defaultdict(list)
    for criterion in sheet.content.criteria:
        for leaf in below_criterion(sheet, criterion):
            found[leaf.proof.key].append(leaf.line.key)
    for leaf in evidence_tree(sheet):
        found[leaf.proof.key].append(leaf.line.key)
    return found
