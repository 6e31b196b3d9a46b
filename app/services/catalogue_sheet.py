"""The catalogue as the editor shows it: sets with what is still missing in them, and whether they are frozen."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.criteria import GROUPS, CriterionDefinition, IndicatorDefinition, SetDefinition, SetLevel
from app.domain.measure import Measure
from app.domain.set_check import set_problems
from app.errors import RefusedError
from app.i18n import _
from app.labels import set_problem_sentence
from app.models.assessment import ReviewRound
from app.models.criteria import Criterion, Indicator
from app.models.evidence import EvidenceLink
from app.models.plan import Assignment, Plan, PlanHamlet, PlanSet
from app.services import criteria, set_entry
from app.services.criteria import SetRow

_NO_THRESHOLD = frozenset({Measure.YES_NO, Measure.PAPERS})


@dataclass(frozen=True, slots=True)
class SetSummary:
    """`without_*` count indicators whose text or threshold no source and nobody has given yet."""

    row: SetRow
    in_use: bool
    criteria: int
    indicators: int
    without_text: int
    without_threshold: int


@dataclass(frozen=True, slots=True)
class SetChoice:
    """A set in a chooser: what can be said without reading its rows."""

    row: SetRow
    in_use: bool


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    uid: str
    definition: IndicatorDefinition


@dataclass(frozen=True, slots=True)
class CriterionEntry:
    """`definition.indicators` and `indicators` say the same, the latter with uids."""

    uid: str
    definition: CriterionDefinition
    indicators: tuple[IndicatorEntry, ...]


@dataclass(frozen=True, slots=True)
class SetSheet:
    """A whole set for the editor; `problems` are sentences about the set as a whole, totals first."""

    summary: SetSummary
    definition: SetDefinition
    criteria: tuple[CriterionEntry, ...]
    problems: tuple[str, ...]


def set_summaries(session: Session) -> list[SetSummary]:
    """Every set of the book, by level, code and version."""
    return [
        _summary(session, choice.row, set_entry.set_definition(session, set_uid=choice.row.uid))
        for choice in set_choices(session)
    ]


def set_choices(session: Session) -> list[SetChoice]:
    """Every set of the book, by level, code and version, without what is missing in it."""
    order = list(SetLevel)
    rows = sorted(
        criteria.criteria_sets(session), key=lambda row: (order.index(row.level), row.code, row.version)
    )
    return [SetChoice(row, set_in_use(session, set_uid=row.uid)) for row in rows]


def set_sheet(session: Session, *, set_uid: str) -> SetSheet:
    """Raises NotFoundError."""
    row = criteria.criteria_set(session, set_uid=set_uid)
    definition = set_entry.set_definition(session, set_uid=set_uid)
    criterion_uids: dict[str, str] = dict(
        session.execute(select(Criterion.number, Criterion.uid).where(Criterion.set_uid == set_uid)).all()
    )
    indicator_uids: dict[str, str] = dict(
        session.execute(
            select(Indicator.number, Indicator.uid)
            .join(Criterion, Criterion.uid == Indicator.criterion_uid)
            .where(Criterion.set_uid == set_uid)
        ).all()
    )
    entries = tuple(
        CriterionEntry(
            criterion_uids[found.number],
            found,
            tuple(IndicatorEntry(indicator_uids[one.number], one) for one in found.indicators),
        )
        for found in definition.criteria
    )
    problems = tuple(map(set_problem_sentence, set_problems(definition)))
    return SetSheet(_summary(session, row, definition), definition, entries, problems)


def _summary(session: Session, row: SetRow, definition: SetDefinition) -> SetSummary:
    found = definition.indicators
    return SetSummary(
        row,
        set_in_use(session, set_uid=row.uid),
        len(definition.criteria),
        len(found),
        sum(not one.text for one in found),
        sum(threshold_missing(one) for one in found),
    )


def threshold_missing(indicator: IndicatorDefinition) -> bool:
    """A yes-or-no answer and a list of papers need none; an unknown way of measuring lacks one too."""
    if indicator.measure in _NO_THRESHOLD:
        return False
    if indicator.group_kind is not None:
        return {group for group, _value in indicator.group_thresholds} != set(GROUPS[indicator.group_kind])
    return indicator.threshold is None


def set_in_use(session: Session, *, set_uid: str) -> bool:
    """Whether a round, a plan, an order or a proof stands on this set: then it is frozen."""
    uses = (ReviewRound, Plan, PlanHamlet, PlanSet)
    if any(
        session.execute(select(model.uid).where(model.set_uid == set_uid).limit(1)).first() for model in uses
    ):
        return True
    of_set = select(Indicator.uid).join(Criterion, Criterion.uid == Indicator.criterion_uid)
    of_set = of_set.where(Criterion.set_uid == set_uid)
    return any(
        session.execute(select(model.uid).where(model.indicator_uid.in_(of_set)).limit(1)).first()
        for model in (Assignment, EvidenceLink)
    )


def require_indicators(session: Session, *, set_uid: str) -> None:
    """Raises RefusedError for a set that has no indicators: nothing could be assessed under it."""
    statement = (
        select(Indicator.uid).join(Criterion, Criterion.uid == Indicator.criterion_uid).limit(1)
    ).where(Criterion.set_uid == set_uid)
    if session.execute(statement).first() is None:
        raise RefusedError(
            _("Bộ tiêu chí này chưa có chỉ tiêu nào nên chưa dùng được. Hãy thêm chỉ tiêu ở trang Danh mục.")
        )
