"""Biểu & vốn: the province's tables, the means of the plan, and the year in pictures."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.context import Context
from app.ui.pages.tabbed import PanelEntry, TabbedPage


def panel_entries() -> list[PanelEntry]:
    """Titles in the language of the screen."""
    return [
        PanelEntry("table01", _("Biểu 01"), "tables_results", "FirstTable"),
        PanelEntry("table02", _("Biểu 02"), "tables_results", "SecondTable"),
        PanelEntry("table03", _("Biểu 03"), "tables_tasks", "TasksTab"),
        PanelEntry("table04", _("Biểu 04"), "tables_activities", "ActivitiesTab"),
        PanelEntry("money", _("Vốn"), "funds_money", "MoneyPanel"),
        PanelEntry("charts", _("Biểu đồ"), "funds_charts", "ChartsPanel"),
    ]


class FundsPage(TabbedPage):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, panel_entries(), parent)
