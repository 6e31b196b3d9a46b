"""Which files of the book serve as something else than a proof: a signed paper, a decision, a receipt."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.base import Base
from app.models.evidence import Evidence, EvidenceLink

_OWN = (Evidence.__tablename__, EvidenceLink.__tablename__)


def used_elsewhere(session: Session, evidence_uids: Collection[str]) -> frozenset[str]:
    """Those that a row of any other table names, found by the tables' own foreign keys."""
    target = Evidence.__table__.c.uid
    found: set[str] = set()
    for table in Base.metadata.sorted_tables:
        if table.name in _OWN:
            continue
        for column in table.columns:
            if any(key.column is target for key in column.foreign_keys):
                found.update(session.scalars(select(column).where(column.in_(evidence_uids))))
    return frozenset(found)
