"""The one way in: an open book, its sessions, who works in it, and the news that something changed."""

from __future__ import annotations

import getpass
import inspect
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.domain.problem import Problem
from app.domain.rights import Actor
from app.errors import AppError, InputError, StorageError
from app.i18n import _
from app.labels import problem_sentence
from app.models.book import Book
from app.models.database import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    Database,
    damaged_book,
    read_marks,
    storage_error,
)
from app.models.journal import JournalContext, TransactionKind, begin_journal
from app.services.accounts import opening_actor
from app.services.rights import act_as

P = ParamSpec("P")
R = TypeVar("R")

DATABASE_FILE = "so.sqlite3"
SERVER_FILE = "may-chu.json"  # in the folder of a book whose rows lie on a server
EVIDENCE_FOLDER = "minh-chung"
BACKUP_FOLDER = "sao-luu"
DOSSIER_FOLDER = "ho-so"


def system_now() -> datetime:
    return datetime.now(UTC)


class Workspace:
    """An open book. `read` and `write` own the session: one per user event, closed before they return."""

    def __init__(
        self,
        folder: Path,
        *,
        who: str,
        now: Callable[[], datetime] = system_now,
        database: Database | None = None,
    ) -> None:
        self.folder = folder
        self.actor = Actor(who)
        self._now = now
        self._database = database or Database(folder / DATABASE_FILE)
        self._identity: tuple[int, int] | None = None
        self._writer = threading.Lock()
        self._listeners: list[Callable[[], None]] = []

    @property
    def shared(self) -> bool:
        """Whether the rows lie on a server, where others write at the same time."""
        return self._database.path is None

    @property
    def evidence_folder(self) -> Path:
        return self.folder / EVIDENCE_FOLDER

    @property
    def dossier_folder(self) -> Path:
        """Where the files of final dossiers are kept."""
        return self.folder / DOSSIER_FOLDER

    def owns(self, path: Path) -> bool:
        """Whether a file there would be one of the book's own: database, evidence, kept dossiers, backups."""
        inside = path.resolve()
        folder = self.folder.resolve()
        if not inside.is_relative_to(folder) or inside == folder:
            return False
        first = inside.relative_to(folder).parts[0]
        return first.casefold().startswith(DATABASE_FILE) or first.casefold() in (
            EVIDENCE_FOLDER,
            BACKUP_FOLDER,
            DOSSIER_FOLDER,
        )

    @property
    def who(self) -> str:
        """The name that the journal keeps."""
        return self.actor.name

    def now(self) -> datetime:
        return self._now()

    def today(self) -> date:
        """The local day: deadlines are days of the commune's calendar."""
        return self._now().astimezone().date()

    def on_changed(self, listener: Callable[[], None]) -> None:
        """Call `listener` after every write that changed the book."""
        self._listeners.append(listener)

    def read(self, query: Callable[Concatenate[Session, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a query; errors of the environment come out as StorageError."""
        try:
            with self._database.reading_session() as session:
                act_as(session, self.actor)
                return query(session, *args, **kwargs)
        except Exception as error:
            raise self._translated(error) from error

    def write(
        self, use_case: Callable[Concatenate[Session, P], R], /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Run a use case as one transaction that Ctrl+Z takes back whole."""
        return self.write_as(TransactionKind.DO, None, use_case, *args, **kwargs)

    def write_as(
        self,
        kind: TransactionKind,
        target_id: int | None,
        use_case: Callable[Concatenate[Session, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        context = JournalContext(
            who=self.who, action=action_name(use_case), at=self._now(), kind=kind, target_id=target_id
        )
        try:
            with self._writer, self._database.writing_session() as session, session.begin():
                self._check_in_place()
                begin_journal(session, context)
                act_as(session, self.actor)
                result = use_case(session, *args, **kwargs)
        except Exception as error:
            raise self._translated(error) from error
        if context.transaction_id is not None:
            for listener in list(self._listeners):
                listener()
        return result

    def _check_in_place(self) -> None:
        """On Linux an open file that was deleted or replaced still takes writes, and they are lost with it."""
        if os.name == "nt" or self._database.path is None:  # Windows lets nobody replace an open file
            return
        found = _identity(self._database.path)
        if self._identity is None:
            self._identity = found
        if found is None or found != self._identity:
            raise StorageError(
                _("Sổ “{path}” đã bị xóa, chuyển đi hoặc thay bằng sổ khác. Hãy mở lại sổ.").format(
                    path=self.folder
                )
            )

    def close(self) -> None:
        self._database.close()

    def _translated(self, error: Exception) -> Exception:
        if isinstance(error, AppError):
            return error
        if isinstance(error, Problem):
            return InputError(problem_sentence(error))
        if isinstance(error, DBAPIError):
            return self._environment_error(error) or error
        return error

    def _environment_error(self, error: DBAPIError) -> StorageError | None:
        if not self.shared:
            return storage_error(error, self.folder)
        from app.models.server import server_error

        return server_error(error)


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells this file from another of the same name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


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


@contextmanager
def nothing_left_behind(folder: Path) -> Iterator[None]:
    """On failure remove what was made below the lowest folder that was there, and only that."""
    import shutil

    from app.files.storage_errors import storage_error as file_error

    try:
        missing = [path for path in (folder, *folder.parents) if not path.exists()]
        was_empty = folder.is_dir() and not any(folder.iterdir())
    except OSError as error:
        raise file_error(error, folder) from error
    try:
        yield
    except BaseException:
        if missing:
            shutil.rmtree(missing[-1], ignore_errors=True)
        elif was_empty:
            for made in folder.iterdir():
                shutil.rmtree(made) if made.is_dir() else made.unlink()
        raise


@contextmanager
def closed_on_failure(workspace: Workspace) -> Iterator[None]:
    try:
        yield
    except BaseException:
        workspace.close()
        raise


def open_book(path: Path, *, who: str | None = None, now: Callable[[], datetime] = system_now) -> Workspace:
    """Open a book, upgrading an older one after a backup.

    Raises StorageError: no book, made by a newer version, damaged, or its folder takes no writing.
    """
    folder = book_folder(path)
    if os.path.isfile(
        folder / SERVER_FILE
    ):  # a folder that may not be read has none: its sentence comes below
        from app.services.server_books import open_server_book

        return open_server_book(folder, who=who, now=now)
    file = folder / DATABASE_FILE
    application_id, version = read_marks(file)
    if application_id != APPLICATION_ID:
        raise StorageError(
            _("“{path}” không phải sổ Bản Sáng. Hãy chọn thư mục sổ khác.").format(path=folder)
        )
    if version != SCHEMA_VERSION:
        _upgrade(folder, now())
    workspace = Workspace(folder, who=who or system_user(), now=now)
    try:
        if workspace.write(_probe):
            _install_profiles(workspace)
        workspace.actor = workspace.read(opening_actor, who=workspace.who)
    except DBAPIError as error:
        workspace.close()
        raise damaged_book(folder) from error
    except Exception:
        workspace.close()
        raise
    return workspace


def _upgrade(folder: Path, now: datetime) -> None:
    from app.files.storage_errors import storage_error as file_error
    from app.models import migrate

    backups = folder / BACKUP_FOLDER
    try:
        migrate.upgrade(folder / DATABASE_FILE, backup_folder=backups, now=now)
    except OSError as error:
        raise file_error(error, backups) from error
    except (DBAPIError, sqlite3.Error) as error:
        raise (storage_error(error, folder) or damaged_book(folder)) from error


def _probe(session: Session) -> bool:
    """Take the write lock once: a read-only folder or a damaged file says so now, not at the first save.

    True for a book made before there were procedure profiles.
    """
    from app.models.procedure import ProcedureProfile

    if session.scalars(select(Book.uid)).first() is None:
        return False
    return session.scalars(select(ProcedureProfile.uid)).first() is None


def _install_profiles(workspace: Workspace) -> None:
    from app.services.procedure_install import install_shipped_profiles

    workspace.write_as(TransactionKind.BASE, None, install_shipped_profiles)
