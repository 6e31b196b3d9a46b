"""Evidence on disk: each file once, named by its bytes, read back whole before the book mentions it."""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.domain.progress import Progress
from app.domain.text import readable
from app.files.atomic import sync_folder
from app.files.evidence_reading import Defect, DefectFound, MediaType, inspect, naming, sniff
from app.files.storage_errors import storage_error
from app.i18n import _

INCOMING = "dang-nhan-"  # a copy under way; left behind only by a crash, and never part of the book
_CHUNK = 1 << 20  # bytes
_ENDINGS = {MediaType.JPEG: ".jpg", MediaType.PNG: ".png", MediaType.HEIC: ".heic", MediaType.PDF: ".pdf"}


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


def store(source: Path, folder: Path, progress: Progress) -> StoredFile:
    """Copy `source` into the store unless its bytes are there already.

    The copy is inspected, not the source: a file that changes while it is read cannot slip in. Raises
    EvidenceError for a file that cannot be read or no dossier could show, StorageError for the disk of the
    book, Cancelled.
    """
    name = readable(source.name)
    incoming = folder / f"{INCOMING}{secrets.token_hex(4)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sha256, size = _copy(source, incoming, name, progress)
        facts = inspect(incoming, name)
        _keep(incoming, stored_path(folder, sha256, facts.media_type))
    except OSError as error:
        raise storage_error(error, folder / name) from error
    finally:
        # On a vanished stick there is nothing to remove; the error that came first is the one to tell.
        with suppress(OSError):
            incoming.unlink(missing_ok=True)
    return StoredFile(sha256, name, size, facts.media_type, facts.pages)


def _copy(source: Path, incoming: Path, name: str, progress: Progress) -> tuple[str, int]:
    digest = hashlib.sha256()
    size = 0
    with naming(name), _opened(source) as reader, incoming.open("wb") as writer:
        total = max(os.fstat(reader.fileno()).st_size, 1)
        while chunk := _read(reader):
            if size == 0 and sniff(chunk[:1024]) is None:
                raise DefectFound(Defect.UNSUPPORTED)  # before a film of two gigabytes is copied
            progress.step(_("Đang chép {name}").format(name=name), size, total)
            digest.update(chunk)
            writer.write(chunk)
            size += len(chunk)
        if size == 0:
            raise DefectFound(Defect.EMPTY)
        writer.flush()
        os.fsync(writer.fileno())
    return digest.hexdigest(), size


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


def _keep(incoming: Path, target: Path) -> None:
    """Move into place; bytes that are there already stay, unless they have rotted since."""
    if target.exists() and target.stat().st_size == incoming.stat().st_size and _hash(target) == target.stem:
        return
    target.parent.mkdir(exist_ok=True)
    os.replace(incoming, target)
    sync_folder(target.parent)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
