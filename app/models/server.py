"""The same tables on a PostgreSQL server, for several people at once (extra `huyen`: psycopg)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import Session

from app.errors import InputError, StorageError
from app.i18n import _
from app.models import migrate, tables
from app.models.base import Base
from app.models.database import APPLICATION_ID, SCHEMA_VERSION, Database

_READING = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
_WRITER = "bansang_writer"  # execution option of the engine that holds the write lock


def server_url(typed: str) -> URL:
    """Raises InputError for anything but a PostgreSQL address."""
    try:
        url = make_url(typed)
    except ArgumentError:
        url = None
    if url is None or url.get_backend_name() != "postgresql" or not url.database:
        raise InputError(
            _("Địa chỉ máy chủ phải có dạng postgresql+psycopg://người-dùng@máy/tên-cơ-sở-dữ-liệu.")
        )
    return url.set(drivername="postgresql+psycopg")


class ServerDatabase(Database):
    """Reading sessions see one moment; writing sessions wait for each other, as on a file's only write lock.

    The journal is one chain of hashes: two writers at once would fork it.
    """

    def __init__(self, url: URL) -> None:
        engine = make_server_engine(url)
        self.path = None
        self._engine = engine.execution_options(**_READING)
        self._writer = engine.execution_options(**{_WRITER: True})


def make_server_engine(url: URL) -> Engine:
    """Raises InputError while psycopg is not installed."""
    try:
        engine = create_engine(
            url, pool_size=2, max_overflow=2, pool_pre_ping=True, connect_args={"connect_timeout": 10}
        )
    except (ImportError, NoSuchModuleError) as error:
        raise InputError(
            _("Máy này chưa cài phần kết nối máy chủ. Hãy chạy “python3 installer/bootstrap.py add huyen”.")
        ) from error
    event.listen(engine, "begin", _take_turn)
    return engine


def _take_turn(connection: Connection) -> None:
    if connection.get_execution_options().get(_WRITER):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")


def schema_on(engine: Engine) -> int | None:
    """The schema version of the server's tables, None while it has none."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return int(connection.scalar(text("SELECT version_num FROM alembic_version")) or 0)


def create_or_upgrade(engine: Engine) -> None:
    """Bring the server's tables to the current schema in one transaction. Raises StorageError for a newer one."""
    from alembic import command

    found = schema_on(engine)
    if found is not None and found > SCHEMA_VERSION:
        raise migrate.newer_book()
    with engine.connect() as connection, connection.begin():
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")
        command.upgrade(migrate.alembic_config(connection), "head")


def copy_rows(source: Session, engine: Engine) -> dict[str, int]:
    """Every row of a book, its journal too, into the server's empty tables; rows by table.

    Raises StorageError when the server holds rows already.
    """
    assert tables  # the metadata is whole
    counts: dict[str, int] = {}
    with engine.connect() as connection, connection.begin():
        for table in Base.metadata.sorted_tables:
            if connection.execute(select(table).limit(1)).first() is not None:
                raise StorageError(_("Cơ sở dữ liệu trên máy chủ đã có sổ. Hãy dùng cơ sở dữ liệu trống."))
        for table in Base.metadata.sorted_tables:
            rows = source.connection().execute(select(table), execution_options={"yield_per": 1000})
            counts[table.name] = 0
            for part in rows.mappings().partitions(1000):
                connection.execute(insert(table), [dict(row) for row in part])
                counts[table.name] += len(part)
            _continue_numbers(connection, table)
    return counts


def _continue_numbers(connection: Connection, table: Any) -> None:
    """The server counts on after the numbers that came with the rows."""
    for column in table.primary_key:
        if column.autoincrement is True or (column.name == "id" and column.type.python_type is int):
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), "  # noqa: S608
                    f"(SELECT coalesce(max({column.name}), 0) + 1 FROM {table.name}), false)"
                )
            )


def server_error(error: BaseException) -> StorageError | None:
    """The sentence for what the server or the way to it refuses, None for one of our own faults."""
    if not isinstance(error, DBAPIError):
        return None
    state = getattr(error.orig, "sqlstate", None)
    if state is None or error.connection_invalidated or state.startswith(("08", "57")):
        return StorageError(
            _("Mất kết nối với máy chủ. Hãy kiểm tra mạng rồi làm lại; số liệu đã lưu vẫn còn.")
        )
    if state.startswith("28"):
        return StorageError(_("Máy chủ không nhận tên hoặc mật khẩu. Hãy hỏi người quản trị."))
    if state == "3D000":
        return StorageError(_("Máy chủ không có cơ sở dữ liệu này. Hãy hỏi người quản trị."))
    if state == "42501":
        return StorageError(_("Máy chủ không cho tài khoản này ghi. Hãy hỏi người quản trị."))
    if state.startswith("53"):
        return StorageError(_("Máy chủ hết chỗ hoặc quá bận. Hãy báo người quản trị rồi làm lại."))
    return None
