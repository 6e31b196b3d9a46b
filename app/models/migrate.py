"""From any older book to the current schema: backed up first, in one transaction, or not at all."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, event

from app.errors import StorageError
from app.i18n import _
from app.models.database import APPLICATION_ID, BUSY_SECONDS, SCHEMA_VERSION, read_marks

_SCRIPTS = Path(__file__).parent / "migrations"


def create(path: Path) -> None:
    """Make an empty book file at the current schema; `path` must not exist."""
    _upgrade(path)


def upgrade(path: Path, *, backup_folder: Path, now: datetime) -> Path:
    """Bring an older book to the current schema. Returns the backup made before the first change.

    Raises StorageError when the file comes from a newer version or its rows would not fit afterwards.
    """
    if read_marks(path)[1] > SCHEMA_VERSION:
        raise newer_book()
    backup = _backup(path, backup_folder / f"truoc-nang-cap-{now:%Y%m%d-%H%M%S}.sqlite3")
    _upgrade(path)
    return backup


def newer_book() -> StorageError:
    return StorageError(_("Sổ này do bản Bản Sáng mới hơn tạo ra. Hãy cài bản mới rồi mở lại."))


def alembic_config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _upgrade(path: Path) -> None:
    """foreign_keys stays OFF while tables are rebuilt: with it ON a batch migration deletes child rows."""
    engine = create_engine("sqlite+pysqlite://", creator=lambda: _plain_connection(path))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with engine.connect() as connection, connection.begin():
            command.upgrade(alembic_config(connection), "head")
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise StorageError(
                    _(
                        "Sổ có dòng không khớp nên chưa nâng cấp; sổ cũ vẫn nguyên. Hãy gửi sổ cho người hỗ trợ."
                    )
                )
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
    finally:
        engine.dispose()


def _plain_connection(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.executescript("PRAGMA foreign_keys=OFF; PRAGMA synchronous=FULL")
    return connection


def _backup(path: Path, target: Path) -> Path:
    """A copy through SQLite itself: the files of a live WAL database are never copied by hand."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".part")
    partial.unlink(missing_ok=True)
    source = sqlite3.connect(path)
    copy = sqlite3.connect(partial)
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise StorageError(_("Bản sao lưu không đọc lại được nên chưa nâng cấp sổ. Hãy kiểm tra ổ đĩa."))
    finally:
        copy.close()
        source.close()
    partial.replace(target)
    return target
