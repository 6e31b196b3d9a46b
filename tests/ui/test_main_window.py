"""The window around the pages: opening and leaving books, going about by keyboard, undo, search, menu."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QMessageBox, QPushButton, QWidget

from app.domain.verdict import Verdict
from app.errors import StorageError
from app.services import assessments, places, plans
from app.services.workspace import open_book
from app.ui.application import make_window, open_first
from app.ui.book_lock import lock_book
from app.ui.book_view import BookView
from app.ui.forms import FormView
from app.ui.main_window import MainWindow
from app.ui.preferences import Preferences
from app.ui.theme import Theme

ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2024, 4, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def folder(sample_folder: Path, tmp_path: Path) -> Path:
    shutil.copytree(sample_folder, tmp_path / "Sổ Chiềng Khoi")
    return tmp_path / "Sổ Chiềng Khoi"


@pytest.fixture
def make(qtbot, qapp, tmp_path: Path) -> Iterator[Callable[[], MainWindow]]:
    windows: list[MainWindow] = []

    def new() -> MainWindow:
        preferences = Preferences(tmp_path / "ban-sang.ini")
        preferences.set_theme(Theme("light", 1.0))
        window = make_window(qapp, preferences)
        windows.append(window)
        window.resize(1366, 738)
        window.show()
        return window

    yield new
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(qtbot, make: Callable[[], MainWindow], folder: Path) -> MainWindow:
    opened = make()
    opened.open_path(folder)
    activate(qtbot, opened)
    return opened


def activate(qtbot, window: MainWindow) -> None:
    """Shortcuts belong to the active window."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def record(window: MainWindow, number: str, **values: object) -> None:
    assert window.view is not None
    workspace = window.view.workspace
    put = workspace.read(places.find_hamlet, name="put")
    round_uid = workspace.read(assessments.rounds_of, hamlet_uid=put.uid)[0].uid
    rows = workspace.read(assessments.sheet, round_uid=round_uid).rows
    row = next(row for row in rows if row.indicator.number == number)
    workspace.write(assessments.record, assessment_uid=row.uid, values=values)


def claim(window: MainWindow, number: str) -> Verdict | None:
    assert window.view is not None
    workspace = window.view.workspace
    put = workspace.read(places.find_hamlet, name="put")
    round_uid = workspace.read(assessments.rounds_of, hamlet_uid=put.uid)[0].uid
    rows = workspace.read(assessments.sheet, round_uid=round_uid).rows
    return next(row.claimed for row in rows if row.indicator.number == number)


