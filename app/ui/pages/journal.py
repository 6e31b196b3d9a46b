"""Nhật ký: who did what when, and what differs between two moments. Reached from the menu and with Ctrl+K."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.context import Context
from app.ui.pages.tabbed import PanelEntry, TabbedPage


def panel_entries() -> list[PanelEntry]:
    """Titles in the language of the screen."""
    return [
        PanelEntry("lines", _("Nhật ký"), "journal_lines", "JournalPanel"),
        PanelEntry("moments", _("So hai thời điểm"), "journal_moments", "MomentsPanel"),
    ]


class JournalPage(TabbedPage):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, panel_entries(), parent)
