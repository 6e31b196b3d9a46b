"""What is still to do for the unmet indicators of many rounds at once."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.arithmetic_words import remaining_amount
from app.domain.measure import Answer, lacking
from app.domain.verdict import Opinion, Verdict
from app.models.assessment import Assessment
from app.services import criteria, place_years
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
_MAY_BE_UNMET = or_(
    Assessment.claimed == Verdict.UNMET,
    Assessment.opinion == Opinion.DISAGREE,
    Assessment.concluded == Verdict.UNMET,
)
_SAYS_SOMETHING = or_(Assessment.remaining.is_not(None), *(column.is_not(None) for column in _ANSWER))


def remaining_of_rounds(
    session: Session, *, set_uid: str, rounds: Mapping[str, tuple[str, int]]
) -> dict[tuple[str, str], str]:
    """By round and indicator: what somebody wrote, else what the arithmetic says; absent where neither does.

    `rounds`: by round uid the place and the year whose groups count.
    """
    columns = (Assessment.round_uid, Assessment.indicator_uid, Assessment.remaining, *_ANSWER)
    statement = select(*columns).where(Assessment.round_uid.in_(list(rounds)), _MAY_BE_UNMET, _SAYS_SOMETHING)
    found: dict[tuple[str, str], str] = {}
    answers: dict[tuple[str, str], Answer] = {}
    for (
        round_uid,
        indicator_uid,
        written,
        part,
        whole,
        share,
        rating,
        amount,
        reference,
        papers,
    ) in session.execute(statement):
        if written:
            found[round_uid, indicator_uid] = written
        else:
            answer = Answer(part, whole, share, rating, amount, reference, tuple(papers or ()))
            answers[round_uid, indicator_uid] = answer
    if answers:
        yardsticks = _Yardsticks(session, set_uid, rounds)
        for key, answer in answers.items():
            yardstick = yardsticks.row(*key).yardstick
            words = remaining_amount(yardstick, answer, lacking(yardstick, answer))
            if words:
                found[key] = words
    return found


class _Yardsticks:
    """The indicators of a set as each round's place and year have them, read once for each set of groups."""

    def __init__(self, session: Session, set_uid: str, rounds: Mapping[str, tuple[str, int]]) -> None:
        self._session = session
        self._set_uid = set_uid
        rows = criteria.indicators(session, set_uid=set_uid)
        self._by_groups: dict[tuple[tuple[str, str], ...], dict[str, IndicatorRow]] = {(): _by_uid(rows)}
        self._groups: dict[str, tuple[tuple[str, str], ...]] = {}
        if any(row.group_kind is not None for row in rows):
            for year in {year for _place, year in rounds.values()}:
                self._read_groups(rounds, year)

    def _read_groups(self, rounds: Mapping[str, tuple[str, int]], year: int) -> None:
        of_year = {uid: place for uid, (place, held) in rounds.items() if held == year}
        known = place_years.groups_of_places(self._session, place_uids=of_year.values(), year=year)
        for uid, place in of_year.items():
            groups = known.get(place, {})
            key = tuple(sorted((kind.value, group) for kind, group in groups.items()))
            self._groups[uid] = key
            if key not in self._by_groups:
                rows = criteria.indicators(self._session, set_uid=self._set_uid, groups=groups)
                self._by_groups[key] = _by_uid(rows)

    def row(self, round_uid: str, indicator_uid: str) -> IndicatorRow:
        return self._by_groups[self._groups.get(round_uid, ())][indicator_uid]


def _by_uid(rows: list[IndicatorRow]) -> dict[str, IndicatorRow]:
    return {row.uid: row for row in rows}
