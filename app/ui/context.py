"""What every page is given: the open book, the year, the file worker, and where to go next.

One context an open window; no page holds another page or the window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from app.domain.rights import Right, Subject, may
from app.services.workspace import Workspace
from app.ui.folder_watch import FolderWatch
from app.ui.tasks import TaskRunner

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for the message bar with the one thing to do about it; `wrong` shows it as an error."""

    text: str
    action_text: str = ""
    action: Callable[[], object] | None = None
    wrong: bool = False


class Context(QObject):
    """`changed` follows every write to the book and every change of the year; pages read again then."""

    changed = Signal()
    saved = Signal(object)  # datetime of the write that is on the disk
    going = Signal(str, dict)  # page key, place in it
    said = Signal(str)  # a sentence for the message bar
    refreshed = Signal(object)  # a page, or a tab of one, that has just read the book
    told = Signal(object)  # Message for the message bar

    def __init__(
        self, workspace: Workspace, tasks: TaskRunner, year: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.tasks = tasks
        self.watch = FolderWatch(self)
        # What was chosen at the last signature lives on this machine; the window puts its own pair here.
        self.signing_choices: Callable[[], Mapping[str, str]] = dict
        self.remember_signing: Callable[[Mapping[str, str]], object] = lambda _choices: None
        self._year = year
        self._written.connect(self._after_write)
        workspace.on_changed(self._written.emit)
        if workspace.shared:
            from app.ui.others_watch import OthersWatch

            OthersWatch(self)

    # Writes from the file worker arrive queued on the thread of the window.
    _written = Signal()

    @property
    def year(self) -> int:
        return self._year

    def set_year(self, year: int) -> None:
        if year != self._year:
            self._year = year
            self.changed.emit()

    def today(self) -> date:
        return self.workspace.today()

    def evidence_folder(self) -> Path:
        return self.workspace.evidence_folder

    def read(self, query: Callable[Concatenate[Any, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a query of the services on the book."""
        return self.workspace.read(query, *args, **kwargs)

    def write(self, use_case: Callable[Concatenate[Any, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a use case as one user event that Ctrl+Z takes back."""
        return self.workspace.write(use_case, *args, **kwargs)

    def may(self, right: Right, *, hamlet_uid: str | None = None, appraisers: Iterable[str] = ()) -> bool:
        """Whether the one who works now may do it; the use cases ask again."""
        return may(self.workspace.actor, right, Subject(hamlet_uid, frozenset(appraisers)))

    def go(self, page: str, **place: object) -> None:
        """Show another page at a place in it, as a link does."""
        self.going.emit(page, place)

    def say(self, sentence: str) -> None:
        self.said.emit(sentence)

    def tell(self, message: Message) -> None:
        """Say something that comes with a button, or that went wrong in work on files."""
        self.told.emit(message)

    def _after_write(self) -> None:
        self.saved.emit(self.workspace.now())
        self.changed.emit()
