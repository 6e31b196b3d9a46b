"""Letters, reports and calendars written to a file the person names, away from the screen's thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.progress import Progress
from app.domain.text import safe_file_name
from app.i18n import _
from app.paths import user_documents_folder
from app.ui.context import Context, Message
from app.ui.pages.dossier_made import open_path

_KINDS = {
    ".pdf": "PDF (*.pdf)",
    ".docx": "Word (*.docx)",
    ".xlsx": "Excel (*.xlsx)",
    ".ics": "iCalendar (*.ics)",
}


class _Chosen(Protocol):
    def __call__(self, suggested: str, suffix: str) -> str: ...


class ReportFiles:
    """The next file is offered in the folder of the last one."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        self._context = context
        self._parent = parent
        self._folder = user_documents_folder()
        self.ask: _Chosen = self._ask

    def save(self, name: str, suffix: str, write: Callable[[Path], object]) -> None:
        """Ask where to, then `write(path)` with the ending that belongs to it."""
        chosen = self.ask(str(self._folder / safe_file_name(name + suffix)), suffix)
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.casefold() != suffix:
            path = path.with_name(path.name + suffix)
        self._folder = path.parent

        def job(_progress: Progress) -> Path:
            write(path)
            return path

        self._context.tasks.start(job, title=_("Ghi tệp"), on_done=self._tell)

    def _tell(self, path: Path) -> None:
        self._context.tell(
            Message(_("Đã ghi “{name}”.").format(name=path.name), _("Mở tệp"), lambda: open_path(path))
        )

    def _ask(self, suggested: str, suffix: str) -> str:
        path, _kind = QFileDialog.getSaveFileName(self._parent, _("Lưu tệp"), suggested, _KINDS[suffix])
        return path
