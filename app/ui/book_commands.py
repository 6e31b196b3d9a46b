"""What Ctrl+K and the menu can run in an open book."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.pages.base import Command
from app.ui.pages_index import PageEntry, further_entries, page_entries

if TYPE_CHECKING:
    from app.ui.book_view import BookView


def found_by_search(view: BookView) -> list[Command]:
    """Pages, what the shown page offers, what the book offers."""
    page = view.current_page
    return [*_pages(view, page_entries()), *(page.commands() if page else []), *of_menu(view)]


def of_menu(view: BookView) -> list[Command]:
    history = Command(_("Lịch sử của dòng đang chọn… (Ctrl+H)"), view.show_history, "history")
    sign = Command(_("Ký số, xem chữ ký một tệp PDF…"), partial(_sign, view), "certificate")
    return [*_pages(view, further_entries()), history, sign, *view.at_work.commands()]


def _sign(view: BookView) -> None:
    from app.ui.dialogs.sign_choose import choose_and_sign

    choose_and_sign(view.context, view)


def _pages(view: BookView, entries: list[PageEntry]) -> list[Command]:
    return [Command(entry.title, partial(view.go, entry.key), entry.icon) for entry in entries]


def ask_new_year(view: BookView) -> None:
    """A plan for a year that has none; the list of years shows the present one meanwhile."""
    from app.ui.dialogs.plan_copy import open_plan_copy

    view.header.show_year(view.context.year)
    open_plan_copy(view.context, view)
