"""Who works in this session, and the one door at which use cases ask whether he may."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.domain.rights import AccountKind, Actor, Right, Subject, may
from app.errors import RefusedError
from app.i18n import _

_INFO_KEY = "actor"
NOBODY_SIGNED_IN = Actor("", AccountKind.CADASTRAL)  # a book without accounts belongs to whoever opens it


def act_as(session: Session, actor: Actor) -> None:
    session.info[_INFO_KEY] = actor


def actor_of(session: Session) -> Actor:
    found = session.info.get(_INFO_KEY, NOBODY_SIGNED_IN)
    assert isinstance(found, Actor)
    return found


def require(
    session: Session, right: Right, *, hamlet_uid: str | None = None, appraisers: Iterable[str] = ()
) -> None:
    """Raises RefusedError when the one who works now may not do it."""
    actor = actor_of(session)
    if may(actor, right, Subject(hamlet_uid, frozenset(appraisers))):
        return
    raise RefusedError(_refusal(actor, right))


def _refusal(actor: Actor, right: Right) -> str:
    if actor.kind is AccountKind.HAMLET_BOARD and right is Right.ASSESS:
        return _("{name} chỉ được ghi cho bản của mình. Hãy chọn bản của mình.").format(name=actor.name)
    if actor.kind is AccountKind.OFFICER and right is Right.APPRAISE:
        return _("Chỉ tiêu này không thuộc phần việc của {name}. Hãy chọn chỉ tiêu mình phụ trách.").format(
            name=actor.name
        )
    return _("{name} không có quyền làm việc này. Hãy chọn người dùng khác ở đầu cửa sổ.").format(
        name=actor.name
    )
