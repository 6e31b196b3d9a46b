"""Forms about one account: name, kind, what it is for, and its PIN."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from app.account_words import account_kind_explained, account_kind_label
from app.domain.rights import AccountKind
from app.errors import InputError
from app.i18n import _
from app.services import entry
from app.services.accounts import AccountRow
from app.services.criteria import RoleRow
from app.services.places import HamletRow
from app.ui.dialogs.person_fields import FieldsDialog, Save
from app.ui.forms import Field, Kind, Option


class AccountDialog(FieldsDialog):
    """`save` gets the fields of accounts.FIELDS."""

    def __init__(
        self,
        save: Save,
        *,
        present: AccountRow | None,
        roles: Sequence[RoleRow],
        hamlets: Sequence[HamletRow],
        first: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        kind = AccountKind.CADASTRAL if first else AccountKind.OFFICER
        values: dict[str, object] = {"kind": kind, "active": True}
        if present is not None:
            values = {
                name: getattr(present, name) for name in ("name", "kind", "role_uid", "hamlet_uid", "active")
            }
        sentence = _("Người đầu tiên là địa chính: giữ sổ và thêm những người khác.") if first else ""
        super().__init__(
            _("Sửa người dùng") if present else _("Thêm người dùng"),
            _fields(roles, hamlets, changing=present is not None),
            save,
            values=values,
            sentence=sentence,
            accept_text=_("Ghi"),
            parent=parent,
        )
        self.form.committed.connect(lambda _name, _value: self._show_fields())
        self._show_fields()

    def _show_fields(self) -> None:
        kind = self.form.values()["kind"]
        self.form.set_visible("role_uid", kind is AccountKind.OFFICER)
        self.form.set_visible("hamlet_uid", kind is AccountKind.HAMLET_BOARD)
        self.form.set_hint("kind", account_kind_explained(AccountKind(str(kind))))


def _fields(roles: Sequence[RoleRow], hamlets: Sequence[HamletRow], *, changing: bool) -> list[Field]:
    kinds = [Option(kind, account_kind_label(kind)) for kind in AccountKind]
    fields = [
        Field("name", _("Họ và tên"), required=True, parse=lambda text: entry.line(text, limit=120)),
        Field("kind", _("Là"), Kind.CHOICE, options=kinds, required=True),
        Field("role_uid", _("Vai trò"), Kind.CHOICE, options=[Option(row.uid, row.name) for row in roles]),
        Field("hamlet_uid", _("Bản"), Kind.CHOICE, options=[Option(row.uid, row.name) for row in hamlets]),
    ]
    if changing:
        fields.append(Field("active", _("Đang dùng"), Kind.CHECK))
    return fields


def pin_dialog(
    save: Callable[[str, str], object], *, name: str, asks_old: bool, parent: QWidget
) -> FieldsDialog:
    """`save(old, new)`; an empty new PIN takes the PIN away."""
    fields = [Field("old", _("Mã PIN đang dùng"), width=14)] if asks_old else []
    fields += [Field("pin", _("Mã PIN mới"), width=14), Field("again", _("Gõ lại mã mới"), width=14)]

    def checked(values: dict[str, Any]) -> None:
        if values["pin"] != values["again"]:
            raise InputError(_("Hai lần gõ chưa giống nhau. Hãy gõ lại."), field="again")
        save(str(values.get("old") or ""), str(values["pin"] or ""))

    dialog = FieldsDialog(
        _("Mã PIN của {name}").format(name=name),
        fields,
        checked,
        sentence=_("4 đến 12 chữ số. Để trống nếu không cần mã. Quên mã thì nhờ địa chính đặt lại."),
        accept_text=_("Ghi"),
        parent=parent,
    )
    for field in fields:
        line = dialog.form.editor(field.name)
        if isinstance(line, QLineEdit):
            line.setEchoMode(QLineEdit.EchoMode.Password)
    return dialog
