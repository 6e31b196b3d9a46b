"""The papers of a plan, written to a file the person names: the plan, the assignment, the officers' sheets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from app.domain.progress import Progress
from app.i18n import _
from app.paths import user_documents_folder
from app.services import assignment_papers
from app.services.assignment_papers import ENDINGS, PaperKind
from app.ui.context import Context, Message
from app.ui.icons import set_icon
from app.ui.pages.base import Command
from app.ui.pages.dossier_made import open_path

_FILES = {".pdf": "PDF (*.pdf)", ".docx": "Word (*.docx)", ".xlsx": "Excel (*.xlsx)"}
_ICONS = {".pdf": "pdf", ".docx": "document-text", ".xlsx": "table"}


class _Chosen(Protocol):
    def __call__(self, suggested: str, suffix: str) -> str: ...


class PlanPapers:
    """`button` opens the menu of all papers. `officer` gives uid and name of the one whose sheet is wanted, "" for all.

    The folder where the last one went is offered for the next.
    """

    def __init__(
        self, context: Context, parent: QWidget, officer: Callable[[], tuple[str, str]] = lambda: ("", "")
    ) -> None:
        self._context = context
        self._parent = parent
        self._officer = officer
        self._folder = user_documents_folder()
        self.ask: _Chosen = self._ask
        self.button = QPushButton(_("Văn bản…"))
        self.button.setObjectName("planPapersButton")
        self.button.setToolTip(_("Kế hoạch, văn bản phân công, phiếu giao việc"))
        set_icon(self.button, "document-text")
        menu = QMenu(self.button)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        self.button.setMenu(menu)

    def commands(self) -> list[Command]:
        return [
            Command(f"{self._title(kind)} ({_word(ending)})", self._saver(kind, ending), _ICONS[ending])
            for kind in PaperKind
            for ending in ENDINGS[kind]
        ]

    def save(self, kind: PaperKind, suffix: str) -> None:
        """Ask where to, then write away from the screen's thread."""
        role_uid = self._officer()[0] if kind is PaperKind.SHEETS else ""
        content = self._context.read(
            assignment_papers.content,
            kind=kind,
            year=self._context.year,
            today=self._context.today(),
            role_uid=role_uid or None,
        )
        chosen = self.ask(str(self._folder / assignment_papers.file_name(content, suffix)), suffix)
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.casefold() != suffix:
            path = path.with_name(path.name + suffix)
        self._folder = path.parent

        def job(_progress: Progress) -> Path:
            assignment_papers.write(self._context.workspace, content, path)
            return path

        self._context.tasks.start(job, title=self._title(kind), on_done=self._tell)

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for kind in PaperKind:
            for ending in ENDINGS[kind]:
                action = QAction(f"{self._title(kind)} ({_word(ending)})…", menu)
                set_icon(action, _ICONS[ending])
                action.triggered.connect(self._saver(kind, ending))
                menu.addAction(action)
            menu.addSeparator()

    def _saver(self, kind: PaperKind, ending: str) -> Callable[..., None]:
        return lambda *_checked: self.save(kind, ending)

    def _title(self, kind: PaperKind) -> str:
        if kind is PaperKind.SHEETS and self._officer()[0]:
            return _("Phiếu giao việc: {officer}").format(officer=self._officer()[1])
        return {
            PaperKind.PLAN: _("Kế hoạch năm"),
            PaperKind.NOTICE: _("Thông báo phân công"),
            PaperKind.DECISION: _("Quyết định phân công"),
            PaperKind.SHEETS: _("Phiếu giao việc của mọi người"),
        }[kind]

    def _tell(self, path: Path) -> None:
        self._context.tell(
            Message(_("Đã ghi “{name}”.").format(name=path.name), _("Mở tệp"), lambda: open_path(path))
        )

    def _ask(self, suggested: str, suffix: str) -> str:
        path, _kind = QFileDialog.getSaveFileName(self._parent, _("Lưu văn bản"), suggested, _FILES[suffix])
        return path


def _word(ending: str) -> str:
    return {".pdf": "PDF", ".docx": "Word", ".xlsx": "Excel"}[ending]
