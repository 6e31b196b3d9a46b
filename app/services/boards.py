"""The board: every hamlet of the year against every criterion, and how it came there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.domain.verdict import Totals, Verdict, criterion_verdict, effective_verdict, met_count, totals
from app.models.assessment import Assessment, ReviewRound
from app.models.criteria import Criterion, Indicator
from app.services import plan_sets, plans
from app.services.collecting import without_collecting
from app.services.criteria import SetRow
from app.services.plan_sets import Prerequisite
from app.services.remaining_work import remaining_of_rounds


@dataclass(frozen=True, slots=True)
class CriterionColumn:
    uid: str
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class BoardCell:
    """`met` of `total` indicators stands behind the verdict."""

    verdict: Verdict | None
    met: int
    total: int


@dataclass(frozen=True, slots=True)
class RoundPoint:
    """One round on the line of criteria met over time."""

    held_on: date
    criteria_met: int
    indicators_met: int


@dataclass(frozen=True, slots=True)
class UnmetIndicator:
    """`remaining` ("55 người") is what the hamlet wrote that it lacks, else what the arithmetic says, else ""."""

    uid: str
    number: str
    remaining: str


@dataclass(frozen=True, slots=True)
class BoardRow:
    """`round_uid` None: the hamlet was never assessed. `trend` counts indicators gained since the round before.

    `prerequisite` is how it stands in the set that this one builds on, None where it builds on none.
    """

    hamlet_uid: str
    hamlet: str
    round_uid: str | None
    held_on: date | None
    cells: tuple[BoardCell, ...]
    totals: Totals
    trend: int | None
    unmet_indicators: tuple[UnmetIndicator, ...]
    points: tuple[RoundPoint, ...]
    prerequisite: Prerequisite | None = None

    @property
    def all_met(self) -> bool:
        """Everything of this set, and of the set that it builds on."""
        return self.totals.all_met and (self.prerequisite is None or self.prerequisite.met)

    @property
    def unmet(self) -> tuple[str, ...]:
        """Numbers of the unmet indicators in the order of the set."""
        return tuple(indicator.number for indicator in self.unmet_indicators)


@dataclass(frozen=True, slots=True)
class Board:
    """Of one set; `sets` are those that judge somebody in the year."""

    year: int
    criteria_set: SetRow
    sets: tuple[SetRow, ...]
    criteria: tuple[CriterionColumn, ...]
    rows: tuple[BoardRow, ...]


@dataclass(frozen=True, slots=True)
class SetOutline:
    """Its criteria in order, and of each indicator its number and the place of its criterion, in order too."""

    criteria: tuple[CriterionColumn, ...]
    indicators: dict[str, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class RoundVerdicts:
    """Verdicts by place of the criterion, and the uids of the indicators that are unmet."""

    verdicts: tuple[list[Verdict | None], ...]
    unmet: list[str]


def board(session: Session, *, year: int, set_uid: str | None = None, today: date | None = None) -> Board:
    """The places of the year under a set, the plan's own when none is named, with their latest rounds.

    With `today` a round that is still to come says nothing yet.
    Raises NotFoundError without a plan.
    """
    with without_collecting():
        return _board(session, year, set_uid, today)


def _board(session: Session, year: int, set_uid: str | None, today: date | None) -> Board:
    plan = plans.plan_of_year(session, year=year)
    sets = plan_sets.sets_of_year(session, year=year)
    chosen = next((row for row in sets if row.uid == set_uid), sets[0])
    judged = plan_sets.places_under(session, plan=plan, set_uid=chosen.uid)
    criteria_set = outline_of_set(session, chosen.uid)
    found = verdicts_of_rounds(session, chosen.uid, criteria_set)
    held: dict[str, list[tuple[str, date]]] = {row.hamlet_uid: [] for row in judged}
    statement = (
        select(ReviewRound.uid, ReviewRound.hamlet_uid, ReviewRound.held_on)
        .where(ReviewRound.set_uid == chosen.uid, ReviewRound.held_on <= (today or date.max))
        .order_by(ReviewRound.held_on)
    )
    for round_uid, hamlet_uid, held_on in session.execute(statement):
        if hamlet_uid in held:
            held[hamlet_uid].append((round_uid, held_on))
    latest = {rounds[-1][0]: (uid, rounds[-1][1].year) for uid, rounds in held.items() if rounds}
    remaining = remaining_of_rounds(session, set_uid=chosen.uid, rounds=latest)
    before = plan_sets.prerequisite_states(session, place_uids=list(held), set_uid=chosen.uid, today=today)
    rows = tuple(
        replace(
            _row(place.hamlet_uid, place.name, held[place.hamlet_uid], criteria_set, found, remaining),
            prerequisite=before.get(place.hamlet_uid),
        )
        for place in judged
    )
    return Board(year, chosen, tuple(sets), criteria_set.criteria, rows)


def outline_of_set(session: Session, set_uid: str) -> SetOutline:
    statement = (
        select(Criterion.uid, Criterion.number, Criterion.name, Indicator.uid, Indicator.number)
        .join(Indicator, Indicator.criterion_uid == Criterion.uid)
        .where(Criterion.set_uid == set_uid)
        .order_by(Criterion.position, Indicator.position)
    )
    columns: dict[str, CriterionColumn] = {}
    indicators: dict[str, tuple[str, int]] = {}
    for uid, number, name, indicator_uid, indicator_number in session.execute(statement):
        columns.setdefault(uid, CriterionColumn(uid, number, name))
        indicators[indicator_uid] = (indicator_number, len(columns) - 1)
    return SetOutline(tuple(columns.values()), indicators)


def verdicts_of_rounds(
    session: Session, set_uid: str, criteria_set: SetOutline, rounds: Select[str] | None = None
) -> dict[str, RoundVerdicts]:
    """The rounds that are asked for, every round of the set else, by their uids.

    The database joins the uids of indicators that say the same: 6,600 assessments come as some hundred rows,
    which is what makes a board of 30 hamlets and 5 rounds faster than a plain read of its rows.
    """
    fields = (Assessment.claimed, Assessment.opinion, Assessment.concluded)
    of_set = select(ReviewRound.uid).where(ReviewRound.set_uid == set_uid) if rounds is None else rounds
    statement = (
        select(Assessment.round_uid, *fields, func.aggregate_strings(Assessment.indicator_uid, ","))
        .where(Assessment.round_uid.in_(of_set))
        .group_by(Assessment.round_uid, *fields)
    )
    found: dict[str, RoundVerdicts] = {}
    for round_uid, claimed, opinion, concluded, joined in session.execute(statement):
        if round_uid not in found:
            found[round_uid] = RoundVerdicts(tuple([] for _column in criteria_set.criteria), [])
        verdict = effective_verdict(claimed, opinion, concluded)
        uids = joined.split(",")
        for uid in uids:
            found[round_uid].verdicts[criteria_set.indicators[uid][1]].append(verdict)
        if verdict is Verdict.UNMET:
            found[round_uid].unmet.extend(uids)
    return found


def _row(
    hamlet_uid: str,
    name: str,
    held: list[tuple[str, date]],
    criteria_set: SetOutline,
    found: dict[str, RoundVerdicts],
    remaining: dict[tuple[str, str], str],
) -> BoardRow:
    blank = RoundVerdicts(tuple([] for _column in criteria_set.criteria), [])
    counted = [counted_verdicts(found.get(round_uid, blank)) for round_uid, _held_on in held]
    points = tuple(
        RoundPoint(held_on, one.criteria_met, one.indicators_met)
        for (_uid, held_on), one in zip(held, counted, strict=True)
    )
    latest_uid, latest_on = held[-1] if held else (None, None)
    latest = found.get(latest_uid, blank) if latest_uid else blank
    unmet = set(latest.unmet)
    return BoardRow(
        hamlet_uid=hamlet_uid,
        hamlet=name,
        round_uid=latest_uid,
        held_on=latest_on,
        cells=tuple(map(_cell, latest.verdicts)),
        totals=counted[-1] if counted else counted_verdicts(blank),
        trend=points[-1].indicators_met - points[-2].indicators_met if len(points) > 1 else None,
        unmet_indicators=tuple(
            UnmetIndicator(uid, number, remaining.get((latest_uid or "", uid), ""))
            for uid, (number, _place) in criteria_set.indicators.items()
            if uid in unmet
        ),
        points=points,
    )


def counted_verdicts(found: RoundVerdicts) -> Totals:
    return totals({str(place): verdicts for place, verdicts in enumerate(found.verdicts)})


def _cell(verdicts: list[Verdict | None]) -> BoardCell:
    return BoardCell(criterion_verdict(verdicts), met_count(verdicts), len(verdicts))
