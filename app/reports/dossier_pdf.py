"""The dossier of one hamlet as one PDF: letters, table, list of evidence, and the evidence page by page."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.progress import Progress
from app.errors import StorageError
from app.files.atomic import write_atomically
from app.files.evidence_reading import inspect
from app.files.storage_errors import storage_error
from app.i18n import _
from app.reports.content import DossierContent, Piece

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from app.reports.dossier.sheet import Proof, Sheet
    from app.reports.layout.paper import Record
    from app.reports.letters.document import Letter


@dataclass(frozen=True, slots=True)
class DossierResult:
    """`path` is the first of `files`; `numbering` is kept for the next version of the same dossier.

    `archival`: every file claims PDF/A-1b; else `not_archival` says why, with the numbers of the proofs at fault.
    """

    path: Path
    pages: int
    evidence_pages: int
    files: tuple[VolumeFile, ...] = ()
    numbering: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    archival: bool = False
    not_archival: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class VolumeFile:
    path: Path
    sha256: str
    size: int  # bytes
    pages: int


@dataclass(frozen=True, slots=True)
class VolumeLimits:
    """Where a dossier is split; None: nowhere."""

    max_bytes: int | None = None
    max_pages: int | None = None


def write_dossier(
    content: DossierContent,
    target: Path,
    *,
    progress: Progress,
    work_folder: Path | None = None,
    draft: bool = False,
    volumes: VolumeLimits | None = None,
) -> DossierResult:
    """Write the dossier to `target`, whole or not at all; a draft carries a watermark.

    Every evidence file is decoded first. Raises EvidenceError for one that cannot be shown, StorageError for what
    the disk refuses, Cancelled. `work_folder` (the system's temporary folder unless given) needs as much room as
    the photos.
    """
    try:
        proofs = _read_evidence(content, progress)
        with (
            tempfile.TemporaryDirectory(prefix="ban-sang-", dir=work_folder) as folder,
            write_atomically(target) as part,
        ):
            made = _write(content, proofs, part, target, Path(folder), progress, draft=draft)
        with target.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        one = VolumeFile(target, digest, target.stat().st_size, made.pages)
        return replace(made, files=(one,))
    except OSError as error:
        raise storage_error(error, target) from error


def _read_evidence(content: DossierContent, progress: Progress) -> tuple[Proof, ...]:
    from app.reports.dossier.sheet import Proof

    found = []
    total = 2 * len(content.evidence)
    for done, item in enumerate(content.evidence):
        progress.step(_("Đang kiểm tra minh chứng “{name}”").format(name=item.file_name), done, total)
        found.append(Proof(item, inspect(item.path, item.file_name), f"mc-{done + 1}"))
    return tuple(found)


def _write(
    content: DossierContent,
    proofs: Sequence[Proof],
    part: Path,
    target: Path,
    folder: Path,
    progress: Progress,
    *,
    draft: bool,
) -> DossierResult:
    from app.reports.dossier.assembly import assemble

    progress.step(_("Đang trình bày hồ sơ"), len(proofs), max(2 * len(proofs), 1))
    base = folder / "ho-so.pdf"
    record = _lay_out(content, tuple(proofs), base, draft=draft)
    assemble(base, part, proofs, record, dated=content.dated, progress=progress)
    progress.step(_("Đang kiểm tra lại hồ sơ"), max(2 * len(proofs), 1), max(2 * len(proofs), 1))
    _verify(part, record.page_count, target)
    return DossierResult(target, record.page_count, len(record.slots))


def _lay_out(content: DossierContent, proofs: tuple[Proof, ...], base: Path, *, draft: bool) -> Record:
    from app.reports.dossier.sheet import Sheet
    from app.reports.dossier.wording import title
    from app.reports.layout.fonts import register_fonts
    from app.reports.layout.paper import DocumentInfo, build_paper

    register_fonts()
    info = DocumentInfo(f"{title(content)} năm {content.year}", content.letterhead.issuer, content.set_title)
    return build_paper(
        base, lambda record, pages: _story(Sheet(content, proofs, record, pages)), info, draft=draft
    )


def _story(sheet: Sheet) -> list[Flowable]:
    """Cover and contents, then the pieces in the order of the procedure."""
    from reportlab.platypus import NextPageTemplate, PageBreak

    from app.domain.procedure import ComponentKind
    from app.reports.dossier.contents import contents
    from app.reports.dossier.cover import cover
    from app.reports.dossier.evidence_list import evidence_list
    from app.reports.dossier.evidence_pages import evidence_pages
    from app.reports.dossier.papers import letter_of
    from app.reports.dossier.self_assessment import self_assessment
    from app.reports.dossier.sheet import piece_key
    from app.reports.layout.paper import LANDSCAPE, PORTRAIT

    writers = {
        ComponentKind.SELF_ASSESSMENT: (LANDSCAPE, (self_assessment,)),
        ComponentKind.EVIDENCE: (LANDSCAPE, (evidence_list, evidence_pages)),
    }
    story = [*cover(sheet), NextPageTemplate(PORTRAIT), PageBreak(), *contents(sheet)]
    for place, piece in enumerate(sheet.content.pieces, start=1):
        letter = letter_of(sheet.content, piece)
        if letter is not None:
            story += _letter(sheet, piece, piece_key(place, piece), letter)
        elif piece.kind in writers:
            template, parts = writers[piece.kind]
            story += [NextPageTemplate(template), PageBreak()]
            for part in parts:
                story += part(sheet)
    return story


def _letter(sheet: Sheet, piece: Piece, key: str, letter: Letter) -> list[Flowable]:
    from reportlab.platypus import NextPageTemplate, PageBreak

    from app.reports.dossier.sheet import section_prefix
    from app.reports.layout.paper import LANDSCAPE, PORTRAIT, Anchor
    from app.reports.letters.pdf_writer import letter_flowables

    return [
        NextPageTemplate(LANDSCAPE if letter.landscape else PORTRAIT),
        PageBreak(),
        Anchor(sheet.record, key, piece.title),
        *letter_flowables(letter, record=sheet.record, prefix=section_prefix(key)),
    ]


def _verify(path: Path, pages: int, target: Path) -> None:
    """Read back what was written: a stick may take bytes and keep others."""
    import pikepdf

    try:
        with pikepdf.open(path, attempt_recovery=False, access_mode=pikepdf.AccessMode.stream) as pdf:
            sound = len(pdf.pages) == pages and not pdf.get_warnings()
    except pikepdf.PdfError as error:
        raise _unsound(target) from error
    if not sound:
        raise _unsound(target)


def _unsound(target: Path) -> StorageError:
    return StorageError(
        _("Hồ sơ “{name}” ghi ra bị lỗi khi đọc lại: hãy ghi sang ổ khác.").format(name=target.name)
    )
