"""What tests of pages share: a sample book a test may write in, a context over it, and the dress of the program."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from app.services.workspace import Workspace, create_book, open_book
from app.ui.context import Context
from app.ui.tasks import TaskRunner
from app.ui.theme import Theme, apply_theme

NOW = datetime(2024, 4, 20, 3, 0, tzinfo=UTC)


def fixed_now() -> datetime:
    return NOW


@pytest.fixture
def sample_book(sample_folder: Path, tmp_path: Path) -> Iterator[Workspace]:
    """Xã Chiềng Khoi on 20 April 2024: Bản Pút and Bản Tủm, each 13/16 and 41/44."""
    folder = tmp_path / "Chiềng Khoi"
    shutil.copytree(sample_folder, folder)
    workspace = open_book(folder, who="Địa chính", now=fixed_now)
    yield workspace
    workspace.close()


@pytest.fixture
def empty_book(tmp_path: Path) -> Iterator[Workspace]:
    """A book whose commune nobody has named yet."""
    workspace = create_book(tmp_path / "Sổ mới", who="Địa chính", now=fixed_now)
    yield workspace
    workspace.close()


@pytest.fixture
def themed_app(qapp):
    """The pages of earlier tests go first: `deleteLater` waits for an event loop, and dressing costs by the widget."""
    for window in qapp.topLevelWidgets():
        for worker in window.findChildren(TaskRunner):
            worker.shutdown()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    apply_theme(qapp, Theme("light"))
    return qapp


@pytest.fixture
def make_context(themed_app) -> Iterator[Callable[[Workspace], Context]]:
    made: list[Context] = []

    def make(workspace: Workspace) -> Context:
        context = Context(workspace, TaskRunner(), 2024)
        made.append(context)
        return context

    yield make
    for context in made:
        context.tasks.shutdown()


@pytest.fixture
def context(sample_book: Workspace, make_context) -> Context:
    """Of the year 2024, over the sample book; connect `changed` to the page's `refresh` yourself."""
    return make_context(sample_book)
