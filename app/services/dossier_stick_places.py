"""In which volume and on which page each paper of a written dossier begins, for the index beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.dossier import EVIDENCE_LIST_TITLE
from app.domain.procedure import ComponentKind
from app.exchange.pdf_places import bookmarked_pages
from app.reports.content import DossierContent, EvidenceItem, Piece
from app.reports.dossier_pdf import DossierResult


@dataclass(frozen=True, slots=True)
class Place:
    """`leaf` are running numbers (bút lục); `page` from 1, 0 where nobody knows; `volume` is a path in the bag."""

    leaf: str = ""
    volume: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class Places:
    numbering: dict[str, tuple[str, ...]]
    titles: dict[str, tuple[str, int]]  # bookmark's title, folded → volume, page

    def paper(self, piece: Piece) -> Place:
        title = EVIDENCE_LIST_TITLE if piece.kind is ComponentKind.EVIDENCE else piece.title
        return self._place(piece.key, self.titles.get(_folded(title)))

    def proof(self, item: EvidenceItem) -> Place:
        """Its bookmark begins with its number."""
        start = _folded(item.number)
        found = (
            place
            for title, place in self.titles.items()
            if title.startswith(start) and not title[len(start) : len(start) + 1].isalnum()
        )
        return self._place(item.key, next(found, None))

    def _place(self, key: str, at: tuple[str, int] | None) -> Place:
        numbers = self.numbering.get(key, ())
        leaf = numbers[0] if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}" if numbers else ""
        volume, page = at or ("", 0)
        return Place(leaf or (f"trang {page}" if page else ""), volume, page)


def find_places(content: DossierContent, result: DossierResult, paths: Sequence[str]) -> Places:
    """`paths`: where each volume of `result` lies in the bag."""
    titles: dict[str, tuple[str, int]] = {}
    for file, path in zip(result.files, paths, strict=True):
        for title, page in bookmarked_pages(file.path).items():
            titles.setdefault(_folded(title), (path, page))
    return Places({key: tuple(numbers) for key, numbers in result.numbering.items()}, titles)


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())
