"""What this program is, its version, and whose work it contains."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from app import __version__
from app.i18n import _


def show_about(parent: QWidget) -> None:
    text = _(
        "Bản Sáng {version}\n\nSổ xây dựng bản nông thôn mới của xã. Làm việc không cần mạng; "
        "dữ liệu nằm trong thư mục sổ trên máy này.\n\n"
        "Phông chữ Tinos và Be Vietnam Pro (giấy phép OFL); biểu tượng Fluent UI (giấy phép MIT)."
    ).format(version=__version__)
    QMessageBox.about(parent, _("Giới thiệu"), text)
