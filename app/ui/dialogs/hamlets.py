"""Hamlets are added by their names, one a line, as they are pasted from a list."""

from __future__ import annotations

from PySide6.QtWidgets import QInputDialog, QWidget

from app.domain.hamlets import hamlet_names
from app.i18n import _
from app.services import places
from app.ui.context import Context


def add_hamlets(context: Context, parent: QWidget) -> None:
    """Ask for names and enter them; a name that is there already is refused with its sentence."""
    text, accepted = QInputDialog.getMultiLineText(
        parent, _("Thêm bản"), _("Tên các bản, mỗi dòng một bản (ví dụ: Bản Pút):")
    )
    names = hamlet_names(text)
    if accepted and names:
        context.write(places.add_hamlets, names=names)
