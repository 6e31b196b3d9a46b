"""The window: no book and the first-start page, or one open book."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLockFile, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QMenu

from app.i18n import _
from app.services.workspace import DATABASE_FILE, Workspace, open_book, system_now
from app.ui import book_commands
from app.ui.book_lock import lock_book
from app.ui.book_view import BookView, Place
from app.ui.main_menu import build_menu
from app.ui.notices import DailyNotice
from app.ui.pages.base import Command
from app.ui.preferences import Preferences
from app.ui.tasks import TaskRunner
from app.ui.theme import Theme

_SETTLED = 5000  # milliseconds after a book is shown, when nobody waits for the first page any more


class MainWindow(QMainWindow):
    """Opens and closes books; `theme_chosen` and `language_chosen` are carried out by the application."""

    theme_chosen = Signal(object)
    language_chosen = Signal(str)

    def __init__(self, preferences: Preferences, *, now: Callable[[], datetime] = system_now) -> None:
        super().__init__()
        self.preferences = preferences
        self._now = now
        self.tasks = TaskRunner(self)
        self._lock: QLockFile | None = None
        self._notice: DailyNotice | None = None
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._build_menu)
        self.resize(1240, 720)
        geometry = preferences.geometry()
        if geometry is not None:
            self.restoreGeometry(geometry)

    # Books

    @property
    def view(self) -> BookView | None:
        shown = self.centralWidget()
        return shown if isinstance(shown, BookView) else None

    def open_path(self, path: Path) -> None:
        """Open a book in this window, in place of the one that is open. Raises StorageError; then that one stays."""
        workspace = open_book(path, now=self._now)
        try:
            lock = None if workspace.shared else lock_book(workspace.folder)
        except Exception:
            workspace.close()
            raise
        self.show_book(workspace, lock)

    def open_sample(self) -> None:
        """Open the sample book, made the first time somebody asks for it."""
        from app.paths import user_documents_folder
        from app.services.samples import create_sample

        folder = user_documents_folder() / _("Sổ mẫu Chiềng Khoi")
        if not (folder / DATABASE_FILE).exists():
            create_sample(folder, now=self._now).close()
        self.open_path(folder)

    def show_book(self, workspace: Workspace, lock: QLockFile | None) -> None:
        if not self.leave_book():
            workspace.close()
            if lock is not None:
                lock.unlock()
            return
        self._lock = lock
        view = BookView(workspace, self.tasks, self._menu, self.commands)
        view.help_wanted.connect(self.show_help)
        self.setCentralWidget(view)
        self.setWindowTitle(_("Bản Sáng – {commune}").format(commune=view.info.commune))
        self.preferences.remember_book(workspace.folder)
        self._watch_folder(view)
        view.context.signing_choices = self.preferences.signing
        view.context.remember_signing = self.preferences.set_signing
        page, year, detail = self.preferences.last_place(view.info.uid)
        view.restore(Place(page, year if year is not None else view.context.year, detail))
        QTimer.singleShot(0, view.at_work, view.at_work.ask)
        self._watch_days(view)

    def _watch_days(self, view: BookView) -> None:
        """What waits is told once a day, and a clock that cannot be right at once."""
        uid = view.info.uid
        notice = DailyNotice(
            view.context,
            last_day=self.preferences.last_notice(uid),
            remember=partial(self.preferences.set_last_notice, uid),
            parent=view,
        )
        QTimer.singleShot(0, notice, notice.check_clock)
        QTimer.singleShot(_SETTLED, notice, notice.look)
        self._notice = notice

    def _watch_folder(self, view: BookView) -> None:
        """The folder that the person set for this book, and set on this machine."""
        watch = view.context.watch
        watch.remember = partial(self.preferences.set_watched_folder, view.info.uid)
        folder = self.preferences.watched_folder(view.info.uid)
        if folder is not None:
            watch.watch(folder)

    def reopen(self) -> None:
        """Build the screen anew over the same book, after a change of language."""
        folder = self.view.workspace.folder if self.view else None
        if folder is None:
            self.show_welcome()
        elif self.leave_book():
            self.open_path(folder)

    def leave_book(self) -> bool:
        """Save and close what is open; False when the person wants to stay."""
        view = self.view
        if view is None:
            return True
        if not self._may_leave(view):
            return False
        place = view.place()
        self.preferences.set_last_place(view.info.uid, place.page, place.year, place.detail)
        view.context.watch.stop()
        if self._notice is not None:
            self._notice.stop()
            self._notice = None
        self.tasks.shutdown()
        self.tasks = TaskRunner(self)
        for drawer in view.findChildren(TaskRunner):
            drawer.shutdown()  # a worker that tells a deleted page of its picture would end the program
        self.takeCentralWidget()
        view.workspace.close()
        view.deleteLater()
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None
        return True

    def _may_leave(self, view: BookView) -> bool:
        page = view.current_page
        if page is not None and not page.commit_pending():
            return self._confirmed(_("Có ô đang gõ sai nên chưa lưu. Bỏ phần đang gõ ở ô đó?"))
        if self.tasks.busy:
            return self._confirmed(_("Việc đang chạy chưa xong. Dừng việc đó và đóng sổ?"))
        return True

    def _confirmed(self, question: str) -> bool:
        from PySide6.QtWidgets import QMessageBox

        answer = QMessageBox.question(self, _("Đóng sổ"), question)
        return answer is QMessageBox.StandardButton.Yes

    # First start

    def show_welcome(self) -> None:
        """The page without a book: sample, new book, open, recent books."""
        from app.ui.pages.welcome import WelcomePage

        if not self.leave_book():
            return
        page = WelcomePage(self.preferences.recent_books(), self._menu)
        page.help_wanted.connect(self.show_help)
        page.sample_wanted.connect(self.open_sample)
        page.new_wanted.connect(self.make_book)
        page.open_wanted.connect(self._open_wanted)
        self.setCentralWidget(page)
        page.setFocus()
        self.setWindowTitle(_("Bản Sáng"))

    def _open_wanted(self, folder: Path | None) -> None:
        if folder is None:
            self.choose_book()
        else:
            self.open_path(folder)

    def choose_book(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        from app.paths import user_documents_folder

        start = str(user_documents_folder())
        folder = QFileDialog.getExistingDirectory(self, _("Chọn thư mục sổ"), start)
        if folder:
            self.open_path(Path(folder))

    def make_book(self) -> None:
        from app.ui.dialogs.new_book import NewBookDialog

        dialog = NewBookDialog(self, now=self._now)
        if dialog.exec() and dialog.folder is not None:
            self.open_path(dialog.folder)

    def make_area_book(self) -> None:
        from app.ui.dialogs.new_area_book import NewAreaBookDialog

        dialog = NewAreaBookDialog(self, now=self._now)
        if dialog.exec() and dialog.folder is not None:
            self.open_path(dialog.folder)

    # Menu, help

    def commands(self) -> list[Command]:
        return [
            Command(_("Mở sổ khác…"), self.choose_book, "open"),
            Command(_("Lập sổ mới…"), self.make_book, "add"),
            Command(_("Lập sổ tổng hợp huyện, tỉnh…"), self.make_area_book, "add"),
            Command(_("Mở sổ mẫu Chiềng Khoi"), self.open_sample, "overview"),
            Command(_("Trợ giúp (F1)"), self.show_help, "help"),
        ]

    def _build_menu(self) -> None:
        build_menu(
            self._menu,
            commands=[*(book_commands.of_menu(self.view) if self.view else []), *self.commands()],
            theme=self.preferences.theme(),
            language=self.preferences.language(),
            choose_theme=self._choose_theme,
            choose_language=self.language_chosen.emit,
            show_about=self.show_about,
        )

    def _choose_theme(self, theme: Theme) -> None:
        self.preferences.set_theme(theme)
        self.theme_chosen.emit(theme)

    def show_help(self, page: str = "") -> None:
        from app.ui.dialogs.help import show_help

        show_help(self, page or "keys")

    def show_about(self) -> None:
        from app.ui.dialogs.about import show_about

        show_about(self)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        if not self.leave_book():
            event.ignore()
            return
        self.preferences.set_geometry(self.saveGeometry())
        self.tasks.shutdown()
        event.accept()
