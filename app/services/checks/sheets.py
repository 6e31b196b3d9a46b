"""The sheets of the latest rounds with their yardsticks, and what rounds come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.measure import Answer, lacking
from app.domain.verdict import Verdict, criterion_verdict, effective_verdict, totals
from app.models.assessment import Assessment
from app.models.criteria import Criterion, Indicator
from app.services import criteria, place_years
from app.services.checks.facts import RoundCount, RoundFacts, RowFacts, SetFacts
from app.services.criteria import IndicatorRow

_ANSWER = (
    Assessment.part,
    Assessment.whole,
    Assessment.share,
    Assessment.rating,
    Assessment.amount,
    Assessment.reference,
    Assessment.papers,
)
_SAID = (
    Assessment.claimed,
    Assessment.opinion,
    Assessment.concluded,
    Assessment.explanation,
    Assessment.remaining,
)
GroupsUnknown = dict[tuple[str, str], tuple[str, ...]]


def filled(
    session: Session, *, sets: Mapping[str, SetFacts], rounds: Iterable[Sequence[RoundFacts]]
) -> tuple[tuple[RoundFacts, ...], GroupsUnknown]:
    """The last of each list of rounds with its rows and the answers of the one before it.

    The second value: by (place, set) the numbers whose threshold depends on a group nobody has said.
    """
    pairs = [(held[-1], held[-2] if len(held) > 1 else None) for held in rounds]
    said = _said(session, [latest.uid for latest, _before in pairs])
    answers = _answers(session, [before.uid for _latest, before in pairs if before is not None])
    yardsticks = _Yardsticks(session, sets, [latest for latest, _before in pairs])
    found, unknown = [], {}
    for latest, before in pairs:
        indicators = yardsticks.of(latest)
        rows = said.get(latest.uid, {})
        found.append(
            replace(
                latest,
                rows=tuple(_row(one, rows[one.uid]) for one in indicators if one.uid in rows),
                before=answers.get(before.uid, {}) if before is not None else {},
            )
        )
        numbers = tuple(one.number for one in indicators if not one.group_known)
        if numbers:
            unknown[latest.place_uid, latest.set_uid] = numbers
    return tuple(found), unknown


def _said(session: Session, uids: Sequence[str]) -> dict[str, dict[str, Sequence[Any]]]:
    """By round and indicator: the columns of _SAID, then those of _ANSWER."""
    statement = select(Assessment.round_uid, Assessment.indicator_uid, *_SAID, *_ANSWER).where(
        Assessment.round_uid.in_(uids)
    )
    found: dict[str, dict[str, Sequence[Any]]] = {}
    for row in session.execute(statement):
        found.setdefault(row[0], {})[row[1]] = row[2:]
    return found


def _answers(session: Session, uids: Sequence[str]) -> dict[str, dict[str, Answer]]:
    """Only where something was counted."""
    counted = Assessment.whole.is_not(None) | Assessment.share.is_not(None) | Assessment.amount.is_not(None)
    statement = select(Assessment.round_uid, Assessment.indicator_uid, *_ANSWER).where(
        Assessment.round_uid.in_(uids), counted
    )
    found: dict[str, dict[str, Answer]] = {}
    for row in session.execute(statement):
        found.setdefault(row[0], {})[row[1]] = _answer(row[2:])
    return found


def _answer(values: Sequence[Any]) -> Answer:
    part, whole, share, rating, amount, reference, papers = values
    return Answer(part, whole, share, rating, amount, reference, tuple(papers or ()))


def _row(indicator: IndicatorRow, values: Sequence[Any]) -> RowFacts:
    claimed, opinion, concluded, explanation, remaining = values[:5]
    answer = _answer(values[5:])
    return RowFacts(
        indicator=indicator,
        claimed=claimed,
        concluded=concluded,
        verdict=effective_verdict(claimed, opinion, concluded),
        answer=answer,
        computed=lacking(indicator.yardstick, answer),
        explanation=explanation or "",
        remaining=remaining or "",
    )


class _Yardsticks:
    """The indicators of each set as a place's groups have them, read once for each set of groups."""

    def __init__(self, session: Session, sets: Mapping[str, SetFacts], rounds: Sequence[RoundFacts]) -> None:
        self._session = session
        self._sets = sets
        self._grouped = {
            uid for uid, found in sets.items() if any(row.group_kind is not None for row in found.indicators)
        }
        self._groups = self._read_groups([row for row in rounds if row.set_uid in self._grouped])
        self._found: dict[tuple[str, tuple[tuple[Any, str], ...]], tuple[IndicatorRow, ...]] = {}

    def _read_groups(self, rounds: Sequence[RoundFacts]) -> dict[tuple[str, int], Mapping[Any, str]]:
        found: dict[tuple[str, int], Mapping[Any, str]] = {}
        for year in {row.held_on.year for row in rounds}:
            uids = [row.place_uid for row in rounds if row.held_on.year == year]
            known = place_years.groups_of_places(self._session, place_uids=uids, year=year)
            found |= {(uid, year): groups for uid, groups in known.items()}
        return found

    def of(self, review: RoundFacts) -> tuple[IndicatorRow, ...]:
        if review.set_uid not in self._grouped:
            return self._sets[review.set_uid].indicators
        groups = self._groups.get((review.place_uid, review.held_on.year), {})
        key = (review.set_uid, tuple(sorted(groups.items())))
        if key not in self._found:
            rows = criteria.indicators(self._session, set_uid=review.set_uid, groups=groups)
            self._found[key] = tuple(rows)
        return self._found[key]


def counts(session: Session, uids: Iterable[str], known: Iterable[RoundFacts] = ()) -> dict[str, RoundCount]:
    """What rounds come to, by uid; those that are `known` by their rows are not read again."""
    counted = {review.uid: _counted_rows(review) for review in known}
    missing = sorted(set(uids) - counted.keys())
    return {**counted, **(_counted(session, missing) if missing else {})}


def _counted_rows(review: RoundFacts) -> RoundCount:
    by_number: dict[str, list[Verdict | None]] = {}
    for row in review.rows:
        by_number.setdefault(row.indicator.criterion_number, []).append(row.verdict)
    return _count(by_number)


def _count(by_number: Mapping[str, list[Verdict | None]]) -> RoundCount:
    criteria_of = {number: criterion_verdict(verdicts) for number, verdicts in by_number.items()}
    return RoundCount(totals(by_number), criteria_of)


def _counted(session: Session, uids: Sequence[str]) -> dict[str, RoundCount]:
    statement = (
        select(
            Assessment.round_uid,
            Criterion.number,
            Assessment.claimed,
            Assessment.opinion,
            Assessment.concluded,
        )
        .join(Indicator, Indicator.uid == Assessment.indicator_uid)
        .join(Criterion, Criterion.uid == Indicator.criterion_uid)
        .where(Assessment.round_uid.in_(uids))
        .order_by(Criterion.position)
    )
    found: dict[str, dict[str, list[Verdict | None]]] = {}
    for uid, number, claimed, opinion, concluded in session.execute(statement):
        verdicts = found.setdefault(uid, {}).setdefault(number, [])
        verdicts.append(effective_verdict(claimed, opinion, concluded))
    return {uid: _count(by_number) for uid, by_number in found.items()}
