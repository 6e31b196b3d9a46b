"""A folder that is looked into while the program runs: what has come and grows no more is handed over."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from app.files.file_walk import walk_files

SECONDS = 5.0
_MOST = 10_000  # files looked at in one round

_Seen = tuple[int, int]  # size, time of the last change


class WatchedFolder:
    """Polls: it works on sticks, shares and every system, and a round over a quiet folder costs milliseconds.

    `ready` is called in the watching thread with files that stayed the same for one whole round; each is handed
    over once, and again only when it changes. A folder that is away (a stick pulled out) is simply waited for.
    """

    def __init__(
        self, folder: Path, ready: Callable[[tuple[Path, ...]], object], *, seconds: float = SECONDS
    ) -> None:
        self.folder = folder
        self._ready = ready
        self._seconds = seconds
        self._seen: dict[Path, _Seen] = {}
        self._given: dict[Path, _Seen] = {}
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def there(self) -> bool:
        """Whether the folder can be looked into now."""
        return self.folder.is_dir()

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="bansang-watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Returns when no more files will be handed over."""
        self._stop.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        while not self._stop.is_set():
            found = self.poll()
            if found and not self._stop.is_set():
                self._ready(found)
            self._stop.wait(self._seconds)

    def poll(self) -> tuple[Path, ...]:
        """One round; the files that are ready now."""
        now: dict[Path, _Seen] = {}
        for path in walk_files(self.folder, most=_MOST):
            try:
                status = path.stat()
            except OSError:
                continue
            now[path] = (status.st_size, status.st_mtime_ns)
        before, self._seen = self._seen, now
        found = [
            path
            for path, seen in now.items()
            if seen[0] and before.get(path) == seen and self._given.get(path) != seen
        ]
        self._given = {path: seen for path, seen in self._given.items() if path in now}
        self._given.update((path, now[path]) for path in found)
        return tuple(found)
