"""Search as you type over 3,000 hamlets, against a plain read of their names."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.text import fold, name_key, sort_key
from app.models.place import Place
from app.services import places
from app.services.samples import create_sample
from app.services.search import search
from app.services.workspace import Workspace

HAMLETS = 3000
REPEATS = 25
TYPED = ("n", "na", "na phieng", "ban na phieng khoang 12", "2999", "dien", "khong co")
_FIRST = ("Nà", "Huổi", "Phiêng", "Pá", "Co", "Chiềng", "Tà", "Bó", "Lọng", "Đông")
_SECOND = ("Khoang", "Đít", "Ngoàng", "Mé", "Sàng", "Lầu", "Hiêm", "Nưa", "Cưởm", "Tủm")

Line = tuple[str, float, float | None]


def run() -> list[Line]:
    """(name, median in milliseconds, ratio to the plain read or None)."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = create_sample(Path(folder) / "so", now=lambda: datetime(2024, 4, 20, 3, 0, tzinfo=UTC))
        try:
            workspace.write(places.add_hamlets, names=list(_names(HAMLETS)))
            return measure(workspace)
        finally:
            workspace.close()


def _names(count: int) -> list[str]:
    return [
        f"Bản {_FIRST[number % 10]} {_SECOND[number // 10 % 10]} {number}" for number in range(1, count + 1)
    ]


def plain_read(session: Session) -> int:
    """The floor: uid and name of each hamlet through SQLAlchemy Core."""
    return len(session.execute(select(Place.uid, Place.name)).all())


def measure(workspace: Workspace) -> list[Line]:
    gc.collect()
    gc.freeze()  # as the program does once its window stands
    for keys in (fold, sort_key, name_key):
        keys.cache_clear()
    begun = perf_counter()
    workspace.read(search, text="n", year=2024)
    first = (perf_counter() - begun) * 1000
    floor, _worst = _times(lambda: workspace.read(plain_read))
    typed = cycle(TYPED)
    key, worst = _times(lambda: workspace.read(search, text=next(typed), year=2024))
    found, _worst = _times(lambda: workspace.read(places.find_hamlet, name="ban huoi dit 1011"))
    listed, _worst = _times(lambda: workspace.read(places.hamlets))
    return [
        ("names of 3,000 hamlets through SQLAlchemy Core, ms", floor, None),
        ("the first search after the book was opened, ms", first, first / floor),
        ("search as you type, a key, ms (goal ≤ 50)", key, key / floor),
        ("the slowest key, ms", worst, worst / floor),
        ("one hamlet by its name without marks, ms", found, found / floor),
        ("all hamlets in Vietnamese order, ms", listed, listed / floor),
    ]


def _times(work: Callable[[], object]) -> tuple[float, float]:
    """Median and longest."""
    work()
    times = []
    for _repeat in range(REPEATS):
        begun = perf_counter()
        work()
        times.append((perf_counter() - begun) * 1000)
    return median(times), max(times)


if __name__ == "__main__":
    for name, milliseconds, ratio in run():
        print(f"{name:60} {milliseconds:8.1f} ms" + (f"  {ratio:.2f}×" if ratio else ""))
