"""Files that the book keeps as they were handed out, each once, named by the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from app.domain.progress import Progress
from app.errors import StorageError
from app.files.atomic import sync_folder, write_atomically
from app.files.storage_errors import storage_error
from app.i18n import _

_CHUNK = 4 << 20  # bytes between two words to the person


class Kept(StrEnum):
    """How a kept file is found."""

    INTACT = "intact"
    MISSING = "missing"
    ALTERED = "altered"


def kept_path(folder: Path, sha256: str) -> Path:
    return folder / f"{sha256}.pdf"


def keep(source: Path, folder: Path, sha256: str, *, progress: Progress, passing: bool = False) -> None:
    """`passing` as in `place`. Raises StorageError, Cancelled."""
    target = kept_path(folder, sha256)
    try:
        folder.mkdir(exist_ok=True)
        if look_at(folder, sha256, progress=progress) is Kept.INTACT:
            return
        place(source, target, sha256, progress=progress, passing=passing)
    except OSError as error:
        raise storage_error(error, target) from error


def place(source: Path, target: Path, sha256: str, *, progress: Progress, passing: bool = False) -> None:
    """The bytes of `source` under the name of `target`, whole or not at all. Raises StorageError, Cancelled.

    StorageError too where the bytes are not those that were meant. `passing`: one of both names is the program's own
    for a while, so a second name for one file will do; what a person has may be written in place by other programs.
    """
    if passing and _second_name(source, target):
        return
    with write_atomically(target) as copied:
        if _copy(source, copied, progress) != sha256:
            raise StorageError(
                _("Chép “{name}” không đúng nguyên bản. Hãy kiểm tra ổ đĩa rồi làm lại.").format(
                    name=target.name
                )
            )


def _second_name(source: Path, target: Path) -> bool:
    part = target.with_name(target.name + ".part")
    with suppress(OSError):
        part.unlink(missing_ok=True)
        os.link(source, part)
        os.replace(part, target)
        part.unlink(missing_ok=True)  # two names of one file are not renamed into each other
        sync_folder(target.parent)
        return True
    return False


def look_at(folder: Path, sha256: str, *, progress: Progress) -> Kept:
    """Read it whole and compare. Raises Cancelled."""
    path = kept_path(folder, sha256)
    try:
        size = path.stat().st_size
        digest = hashlib.sha256()
        with path.open("rb") as file:
            done = 0
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                done += len(chunk)
                progress.step(_("Đang kiểm tra tệp đã lưu"), done, size)
    except OSError:
        return Kept.MISSING
    return Kept.INTACT if digest.hexdigest() == sha256 else Kept.ALTERED


def _copy(source: Path, target: Path, progress: Progress) -> str:
    digest = hashlib.sha256()
    size = source.stat().st_size
    done = 0
    with source.open("rb") as read, target.open("wb") as written:
        while chunk := read.read(_CHUNK):
            digest.update(chunk)
            written.write(chunk)
            done += len(chunk)
            progress.step(_("Đang chép hồ sơ"), done, size)
    return digest.hexdigest()
