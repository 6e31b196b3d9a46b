"""Who works now? A name is chosen, a PIN is asked where that name has one.

Object names: "accountNames" (QListWidget), "pinLine", "signInButton", "onlyReadButton".
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.account_words import account_kind_label
from app.errors import InputError, RefusedError
from app.i18n import _
from app.services.accounts import AccountRow
from app.services.sign_in import SignIn
from app.ui.theme import characters, em, gap
from app.ui.widgets import Heading, MutedLabel


class SignInDialog(QDialog):
    """`signed_in` follows a name with its right PIN; Esc leaves everything as it was."""

    signed_in = Signal()

    def __init__(self, door: SignIn, commune: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Ai đang làm việc?"))
        self.setMinimumWidth(characters(self, 52))
        self._door = door
        self._rows = door.choices()
        self.names = QListWidget()
        self.names.setObjectName("accountNames")
        self.names.setAccessibleName(_("Người dùng của sổ"))
        self.names.setMinimumHeight(em(self) * 10)
        for row in self._rows:
            item = QListWidgetItem(named(row), self.names)
            item.setData(Qt.ItemDataRole.UserRole, row.uid)
        self.pin = QLineEdit()
        self.pin.setObjectName("pinLine")
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(12)
        self._pin_label = QLabel(_("Mã PIN"))
        self._pin_label.setBuddy(self.pin)
        self.pin.setAccessibleName(_("Mã PIN"))
        self._wrong = QLabel()
        self._wrong.setWordWrap(True)
        self._lay_out(commune)
        self.names.currentRowChanged.connect(lambda _row: self._show_pin())
        self.names.itemActivated.connect(lambda _item: self._enter())
        self._select_present()

    def _lay_out(self, commune: str) -> None:
        buttons = QDialogButtonBox()
        enter = QPushButton(_("Vào làm việc"))
        enter.setObjectName("signInButton")
        enter.setDefault(True)
        only_read = QPushButton(_("Chỉ xem"))
        only_read.setObjectName("onlyReadButton")
        only_read.setAutoDefault(False)
        buttons.addButton(enter, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(only_read, QDialogButtonBox.ButtonRole.ActionRole)
        enter.clicked.connect(self.accept)
        only_read.clicked.connect(self._only_read)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.6))
        layout.addWidget(Heading(_("Sổ: {commune}").format(commune=commune), 2))
        layout.addWidget(MutedLabel(_("Chọn tên mình. Sổ ghi tên người làm vào từng thay đổi.")))
        for widget in (self.names, self._pin_label, self.pin, self._wrong, buttons):
            layout.addWidget(widget)

    def accept(self) -> None:
        row = self._chosen()
        if row is None:
            return
        try:
            self._door.sign_in(row.uid, self.pin.text())
        except (InputError, RefusedError) as error:
            self._wrong.setText(error.sentence)
            self.pin.selectAll()
            self.pin.setFocus()
            return
        self.signed_in.emit()
        super().accept()

    def _only_read(self) -> None:
        self._door.sign_out()
        self.signed_in.emit()
        super().accept()

    def _enter(self) -> None:
        row = self._chosen()
        if row is not None and row.has_pin and not self.pin.text():
            self.pin.setFocus()
        else:
            self.accept()

    def _chosen(self) -> AccountRow | None:
        at = self.names.currentRow()
        return self._rows[at] if at >= 0 else None

    def _show_pin(self) -> None:
        row = self._chosen()
        asked = row is not None and row.has_pin
        self._pin_label.setVisible(asked)
        self.pin.setVisible(asked)
        self.pin.clear()
        self._wrong.clear()

    def _select_present(self) -> None:
        own = self._door.account.uid if self._door.account else ""
        uids = [row.uid for row in self._rows]
        self.names.setCurrentRow(uids.index(own) if own in uids else 0)
        self._show_pin()
        self.names.setFocus()


def named(row: AccountRow) -> str:
    """ "Lò Thị Hoa – Công chức, đơn vị (Trạm y tế xã)"."""
    subject = row.role or row.hamlet
    words = f"{row.name} – {account_kind_label(row.kind)}"
    return f"{words} ({subject})" if subject else words
