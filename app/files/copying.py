"""Copies files to a slow and faithless medium: copied, made durable, read back from it and compared.

Two threads: one copies, one makes durable and reads back, while the caller's own thread tells progress and hears
Cancel. A file that lies there already with the right bytes stays.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Full, Queue
from time import monotonic
from typing import BinaryIO

from app.domain.progress import Progress
from app.errors import EvidenceError, StorageError
from app.i18n import _

SECONDS_BETWEEN_STEPS = 0.1
_CHUNK = 1 << 20  # bytes
_LEAST_WINDOW, _FIRST_WINDOW, _LARGEST_WINDOW = (
    1 << 20,
    8 << 20,
    64 << 20,
)  # bytes written between two flushes
_FAST, _SLOW = 0.1, 0.3  # seconds a flush may take
_AHEAD = 4  # files copied and not yet read back


@dataclass(frozen=True, slots=True)
class CopyJob:
    """`sha256` and `size` are what the target must have; `name` is what a person calls the source."""

    source: Path
    target: Path
    sha256: str
    size: int
    name: str


def copy_verified(jobs: Sequence[CopyJob], progress: Progress) -> None:
    """Raises EvidenceError for a source that is gone or altered, StorageError for a target that reads back wrong,
    Cancelled, and OSError for what the target's disk refuses. The folders must be there."""
    run = _Run(jobs)
    with ThreadPoolExecutor(max_workers=2, thread_name_prefix="bansang-copy") as pool:
        working = {pool.submit(run.copy_all), pool.submit(run.read_all_back)}
        try:
            _wait(working, run, progress)
        finally:
            run.stopped.set()
    for one in working:  # what went wrong first stopped the other
        error = one.exception()
        if error is not None and not isinstance(error, _Stopped):
            raise error


def _wait(working: set[Future[None]], run: _Run, progress: Progress) -> None:
    while True:
        progress.step(run.text, run.done, run.total)
        done, open_ones = wait(working, timeout=SECONDS_BETWEEN_STEPS)
        if not open_ones or any(one.exception() for one in done):
            return


class _Stopped(Exception):  # noqa: N818 - not an error: the other thread has one, or the person cancelled
    pass


class _Run:
    """Counts each byte twice: copied, and read back."""

    def __init__(self, jobs: Sequence[CopyJob]) -> None:
        self.stopped = threading.Event()
        self.text = ""
        self.total = max(2 * sum(job.size for job in jobs), 1)
        self._jobs = jobs
        self._copied = 0
        self._read = 0
        self._window = _FIRST_WINDOW
        self._ready: Queue[CopyJob | None] = Queue(maxsize=_AHEAD)

    @property
    def done(self) -> int:
        return min(self._copied + self._read, self.total)

    def copy_all(self) -> None:
        with self._stopping_others():
            for job in self._jobs:
                if self._lies_there(job):
                    self._copied += job.size
                    continue
                self.text = _("Đang chép {name}").format(name=job.name)
                self._copy(job)
                self._hand_over(job)
            self._hand_over(None)

    def read_all_back(self) -> None:
        with self._stopping_others():
            while (job := self._next()) is not None:
                self._read_back(job)

    @contextmanager
    def _stopping_others(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.stopped.set()
            raise

    def _go_on(self) -> None:
        if self.stopped.is_set():
            raise _Stopped

    def _hand_over(self, job: CopyJob | None) -> None:
        while True:
            self._go_on()
            try:
                return self._ready.put(job, timeout=SECONDS_BETWEEN_STEPS)
            except Full:
                continue

    def _next(self) -> CopyJob | None:
        while True:
            self._go_on()
            try:
                return self._ready.get(timeout=SECONDS_BETWEEN_STEPS)
            except Empty:
                continue

    def _lies_there(self, job: CopyJob) -> bool:
        """From a try before: its size says little, its bytes say all."""
        if not job.target.is_file() or job.target.is_symlink() or job.target.stat().st_size != job.size:
            return False
        self.text = _("Đang kiểm tra phần đã chép: {name}").format(name=job.name)
        before = self._read
        if self._hash(job.target) == job.sha256:
            return True
        self._read = before
        return False

    def _copy(self, job: CopyJob) -> None:
        with _opened(job) as source, job.target.open("wb") as target:
            unflushed = size = 0
            while chunk := _chunk(source, job):
                self._go_on()
                target.write(chunk)
                size += len(chunk)
                unflushed += len(chunk)
                self._copied += len(chunk)
                if size > job.size:
                    raise altered(job.name)
                if unflushed >= self._window:
                    self._flush(target)
                    unflushed = 0
            if size != job.size:
                raise altered(job.name)

    def _flush(self, target: BinaryIO) -> None:
        """A stick takes gigabytes into the memory of the machine and then stands still for minutes; so it gets
        pieces that it writes in a moment."""
        target.flush()
        started = monotonic()
        os.fsync(target.fileno())
        took = monotonic() - started
        if took < _FAST:
            self._window = min(self._window * 2, _LARGEST_WINDOW)
        elif took > _SLOW:
            self._window = max(self._window // 2, _LEAST_WINDOW)

    def _read_back(self, job: CopyJob) -> None:
        with job.target.open("r+b") as file:
            os.fsync(file.fileno())
            forget_cached(file)
        if self._hash(job.target) == job.sha256:
            return
        if source_matches(job):
            raise StorageError(
                _("Ổ đĩa ghi sai tệp “{name}”, đọc lại thấy khác: hãy dùng USB khác.").format(name=job.name)
            )
        raise altered(job.name)

    def _hash(self, path: Path) -> str:
        digest = hashlib.sha256()
        view = memoryview(bytearray(_CHUNK))
        with path.open("rb", buffering=0) as file:
            while size := file.readinto(view):
                self._go_on()
                digest.update(view[:size])
                self._read += size
        return digest.hexdigest()


def source_matches(job: CopyJob) -> bool:
    try:
        with job.source.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == job.sha256
    except OSError:
        return False


def forget_cached(file: BinaryIO) -> None:
    """So that what is read next comes from the medium; systems without such advice read their own copy."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def altered(name: str) -> EvidenceError:
    return EvidenceError(
        _("Tệp “{name}” trong sổ đã bị thay đổi từ khi thêm vào: hãy thêm lại bản đúng rồi xuất lại.").format(
            name=name
        ),
        name=name,
    )


def _opened(job: CopyJob) -> BinaryIO:
    try:
        return job.source.open("rb", buffering=0)
    except OSError as error:
        raise _unreadable(job) from error


def _chunk(source: BinaryIO, job: CopyJob) -> bytes:
    try:
        return source.read(_CHUNK)
    except OSError as error:
        raise _unreadable(job) from error


def _unreadable(job: CopyJob) -> EvidenceError:
    return EvidenceError(
        _("Không đọc được tệp “{name}” trong sổ: hãy thêm lại tệp này rồi xuất lại.").format(name=job.name),
        name=job.name,
    )
