"""Every test of the window sees the real dress of the program: light, 100 %, Vietnamese."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.ui.qt_texts import install_qt_texts
from app.ui.theme import Theme, apply_theme

EVERYDAY = Theme("light", 1.0)


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    install_qt_texts(qapp)
    apply_theme(qapp, EVERYDAY)
    yield
    # The screenless clipboard lives until after Python has ended: what Python put there would be destroyed
    # without an interpreter, and the process ends with a segmentation fault (exit 139) behind green tests.
    qapp.clipboard().clear()


@pytest.fixture
def dress(qapp: QApplication) -> Iterator[Callable[[Theme], None]]:
    """Put on another theme for one test."""
    yield lambda theme: apply_theme(qapp, theme)
    apply_theme(qapp, EVERYDAY)
