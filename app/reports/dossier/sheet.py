"""What every part of the dossier is given to write itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.lib.styles import ParagraphStyle

from app.domain.procedure import ComponentKind
from app.files.evidence_reading import EvidenceFacts
from app.files.pdf_archival import Obstacle
from app.files.pdf_outline import OutlineEntry
from app.reports.content import Attached, DossierContent, EvidenceItem, Piece
from app.reports.layout.paper import CellParagraph, Record, markup


@dataclass(frozen=True, slots=True)
class Proof:
    """One evidence item with what its file turned out to be."""

    item: EvidenceItem
    facts: EvidenceFacts
    key: str  # bookmark of its first page
    outline: tuple[OutlineEntry, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    objects: int = 0  # of a PDF

    def serves(self, indicator_numbers: set[str]) -> bool:
        return any(pointer.indicator_number in indicator_numbers for pointer in self.item.pointers)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file of the commune in the place of a paper, with what it turned out to be."""

    piece: Piece
    attached: Attached
    facts: EvidenceFacts
    key: str  # bookmark of its first page
    numbered_as: str
    outline: tuple[OutlineEntry, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    objects: int = 0  # of a PDF


@dataclass(frozen=True, slots=True)
class Source:
    """A file whose pages are laid in: of a proof, or in the place of a paper."""

    path: Path
    file_name: str
    sha256: str  # "" when nobody knows it: then the file has been decoded whole
    size: int
    facts: EvidenceFacts
    key: str
    numbered_as: str
    objects: int


def source_of(found: Proof | Enclosure) -> Source:
    if isinstance(found, Proof):
        item = found.item
        return Source(
            path=item.path,
            file_name=item.file_name,
            sha256=item.sha256,
            size=item.size or item.path.stat().st_size,
            facts=found.facts,
            key=found.key,
            numbered_as=slip_key(found),
            objects=found.objects,
        )
    file = found.attached
    return Source(
        path=file.path,
        file_name=file.file_name,
        sha256=file.sha256,
        size=file.path.stat().st_size,
        facts=found.facts,
        key=found.key,
        numbered_as=found.numbered_as,
        objects=found.objects,
    )


def slip_key(proof: Proof) -> str:
    """Names the proof in the running numbers of every version."""
    return proof.item.key or proof.item.sha256 or proof.item.file_name


def page_key(key: str, page: int) -> str:
    """Bookmark of page `page` (from 1) of the file whose bookmark is `key`."""
    return key if page == 1 else f"{key}.{page}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a bookmark stands: volume from 0, page of the volume from 1, running number ("" where none is given)."""

    volume: int
    page: int
    slip: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One pass over a volume: the content, the record this pass fills, the places the last pass found."""

    content: DossierContent
    proofs: tuple[Proof, ...]
    record: Record
    places: Mapping[str, Place]
    enclosures: Mapping[str, Enclosure] = field(default_factory=dict)  # by the bookmark of the piece
    spans: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # running numbers by bookmark of the paper
    volume: int = 0
    volumes: int = 1
    cells: dict[tuple[str, str], CellParagraph] = field(default_factory=dict)  # kept from pass to pass
    notes: tuple[tuple[str, tuple[str, ...]], ...] = ()  # heading and lines of what is missing

    def cell(self, marked: str, style: ParagraphStyle) -> CellParagraph:
        """A paragraph of a table, from markup; the same words are the same paragraph in every pass."""
        known = self.cells.get((marked, style.name))
        if known is None:
            known = self.cells[marked, style.name] = CellParagraph(marked, style)
        return known

    def plain_cell(self, text: str, style: ParagraphStyle) -> CellParagraph:
        return self.cell(markup(text), style)

    def page_of(self, key: str) -> str:
        """Page as printed, "Tập 2, tr. 14" where there are several volumes; the first pass keeps room for it."""
        place = self.places.get(key)
        if place is None:
            return "000"
        return f"Tập {place.volume + 1}, tr. {place.page}" if self.volumes > 1 else str(place.page)

    def slip_of(self, key: str) -> str:
        """Running number of the page with this bookmark; "" where it has none."""
        place = self.places.get(key)
        return "000" if place is None else place.slip

    def holds(self, key: str) -> bool:
        """Whether the bookmark stands in this volume; in the first pass nobody knows."""
        place = self.places.get(key)
        return place is None or place.volume == self.volume

    @property
    def evidence_pages(self) -> int:
        return sum(proof.facts.pages for proof in self.proofs)


# Bookmarks of the parts.
COVER = "bia"
CONTENTS = "muc-luc"
NOTES = "con-thieu"
PROPOSAL = "to-trinh"
RESULTS = "bao-cao"
SELF_ASSESSMENT = "bieu-tu-danh-gia"
EVIDENCE_LIST = "danh-muc-minh-chung"
EVIDENCE = "minh-chung"


def criterion_key(number: str) -> str:
    return f"tieu-chi-{number}"


def separator_key(number: str) -> str:
    """Bookmark of the sheet before the evidence of a criterion."""
    return f"nhom-{number}"


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
