"""The people who share one laptop: who they are, what they may do, and the PIN that keeps names apart.

A book without accounts belongs to whoever opens it. From the first account on there is always a cadastral one.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.rights import AccountKind, Actor, Right
from app.domain.text import name_key, nfc, sort_key
from app.errors import InputError, NotFoundError, RefusedError
from app.i18n import _
from app.models.account import Account
from app.models.people import Role
from app.models.place import Place
from app.services import entry
from app.services.rights import actor_of, require

FIELDS = frozenset({"name", "kind", "role_uid", "hamlet_uid", "active"})
PIN_DIGITS = range(4, 13)
_NAME = 120
_COST = 2**14  # scrypt: 16 MB and some 50 ms a try
_KINDS = list(AccountKind)


@dataclass(frozen=True, slots=True)
class AccountRow:
    """`role` and `hamlet` by name, "" where the kind has none."""

    uid: str
    name: str
    kind: AccountKind
    role_uid: str | None
    role_code: str | None
    role: str
    hamlet_uid: str | None
    hamlet: str
    has_pin: bool
    active: bool

    @property
    def actor(self) -> Actor:
        return Actor(self.name, self.kind, self.role_code, self.hamlet_uid)


def accounts(session: Session) -> list[AccountRow]:
    """Those in use first, then by kind and name."""
    statement = (
        select(Account, Role, Place.name)
        .outerjoin(Role, Role.uid == Account.role_uid)
        .outerjoin(Place, Place.uid == Account.hamlet_uid)
    )
    rows = [
        AccountRow(
            row.uid,
            row.name,
            row.kind,
            row.role_uid,
            role.code if role else None,
            role.name if role else "",
            row.hamlet_uid,
            hamlet or "",
            row.pin is not None,
            row.active,
        )
        for row, role, hamlet in session.execute(statement)
    ]
    return sorted(rows, key=lambda row: (not row.active, _KINDS.index(row.kind), sort_key(row.name)))


def opening_actor(session: Session, *, who: str) -> Actor:
    """Whoever opens the file keeps the book, as long as no PIN says that names matter; then he only reads."""
    statement = select(Account.uid).where(Account.active, Account.pin.is_not(None)).limit(1)
    locked = session.scalars(statement).first() is not None
    return Actor(who, AccountKind.VIEWER if locked else AccountKind.CADASTRAL)


def add(
    session: Session,
    *,
    name: str,
    kind: AccountKind,
    role_uid: str | None = None,
    hamlet_uid: str | None = None,
) -> str:
    """Returns the uid. Raises InputError beside the field; the first account must be a cadastral one."""
    require(session, Right.CATALOGUE)
    row = Account(name="", kind=kind, role_uid=role_uid, hamlet_uid=hamlet_uid, pin=None, active=True)
    row.name = _free_name(session, name, row.uid)
    _settle_subject(row)
    session.add(row)
    session.flush()
    refuse_without_keeper(session)
    return row.uid


def change(session: Session, *, account_uid: str, values: Mapping[str, Any]) -> None:
    """Write some of FIELDS."""
    require(session, Right.CATALOGUE)
    unknown = set(values) - FIELDS
    if unknown:
        raise ValueError(f"no such fields: {sorted(unknown)}")
    row = _account(session, account_uid)
    for field, value in values.items():
        setattr(row, field, _free_name(session, value, row.uid) if field == "name" else value)
    _settle_subject(row)
    session.flush()
    refuse_without_keeper(session)


def remove(session: Session, *, account_uid: str) -> None:
    """The journal keeps the name. The last account may go: then the book is everybody's again."""
    require(session, Right.CATALOGUE)
    session.delete(_account(session, account_uid))
    session.flush()
    refuse_without_keeper(session)


def set_pin(session: Session, *, account_uid: str, pin: str) -> None:
    """By a cadastral account, for anybody, also where the old PIN is forgotten; "" takes the PIN away."""
    require(session, Right.CATALOGUE)
    _account(session, account_uid).pin = _hashed(pin) if pin else None
    session.flush()


def change_own_pin(session: Session, *, account_uid: str, old: str, new: str) -> None:
    """By the one who is signed in. Raises InputError for a wrong old PIN."""
    row = _account(session, account_uid)
    if actor_of(session).name != row.name:
        raise RefusedError(_("Chỉ đổi được mã PIN của mình. Quên mã thì nhờ địa chính đặt lại."))
    if row.pin is not None and not _fits(old, row.pin):
        raise InputError(_("Mã PIN đang dùng chưa đúng. Hãy gõ lại."), field="old")
    row.pin = _hashed(new) if new else None
    session.flush()


def pin_fits(session: Session, *, account_uid: str, pin: str) -> bool:
    """Also true where the account has no PIN."""
    row = _account(session, account_uid)
    return row.pin is None or _fits(pin, row.pin)


def refuse_without_keeper(session: Session) -> None:
    """Raises RefusedError when there are accounts and none in use is cadastral: nobody could mend that."""
    rows = session.execute(select(Account.kind, Account.active)).all()
    if rows and (AccountKind.CADASTRAL, True) not in [tuple(row) for row in rows]:
        raise RefusedError(_("Sổ phải luôn có một người dùng là địa chính. Hãy thêm hoặc giữ lại một người."))


def _account(session: Session, uid: str) -> Account:
    row = session.get(Account, uid)
    if row is None:
        raise NotFoundError(_("Không còn người dùng này. Hãy chọn người khác."))
    return row


def _free_name(session: Session, typed: str, own_uid: str) -> str:
    try:
        name = entry.required_line(typed, limit=_NAME)
    except InputError as error:
        raise InputError(error.sentence, field="name") from error
    with session.no_autoflush:
        known = session.execute(select(Account.uid, Account.name)).all()
    if any(name_key(other) == name_key(name) for uid, other in known if uid != own_uid):
        raise InputError(_("Đã có người dùng tên này. Hãy thêm chức danh vào tên."), field="name")
    return name


def _settle_subject(row: Account) -> None:
    """An officer has a role, a hamlet board a hamlet, the others neither."""
    if row.kind is not AccountKind.OFFICER:
        row.role_uid = None
    elif row.role_uid is None:
        raise InputError(_("Hãy chọn vai trò của công chức này."), field="role_uid")
    if row.kind is not AccountKind.HAMLET_BOARD:
        row.hamlet_uid = None
    elif row.hamlet_uid is None:
        raise InputError(_("Hãy chọn bản của ban quản lý này."), field="hamlet_uid")


def _hashed(pin: str) -> str:
    typed = nfc(pin)
    if not (typed.isascii() and typed.isdigit() and len(typed) in PIN_DIGITS):
        raise InputError(_("Mã PIN gồm 4 đến 12 chữ số. Hãy gõ lại."), field="pin")
    salt = secrets.token_bytes(16)
    return f"scrypt:{_COST}:{salt.hex()}:{_stretched(typed, salt, _COST).hex()}"


def _fits(pin: str, stored: str) -> bool:
    _name, cost, salt, wanted = stored.split(":")
    found = _stretched(nfc(pin), bytes.fromhex(salt), int(cost))
    return hmac.compare_digest(found, bytes.fromhex(wanted))


def _stretched(pin: str, salt: bytes, cost: int) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=cost, r=8, p=1, dklen=32)
