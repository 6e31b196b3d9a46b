"""The dossier of a hamlet written out: a draft at any time, a final version when nothing stands against it.

The one way for screen, command line and stick.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy.orm import Session

from app.domain.progress import Progress
from app.domain.rights import Right
from app.errors import InputError
from app.files.kept_files import Kept, keep, look_at, place
from app.i18n import _, as_printed
from app.models.journal import TransactionKind
from app.reports.content import DossierContent
from app.reports.dossier_pdf import DossierResult, VolumeFile, VolumeLimits
from app.services import evidence, plans
from app.services.assessments import latest_round
from app.services.dossier_changes import ChangeRow, changes_since, newest_transaction
from app.services.dossier_changes_paper import changes_piece
from app.services.dossier_content import dossier_content
from app.services.dossier_obstacles import FinalBlocked, final_obstacles
from app.services.dossier_rows import find_dossier, open_dossier
from app.services.dossier_versions import (
    ExportOptions,
    KeptFile,
    VersionFacts,
    VersionRow,
    newest_version,
    record_version,
)
from app.services.evidence_shrinking import with_small_photos
from app.services.places import HamletRow
from app.services.rights import require
from app.services.workspace import Workspace

_VOLUME = re.compile(r" - Tập \d+\.pdf$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ExportedDossier(DossierResult):
    """`version` 0 of a draft; `again`: nothing has changed since that version, so its kept files were written out."""

    version: int = 0
    again: bool = False


def dossier_hamlets(session: Session, *, year: int) -> list[HamletRow]:
    """The hamlets a dossier is made for this year; none without a plan."""
    if year not in plans.years(session):
        return []
    plan = plans.plan_of_year(session, year=year)
    return [HamletRow(row.hamlet_uid, row.name) for row in plans.planned_hamlets(session, plan_uid=plan.uid)]


def proof_named(session: Session, *, hamlet_uid: str, name: str) -> str | None:
    """The uid of the hamlet's proof with that file name: errors of the export carry the name alone."""
    rows = evidence.evidence_rows(session, hamlet_uid=hamlet_uid)
    return next((row.uid for row in rows if row.file_name == name), None)


def export_dossier(
    workspace: Workspace,
    *,
    hamlet_uid: str,
    year: int,
    target: Path,
    progress: Progress,
    draft: bool = False,
    small_photos: bool = False,
    volumes: VolumeLimits | None = None,
    passing: bool = False,
) -> ExportedDossier:
    """Write the dossier as PDF; long work. A final one becomes a version, whose files the book keeps.

    `small_photos`: large photos go in as smaller copies; `passing`: the target is the program's own and soon gone.
    Raises FinalBlocked while an error stands against a final version, EvidenceError, StorageError, Cancelled: then no
    file appears. A target that would overwrite a file of the book itself is refused with InputError.
    """
    workspace.read(require, Right.DOSSIER)
    _refuse_own(workspace, target)
    volumes = volumes or VolumeLimits()
    options = ExportOptions(volumes.max_bytes, volumes.max_pages, small_photos)
    if not draft:
        _open_final(workspace, hamlet_uid, year)
    wanted = workspace.read(
        _wanted,
        hamlet_uid=hamlet_uid,
        year=year,
        today=workspace.today(),
        evidence_folder=workspace.evidence_folder,
    )
    if not draft:
        kept = _kept_again(workspace, wanted, options, target, progress, passing=passing)
        if kept is not None:
            return kept
    content = wanted.content
    with TemporaryDirectory(prefix="bansang-") as folder:
        if small_photos:
            content = with_small_photos(content, Path(folder), progress)
        result = write_files(content, target, progress=progress, draft=draft, volumes=volumes)
    if draft:
        return _exported(result)
    of = {"hamlet_uid": hamlet_uid, "year": year}
    return _recorded(workspace, wanted, options, result, progress, of, passing=passing)


