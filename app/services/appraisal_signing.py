"""Whose opinion it is: the name and the post that stand under an appraisal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.rights import AccountKind
from app.models.account import Account
from app.services import criteria, people
from app.services.rights import actor_of

# Of those whose account names no role; printed on papers: always Vietnamese.
_POSTS = {AccountKind.CHAIRMAN: "Lãnh đạo UBND xã", AccountKind.CADASTRAL: "Công chức địa chính"}


@dataclass(frozen=True, slots=True)
class Signature:
    name: str
    post: str


def signature(session: Session, *, appraisers: Sequence[str], on: date) -> Signature:
    """Of the one who is signed in, under his own post.

    In a book without accounts one person types for all: then whoever acts in the appraising role on that day,
    or the person at the keyboard where the book names nobody.
    """
    actor = actor_of(session)
    roles = {role.code: role for role in criteria.roles(session)}
    judge = next((roles[code] for code in appraisers if code in roles), None)
    if session.scalars(select(Account.uid).limit(1)).first() is not None:
        own = roles.get(actor.role_code or "")
        return Signature(actor.name, own.name if own else _POSTS.get(actor.kind, ""))
    if judge is None:
        return Signature(actor.name, "")
    acting = people.holder(session, role_uid=judge.uid, on=on)
    return Signature(acting.name if acting else actor.name, judge.name)
