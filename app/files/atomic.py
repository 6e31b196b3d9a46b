"""Files appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from app.files.storage_errors import storage_error


@contextmanager
def write_atomically(target: Path) -> Iterator[Path]:
    """Yield `target`.part to write to; leaving puts it, durable on disk, in the place of `target`.

    Anything raised inside removes the part and leaves an older `target` as it was. An OSError, from inside or
    from here, becomes a StorageError.
    """
    part = target.with_name(target.name + ".part")
    try:
        yield part
        sync_file(part)
        os.replace(part, target)
        sync_folder(target.parent)
    except OSError as error:
        raise storage_error(error, target) from error
    finally:
        # After the rename there is no part any more; on a vanished stick there is nothing to remove either.
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def write_together(targets: Sequence[Path]) -> Iterator[list[Path]]:
    """As `write_atomically` for several files: all appear or none does; an older one of them may then be gone."""
    parts = [target.with_name(target.name + ".part") for target in targets]
    moved: list[Path] = []
    try:
        yield parts
        for part in parts:
            sync_file(part)
        for part, target in zip(parts, targets, strict=True):
            os.replace(part, target)
            moved.append(target)
        for folder in {target.parent for target in targets}:
            sync_folder(folder)
        moved.clear()
    except OSError as error:
        raise storage_error(error, targets[0]) from error
    finally:
        for path in (*parts, *moved):
            with suppress(OSError):
                path.unlink(missing_ok=True)


def sync_file(path: Path) -> None:
    """Make the bytes of a file outlast a power cut."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` outlast a power cut; Windows keeps no handle on folders and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
