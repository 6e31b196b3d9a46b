"""Rules about proofs: files that are gone or damaged, dates that do not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.domain.checks import CheckCode, Severity
from app.domain.dates import format_date
from app.services.checks.facts import Facts, ProofFacts, RoundFacts
from app.services.checks.rule import Spot, rule


@rule(CheckCode.EVIDENCE_FILE_GONE, Severity.ERROR)
def file_gone(facts: Facts) -> Iterable[Spot]:
    for proof in facts.proofs:
        if proof.uid in facts.gone:
            yield from _of_each_place(proof)


@rule(CheckCode.EVIDENCE_FILE_DAMAGED, Severity.ERROR)
def file_damaged(facts: Facts) -> Iterable[Spot]:
    for proof in facts.proofs:
        if proof.uid in facts.damaged - facts.gone:
            yield from _of_each_place(proof)


@rule(CheckCode.EVIDENCE_EXPIRED, Severity.ERROR)
def expired(facts: Facts) -> Iterable[Spot]:
    for proof in facts.proofs:
        if proof.expires_on is not None and proof.expires_on < facts.today:
            yield from _of_each_place(proof, day=format_date(proof.expires_on))


@rule(CheckCode.EVIDENCE_OUTSIDE_YEAR, Severity.WARNING)
def outside_year(facts: Facts) -> Iterable[Spot]:
    """Issued neither in the year of the round nor in that of the plan, and not said to be valid until then."""
    latest = {review.place_uid: review for review in sorted(facts.rounds, key=lambda one: one.held_on)}
    for proof in facts.proofs:
        for place_uid in _places(proof):
            review = latest.get(place_uid)
            if review is not None and _outside(proof, review, facts.year):
                years = sorted({review.held_on.year, facts.year})
                yield _spot(
                    proof,
                    place_uid,
                    day=format_date(proof.issued_on),
                    year=" – ".join(str(year) for year in years),
                )


def _outside(proof: ProofFacts, review: RoundFacts, year: int) -> bool:
    if proof.issued_on is None or proof.issued_on.year in (review.held_on.year, year):
        return False
    still_valid = proof.expires_on is not None and proof.expires_on >= review.held_on
    return proof.issued_on > review.held_on or not still_valid


def _places(proof: ProofFacts) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place for place, _indicator in proof.served))


def _of_each_place(proof: ProofFacts, **words: str) -> Iterator[Spot]:
    for place_uid in _places(proof) or ("",):
        yield _spot(proof, place_uid, **words)


def _spot(proof: ProofFacts, place_uid: str, **words: str) -> Spot:
    """Without a hamlet in the place: the page then shows the proof among all."""
    return Spot(
        f"{proof.uid}/{place_uid}",
        place_uid,
        {"title": proof.title, "name": proof.file_name, **words},
        "evidence",
        {"evidence_uid": proof.uid},
    )
