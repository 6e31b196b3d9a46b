"""A dialog that is a form: what the book refuses is said beside its field, and the dialog stays open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.errors import InputError
from app.ui.forms import Field, FormView
from app.ui.theme import characters, gap
from app.ui.widgets import MutedLabel

Save = Callable[[dict[str, object]], object]


class FieldsDialog(QDialog):
    """`save(values)` is called when every field is good; it may raise InputError."""

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        save: Save,
        *,
        values: Mapping[str, object] | None = None,
        sentence: str = "",
        accept_text: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(characters(self, 56))
        self._save = save
        self._first = fields[0].name
        self.form = FormView(fields)
        self.form.load({field.name: field.value_when_new for field in fields} | dict(values or {}))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText(accept_text)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self))
        if sentence:
            layout.addWidget(MutedLabel(sentence))
        layout.addWidget(self.form)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.form.focus_field()

    def accept(self) -> None:
        if not self.form.check():
            return
        try:
            self._save(self.form.values())
        except InputError as error:
            named = error.field if error.field in self.form.values() else None
            self.form.show_error(named or self._first, error.sentence)
            self.form.focus_field(named or self._first)
            return
        super().accept()
