"""A folder whose new files become evidence by themselves while the book is open, if the person set one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from app.domain.progress import Progress
from app.i18n import _
from app.services.workspace import Workspace

if TYPE_CHECKING:
    from app.files.watched_folder import WatchedFolder
    from app.services.evidence_intake import Added
    from app.ui.context import Context


class FolderWatch(QObject):
    """One for an open book. `changed`: another folder, or none; `brought`: what a round brought.

    `remember` is told the folder, or None, whenever the person changes it: it belongs to this machine, not to the
    book.
    """

    changed = Signal()
    brought = Signal(object)  # Added
    _found = Signal(tuple)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        self._watched: WatchedFolder | None = None
        self.remember: Callable[[Path | None], object] = lambda _folder: None
        self._found.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def folder(self) -> Path | None:
        return self._watched.folder if self._watched is not None else None

    @property
    def there(self) -> bool:
        """Whether the folder can be looked into now: a stick may be pulled out."""
        return self._watched is not None and self._watched.there

    def watch(self, folder: Path, *, seconds: float | None = None) -> None:
        """From now on, in place of the folder before."""
        from app.files.watched_folder import SECONDS, WatchedFolder

        self._halt()
        self._watched = WatchedFolder(folder, self._found.emit, seconds=seconds or SECONDS)
        self._watched.start()
        self.changed.emit()

    def choose(self, folder: Path | None) -> None:
        """What the person wants from now on and at the next start."""
        self.remember(folder)
        if folder is None:
            self._halt()
            self.changed.emit()
        else:
            self.watch(folder)

    def stop(self) -> None:
        """The book is being closed; the folder stays remembered."""
        self._halt()

    def _halt(self) -> None:
        if self._watched is not None:
            self._watched.stop()
            self._watched = None

    def _take(self, paths: tuple[Path, ...]) -> None:
        if self._watched is None:  # what was on its way when it was stopped
            return
        self._context.tasks.start(
            partial(_add, self._context.workspace, paths),
            title=_("Đang nhận tệp từ thư mục theo dõi"),
            on_done=self._done,
        )

    def _done(self, added: Added) -> None:
        if added.new or added.failures:
            self.brought.emit(added)
        if added.new:
            self._context.say(_("Đã nhận {n} minh chứng từ thư mục theo dõi.").format(n=added.new))


def _add(workspace: Workspace, paths: tuple[Path, ...], progress: Progress) -> Added:
    """In the file worker; imported there: most runs of the program watch nothing."""
    from app.services import evidence_index, evidence_intake

    added = evidence_intake.add_files(workspace, paths, progress, skip_known=True)
    if added.new:
        evidence_index.refresh(workspace, progress)
    return added
