"""Where errors end: one sentence for a person, or a report without a value in it."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.domain.problem import Problem, ProblemCode
from app.errors import Cancelled, StorageError
from app.ui.crash_dialog import CrashDialog
from app.ui.errors import ErrorReporter, install_excepthook, report_text
from app.ui.widgets import MessageBar


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made).addWidget(MessageBar())
    made.resize(600, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def reporter(window: QWidget, monkeypatch: pytest.MonkeyPatch) -> ErrorReporter:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    return install_excepthook(lambda: window)


def _bar(window: QWidget) -> MessageBar:
    bar = window.findChild(MessageBar)
    assert isinstance(bar, MessageBar)
    return bar


def _crash(window: QWidget) -> CrashDialog | None:
    found = window.findChild(CrashDialog)
    return found if isinstance(found, CrashDialog) else None


def _fail(secret: str) -> None:
    raise ValueError(f"không đọc được {secret}")


def test_a_refusal_in_a_slot_is_one_sentence_in_the_window(
    qtbot: QtBot, window: QWidget, reporter: ErrorReporter
) -> None:
    button = QPushButton("Ghi", window)

    def refuse() -> None:
        raise StorageError("Ổ đĩa đã đầy. Hãy dọn bớt tệp.")

    button.clicked.connect(refuse)
    button.click()
    qtbot.waitUntil(lambda: _bar(window).text == "Ổ đĩa đã đầy. Hãy dọn bớt tệp.")
    assert _crash(window) is None


def test_a_problem_of_a_value_is_a_sentence_too(
    qtbot: QtBot, window: QWidget, reporter: ErrorReporter
) -> None:
    reporter.report(Problem(ProblemCode.NUMBER_UNREADABLE, given="abc"))
    assert "abc" in _bar(window).text


def test_without_a_window_a_sentence_gets_a_box(qtbot: QtBot) -> None:
    reporter = ErrorReporter(lambda: None)
    reporter.report(StorageError("Không mở được sổ."))
    box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible())
    assert box.text() == "Không mở được sổ."
    assert [button.text() for button in box.buttons()] == ["Đồng ý"]
    box.close()


def test_cancelled_work_says_nothing(window: QWidget, reporter: ErrorReporter) -> None:
    sys.excepthook(Cancelled, Cancelled(), None)
    assert _bar(window).text == ""
    assert _crash(window) is None


def test_anything_else_gives_a_report_without_values(
    qtbot: QtBot, window: QWidget, reporter: ErrorReporter, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "bansang"):
        QTimer.singleShot(0, lambda: _fail("Lò Văn A"))
        qtbot.waitUntil(lambda: _crash(window) is not None)
    dialog = _crash(window)
    assert dialog is not None
    text = dialog._report.toPlainText()
    for said in (text, caplog.text):
        assert "ValueError" in said
        assert "test_errors.py" in said
        assert "_fail" in said
        assert "Lò Văn A" not in said
    dialog.close()


def test_errors_in_threads_reach_the_window(qtbot: QtBot, window: QWidget, reporter: ErrorReporter) -> None:
    thread = threading.Thread(target=_fail, args=("x",))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: _crash(window) is not None)
    dialog = _crash(window)
    assert dialog is not None
    dialog.close()


def test_many_errors_share_one_dialog(qtbot: QtBot, window: QWidget, reporter: ErrorReporter) -> None:
    for _n in range(3):
        reporter.report(ValueError("x"))
    dialogs = window.findChildren(CrashDialog)
    assert len(dialogs) == 1
    assert dialogs[0]._report.toPlainText().count("ValueError") == 3
    dialogs[0].close()
    reporter.report(KeyError("y"))
    assert any(
        d.isVisible() and "KeyError" in d._report.toPlainText() for d in window.findChildren(CrashDialog)
    )
    for dialog in window.findChildren(CrashDialog):
        dialog.close()


def test_an_error_while_showing_an_error_is_only_logged(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> QWidget | None:
        raise RuntimeError("window is gone")

    reporter = ErrorReporter(broken)
    with caplog.at_level(logging.ERROR, "bansang"):
        reporter.report(ValueError("x"))
    assert "could not show an error" in caplog.text
    assert "RuntimeError" in caplog.text


def test_report_can_be_copied_and_saved(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = report_text(ValueError("x"))
    dialog = CrashDialog(report)
    qtbot.addWidget(dialog)
    buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
    assert set(buttons) == {"Sao chép", "Lưu nhật ký…", "Đóng"}
    buttons["Sao chép"].click()
    assert QGuiApplication.clipboard().text() == report
    target = tmp_path / "nhật ký.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    buttons["Lưu nhật ký…"].click()
    assert target.read_text(encoding="utf-8") == report
    assert report.startswith("Bản Sáng ")
