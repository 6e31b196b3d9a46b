"""Why a hamlet need not report for a month."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.i18n import _
from app.services import entry
from app.ui.forms import Field, FormView, Kind
from app.ui.theme import characters, gap
from app.ui.widgets import MutedLabel


class ExemptionDialog(QDialog):
    """`reason` is read after it was accepted; an empty one is not accepted."""

    def __init__(self, hamlet: str, month: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Miễn báo cáo"))
        self.setMinimumWidth(characters(self, 50))
        self.form = FormView(
            [
                Field(
                    "reason",
                    _("Lý do"),
                    Kind.MULTILINE,
                    rows=3,
                    required=True,
                    parse=entry.paragraph,
                    placeholder=_("Ví dụ: đã báo cáo chung trong biên bản kiểm tra ngày 10/3"),
                )
            ],
            labels="above",
        )
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText(_("Miễn báo cáo"))
        buttons.accepted.connect(self._accept_checked)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self))
        sentence = _("{hamlet} không phải nộp báo cáo tháng {month}. Tháng này không tính vào tỷ lệ.")
        layout.addWidget(MutedLabel(sentence.format(hamlet=hamlet, month=month)))
        layout.addWidget(self.form)
        layout.addWidget(buttons)

    @property
    def reason(self) -> str:
        return str(self.form.values()["reason"] or "")

    def _accept_checked(self) -> None:
        if self.form.check():
            self.accept()
