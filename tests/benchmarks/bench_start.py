"""Start to a usable window with the sample book, against bare windows (goals: ≤ 1.6×, ≤ 180 MB resident)."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from app.services.samples import create_sample

REPEATS = 9
ROOT = Path(__file__).resolve().parent.parent.parent

Line = tuple[str, float, float | None]

_READY = """
def resident():
    try:
        lines = open('/proc/self/status').read().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith('VmRSS')) // 1024

def ready():
    from PySide6.QtWidgets import QApplication
    app = QApplication.instance()
    app.processEvents()
    app.processEvents()
    print('ready', resident(), flush=True)
    import os
    os._exit(0)
"""

_BARE = """
{imports}
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1240, 720)
window.show()
QTimer.singleShot(0, ready)
app.exec()
"""

_OURS = """
import sys
from app import bootstrap
load = bootstrap.load_window

def load_watched():
    start = load()
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication
    bootstrap.app = QApplication([])
    QTimer.singleShot(0, ready)
    return start

bootstrap.load_window = load_watched
from app.cli import main
main(['open', sys.argv[1]])
"""


def run() -> list[Line]:
    """Seconds from the start of the process to the first painted window; each program in turn."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "so"
        create_sample(book).close()
        programs = {
            "bare PySide6 window, s": _READY + _BARE.format(imports=""),
            "bare window that imports sqlalchemy.orm, s": _READY
            + _BARE.format(imports="import sqlalchemy.orm"),
            "Bản Sáng with the sample book, s (goal ≤ 1.6×)": _READY + _OURS,
        }
        times: dict[str, list[float]] = {name: [] for name in programs}
        sizes: dict[str, list[int]] = {name: [] for name in programs}
        for code in programs.values():
            start(code, book, Path(folder))
        for _repeat in range(REPEATS):
            for name, code in programs.items():
                seconds, megabytes = start(code, book, Path(folder))
                times[name].append(seconds)
                sizes[name].append(megabytes)
    bare, with_orm, ours = programs
    floor = median(times[with_orm])
    return [
        (bare, median(times[bare]), None),
        (with_orm, floor, None),
        (ours, median(times[ours]), median(times[ours]) / floor),
        ("Bản Sáng resident, MB (goal ≤ 180)", median(sizes[ours]), None),
    ]


def start(code: str, book: Path, home: Path) -> tuple[float, int]:
    environment = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "PYTHONPATH": str(ROOT)}
    environment.pop(
        "PYTHONDONTWRITEBYTECODE", None
    )  # as on a person's machine: compiled once, at the first start
    began = perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code, str(book)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        text=True,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        took = perf_counter() - began
    if not line.startswith("ready"):
        raise RuntimeError("the window did not come up")
    return took, int(line.split()[1])
