"""Books on real SQLite files, with a clock that stands still."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.services.workspace import Workspace, open_book

NOW = datetime(2024, 4, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def book(sample_folder: Path, tmp_path: Path) -> Iterator[Workspace]:
    """The sample book of Chiềng Khoi on 20/4/2024."""
    shutil.copytree(sample_folder, tmp_path / "so")
    workspace = open_book(tmp_path / "so", now=lambda: NOW)
    yield workspace
    workspace.close()
