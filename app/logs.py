"""The log of this user: rotating, for whoever mends a fault; it holds no names, texts or figures of a book."""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path

from app.paths import user_log_folder

NAME = "bansang"
_BYTES = 500_000
_KEPT = 3


def log_file() -> Path:
    return user_log_folder() / "ban-sang.log"


def start_log() -> None:
    """Begin writing; without a place to write the program runs without a log."""
    logger = logging.getLogger(NAME)
    if logger.handlers:
        return
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(_LateFile())


class _LateFile(logging.Handler):
    """Looks for its file when there is something to write: most days there is nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            self._file = _open_file()
        self._file.emit(record)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


def _open_file() -> logging.Handler:
    from logging.handlers import RotatingFileHandler

    with suppress(OSError):
        user_log_folder().mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            log_file(), maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        return handler
    return logging.NullHandler()
