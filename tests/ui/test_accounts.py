"""Names in the window: asked when the book opens, shown in the header, and what is closed is grey."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.rights import AccountKind
from app.services import accounts, history, people, places
from app.services.workspace import open_book
from app.ui.application import make_window
from app.ui.book_view import BookView
from app.ui.dialogs.account_forms import AccountDialog
from app.ui.dialogs.account_list import AccountsDialog
from app.ui.dialogs.account_sign_in import SignInDialog
from app.ui.forms import FormView
from app.ui.main_window import MainWindow
from app.ui.preferences import Preferences
from app.ui.theme import Theme

NOW = datetime(2024, 4, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def folder(sample_folder: Path, tmp_path: Path) -> Path:
    shutil.copytree(sample_folder, tmp_path / "so")
    return tmp_path / "so"


@pytest.fixture
def window(qtbot, qapp, tmp_path: Path) -> Iterator[MainWindow]:
    preferences = Preferences(tmp_path / "ban-sang.ini")
    preferences.set_theme(Theme("light", 1.0))
    made = make_window(qapp, preferences, now=lambda: NOW)
    made.resize(1366, 738)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def share(folder: Path) -> None:
    book = open_book(folder, now=lambda: NOW)
    keeper = book.write(accounts.add, name="Hà Văn Long", kind=AccountKind.CADASTRAL)
    put = book.read(places.find_hamlet, name="put").uid
    book.write(accounts.add, name="Lò Văn Pán", kind=AccountKind.HAMLET_BOARD, hamlet_uid=put)
    book.write(people.add, name="Cầm Văn Bun")
    book.write(accounts.set_pin, account_uid=keeper, pin="2468")
    book.close()


def view_of(window: MainWindow) -> BookView:
    assert window.view is not None
    return window.view


def dialog(qtbot, window: MainWindow, kind: type[QWidget]) -> QWidget:
    found: list[QWidget] = []

    def there() -> bool:
        found[:] = [widget for widget in window.findChildren(kind) if widget.isVisible()]
        return bool(found)

    qtbot.waitUntil(there)
    return found[0]


def test_a_book_without_accounts_asks_nothing(qtbot, window: MainWindow, folder: Path) -> None:
    window.open_path(folder)
    qtbot.wait(10)
    assert not window.findChildren(SignInDialog)
    assert not view_of(window).header.worker.isVisible()


def test_opening_asks_for_a_name_and_its_pin(qtbot, window: MainWindow, folder: Path) -> None:
    share(folder)
    window.open_path(folder)
    asked = dialog(qtbot, window, SignInDialog)
    assert isinstance(asked, SignInDialog)
    assert view_of(window).workspace.actor.kind is AccountKind.VIEWER
    assert asked.pin.isVisible()
    asked.pin.setText("1111")
    asked.accept()
    assert asked.isVisible()
    assert "chưa đúng" in asked._wrong.text()
    asked.pin.setText("2468")
    asked.accept()
    assert view_of(window).header.worker.text() == "Hà Văn Long · Địa chính"
    assert view_of(window).workspace.who == "Hà Văn Long"


def test_what_a_hamlet_board_may_not_do_is_grey_and_says_why(qtbot, window: MainWindow, folder: Path) -> None:
    share(folder)
    window.open_path(folder)
    view = view_of(window)
    door = view.at_work.door
    door.sign_in(next(row.uid for row in door.choices() if row.name == "Lò Văn Pán"))
    view.at_work._changed()
    view.go("catalogue", {"panel": "people"})
    page = view.current_page
    assert page is not None
    page.show_place({"person_uid": view.workspace.read(people.people)[0].uid})
    form = page.findChild(FormView, "personForm")
    add = page.findChild(QPushButton, "addPersonButton") or page.findChild(QWidget, "addPersonButton")
    assert form is not None
    assert add is not None
    view.context.changed.emit()
    assert not form.isEnabled()
    assert not add.isEnabled()
    assert "không có quyền sửa danh mục" in add.toolTip()
    add.setEnabled(True)  # as pages do when a row is chosen
    assert not add.isEnabled()
    keeper = next(row.uid for row in door.choices() if row.has_pin)
    door.sign_in(keeper, "2468")
    view.at_work._changed()
    assert form.isEnabled()
    assert add.isEnabled()


def test_the_first_account_is_whoever_enters_it_and_undo_gives_the_book_back(
    qtbot, window: MainWindow, folder: Path
) -> None:
    window.open_path(folder)
    view = view_of(window)
    view.at_work.manage()
    shown = dialog(qtbot, window, AccountsDialog)
    assert isinstance(shown, AccountsDialog)
    shown.add()
    form = dialog(qtbot, window, AccountDialog)
    assert isinstance(form, AccountDialog)
    form.form.set_values({"name": "Hà Văn Long"})
    form.form.editor("name").setText("Hà Văn Long")  # type: ignore[attr-defined]
    form.form.editor("name").textEdited.emit("Hà Văn Long")  # type: ignore[attr-defined]
    form.accept()
    assert [row.name for row in view.workspace.read(accounts.accounts)] == ["Hà Văn Long"]
    assert view.header.worker.text() == "Hà Văn Long · Địa chính"
    shown.reject()
    history.undo(view.workspace)
    assert not view.header.worker.isVisible()
    view.workspace.write(people.add, name="Lò Văn A")


def test_each_field_of_the_sheet_and_the_proofs_follow_the_account(
    qtbot, window: MainWindow, folder: Path
) -> None:
    share(folder)
    window.open_path(folder)
    view = view_of(window)
    door = view.at_work.door
    view.go("evidence")  # nobody has chosen a name: a viewer
    page = view.current_page
    assert page is not None
    for name in ("addProofButton", "addProofFolderButton", "maskProofButton", "linkProofButton"):
        button = page.findChild(QPushButton, name)
        assert button is not None
        assert not button.isEnabled(), name
    door.sign_in(next(row.uid for row in door.choices() if row.name == "Lò Văn Pán"))
    view.at_work._changed()
    adding = page.findChild(QPushButton, "addProofButton")
    assert adding is not None
    assert adding.isEnabled()
    view.go("assessment", {"hamlet_uid": view.workspace.read(places.find_hamlet, name="put").uid})
    assert view.current_page is not None
    sheet = view.current_page.findChild(FormView, "sheetForm")
    assert sheet is not None
    open_to = {
        name: sheet.field_widget(name).isEnabled()
        for name in ("claimed", "explanation", "opinion", "concluded")
    }
    assert open_to == {"claimed": True, "explanation": True, "opinion": False, "concluded": False}
