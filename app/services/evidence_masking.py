"""Copies of proofs with parts blacked out, as proofs of their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.progress import Progress
from app.errors import InputError
from app.files.evidence_reading import PAGELESS, MediaType
from app.files.evidence_store import Intake, StoredFile
from app.files.masking import Box, masked_ending, write_masked
from app.i18n import _
from app.models.evidence import Evidence, EvidenceLink
from app.services import entry
from app.services.evidence import evidence_row, find, refuse_trashed, require_for
from app.services.evidence_intake import new_row, taken_back_on_refusal
from app.services.workspace import Workspace


def mask(workspace: Workspace, progress: Progress, *, evidence_uid: str, boxes: Sequence[Box]) -> str:
    """Make a copy with black boxes, linked to what the original is linked to; long work. Returns its uid.

    The original stays as it is. Raises InputError for no box or a file without pages, EvidenceError, StorageError,
    Cancelled, NotFoundError, RefusedError.
    """
    row = workspace.read(evidence_row, evidence_uid=evidence_uid)
    media_type = MediaType(row.media_type)
    if media_type in PAGELESS:
        raise InputError(_("Chỉ che được ảnh và PDF. Hãy lưu tệp này thành PDF rồi thêm lại."))
    if not boxes:
        raise InputError(_("Chưa có ô che nào. Hãy kéo chuột trên trang để vẽ ô che."))
    intake = Intake(workspace.evidence_folder)
    with TemporaryDirectory(prefix="bansang-") as folder:
        stem = Path(row.file_name).stem
        copy = Path(folder) / _("{stem} (bản che){ending}").format(
            stem=stem[:60], ending=masked_ending(media_type)
        )
        write_masked(
            row.path(workspace.evidence_folder), media_type, boxes, copy, progress, name=row.file_name
        )
        stored = intake.store(copy, progress)
    with taken_back_on_refusal(workspace, intake):
        return workspace.write(
            enter_masked, evidence_uid=evidence_uid, stored=stored, today=workspace.today()
        )


def enter_masked(session: Session, *, evidence_uid: str, stored: StoredFile, today: date) -> str:
    """The copy carries number, date and origin of its original, and its links; it is not sensitive."""
    original = find(session, evidence_uid)
    require_for(session, original)
    refuse_trashed(original)
    row = session.scalars(select(Evidence).where(Evidence.sha256 == stored.sha256)).first()
    if row is None:
        row = new_row(stored, today)
        row.title = entry.line(_("{title} (bản che)").format(title=original.title[:280]), limit=300)
        for field in (
            "document_number",
            "document_sign",
            "issued_on",
            "issuer",
            "signer",
            "abstract",
            "expires_on",
        ):
            setattr(row, field, getattr(original, field))
        session.add(row)
    else:
        require_for(session, row)
    row.masked_from_uid = original.uid
    row.removed_on = None
    session.flush()
    _copy_links(session, original.uid, row.uid)
    return row.uid


def _copy_links(session: Session, original_uid: str, copy_uid: str) -> None:
    of_copy = session.scalars(select(EvidenceLink).where(EvidenceLink.evidence_uid == copy_uid))
    there = {(row.hamlet_uid, row.indicator_uid) for row in of_copy}
    for row in session.scalars(select(EvidenceLink).where(EvidenceLink.evidence_uid == original_uid)).all():
        if (row.hamlet_uid, row.indicator_uid) not in there:
            session.add(
                EvidenceLink(
                    evidence_uid=copy_uid,
                    hamlet_uid=row.hamlet_uid,
                    indicator_uid=row.indicator_uid,
                    where=row.where,
                    paper=row.paper,
                )
            )
    session.flush()
