"""Long work: results, errors, cancel and progress reach the screen's thread, each once."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.domain.progress import Progress
from app.errors import StorageError
from app.ui.tasks import MILLISECONDS_BETWEEN_STEPS, Step, TaskRunner
from app.ui.widgets import ProgressStrip


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[TaskRunner]:
    made = TaskRunner()
    yield made
    made.shutdown()


def test_result_arrives_once_on_the_screens_thread(qtbot: QtBot, runner: TaskRunner) -> None:
    seen: list[tuple[int, str]] = []
    worker: list[str] = []

    def job(progress: Progress) -> int:
        worker.append(threading.current_thread().name)
        return 42

    runner.start(job, title="Xuất", on_done=lambda n: seen.append((n, threading.current_thread().name)))
    assert runner.busy
    qtbot.waitUntil(lambda: not runner.busy)
    assert seen == [(42, threading.main_thread().name)]
    assert worker != [threading.main_thread().name]


def test_no_result_is_lost_among_many_quick_jobs(qtbot: QtBot, runner: TaskRunner) -> None:
    done: list[int] = []
    for number in range(500):
        runner.start(lambda progress, number=number: number, title="Việc", on_done=done.append)
    qtbot.waitUntil(lambda: not runner.busy, timeout=10_000)
    assert done == list(range(500)), "all of them, in the order they were started"


def test_failure_goes_to_its_callback(qtbot: QtBot, runner: TaskRunner) -> None:
    failed: list[BaseException] = []

    def job(progress: Progress) -> None:
        raise StorageError("Ổ đĩa đã đầy.")

    runner.start(job, title="Xuất", on_done=lambda _none: pytest.fail("not done"), on_failed=failed.append)
    qtbot.waitUntil(lambda: not runner.busy)
    assert [str(error) for error in failed] == ["Ổ đĩa đã đầy."]


def test_failure_without_a_callback_goes_where_all_errors_go(
    qtbot: QtBot, runner: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[tuple[BaseException, str]] = []
    monkeypatch.setattr(
        sys, "excepthook", lambda kind, error, trace: caught.append((error, threading.current_thread().name))
    )

    def job(progress: Progress) -> None:
        raise ValueError("x")

    runner.start(job, title="Xuất", on_done=lambda _none: None)
    qtbot.waitUntil(lambda: bool(caught))
    assert isinstance(caught[0][0], ValueError)
    assert caught[0][0].__traceback__ is not None
    assert caught[0][1] == threading.main_thread().name


def test_cancel_stops_the_job_at_its_next_step(qtbot: QtBot, runner: TaskRunner) -> None:
    begun = threading.Event()
    ended: list[str] = []

    def job(progress: Progress) -> None:
        for n in range(10_000):
            begun.set()
            progress.step("Trang", n, 10_000)
            time.sleep(0.001)

    runner.start(
        job,
        title="Xuất",
        on_done=lambda _none: ended.append("done"),
        on_failed=lambda _error: ended.append("failed"),
        on_cancelled=lambda: ended.append("cancelled"),
    )
    begun.wait(5)
    runner.cancel()
    qtbot.waitUntil(lambda: not runner.busy)
    assert ended == ["cancelled"]


def test_a_waiting_job_can_be_cancelled_before_it_runs(qtbot: QtBot, runner: TaskRunner) -> None:
    go = threading.Event()
    ran: list[str] = []
    runner.start(lambda progress: go.wait(5), title="Một", on_done=lambda _r: ran.append("một"))
    second = runner.start(lambda progress: None, title="Hai", on_done=lambda _r: ran.append("hai"))
    assert runner.waiting == 1
    runner.cancel(second)
    go.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert ran == ["một"]


def test_progress_is_thinned_but_its_last_word_is_shown(qtbot: QtBot, runner: TaskRunner) -> None:
    steps: list[Step] = []
    go = threading.Event()

    def job(progress: Progress) -> None:
        for n in range(2000):
            progress.step("Trang", n, 2000)
        progress.step("Ghi tệp", 2000, 2000)
        go.wait(5)

    started = time.monotonic()
    runner.start(job, title="Xuất", on_done=lambda _none: None, on_progress=steps.append)
    qtbot.waitUntil(lambda: bool(steps) and steps[-1].text == "Ghi tệp")
    elapsed = time.monotonic() - started
    assert len(steps) <= 2 + elapsed * 1000 / MILLISECONDS_BETWEEN_STEPS
    go.set()
    qtbot.waitUntil(lambda: not runner.busy)


def test_an_error_in_a_callback_leaves_the_runner_usable(qtbot: QtBot, runner: TaskRunner) -> None:
    done: list[str] = []

    def bad(_result: object) -> None:
        raise RuntimeError("page is broken")

    with qtbot.captureExceptions() as caught:
        runner.start(lambda progress: None, title="Một", on_done=bad)
        runner.start(lambda progress: None, title="Hai", on_done=lambda _r: done.append("hai"))
        qtbot.waitUntil(lambda: done == ["hai"])
    assert [kind for kind, _error, _trace in caught] == [RuntimeError]
    assert not runner.busy


def test_shutdown_waits_and_calls_nothing_back(qtbot: QtBot) -> None:
    runner = TaskRunner()
    stopped: list[str] = []
    begun = threading.Event()

    def job(progress: Progress) -> None:
        begun.set()
        try:
            while True:
                progress.step("Trang", 0, 0)
                time.sleep(0.001)
        finally:
            stopped.append("let go of its file")

    runner.start(
        job,
        title="Xuất",
        on_done=lambda _r: stopped.append("called back"),
        on_cancelled=lambda: stopped.append("called back"),
    )
    begun.wait(5)
    runner.shutdown()
    assert stopped == ["let go of its file"]
    qtbot.wait(80)
    assert stopped == ["let go of its file"]


def test_strip_says_what_is_done_and_cancels(qtbot: QtBot, runner: TaskRunner) -> None:
    strip = ProgressStrip(runner)
    qtbot.addWidget(strip)
    assert strip.isHidden()

    def job(progress: Progress) -> None:
        while True:
            progress.step("ghép minh chứng", 3, 30)
            time.sleep(0.001)

    runner.start(job, title="Xuất hồ sơ", on_done=lambda _r: None)
    qtbot.waitUntil(lambda: strip._text.text() == "Xuất hồ sơ: ghép minh chứng")
    assert (strip._bar.value(), strip._bar.maximum()) == (3, 30)
    assert not strip.isHidden()
    strip._cancel.click()
    qtbot.waitUntil(lambda: not runner.busy)
    assert strip.isHidden()
