"""The door to a round that is written to: it is there and nobody has closed it."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.domain.dates import format_date
from app.errors import NotFoundError, RefusedError
from app.i18n import _
from app.models.assessment import ReviewRound

# Built once: every autosave asks.
_BY_UID = select(ReviewRound).where(ReviewRound.uid == bindparam("uid"))


def find_round(session: Session, *, round_uid: str) -> ReviewRound:
    """Raises NotFoundError."""
    row = session.scalars(_BY_UID, {"uid": round_uid}).first()
    if row is None:
        raise NotFoundError(_("Không còn đợt rà soát này. Hãy chọn đợt khác."))
    return row


def open_round(session: Session, *, round_uid: str) -> ReviewRound:
    """Raises NotFoundError, and RefusedError for a closed one: what is in it stays as it was closed."""
    row = find_round(session, round_uid=round_uid)
    if row.closed_on is not None:
        raise RefusedError(
            _("Đợt rà soát đã khóa ngày {day} nên không sửa được. Hãy mở lại đợt và ghi lý do trước.").format(
                day=format_date(row.closed_on)
            )
        )
    return row
