"""What every part of the dossier is given to write itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.procedure import ComponentKind
from app.files.evidence_reading import EvidenceFacts
from app.reports.content import DossierContent, EvidenceItem, Piece
from app.reports.layout.paper import Record


@dataclass(frozen=True, slots=True)
class Proof:
    """One evidence item with what its file turned out to be."""

    item: EvidenceItem
    facts: EvidenceFacts
    key: str  # bookmark of its first page

    def serves(self, indicator_numbers: set[str]) -> bool:
        return any(pointer.indicator_number in indicator_numbers for pointer in self.item.pointers)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One pass over the dossier: the content, the record this pass fills, the pages the last pass found."""

    content: DossierContent
    proofs: tuple[Proof, ...]
    record: Record
    pages: Mapping[str, int]

    def page_of(self, key: str) -> str:
        """Page number as printed; the first pass knows none and keeps room for it."""
        return str(self.pages.get(key, "000"))

    @property
    def evidence_pages(self) -> int:
        return sum(proof.facts.pages for proof in self.proofs)


# Bookmarks of the parts.
COVER = "bia"
CONTENTS = "muc-luc"
PROPOSAL = "to-trinh"
RESULTS = "bao-cao"
SELF_ASSESSMENT = "bieu-tu-danh-gia"
EVIDENCE_LIST = "danh-muc-minh-chung"
EVIDENCE = "minh-chung"


def criterion_key(number: str) -> str:
    return f"tieu-chi-{number}"


_PARTS = {
    ComponentKind.PROPOSAL: PROPOSAL,
    ComponentKind.RESULT_REPORT: RESULTS,
    ComponentKind.SELF_ASSESSMENT: SELF_ASSESSMENT,
    ComponentKind.EVIDENCE: EVIDENCE_LIST,
}


def piece_key(place: int, piece: Piece) -> str:
    """Bookmark of the piece that stands at `place`, counted from 1."""
    return _PARTS.get(piece.kind, f"giay-to-{place}")


def section_prefix(key: str) -> str:
    """Before the anchors of a letter whose own bookmark is `key`."""
    return f"{key}-"
