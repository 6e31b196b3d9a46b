"""One window a book: a second one would show stale figures."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLockFile

from app.errors import StorageError
from app.i18n import _

LOCK_FILE = ".dang-mo"


def lock_book(folder: Path) -> QLockFile:
    """Hold the returned lock while the book is open.

    Raises StorageError when another window has the book. A lock left by a crash is recognised and taken over.
    """
    lock = QLockFile(str(folder / LOCK_FILE))
    lock.setStaleLockTime(0)  # only a dead process makes a lock stale, however long the window stays open
    if lock.tryLock(0):
        return lock
    if lock.error() is QLockFile.LockError.LockFailedError:
        raise StorageError(
            _("Sổ này đang mở ở cửa sổ khác. Hãy chuyển sang cửa sổ đó hoặc đóng nó rồi mở lại.")
        )
    raise StorageError(
        _("Thư mục sổ “{path}” không cho ghi. Hãy chép sổ sang thư mục ghi được.").format(path=folder)
    )
