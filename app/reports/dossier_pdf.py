"""The dossier of one hamlet as PDF: letters, table, list of evidence, and the evidence page by page."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.progress import Progress
from app.errors import StorageError
from app.files.atomic import write_together
from app.files.storage_errors import storage_error
from app.i18n import _
from app.reports.content import DossierContent
from app.reports.dossier.meter import CHECKING, Meter

if TYPE_CHECKING:
    from app.reports.dossier.laying import Dossier, LaidVolume
    from app.reports.dossier.sheet import Enclosure, Proof

_MOST_TRIES = 4  # to keep volumes below their limit of bytes


@dataclass(frozen=True, slots=True)
class VolumeFile:
    path: Path
    sha256: str
    size: int  # bytes
    pages: int


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
class VolumeLimits:
    """Where a dossier is split; None: nowhere."""

    max_bytes: int | None = None
    max_pages: int | None = None

    @property
    def whole(self) -> bool:
        return self.max_bytes is None and self.max_pages is None


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

    With `volumes` it may become several files, "NAME - Tập 1.pdf"…, which appear together. Raises EvidenceError for
    a file that cannot be shown or is not the one that came into the book, StorageError for what the disk refuses,
    Cancelled. `work_folder` (the system's temporary folder unless given) needs room for the text pages only.
    """
    from app.reports.dossier.reading import read_files

    meter = Meter(progress)
    limits = volumes or VolumeLimits()
    try:
        proofs, enclosures = read_files(content, meter)
        for _attempt in range(_MOST_TRIES):
            dossier = _dossier(content, proofs, enclosures, limits, draft=draft)
            try:
                return _write(dossier, target, volumes or VolumeLimits(), work_folder, meter)
            except _TooLargeError as found:
                limits = replace(limits, max_bytes=int((limits.max_bytes or 0) / found.times * 0.98))
    except OSError as error:
        raise storage_error(error, target) from error
    raise StorageError(
        _(
            "Không chia được hồ sơ “{name}” thành tập nhỏ như yêu cầu: hãy chọn dung lượng mỗi tập lớn hơn."
        ).format(name=target.name)
    )


class _TooLargeError(Exception):
    """A volume came out `times` as large as it may be."""

    def __init__(self, times: float) -> None:
        super().__init__(times)
        self.times = times


def _dossier(
    content: DossierContent,
    proofs: tuple[Proof, ...],
    enclosures: Mapping[str, Enclosure],
    limits: VolumeLimits,
    *,
    draft: bool,
) -> Dossier:
    from app.reports.dossier.laying import Dossier
    from app.reports.dossier.notes import notes_of
    from app.reports.dossier.units import units_of
    from app.reports.dossier.wording import title
    from app.reports.layout.fonts import register_fonts
    from app.reports.layout.paper import DocumentInfo

    register_fonts()
    info = DocumentInfo(f"{title(content)} năm {content.year}", content.letterhead.issuer, content.set_title)
    units = units_of(content, proofs, enclosures)
    notes = notes_of(content, proofs, enclosures)
    return Dossier(content, proofs, enclosures, units, notes, info, limits, draft)


def _write(
    dossier: Dossier, target: Path, asked: VolumeLimits, folder: Path | None, meter: Meter
) -> DossierResult:
    from app.reports.dossier.volume_writing import VolumeWriter

    with ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ban-sang-", dir=folder)))
        # Entered before the parts: it lets go of them before they are renamed or removed.
        writer = VolumeWriter(dossier, meter, work)
        early = [target] if asked.whole else []
        parts = stack.enter_context(write_together(early)) if early else ()
        stack.callback(writer.close)
        laid = writer.lay_out(*parts)
        targets = early or _targets(target, len(laid.volumes))
        parts = parts or stack.enter_context(write_together(targets))
        stack.callback(writer.close)
        files = [
            VolumeFile(path, *writer.write(volume, part), volume.pages)
            for volume, part, path in zip(laid.volumes, parts, targets, strict=True)
        ]
        _check_sizes(files, laid.volumes, asked)
        meter.tell(_("Đang kiểm tra lại hồ sơ"), CHECKING, 1, 1)
    return _result(dossier, laid.numbering, files)


def _check_sizes(files: Sequence[VolumeFile], volumes: Sequence[LaidVolume], asked: VolumeLimits) -> None:
    """A volume of one page alone may be larger: no page is split."""
    if not asked.max_bytes:
        return
    times = [
        file.size / asked.max_bytes for file, volume in zip(files, volumes, strict=True) if volume.divisible
    ]
    if max(times, default=0.0) > 1:
        raise _TooLargeError(max(times))


def _targets(target: Path, volumes: int) -> list[Path]:
    if volumes == 1:
        return [target]
    return [
        target.with_name(f"{target.stem} - Tập {number}{target.suffix}") for number in range(1, volumes + 1)
    ]


def _result(
    dossier: Dossier, numbering: Mapping[str, tuple[str, ...]], files: Sequence[VolumeFile]
) -> DossierResult:
    from app.reports.dossier.notes import reasons

    against = [(proof.item.number, reasons(proof)) for proof in dossier.proofs]
    against += [(one.piece.title, reasons(one)) for one in dossier.enclosures.values()]
    return DossierResult(
        path=files[0].path,
        pages=sum(file.pages for file in files),
        evidence_pages=sum(proof.facts.pages for proof in dossier.proofs),
        files=tuple(files),
        numbering=numbering,
        archival=dossier.archival,
        not_archival=tuple((number, why) for number, why in against if why),
    )
