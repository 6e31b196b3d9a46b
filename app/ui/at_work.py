"""Who works in the open book: asked when it opens, shown in the header, changed there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.account_words import account_kind_explained, account_kind_label
from app.i18n import _
from app.services import places
from app.services.history import UndoState
from app.services.sign_in import SignIn
from app.ui.context import Context
from app.ui.header import Header
from app.ui.pages.base import Command


class AtWork(QObject):
    """`switched` is called when other rights count from now on; `ready` says whether the page can be left."""

    def __init__(
        self,
        context: Context,
        header: Header,
        *,
        ready: Callable[[], bool],
        switched: Callable[[], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._header = header
        self._ready = ready
        self._switched = switched
        self._window = parent
        self.door = SignIn(context.workspace)
        self._kept_names = bool(self.door.choices())
        header.worker.clicked.connect(self.choose)
        self._show()

    def ask(self) -> None:
        """When the book opens: a name is asked for where the book keeps names."""
        if self.door.account is None and self.door.choices():
            self.choose()

    def choose(self) -> None:
        from app.ui.dialogs.account_sign_in import SignInDialog

        if not self._ready():
            return
        commune = self._context.read(places.book_info).commune
        dialog = SignInDialog(self.door, commune, self._window)
        dialog.signed_in.connect(self._changed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def manage(self) -> None:
        from app.ui.dialogs.account_list import AccountsDialog

        own = self.door.account.uid if self.door.account else None
        dialog = AccountsDialog(self._context, own, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def book_changed(self, state: UndoState) -> None:
        """Accounts may have changed, by a use case or by taking one back."""
        steps = (state.undo, state.redo)
        if any(step is not None and step.action.startswith("accounts.") for step in steps):
            before = self._context.workspace.actor
            self._adopt_first()
            self.door.renew()
            self._show()
            if before != self._context.workspace.actor:
                self._switched()

    def commands(self) -> list[Command]:
        found = [Command(_("Người dùng…"), self.manage, "people")]
        if self.door.choices():
            found.append(Command(_("Đổi người dùng…"), self.choose, "person"))
        return found

    def _adopt_first(self) -> None:
        """Whoever enters the first account is that person."""
        rows = self.door.choices()
        if not self._kept_names and len(rows) == 1 and not rows[0].has_pin:
            self.door.sign_in(rows[0].uid)
        self._kept_names = bool(rows)

    def _changed(self) -> None:
        self._show()
        self._switched()

    def _show(self) -> None:
        account = self.door.account
        if account is not None:
            words = f"{account.name} · {account_kind_label(account.kind)}"
            self._header.set_worker(words, account_kind_explained(account.kind))
        elif self.door.choices():
            self._header.set_worker(_("Chỉ xem"), _("Chưa chọn người dùng. Bấm để chọn tên."))
        else:
            self._header.set_worker("", "")
