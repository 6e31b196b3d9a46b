"""What the files of a dossier are: looked at before anything is laid out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from app.files.evidence_reading import (
    Defect,
    DefectFound,
    EvidenceFacts,
    MediaType,
    headers,
    inspect,
    naming,
)
from app.files.pdf_archival import Obstacle, obstacles
from app.files.pdf_outline import OutlineEntry, outline_of
from app.i18n import _
from app.reports.content import Attached, DossierContent
from app.reports.dossier.meter import READING, Meter
from app.reports.dossier.sheet import Enclosure, Proof, piece_key

if TYPE_CHECKING:
    import pikepdf


def read_files(content: DossierContent, meter: Meter) -> tuple[tuple[Proof, ...], Mapping[str, Enclosure]]:
    """A file whose hash is known was decoded when it came into the book: its bytes are hashed while they are laid in,
    now its headers are enough. Others are decoded whole. Raises EvidenceError, Cancelled.
    """
    attached = [
        (piece_key(place, piece), piece)
        for place, piece in enumerate(content.pieces, start=1)
        if isinstance(piece.body, Attached)
    ]
    total = len(content.evidence) + len(attached)
    proofs = []
    for done, item in enumerate(content.evidence):
        meter.tell(_("Đang kiểm tra minh chứng “{name}”").format(name=item.file_name), READING, done, total)
        proofs.append(Proof(item, key=f"mc-{done + 1}", **_look(item.path, item.file_name, item.sha256)))
    enclosures = {}
    for done, (key, piece) in enumerate(attached, start=len(content.evidence)):
        file = piece.body
        assert isinstance(file, Attached)  # chosen so above
        meter.tell(_("Đang kiểm tra tệp “{name}”").format(name=file.file_name), READING, done, total)
        found = _look(file.path, file.file_name, file.sha256)
        enclosures[key] = Enclosure(piece, file, key=key, numbered_as=piece.key or key, **found)
    return tuple(proofs), enclosures


class _Found(TypedDict):
    facts: EvidenceFacts
    outline: tuple[OutlineEntry, ...]
    obstacles: tuple[Obstacle, ...]
    objects: int


def _look(path: Path, file_name: str, sha256: str) -> _Found:
    facts = headers(path, file_name) if sha256 else inspect(path, file_name)
    if facts.media_type is not MediaType.PDF:
        return _Found(facts=facts, outline=(), obstacles=(), objects=0)
    with naming(file_name), opened(path) as pdf:
        return _Found(
            facts=facts, outline=outline_of(pdf), obstacles=obstacles(pdf), objects=len(pdf.objects)
        )


def opened(path: Path) -> pikepdf.Pdf:
    """As a stream: mapped into memory, all files would stay there. Raises DefectFound."""
    import pikepdf

    try:
        return pikepdf.open(path, access_mode=pikepdf.AccessMode.stream)
    except (pikepdf.PikepdfError, OSError) as error:
        raise DefectFound(Defect.DAMAGED) from error
