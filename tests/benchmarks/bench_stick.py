"""The reference dossier (300 photos of 3 MB, 60 PDFs of 10 pages, its volume) written to a folder and checked.

Floors in the same run: read, hash, write and make durable in one thread; read and hash in one thread. The export
reads everything back besides, the floor does not.
"""

from __future__ import annotations

import hashlib
import os
import random
import resource
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from threading import Thread
from time import perf_counter, sleep

from app.exchange.bag import BagFile, BagPlan
from app.exchange.bag_check import check_bag
from app.exchange.bag_writer import write_bag

PHOTOS, PHOTO = 300, 2_857_000  # bytes
PDFS, PDF = 60, 1_933_000
ROUNDS = 3
_CHUNK = 1 << 20


class Watching:
    """The longest time between two steps."""

    def __init__(self) -> None:
        self.last = perf_counter()
        self.longest = 0.0

    def step(self, text: str, done: int, total: int) -> None:
        now = perf_counter()
        self.longest = max(self.longest, now - self.last)
        self.last = now


def run() -> Iterator[tuple[str, float, float | None]]:
    with tempfile.TemporaryDirectory(prefix="bansang-stick-", dir=os.environ.get("BANSANG_BENCH")) as name:
        folder = Path(name)
        plan = _plan(folder / "so")
        floors, exports, hashes, checks, memory, silence = [], [], [], [], [], []
        for _round in range(ROUNDS):
            floors.append(_timed(partial(_copy_and_hash, plan, folder / "sàn")))
            shutil.rmtree(folder / "sàn")
            usb = folder / "usb"
            usb.mkdir()
            watching = Watching()
            with _peak(memory):
                exports.append(_timed(partial(write_bag, plan, usb, watching)))
            silence.append(watching.longest)
            bag = next(usb.iterdir())
            hashes.append(_timed(partial(_hash_all, bag)))
            checks.append(_timed(partial(check_bag, bag, Watching())))
            assert check_bag(bag, Watching()).intact
            shutil.rmtree(usb)
        yield f"copy, hash and sync {plan.size / 1e6:.0f} MB in one thread (s)", min(floors), None
        yield "export with reading back (s)", min(exports), min(exports) / min(floors)
        yield "hash in one thread (s)", min(hashes), None
        yield "verify (s)", min(checks), min(checks) / min(hashes)
        yield "peak memory of the export over idle (MB)", max(memory), None
        yield "longest time between two words of progress (s)", max(silence), None


def _plan(folder: Path) -> BagPlan:
    folder.mkdir()
    rng = random.Random(1)
    block = rng.randbytes(1 << 20)
    sizes = [PHOTO] * PHOTOS + [PDF] * PDFS + [PHOTO * PHOTOS + PDF * PDFS]
    files = []
    for number, size in enumerate(sizes):
        path = folder / f"{number}"
        digest = hashlib.sha256()
        with path.open("wb") as file:
            head = number.to_bytes(8, "big")
            for piece in _pieces(head, block, size):
                digest.update(piece)
                file.write(piece)
        files.append(
            BagFile(f"data/minh-chung/Tệp {number}.bin", digest.hexdigest(), size, f"Tệp {number}", path)
        )
    return BagPlan("Hồ sơ", tuple(files), {"MO-TRUOC.html": b"x"}, [], date(2024, 10, 22))


def _pieces(head: bytes, block: bytes, size: int) -> Iterator[bytes]:
    yield head
    left = size - len(head)
    while left > 0:
        yield block[:left]
        left -= len(block)


def _copy_and_hash(plan: BagPlan, target: Path) -> None:
    target.mkdir()
    for number, one in enumerate(plan.files):
        assert one.source is not None
        digest = hashlib.sha256()
        with (
            one.source.open("rb", buffering=0) as source,
            (target / str(number)).open("wb", buffering=0) as file,
        ):
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                file.write(chunk)
            os.fsync(file.fileno())


def _hash_all(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                hashlib.file_digest(file, "sha256")


def _timed(work: object) -> float:
    started = perf_counter()
    work()  # type: ignore[operator]
    return perf_counter() - started


@contextmanager
def _peak(found: list[float]) -> Iterator[None]:
    """Resident megabytes over those at the start, looked at fifty times a second."""
    idle, most, going = _resident(), [0.0], [True]

    def look() -> None:
        while going:
            most[0] = max(most[0], _resident() - idle)
            sleep(0.02)

    looking = Thread(target=look)
    looking.start()
    try:
        yield
    finally:
        going.clear()
        looking.join()
        found.append(most[0])


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6
