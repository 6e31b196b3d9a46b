"""What the window asks of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from app.ui.context import Context


@dataclass(frozen=True, slots=True)
class Command:
    """Something a page can do by name, found with Ctrl+K; `run` takes nothing."""

    text: str
    run: Any
    icon: str = ""


class Page(QWidget):
    """A page reads the book in `refresh`, which the window calls when the page is shown or the book changed.

    It writes through `context.write` alone and holds no data between refreshes but what it shows.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context

    def refresh(self) -> None:
        """Read the book again and show it; keeps selection, scroll and unfinished typing."""

    def show_place(self, place: dict[str, Any]) -> None:
        """Go to a place a link named; called after `refresh`. Unknown keys are ignored."""

    def place(self) -> dict[str, Any]:
        """Where the person is, as `show_place` takes it back at the next start."""
        return {}

    def commit_pending(self) -> bool:
        """Save what is being typed; False keeps the person here because a field holds a wrong text."""
        return True

    def commands(self) -> list[Command]:
        """What Ctrl+K offers while this page is shown."""
        return []
