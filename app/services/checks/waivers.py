"""Waiving a finding: it stays listed, with who let it pass and why."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.checks import CheckCode
from app.domain.rights import Right
from app.errors import InputError, NotFoundError
from app.i18n import _
from app.models.check import CheckWaiver
from app.services import entry
from app.services.rights import actor_of, require


def waive(
    session: Session, *, code: CheckCode, subject: str, reason: str, today: date, who: str = ""
) -> None:
    """`who`: the name that is kept, that of the person at work when empty; an earlier waiver is replaced.

    Raises InputError without a reason or a name.
    """
    require(session, Right.CONCLUDE)
    words = entry.paragraph(reason)
    if not words:
        raise InputError(_("Hãy ghi lý do bỏ qua."), field="reason")
    name = entry.line(who, limit=120) or actor_of(session).name
    if not name:
        raise InputError(_("Hãy ghi họ tên người cho bỏ qua."), field="who")
    row = _find(session, code, subject)
    if row is None:
        session.add(CheckWaiver(code=code.value, subject=subject, who=name, on_date=today, reason=words))
    else:
        row.who, row.on_date, row.reason = name, today, words
    session.flush()


def unwaive(session: Session, *, code: CheckCode, subject: str) -> None:
    """The finding counts again. Raises NotFoundError when nobody has waived it."""
    require(session, Right.CONCLUDE)
    row = _find(session, code, subject)
    if row is None:
        raise NotFoundError(_("Mục này chưa được bỏ qua. Hãy xem lại danh sách."))
    session.delete(row)
    session.flush()


def _find(session: Session, code: CheckCode, subject: str) -> CheckWaiver | None:
    return session.scalars(
        select(CheckWaiver).where(CheckWaiver.code == code.value, CheckWaiver.subject == subject)
    ).first()