def press(qtbot, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(window.focusWidget() or window, key, modifier)


CTRL = Qt.KeyboardModifier.ControlModifier


def test_every_page_comes_with_its_number_key(qtbot, window: MainWindow) -> None:
    assert window.view is not None
    shown = []
    for number in range(7):
        press(qtbot, window, Qt.Key(Qt.Key.Key_1.value + number), CTRL)
        shown.append(window.view.place().page)
        assert window.view.sidebar.current == shown[-1]
    assert shown == ["today", "board", "assessment", "assignments", "reports", "evidence", "dossier"]
    press(qtbot, window, Qt.Key.Key_T, CTRL)
    assert window.view.place().page == "appraisal"


def test_escape_goes_back_to_where_one_came_from(qtbot, window: MainWindow) -> None:
    view = window.view
    assert view is not None
    view.go("board")
    view.go("dossier")
    press(qtbot, window, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert view.place().page == "board"
    press(qtbot, window, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert view.place().page == "today"


def test_ctrl_z_and_ctrl_y_go_through_the_journal(qtbot, window: MainWindow) -> None:
    view = window.view
    assert view is not None
    assert not view.header.undo.isEnabled()
    record(window, "1.2", claimed=Verdict.MET)
    assert view.header.undo.isEnabled()
    assert "ghi tự đánh giá" in view.header.undo.toolTip()
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert claim(window, "1.2") is Verdict.UNMET
    assert "Đã hoàn tác" in view.messages.text
    press(qtbot, window, Qt.Key.Key_Y, CTRL)
    assert claim(window, "1.2") is Verdict.MET


def test_ctrl_z_in_a_field_takes_back_typing_first_then_the_book(qtbot, window: MainWindow) -> None:
    view = window.view
    assert view is not None
    record(window, "1.2", claimed=Verdict.MET)
    field = QLineEdit(view)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "ab")
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert field.text() == ""
    assert claim(window, "1.2") is Verdict.MET
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert claim(window, "1.2") is Verdict.UNMET


def test_search_finds_without_marks_and_goes_there(qtbot, window: MainWindow) -> None:
    view = window.view
    assert view is not None
    press(qtbot, window, Qt.Key.Key_K, CTRL)
    assert view.palette_list.isVisible()
    field = window.focusWidget()
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "ban tum")
    qtbot.waitUntil(lambda: view.palette_list.titles() == ["Bản Tủm"], timeout=2000)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not view.palette_list.isVisible()
    tum = view.workspace.read(places.find_hamlet, name="Bản Tủm")
    assert view.place().page == "assessment"
    assert view.place().detail["hamlet_uid"] == tum.uid


def test_commands_are_found_too(window: MainWindow) -> None:
    assert window.view is not None
    texts = [command.text for command in window.view.commands()]
    assert "Hồ sơ" in texts
    assert "Mở sổ khác…" in texts


def test_the_book_opens_where_it_was_left(make: Callable[[], MainWindow], folder: Path) -> None:
    first = make()
    first.open_path(folder)
    assert first.view is not None
    first.view.go("reports")
    first.close()
    second = make()
    open_first(second, None, sample=False)
    assert second.view is not None
    assert second.view.place().page == "reports"


def test_a_second_window_on_a_book_is_refused_with_a_sentence(
    window: MainWindow, make: Callable[[], MainWindow], folder: Path
) -> None:
    other = make()
    with pytest.raises(StorageError, match="cửa sổ khác"):
        other.open_path(folder)
    assert other.view is None
    window.close()
    other.open_path(folder)
    assert other.view is not None


def test_a_lock_left_by_a_killed_program_is_taken_over(folder: Path) -> None:
    code = (
        "import sys, os; from pathlib import Path; from app.ui.book_lock import lock_book; "
        "lock = lock_book(Path(sys.argv[1])); os.kill(os.getpid(), 9)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code, str(folder)], env=environment, check=False, timeout=60)
    assert (folder / ".dang-mo").exists()
    lock_book(folder).unlock()


def test_text_size_and_darkness_change_at_once_and_are_remembered(
    window: MainWindow, qapp: QApplication, tmp_path: Path
) -> None:
    before = qapp.font().pointSizeF()
    menu = window.findChild(QMenu)
    assert menu is not None
    menu.aboutToShow.emit()
    titles = [action.text() for action in menu.actions()]
    assert {"Giao diện", "Cỡ chữ", "Ngôn ngữ", "Giới thiệu"} <= set(titles)
    choose(menu, "Cỡ chữ", "150 %")
    assert qapp.font().pointSizeF() == pytest.approx(before * 1.5)
    choose(menu, "Giao diện", "Tối")
    assert qapp.palette().window().color().lightness() < 100
    assert Preferences(tmp_path / "ban-sang.ini").theme() == Theme("dark", 1.5)


def choose(menu: QMenu, submenu: str, text: str) -> None:
    menu.aboutToShow.emit()
    inner = next(action.menu() for action in menu.actions() if action.text() == submenu)
    assert isinstance(inner, QMenu)
    next(action for action in inner.actions() if action.text() == text).trigger()


def test_closing_with_a_wrong_field_asks_first(
    qtbot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = window.view
    assert view is not None
    page = view.current_page
    assert page is not None
    monkeypatch.setattr(page, "commit_pending", lambda: False)
    asked: list[str] = []

    def answer(_parent: object, _title: str, question: str) -> QMessageBox.StandardButton:
        asked.append(question)
        return QMessageBox.StandardButton.No if len(asked) == 1 else QMessageBox.StandardButton.Yes

    monkeypatch.setattr(QMessageBox, "question", answer)
    assert not window.close()
    assert window.view is view
    assert window.close()
    assert len(asked) == 2


def test_leaving_a_wrong_field_keeps_the_page(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    view = window.view
    assert view is not None
    page = view.current_page
    monkeypatch.setattr(page, "commit_pending", lambda: False)
    view.go("board")
    assert view.place().page == "today"
    assert view.sidebar.current == "today"
    monkeypatch.undo()


@pytest.fixture
def two_years(window: MainWindow) -> BookView:
    view = window.view
    assert view is not None
    set_uid = view.workspace.read(plans.plan_of_year, year=2024).set_uid
    view.workspace.write(
        plans.create_plan, year=2025, set_uid=set_uid, facts=plans.PlanFacts("Kế hoạch 2025")
    )
    return view


def choose_year(view: BookView, year: int) -> None:
    box = view.header.years
    box.setCurrentIndex(box.findData(year))
    box.activated.emit(box.currentIndex())


def test_the_header_names_the_year_that_escape_leads_back_to(two_years: BookView) -> None:
    view = two_years
    view.go("board")
    choose_year(view, 2025)
    assert (view.context.year, view.header.years.currentText()) == (2025, "2025")
    view.back()
    assert (view.context.year, view.header.years.currentText()) == (2024, "2024")


def test_a_wrong_field_keeps_the_year(two_years: BookView, monkeypatch: pytest.MonkeyPatch) -> None:
    view = two_years
    monkeypatch.setattr(view.current_page, "commit_pending", lambda: False)
    choose_year(view, 2025)
    assert (view.context.year, view.header.years.currentText()) == (2024, "2024")
    monkeypatch.undo()


def test_a_button_disabled_by_its_own_work_leaves_the_keyboard_on_the_page(qtbot, window: MainWindow) -> None:
    view = window.view
    assert view is not None
    view.go("assignments")
    page = view.current_page
    assert page is not None
    press(qtbot, window, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    button = page.findChild(QPushButton, "withdrawButton")
    assert button is not None
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert not button.isEnabled()
    assert page.isAncestorOf(window.focusWidget())


def test_changes_for_many_rows_wait_while_one_looks_at_another_page(qtbot, window: MainWindow) -> None:
    view = window.view
    assert view is not None
    view.go("assignments")
    page = view.current_page
    assert page is not None
    press(qtbot, window, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    form = page.findChild(FormView, "assignForm")
    assert form is not None
    form.focus_field("support")
    qtbot.keyClicks(form.editor("support"), "BQL")
    view.go("reports")
    view.back()
    editor = form.editor("support")
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "BQL"


def test_a_change_elsewhere_reaches_the_page_that_is_shown(window: MainWindow) -> None:
    view = window.view
    assert view is not None
    view.go("today")
    asked: list[str] = []
    page = view.current_page
    assert page is not None
    refresh = page.refresh
    page.refresh = lambda: (asked.append("today"), refresh())[1]  # type: ignore[method-assign]
    record(window, "1.2", claimed=Verdict.MET)
    assert asked == ["today"]


def test_a_file_that_is_no_book_leaves_the_open_book_open(window: MainWindow, tmp_path: Path) -> None:
    view = window.view
    (tmp_path / "khac").mkdir()
    (tmp_path / "khac" / "so.sqlite3").write_bytes(b"hello")
    with pytest.raises(StorageError):
        window.open_path(tmp_path / "khac")
    assert window.view is view


def test_english_is_a_whole_second_language(window: MainWindow) -> None:
    window.language_chosen.emit("en")
    assert window.view is not None
    titles = [command.text for command in window.view.commands()[:7]]
    assert titles[0] == "Today"
    window.language_chosen.emit("vi")
    assert [command.text for command in window.view.commands()[:7]][0] == "Hôm nay"


def test_the_window_works_on_a_book_opened_by_the_command_line(window: MainWindow, folder: Path) -> None:
    """Reading beside the window is allowed: WAL lets `bansang status` look on."""
    beside = open_book(folder)
    assert len(beside.read(places.hamlets)) == 2
    beside.close()


class StrayWindows(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_no_part_of_a_page_flashes_as_a_window(
    qapp: QApplication, make: Callable[[], MainWindow], folder: Path
) -> None:
    """A widget shown before it has a parent is a window for a moment: it flashes and takes the keyboard away."""
    watcher = StrayWindows()
    window = make()
    qapp.installEventFilter(watcher)
    window.show_welcome()
    window.open_path(folder)
    assert window.view is not None
    for key in ("board", "assessment", "assignments", "reports", "evidence", "dossier"):
        window.view.go(key)
    qapp.removeEventFilter(watcher)
    assert watcher.seen == []
