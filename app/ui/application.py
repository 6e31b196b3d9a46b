"""Starts the window: dress, errors, log, the book, and the event loop."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.errors import AppError
from app.i18n import use_language
from app.logs import start_log
from app.services.workspace import system_now
from app.ui.enter_key import EnterKey
from app.ui.errors import install_excepthook
from app.ui.main_window import MainWindow
from app.ui.preferences import Preferences
from app.ui.qt_texts import install_qt_texts
from app.ui.theme import apply_theme
from app.ui.undo_keys import UndoKeys


def start(book: Path | None, *, sample: bool) -> int:
    """Open the window and stay until it is closed; returns the exit status."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    start_log()
    window = make_window(app, Preferences())
    reporter = install_excepthook(lambda: window)
    try:
        open_first(window, book, sample=sample)
    except AppError as error:
        window.show_welcome()
        reporter.report(error)
    QTimer.singleShot(0, _collect_garbage)
    return app.exec()


def make_window(
    app: QApplication, preferences: Preferences, *, now: Callable[[], datetime] = system_now
) -> MainWindow:
    """A dressed window without a book, not shown yet."""
    app.setApplicationName("Bản Sáng")
    app.setDesktopFileName("bansang")
    use_language(preferences.language())
    install_qt_texts(app)
    apply_theme(app, preferences.theme())
    UndoKeys(app)
    EnterKey(app)
    window = MainWindow(preferences, now=now)
    window.theme_chosen.connect(lambda theme: apply_theme(app, theme))
    window.language_chosen.connect(lambda code: _change_language(app, window, code))
    return window


def open_first(window: MainWindow, book: Path | None, *, sample: bool) -> None:
    """Show the window with the book asked for, else the sample, else the last book, else the first-start page.

    It is shown when it is filled: laying out what is on the screen already would be done again and again.
    """
    recent = window.preferences.recent_books()
    try:
        if book is not None:
            window.open_path(book)
        elif sample:
            window.open_sample()
        elif recent:
            window.open_path(recent[0])
        else:
            window.show_welcome()
    finally:
        window.show()


def _collect_garbage() -> None:
    """From now on, but not among what the start has loaded: that stays, and is most of what there is."""
    gc.freeze()
    gc.enable()


def _change_language(app: QApplication, window: MainWindow, code: str) -> None:
    """Texts are made when widgets are made: the book is opened anew in the other language."""
    window.preferences.set_language(code)
    use_language(code)
    install_qt_texts(app)
    window.reopen()
