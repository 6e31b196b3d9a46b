"""Which hamlets the year's plan names, ticked in a list.

Object names: "planHamletsForm" (FormView), "planHamletsKeep".
"""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.errors import InputError, RefusedError
from app.i18n import _
from app.services import plan_hamlets
from app.ui.context import Context
from app.ui.dialogs.scrolling import scrolling
from app.ui.forms import Field, FormView, Kind, Option
from app.ui.theme import characters, em, gap
from app.ui.widgets import MutedLabel


class PlanHamletsDialog(QDialog):
    """Written as one step; a hamlet that has work in the plan cannot be taken out, and the sentence says why."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Chọn bản của kế hoạch năm {year}").format(year=context.year))
        self._context = context
        rows = context.read(plan_hamlets.choices, year=context.year)
        options = [Option(row.hamlet_uid, row.name) for row in rows]
        self.form = FormView([Field("hamlets", _("Bản phấn đấu trong năm"), Kind.TICKS, options=options)])
        self.form.setObjectName("planHamletsForm")
        self.form.load({"hamlets": tuple(row.hamlet_uid for row in rows if row.planned)})
        content = QVBoxLayout()
        content.addWidget(MutedLabel(_("Bản mới thêm ở Danh mục › Địa bàn cũng hiện ở đây.")))
        content.addWidget(self.form)
        content.addStretch(1)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        keep = buttons.button(QDialogButtonBox.StandardButton.Ok)
        keep.setText(_("Ghi"))
        keep.setObjectName("planHamletsKeep")
        buttons.accepted.connect(self._keep)
        buttons.rejected.connect(self.reject)
        self.finished.connect(self.deleteLater)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.6))
        layout.addWidget(scrolling(content), 1)
        layout.addWidget(buttons)
        self.resize(characters(self, 60), em(self) * 22)

    def _keep(self) -> None:
        if not self.form.check():
            return
        chosen = self.form.values()["hamlets"]
        assert isinstance(chosen, tuple)
        try:
            self._context.write(plan_hamlets.choose, year=self._context.year, hamlet_uids=chosen)
        except (InputError, RefusedError) as error:
            self.form.show_error("hamlets", error.sentence)
            return
        self.accept()
