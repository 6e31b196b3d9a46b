"""A closed round is locked in the session itself: no use case, import or undo can write past it."""

from collections.abc import Iterator

from sqlalchemy import Select, event, inspect, select
from sqlalchemy.orm import Session, UOWTransaction
from sqlalchemy.orm.attributes import get_history
from sqlalchemy.orm.util import identity_key

from app.errors import RefusedError
from app.i18n import _
from app.models.assessment import Assessment, ReviewRound, RoundEvent, RoundEventKind
from app.models.meeting import CouncilConclusion, CouncilMeeting, CouncilMember, ResidentsMeeting

_LOCKED = (Assessment, ResidentsMeeting, CouncilMeeting)


@event.listens_for(Session, "before_flush")
def _refuse_writes_to_closed_rounds(
    session: Session, flush_context: UOWTransaction, instances: object
) -> None:
    """Raises RefusedError. Of the round's own row only that it is closed may change."""
    _keep_events(session)
    touched = {uid for uid in _touched_rounds(session) if not _read_as_open(session, uid)}
    if touched and (session.connection().execute(_closed(touched))).first() is not None:
        raise RefusedError(_("Đợt rà soát đã khóa nên không sửa được. Hãy mở lại đợt và ghi lý do trước."))


def _keep_events(session: Session) -> None:
    """That a round was closed or opened stays said: Ctrl+Z must not open a closed round without a word."""
    for row in (*session.deleted, *session.dirty):
        if isinstance(row, RoundEvent) and (row in session.deleted or session.is_modified(row)):
            if row.kind is RoundEventKind.CLOSED:
                raise RefusedError(
                    _("Khóa đợt rà soát không hoàn tác được. Hãy dùng “Mở lại đợt…” và ghi lý do.")
                )
            raise RefusedError(_("Mở lại đợt rà soát không hoàn tác được. Hãy dùng “Khóa đợt…”."))


def _touched_rounds(session: Session) -> Iterator[str]:
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, _LOCKED) and (row not in session.dirty or session.is_modified(row)):
            yield row.round_uid
            yield from get_history(row, "round_uid").deleted  # it must not leave a closed round either
        elif isinstance(row, ReviewRound) and (row in session.deleted or _rewritten(row)):
            yield row.uid
        elif isinstance(row, CouncilMember | CouncilConclusion):
            meeting = session.connection().execute(
                select(CouncilMeeting.round_uid).where(CouncilMeeting.uid == row.meeting_uid)
            )
            yield from meeting.scalars()


def _read_as_open(session: Session, uid: str) -> bool:
    """The use case has read the round already, in this same transaction, and found it open."""
    row = session.identity_map.get(identity_key(ReviewRound, uid))
    return row is not None and list(get_history(row, "closed_on").unchanged or ()) == [None]


def _rewritten(row: ReviewRound) -> bool:
    """Its day, kind, place or set are changed: more than that it is opened again."""
    state = inspect(row)
    return state.persistent and any(
        state.attrs[name].history.has_changes() for name in ("hamlet_uid", "set_uid", "kind", "held_on")
    )


def _closed(uids: set[str]) -> Select[str]:
    """Of the rounds as the database has them: reopening counts from the transaction after it."""
    return select(ReviewRound.uid).where(
        ReviewRound.uid.in_(sorted(uids)), ReviewRound.closed_on.is_not(None)
    )
