"""The signed file of a version takes the place of the unsigned one: it is what the book keeps and what travels."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sqlalchemy.orm import Session

from app.domain.progress import Progress
from app.domain.rights import Right
from app.errors import InputError, NotFoundError
from app.files.kept_files import keep
from app.files.storage_errors import storage_error
from app.i18n import _
from app.models.dossier import DossierVersion
from app.services.dossier_versions import KeptFile, VersionRow, version_rows
from app.services.pdf_signing import signatures_of
from app.services.rights import require
from app.services.workspace import Workspace

_CHUNK = 4 << 20  # bytes between two words to the person


def take_signed(workspace: Workspace, *, hamlet_uid: str, year: int, signed: Path, progress: Progress) -> int:
    """Keep a signed volume in the place of the one that was signed; returns the version's number. Long work.

    A signature is written behind bytes that stay as they are, so the file must begin with a kept one. Raises
    InputError where it does not or has no whole signature, NotFoundError, EvidenceError, StorageError, Cancelled.
    """
    workspace.read(require, Right.DOSSIER)
    rows = workspace.read(version_rows, hamlet_uid=hamlet_uid, year=year)
    if not rows:
        raise NotFoundError(_("Hồ sơ này chưa có bản chính nào. Hãy lập bản chính rồi mới ký."))
    reports = signatures_of(signed, book=workspace.folder)
    if not reports or not all(report.intact for report in reports):
        raise InputError(
            _("“{name}” chưa có chữ ký số còn nguyên vẹn. Hãy ký tệp ấy rồi gắn lại.").format(
                name=signed.name
            )
        )
    found = _signed_of(rows, signed, progress)
    if found is None:
        raise InputError(
            _("“{name}” không phải một bản chính trong sổ được ký thêm. Hãy ký đúng tệp đã lập.").format(
                name=signed.name
            )
        )
    version, unsigned = found
    size, sha256 = signed.stat().st_size, _digest(signed, None, progress)
    if sha256 != unsigned.sha256:
        keep(signed, workspace.dossier_folder, sha256, progress=progress)
        workspace.write(
            exchange_file, version_uid=version.uid, unsigned=unsigned.sha256, sha256=sha256, size=size
        )
    return version.number


def exchange_file(session: Session, *, version_uid: str, unsigned: str, sha256: str, size: int) -> None:
    """`unsigned`: the hash that gives way."""
    require(session, Right.DOSSIER)
    row = session.get(DossierVersion, version_uid)
    if row is None:
        raise NotFoundError(_("Bản này không còn trong sổ. Hãy chọn bản khác."))
    row.files = [
        {**one, "sha256": sha256, "size": size} if one["sha256"] == unsigned else one for one in row.files
    ]
    session.flush()


def _signed_of(
    rows: list[VersionRow], signed: Path, progress: Progress
) -> tuple[VersionRow, KeptFile] | None:
    size = signed.stat().st_size
    for version in rows:
        for one in version.facts.files:
            if one.size <= size and _digest(signed, one.size, progress) == one.sha256:
                return version, one
    return None


def _digest(path: Path, first: int | None, progress: Progress) -> str:
    """Of the `first` bytes, or of all."""
    digest = hashlib.sha256()
    done, total = 0, path.stat().st_size if first is None else first
    try:
        with path.open("rb") as file:
            while chunk := file.read(min(_CHUNK, total - done)):
                digest.update(chunk)
                done += len(chunk)
                progress.step(_("Đang đọc tệp đã ký"), done, total)
    except OSError as error:
        raise storage_error(error, path) from error
    return digest.hexdigest()
