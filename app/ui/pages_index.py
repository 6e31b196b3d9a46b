"""The pages in the order of the sidebar; a page's module is loaded when it is first shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from itertools import count

from app.i18n import _
from app.ui.context import Context
from app.ui.pages.base import Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """`module` and `class_name` below app.ui.pages; `icon` is a name of resources/icons.

    `keys` for a page that has its own; the others are numbered, Ctrl+1, Ctrl+2, …
    """

    key: str
    title: str
    icon: str
    module: str
    class_name: str
    keys: str = ""


def page_entries() -> list[PageEntry]:
    """Titles in the language of the screen."""
    return [
        PageEntry("today", _("Hôm nay"), "today", "today", "TodayPage"),
        PageEntry("board", _("Tổng quan"), "overview", "board", "BoardPage"),
        PageEntry("assessment", _("Tự đánh giá"), "assessment", "assessment", "AssessmentPage"),
        PageEntry("appraisal", _("Thẩm định"), "certificate", "appraisal", "AppraisalPage", "Ctrl+T"),
        PageEntry("assignments", _("Phân công"), "assignment", "assignments_tabs", "AssignmentsTabs"),
        PageEntry("reports", _("Báo cáo"), "report", "reports", "ReportsPage"),
        PageEntry("evidence", _("Minh chứng"), "evidence", "evidence", "EvidencePage"),
        PageEntry("checks", _("Kiểm tra"), "warning", "checks", "ChecksPage", "Ctrl+M"),
        PageEntry("dossier", _("Hồ sơ"), "dossier", "dossier", "DossierPage"),
        PageEntry("funds", _("Biểu & vốn"), "funds", "funds", "FundsPage"),
        PageEntry("exchange", _("Trao đổi USB"), "exchange", "exchange", "ExchangePage"),
        PageEntry("catalogue", _("Danh mục"), "catalogue", "catalogue", "CataloguePage", "Ctrl+0"),
    ]


def further_entries() -> list[PageEntry]:
    """Pages beside the everyday work: in the menu and found with Ctrl+K, not in the sidebar."""
    return [
        PageEntry("communes", _("Tổng hợp các xã"), "overview", "communes", "CommunesPage"),
        PageEntry("journal", _("Nhật ký"), "history", "journal", "JournalPage"),
    ]


def page_keys(entries: Iterable[PageEntry]) -> dict[str, str]:
    """The keys that lead to each page, by page key."""
    numbers = count(1)
    return {entry.key: entry.keys or f"Ctrl+{next(numbers)}" for entry in entries}


def make_page(entry: PageEntry, context: Context) -> Page:
    module = import_module(f"app.ui.pages.{entry.module}")
    page = getattr(module, entry.class_name)(context)
    assert isinstance(page, Page)
    return page
