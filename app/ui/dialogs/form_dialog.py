"""A few fields asked in a dialog, with one button that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.errors import InputError, RefusedError
from app.i18n import _
from app.ui.dialogs.scrolling import scrolling
from app.ui.forms import Field, FormView
from app.ui.theme import characters, em, gap
from app.ui.widgets import Heading, MutedLabel


class FormDialog(QDialog):
    """`do` takes the values by field name; what it refuses is shown beside the field it names, and the dialog stays."""

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        do: Callable[[dict[str, object]], object],
        *,
        values: Mapping[str, object] | None = None,
        sentence: str = "",
        button: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._do = do
        self._first = fields[0].name
        self.form = FormView(fields)
        self.form.setObjectName("dialogForm")
        self.form.load(values or {})
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.do_button = self.buttons.addButton(button or _("Ghi"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.do_button.setDefault(True)
        self.buttons.accepted.connect(self.try_it)
        self.buttons.rejected.connect(self.reject)
        above = QVBoxLayout()
        above.setSpacing(gap(self, 0.6))
        above.addWidget(Heading(title, 2))
        if sentence:
            above.addWidget(MutedLabel(sentence))
        above.addWidget(self.form)
        above.addStretch(1)
        area = scrolling(above)
        area.setMinimumHeight(min(em(self) * 24, above.sizeHint().height() + gap(self, 1)))
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.6))
        layout.addWidget(area, 1)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(characters(self, 62))
        self.form.focus_field(self._first)

    def try_it(self) -> None:
        if not self.form.check():
            return
        try:
            self._do(self.form.values())
        except (InputError, RefusedError) as error:
            field = getattr(error, "field", None) or self._first
            self.form.show_error(field, error.sentence)
            self.form.focus_field(field)
            return
        self.accept()
