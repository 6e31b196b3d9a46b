"""Where every error ends that nobody handled: a sentence for the person, or a crash report.

Pages raise freely and have no try/except (DESIGN.md, "Errors"). What goes into the log and the report is
the kind of error and the places in the program, never a value: those may be names of people.
"""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtWidgets import QWidget

from app import __version__
from app.domain.problem import Problem
from app.errors import AppError, Cancelled
from app.labels import problem_sentence
from app.ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from app.ui.crash_dialog import CrashDialog

_log = logging.getLogger("bansang")


def places(error: BaseException) -> list[str]:
    """The stack as "file:line function", and the kinds of the errors it came from; no values."""
    lines: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        for frame in traceback.extract_tb(seen.__traceback__):
            lines.append(f"  {_short(frame.filename)}:{frame.lineno} {frame.name}")
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return lines


def report_text(error: BaseException) -> str:
    """What a person can copy or save and send: versions, kind and places."""
    head = f"Bản Sáng {__version__} · Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}"
    return "\n".join([head, "", *places(error)])


class ErrorReporter(QObject):
    """Takes errors from any thread and shows them in the screen's, one message at a time."""

    _arrived = Signal(object)

    def __init__(self, parent_getter: Callable[[], QWidget | None]) -> None:
        super().__init__()
        self._parent = parent_getter
        self._dialog: CrashDialog | None = None
        self._box: QMessageBox | None = None  # without a parent only this keeps it alive
        self._showing = False
        self._arrived.connect(self._show, Qt.ConnectionType.AutoConnection)

    def excepthook(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """For sys.excepthook."""
        if error is None or isinstance(error, Cancelled):
            return
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, error, trace)
            return
        self.report(error.with_traceback(trace))

    def thread_excepthook(self, given: threading.ExceptHookArgs) -> None:
        """For threading.excepthook."""
        self.excepthook(given.exc_type, given.exc_value, given.exc_traceback)

    def report(self, error: BaseException) -> None:
        if isinstance(error, AppError | Problem):
            _log.info("refused: %s", "\n".join(places(error)[-1:]))
        else:
            _log.error("failed:\n%s", "\n".join(places(error)))
        self._arrived.emit(error)

    def _show(self, error: BaseException) -> None:
        if self._showing:  # an error inside the showing of an error is only logged
            return
        self._showing = True
        try:
            if isinstance(error, AppError):
                self._show_sentence(error.sentence)
            elif isinstance(error, Problem):
                self._show_sentence(problem_sentence(error))
            else:
                self._show_crash(report_text(error))
        except Exception as second:  # noqa: BLE001 - showing must never start a circle
            _log.error("could not show an error:\n%s", "\n".join(places(second)))
        finally:
            self._showing = False

    def _show_sentence(self, sentence: str) -> None:
        parent = self._parent()
        bar = parent.findChild(MessageBar) if parent is not None and parent.isVisible() else None
        if bar is not None:
            bar.show_error(sentence)
            return
        from PySide6.QtWidgets import QMessageBox

        self._box = QMessageBox(
            QMessageBox.Icon.Warning, "Bản Sáng", sentence, QMessageBox.StandardButton.Ok, parent
        )
        self._box.open()

    def _show_crash(self, report: str) -> None:
        if self._dialog is not None:
            self._dialog.add(report)
            return
        from app.ui.crash_dialog import CrashDialog

        self._dialog = CrashDialog(report, self._parent())
        self._dialog.finished.connect(self._forget)
        self._dialog.open()

    def _forget(self) -> None:
        self._dialog = None


def install_excepthook(parent_getter: Callable[[], QWidget | None]) -> ErrorReporter:
    """From now on errors in slots, jobs and threads reach the person. Keep what is returned."""
    reporter = ErrorReporter(parent_getter)
    sys.excepthook = reporter.excepthook
    threading.excepthook = reporter.thread_excepthook
    return reporter


def _short(file_name: str) -> str:
    """The path inside the program: the folders above it may hold a person's name."""
    parts = Path(file_name).parts
    for root in ("app", "site-packages", "python3.11"):
        if root in parts:
            return "/".join(parts[parts.index(root) :])
    return parts[-1] if parts else file_name
