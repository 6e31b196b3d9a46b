"""The database file of a book: engine, sessions, and what tells a book from any other file."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from app.errors import StorageError
from app.i18n import _
from app.models import round_lock, tables  # noqa: F401 - metadata and listeners must be whole before the first session

APPLICATION_ID = 0x42534E47  # "BSNG", in the header of every book
SCHEMA_VERSION = (
    8  # the newest revision in migrations/, kept in user_version so that opening needs no Alembic
)
BUSY_SECONDS = 5.0

_BEGIN_OPTION = "sqlite_begin"


def make_engine(path: Path) -> Engine:
    """WAL with synchronous FULL (no confirmed save is lost in a power cut), foreign keys on, our own BEGIN."""
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: _connect(path),
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=2,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF"
    )
    return connection


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN_OPTION, "BEGIN"))


class Database:
    """An open book file; reading sessions see one moment, writing sessions hold the only write lock."""

    path: Path | None  # None on a server

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = make_engine(path)
        self._writer = self._engine.execution_options(**{_BEGIN_OPTION: "BEGIN IMMEDIATE"})

    @property
    def engine(self) -> Engine:
        return self._engine

    def reading_session(self) -> Session:
        return Session(self._engine, expire_on_commit=False)

    def writing_session(self) -> Session:
        return Session(self._writer, expire_on_commit=False)

    def close(self) -> None:
        self._engine.dispose()


def read_marks(path: Path) -> tuple[int, int]:
    """(application id, schema version) from the file's header, without opening it as a database.

    Raises StorageError when the file is no SQLite database, is missing or cannot be read.
    """
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise StorageError(
            _("Không thấy sổ ở “{path}”. Hãy chọn thư mục có tệp so.sqlite3.").format(path=path)
        ) from None
    except OSError:
        raise StorageError(
            _("Không đọc được “{path}”. Hãy kiểm tra ổ đĩa hoặc quyền truy cập.").format(path=path)
        ) from None
    if len(header) < 100 or not header.startswith(b"SQLite format 3\x00"):
        return 0, 0
    return int.from_bytes(header[68:72]), int.from_bytes(header[60:64])


def storage_error(error: BaseException, path: Path) -> StorageError | None:
    """The sentence for an error that is the environment's fault, None for one of our own."""
    origin: Any = getattr(error, "orig", error)
    code = getattr(origin, "sqlite_errorcode", None)
    if code is None:
        return None
    sentence = _sentences().get(code & 0xFF)
    return None if sentence is None else StorageError(sentence.format(path=path))


def damaged_book(path: Path) -> StorageError:
    return StorageError(_damaged().format(path=path))


def _damaged() -> str:
    return _("Sổ “{path}” bị hỏng. Hãy giữ nguyên thư mục này và mở bản sao gần nhất của sổ.")


def _sentences() -> dict[int, str]:
    return {
        sqlite3.SQLITE_FULL: _("Ổ đĩa đầy nên chưa lưu được. Hãy xóa bớt tệp trên ổ đĩa rồi làm lại."),
        sqlite3.SQLITE_READONLY: _(
            "Sổ “{path}” không cho ghi. Hãy chép sổ sang thư mục ghi được rồi mở lại."
        ),
        sqlite3.SQLITE_BUSY: _(
            "Sổ đang bận vì chương trình khác đang ghi. Hãy đóng chương trình đó rồi làm lại."
        ),
        sqlite3.SQLITE_LOCKED: _(
            "Sổ đang bận vì chương trình khác đang ghi. Hãy đóng chương trình đó rồi làm lại."
        ),
        sqlite3.SQLITE_CANTOPEN: _("Không mở được “{path}”. Hãy kiểm tra thư mục còn đó và cho ghi."),
        sqlite3.SQLITE_IOERR: _(
            "Ổ đĩa báo lỗi khi đọc, ghi sổ. Hãy kiểm tra ổ đĩa còn chỗ và còn cắm rồi làm lại."
        ),
        sqlite3.SQLITE_CORRUPT: _damaged(),
        sqlite3.SQLITE_NOTADB: _damaged(),
    }
