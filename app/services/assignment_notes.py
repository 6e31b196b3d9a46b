"""The log of an assignment: what was done on which day, and by whom it was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.rights import Right
from app.errors import InputError, NotFoundError
from app.i18n import _
from app.models.people import Role
from app.models.plan import Assignment, AssignmentNote
from app.services import entry
from app.services.rights import actor_of, require


@dataclass(frozen=True, slots=True)
class NoteRow:
    uid: str
    on_date: date
    who: str
    text: str


def notes(session: Session, *, assignment_uid: str) -> list[NoteRow]:
    """Newest first."""
    return [
        NoteRow(row.uid, row.on_date, row.who, row.text)
        for row in session.scalars(
            select(AssignmentNote)
            .where(AssignmentNote.assignment_uid == assignment_uid)
            .order_by(AssignmentNote.on_date.desc(), AssignmentNote.uid)
        )
    ]


def add_note(session: Session, *, assignment_uid: str, text: str, on_date: date, today: date) -> str:
    """By whoever works now: the one who plans, or an account of the role that leads the work. Returns the uid.

    Raises InputError for an empty text and for a day to come.
    """
    _require(session, assignment_uid)
    cleaned = entry.paragraph(text)
    if not cleaned:
        raise InputError(_("Hãy gõ việc đã làm."), field="text")
    if on_date > today:
        raise InputError(_("Ngày này chưa tới. Hãy gõ ngày đã làm."), field="on_date")
    row = AssignmentNote(
        assignment_uid=assignment_uid, on_date=on_date, who=actor_of(session).name, text=cleaned
    )
    session.add(row)
    session.flush()
    return row.uid


def remove_note(session: Session, *, note_uid: str) -> None:
    row = session.get(AssignmentNote, note_uid)
    if row is None:
        raise NotFoundError(_("Dòng nhật ký này không còn. Hãy xem lại danh sách."))
    _require(session, row.assignment_uid)
    session.delete(row)
    session.flush()


def _require(session: Session, assignment_uid: str) -> None:
    order = session.get(Assignment, assignment_uid)
    if order is None:
        raise NotFoundError(_("Việc này không còn trong phân công. Hãy xem lại danh sách."))
    lead = session.get_one(Role, order.lead_uid)
    require(session, Right.APPRAISE, hamlet_uid=order.hamlet_uid, appraisers=[lead.code])
