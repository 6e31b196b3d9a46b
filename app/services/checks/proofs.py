"""The proofs in use with what they serve, and whether their files are there."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.files.evidence_store import stored_path
from app.models.evidence import Evidence, EvidenceLink
from app.services.checks.facts import ProofFacts
from app.services.evidence import in_use


def proofs(session: Session) -> tuple[ProofFacts, ...]:
    used = in_use()
    links = select(EvidenceLink.evidence_uid, EvidenceLink.hamlet_uid, EvidenceLink.indicator_uid)
    served: dict[str, list[tuple[str, str]]] = {}
    for uid, place, indicator in session.execute(links.where(EvidenceLink.evidence_uid.in_(used))):
        served.setdefault(uid, []).append((place, indicator))
    columns = (
        Evidence.uid,
        Evidence.title,
        Evidence.file_name,
        Evidence.sha256,
        Evidence.media_type,
        Evidence.issued_on,
        Evidence.expires_on,
    )
    statement = select(*columns).where(Evidence.uid.in_(used)).order_by(Evidence.title, Evidence.uid)
    return tuple(ProofFacts(*row, tuple(served.get(row[0], ()))) for row in session.execute(statement))


def gone(found: Iterable[ProofFacts], folder: Path) -> frozenset[str]:
    """Uids of those without a file in the store."""
    return frozenset(proof.uid for proof in found if not os.path.isfile(path_of(proof, folder)))


def path_of(proof: ProofFacts, folder: Path) -> Path:
    return stored_path(folder, proof.sha256, proof.media_type)
