"""The dossier as a row of units that a volume takes whole: papers laid out as text, and the pages of files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from reportlab.platypus import Flowable

from app.domain.procedure import ComponentKind
from app.reports.content import CriterionLine, DossierContent, Piece
from app.reports.dossier import sheet as keys
from app.reports.dossier.evidence_list import evidence_list
from app.reports.dossier.papers import letter_of
from app.reports.dossier.self_assessment import self_assessment
from app.reports.dossier.separators import separator
from app.reports.dossier.sheet import (
    Enclosure,
    Proof,
    Sheet,
    Source,
    piece_key,
    section_prefix,
    separator_key,
    source_of,
)
from app.reports.layout.paper import Anchor
from app.reports.letters.document import Letter
from app.reports.letters.pdf_writer import letter_flowables

Story = Callable[[Sheet], list[Flowable]]


@dataclass(frozen=True, slots=True)
class Paper:
    """`numbered_as` names it in the running numbers, "" for a sheet that has none (index, separator)."""

    key: str
    story: Story
    numbered_as: str = ""
    lying: bool = False
    counted: bool = True  # its own page number stands in the top margin from the second page on


@dataclass(frozen=True, slots=True)
class Scan:
    """Pages `first` to before `last` (from 0) of a file; `owner` tells what stands above them."""

    source: Source
    owner: Proof | Enclosure
    first: int
    last: int

    @property
    def key(self) -> str:
        return keys.page_key(self.source.key, self.first + 1)

    @property
    def pages(self) -> int:
        return self.last - self.first


Unit = Paper | Scan


def units_of(
    content: DossierContent, proofs: tuple[Proof, ...], enclosures: Mapping[str, Enclosure]
) -> tuple[Unit, ...]:
    """All but cover, index and notes, which each volume has of its own."""
    found: list[Unit] = []
    for place, piece in enumerate(content.pieces, start=1):
        key = piece_key(place, piece)
        letter = letter_of(content, piece)
        if key in enclosures:
            found.append(_scan(enclosures[key]))
        elif letter is not None:
            found.append(_letter(piece, key, letter))
        elif piece.kind is ComponentKind.SELF_ASSESSMENT:
            found.append(Paper(key, self_assessment, piece.key or key, lying=True))
        elif piece.kind is ComponentKind.EVIDENCE:
            found.append(Paper(key, evidence_list, piece.key or key, lying=True))
            found += _evidence(content, proofs)
    return tuple(found)


def _letter(piece: Piece, key: str, letter: Letter) -> Paper:
    def story(sheet: Sheet) -> list[Flowable]:
        record = sheet.record
        return [
            Anchor(record, key, piece.title),
            *letter_flowables(letter, record=record, prefix=section_prefix(key)),
        ]

    return Paper(key, story, piece.key or key, lying=letter.landscape)


def _scan(found: Proof | Enclosure) -> Scan:
    return Scan(source_of(found), found, 0, found.facts.pages)


def _evidence(content: DossierContent, proofs: tuple[Proof, ...]) -> Iterator[Unit]:
    """Each proof once, behind the sheet of the first criterion it serves."""
    criterion_of = {line.number: criterion for criterion in content.criteria for line in criterion.indicators}
    separated: set[str] = set()
    for proof in proofs:
        first = proof.item.pointers[0].indicator_number if proof.item.pointers else ""
        criterion = criterion_of.get(first)
        if criterion is not None and criterion.number not in separated:
            separated.add(criterion.number)
            yield _separator(criterion)
        yield _scan(proof)


def _separator(criterion: CriterionLine) -> Paper:
    return Paper(
        separator_key(criterion.number), lambda sheet: separator(sheet, criterion), "", counted=False
    )
