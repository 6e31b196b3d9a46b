"""Hồ sơ: making it, and what has been made of it with its fate."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.context import Context
from app.ui.pages.tabbed import PanelEntry, TabbedPage


class DossierPage(TabbedPage):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        entries = [
            PanelEntry("work", _("Lập hồ sơ"), "dossier_work", "DossierWork"),
            PanelEntry("versions", _("Các bản đã lập và trạng thái"), "dossier_history", "DossierHistory"),
        ]
        super().__init__(context, entries, parent)

    def refresh(self) -> None:
        super().refresh()
        self.setFocusProxy(self.panel)  # the keyboard begins in the panel, not on the tabs

    def carried(self, place: dict[str, Any]) -> dict[str, Any]:
        return {"hamlet_uid": place["hamlet_uid"]} if place.get("hamlet_uid") else {}
