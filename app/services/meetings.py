"""Họp bản: the meeting of a hamlet's residents on a round, its counts and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.rights import Right
from app.domain.votes import VoteShare, vote_share
from app.errors import InputError
from app.i18n import _
from app.models.meeting import ResidentsMeeting
from app.services import entry, procedures
from app.services.rights import require
from app.services.round_access import find_round, open_round

_LINES = {"held_at": 200, "begins": 40, "ends": 40, "chair": 120, "secretary": 120, "counted": 60}
_TEXTS = frozenset({"guests", "opinions", "conclusion"})
_COUNTS = ("invited", "present", "agreed")
FIELDS = frozenset({"held_on", *_LINES, *_TEXTS, *_COUNTS})


@dataclass(frozen=True, slots=True)
class ResidentsRow:
    """`uid` None: no meeting is recorded yet. `counted` says what the counts count ("hộ", "người")."""

    uid: str | None
    round_uid: str
    held_on: date | None
    held_at: str
    begins: str
    ends: str
    chair: str
    secretary: str
    guests: str
    counted: str
    invited: int | None
    present: int | None
    agreed: int | None
    opinions: str
    conclusion: str
    share: VoteShare
    locked: bool  # the round is closed


def residents_meeting(session: Session, *, round_uid: str, today: date) -> ResidentsRow:
    """The minimum is that of the procedure in force on the day of the meeting, `today` before there is one.

    Raises NotFoundError for a round that is not there.
    """
    review = find_round(session, round_uid=round_uid)
    found = _find(session, round_uid)
    row = found or ResidentsMeeting(round_uid=round_uid)
    profile = procedures.find_profile(session, on=row.held_on or today)
    return ResidentsRow(
        uid=found.uid if found else None,
        round_uid=round_uid,
        held_on=row.held_on,
        held_at=row.held_at or "",
        begins=row.begins or "",
        ends=row.ends or "",
        chair=row.chair or "",
        secretary=row.secretary or "",
        guests=row.guests or "",
        counted=row.counted or "",
        invited=row.invited,
        present=row.present,
        agreed=row.agreed,
        opinions=row.opinions or "",
        conclusion=row.conclusion or "",
        share=vote_share(row.agreed, row.present, profile.vote_share if profile else None),
        locked=review.closed_on is not None,
    )


def record_residents(session: Session, *, round_uid: str, values: Mapping[str, Any]) -> str:
    """Write some of FIELDS (lines and texts as typed, counts as int or None, the day as date or None).

    The first write makes the meeting; returns its uid. Raises InputError naming the field, RefusedError for a
    closed round.
    """
    unknown = set(values) - FIELDS
    if unknown:
        raise ValueError(f"no such fields: {sorted(unknown)}")
    review = open_round(session, round_uid=round_uid)
    require(session, Right.ASSESS, hamlet_uid=review.hamlet_uid)
    row = _find(session, round_uid)
    if row is None:
        row = ResidentsMeeting(round_uid=round_uid)
        session.add(row)
    cleaned = cleaned_values(values, lines=_LINES, texts=_TEXTS)
    _check_counts(row, cleaned)
    for field, value in cleaned.items():
        setattr(row, field, value)
    session.flush()
    return row.uid


def remove_residents(session: Session, *, round_uid: str) -> None:
    """Take out a meeting that was entered by mistake; nothing happens where there is none."""
    review = open_round(session, round_uid=round_uid)
    require(session, Right.ASSESS, hamlet_uid=review.hamlet_uid)
    row = _find(session, round_uid)
    if row is not None:
        session.delete(row)
        session.flush()


def _find(session: Session, round_uid: str) -> ResidentsMeeting | None:
    return session.scalars(select(ResidentsMeeting).where(ResidentsMeeting.round_uid == round_uid)).first()


def cleaned_values(
    values: Mapping[str, Any], *, lines: Mapping[str, int], texts: frozenset[str]
) -> dict[str, Any]:
    """Lines and texts as the book keeps them, empty ones as None; other values as they came."""
    found: dict[str, Any] = {}
    for field, value in values.items():
        if field in lines:
            found[field] = entry.line(value or "", limit=lines[field]) or None
        elif field in texts:
            found[field] = entry.paragraph(value or "") or None
        else:
            found[field] = value
    return found


def _check_counts(row: ResidentsMeeting, values: Mapping[str, Any]) -> None:
    """Agreed ≤ present ≤ invited; the sentence stands beside the count that was typed."""
    typed = next((field for field in _COUNTS if field in values), None)
    if typed is None:
        return
    invited, present, agreed = (values.get(field, getattr(row, field)) for field in _COUNTS)
    if any(count is not None and count < 0 for count in (invited, present, agreed)):
        raise InputError(_("Số lượng không thể âm. Hãy gõ số từ 0 trở lên."), field=typed)
    if present is not None and agreed is not None and agreed > present:
        raise InputError(
            _("Đồng ý {agreed} nhiều hơn có mặt {present}. Hãy xem lại hai số này.").format(
                agreed=agreed, present=present
            ),
            field=typed,
        )
    for count, words in (
        (present, _("Có mặt {count} nhiều hơn được mời {invited}. Hãy xem lại hai số này.")),
        (agreed, _("Đồng ý {count} nhiều hơn được mời {invited}. Hãy xem lại hai số này.")),
    ):
        if count is not None and invited is not None and count > invited:
            raise InputError(words.format(count=count, invited=invited), field=typed)
