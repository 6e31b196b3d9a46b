"""The page without a book: what its buttons ask of the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton

from app.ui.enter_key import EnterKey
from app.ui.pages.welcome import WelcomePage
from app.ui.widgets import LinkList

RECENT = [Path("/home/xa/Sổ xã Chiềng Khoi"), Path("/media/usb/Sổ xã Yên Châu")]


@pytest.fixture
def page(themed_app, qtbot) -> Iterator[WelcomePage]:
    menu = QMenu()
    page = WelcomePage(RECENT, menu)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    with qtbot.waitExposed(page):
        page.show()
    yield page
    menu.deleteLater()


def button(page: WelcomePage, name: str) -> QPushButton:
    return page.findChild(QPushButton, name)


def test_a_new_book_is_one_key_away(page, qtbot):
    page.activateWindow()
    page.setFocus()
    qtbot.waitUntil(button(page, "newBookButton").hasFocus)
    with qtbot.waitSignal(page.new_wanted):
        qtbot.keyClick(button(page, "newBookButton"), Qt.Key.Key_Space)


def test_enter_presses_a_button_and_f1_helps(page, qtbot, qapp):
    EnterKey(qapp)
    page.activateWindow()
    page.setFocus()
    qtbot.waitUntil(button(page, "newBookButton").hasFocus)
    page.sample_button.setFocus()
    with qtbot.waitSignal(page.sample_wanted):
        qtbot.keyClick(page.sample_button, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.help_wanted):
        qtbot.keyClick(page, Qt.Key.Key_F1)


def test_letters_can_be_enlarged_before_the_first_book(page):
    assert page.menu.menu() is not None
    chain, at = [], button(page, "newBookButton")
    while at not in chain:
        chain.append(at)
        at = at.nextInFocusChain()
    assert chain.index(page.recent) < chain.index(page.menu)  # the eye begins with the books


def test_the_sample_and_a_book_of_ones_own(page, qtbot):
    with qtbot.waitSignal(page.sample_wanted):
        qtbot.mouseClick(button(page, "sampleButton"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.open_wanted) as asked:
        qtbot.mouseClick(button(page, "openBookButton"), Qt.MouseButton.LeftButton)
    assert asked.args == [None]


def test_a_recent_book_is_opened_by_its_folder(page, qtbot):
    books = page.findChild(LinkList, "recentBooks")
    assert [link.text for link in books.links()] == ["Sổ xã Chiềng Khoi", "Sổ xã Yên Châu"]
    books.setFocus()
    qtbot.keyClick(books, Qt.Key.Key_Down)
    qtbot.keyClick(books, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.open_wanted) as asked:
        qtbot.keyClick(books, Qt.Key.Key_Return)
    assert asked.args == [RECENT[1]]


def test_without_recent_books_no_list_is_shown(themed_app, qtbot):
    page = WelcomePage([], QMenu())
    qtbot.addWidget(page)
    assert page.findChild(LinkList) is None


def test_buttons_say_what_they_do(page):
    for name in ("newBookButton", "sampleButton", "openBookButton"):
        assert button(page, name).accessibleDescription().endswith(".")
