"""The way to a signature from the menu: choose a PDF, then sign it or see what its signatures are worth."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.i18n import _
from app.ui.context import Context
from app.ui.dialogs.sign_pdf import open_sign_dialog


def choose_and_sign(context: Context, parent: QWidget) -> QFileDialog:
    dialog = QFileDialog(parent, _("Chọn tệp PDF cần ký hoặc xem chữ ký"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([_("Tệp PDF (*.pdf)"), _("Mọi tệp (*)")])

    def chosen(name: str) -> None:
        open_sign_dialog(context, Path(name), lambda target: _tell(context, target), parent=parent)

    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog


def _tell(context: Context, target: Path) -> None:
    context.say(_("Đã ký: {path}").format(path=target))
