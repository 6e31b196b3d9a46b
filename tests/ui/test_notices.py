"""One notice a day that sums up, also after weeks off; a clock that cannot be right is told."""

import shutil
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtWidgets import QSystemTrayIcon

from app.services.clock import clock_doubt
from app.services.today import today_list
from app.services.workspace import open_book
from app.ui.context import Context
from app.ui.notices import DailyNotice, clock_sentence, notice_text
from app.ui.preferences import Preferences
from app.ui.tasks import TaskRunner

START = datetime(2024, 4, 20, 3, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def context(qtbot, sample_folder, tmp_path, clock):
    shutil.copytree(sample_folder, tmp_path / "so")
    book = open_book(tmp_path / "so", now=lambda: clock.now)
    tasks = TaskRunner()
    yield Context(book, tasks, 2024)
    tasks.shutdown()
    book.close()


@pytest.fixture
def notice(context, tmp_path):
    preferences = Preferences(tmp_path / "p.ini")
    shown = []
    made = DailyNotice(
        context,
        last_day=preferences.last_notice("uid"),
        remember=lambda day: preferences.set_last_notice("uid", day),
        parent=context,
    )
    made.show = shown.append
    made.shown = shown
    made.preferences = preferences
    yield made
    made.stop()


def test_once_a_day_and_one_for_all_the_days_nobody_looked(notice, clock):
    notice.look()
    notice.look()
    assert len(notice.shown) == 1
    clock.now = START + timedelta(days=40)
    notice.look()
    assert len(notice.shown) == 2
    assert "báo cáo tháng chưa nộp" in notice.shown[1]
    assert notice.preferences.last_notice("uid") == date(2024, 5, 30)


def test_the_sentence_adds_up_what_is_late_and_what_comes(context):
    found = context.read(today_list, year=2024, today=date(2024, 5, 10))
    assert notice_text(found.tasks).startswith("8 báo cáo tháng chưa nộp, 2 báo cáo sắp đến hạn") or (
        "8 báo cáo tháng chưa nộp" in notice_text(found.tasks)
    )
    assert notice_text(()) == ""


def test_without_a_tray_nothing_happens(context, tmp_path, monkeypatch):
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    made = DailyNotice(context, last_day=None, remember=lambda day: None, parent=context)
    made.look()
    assert made.tray is None
    made.stop()


@pytest.mark.parametrize(("days", "behind"), [(-366, True), (-2, True), (0, None), (200, None), (366, False)])
def test_the_clock_is_held_against_the_journal(context, days, behind):
    newest = context.read(clock_doubt, now=datetime(1999, 1, 1, tzinfo=UTC)).newest
    doubt = context.read(clock_doubt, now=newest + timedelta(days=days))
    assert (doubt.behind if doubt else None) is behind


def test_a_clock_a_year_behind_is_told_in_the_message_bar(context, clock, notice):
    told = []
    context.told.connect(told.append)
    newest = context.read(clock_doubt, now=datetime(1999, 1, 1, tzinfo=UTC)).newest
    clock.now = newest - timedelta(days=366)
    notice.check_clock()
    (message,) = told
    assert message.wrong
    assert "Hãy chỉnh lại đồng hồ" in message.text
    doubt = context.read(clock_doubt, now=clock.now)
    assert message.text == clock_sentence(doubt, context.today())
