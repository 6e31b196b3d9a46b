"""Ctrl+K: hamlets, indicators, proofs and roles, found without marks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from app.domain.text import fold
from app.labels import indicator_text
from app.services import criteria, evidence, places, plans

MOST = 40  # hits; more than a screen of them helps nobody


class HitKind(StrEnum):
    HAMLET = "hamlet"
    INDICATOR = "indicator"
    EVIDENCE = "evidence"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class SearchHit:
    kind: HitKind
    uid: str
    title: str
    detail: str


def search(session: Session, *, text: str, year: int) -> list[SearchHit]:
    """Every word must occur; titles that begin with the text come first, then the order of the kinds."""
    words = fold(text).split()
    if not words:
        return []
    hits = [hit for hit in _everything(session, year) if _matches(hit, words)]
    start = " ".join(words)
    hits.sort(key=lambda hit: not fold(hit.title).startswith(start))
    return hits[:MOST]


def _matches(hit: SearchHit, words: list[str]) -> bool:
    folded = fold(f"{hit.title} {hit.detail}")
    return all(word in folded for word in words)


def _everything(session: Session, year: int) -> list[SearchHit]:
    hits = [SearchHit(HitKind.HAMLET, row.uid, row.name, "") for row in places.hamlets(session)]
    if year in plans.years(session):
        plan = plans.plan_of_year(session, year=year)
        criteria_set = criteria.criteria_set(session, set_uid=plan.set_uid)
        for row in criteria.indicators(session, set_uid=plan.set_uid):
            text = indicator_text(row.number, row.text, criteria_set.basis_number)
            title = text if text.startswith(row.number) else f"{row.number}  {text}"
            hits.append(SearchHit(HitKind.INDICATOR, row.uid, title, row.criterion_name))
    for proof in evidence.evidence_rows(session):
        hits.append(SearchHit(HitKind.EVIDENCE, proof.uid, proof.title, proof.file_name))
    hits.extend(SearchHit(HitKind.ROLE, role.uid, role.name, "") for role in criteria.roles(session))
    return hits
