"""A new version of a set: a copy that can be changed while the old one stays with its rounds."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.i18n import _
from app.services import catalogue, criteria, entry, set_versions
from app.services.criteria import SetRow
from app.ui.context import Context
from app.ui.forms import Field, FormView, Kind
from app.ui.theme import characters, gap, make_primary
from app.ui.widgets import MutedLabel

OnDone = Callable[[str], object]


class NewVersionDialog(QDialog):
    """`check` (code, version) raises InputError."""

    def __init__(
        self, row: SetRow, check: Callable[[str, str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Phiên bản mới"))
        self._row, self._check = row, check
        self.form = FormView(
            [
                Field(
                    "version",
                    _("Phiên bản"),
                    parse=self._free_version,
                    required=True,
                    width=16,
                    hint=_("Ví dụ 2026-2030. Sau này không đổi."),
                ),
                Field(
                    "title",
                    _("Tên bộ"),
                    Kind.MULTILINE,
                    parse=lambda typed: entry.required_line(typed, limit=300),
                    required=True,
                    rows=2,
                ),
            ]
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.create_button = buttons.addButton(_("Tạo phiên bản"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.create_button.setDefault(True)
        make_primary(self.create_button)
        buttons.accepted.connect(self._accept_checked)
        buttons.rejected.connect(self.reject)
        words = _(
            "Chép bộ {code} {version} cùng phân công của bộ. Bản chép sửa được; bộ cũ và các đợt rà soát của nó "
            "giữ nguyên."
        )
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.6))
        layout.addWidget(MutedLabel(words.format(code=row.code, version=row.version)))
        layout.addWidget(self.form)
        layout.addWidget(buttons)
        self.setMinimumWidth(characters(self, 62))
        self.form.load({"version": "", "title": row.title})
        self.form.focus_field("version")

    def version_and_title(self) -> tuple[str, str]:
        values = self.form.values()
        return str(values["version"]), str(values["title"])

    def _free_version(self, typed: str) -> str:
        version = entry.required_line(typed, limit=20)
        self._check(self._row.code, version)
        return version

    def _accept_checked(self) -> None:
        if self.form.check():
            self.accept()


def open_new_version(context: Context, set_uid: str, parent: QWidget, on_done: OnDone) -> NewVersionDialog:
    """Ask what the copy is called, make it, then tell its uid."""

    def check(code: str, version: str) -> None:
        context.read(catalogue.check_new_key, code=code, version=version)

    def create() -> None:
        version, title = dialog.version_and_title()
        uid = context.write(set_versions.new_version, set_uid=set_uid, version=version, title=title)
        context.say(_("Đã tạo phiên bản mới. Bấm Ctrl+Z để bỏ."))
        on_done(uid)

    row = context.read(criteria.criteria_set, set_uid=set_uid)
    dialog = NewVersionDialog(row, check, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(create)
    dialog.open()
    return dialog
