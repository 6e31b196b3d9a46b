"""Thẩm định: each officer's own indicators, the council of the commune, the meeting of the residents."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.context import Context
from app.ui.pages.tabbed import PanelEntry, TabbedPage


def panel_entries() -> list[PanelEntry]:
    """Titles in the language of the screen."""
    return [
        PanelEntry("work", _("Việc của tôi"), "appraisal_work", "WorkPanel"),
        PanelEntry("council", _("Hội đồng"), "meetings_council", "CouncilPanel"),
        PanelEntry("residents", _("Họp bản"), "meetings_residents", "ResidentsPanel"),
    ]


class AppraisalPage(TabbedPage):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, panel_entries(), parent)

    def panel_of(self, place: dict[str, Any]) -> str:
        return "work" if {"role_code", "assessment_uid"} & place.keys() else ""

    def carried(self, place: dict[str, Any]) -> dict[str, Any]:
        """The round that one meeting was about, or the hamlet of the indicator that was looked at."""
        return {key: place[key] for key in ("hamlet_uid", "round_uid") if place.get(key)}
