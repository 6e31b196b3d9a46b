"""What a report said before each correction; why a locked one is corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.i18n import _
from app.services import entry
from app.services.report_versions import VersionRow
from app.ui.forms import Field, FormView, Kind
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import characters, em, gap
from app.ui.widgets import Heading, MutedLabel


@dataclass(frozen=True, slots=True)
class _Line:
    key: str
    version: VersionRow
    field: str
    old: str
    new: str


class VersionsDialog(QDialog):
    """Object name of the table: "versionsTable"."""

    def __init__(self, versions: Sequence[VersionRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Các lần sửa báo cáo"))
        self.table = TablePanel[_Line](
            _columns(),
            key=lambda line: line.key,
            name=_("Các lần sửa báo cáo"),
            empty=Empty(_("Báo cáo này chưa sửa lần nào."), icon="history"),
        )
        self.table.setObjectName("versionsTable")
        self.table.set_rows(
            [
                _Line(f"{version.number}.{at}", version, line.field, line.old, line.new)
                for version in versions
                for at, line in enumerate(version.lines)
            ]
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.6))
        layout.addWidget(Heading(_("Các lần sửa báo cáo"), 2))
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        self.table.view.setFocus()
        room = parent.window().width() if parent is not None else characters(self, 110)
        self.resize(min(room, characters(self, 110)), em(self) * 24)


def _columns() -> list[Column[_Line]]:
    return [
        Column("number", _("Lần"), lambda line: line.version.number, width=5),
        Column("on_date", _("Ngày sửa"), lambda line: line.version.on_date, width=11),
        Column("who", _("Ai"), lambda line: line.version.who, width=14),
        Column("reason", _("Lý do"), lambda line: line.version.reason, width=18),
        Column("field", _("Mục"), lambda line: line.field, width=14),
        Column("old", _("Trước"), lambda line: line.old, width=20),
        Column("new", _("Sau"), lambda line: line.new, width=20, stretch=True),
    ]


class ReasonDialog(QDialog):
    """`reason` is read after it was accepted; an empty one is not accepted."""

    def __init__(self, hamlet: str, month: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Sửa báo cáo đã khóa"))
        self.setMinimumWidth(characters(self, 50))
        self.form = FormView(
            [Field("reason", _("Lý do"), Kind.MULTILINE, rows=3, required=True, parse=entry.paragraph)],
            labels="above",
        )
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText(_("Mở để sửa"))
        buttons.accepted.connect(self._accept_checked)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self))
        sentence = _("Báo cáo tháng {month} của {hamlet} đã khóa. Bản trước khi sửa và lý do được giữ lại.")
        layout.addWidget(MutedLabel(sentence.format(hamlet=hamlet, month=month)))
        layout.addWidget(self.form)
        layout.addWidget(buttons)

    @property
    def reason(self) -> str:
        return str(self.form.values()["reason"] or "")

    def _accept_checked(self) -> None:
        if self.form.check():
            self.accept()
