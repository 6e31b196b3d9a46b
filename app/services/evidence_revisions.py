"""A newer version of a proof takes its place; the older stays as history."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.progress import Progress
from app.errors import RefusedError
from app.files.evidence_store import Intake, StoredFile
from app.i18n import _
from app.models.evidence import Evidence, EvidenceLink
from app.services.evidence import EvidenceRow, find, refuse_trashed, require_for, rows_of
from app.services.evidence_intake import new_row, taken_back_on_refusal
from app.services.workspace import Workspace

_CARRIED = ("title", "document_sign", "issuer", "signer", "abstract", "sensitive", "sensitive_reason")


def replace_file(workspace: Workspace, path: Path, progress: Progress, *, evidence_uid: str) -> str:
    """Store `path` and let it take the place of a proof; long work. Returns the new uid.

    Raises EvidenceError, StorageError, Cancelled, NotFoundError, RefusedError.
    """
    intake = Intake(workspace.evidence_folder)
    stored = intake.store(path, progress)
    with taken_back_on_refusal(workspace, intake):
        return workspace.write(
            replace_with, evidence_uid=evidence_uid, stored=stored, today=workspace.today()
        )


def replace_with(session: Session, *, evidence_uid: str, stored: StoredFile, today: date) -> str:
    """The stored file becomes the next revision: same name and origin, all links; number and dates are its own."""
    old = find(session, evidence_uid)
    require_for(session, old)
    refuse_trashed(old)
    row = session.scalars(select(Evidence).where(Evidence.sha256 == stored.sha256)).first()
    if row is None:
        row = new_row(stored, today)
        for field in _CARRIED:
            setattr(row, field, getattr(old, field))
        session.add(row)
    elif row.uid in {old.uid, *_earlier(session, old)}:
        raise RefusedError(
            _("Tệp này giống hệt bản đã có của “{title}”. Hãy chọn tệp mới.").format(title=old.title)
        )
    else:
        require_for(session, row)
    row.replaces_uid = old.uid
    row.removed_on = None
    session.flush()
    _move_links(session, old.uid, row.uid)
    return row.uid


def _move_links(session: Session, old_uid: str, new_uid: str) -> None:
    of_new = session.scalars(select(EvidenceLink).where(EvidenceLink.evidence_uid == new_uid))
    there = {(row.hamlet_uid, row.indicator_uid) for row in of_new}
    for row in session.scalars(select(EvidenceLink).where(EvidenceLink.evidence_uid == old_uid)).all():
        if (row.hamlet_uid, row.indicator_uid) in there:
            session.delete(row)
        else:
            row.evidence_uid = new_uid
    session.flush()


def revisions(session: Session, *, evidence_uid: str) -> list[EvidenceRow]:
    """The revisions that came before this one, the newest first, whether in the trash or not."""
    uids = _earlier(session, find(session, evidence_uid))
    rows = {row.uid: row for row in rows_of(session, select(Evidence.uid).where(Evidence.uid.in_(uids)))}
    return [rows[uid] for uid in uids]


def _earlier(session: Session, row: Evidence) -> list[str]:
    found: list[str] = []
    uid = row.replaces_uid
    while uid is not None and uid not in found:
        found.append(uid)
        before = session.get(Evidence, uid)
        uid = before.replaces_uid if before is not None else None
    return found
