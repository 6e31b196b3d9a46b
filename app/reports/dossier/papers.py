"""Which paper of the dossier stands as a letter: one that was handed over, or one written from the content."""

from __future__ import annotations

from app.domain.procedure import ComponentKind
from app.reports.content import DossierContent, Piece
from app.reports.dossier.proposal import proposal
from app.reports.dossier.results import results
from app.reports.letters.document import Letter

_WRITERS = {ComponentKind.PROPOSAL: proposal, ComponentKind.RESULT_REPORT: results}


def letter_of(content: DossierContent, piece: Piece) -> Letter | None:
    """None for an attached file, for a missing paper, and for what the dossier lays out itself."""
    if isinstance(piece.body, Letter):
        return piece.body
    writer = _WRITERS.get(piece.kind) if piece.body is None else None
    return writer(content, piece) if writer else None
