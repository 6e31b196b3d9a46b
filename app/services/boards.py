"""The board: every hamlet of the year against every criterion, and how it came there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.domain.verdict import Totals, Verdict, counts_as_met, criterion_verdict, effective_verdict, totals
from app.models.assessment import Assessment, ReviewRound
from app.models.criteria import Criterion, Indicator
from app.services import plans

_Verdicts = dict[str, list[Verdict | None]]  # by criterion uid


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
class BoardRow:
    """`round_uid` None: the hamlet was never assessed. `trend` counts indicators gained since the round before."""

    hamlet_uid: str
    hamlet: str
    round_uid: str | None
    held_on: date | None
    cells: tuple[BoardCell, ...]
    totals: Totals
    trend: int | None
    unmet: tuple[str, ...]
    points: tuple[RoundPoint, ...]


@dataclass(frozen=True, slots=True)
class Board:
    year: int
    criteria: tuple[CriterionColumn, ...]
    rows: tuple[BoardRow, ...]


def board(session: Session, *, year: int) -> Board:
    """The hamlets of the year's plan with their latest rounds. Raises NotFoundError without a plan."""
    plan = plans.plan_of_year(session, year=year)
    columns = _columns(session, plan.set_uid)
    by_round = _verdicts_by_round(session, plan.set_uid)
    rounds: dict[str, list[tuple[str, date]]] = {}
    statement = (
        select(ReviewRound.uid, ReviewRound.hamlet_uid, ReviewRound.held_on)
        .where(ReviewRound.set_uid == plan.set_uid)
        .order_by(ReviewRound.held_on)
    )
    for round_uid, hamlet_uid, held_on in session.execute(statement):
        rounds.setdefault(hamlet_uid, []).append((round_uid, held_on))
    unmet = _unmet(session, {found[-1][0] for found in rounds.values()})
    rows = []
    for hamlet in plans.planned_hamlets(session, plan_uid=plan.uid):
        held = rounds.get(hamlet.hamlet_uid, [])
        rows.append(_row(hamlet.hamlet_uid, hamlet.name, held, columns, by_round, unmet))
    return Board(year, columns, tuple(rows))


def _columns(session: Session, set_uid: str) -> tuple[CriterionColumn, ...]:
    statement = (
        select(Criterion.uid, Criterion.number, Criterion.name)
        .where(Criterion.set_uid == set_uid)
        .order_by(Criterion.position)
    )
    return tuple(CriterionColumn(*row) for row in session.execute(statement))


def _verdicts_by_round(session: Session, set_uid: str) -> dict[str, _Verdicts]:
    """Counted by the database: 6,600 assessments become a few hundred groups."""
    fields = (Assessment.claimed, Assessment.opinion, Assessment.concluded)
    statement = (
        select(Assessment.round_uid, Indicator.criterion_uid, *fields, func.count())
        .join(Indicator, Indicator.uid == Assessment.indicator_uid)
        .join(ReviewRound, ReviewRound.uid == Assessment.round_uid)
        .where(ReviewRound.set_uid == set_uid)
        .group_by(Assessment.round_uid, Indicator.criterion_uid, *fields)
    )
    found: dict[str, _Verdicts] = {}
    for round_uid, criterion_uid, claimed, opinion, concluded, count in session.execute(statement):
        verdicts = found.setdefault(round_uid, {}).setdefault(criterion_uid, [])
        verdicts.extend([effective_verdict(claimed, opinion, concluded)] * count)
    return found


def _unmet(session: Session, round_uids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Numbers of the unmet indicators by round, in the order of the set."""
    statement = (
        select(
            Assessment.round_uid,
            Indicator.number,
            Assessment.claimed,
            Assessment.opinion,
            Assessment.concluded,
        )
        .join(Indicator, Indicator.uid == Assessment.indicator_uid)
        .join(Criterion, Criterion.uid == Indicator.criterion_uid)
        .where(Assessment.round_uid.in_(sorted(round_uids)), _could_be_unmet())
        .order_by(Criterion.position, Indicator.position)
    )
    found: dict[str, list[str]] = {}
    for round_uid, number, claimed, opinion, concluded in session.execute(statement):
        if effective_verdict(claimed, opinion, concluded) is Verdict.UNMET:
            found.setdefault(round_uid, []).append(number)
    return {round_uid: tuple(numbers) for round_uid, numbers in found.items()}


def _could_be_unmet() -> ColumnElement[bool]:
    """Only a claim, an opinion or a conclusion against the hamlet can make an indicator unmet."""
    return (
        (Assessment.claimed == Verdict.UNMET)
        | Assessment.opinion.is_not(None)
        | (Assessment.concluded == Verdict.UNMET)
    )


def _row(
    hamlet_uid: str,
    name: str,
    held: list[tuple[str, date]],
    columns: tuple[CriterionColumn, ...],
    by_round: dict[str, _Verdicts],
    unmet: dict[str, tuple[str, ...]],
) -> BoardRow:
    points = []
    counted = totals({})
    for round_uid, held_on in held:
        found = by_round.get(round_uid, {})
        counted = totals({column.uid: found.get(column.uid, []) for column in columns})
        points.append(RoundPoint(held_on, counted.criteria_met, counted.indicators_met))
    latest_uid, latest_on = held[-1] if held else (None, None)
    latest = by_round.get(latest_uid, {}) if latest_uid else {}
    return BoardRow(
        hamlet_uid=hamlet_uid,
        hamlet=name,
        round_uid=latest_uid,
        held_on=latest_on,
        cells=tuple(_cell(latest.get(column.uid, [])) for column in columns),
        totals=counted,
        trend=points[-1].indicators_met - points[-2].indicators_met if len(points) > 1 else None,
        unmet=unmet.get(latest_uid, ()) if latest_uid else (),
        points=tuple(points),
    )


def _cell(verdicts: list[Verdict | None]) -> BoardCell:
    return BoardCell(criterion_verdict(verdicts), sum(map(counts_as_met, verdicts)), len(verdicts))
