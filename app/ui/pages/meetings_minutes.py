"""Minutes of a meeting written to a file the person names, away from the screen's thread."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.progress import Progress
from app.i18n import _
from app.paths import user_documents_folder
from app.services import minutes
from app.services.minutes import Minutes
from app.ui.context import Context, Message
from app.ui.pages.dossier_made import open_path


class _Chosen(Protocol):
    def __call__(self, suggested: str, suffix: str) -> str: ...


class MinutesSteps:
    """`folder` is where the last minutes went; the next are offered there."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        self._context = context
        self._parent = parent
        self._folder = user_documents_folder()
        self.ask: _Chosen = self._ask

    def save(self, content: Minutes, suffix: str) -> None:
        """Ask where to, then write as the ending of the name says."""
        suggested = str(self._folder / minutes.file_name(content, suffix))
        chosen = self.ask(suggested, suffix)
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.casefold() != suffix:
            path = path.with_name(path.name + suffix)
        self._folder = path.parent

        def job(_progress: Progress) -> Path:
            minutes.write(self._context.workspace, content, path)
            return path

        self._context.tasks.start(job, title=_("Làm biên bản"), on_done=self._tell)

    def _tell(self, path: Path) -> None:
        self._context.tell(
            Message(_("Đã ghi “{name}”.").format(name=path.name), _("Mở tệp"), lambda: open_path(path))
        )

    def _ask(self, suggested: str, suffix: str) -> str:
        kinds = {".pdf": "PDF (*.pdf)", ".docx": "Word (*.docx)"}
        path, _kind = QFileDialog.getSaveFileName(self._parent, _("Lưu biên bản"), suggested, kinds[suffix])
        return path
