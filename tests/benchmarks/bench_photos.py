"""300 photos of 3 MB into a book, against copying and hashing the same bytes (goal: at most 1.5×), and memory."""

from __future__ import annotations

import hashlib
import io
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

PHOTOS = 300
ROUNDS = 5
_CHUNK = 1 << 20

Line = tuple[str, float, float | None]


class Silent:
    def step(self, text: str, done: int, total: int) -> None:
        pass


def run() -> list[Line]:
    """Seconds and megabytes; floor and program take turns, each with a disk that has nothing left to write."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        photos = make_photos(Path(folder) / "anh")
        floor, synced, ours = [], [], []
        for number in range(ROUNDS):
            floor.append(copied(photos, Path(folder) / f"chep-{number}", sync=False))
            synced.append(copied(photos, Path(folder) / f"chep-{number}", sync=True))
            ours.append(added(photos, Path(folder) / f"so-{number}"))
        idle, peak, reading = (float(word) for word in in_a_process(photos, Path(folder) / "so").split())
    low, durable, high = median(floor), median(synced), median(ours)
    return [
        (f"copying and hashing {PHOTOS} photos of 3 MB, s", low, None),
        ("the same, durable on disk, s", durable, durable / low),
        ("adding them to a book, durable, s (goal ≤ 1.5×)", high, high / low),
        ("the same against the durable copy", high, high / durable),
        ("peak memory of it over the idle program, MB (goal ≤ 150)", peak - idle, None),
        ("reading how they look afterwards, s", reading, None),
    ]


def copied(photos: list[Path], folder: Path, *, sync: bool) -> float:
    os.sync()
    folder.mkdir()
    started = perf_counter()
    for path in photos:
        digest = hashlib.sha256()
        with path.open("rb") as reader, (folder / path.name).open("wb") as writer:
            while chunk := reader.read(_CHUNK):
                digest.update(chunk)
                writer.write(chunk)
            if sync:
                writer.flush()
                os.fsync(writer.fileno())
    taken = perf_counter() - started
    shutil.rmtree(folder)
    return taken


def added(photos: list[Path], folder: Path) -> float:
    from app.services import evidence_intake
    from app.services.samples import create_sample

    book = create_sample(folder)
    os.sync()
    started = perf_counter()
    outcome = evidence_intake.add_files(book, photos, Silent())
    taken = perf_counter() - started
    assert outcome.new == PHOTOS
    assert not outcome.failures
    book.close()
    shutil.rmtree(folder)
    return taken


def in_a_process(photos: list[Path], folder: Path) -> str:
    """A process of its own, so that nothing made here counts."""
    command = [sys.executable, __file__, str(photos[0].parent), str(folder)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def measured(photos: Path, folder: Path) -> None:
    """Idle megabytes, those at the peak, and the seconds of reading afterwards."""
    from PySide6.QtWidgets import QApplication

    from app.services import evidence_index, evidence_intake
    from app.services.samples import create_sample
    from app.ui.context import Context  # noqa: F401 - the idle program has it

    application = QApplication([])
    book = create_sample(folder)
    idle = megabytes("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    evidence_intake.add_files(book, [photos], Silent())
    started = perf_counter()
    evidence_index.refresh(book, Silent())
    print(idle, megabytes("VmHWM"), perf_counter() - started)
    book.close()
    application.quit()


def megabytes(field: str) -> float:
    """Of this process, as Linux counts it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(field))


def make_photos(folder: Path) -> list[Path]:
    """As phones write them: 12 megapixels, 3 MB, a small picture among the headers, no two alike in their bytes."""
    from PIL import Image

    folder.mkdir()
    dice = random.Random(4)
    bodies = []
    for _number in range(6):
        picture = Image.effect_noise((4032, 3024), 26).convert("RGB")
        small = io.BytesIO()
        picture.resize((160, 120)).save(small, "JPEG")
        body = io.BytesIO()
        picture.save(body, "JPEG", quality=62, exif=exif(small.getvalue()))
        bodies.append(body.getvalue())
    paths = [folder / f"IMG_{number:04}.jpg" for number in range(PHOTOS)]
    for number, path in enumerate(paths):
        body = bodies[number % len(bodies)]
        comment = dice.randbytes(32)
        path.write_bytes(body[:2] + b"\xff\xfe" + struct.pack(">H", 34) + comment + body[2:])
    return paths


def exif(thumbnail: bytes) -> bytes:
    """Two directories: the orientation, and where the small picture is."""
    first = struct.pack("<HHHII", 1, 0x0112, 3, 1, 1)
    at = 8 + len(first) + 4
    second = struct.pack("<HHHII", 3, 0x0103, 3, 1, 6)
    second += struct.pack("<HHII", 0x0201, 4, 1, at + 42)
    second += struct.pack("<HHII", 0x0202, 4, 1, len(thumbnail)) + struct.pack("<I", 0)
    head = b"II*\0" + struct.pack("<I", 8) + first + struct.pack("<I", at)
    return b"Exif\0\0" + head + second + thumbnail


if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parent.parent.parent)]
    measured(Path(sys.argv[1]), Path(sys.argv[2]))
