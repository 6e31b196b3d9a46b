"""The life of a review round: closing, opening again, and what changed between two of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.arithmetic_words import answer_words
from app.domain.rights import Right
from app.domain.rounds import RoundEventKind, RoundKind
from app.domain.verdict import Totals, Verdict, counts_as_met
from app.errors import InputError, RefusedError
from app.i18n import _
from app.models.assessment import ReviewRound, RoundEvent
from app.services import assessments, entry
from app.services.assessments import RoundRow, SheetRow
from app.services.criteria import IndicatorRow
from app.services.rights import actor_of, require
from app.services.round_access import find_round, open_round


@dataclass(frozen=True, slots=True)
class RoundEventRow:
    kind: RoundEventKind
    on_date: date
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class RoundPair:
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
    def values(self) -> tuple[str, str]:
        """What was counted or found, in words ("812 / 963 người = 84,32 %")."""
        return _value(self.before), _value(self.after)

    @property
    def remaining(self) -> tuple[str, str]:
        return (
            self.before.remaining_shown if self.before else "",
            self.after.remaining_shown if self.after else "",
        )

    @property
    def gained(self) -> int:
        """1: now met, -1: no longer met, 0: as before."""
        before, after = self.verdicts
        return counts_as_met(after) - counts_as_met(before)

    @property
    def differs(self) -> bool:
        """In verdict, counts, words, opinion or the council's word."""
        return _said(self.before) != _said(self.after)


@dataclass(frozen=True, slots=True)
class RoundComparison:
    """Two rounds of one place with their totals, and every indicator of both in the order of the set."""

    before: RoundRow
    after: RoundRow
    before_totals: Totals
    after_totals: Totals
    rows: tuple[RoundPair, ...]

    @property
    def differences(self) -> tuple[RoundPair, ...]:
        return tuple(row for row in self.rows if row.differs)


def close_round(session: Session, *, round_uid: str, reason: str, today: date) -> None:
    """Lock a round: from now on every write to it is refused. Raises RefusedError when it is closed already."""
    row = find_round(session, round_uid=round_uid)
    require(session, Right.CONCLUDE, hamlet_uid=row.hamlet_uid)
    if row.closed_on is not None:
        raise RefusedError(_("Đợt rà soát này đã khóa."))
    row.closed_on = today
    _add_event(session, row, RoundEventKind.CLOSED, entry.paragraph(reason), today)


def reopen_round(session: Session, *, round_uid: str, reason: str, today: date) -> None:
    """Raises InputError without a reason, RefusedError for an open round."""
    row = find_round(session, round_uid=round_uid)
    require(session, Right.CONCLUDE, hamlet_uid=row.hamlet_uid)
    if row.closed_on is None:
        raise RefusedError(_("Đợt rà soát này đang mở."))
    words = entry.paragraph(reason)
    if not words:
        raise InputError(_("Hãy ghi lý do mở lại đợt rà soát."), field="reason")
    row.closed_on = None
    _add_event(session, row, RoundEventKind.REOPENED, words, today)


def change_kind(session: Session, *, round_uid: str, kind: RoundKind) -> None:
    """Call a round baseline, follow-up or final. Raises RefusedError for a closed one."""
    row = open_round(session, round_uid=round_uid)
    require(session, Right.ASSESS, hamlet_uid=row.hamlet_uid)
    row.kind = kind
    session.flush()


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
    """Indicators are matched by their number. Raises InputError for rounds of two places."""
    before = assessments.sheet(session, round_uid=before_uid)
    after = assessments.sheet(session, round_uid=after_uid)
    if before.round.hamlet_uid != after.round.hamlet_uid:
        raise InputError(_("Hãy chọn hai đợt rà soát của cùng một bản."), field="before_uid")
    old = {row.indicator.number: row for row in before.rows}
    new = {row.indicator.number: row for row in after.rows}
    rows = [RoundPair(row.indicator, old.get(number), row) for number, row in new.items()]
    rows += [RoundPair(row.indicator, row, None) for number, row in old.items() if number not in new]
    return RoundComparison(before.round, after.round, before.totals, after.totals, tuple(rows))


def _value(row: SheetRow | None) -> str:
    return answer_words(row.indicator.yardstick, row.answer, row.computed) if row else ""


def _said(row: SheetRow | None) -> tuple[object, ...]:
    if row is None:
        return ()
    return (row.verdict, row.answer, row.explanation, row.remaining, row.opinion, row.concluded)
