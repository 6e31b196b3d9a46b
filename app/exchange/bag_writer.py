"""Writes a bag so that it is there whole or not at all, and goes on where a try before was cut off.

It grows under "NAME.dang-ghi" and gets its name when every byte has been read back from the medium.
"""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path

from app.domain.progress import Progress
from app.errors import AppError, Cancelled, StorageError
from app.exchange.bag import DECLARATION_FILE, PAYLOAD, BagFile, BagPlan, tag_files
from app.files.atomic import sync_folder
from app.files.copying import CopyJob, copy_verified
from app.files.storage_errors import storage_error
from app.i18n import _

GROWING = ".dang-ghi"
# Says that a growing folder is ours: only then is what does not belong removed from it.
MARK = "dang-ghi.txt"
_MARK_TEXT = "Hồ sơ đang được Bản Sáng ghi dở. Hãy xuất lại hồ sơ để ghi tiếp, hoặc xóa thư mục này.\n"
_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


def write_bag(plan: BagPlan, parent: Path, progress: Progress) -> Path:
    """The finished folder in `parent`; a name that is taken gets "(2)".

    Raises StorageError, EvidenceError (a source is gone or altered) and Cancelled. After Cancelled, and on a full
    medium, nothing is left; after anything else what was written waits for the next try.
    """
    target, growing = bag_places(parent, plan.name)
    begun = False
    try:
        _begin(growing)
        begun = True
        _clear_foreign(growing, plan)
        _fill(growing, plan, progress)
        os.replace(growing, target)
        sync_folder(parent)
    except Cancelled:
        shutil.rmtree(growing, ignore_errors=True)
        raise
    except OSError as error:
        if error.errno in _FULL:
            shutil.rmtree(growing, ignore_errors=True)
        elif begun and not _is_there(growing):
            raise _vanished() from error
        raise storage_error(error, Path(error.filename or target)) from error
    except AppError:
        if begun and not _is_there(growing):  # a vanished medium reads back wrong before it fails
            raise _vanished() from None
        raise
    return target


def bag_places(parent: Path, name: str) -> tuple[Path, Path]:
    """(where the bag will stand, where it grows)."""
    count = 1
    while True:
        target = parent / (f"{name} ({count})" if count > 1 else name)
        growing = target.with_name(target.name + GROWING)
        if not os.path.lexists(target) and (not os.path.lexists(growing) or _ours(growing)):
            return target, growing
        count += 1


def bytes_there(plan: BagPlan, growing: Path) -> int:
    """How much a try before may have left: what need not find room any more."""
    there = 0
    for file in plan.files:
        with suppress(OSError):
            there += min((growing / file.path).stat().st_size, file.size)
    return there


def _ours(growing: Path) -> bool:
    if growing.is_symlink() or not growing.is_dir():
        return False
    # Without its mark it was whole and only lacked its name.
    return (growing / MARK).is_file() or (growing / DECLARATION_FILE).is_file()


def _is_there(growing: Path) -> bool:
    try:
        return (growing / MARK).is_file()
    except OSError:
        return False


def _vanished() -> StorageError:
    return StorageError(
        _("USB đã bị rút ra giữa chừng: hãy cắm lại rồi xuất lại, phần đã chép đúng sẽ không phải chép nữa.")
    )


def _begin(growing: Path) -> None:
    growing.mkdir(exist_ok=True)  # not its parents: a stick that is gone must not turn into a folder
    _write(growing / MARK, _MARK_TEXT.encode())


def _clear_foreign(growing: Path, plan: BagPlan) -> None:
    """What an older try left and this dossier has no more; a symbolic link goes whatever its name."""
    wanted = {growing / file.path for file in plan.files}
    folders = {folder for path in wanted for folder in path.parents}
    for place, names, files in os.walk(growing, topdown=False):
        here = Path(place)
        for path in [here / name for name in files]:
            if path.is_symlink() or (path not in wanted and path != growing / MARK):
                path.unlink()
        for path in [here / name for name in names]:
            if path.is_symlink():
                path.unlink()
            elif path not in folders:
                path.rmdir()


def _fill(growing: Path, plan: BagPlan, progress: Progress) -> None:
    paths = [growing / file.path for file in plan.files]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
    jobs = [_job(file, growing) for file in plan.files if file.source is not None]
    copy_verified(jobs, progress)
    for file in plan.files:
        if file.source is None:
            _write(growing / file.path, file.content)
    folders = {path.parent for path in paths} | {growing / PAYLOAD}
    for folder in sorted(folders, reverse=True):
        sync_folder(folder)
    progress.step(_("Đang hoàn tất"), 1, 1)
    for name, content in tag_files(plan).items():
        _write(growing / name, content)
    (growing / MARK).unlink()
    sync_folder(growing)


def _job(file: BagFile, growing: Path) -> CopyJob:
    assert file.source is not None
    return CopyJob(file.source, growing / file.path, file.sha256, file.size, file.name)


def _write(path: Path, content: bytes) -> None:
    """A small file, durable and read back."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if path.read_bytes() != content:
        raise StorageError(
            _("Ổ đĩa ghi sai tệp “{name}”, đọc lại thấy khác: hãy dùng USB khác.").format(name=path.name)
        )
