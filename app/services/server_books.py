"""A book whose rows lie on a server and whose files lie in a shared folder, which also remembers the server."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from app.domain.progress import Progress
from app.errors import StorageError
from app.files.atomic import write_atomically
from app.files.file_walk import walk_files
from app.files.storage_errors import storage_error
from app.i18n import _
from app.models.database import SCHEMA_VERSION
from app.models.migrate import newer_book
from app.models.server import (
    ServerDatabase,
    copy_rows,
    create_or_upgrade,
    make_server_engine,
    schema_on,
    server_error,
    server_url,
)
from app.services.accounts import opening_actor
from app.services.workspace import EVIDENCE_FOLDER, SERVER_FILE, Workspace, open_book, system_now, system_user

_MOST_FILES = 1_000_000


def remember_server(folder: Path, typed: str) -> None:
    """Write down which server the book is on; a password never is: PGPASSWORD or ~/.pgpass give it.

    Raises InputError for an address that is none, StorageError.
    """
    url = server_url(typed)
    try:
        (folder / EVIDENCE_FOLDER).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise storage_error(error, folder) from error
    content = {"database": url._replace(password=None).render_as_string(hide_password=False)}
    with write_atomically(folder / SERVER_FILE) as part:
        part.write_text(json.dumps(content, ensure_ascii=False, indent=2), "utf-8")


def remembered_server(folder: Path) -> str:
    """The address in the folder. Raises StorageError for a file that says nothing."""
    try:
        found = json.loads((folder / SERVER_FILE).read_text("utf-8"))["database"]
    except OSError as error:
        raise storage_error(error, folder / SERVER_FILE) from error
    except (ValueError, KeyError, TypeError):
        found = None
    if not isinstance(found, str):
        raise StorageError(
            _("Tệp “{name}” không ghi địa chỉ máy chủ. Hãy khai lại máy chủ.").format(name=SERVER_FILE)
        )
    return found


def open_server_book(
    folder: Path, *, who: str | None = None, now: Callable[[], datetime] = system_now
) -> Workspace:
    """Raises StorageError: no connection, no book there, made by a newer or an older version; InputError."""
    url = server_url(remembered_server(folder))
    database = ServerDatabase(url)
    try:
        _check_schema(schema_on(database.engine))
        workspace = Workspace(folder, who=who or system_user(), now=now, database=database)
        workspace.actor = workspace.read(opening_actor, who=workspace.who)
    except DBAPIError as error:
        database.close()
        raise (server_error(error) or error) from error
    except Exception:
        database.close()
        raise
    return workspace


def _check_schema(found: int | None) -> None:
    if found is None:
        raise StorageError(_("Máy chủ chưa có sổ. Hãy chạy lệnh “bansang server-book” trước."))
    if found > SCHEMA_VERSION:
        raise newer_book()
    if found < SCHEMA_VERSION:
        raise StorageError(
            _(
                "Sổ trên máy chủ do bản cũ hơn tạo ra. Hãy sao lưu máy chủ rồi chạy “bansang server-book --upgrade”."
            )
        )


def make_server_book(folder: Path, source: Path | None, progress: Progress) -> dict[str, int]:
    """Create the tables on the remembered server, and bring a book there: rows, journal and files; rows by table.

    A server that holds a book already is only brought to the current schema, and takes no second one.
    Raises StorageError, InputError, Cancelled.
    """
    engine = make_server_engine(server_url(remembered_server(folder)))
    try:
        progress.step(_("Đang lập bảng trên máy chủ"), 0, 2)
        create_or_upgrade(engine)
        if source is None:
            return {}
        book = open_book(source)
        try:
            _copy_files(book.evidence_folder, folder / EVIDENCE_FOLDER, progress)
            progress.step(_("Đang chuyển số liệu lên máy chủ"), 1, 2)
            return book.read(copy_rows, engine=engine)
        finally:
            book.close()
    except DBAPIError as error:
        raise (server_error(error) or error) from error
    finally:
        engine.dispose()


def _copy_files(source: Path, target: Path, progress: Progress) -> None:
    """Files are named by their bytes: what is there already is the same."""
    for path in walk_files(source, most=_MOST_FILES):
        progress.step(_("Đang chép {name}").format(name=path.name), 0, 2)
        copy = target / path.relative_to(source)
        if copy.exists():
            continue
        try:
            copy.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise storage_error(error, copy) from error
        with write_atomically(copy) as part:
            shutil.copyfile(path, part)
