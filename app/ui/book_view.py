"""An open book on the screen: header, sidebar, the page, messages, and the way between pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.action_words import action_label
from app.i18n import _
from app.services import history, places, plans
from app.services.history import UndoState
from app.services.workspace import Workspace
from app.ui import book_commands, undoing
from app.ui.at_work import AtWork
from app.ui.context import Context, Message
from app.ui.header import Header
from app.ui.pages.base import Command, Page
from app.ui.pages_index import PageEntry, further_entries, make_page, page_entries, page_keys
from app.ui.rights_gate import RightsGate
from app.ui.tasks import TaskRunner
from app.ui.widgets.message_bar import MessageBar
from app.ui.widgets.progress_strip import ProgressStrip
from app.ui.widgets.side_bar import Entry, SideBar

if TYPE_CHECKING:
    from app.ui.widgets.search_palette import SearchPalette

_REMEMBERED_STEPS = 50
# After these, done or taken back, the book may be called otherwise.
_NAMING = {"commune_changes.merge_commune", "place_changes.rename", "place_facts.update_place"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person is: page, year, and the place in the page."""

    page: str
    year: int
    detail: dict[str, Any]


class BookView(QWidget):
    """Pages are made when first shown and read the book again when they are shown after a change."""

    help_wanted = Signal(str)

    def __init__(
        self, workspace: Workspace, tasks: TaskRunner, menu: QMenu, commands: Callable[[], list[Command]]
    ) -> None:
        super().__init__()
        self.workspace = workspace
        self.info = workspace.read(places.book_info)
        self._years = workspace.read(plans.years)
        self._own_commands = commands
        self.context = Context(
            workspace, tasks, self._years[0] if self._years else workspace.today().year, self
        )
        self._entries = {entry.key: entry for entry in (*page_entries(), *further_entries())}
        self._keys = page_keys(page_entries())
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._current = ""
        self._trail: list[Place] = []
        self._palette: SearchPalette | None = None
        self._build(tasks, menu)
        self._connect()
        self._add_keys()
        self._gate = RightsGate(self)
        self.at_work = AtWork(
            self.context, self.header, ready=self._ready, switched=self._show_rights, parent=self
        )
        self._show_undo(workspace.read(history.undo_state))
        self.header.saved.show_saved(workspace.now())

    def _build(self, tasks: TaskRunner, menu: QMenu) -> None:
        self.header = Header(self._title(), menu)
        self.header.set_years(self._years or [self.context.year], self.context.year)
        self.sidebar = SideBar()
        pages = page_entries()
        self.sidebar.set_entries([Entry(one.key, one.title, one.icon, self._keys[one.key]) for one in pages])
        self.messages = MessageBar()
        self.stack = QStackedWidget()
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addWidget(self.stack, 1)
        column.addWidget(ProgressStrip(tasks))
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.sidebar)
        body.addLayout(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addLayout(body, 1)

    def _connect(self) -> None:
        self.sidebar.chosen.connect(lambda key: self.go(key))
        self.header.year_chosen.connect(self._choose_year)
        self.header.new_year_wanted.connect(lambda: book_commands.ask_new_year(self))
        self.header.undo.clicked.connect(self.undo)
        self.header.redo.clicked.connect(self.redo)
        self.header.search.clicked.connect(lambda: self.palette_list.open())
        self.context.changed.connect(self._book_changed)
        self.context.saved.connect(self.header.saved.show_saved)
        self.context.going.connect(self.go)
        self.context.refreshed.connect(
            lambda page: self._gate.show_rights(self._current, page, self.workspace.actor)
        )
        self.context.said.connect(lambda sentence: self.messages.show_info(sentence))
        self.context.told.connect(lambda message: _show_message(self.messages, message))

    def _add_keys(self) -> None:
        keys: list[tuple[str | QKeySequence.StandardKey, Callable[[], object]]] = [
            ("Ctrl+K", lambda: self.palette_list.open()),
            (QKeySequence.StandardKey.Undo, self.undo),
            ("Ctrl+Y", self.redo),
            ("Ctrl+Shift+Z", self.redo),
            ("F1", lambda: self.help_wanted.emit(self._current)),
            ("Esc", self.back),
            ("Ctrl+H", self.show_history),
        ]
        for key, page_key in self._keys.items():
            keys.append((page_key, lambda key=key: self.go(key)))  # type: ignore[misc]
        for sequence, run in keys:
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(run)

    @property
    def palette_list(self) -> SearchPalette:
        """Made when somebody searches for the first time."""
        if self._palette is None:
            from app.ui.finder import Finder
            from app.ui.widgets.search_palette import SearchPalette

            self._palette = SearchPalette(self)
            self._palette.set_source(Finder(self.context, self.commands).find)
            self._palette.chosen.connect(lambda run: run())
        return self._palette

    # Pages

    @property
    def current_page(self) -> Page | None:
        return self._pages.get(self._current)

    def go(self, key: str, detail: dict[str, Any] | None = None) -> None:
        """Show a page, at a place where one is named; stays where a field holds a wrong text."""
        page = self.current_page
        if page is not None and not page.commit_pending():
            self.sidebar.set_current(self._current)
            return
        if page is not None and (key != self._current or detail):
            self._trail = [*self._trail[-_REMEMBERED_STEPS:], self.place()]
        self._show(key, detail or {})

    def back(self) -> None:
        """Esc: close the search, or return to where the person came from."""
        if self._palette is not None and self._palette.isVisible():
            self._palette.dismiss()
            return
        page = self.current_page
        if not self._trail or page is None or not page.commit_pending():
            return
        place = self._trail.pop()
        self.context.set_year(place.year)
        self._show(place.page, place.detail)

    def _choose_year(self, year: int) -> None:
        """A field with a wrong text keeps the year: the other year's row would take its place."""
        if self._ready():
            self.context.set_year(year)
        self.header.show_year(self.context.year)

    def place(self) -> Place:
        page = self.current_page
        return Place(self._current, self.context.year, page.place() if page else {})

    def restore(self, place: Place) -> None:
        """Go where the person left the book; an unknown page or year counts as the first."""
        if place.year in self._years:
            self.context.set_year(place.year)
            self.header.set_years(self._years, place.year)
        self._show(place.page if place.page in self._entries else next(iter(self._entries)), place.detail)

    def _show(self, key: str, detail: dict[str, Any]) -> None:
        if key not in self._pages:
            self._pages[key] = self._make(self._entries[key])
            self._stale.add(key)
        page = self._pages[key]
        self._current = key
        if key in self._stale:
            self._stale.discard(key)
            page.refresh()
            self.context.refreshed.emit(page)
        if detail:
            page.show_place(detail)
        there = page.isAncestorOf(self.focusWidget() or self)
        self.stack.setCurrentIndex(list(self._pages).index(key))
        self.sidebar.set_current(key)
        if not there:  # asked before: hiding the other page sends the keyboard to whatever comes first here
            page.setFocus()

    def _make(self, entry: PageEntry) -> Page:
        page = make_page(entry, self.context)
        page.setAccessibleName(entry.title)
        self.stack.addWidget(_scrolled(page))
        return page

    # What the book tells

    def _book_changed(self) -> None:
        self._stale = set(self._pages)
        self._refresh_current()
        years = self.workspace.read(plans.years)
        if years != self._years:
            self._years = years
            self.header.set_years(years or [self.context.year], self.context.year)
        self.header.show_year(self.context.year)
        state = self.workspace.read(history.undo_state)
        self._show_undo(state)
        self.at_work.book_changed(state)

    def _show_rights(self) -> None:
        """Somebody else works now."""
        self._gate.open_all(self._pages.values())
        self.context.changed.emit()

    def _refresh_current(self) -> None:
        """A button that its own work disables or hides hands the keyboard to the header: take it back."""
        page = self.current_page
        if page is None:
            return
        was_here = page.isAncestorOf(self.focusWidget() or self)
        self._stale.discard(self._current)
        page.refresh()
        self.context.refreshed.emit(page)
        if was_here and not page.isAncestorOf(self.focusWidget() or self):
            page.setFocus()

    def _show_undo(self, state: UndoState) -> None:
        self.header.set_undo(
            action_label(state.undo.action) if state.undo else None,
            action_label(state.redo.action) if state.redo else None,
        )
        if _NAMING & {step.action for step in (state.undo, state.redo) if step is not None}:
            self._show_name()

    def _show_name(self) -> None:
        """The commune of the book has another name now, or has its old one back."""
        info = self.workspace.read(places.book_info)
        if info != self.info:
            self.info = info
            self.header.title.setText(self._title())
            self.window().setWindowTitle(_("Bản Sáng – {commune}").format(commune=info.commune))

    def _title(self) -> str:
        return _("Sổ: {commune}").format(commune=self.info.commune)

    def undo(self) -> None:
        """Ctrl+Z outside a text being typed."""
        if self._ready():
            undoing.undo(self.context)

    def redo(self) -> None:
        if self._ready():
            undoing.redo(self.context)

    def _ready(self) -> bool:
        page = self.current_page
        return page is None or page.commit_pending()

    def commands(self) -> list[Command]:
        """What Ctrl+K can run: pages, what the shown page and the book offer, what the window offers."""
        return [*book_commands.found_by_search(self), *self._own_commands()]

    def show_history(self) -> None:
        from app.ui.dialogs.row_history import show_history

        if self._ready():
            show_history(self.context, self._current, self.current_page, self)

    def resizeEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        self.sidebar.fit_into(self.width())
        super().resizeEvent(event)


def _scrolled(page: Page) -> QScrollArea:
    """Letters of 200 % can make a page wider than the screen: it scrolls, the window and its header stay inside."""
    area = QScrollArea()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area


def _show_message(bar: MessageBar, message: Message) -> None:
    show = bar.show_error if message.wrong else bar.show_info
    show(message.text, message.action_text, message.action)
