"""A page of several tabs, each a page of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QSizePolicy, QTabWidget, QVBoxLayout, QWidget

from app.ui.context import Context
from app.ui.pages.base import Command, Page
from app.ui.theme import gap


@dataclass(frozen=True, slots=True)
class PanelEntry:
    """`module` and `class_name` below app.ui.pages."""

    key: str
    title: str
    module: str
    class_name: str


class _Tabs(QTabWidget):
    """As high as it is given: a sentence that wraps in a tab would make the page as high as tables would like."""

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return False


class TabbedPage(Page):
    """A tab is a page of its own, made when it is first shown; a wrong text in a field keeps the person there."""

    def __init__(
        self, context: Context, entries: Sequence[PanelEntry], parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent)
        self._entries = list(entries)
        self._panels: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._shown = self._entries[0].key
        self.tabs = _Tabs()
        self.tabs.setDocumentMode(True)
        for entry in self._entries:
            holder = QWidget()
            layout = QVBoxLayout(holder)
            layout.setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(holder, entry.title)
        self._make_room()
        self.tabs.currentChanged.connect(self._change)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, gap(self, 0.3), 0, 0)
        layout.addWidget(self.tabs)
        self.setFocusProxy(self.tabs)

    @property
    def panel(self) -> Page:
        """The one that is shown."""
        if self._shown not in self._panels:
            entry = next(entry for entry in self._entries if entry.key == self._shown)
            module = import_module(f"app.ui.pages.{entry.module}")
            made = getattr(module, entry.class_name)(self.context)
            assert isinstance(made, Page)
            made.setAccessibleName(entry.title)
            holder = self.tabs.widget(self._place(self._shown))
            assert holder is not None
            layout = holder.layout()
            assert layout is not None
            layout.addWidget(made)
            self._panels[self._shown] = made
            self._stale.add(self._shown)
        return self._panels[self._shown]

    def panel_of(self, place: dict[str, Any]) -> str:
        """A link from elsewhere names what it wants to show, not on which tab that is; "" for no matter."""
        return ""

    def carried(self, place: dict[str, Any]) -> dict[str, Any]:
        """What of the place in the tab that is left holds in the one that is shown next."""
        return {}

    def show_panel(self, key: str) -> None:
        self.tabs.setCurrentIndex(self._place(key))

    def refresh(self) -> None:
        self._stale = set(self._panels)
        self._refresh_shown()

    def show_place(self, place: dict[str, Any]) -> None:
        wanted = place.get("panel") or self.panel_of(place)
        if wanted in {entry.key for entry in self._entries}:
            self.show_panel(str(wanted))
        self.panel.show_place(place)

    def place(self) -> dict[str, Any]:
        return {"panel": self._shown, **self.panel.place()}

    def commit_pending(self) -> bool:
        return self.panel.commit_pending()

    def commands(self) -> list[Command]:
        return self.panel.commands()

    def _place(self, key: str) -> int:
        return next(place for place, entry in enumerate(self._entries) if entry.key == key)

    def _change(self, place: int) -> None:
        if not self.panel.commit_pending():
            with QSignalBlocker(self.tabs):
                self.tabs.setCurrentIndex(self._place(self._shown))
            return
        carried = self.carried(self.panel.place())
        self._shown = self._entries[place].key
        self._make_room()
        self._refresh_shown()
        if carried:
            self.panel.show_place(carried)

    def _make_room(self) -> None:
        """The page is as wide and high as the tab that is shown; the others ask for nothing."""
        for at, entry in enumerate(self._entries):
            shown = QSizePolicy.Policy.Preferred if entry.key == self._shown else QSizePolicy.Policy.Ignored
            holder = self.tabs.widget(at)
            assert holder is not None
            holder.setSizePolicy(shown, shown)

    def _refresh_shown(self) -> None:
        panel = self.panel
        if self._shown in self._stale:
            self._stale.discard(self._shown)
            panel.refresh()
            self.context.refreshed.emit(panel)
