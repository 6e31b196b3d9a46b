"""Photos that look alike: found by their perceptual keys, decided by the person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.files.near_duplicates import NEAR, distance
from app.models.evidence import Evidence, EvidenceLink
from app.services import evidence, evidence_trash


@dataclass(frozen=True, slots=True)
class NearPair:
    """A new photo beside one that was there before; `distance` 0–6 of 64 bits."""

    new_uid: str
    new_title: str
    old_uid: str
    old_title: str
    distance: int


def near_pairs(session: Session, *, uids: Sequence[str] | None = None) -> list[NearPair]:
    """Each photo with the nearest older one that looks like it; only photos of `uids` where they are given."""
    columns = (Evidence.uid, Evidence.title, Evidence.picture_key)
    statement = (
        select(*columns)
        .where(
            Evidence.picture_key.is_not(None),
            Evidence.removed_on.is_(None),
            Evidence.masked_from_uid.is_(None),
        )
        .order_by(Evidence.added_on, Evidence.uid)
    )
    photos = [(uid, title, int(key, 16)) for uid, title, key in session.execute(statement) if key]
    if uids is not None:  # within a batch all are equally old: what was there before comes first
        wanted = set(uids)
        photos.sort(key=lambda photo: photo[0] in wanted)
    return _pairs(photos, set(uids) if uids is not None else {photo[0] for photo in photos})


def _pairs(photos: Sequence[tuple[str, str, int]], wanted: set[str]) -> list[NearPair]:
    found = []
    for place, (uid, title, key) in enumerate(photos):
        if uid not in wanted or place == 0:
            continue
        older = min(photos[:place], key=lambda photo: distance(photo[2], key))
        if distance(older[2], key) <= NEAR:
            found.append(NearPair(uid, title, older[0], older[1], distance(older[2], key)))
    return found


def keep_old(session: Session, *, new_uid: str, old_uid: str, today: date) -> None:
    """The new photo goes to the trash; what it was linked to the old one proves from now on."""
    for row in session.scalars(select(EvidenceLink).where(EvidenceLink.evidence_uid == new_uid)).all():
        evidence.link(
            session,
            evidence_uid=old_uid,
            hamlet_uid=row.hamlet_uid,
            indicator_uid=row.indicator_uid,
            where=row.where or "",
        )
    evidence_trash.remove(session, evidence_uids=[new_uid], today=today)
