"""The right side of Hồ sơ: the dossier made last, page by page, and what can be done with its file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.errors import StorageError
from app.i18n import _
from app.ui.icons import set_icon
from app.ui.pages.dossier_preview import PdfPreview
from app.ui.theme import em, gap
from app.ui.widgets import EmptyState, MutedLabel


@dataclass(frozen=True, slots=True)
class Made:
    """A dossier written since the book was opened; `outdated`: the book was written in after it."""

    subject: tuple[str, int]  # hamlet uid, year
    path: Path
    pages: int
    draft: bool
    made_at: datetime
    outdated: bool = False


class MadeView(QStackedWidget):
    """`wanted`: the person asks for a first look; `lost`: the file shown can be read no more."""

    wanted = Signal()
    save_draft = Signal()
    sign = Signal()
    lost = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._made: Made | None = None
        self.preview = PdfPreview()
        self.preview.lost.connect(self.lost)
        self._open_file = _button("openFileButton", _("Mở tệp"), "open", self._open)
        self._open_folder = _button("openFolderButton", _("Mở thư mục"), "folder", self._open_parent)
        self._save_draft = _button("saveDraftButton", _("Lưu bản nháp…"), "save", self.save_draft.emit)
        self._sign = _button("signButton", _("Ký số…"), "certificate", self.sign.emit)
        self._words = MutedLabel()
        below = QHBoxLayout()
        below.setSpacing(gap(self, 0.5))
        below.addWidget(self._words, 1)
        below.addWidget(self._save_draft)
        below.addWidget(self._sign)
        below.addWidget(self._open_folder)
        below.addWidget(self._open_file)
        shown = QWidget()
        layout = QVBoxLayout(shown)
        layout.setContentsMargins(gap(self, 0.5), 0, 0, 0)
        layout.setSpacing(gap(self, 0.4))
        layout.addWidget(self.preview, 1)
        layout.addLayout(below)
        self._nothing = EmptyState("pdf", _nothing_words(), _("Xem bản nháp"), self.wanted.emit)
        self.addWidget(self._nothing)
        self.addWidget(shown)
        self.setMinimumWidth(em(self) * 15)

    def show_made(self, made: Made | None) -> None:
        """A newer state of the dossier on the screen keeps the page that is being read."""
        before, self._made = self._made, made
        self.setCurrentIndex(0 if made is None else 1)
        if made is None:
            return
        self._words.setText(_made_words(made))
        self._open_folder.setVisible(not made.draft)
        self._save_draft.setVisible(made.draft)
        self._sign.setVisible(not made.draft)
        if before is None or (before.path, before.made_at) != (made.path, made.made_at):
            same = before is not None and before.subject == made.subject
            self.preview.show_document(made.path, made.pages, same_page=same)

    def set_working(self, working: bool) -> None:
        self._nothing.button.setVisible(not working)
        self._nothing.set_sentence(_("Đang làm hồ sơ…") if working else _nothing_words())

    def _open(self) -> None:
        if self._made:
            open_path(self._made.path)

    def _open_parent(self) -> None:
        if self._made:
            open_path(self._made.path.parent)


def open_path(path: Path) -> None:
    """With the program the person opens such files with. Raises StorageError when it is gone."""
    if not path.exists():
        raise StorageError(_("Không còn thấy “{name}”: hãy xuất lại hồ sơ.").format(name=path.name))
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _button(name: str, text: str, icon: str, run: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    set_icon(button, icon)
    button.clicked.connect(lambda: run())
    return button


def _nothing_words() -> str:
    return _("Chưa có hồ sơ nào của bản này từ lúc mở sổ. Bấm “Xem bản nháp” để xem hồ sơ trông thế nào.")


def _made_words(made: Made) -> str:
    time = f"{made.made_at:%H:%M}"
    if made.draft:
        words = _("Bản nháp lúc {time}, chưa lưu thành tệp.").format(time=time)
    else:
        words = _("Đã xuất lúc {time}: {path}").format(time=time, path=made.path)
    return words + " " + _("Sổ đã thay đổi từ lúc đó.") if made.outdated else words
