"""Ctrl+K: hamlets, indicators, proofs and roles, found without marks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from app.domain.text import fold, sort_key
from app.labels import indicator_text
from app.services import criteria, evidence, place_names, plans

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
    """Every word must occur; titles that begin with the text, or do so after "Bản", come first.

    Then the order of the kinds, and of the alphabet among hamlets.
    """
    words = fold(text).split()
    if not words:
        return []
    start = " ".join(words)
    hits = [*_hamlets(session, words), *(hit for hit in _others(session, year) if _matches(hit, words))]
    hits.sort(key=lambda hit: _rank(fold(hit.title), start))
    return hits[:MOST]


def _hamlets(session: Session, words: list[str]) -> list[SearchHit]:
    """Thousands of names: only those that match are put in order."""
    rows = [row for row in place_names.hamlet_places(session) if row.valid_to is None]
    names = place_names.shown_names(rows)
    found = [(uid, name) for uid, name in names.items() if _all_in(words, fold(name))]
    found.sort(key=lambda pair: sort_key(pair[1]))
    return [SearchHit(HitKind.HAMLET, uid, name, "") for uid, name in found]


def _rank(folded: str, start: str) -> int:
    if folded.startswith(start):
        return 0
    return 1 if folded.partition(" ")[2].startswith(start) else 2


def _matches(hit: SearchHit, words: list[str]) -> bool:
    return _all_in(words, fold(f"{hit.title} {hit.detail}"))


def _all_in(words: list[str], folded: str) -> bool:
    return all(word in folded for word in words)


def _others(session: Session, year: int) -> list[SearchHit]:
    hits: list[SearchHit] = []
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
