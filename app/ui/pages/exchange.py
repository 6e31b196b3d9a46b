"""Trao đổi USB: what goes out on a stick, and what came in on one."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.context import Context
from app.ui.pages.tabbed import PanelEntry, TabbedPage


def panel_entries() -> list[PanelEntry]:
    """Titles in the language of the screen."""
    return [
        PanelEntry("export", _("Xuất hồ sơ ra USB"), "exchange_export", "ExportPanel"),
        PanelEntry("check", _("Kiểm tra hồ sơ nhận được"), "exchange_check", "CheckPanel"),
    ]


class ExchangePage(TabbedPage):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, panel_entries(), parent)

    def panel_of(self, place: dict[str, Any]) -> str:
        return "export" if "hamlet_uid" in place else ""
