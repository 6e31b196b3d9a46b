"""Asks for one change of places that a decision made: what becomes of them, from which day, by which document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from app.errors import AppError, InputError
from app.i18n import _
from app.services import entry
from app.services.place_changes import Decision
from app.ui.forms import Field, FormView, Kind
from app.ui.theme import characters, em, gap, make_primary
from app.ui.widgets import MutedLabel


def decision_fields() -> list[Field]:
    """`on`, `document`: the answers that `decision_of` takes."""
    hint = _("Kết quả, minh chứng trước ngày này vẫn giữ nguyên ở nơi cũ.")
    return [
        Field("on", _("Có hiệu lực từ ngày"), Kind.DATE, required=True, hint=hint),
        Field(
            "document", _("Văn bản"), parse=entry.line, placeholder=_("Ví dụ: NQ 12/NQ-HĐND ngày 5/6/2025")
        ),
    ]


def decision_of(values: Mapping[str, object]) -> Decision:
    on = values["on"]
    assert isinstance(on, date)
    return Decision(on, str(values["document"] or ""))


class PlaceDialog(QDialog):
    """`save(values)` does it; what it refuses is said beside the field and the dialog stays.

    Object names: "placeChangeForm", "placeChangeButton".
    """

    def __init__(
        self,
        title: str,
        sentence: str,
        fields: Sequence[Field],
        button: str,
        save: Callable[[dict[str, object]], object],
        *,
        above: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._save = save
        self.form = FormView(fields)
        self.form.setObjectName("placeChangeForm")
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setSpacing(gap(self))
        if sentence:
            column.addWidget(MutedLabel(sentence))
        if above is not None:
            column.addWidget(above, 1)
        column.addWidget(self.form)
        if above is None:
            column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton(button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setObjectName("placeChangeButton")
        self.go.setDefault(True)
        make_primary(self.go)
        buttons.accepted.connect(self.try_save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)
        self._page = page

    def show_with(self, values: Mapping[str, object], first: str) -> None:
        """Open it with these answers, the keyboard in the field `first`."""
        self.form.load(values)
        self.form.focus_field(first)
        width = characters(self, 62)
        tall = max(self._page.sizeHint().height(), self._page.heightForWidth(width)) + em(self) * 5
        self.resize(QSize(width + em(self) * 2, tall).boundedTo(self.screen().availableSize() * 0.9))
        self.open()

    def try_save(self) -> None:
        if not self.form.check():
            return
        try:
            self._save(self.form.values())
        except AppError as error:
            self._say(error)
        else:
            self.accept()

    def _say(self, error: AppError) -> None:
        fields = self.form.values()
        field = error.field if isinstance(error, InputError) else None
        name = field if field in fields else next(iter(fields))
        assert name is not None
        self.form.show_error(name, error.sentence)
        self.form.focus_field(name)