def write_files(
    content: DossierContent, target: Path, *, progress: Progress, draft: bool, volumes: VolumeLimits
) -> DossierResult:
    from app.reports.dossier_pdf import write_dossier

    return write_dossier(content, target, progress=progress, draft=draft, volumes=volumes)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be written out, as the book stood after transaction `after`; `before`: the version it follows."""

    content: DossierContent
    round_uid: str
    after: str
    before: VersionRow | None
    changes: tuple[ChangeRow, ...]


def _refuse_own(workspace: Workspace, target: Path) -> None:
    if not target.name or workspace.owns(target):
        raise InputError(
            _("Không ghi hồ sơ vào “{path}”. Hãy chọn tên tệp khác, ngoài phần dữ liệu của sổ.").format(
                path=target
            )
        )


def _open_final(workspace: Workspace, hamlet_uid: str, year: int) -> None:
    obstacles = workspace.read(
        final_obstacles,
        hamlet_uid=hamlet_uid,
        year=year,
        today=workspace.today(),
        evidence_folder=workspace.evidence_folder,
    )
    if obstacles:
        raise FinalBlocked(obstacles)
    if workspace.read(find_dossier, hamlet_uid=hamlet_uid, year=year) is None:
        workspace.write_as(TransactionKind.BASE, None, open_dossier, hamlet_uid=hamlet_uid, year=year)


def _wanted(session: Session, *, hamlet_uid: str, year: int, today: date, evidence_folder: Path) -> _Wanted:
    content = dossier_content(
        session, hamlet_uid=hamlet_uid, year=year, today=today, evidence_folder=evidence_folder
    )
    plan = plans.plan_of_year(session, year=year)
    set_uid = plans.set_of_hamlet(session, plan=plan, hamlet_uid=hamlet_uid)
    latest = latest_round(session, hamlet_uid=hamlet_uid, set_uid=set_uid, today=today)
    assert latest is not None  # dossier_content has refused
    before = newest_version(session, hamlet_uid=hamlet_uid, year=year)
    changes: tuple[ChangeRow, ...] = ()
    if before is not None:
        with as_printed():
            changes = changes_since(
                session,
                hamlet_uid=hamlet_uid,
                year=year,
                since=before.facts.after_transaction,
                round_uid=before.facts.round_uid,
                today=today,
            )
        content = replace(content, numbering=before.facts.numbering)
        if changes:
            piece = changes_piece(content, before.number, before.made_at, changes)
            content = replace(content, pieces=(*content.pieces, piece))
    return _Wanted(content, latest.uid, newest_transaction(session), before, changes)


def _kept_again(
    workspace: Workspace,
    wanted: _Wanted,
    options: ExportOptions,
    target: Path,
    progress: Progress,
    *,
    passing: bool,
) -> ExportedDossier | None:
    """The files of the last version once more, None where something has changed since or one is not as it was."""
    before = wanted.before
    if before is None or wanted.changes or not _serves(before, options):
        return None
    folder = workspace.dossier_folder
    if any(look_at(folder, one.sha256, progress=progress) is not Kept.INTACT for one in before.facts.files):
        return None
    return put_out(workspace, before, target, progress, passing=passing)


def _serves(version: VersionRow, wanted: ExportOptions) -> bool:
    """Whether its files are what is asked for: a single one that keeps within the limits need not be split."""
    facts = version.facts
    if facts.options == wanted:
        return True
    if facts.options.small_photos != wanted.small_photos or len(facts.files) > 1:
        return False
    (file,) = facts.files
    return file.size <= (wanted.max_bytes or file.size) and file.pages <= (wanted.max_pages or file.pages)


def put_out(
    workspace: Workspace, version: VersionRow, target: Path, progress: Progress, *, passing: bool = False
) -> ExportedDossier:
    """The kept files of a version under a name of their own: all of them or none.

    Raises StorageError where one is gone or was altered, InputError for a target inside the book.
    """
    _refuse_own(workspace, target)
    made: list[VolumeFile] = []
    try:
        for one in version.facts.files:
            path = _renamed(one, target) if len(version.facts.files) > 1 else target
            place(one.path(workspace.dossier_folder), path, one.sha256, progress=progress, passing=passing)
            made.append(VolumeFile(path, one.sha256, one.size, one.pages))
    except BaseException:
        _discard(made)
        raise
    facts = version.facts
    return ExportedDossier(
        path=made[0].path,
        pages=facts.pages,
        evidence_pages=0,
        files=tuple(made),
        numbering=facts.numbering,
        archival=facts.archival,
        not_archival=facts.not_archival,
        version=version.number,
        again=True,
    )


def _renamed(file: KeptFile, target: Path) -> Path:
    """The volume's own ending behind the name that was asked for."""
    found = _VOLUME.search(file.name)
    return target.with_name(target.stem + (found[0] if found else target.suffix))


def _recorded(
    workspace: Workspace,
    wanted: _Wanted,
    options: ExportOptions,
    result: DossierResult,
    progress: Progress,
    of: dict[str, Any],
    *,
    passing: bool,
) -> ExportedDossier:
    """Keep the files and write the version down; where that fails, the files are taken away again."""
    try:
        for one in result.files:
            keep(one.path, workspace.dossier_folder, one.sha256, progress=progress, passing=passing)
        facts = VersionFacts(
            round_uid=wanted.round_uid,
            after_transaction=wanted.after,
            pages=result.pages,
            archival=result.archival,
            not_archival=result.not_archival,
            options=options,
            files=tuple(KeptFile(one.path.name, one.sha256, one.size, one.pages) for one in result.files),
            numbering=result.numbering,
        )
        number = workspace.write_as(
            TransactionKind.BASE,
            None,
            record_version,
            **of,
            facts=facts,
            made_at=workspace.now(),
        )
    except BaseException:
        _discard(result.files)
        raise
    return _exported(result, version=number)


def _discard(files: tuple[VolumeFile, ...] | list[VolumeFile]) -> None:
    for one in files:
        with suppress(OSError):
            one.path.unlink(missing_ok=True)


def _exported(result: DossierResult, *, version: int = 0) -> ExportedDossier:
    said = {one.name: getattr(result, one.name) for one in fields(DossierResult)}
    return ExportedDossier(**said, version=version)
