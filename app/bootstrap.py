"""Puts the program together: the one place that knows every layer."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Protocol

from app.i18n import _

NO_DISPLAY = 1
_BEFORE_QT = (
    "app.services.today",
    "app.services.history",
    "app.domain.hamlets",
    "concurrent.futures.thread",
    "platformdirs",
)


class WindowStart(Protocol):
    """Stays until the window is closed; returns the exit status."""

    def __call__(self, book: Path | None, *, sample: bool) -> int: ...


def run_window(book: Path | None, *, sample: bool) -> int:
    """Open the window, with a book, with the sample, or with the first-start page; returns the exit status."""
    if not has_display():
        print(
            _(
                "Máy không có màn hình nên không mở được cửa sổ. Hãy dùng lệnh “bansang sample” và “bansang dossier”."
            ),
            file=sys.stderr,
        )
        return NO_DISPLAY
    return load_window()(book, sample=sample)


def load_window() -> WindowStart:
    """Load what the window needs, Qt last; garbage is collected again once the window stands.

    Once PySide6 is loaded it looks at every import that follows (for its `__feature__` switch), and the
    hundreds of modules of SQLAlchemy take half as long again.
    """
    gc.disable()  # nothing that loads is garbage: looking for some was a seventh of the whole start
    for module in _BEFORE_QT:
        import_module(module)
    from app.ui.application import start

    return start


def has_display() -> bool:
    """Whether a window can appear: always on Windows, on Linux with X11, Wayland or a platform chosen by hand."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
