"""The reference dossier, 300 photos of 3 MB and 60 scans of 10 pages, against one pass over the same bytes.

Goals: the whole PDF at most 1.2 × reading, hashing, writing and syncing the same bytes; at most 150 MB over the idle
program, the same for 100, 300 and 1,000 photos; smaller photos at most 0.10 s each and core.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

ROUNDS = 5
PHOTOS, DOCUMENTS, PAGES = 300, 60, 10
_CHUNK = 1 << 20

Line = tuple[str, float, float | None]


class Silent:
    def step(self, text: str, done: int, total: int) -> None:
        pass


class Watched:
    """Keeps the longest time between two words about progress."""

    def __init__(self) -> None:
        self.last, self.longest, self.text = perf_counter(), 0.0, ""

    def step(self, text: str, done: int, total: int) -> None:
        now = perf_counter()
        self.longest = max(self.longest, now - self.last)
        self.last = now


def run() -> list[Line]:
    from bench_photos import make_photos

    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        photos = make_photos(folder / "anh")
        documents = make_documents(folder / "van-ban")
        known = hashes([*photos, *documents])
        content = reference(photos, documents, known)
        floor, ours, longest = [], [], []
        for number in range(ROUNDS):
            floor.append(one_pass([*photos, *documents], folder / f"chep-{number}"))
            watched = Watched()
            ours.append(written(content, folder / f"ho-so-{number}.pdf", watched))
            longest.append(watched.longest)
        text = written(replace(content, evidence=()), folder / "chu.pdf", Silent())
        shrinking = shrunk(content, folder / "nho")
        peaks = [measured_apart(folder, count) for count in (100, 300, 1_000)]
        stall, bare = (float(word) for word in apart(folder, "stall", PHOTOS).split())
    low, high = median(floor), median(ours)
    return [
        ("one pass: read, SHA-256, write, fsync of the same bytes, s", low, None),
        ("the whole dossier, s (goal ≤ 1.2×)", high, high / low),
        ("the same, best of both", min(ours), min(ours) / min(floor)),
        ("its text pages alone, s", text, None),
        ("longest time without a word about progress, s (goal ≤ 0.25)", median(longest), None),
        ("smaller photos: s a photo and core (goal ≤ 0.10)", shrinking, None),
        *(
            (f"peak memory over idle with {count} photos, MB (goal ≤ 150)", peak, None)
            for count, peak in zip((100, 300, 1_000), peaks, strict=True)
        ),
        ("longest stall of the window meanwhile, ms", stall, None),
        ("the same with nothing under way", bare, None),
    ]


def make_documents(folder: Path) -> list[Path]:
    """Scans in grey, 1.9 MB each, no two alike."""
    from PIL import Image

    folder.mkdir()
    pages = []
    for number in range(PAGES):
        image = Image.effect_noise((1240, 1754), 14)
        image.putpixel((number, 0), 0)
        pages.append(image)
    first = folder / "van-ban-0.pdf"
    pages[0].save(first, save_all=True, append_images=pages[1:], resolution=150, quality=45)
    made = [first]
    body = first.read_bytes()
    for number in range(1, DOCUMENTS):
        path = folder / f"van-ban-{number}.pdf"
        path.write_bytes(body + b"\n%% %d\n" % number)
        made.append(path)
    return made


def hashes(paths: list[Path]) -> dict[Path, str]:
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def reference(photos: list[Path], documents: list[Path], known: dict[Path, str]):
    """Bản Pút with the files shared out over its 44 indicators."""
    from app.reports.content import EvidenceItem, EvidencePointer
    from tests.reports.dossier_sample import ban_put

    indicators = [line.number for criterion in ban_put().criteria for line in criterion.indicators]
    files = [*photos, *documents]
    share = len(files) / len(indicators)
    items = []
    for number, path in enumerate(files):
        pdf = path.suffix == ".pdf"
        indicator = indicators[min(int(number / share), len(indicators) - 1)]
        items.append(
            EvidenceItem(
                number=f"MC{number + 1:03}",
                title=f"Minh chứng thứ {number + 1} của bản Pút",
                document_number="",
                issued_on=None,
                issuer="",
                path=path,
                file_name=path.name,
                pointers=(EvidencePointer(indicator, "trang 1"),),
                key=f"mc-{number}",
                sha256=known[path],
                media_type="application/pdf" if pdf else "image/jpeg",
                pages=PAGES if pdf else 1,
                size=path.stat().st_size,
            )
        )
    return ban_put(tuple(items))


def one_pass(paths: list[Path], target: Path) -> float:
    os.sync()
    started = perf_counter()
    digest = hashlib.sha256()
    with target.open("wb", buffering=0) as writer:
        for path in paths:
            with path.open("rb", buffering=0) as reader:
                while chunk := reader.read(_CHUNK):
                    digest.update(chunk)
                    writer.write(chunk)
        os.fsync(writer.fileno())
    taken = perf_counter() - started
    target.unlink()
    return taken


def written(content, target: Path, progress) -> float:
    from app.reports.dossier_pdf import write_dossier

    os.sync()
    started = perf_counter()
    write_dossier(content, target, progress=progress)
    taken = perf_counter() - started
    target.unlink()
    return taken


def shrunk(content, folder: Path) -> float:
    from app.services.evidence_shrinking import with_small_photos

    folder.mkdir()
    started = perf_counter()
    with_small_photos(content, folder, Silent())
    taken = perf_counter() - started
    shutil.rmtree(folder)
    return taken * (os.cpu_count() or 1) / PHOTOS


def apart(folder: Path, what: str, count: int) -> str:
    """In a process of its own, so that nothing made here counts."""
    command = [sys.executable, __file__, what, str(folder), str(count)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def measured_apart(folder: Path, count: int) -> float:
    return float(apart(folder, "memory", count))


def _content(folder: Path, count: int):
    photos = sorted((folder / "anh").iterdir())
    documents = sorted((folder / "van-ban").iterdir())
    return reference(
        [photos[n % len(photos)] for n in range(count)], documents, hashes([*photos, *documents])
    )


def memory(folder: Path, count: int) -> None:
    from bench_photos import megabytes
    from PySide6.QtWidgets import QApplication

    from app.ui.context import Context  # noqa: F401 - the idle program has it

    application = QApplication([])
    content = _content(folder, count)
    idle = megabytes("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    written(content, folder / "bo-nho.pdf", Silent())
    print(megabytes("VmHWM") - idle)
    application.quit()


def stall(folder: Path, count: int) -> None:
    """The longest time between two beats of 5 ms of the window's thread, with the export and without."""
    from PySide6.QtCore import QCoreApplication, QTimer

    application = QCoreApplication([])
    content = _content(folder, count)
    gaps: list[float] = []
    for work in (
        lambda: written(content, folder / "cua-so.pdf", Silent()),
        lambda: threading.Event().wait(2),
    ):
        beats = [perf_counter()]
        timer = QTimer()
        timer.timeout.connect(lambda beats=beats: beats.append(perf_counter()))
        timer.start(5)
        worker = threading.Thread(target=work)
        worker.start()
        while worker.is_alive():
            application.processEvents()
            threading.Event().wait(0.001)
        timer.stop()
        gaps.append(max(after - before for before, after in zip(beats, beats[1:], strict=False)) * 1_000)
    print(*gaps)


if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent.parent)]
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    {"memory": memory, "stall": stall}[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
