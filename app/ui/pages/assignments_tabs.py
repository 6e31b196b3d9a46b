"""Phân công: the orders of the year, and the plan that they belong to."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.context import Context
from app.ui.pages.tabbed import PanelEntry, TabbedPage


class AssignmentsTabs(TabbedPage):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        entries = [
            PanelEntry("orders", _("Giao việc"), "assignments", "AssignmentsPage"),
            PanelEntry("year", _("Kế hoạch năm"), "plan_year", "PlanYearPanel"),
        ]
        super().__init__(context, entries, parent)

    def refresh(self) -> None:
        super().refresh()
        self.setFocusProxy(self.panel)  # the keyboard begins in the list, not on the tabs

    def panel_of(self, place: dict[str, Any]) -> str:
        if "milestone" in place:
            return "year"
        return "orders" if {"indicator_uid", "role_uid"} & place.keys() else ""
