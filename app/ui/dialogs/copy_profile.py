"""A procedure of the commune's own, made from another one, in force from a day on.

objectNames: "copyProfileButton".
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.errors import InputError
from app.i18n import _
from app.services import entry
from app.ui.forms import Field, FormView, Kind
from app.ui.theme import characters, gap
from app.ui.widgets import MutedLabel


class CopyProfileDialog(QDialog):
    """`make` takes title, valid_from, valid_to, end_previous; an InputError of it is shown at its field.

    `valid_to` is offered: the day on which the profile that is in force ends.
    """

    def __init__(
        self,
        model: str,
        valid_from: date,
        valid_to: date | None,
        make: Callable[..., object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Chép thành quy trình mới"))
        self.setMinimumWidth(characters(self, 72))
        self._make = make
        self.form = FormView(
            [
                Field("title", _("Tên quy trình"), required=True, parse=entry.line),
                Field("valid_from", _("Có hiệu lực từ"), Kind.DATE, required=True),
                Field("valid_to", _("đến hết"), Kind.DATE, inline=True, placeholder=_("chưa định")),
                Field(
                    "end_previous",
                    _("Quy trình đang áp dụng hết hiệu lực vào ngày trước đó"),
                    Kind.CHECK,
                ),
            ]
        )
        self.form.load({"title": "", "valid_from": valid_from, "valid_to": valid_to, "end_previous": True})
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        made = buttons.button(QDialogButtonBox.StandardButton.Ok)
        made.setText(_("Tạo quy trình"))
        made.setObjectName("copyProfileButton")
        buttons.accepted.connect(self._accept_checked)
        buttons.rejected.connect(self.reject)
        sentence = _("Chép nội dung, thành phần và các bước của “{title}”, sau đó sửa theo văn bản của mình.")
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self))
        layout.addWidget(MutedLabel(sentence.format(title=model)))
        layout.addWidget(self.form)
        layout.addWidget(buttons)

    def _accept_checked(self) -> None:
        if not self.form.check():
            return
        try:
            self._make(**self.form.values())
        except InputError as error:
            field = error.field if error.field in self.form.values() else "valid_from"
            self.form.show_error(field or "valid_from", error.sentence)
            self.form.focus_field(field)
            return
        self.accept()
