"""Evidence on disk: each file once, named by its bytes, read back whole before the book mentions it."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Container
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.domain.progress import Progress
from app.domain.text import readable
from app.files.atomic import sync_file, sync_folder
from app.files.evidence_reading import (
    MAX_BYTES,
    Defect,
    DefectFound,
    MediaType,
    look_through,
    may_be_evidence,
    naming,
)
from app.files.storage_errors import storage_error
from app.i18n import _

INCOMING = "dang-nhan-"  # a copy under way; left behind only by a crash, and never part of the book
_CHUNK = 1 << 20  # bytes
_ENDINGS = {
    MediaType.JPEG: ".jpg",
    MediaType.PNG: ".png",
    MediaType.HEIC: ".heic",
    MediaType.PDF: ".pdf",
    MediaType.DOCX: ".docx",
    MediaType.XLSX: ".xlsx",
    MediaType.TEXT: ".txt",
}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`name` is what the person called it; the stored copy is byte-identical to the source."""

    sha256: str
    name: str
    size: int
    media_type: str
    pages: int


def stored_path(folder: Path, sha256: str, media_type: str) -> Path:
    """Where the bytes with this hash lie below the evidence folder."""
    return folder / sha256[:2] / (sha256 + _ENDINGS[MediaType(media_type)])


class Intake:
    """A batch of files on its way into the store: each is whole when `store` returns, all outlast a power cut
    after `make_durable`. The disk syncs one file while the next is copied.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._fresh: list[Path] = []
        self._syncing: list[Future[None]] = []
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="bansang-sync")

    def store(self, source: Path, progress: Progress) -> StoredFile:
        """Copy `source` into the store unless its bytes are there already.

        The copy is looked at, not the source: a file that changes while it is read cannot slip in. Raises
        EvidenceError for a file that cannot be read or is no sound evidence, StorageError for the disk of the
        book, Cancelled.
        """
        name = readable(source.name)
        incoming = self._folder / f"{INCOMING}{secrets.token_hex(4)}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            sha256, size = _copy(source, incoming, name, progress)
            facts = look_through(incoming, name)
            target = stored_path(self._folder, sha256, facts.media_type)
            if _keep(incoming, target):
                self._fresh.append(target)
                self._syncing.append(self._pool.submit(sync_file, target))
        except OSError as error:
            raise storage_error(error, self._folder / name) from error
        finally:
            # On a vanished stick there is nothing to remove; the error that came first is the one to tell.
            with suppress(OSError):
                incoming.unlink(missing_ok=True)
        return StoredFile(sha256, name, size, facts.media_type, facts.pages)

    def make_durable(self) -> None:
        """Everything stored so far is on the disk. Raises StorageError: then it is to be taken back."""
        try:
            for syncing in self._syncing:
                syncing.result()
            for folder in sorted({file.parent for file in self._fresh}):
                sync_folder(folder)
            if self._fresh:
                sync_folder(self._folder)
        except OSError as error:
            raise storage_error(error, self._folder) from error
        finally:
            self._pool.shutdown()

    def take_back(self, held: Container[str] = frozenset()) -> None:
        """Remove what this batch brought, but for files whose hashes the book holds."""
        self._pool.shutdown(cancel_futures=True)
        for path in self._fresh:
            if path.stem not in held:
                with suppress(OSError):
                    path.unlink(missing_ok=True)
        self._fresh.clear()


def delete_stored(folder: Path, sha256: str, media_type: str) -> None:
    """Remove a file that no row names any more; one that is gone already is no error. Raises StorageError."""
    path = stored_path(folder, sha256, media_type)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise storage_error(error, path) from error


def source_hash(path: Path) -> str:
    """Of a file outside the store; "" when it cannot be read."""
    try:
        return _hash(path)
    except OSError:
        return ""


def _copy(source: Path, incoming: Path, name: str, progress: Progress) -> tuple[str, int]:
    digest = hashlib.sha256()
    size = 0
    with naming(name), _opened(source) as reader, incoming.open("wb") as writer:
        before = os.fstat(reader.fileno())
        while chunk := _read(reader):
            if size == 0:
                _refuse_early(chunk, before.st_size, name)
            progress.step(_("Đang chép {name}").format(name=name), size, max(before.st_size, 1))
            digest.update(chunk)
            writer.write(chunk)
            size += len(chunk)
            if size > before.st_size:  # it may grow faster than it is read
                raise DefectFound(Defect.CHANGING)
        if size == 0:
            raise DefectFound(Defect.EMPTY)
        after = os.fstat(reader.fileno())
        if (after.st_size, after.st_mtime_ns) != (size, before.st_mtime_ns):
            raise DefectFound(Defect.CHANGING)
    return digest.hexdigest(), size


def _refuse_early(head: bytes, size: int, name: str) -> None:
    """Before a film of two gigabytes is copied."""
    if not may_be_evidence(head, name):
        raise DefectFound(Defect.UNSUPPORTED)
    if size > MAX_BYTES:
        raise DefectFound(Defect.TOO_LARGE)


def _opened(source: Path) -> BinaryIO:
    """What goes wrong with the source is told of that file; only the store's own disk stops a batch."""
    try:
        if not source.is_file():
            raise DefectFound(Defect.ABSENT)
        return source.open("rb")
    except OSError as error:
        raise DefectFound(Defect.UNREADABLE) from error


def _read(reader: BinaryIO) -> bytes:
    try:
        return reader.read(_CHUNK)
    except OSError as error:
        raise DefectFound(Defect.UNREADABLE) from error


def _keep(incoming: Path, target: Path) -> bool:
    """Move into place; bytes that are there already stay, unless they have rotted since. True if it moved."""
    if target.exists() and target.stat().st_size == incoming.stat().st_size and _hash(target) == target.stem:
        return False
    target.parent.mkdir(exist_ok=True)
    os.replace(incoming, target)
    return True


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
