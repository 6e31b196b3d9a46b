"""Who may do what in a book that several people share on one laptop."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AccountKind(StrEnum):
    CADASTRAL = "cadastral"  # địa chính: keeps the book, may do everything
    OFFICER = "officer"  # công chức, đơn vị: appraises the indicators of his role
    HAMLET_BOARD = "hamlet_board"  # BQL bản: edits its own hamlet
    CHAIRMAN = "chairman"  # lãnh đạo UBND xã: reads all, concludes
    VIEWER = "viewer"


class Right(StrEnum):
    """What a use case asks for; the subject decides together with it."""

    ASSESS = "assess"  # self-assessment, evidence, monthly reports of a hamlet
    APPRAISE = "appraise"  # opinion on an indicator
    CONCLUDE = "conclude"  # council, closing and reopening rounds
    PLAN = "plan"  # plans, assignments, exemptions, deadlines
    CATALOGUE = "catalogue"  # sets, places, people, procedures, accounts
    DOSSIER = "dossier"  # making and writing out dossiers


@dataclass(frozen=True, slots=True)
class Actor:
    """Who works now. `role_code` for an officer, `hamlet_uid` for a hamlet board."""

    name: str
    kind: AccountKind = AccountKind.CADASTRAL
    role_code: str | None = None
    hamlet_uid: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What is acted on: a hamlet, and for appraisals the codes of the roles that may judge the indicator."""

    hamlet_uid: str | None = None
    appraisers: frozenset[str] = frozenset()


_ALL = frozenset(Right)
_RIGHTS = {
    AccountKind.CADASTRAL: _ALL,
    AccountKind.OFFICER: frozenset({Right.APPRAISE}),
    AccountKind.HAMLET_BOARD: frozenset({Right.ASSESS}),
    AccountKind.CHAIRMAN: frozenset({Right.APPRAISE, Right.CONCLUDE, Right.DOSSIER}),
    AccountKind.VIEWER: frozenset(),
}


def may(actor: Actor, right: Right, subject: Subject = Subject()) -> bool:  # noqa: B008 - frozen
    """Whether `actor` may do it: a hamlet board only in its own hamlet, an officer only for his indicators."""
    if right not in _RIGHTS[actor.kind]:
        return False
    if actor.kind is AccountKind.HAMLET_BOARD:
        return subject.hamlet_uid is not None and subject.hamlet_uid == actor.hamlet_uid
    if actor.kind is AccountKind.OFFICER:
        return actor.role_code in subject.appraisers
    return True


def ever_may(actor: Actor, right: Right) -> bool:
    """Whether there is any subject on which `actor` may do it."""
    return right in _RIGHTS[actor.kind]
