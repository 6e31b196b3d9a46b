"""The trash of evidence: put away with its links, brought back whole, or deleted for good with its file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.files.evidence_store import delete_stored
from app.files.search_index import IndexLost, SearchIndex
from app.models.evidence import Evidence, EvidenceLink
from app.models.journal import JournalEntry, JournalTransaction, TransactionKind
from app.services.evidence import EvidenceRow, find, require_for, rows_of
from app.services.evidence_uses import used_elsewhere
from app.services.workspace import Workspace, action_name

KEPT_DAYS = 30  # a usual age for emptying


@dataclass(frozen=True, slots=True)
class Emptied:
    count: int
    size: int  # bytes freed


def remove(session: Session, *, evidence_uids: Sequence[str], today: date) -> None:
    """Put proofs into the trash; their links wait there with them. Raises NotFoundError, RefusedError."""
    for uid in evidence_uids:
        row = find(session, uid)
        require_for(session, row)
        row.removed_on = row.removed_on or today
    session.flush()


def restore(session: Session, *, evidence_uids: Sequence[str]) -> None:
    for uid in evidence_uids:
        row = find(session, uid)
        require_for(session, row)
        row.removed_on = None
    session.flush()


def trash_rows(session: Session) -> list[EvidenceRow]:
    """What is in the trash, the newest first."""
    rows = rows_of(session, select(Evidence.uid).where(Evidence.removed_on.is_not(None)))
    return sorted(rows, key=lambda row: row.removed_on or date.min, reverse=True)


def empty_trash(
    workspace: Workspace, *, evidence_uids: Sequence[str] | None = None, older_than_days: int = 0
) -> Emptied:
    """Delete for good what is named, or everything that has been in the trash for so many days.

    It is no step for Ctrl+Z: the files go too. Raises NotFoundError, RefusedError, StorageError.
    """
    before = workspace.today() - timedelta(days=older_than_days)
    deleted = workspace.write_as(
        TransactionKind.BASE, None, delete_for_good, evidence_uids=evidence_uids, removed_until=before
    )
    files = workspace.read(files_no_longer_named)
    for sha256, media_type in files:
        delete_stored(workspace.evidence_folder, sha256, media_type)
    with suppress(IndexLost):
        SearchIndex(workspace.folder).forget(sha256 for sha256, _media_type in files)
    return deleted


def delete_for_good(
    session: Session, *, evidence_uids: Sequence[str] | None = None, removed_until: date
) -> Emptied:
    """The rows of what is in the trash since `removed_until` or longer.

    What is in use stays, even if named: proofs not in the trash, and files that other papers of the book name.
    """
    statement = select(Evidence).where(Evidence.removed_on <= removed_until)
    if evidence_uids is not None:
        statement = statement.where(Evidence.uid.in_(list(evidence_uids)))
    found = session.scalars(statement).all()
    used = used_elsewhere(session, [row.uid for row in found])
    rows = [row for row in found if row.uid not in used]
    gone = [row.uid for row in rows]
    for row in rows:
        require_for(session, row)
    for link in session.scalars(select(EvidenceLink).where(EvidenceLink.evidence_uid.in_(gone))):
        session.delete(link)
    descends = or_(Evidence.replaces_uid.in_(gone), Evidence.masked_from_uid.in_(gone))
    for child in session.scalars(select(Evidence).where(descends)):
        child.replaces_uid = None if child.replaces_uid in gone else child.replaces_uid
        child.masked_from_uid = None if child.masked_from_uid in gone else child.masked_from_uid
    session.flush()
    for row in rows:
        session.delete(row)
    session.flush()
    return Emptied(len(rows), sum(row.size for row in rows))


def files_no_longer_named(session: Session) -> list[tuple[str, str]]:
    """(hash, media type) of everything ever deleted for good that the book does not hold again.

    All of it, not only the last: a power cut between the book and its folder is made good the next time. What
    was added again and taken back with Ctrl+Z stays: Ctrl+Y brings it back.
    """
    statement = (
        select(JournalEntry.old, JournalTransaction.action)
        .join(JournalTransaction, JournalTransaction.id == JournalEntry.transaction_id)
        .where(
            JournalEntry.table_name == Evidence.__tablename__,
            JournalEntry.field.is_(None),
            JournalEntry.old.is_not(None),
        )
        .order_by(JournalEntry.id)
    )
    last: dict[str, tuple[str, str]] = {}
    for old, action in session.execute(statement):
        row = json.loads(old or "{}")
        last[row["sha256"]] = (row["media_type"], action)
    held = set(session.scalars(select(Evidence.sha256)))
    for_good = action_name(delete_for_good)
    return [
        (sha256, media_type)
        for sha256, (media_type, action) in last.items()
        if action == for_good and sha256 not in held
    ]
