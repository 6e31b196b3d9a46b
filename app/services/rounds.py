"""The life of a review round: closing, opening again, and what changed between two of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.rights import Right
from app.domain.verdict import Totals, Verdict, counts_as_met
from app.errors import InputError, NotFoundError, RefusedError
from app.i18n import _
from app.models.assessment import ReviewRound, RoundEvent, RoundEventKind
from app.services import assessments, entry
from app.services.assessments import SheetRow
from app.services.criteria import IndicatorRow
from app.services.rights import actor_of, require


@dataclass(frozen=True, slots=True)
class RoundEventRow:
    kind: RoundEventKind
    on_date: date
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class RoundDifference:
    """One indicator in two rounds; None where a round does not have it."""

    indicator: IndicatorRow
    before: SheetRow | None
    after: SheetRow | None

    @property
    def verdicts(self) -> tuple[Verdict | None, Verdict | None]:
        return (
            self.before.verdict if self.before else None,
            self.after.verdict if self.after else None,
        )

    @property
    def gained(self) -> int:
        """1: now met, -1: no longer met, 0: as before."""
        before, after = self.verdicts
        return counts_as_met(after) - counts_as_met(before)


@dataclass(frozen=True, slots=True)
class RoundComparison:
    """`differences` are the indicators whose verdict, counts or words differ, in the order of the set."""

    before: Totals
    after: Totals
    differences: tuple[RoundDifference, ...]


def close_round(session: Session, *, round_uid: str, reason: str, today: date) -> None:
    """Lock a round: from now on every write to it is refused. Raises RefusedError when it is closed already."""
    row = _round(session, round_uid)
    require(session, Right.CONCLUDE, hamlet_uid=row.hamlet_uid)
    if row.closed_on is not None:
        raise RefusedError(_("Đợt rà soát này đã khóa."))
    row.closed_on = today
    _add_event(session, row, RoundEventKind.CLOSED, entry.paragraph(reason), today)


def reopen_round(session: Session, *, round_uid: str, reason: str, today: date) -> None:
    """Raises InputError without a reason, RefusedError for an open round."""
    row = _round(session, round_uid)
    require(session, Right.CONCLUDE, hamlet_uid=row.hamlet_uid)
    if row.closed_on is None:
        raise RefusedError(_("Đợt rà soát này đang mở."))
    words = entry.paragraph(reason)
    if not words:
        raise InputError(_("Hãy ghi lý do mở lại đợt rà soát."), field="reason")
    row.closed_on = None
    _add_event(session, row, RoundEventKind.REOPENED, words, today)


def _add_event(session: Session, row: ReviewRound, kind: RoundEventKind, reason: str, today: date) -> None:
    session.add(
        RoundEvent(
            round_uid=row.uid, kind=kind, on_date=today, who=actor_of(session).name, reason=reason or None
        )
    )
    session.flush()


def round_events(session: Session, *, round_uid: str) -> list[RoundEventRow]:
    """Oldest first."""
    statement = select(RoundEvent).where(RoundEvent.round_uid == round_uid).order_by(RoundEvent.on_date)
    return [
        RoundEventRow(row.kind, row.on_date, row.who, row.reason or "") for row in session.scalars(statement)
    ]


def compare_rounds(session: Session, *, before_uid: str, after_uid: str) -> RoundComparison:
    """Two rounds of one place; indicators are matched by their number."""
    before = assessments.sheet(session, round_uid=before_uid)
    after = assessments.sheet(session, round_uid=after_uid)
    old = {row.indicator.number: row for row in before.rows}
    new = {row.indicator.number: row for row in after.rows}
    found = [RoundDifference(row.indicator, old.get(number), row) for number, row in new.items()]
    found += [RoundDifference(row.indicator, row, None) for number, row in old.items() if number not in new]
    return RoundComparison(
        before.totals, after.totals, tuple(row for row in found if _said(row.before) != _said(row.after))
    )


def _said(row: SheetRow | None) -> tuple[object, ...]:
    if row is None:
        return ()
    return (row.verdict, row.answer, row.explanation, row.remaining, row.opinion, row.concluded)


def _round(session: Session, uid: str) -> ReviewRound:
    row = session.get(ReviewRound, uid)
    if row is None:
        raise NotFoundError(_("Không còn đợt rà soát này. Hãy chọn đợt khác."))
    return row
