"""Validates a bag: complete, unaltered, nothing more. Needs no book.

Only files found by walking the folder are ever opened, and none through a link: a manifest's paths are compared
with them and lead nowhere by themselves.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

from app.domain.bag_report import BagFault, BagReport, CheckedFile, FileState, FoundFault
from app.domain.progress import Progress
from app.domain.text import nfc, readable
from app.exchange.bag import DECLARATION_FILE, INFO_FILE, PAYLOAD
from app.exchange.bag_reading import (
    ALGORITHMS,
    MANIFEST_NAME,
    MAX_MANIFEST,
    MAX_TAG_FILE,
    Garbled,
    Manifest,
    declared_version,
    read_fields,
    read_manifest,
)
from app.exchange.bag_writer import GROWING, MARK
from app.files.copying import SECONDS_BETWEEN_STEPS
from app.files.storage_errors import storage_error
from app.i18n import _

_CHUNK = 1 << 18  # bytes: stays in the processor's cache
_DEEPEST = 40  # folders in folders
MAX_FILES = 400_000


@dataclass(slots=True)
class _Walked:
    """Paths as they are written with "/"; what is no ordinary file is unsafe."""

    sizes: dict[str, int] = field(default_factory=dict)
    unsafe: list[str] = field(default_factory=list)


def check_bag(folder: Path, progress: Progress) -> BagReport:
    """Raises StorageError when the folder itself cannot be read, and Cancelled."""
    try:
        found = walk_bag(folder)
    except OSError as error:
        raise storage_error(error, folder) from error
    faults = _declaration_faults(folder, found)
    if any(one.fault in (BagFault.NO_BAG, BagFault.GROWING) for one in faults):
        return BagReport((), tuple(faults), ())
    manifests, of_tags = _manifests(folder, found, faults)
    wanted = _wanted(manifests + of_tags, found)
    files = _listed(manifests, of_tags, found, _hashed(folder, wanted, found, progress))
    _look_at_totals(folder, found, faults)
    algorithms = dict.fromkeys(manifest.algorithm for manifest in manifests)
    return BagReport(tuple(sorted(files, key=lambda file: file.path)), tuple(faults), tuple(algorithms))


def walk_bag(folder: Path) -> _Walked:
    """Every file below `folder`, links told and never followed."""
    found = _Walked()
    waiting = [(folder, "", 0)]
    while waiting:
        place, prefix, depth = waiting.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                path = prefix + entry.name
                if entry.is_dir(follow_symlinks=False) and not _is_link(entry) and depth < _DEEPEST:
                    waiting.append((Path(entry.path), f"{path}/", depth + 1))
                elif entry.is_file(follow_symlinks=False) and len(found.sizes) < MAX_FILES:
                    found.sizes[path] = entry.stat(follow_symlinks=False).st_size
                else:
                    found.unsafe.append(path)
    return found


def _is_link(entry: os.DirEntry[str]) -> bool:
    """Windows has folders that lead elsewhere and are no symbolic links (junctions)."""
    attributes = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
    return entry.is_symlink() or bool(attributes & getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0))


def read_small(folder: Path, name: str, found: _Walked, most: int) -> bytes:
    """A file that the walk has found. Raises Garbled for one that is absent, too large or cannot be read."""
    if found.sizes.get(name, most + 1) > most:
        raise Garbled
    try:
        with _open(folder / name) as file:
            data = bytes(file.read(most + 1))
    except OSError as error:
        raise Garbled from error
    if len(data) > most:
        raise Garbled
    return data


def _open(path: Path) -> Any:
    """Not even a link that took the place of the file a moment ago."""
    no_link = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    return os.fdopen(os.open(path, os.O_RDONLY | no_link), "rb", buffering=0)


def _declaration_faults(folder: Path, found: _Walked) -> list[FoundFault]:
    if folder.name.endswith(GROWING) or MARK in found.sizes:
        return [FoundFault(BagFault.GROWING)]
    if DECLARATION_FILE not in found.sizes:
        return [FoundFault(BagFault.NO_BAG)]
    faults = []
    try:
        declared_version(read_small(folder, DECLARATION_FILE, found, MAX_TAG_FILE))
    except Garbled:
        faults.append(FoundFault(BagFault.BAD_DECLARATION, DECLARATION_FILE))
    if not any(path.startswith(f"{PAYLOAD}/") for path in found.sizes):
        faults.append(FoundFault(BagFault.NO_PAYLOAD, PAYLOAD))
    return faults


def _manifests(
    folder: Path, found: _Walked, faults: list[FoundFault]
) -> tuple[list[Manifest], list[Manifest]]:
    """(of the payload, of the tag files)."""
    read: tuple[list[Manifest], list[Manifest]] = ([], [])
    for name in sorted(found.sizes):
        matched = MANIFEST_NAME.fullmatch(name)
        if matched is None:
            continue
        try:
            if matched.group(2) not in ALGORITHMS:
                raise Garbled
            data = read_small(folder, name, found, MAX_MANIFEST)
            read[bool(matched.group(1))].append(read_manifest(data, matched.group(2)))
        except Garbled:
            faults.append(FoundFault(BagFault.BAD_MANIFEST, name))
    if not read[0] and not faults:
        faults.append(FoundFault(BagFault.NO_MANIFEST))
    return read


def _wanted(manifests: Iterable[Manifest], found: _Walked) -> dict[str, set[str]]:
    """Algorithms by path as it lies on the disk."""
    wanted: dict[str, set[str]] = {}
    by_form = _by_form(found)
    for manifest in manifests:
        for path in manifest.hashes:
            there = _on_disk(path, found, by_form)
            if there is not None:
                wanted.setdefault(there, set()).add(manifest.algorithm)
    return wanted


def _by_form(found: _Walked) -> dict[str, str]:
    """macOS writes names decomposed, others do not touch them: one NFC name finds its file if it is the only one."""
    forms: dict[str, str] = {}
    twice = set()
    for path in found.sizes:
        form = nfc(path)
        if form in forms:
            twice.add(form)
        forms[form] = path
    return {form: path for form, path in forms.items() if form not in twice}


def _on_disk(path: str, found: _Walked, by_form: Mapping[str, str]) -> str | None:
    return path if path in found.sizes else by_form.get(nfc(path))


def _listed(
    manifests: list[Manifest],
    of_tags: list[Manifest],
    found: _Walked,
    hashed: Mapping[str, Mapping[str, str] | None],
) -> list[CheckedFile]:
    by_form = _by_form(found)
    named: dict[str, FileState] = {}
    sound_order = (FileState.UNREADABLE, FileState.MISSING, FileState.ALTERED)
    for manifest in manifests + of_tags:
        for path, digest in manifest.hashes.items():
            there = _on_disk(path, found, by_form)
            state = _state(there, digest, manifest.algorithm, hashed)
            key = there or path
            if named.get(key) not in sound_order:
                named[key] = state
        named |= dict.fromkeys(manifest.unsafe, FileState.UNSAFE)
    # Every payload manifest names the whole payload (RFC 8493, 2.1.3).
    everywhere = [{_on_disk(path, found, by_form) for path in one.hashes} for one in manifests]
    for path in found.sizes:
        below = path.startswith(f"{PAYLOAD}/")
        if below and not all(path in paths for paths in everywhere):
            named[path] = FileState.EXTRA
        elif not below and path not in named and not MANIFEST_NAME.fullmatch(path):
            named[path] = FileState.BESIDE if path != DECLARATION_FILE else FileState.SOUND
    named |= dict.fromkeys(found.unsafe, FileState.UNSAFE)
    return [CheckedFile(readable(path), state, found.sizes.get(path, 0)) for path, state in named.items()]


def _state(
    there: str | None, digest: str, algorithm: str, hashed: Mapping[str, Mapping[str, str] | None]
) -> FileState:
    if there is None:
        return FileState.MISSING
    hashes = hashed.get(there)
    if hashes is None:
        return FileState.UNREADABLE
    return FileState.SOUND if hashes[algorithm] == digest else FileState.ALTERED


def _look_at_totals(folder: Path, found: _Walked, faults: list[FoundFault]) -> None:
    try:
        fields = read_fields(read_small(folder, INFO_FILE, found, MAX_TAG_FILE))
    except Garbled:
        if INFO_FILE in found.sizes:
            faults.append(FoundFault(BagFault.BAD_MANIFEST, INFO_FILE))
        return
    said = next((value for label, value in fields if label.casefold() == "payload-oxum"), None)
    sizes = [size for path, size in found.sizes.items() if path.startswith(f"{PAYLOAD}/")]
    if said is not None and said != f"{sum(sizes)}.{len(sizes)}":
        faults.append(FoundFault(BagFault.WRONG_TOTALS, INFO_FILE))


# Hashing: the files side by side, the caller's thread tells progress and hears Cancel.


def _hashed(
    folder: Path, wanted: Mapping[str, set[str]], found: _Walked, progress: Progress
) -> dict[str, dict[str, str] | None]:
    """By path and algorithm; None for a file that cannot be read."""
    run = _Hashing(folder)
    total = max(sum(found.sizes[path] for path in wanted), 1)
    largest_first = sorted(wanted, key=lambda path: found.sizes[path], reverse=True)
    with ThreadPoolExecutor(min(os.cpu_count() or 1, 4), thread_name_prefix="bansang-hash") as pool:
        working: dict[str, Future[dict[str, str] | None]] = {
            path: pool.submit(run.hash, path, wanted[path]) for path in largest_first
        }
        try:
            open_ones: set[Future[dict[str, str] | None]] = set(working.values())
            while open_ones:
                progress.step(_("Đang kiểm tra {name}").format(name=run.name), min(run.done, total), total)
                open_ones = wait(open_ones, timeout=SECONDS_BETWEEN_STEPS).not_done
        finally:
            run.stopped.set()
            pool.shutdown(wait=True, cancel_futures=True)
    return {path: one.result() for path, one in working.items()}


class _Hashing:
    def __init__(self, folder: Path) -> None:
        self.stopped = Event()
        self.name = ""
        self.done = 0
        self._folder = folder

    def hash(self, path: str, algorithms: set[str]) -> dict[str, str] | None:
        self.name = readable(path.rpartition("/")[2])
        digests = {name: hashlib.new(name, usedforsecurity=False) for name in algorithms}
        try:
            with _open(self._folder / path) as file:
                view = memoryview(bytearray(_CHUNK))  # one for the file: fresh ones cost as much as the hash
                while (size := file.readinto(view)) and not self.stopped.is_set():
                    for digest in digests.values():
                        digest.update(view[:size])
                    self.done += size  # only shown: a lost count between two threads does no harm
        except OSError:
            return None
        return {name: digest.hexdigest() for name, digest in digests.items()}
