"""Danh mục: what the commune owns beside its answers: criteria sets, places, people, duties, procedures."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.context import Context
from app.ui.pages.tabbed import PanelEntry, TabbedPage


def panel_entries() -> list[PanelEntry]:
    """Titles in the language of the screen."""
    return [
        PanelEntry("sets", _("Bộ tiêu chí"), "catalogue_sets", "SetsPanel"),
        PanelEntry("places", _("Địa bàn"), "catalogue_places", "PlacesPanel"),
        PanelEntry("people", _("Vai trò, cán bộ"), "catalogue_people", "PeoplePanel"),
        PanelEntry("duties", _("Trách nhiệm"), "catalogue_duties", "DutiesPanel"),
        PanelEntry("procedures", _("Quy trình"), "catalogue_procedures", "ProceduresPanel"),
    ]


class CataloguePage(TabbedPage):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, panel_entries(), parent)

    def panel_of(self, place: dict[str, Any]) -> str:
        return "sets" if {"set_uid", "indicator_uid", "criterion_uid"} & place.keys() else ""
