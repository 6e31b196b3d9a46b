"""A file from outside takes the place of a paper: the signed one, or one that was finished in Word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.progress import Progress
from app.files.evidence_store import Intake, StoredFile
from app.models.evidence import Evidence
from app.services.dossier_papers import attach_paper, require_paper
from app.services.evidence_intake import new_row, taken_back_on_refusal
from app.services.workspace import Workspace


def attach_file(
    workspace: Workspace, path: Path, progress: Progress, *, hamlet_uid: str, year: int, key: str
) -> str:
    """Store `path` and attach it as one step for Ctrl+Z; long work. Returns the uid of the file in the book.

    A Word file is taken too, and the page of the dossier says that it cannot be printed. Raises EvidenceError,
    StorageError, Cancelled, InputError, RefusedError, NotFoundError.
    """
    workspace.read(require_paper, hamlet_uid=hamlet_uid, key=key)
    intake = Intake(workspace.evidence_folder)
    stored = intake.store(path, progress)
    with taken_back_on_refusal(workspace, intake):
        return workspace.write(
            attach_stored,
            hamlet_uid=hamlet_uid,
            year=year,
            key=key,
            stored=stored,
            today=workspace.today(),
        )


def attach_stored(
    session: Session, *, hamlet_uid: str, year: int, key: str, stored: StoredFile, today: date
) -> str:
    """The same bytes again are the same row of the book."""
    require_paper(session, hamlet_uid=hamlet_uid, key=key)
    row = session.scalars(select(Evidence).where(Evidence.sha256 == stored.sha256)).first()
    if row is None:
        row = new_row(stored, today)
        session.add(row)
        session.flush()
    attach_paper(session, hamlet_uid=hamlet_uid, year=year, key=key, evidence_uid=row.uid)
    return row.uid
