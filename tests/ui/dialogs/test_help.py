"""Help pages: one for every screen, readable in both themes, with links that lead somewhere."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from app.domain.text import nfc
from app.ui.dialogs.help import KEYS, SIGNING, HelpDialog, help_file, show_help
from app.ui.pages_index import page_entries
from app.ui.theme import Theme

PAGES = [entry.key for entry in page_entries()] + [SIGNING, KEYS]


@pytest.fixture
def window(qtbot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.mark.parametrize("key", PAGES)
def test_every_screen_has_its_page(key):
    text = help_file(key).read_text("utf-8")
    assert text == nfc(text)
    assert text.startswith("# ")
    assert 400 < len(text) < 2600, "half a page"
    assert key in (SIGNING, KEYS) or "## Ba việc thường làm" in text


@pytest.mark.parametrize("key", PAGES)
def test_links_lead_to_pages_that_exist(key):
    for name in re.findall(r"\]\(([^)]+)\)", help_file(key).read_text("utf-8")):
        assert name.removesuffix(".md") in PAGES


@pytest.mark.parametrize("key", PAGES)
def test_the_title_is_the_name_in_the_sidebar(key):
    titles = {entry.key: entry.title for entry in page_entries()}
    first = help_file(key).read_text("utf-8").splitlines()[0]
    assert first == f"# {({SIGNING: 'Ký số', KEYS: 'Phím tắt'} | titles)[key]}"


def test_help_opens_at_the_screen_and_stays_one_dialog(window):
    show_help(window, "dossier")
    dialog = window.findChild(HelpDialog)
    assert dialog.page_key == "dossier"
    assert "Ba việc thường làm" in dialog.text.toPlainText()
    show_help(window, "board")
    assert len(window.findChildren(HelpDialog)) == 1
    assert dialog.page_key == "board"
    assert dialog.subjects.currentIndex().data() == "Tổng quan"


def test_an_unknown_page_shows_the_keys(window):
    show_help(window, "nothing-like-this")
    assert window.findChild(HelpDialog).page_key == KEYS


def test_links_and_subjects_turn_pages(window, qtbot):
    show_help(window, "board")
    dialog = window.findChild(HelpDialog)
    dialog.text.setFocus()
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Return):  # the second link
        qtbot.keyClick(dialog.text, key)
    assert dialog.page_key == KEYS
    assert dialog.subjects.currentIndex().data() == "Phím tắt"
    dialog.subjects.setFocus()
    dialog.subjects.setCurrentIndex(dialog.subjects.model().index(0, 0))
    qtbot.keyClick(dialog.subjects, Qt.Key.Key_Return)
    assert dialog.page_key == "today"


def test_escape_closes(window, qtbot):
    show_help(window, "today")
    dialog = window.findChild(HelpDialog)
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_letters_stand_out_from_the_ground(window, dress, mode):
    dress(Theme(mode))
    show_help(window, "keys")
    palette = window.findChild(HelpDialog).text.palette()
    base, text = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
    assert contrast(base, text) >= 7
    assert contrast(base, palette.color(QPalette.ColorRole.Link)) >= 4.5


def contrast(first: QColor, second: QColor) -> float:
    def luminance(colour: QColor) -> float:
        parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
