"""Báo cáo: the months of the hamlets, and the commune's own reports of a period."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.context import Context
from app.ui.pages.tabbed import PanelEntry, TabbedPage


class ReportsPage(TabbedPage):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        entries = [
            PanelEntry("months", _("Báo cáo tháng của bản"), "reports_months", "MonthlyReportsPage"),
            PanelEntry("periods", _("Báo cáo tổng hợp của xã"), "reports_periods", "PeriodReportsPage"),
        ]
        super().__init__(context, entries, parent)

    def panel_of(self, place: dict[str, Any]) -> str:
        if place.get("period"):
            return "periods"
        return "months" if place.get("hamlet_uid") else ""
