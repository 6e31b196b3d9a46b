"""The papers of a plan, written to a file the person names: the plan, the assignment decision, officers' sheets."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from app.i18n import _
from app.ui.context import Context
from app.ui.icons import set_icon
from app.ui.pages.base import Command


class PlanPapers:
    """`button` opens the menu of all papers."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        self._context = context
        self._parent = parent
        self.button = QPushButton(_("Văn bản"))
        self.button.setObjectName("planPapersButton")
        set_icon(self.button, "document-text")

    def commands(self) -> list[Command]:
        return []
