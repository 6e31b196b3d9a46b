"""Long work on files, away from the screen: one worker thread, jobs in order, progress and cancel.

The callbacks are given to `start` because a signal connected after the start is lost (FACTS.md, "Qt").
"""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.domain.progress import Progress
from app.errors import Cancelled

Result = TypeVar("Result")
Job = Callable[[Progress], Result]

MILLISECONDS_BETWEEN_STEPS = 50


@dataclass(frozen=True, slots=True)
class Step:
    """Where a job is: `done` of `total` pieces are behind (total 0: nobody knows how many)."""

    text: str
    done: int
    total: int


class _Outcome(Enum):
    STEPPED = auto()
    DONE = auto()
    FAILED = auto()
    CANCELLED = auto()


class Task(Generic[Result]):
    """One job, waiting or running; it is also the Progress that the job calls from the worker thread."""

    def __init__(self, runner: TaskRunner, job: Job[Result], title: str, callbacks: _Callbacks) -> None:
        self.title = title
        self.step_shown = Step("", 0, 0)
        self.callbacks = callbacks
        self._job = job
        self._runner = runner
        self._cancelled = threading.Event()
        self._lock = threading.Lock()
        self._latest = self.step_shown
        self._quiet = (
            False  # a wake is on its way, or the last one is younger than MILLISECONDS_BETWEEN_STEPS
        )

    def step(self, text: str, done: int, total: int) -> None:
        if self._cancelled.is_set():
            raise Cancelled
        with self._lock:
            self._latest = Step(text, done, total)
            wake = not self._quiet
            self._quiet = True
        if wake:
            self._runner._tell(self, _Outcome.STEPPED)

    def news(self) -> Step | None:
        """In the screen's thread: the newest step if it was not shown yet; without one the next step wakes."""
        with self._lock:
            if self._latest == self.step_shown:
                self._quiet = False
                return None
            self.step_shown = self._latest
            return self._latest

    def cancel(self) -> None:
        self._cancelled.set()

    @property
    def cancelling(self) -> bool:
        return self._cancelled.is_set()

    def run(self) -> None:
        """In the worker thread."""
        try:
            if self._cancelled.is_set():
                raise Cancelled
            result = self._job(self)
        except Cancelled:
            self._runner._tell(self, _Outcome.CANCELLED)
        except BaseException as error:  # noqa: BLE001 - carried to the screen's thread whatever it is
            self._runner._tell(self, _Outcome.FAILED, error)
        else:
            self._runner._tell(self, _Outcome.DONE, result)


@dataclass(frozen=True, slots=True)
class _Callbacks:
    done: Callable[[Any], object]
    failed: Callable[[BaseException], object] | None
    cancelled: Callable[[], object] | None
    progress: Callable[[Step], object] | None


class TaskRunner(QObject):
    """One for a window. `changed` is emitted when a job starts, moves on or ends."""

    changed = Signal()
    _told = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="bansang-files")
        self._tasks: deque[Task[Any]] = deque()  # the first one runs
        self._news: deque[tuple[Task[Any], _Outcome, Any]] = deque()
        self._closed = False
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        job: Job[Result],
        *,
        title: str,
        on_done: Callable[[Result], object],
        on_failed: Callable[[BaseException], object] | None = None,
        on_cancelled: Callable[[], object] | None = None,
        on_progress: Callable[[Step], object] | None = None,
    ) -> Task[Result]:
        """Run `job(progress)` after those already waiting; the callbacks run in the screen's thread.

        Exactly one of done, failed and cancelled is called, once. Without `on_failed` an error goes where
        every unexpected error goes: to sys.excepthook.
        """
        task = Task(self, job, title, _Callbacks(on_done, on_failed, on_cancelled, on_progress))
        self._tasks.append(task)
        self._pool.submit(task.run)
        self.changed.emit()
        return task

    @property
    def running(self) -> Task[Any] | None:
        return self._tasks[0] if self._tasks else None

    @property
    def busy(self) -> bool:
        return bool(self._tasks)

    @property
    def waiting(self) -> int:
        """How many jobs stand behind the running one."""
        return max(0, len(self._tasks) - 1)

    def cancel(self, task: Task[Any] | None = None) -> None:
        """Ask the job (the running one when none is named) to stop at its next step."""
        chosen = task or self.running
        if chosen is not None:
            chosen.cancel()
            self.changed.emit()

    def shutdown(self) -> None:
        """Cancel everything and wait until the worker has let go of its files; no callback runs after."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        self._pool.shutdown(wait=True)
        self._news.clear()
        self._tasks.clear()

    def _tell(self, task: Task[Any], news: _Outcome, payload: object = None) -> None:
        """From the worker thread; the queued signal brings the screen's thread here."""
        self._news.append((task, news, payload))
        if not self._closed:
            self._told.emit()

    def _hear(self) -> None:
        if self._closed or not self._news:
            return
        task, news, payload = self._news.popleft()
        if news is _Outcome.STEPPED:
            self._show_step(task)
            return
        self._tasks.remove(task)
        self.changed.emit()
        _finish(task.callbacks, news, payload)

    def _show_step(self, task: Task[Any]) -> None:
        """Show the newest step, and look again a little later, so that the last of many is not lost."""
        if self._closed or task not in self._tasks:
            return
        step = task.news()
        if step is None:
            return
        QTimer.singleShot(MILLISECONDS_BETWEEN_STEPS, self, lambda: self._show_step(task))
        self.changed.emit()
        if task.callbacks.progress is not None:
            task.callbacks.progress(step)


def _finish(callbacks: _Callbacks, outcome: _Outcome, payload: Any) -> None:
    if outcome is _Outcome.DONE:
        callbacks.done(payload)
    elif outcome is _Outcome.CANCELLED:
        if callbacks.cancelled is not None:
            callbacks.cancelled()
    elif callbacks.failed is not None:
        callbacks.failed(payload)
    else:
        sys.excepthook(type(payload), payload, payload.__traceback__)
