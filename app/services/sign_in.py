"""Signing in: whose name the journal keeps and whose rights count, in one open book."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from app.domain.rights import AccountKind, Actor
from app.errors import InputError, NotFoundError, RefusedError
from app.i18n import _
from app.services import accounts
from app.services.accounts import AccountRow
from app.services.workspace import Workspace

FREE_TRIES = 3
_LONGEST_WAIT = 300  # seconds


class SignIn:
    """One an open book. `account` is who is signed in, None for nobody; wrong PINs are counted here."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._owner = workspace.actor
        self._wrong: dict[str, tuple[int, datetime]] = {}
        self.account: AccountRow | None = None
        self.renew()

    def choices(self) -> list[AccountRow]:
        """Accounts in use."""
        return [row for row in self._workspace.read(accounts.accounts) if row.active]

    def sign_in(self, account_uid: str, pin: str = "") -> AccountRow:
        """Raises InputError for a wrong PIN, RefusedError while one must wait after several."""
        chosen = next((row for row in self.choices() if row.uid == account_uid), None)
        if chosen is None:
            raise NotFoundError(_("Không còn người dùng này. Hãy chọn người khác."))
        self._refuse_too_soon(account_uid)
        if not self._workspace.read(accounts.pin_fits, account_uid=account_uid, pin=pin):
            tries = self._wrong.get(account_uid, (0, self._workspace.now()))[0] + 1
            self._wrong[account_uid] = (tries, self._workspace.now())
            raise InputError(_("Mã PIN chưa đúng. Hãy gõ lại, hoặc nhờ địa chính đặt lại mã."), field="pin")
        self._wrong.pop(account_uid, None)
        self.account = chosen
        self._workspace.actor = chosen.actor
        return chosen

    def sign_out(self) -> None:
        self.account = None
        self.renew()

    def renew(self) -> None:
        """After accounts changed: who is signed in may have another name, other rights, or be gone."""
        rows = self.choices()
        own = self.account.uid if self.account else None
        self.account = next((row for row in rows if row.uid == own), None)
        if self.account is not None:
            self._workspace.actor = self.account.actor
        elif rows:
            self._workspace.actor = Actor(_("Người xem"), AccountKind.VIEWER)
        else:
            self._workspace.actor = Actor(self._owner.name)

    def _refuse_too_soon(self, account_uid: str) -> None:
        tries, last = self._wrong.get(account_uid, (0, self._workspace.now()))
        if tries < FREE_TRIES:
            return
        wait = min(2 ** (tries - FREE_TRIES + 1), _LONGEST_WAIT)
        left = (last + timedelta(seconds=wait) - self._workspace.now()).total_seconds()
        if left > 0:
            sentence = _("Đã gõ sai mã PIN {tries} lần. Hãy đợi {seconds} giây rồi gõ lại.")
            raise RefusedError(sentence.format(tries=tries, seconds=ceil(left)))
