"""One row of a table of the province, typed into a form; what is refused is said beside its field.

objectNames: "saveRowButton"; fields are those of the use case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.errors import InputError
from app.i18n import _
from app.ui.dialogs.scrolling import scrolling
from app.ui.forms import Field, FormView
from app.ui.theme import em, gap, make_primary


class TableRowDialog(QDialog):
    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        values: Mapping[str, object],
        save: Callable[[Mapping[str, object]], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._save = save
        self._first = fields[0].name
        self.form = FormView(fields)
        self.form.load(values)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        saved = buttons.addButton(_("Lưu"), QDialogButtonBox.ButtonRole.AcceptRole)
        saved.setObjectName("saveRowButton")
        saved.setDefault(True)
        make_primary(saved)
        buttons.accepted.connect(self.save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self))
        inside = QVBoxLayout()
        inside.addWidget(self.form)
        inside.addStretch(1)
        layout.addWidget(scrolling(inside), 1)
        layout.addWidget(buttons)
        self.resize(em(self) * 46, em(self) * 34)
        self.finished.connect(self.deleteLater)
        self.form.focus_field(self._first)

    def save(self) -> None:
        if not self.form.check():
            return
        try:
            self._save(self.form.values())
        except InputError as error:
            field = error.field or self._first
            self.form.show_error(field, error.sentence)
            self.form.focus_field(field)
            return
        self.accept()
