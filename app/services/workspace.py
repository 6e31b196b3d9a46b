"""The one way in: an open book, its sessions, who works in it, and the news that something changed."""

from __future__ import annotations

import getpass
import inspect
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.domain.problem import Problem
from app.errors import AppError, InputError, StorageError
from app.i18n import _
from app.labels import problem_sentence
from app.models.book import Book
from app.models.database import APPLICATION_ID, SCHEMA_VERSION, Database, read_marks, storage_error
from app.models.journal import JournalContext, TransactionKind, begin_journal

P = ParamSpec("P")
R = TypeVar("R")

DATABASE_FILE = "so.sqlite3"
EVIDENCE_FOLDER = "minh-chung"
BACKUP_FOLDER = "sao-luu"


def system_now() -> datetime:
    return datetime.now(UTC)


class Workspace:
    """An open book. `read` and `write` own the session: one per user event, closed before they return."""

    def __init__(self, folder: Path, *, who: str, now: Callable[[], datetime] = system_now) -> None:
        self.folder = folder
        self.who = who
        self._now = now
        self._database = Database(folder / DATABASE_FILE)
        self._writer = threading.Lock()
        self._listeners: list[Callable[[], None]] = []

    @property
    def evidence_folder(self) -> Path:
        return self.folder / EVIDENCE_FOLDER

    def now(self) -> datetime:
        return self._now()

    def today(self) -> date:
        """The local day: deadlines are days of the commune's calendar."""
        return self._now().astimezone().date()

    def on_changed(self, listener: Callable[[], None]) -> None:
        """Call `listener` after every write that changed the book."""
        self._listeners.append(listener)

    def read(self, query: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a query; errors of the environment come out as StorageError."""
        try:
            with self._database.reading_session() as session:
                return query(session, *args, **kwargs)
        except Exception as error:
            raise self._translated(error) from error

    def write(self, use_case: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a use case as one transaction that Ctrl+Z takes back whole."""
        return self.write_as(TransactionKind.DO, None, use_case, *args, **kwargs)

    def write_as(
        self,
        kind: TransactionKind,
        target_id: int | None,
        use_case: Callable[Concatenate[Session, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        context = JournalContext(
            who=self.who, action=action_name(use_case), at=self._now(), kind=kind, target_id=target_id
        )
        try:
            with self._writer, self._database.writing_session() as session, session.begin():
                begin_journal(session, context)
                result = use_case(session, *args, **kwargs)
        except Exception as error:
            raise self._translated(error) from error
        if context.transaction_id is not None:
            for listener in list(self._listeners):
                listener()
        return result

    def close(self) -> None:
        self._database.close()

    def _translated(self, error: Exception) -> Exception:
        if isinstance(error, AppError):
            return error
        if isinstance(error, Problem):
            return InputError(problem_sentence(error))
        if isinstance(error, DBAPIError):
            return storage_error(error, self.folder) or error
        return error


def action_name(use_case: Callable[..., Any]) -> str:
    """ "assessments.record_claim": what the journal keeps, and labels turn into words."""
    function = inspect.unwrap(use_case)
    module = function.__module__.rpartition(".")[2]
    return f"{module}.{getattr(function, '__name__', 'call')}"


def system_user() -> str:
    """The account's name, until the person says who works here."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return _("người dùng")


def book_folder(path: Path) -> Path:
    """Accept the book's folder or the database file in it."""
    return path.parent if path.name == DATABASE_FILE else path


def create_book(path: Path, *, who: str | None = None, now: Callable[[], datetime] = system_now) -> Workspace:
    """Make an empty book in a folder that is new or empty, and open it. Raises StorageError."""
    from app.files.storage_errors import storage_error as file_error
    from app.models import migrate

    folder = book_folder(path)
    try:
        if folder.exists() and any(folder.iterdir()):
            raise StorageError(
                _("Thư mục “{path}” đã có tệp. Hãy chọn tên thư mục mới cho sổ.").format(path=folder)
            )
        folder.mkdir(parents=True, exist_ok=True)
        for part in (EVIDENCE_FOLDER, BACKUP_FOLDER):
            (folder / part).mkdir()
        migrate.create(folder / DATABASE_FILE)
    except OSError as error:
        raise file_error(error, folder) from error
    except Exception as error:
        translated = storage_error(error, folder)
        raise (translated or error) from error
    return Workspace(folder, who=who or system_user(), now=now)


def open_book(path: Path, *, who: str | None = None, now: Callable[[], datetime] = system_now) -> Workspace:
    """Open a book, upgrading an older one after a backup.

    Raises StorageError: no book, made by a newer version, damaged, or its folder takes no writing.
    """
    folder = book_folder(path)
    file = folder / DATABASE_FILE
    application_id, version = read_marks(file)
    if application_id != APPLICATION_ID:
        raise StorageError(
            _("“{path}” không phải sổ Bản Sáng. Hãy chọn thư mục sổ khác.").format(path=folder)
        )
    if version != SCHEMA_VERSION:
        from app.models import migrate

        migrate.upgrade(file, backup_folder=folder / BACKUP_FOLDER, now=now())
    workspace = Workspace(folder, who=who or system_user(), now=now)
    try:
        workspace.write(_probe)
    except Exception:
        workspace.close()
        raise
    return workspace


def _probe(session: Session) -> None:
    """Take the write lock once: a read-only folder or a damaged file says so now, not at the first save."""
    session.scalars(select(Book.uid)).first()
