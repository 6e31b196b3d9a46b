"""The people who use this book: added, changed, given a PIN, taken out.

Object names: "accountTable" (TablePanel), "addAccountButton", "changeAccountButton", "pinButton",
"removeAccountButton".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.account_words import account_kind_label, closed_words
from app.domain.criteria import RoleLevel
from app.domain.rights import Right
from app.i18n import _
from app.services import accounts, criteria, places
from app.services.accounts import AccountRow
from app.ui.context import Context
from app.ui.dialogs.account_forms import AccountDialog, pin_dialog
from app.ui.dialogs.person_fields import FieldsDialog
from app.ui.icons import set_icon
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import characters, em, gap
from app.ui.widgets import MutedLabel


class AccountsDialog(QDialog):
    """Only a cadastral account changes the list; everybody may change the own PIN (`own_uid`)."""

    def __init__(self, context: Context, own_uid: str | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Người dùng sổ này"))
        self._context = context
        self._own_uid = own_uid
        self._keeps = context.may(Right.CATALOGUE)
        empty = Empty(
            _("Sổ chưa ghi người dùng: ai mở cũng làm được mọi việc."),
            _("Thêm người dùng…"),
            self.add,
            icon="person",
        )
        self.table: TablePanel[AccountRow] = TablePanel(
            _columns(), key=lambda row: row.uid, name=_("Người dùng"), empty=empty, filterable=False
        )
        self.table.setObjectName("accountTable")
        self._buttons = {
            name: self._button(name, text, icon, run)
            for name, text, icon, run in (
                ("addAccountButton", _("Thêm…"), "add", self.add),
                ("changeAccountButton", _("Sửa…"), "edit", self.change),
                ("pinButton", _("Mã PIN…"), "lock", self.ask_pin),
                ("removeAccountButton", _("Bỏ"), "delete", self.remove),
            )
        }
        self._lay_out()
        self.table.current_changed.connect(lambda _row: self._show_buttons())
        self.table.activated.connect(lambda _row: self.change())
        context.changed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(gap(self, 0.4))
        for button in self._buttons.values():
            tools.addWidget(button)
        tools.addStretch(1)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.6))
        words = _(
            "Khi có người dùng, mở sổ phải chọn tên. Dòng lệnh làm được mọi việc của địa chính, "
            "trừ khi có người đặt mã PIN: khi đó dòng lệnh chỉ xem."
        )
        layout.addWidget(MutedLabel(words))
        layout.addLayout(tools)
        layout.addWidget(self.table, 1)
        layout.addWidget(close)
        self.resize(characters(self, 108), em(self) * 26)

    def refresh(self) -> None:
        self._keeps = self._context.may(Right.CATALOGUE)
        self.table.set_rows(self._context.read(accounts.accounts))
        self._show_buttons()

    def add(self) -> None:
        def save(values: dict[str, Any]) -> None:
            subject = {name: values[name] for name in ("role_uid", "hamlet_uid")}
            uid = self._context.write(accounts.add, name=values["name"], kind=values["kind"], **subject)
            self.table.select_key(uid)

        self._open(self._form(save, None))

    def change(self) -> None:
        row = self.table.current_row()
        if row is None or not self._keeps:
            return

        def save(values: dict[str, Any]) -> None:
            self._context.write(accounts.change, account_uid=row.uid, values=values)

        self._open(self._form(save, row))

    def ask_pin(self) -> None:
        row = self.table.current_row()
        if row is None:
            return

        def save(old: str, new: str) -> None:
            if self._keeps:
                self._context.write(accounts.set_pin, account_uid=row.uid, pin=new)
            else:
                self._context.write(accounts.change_own_pin, account_uid=row.uid, old=old, new=new)

        asks_old = not self._keeps and row.has_pin
        self._open(pin_dialog(save, name=row.name, asks_old=asks_old, parent=self))

    def remove(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self._context.write(accounts.remove, account_uid=row.uid)

    def _form(self, save: Callable[[dict[str, Any]], object], row: AccountRow | None) -> AccountDialog:
        roles = [one for one in self._context.read(criteria.roles) if one.level is RoleLevel.COMMUNE]
        return AccountDialog(
            save,
            present=row,
            roles=roles,
            hamlets=self._context.read(places.hamlets),
            first=not self.table.model.rows,
            parent=self,
        )

    def _open(self, dialog: FieldsDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _button(self, name: str, text: str, icon: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAutoDefault(False)
        set_icon(button, icon)
        button.clicked.connect(lambda: run())
        return button

    def _show_buttons(self) -> None:
        row = self.table.current_row()
        own = row is not None and row.uid == self._own_uid
        why = "" if self._keeps else closed_words(self._context.workspace.actor, Right.CATALOGUE)
        for name, button in self._buttons.items():
            may = self._keeps or (name == "pinButton" and own)
            button.setEnabled(may and (row is not None or name == "addAccountButton"))
            button.setToolTip("" if may else why)


def _columns() -> list[Column[AccountRow]]:
    return [
        Column("name", _("Họ và tên"), lambda row: row.name, width=20),
        Column("kind", _("Là"), lambda row: account_kind_label(row.kind), width=18),
        Column("subject", _("Vai trò, bản"), lambda row: row.role or row.hamlet, width=20, stretch=True),
        Column("pin", _("Mã PIN"), lambda row: row.has_pin, width=9),
        Column("active", _("Đang dùng"), lambda row: row.active, width=11),
    ]
