"""The log rotates, stays small, and a machine without a place for it still runs."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import logs


@pytest.fixture(autouse=True)
def own_logger() -> Iterator[None]:
    """Every test starts without handlers and leaves none open."""
    logger = logging.getLogger(logs.NAME)
    before = logger.handlers[:]
    logger.handlers.clear()
    yield
    for handler in logger.handlers:
        handler.close()
    logger.handlers[:] = before


def test_the_log_never_outgrows_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "user_log_folder", lambda: tmp_path / "nhật ký")
    logs.start_log()
    logs.start_log()
    for number in range(4000):
        logging.getLogger(logs.NAME).info("failed: %s %s", number, "x" * 1000)
    files = list((tmp_path / "nhật ký").iterdir())
    assert 2 <= len(files) <= 4
    assert all(file.stat().st_size < 600_000 for file in files)
    assert "3999" in logs.log_file().read_text(encoding="utf-8")


def test_without_a_place_for_the_log_the_program_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tệp").write_text("no folder", encoding="utf-8")
    monkeypatch.setattr(logs, "user_log_folder", lambda: tmp_path / "tệp" / "nhật ký")
    logs.start_log()
    logging.getLogger(logs.NAME).error("nobody reads this")
    assert not (tmp_path / "tệp" / "nhật ký").exists()
