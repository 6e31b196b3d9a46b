"""Photos that look alike: found by their perceptual keys, decided by the person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.files.near_duplicates import NEAR, distance
from app.models.evidence import Evidence, EvidenceLink
from app.services import evidence, evidence_trash
from app.services.evidence import in_use


@dataclass(frozen=True, slots=True)
class NearPair:
    """A new photo beside one that was there before; `distance` 0–6 of 64 bits."""

    new_uid: str
    new_title: str
    old_uid: str
    old_title: str
    distance: int


def near_pairs(
    session: Session, *, keys: Mapping[str, str], uids: Sequence[str] | None = None
) -> list[NearPair]:
    """Each photo in use with the nearest older one that looks like it; only photos of `uids` where given.

    `keys`: how photos look, by the hash of their bytes. A masked copy looks like its original on purpose.
    """
    statement = (
        select(Evidence.uid, Evidence.title, Evidence.sha256)
        .where(Evidence.uid.in_(in_use()), Evidence.masked_from_uid.is_(None))
        .order_by(Evidence.added_on, Evidence.uid)
    )
    photos = [
        (uid, title, int(keys[sha256], 16))
        for uid, title, sha256 in session.execute(statement)
        if keys.get(sha256)
    ]
    if uids is None:
        return _pairs(photos, {photo[0] for photo in photos})
    wanted = set(uids)  # of one day all are equally old: what was there before comes first
    return _pairs(sorted(photos, key=lambda photo: photo[0] in wanted), wanted)


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


def keep_olds(session: Session, *, pairs: Sequence[NearPair], today: date) -> None:
    """`keep_old` for each pair, as one step; where the older photo goes too, the one it looks like takes over."""
    kept = {pair.new_uid: pair.old_uid for pair in pairs}
    for pair in pairs:
        old_uid = pair.old_uid
        while old_uid in kept:  # the older of a pair always comes before the newer: this ends
            old_uid = kept[old_uid]
        keep_old(session, new_uid=pair.new_uid, old_uid=old_uid, today=today)
