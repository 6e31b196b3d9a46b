"""The main job by hand, through the window: from the sample book to the dossier of bản Pút.

Every step is a click, a key or a drop on the widget a person would use; the book is looked at with fresh eyes
afterwards, through the command line and by reading the PDF.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from app.cli import main as run_command
from app.ui.application import make_window, open_first
from app.ui.forms import FormView
from app.ui.main_window import MainWindow
from app.ui.pages.evidence_outcome import OutcomeDialog
from app.ui.pages_index import page_entries
from app.ui.preferences import Preferences
from app.ui.tables import TablePanel
from app.ui.theme import Theme

NOW = datetime(2024, 4, 20, 3, 0, tzinfo=UTC)
HEIC = Path(__file__).parent.parent / "data" / "evidence"
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Documents and preferences of a person's own machine."""
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_DOCUMENTS_DIR"):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path


@pytest.fixture
def window(qtbot, qapp: QApplication, home: Path) -> Iterator[MainWindow]:
    preferences = Preferences(home / "ban-sang.ini")
    preferences.set_theme(Theme("light", 1.0))
    made = make_window(qapp, preferences, now=lambda: NOW)
    made.resize(1366, 738)
    open_first(made, None, sample=False)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
    made.deleteLater()


class Hand:
    """What a person's hand does."""

    def __init__(self, qtbot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window

    @property
    def page(self) -> QWidget:
        assert self.window.view is not None
        page = self.window.view.current_page
        assert page is not None
        return page

    def go(self, number: int) -> None:
        key = Qt.Key(Qt.Key.Key_0.value + number)
        QApplication.processEvents()  # no hand is faster than one turn of the event loop
        self.qtbot.keyClick(self.window.focusWidget() or self.window, key, CTRL)
        assert self.window.view is not None
        assert self.window.view.stack.currentWidget().isAncestorOf(self.page)
        numbered = [entry for entry in page_entries() if not entry.keys]
        shown = self.window.view.sidebar.currentIndex().row()
        assert page_entries()[shown] == numbered[number - 1]

    def press(self, name: str) -> None:
        button = self.window.findChild(QPushButton, name)
        assert button.isEnabled(), name
        self.qtbot.mouseClick(button, LEFT)

    def table(self, name: str) -> TablePanel:
        return self.page.findChild(TablePanel, name)

    def click_cell(self, table: TablePanel, row: int, column: str, keys: Qt.KeyboardModifier) -> None:
        index = table.model.index(row, table.model.column_number(column))
        table.view.scrollTo(index)
        self.qtbot.mouseClick(table.view.viewport(), LEFT, keys, table.view.visualRect(index).center())

    def form(self, name: str) -> FormView:
        return self.page.findChild(FormView, name)

    def type(self, form: FormView, field: str, text: str) -> None:
        """Clear the field, type, and leave it with Tab; long Vietnamese texts come as an input method gives them."""
        editor = form.editor(field)
        inner = editor if isinstance(editor, QLineEdit | QPlainTextEdit) else editor.findChild(QLineEdit)
        inner.setFocus()
        inner.selectAll()
        if text.isascii():
            self.qtbot.keyClicks(inner, text)
        else:
            inner.clear()
            inner.insert(text) if isinstance(inner, QLineEdit) else inner.insertPlainText(text)
        self.qtbot.keyClick(inner, Qt.Key.Key_Tab)

    def choose(self, form: FormView, field: str, text: str) -> None:
        """Arrow keys through a box until it shows what begins with `text`."""
        box = form.editor(field)
        assert isinstance(box, QComboBox)
        box.setFocus()
        self.qtbot.keyClick(box, Qt.Key.Key_Home)
        for _entry in range(box.count()):
            if box.currentText().startswith(text):
                return
            self.qtbot.keyClick(box, Qt.Key.Key_Down)
        raise AssertionError(f"{text} is not offered")

    def drop(self, target: QWidget, files: list[Path]) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        copy = Qt.DropAction.CopyAction
        none = Qt.KeyboardModifier.NoModifier
        at = target.rect().center()
        QApplication.sendEvent(target, QDragEnterEvent(QPoint(at), copy, mime, LEFT, none))
        QApplication.sendEvent(target, QDropEvent(QPointF(at), copy, mime, LEFT, none))
        self.qtbot.waitUntil(lambda: not self.window.tasks.busy, timeout=20_000)


@pytest.fixture
def hand(qtbot, window: MainWindow) -> Hand:
    return Hand(qtbot, window)


@pytest.fixture
def proofs(tmp_path: Path) -> list[Path]:
    """A photo, a scan, a phone's HEIC and a PDF of two pages."""
    photo, scan, paper = tmp_path / "Cổng chào.jpg", tmp_path / "Bảng BHYT.png", tmp_path / "Biên bản.pdf"
    Image.effect_noise((1200, 900), 60).convert("RGB").save(photo, "JPEG")
    Image.effect_noise((600, 800), 60).save(scan)
    writer = pypdf.PdfWriter()
    for _page in range(2):
        writer.add_blank_page(595, 842)
    writer.write(paper)
    return [photo, scan, paper, *sorted(HEIC.glob("*.heic"))[:1]]


def test_the_main_job(hand: Hand, window: MainWindow, home: Path, proofs: list[Path]) -> None:
    hand.press("sampleButton")
    assert window.view is not None
    folder = window.view.workspace.folder
    see_the_board(hand)
    assess(hand)
    assign(hand)
    report(hand)
    attach(hand, proofs)
    target = home / "Hồ sơ bản Pút.pdf"
    export(hand, target)
    window.close()
    look_from_outside(folder)
    read_the_dossier(target, proofs)


def see_the_board(hand: Hand) -> None:
    hand.go(2)
    table = hand.table("boardTable")
    texts = table.view.model()
    rows = [
        [texts.index(row, column).data() for column in range(texts.columnCount())]
        for row in range(texts.rowCount())
    ]
    assert [row[0] for row in rows] == ["Bản Pút", "Bản Tủm"]
    for row in rows:
        assert "13/16" in row
        assert "41/44" in row


def assess(hand: Hand) -> None:
    """Count 13.2, twice wrong and then right; say what lacks; take a claim back with Ctrl+Z."""
    hand.go(3)
    view = hand.window.view
    assert view is not None
    view.palette_list.open("13.2")
    field = hand.window.focusWidget()
    hand.qtbot.keyClick(field, Qt.Key.Key_Return)
    form = hand.page.findChild(FormView)
    hand.type(form, "part", "812")
    hand.type(form, "whole", "700")
    assert "lớn hơn tổng số" in form.errors()["whole"]
    hand.type(form, "whole", "963")
    assert form.errors() == {}
    assert "84,32 %" in str(form.values()["computed"])
    hand.type(form, "remaining", "55 người")
    radio = next(button for button in form.findChildren(QRadioButton) if button.text() == "Đạt")
    hand.qtbot.mouseClick(radio, LEFT, pos=QPoint(8, radio.height() // 2))
    assert unmet(hand) == ["1.2", "4.3"]
    hand.qtbot.keyClick(hand.page, Qt.Key.Key_Z, CTRL)
    assert unmet(hand) == ["1.2", "4.3", "13.2"]


def unmet(hand: Hand) -> list[str]:
    from app.services import boards

    assert hand.window.view is not None
    board = hand.window.view.workspace.read(boards.board, year=2024)
    row = next(row for row in board.rows if row.hamlet == "Bản Pút")
    return list(row.unmet)


def assign(hand: Hand) -> None:
    """Withdraw bản Pút's three orders, then give them anew as the plan says."""
    hand.go(4)
    table = hand.table("assignmentTable")
    assert [row.hamlet for row in table.shown_rows()[:3]] == ["Bản Pút"] * 3
    none = Qt.KeyboardModifier.NoModifier
    for place in range(3):
        hand.click_cell(table, place, "number", none if place == 0 else CTRL)
    hand.press("withdrawButton")
    assert [row.assignment_uid for row in table.shown_rows()[:3]] == [None] * 3
    hand.click_cell(table, 0, "number", none)
    hand.click_cell(table, 1, "number", CTRL)
    give(hand, "Công chức Địa chính xã (kinh tế", "BQL bản Pút, các ban ngành, các đoàn thể xã")
    hand.click_cell(table, 2, "number", none)
    give(hand, "Trạm y tế xã", "BQL bản Pút, các ban ngành")
    given = [
        (row.indicator.number, row.lead.partition(" (")[0], f"{row.due_before:%d/%m/%Y}")
        for row in table.shown_rows()[:3]
        if row.due_before
    ]
    assert given == [
        ("1.2", "Công chức Địa chính xã", "15/07/2024"),
        ("4.3", "Công chức Địa chính xã", "15/07/2024"),
        ("13.2", "Trạm y tế xã", "15/07/2024"),
    ]


def give(hand: Hand, lead: str, support: str) -> None:
    form = hand.form("assignForm")
    hand.choose(form, "lead_uid", lead)
    hand.type(form, "support", support)
    hand.type(form, "due_before", "15/7/2024")
    hand.press("assignButton")


def report(hand: Hand) -> None:
    """January in time, February three days late, an impossible date refused beside its field."""
    hand.go(5)
    grid = hand.table("reportGrid")
    form = hand.form("reportForm")
    hand.click_cell(grid, 0, "m1", Qt.KeyboardModifier.NoModifier)
    hand.type(form, "received_on", "12/01/2024")
    hand.type(form, "progress", "Đã họp bản, vận động làm cổng chào")
    hand.click_cell(grid, 0, "m2", Qt.KeyboardModifier.NoModifier)
    hand.type(form, "received_on", "31/02/2024")
    assert "Không có ngày 31/02/2024" in form.errors()["received_on"]
    hand.type(form, "received_on", "17/02/2024")
    assert form.errors() == {}


def attach(hand: Hand, proofs: list[Path]) -> None:
    """Drop four files onto indicator 13.2, one of them twice and a damaged one among them."""
    broken = proofs[0].with_name("hỏng.jpg")
    broken.write_bytes(proofs[0].read_bytes()[:5000])
    hand.go(3)
    assert hand.window.view is not None
    hand.window.view.palette_list.open("13.2")
    hand.qtbot.keyClick(hand.window.focusWidget(), Qt.Key.Key_Return)
    target = next(widget for widget in hand.page.findChildren(QWidget) if type(widget).__name__ == "Beside")
    while not target.acceptDrops():
        parent = target.parentWidget()
        assert parent is not None, "nothing takes a drop"
        target = parent
    hand.drop(target, [*proofs, broken, proofs[0]])
    refused: list[OutcomeDialog] = []
    hand.qtbot.waitUntil(lambda: bool(refused.extend(hand.window.findChildren(OutcomeDialog)) or refused))
    lines = [link.payload for link in refused[0].list.links()]
    assert lines == ["hỏng.jpg", proofs[0].name]  # refused first, then what the book had already
    hand.qtbot.keyClick(refused[0], Qt.Key.Key_Escape)
    hand.window.activateWindow()  # what a window manager does when a dialog closes
    hand.qtbot.waitUntil(hand.window.isActiveWindow)


def export(hand: Hand, target: Path) -> None:
    """As a draft: the sample has errors that stand against a final version."""
    hand.go(7)
    hand.press("previewButton")
    hand.qtbot.waitUntil(lambda: not hand.window.tasks.busy, timeout=30_000)
    hand.press("saveDraftButton")
    dialog = hand.window.findChild(QFileDialog)
    dialog.selectFile(str(target))
    dialog.accept()
    hand.qtbot.waitUntil(lambda: target.exists() and not hand.window.tasks.busy, timeout=30_000)


def look_from_outside(folder: Path, run: Callable[[list[str]], int] = run_command) -> None:
    import contextlib
    import io

    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        assert run(["status", str(folder), "--json", "--today", "20/04/2024"]) == 0
    put = json.loads(printed.getvalue())["hamlets"][0]
    assert (put["criteria_met"], put["indicators_met"], put["unmet"]) == (13, 41, ["1.2", "4.3", "13.2"])
    assert put["reports"] == {
        "expected": 12,
        "on_time": 1,
        "late": 1,
        "missing": 2,
        "not_yet_due": 8,
        "exempt": 0,
    }
    stored = [path for path in (folder / "minh-chung").rglob("*") if path.is_file()]
    assert len(stored) == 4


def read_the_dossier(target: Path, proofs: list[Path]) -> None:
    reader = pypdf.PdfReader(target)
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for expected in (
        "13/16 tiêu chí",
        "41/44 chỉ tiêu",
        "812 / 963 người = 84,32 %",
        "Trạm y tế xã",
        "55 người",
        "MC04",
    ):
        assert expected in text, expected
    assert "trang 2/2" in text
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert len(titles) >= 6
    assert len(proofs) == 4
