"""Puts the program together: the one place that knows every layer."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app.i18n import _

NO_DISPLAY = 1


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
    from app.ui.application import start

    return start(book, sample=sample)


def has_display() -> bool:
    """Whether a window can appear: always on Windows, on Linux with X11, Wayland or a platform chosen by hand."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
