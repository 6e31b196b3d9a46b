"""Files come in: chosen, dropped or pasted, taken by the file worker, with an account of what was refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.domain.progress import Progress
from app.i18n import _
from app.services import evidence_intake
from app.services.evidence_intake import Added
from app.services.workspace import Workspace
from app.ui.context import Context
from app.ui.pages.evidence_alike import Reader
from app.ui.pages.evidence_outcome import OutcomeDialog, outcome_sentence


@dataclass(frozen=True, slots=True)
class Target:
    """What new files prove; None, None: nothing yet."""

    hamlet_uid: str | None = None
    indicator_uid: str | None = None


class EvidenceIntake(QObject):
    """One for a page. `added` carries the uids of what a batch brought or found again."""

    added = Signal(tuple)

    def __init__(self, context: Context, page: QWidget, target: Callable[[], Target]) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._target = target
        self.reader = Reader(context, page)

    def choose_files(self) -> None:
        kinds = _("Minh chứng (PDF, ảnh, Word, Excel, văn bản)")
        kinds += " (*.pdf *.jpg *.jpeg *.png *.heic *.heif *.docx *.xlsx *.txt)"
        kinds += ";;" + _("Mọi tệp (*)")
        names, _kind = QFileDialog.getOpenFileNames(self._page, _("Thêm minh chứng"), "", kinds)
        self.take([Path(name) for name in names])

    def choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self._page, _("Thêm cả thư mục"))
        self.take([Path(name)] if name else [])

    def paste(self) -> None:
        if not self.take_mime(QGuiApplication.clipboard().mimeData()):
            self._context.say(_("Bảng nhớ tạm không có tệp hay ảnh. Hãy sao chép tệp rồi dán lại."))

    def take_mime(self, data: QMimeData) -> bool:
        """Take what was dropped or pasted; False when there is neither a file nor a picture in it."""
        paths = _local_files(data)
        if paths:
            self.take(paths)
            return True
        image = data.imageData() if data.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            self._take_image(image)
            return True
        return False

    def take(self, paths: Sequence[Path], *, within: AbstractContextManager[object] | None = None) -> None:
        """Start the batch; `within` is left when the files are no longer needed, however it ended."""
        if not paths:
            return
        question = evidence_intake.many_sentence(evidence_intake.count_files(paths))
        if not question:
            self._start(paths, within or nullcontext())
            return
        box = QMessageBox(QMessageBox.Icon.Question, _("Thêm minh chứng"), question, parent=self._page)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        go = box.addButton(_("Thêm tất cả"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        go.clicked.connect(lambda: self._start(paths, within or nullcontext()))
        box.open()

    def _start(self, paths: Sequence[Path], within: AbstractContextManager[object]) -> None:
        target = self._target()
        job = partial(_add, self._context.workspace, tuple(paths), target, within)
        self._context.tasks.start(
            job, title=_("Đang thêm minh chứng"), on_done=self._done, on_cancelled=self._cancelled
        )

    def _take_image(self, image: QImage) -> None:
        folder = TemporaryDirectory(prefix="bansang-")
        stamp = f"{self._context.workspace.now().astimezone():%d-%m-%Y %H.%M.%S}"
        path = Path(folder.name) / (_("Ảnh dán {stamp}").format(stamp=stamp) + ".png")
        image.save(str(path))
        self.take([path], within=folder)

    def _done(self, added: Added) -> None:
        self._context.say(outcome_sentence(added))
        if added.uids:
            self.added.emit(added.uids)
        if added.failures or len(added.known) > 1:
            OutcomeDialog(added, self._page).open()
        if added.new:
            self.reader.start()

    def _cancelled(self) -> None:
        self._context.say(_("Đã dừng. Tệp nào nhận xong trước đó vẫn còn trong sổ."))


def _add(
    workspace: Workspace,
    files: Sequence[Path],
    target: Target,
    within: AbstractContextManager[object],
    progress: Progress,
) -> Added:
    """In the file worker."""
    with within:
        return evidence_intake.add_files(
            workspace,
            files,
            progress,
            hamlet_uid=target.hamlet_uid,
            indicator_uid=target.indicator_uid,
        )


def _local_files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def brings_files(data: QMimeData) -> bool:
    return bool(_local_files(data)) or data.hasImage()


class FileDoor(QObject):
    """Lets files be dropped and pasted anywhere on `area`, also over its text fields, which keep plain text."""

    def __init__(
        self, area: QWidget, take: Callable[[QMimeData], object], paste: Callable[[], object]
    ) -> None:
        super().__init__(area)
        self._take = take
        area.setAcceptDrops(True)
        for widget in (area, *area.findChildren(QWidget)):
            widget.installEventFilter(self)
        shortcut = QShortcut(QKeySequence.StandardKey.Paste, area)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(paste)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QDragEnterEvent | QDragMoveEvent) and brings_files(event.mimeData()):
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() is QEvent.Type.Drop:
            return self._dropped(event)
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self._leave_to_shortcut(event)
        return False

    def _dropped(self, event: QDropEvent) -> bool:
        if not brings_files(event.mimeData()):
            return False
        event.acceptProposedAction()
        self._take(event.mimeData())
        return True

    def _leave_to_shortcut(self, event: QKeyEvent) -> bool:
        """A text field would paste the names of copied files as text."""
        if not event.matches(QKeySequence.StandardKey.Paste):
            return False
        data = QGuiApplication.clipboard().mimeData()
        if data.hasUrls() or (data.hasImage() and not data.hasText()):
            event.ignore()
            return True
        return False
