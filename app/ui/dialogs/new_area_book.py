"""A book for a district or province: whose it is, and where it lies; communes come with their packages.

objectNames: "foundAreaButton"; fields "province", "district", "folder".
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from app.domain.text import safe_file_name
from app.errors import InputError, StorageError
from app.i18n import _
from app.paths import user_documents_folder
from app.services.books import found_area_book, with_kind
from app.services.workspace import system_now
from app.ui.forms import Field, FormView
from app.ui.theme import em, gap, make_primary
from app.ui.widgets import MutedLabel


class NewAreaBookDialog(QDialog):
    """`folder` is where the book lies once it is made, None before and after a cancel."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        now: Callable[[], datetime] = system_now,
        documents: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Lập sổ tổng hợp"))
        self.folder: Path | None = None
        self._now = now
        self._documents = documents or user_documents_folder()
        self._own_folder = False
        self.form = FormView(_fields())
        self.form.edited.connect(self._edited)
        self.form.committed.connect(lambda name, _value: self._edited(name))
        words = MutedLabel(_("Sổ của huyện hoặc tỉnh nhận gói số liệu của các xã và xem chung một bảng."))
        words.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        found = buttons.addButton(_("Lập sổ"), QDialogButtonBox.ButtonRole.AcceptRole)
        found.setObjectName("foundAreaButton")
        found.setDefault(True)
        make_primary(found)
        buttons.accepted.connect(self.found)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self))
        for widget in (words, self.form, buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(em(self) * 34)
        self.form.load({"province": _("tỉnh Sơn La"), "district": "", "folder": ""})
        self._edited("")

    def _edited(self, name: str) -> None:
        """A folder named for the place, until the person names another."""
        self._own_folder = self._own_folder or name == "folder"
        if self._own_folder:
            return
        typed = {level: self._typed(level) for level in ("district", "province")}
        place = next((with_kind(level, text) for level, text in typed.items() if text), "")
        folder = self._documents / safe_file_name(_("Sổ tổng hợp {place}").format(place=place))
        self.form.set_values({"folder": str(folder)})

    def _typed(self, name: str) -> str:
        """What stands in the field now, before the form has taken it."""
        editor = self.form.editor(name)
        assert isinstance(editor, QLineEdit)
        return " ".join(editor.text().split())

    def found(self) -> None:
        """Make the book and close; what is wrong is said beside its field and nothing is made."""
        if not self.form.check():
            return
        values = {name: str(value or "") for name, value in self.form.values().items()}
        folder = Path(values["folder"]).expanduser()
        try:
            found_area_book(
                folder, province=values["province"], district=values["district"], now=self._now
            ).close()
        except InputError as error:
            self.form.show_error(error.field or "province", error.sentence)
        except StorageError as error:
            self.form.show_error("folder", error.sentence)
        else:
            self.folder = folder
            self.accept()


def _fields() -> list[Field]:
    return [
        Field("province", _("Tỉnh"), parse=partial(with_kind, "province"), required=True),
        Field(
            "district",
            _("Huyện"),
            parse=partial(with_kind, "district"),
            hint=_("Để trống nếu là sổ của tỉnh; từ 01/07/2025 không còn cấp huyện."),
        ),
        Field("folder", _("Thư mục sổ"), required=True),
    ]
