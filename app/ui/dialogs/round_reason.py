"""Why a round is closed or opened again, asked in a dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.errors import InputError
from app.i18n import _
from app.services import entry
from app.ui.forms import Field, FormView, Kind
from app.ui.theme import characters, gap
from app.ui.widgets import Heading, MutedLabel


class RoundReasonDialog(QDialog):
    """`do` takes the reason; an InputError of it is shown below the field and the dialog stays."""

    def __init__(
        self,
        title: str,
        sentence: str,
        button: str,
        do: Callable[[str], object],
        parent: QWidget | None = None,
        *,
        required: bool,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._do = do
        self.form = FormView(
            [Field("reason", _("Lý do"), Kind.MULTILINE, parse=entry.paragraph, required=required, rows=3)]
        )
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.do_button = self.buttons.addButton(button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.do_button.setDefault(True)
        self.buttons.accepted.connect(self._try)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.6))
        for widget in (Heading(title, 2), MutedLabel(sentence), self.form, self.buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(characters(self, 56))
        self.form.focus_field("reason")

    def _try(self) -> None:
        if not self.form.check():
            return
        try:
            self._do(str(self.form.values()["reason"]))
        except InputError as error:
            self.form.show_error("reason", error.sentence)
            self.form.focus_field("reason")
            return
        self.accept()
