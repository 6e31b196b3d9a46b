"""First start through the dialog: typing, pasting, sentences beside the fields, and a book at the end."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton, QWidget

from app.services import places, plans
from app.services.workspace import open_book
from app.ui.dialogs.new_book import NewBookDialog


def now() -> datetime:
    return datetime(2026, 4, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def dialog(qtbot, tmp_path: Path) -> NewBookDialog:
    dialog = NewBookDialog(now=now, documents=tmp_path)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def type_text(widget: QWidget, text: str) -> None:
    """As an input method commits it: keyClicks takes no Vietnamese."""
    widget.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def press_found(dialog: NewBookDialog, qtbot) -> None:
    qtbot.mouseClick(dialog.findChild(QPushButton, "foundButton"), Qt.MouseButton.LeftButton)


def test_two_answers_make_a_book(dialog, qtbot, tmp_path):
    type_text(dialog.place.editor("commune"), "Yên Châu")
    type_text(dialog.hamlets.editor("hamlets"), "Bản Pút\nBản Tủm")
    assert dialog._counted.text() == "2 bản."
    press_found(dialog, qtbot)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.folder is not None
    assert dialog.folder.parent == tmp_path
    book = open_book(dialog.folder, now=now)
    assert book.read(places.book_info).commune == "xã Yên Châu"
    assert book.read(plans.years) == [2026]
    assert [row.name for row in book.read(places.hamlets)] == ["Bản Pút", "Bản Tủm"]
    book.close()


def test_the_folder_is_named_for_the_commune_until_somebody_names_it(dialog, tmp_path):
    folder = dialog.store.editor("folder")
    assert folder.text() == str(tmp_path / "Sổ mới")
    type_text(dialog.place.editor("commune"), "xã Yên Châu")
    assert folder.text() == str(tmp_path / "Sổ xã Yên Châu")
    (tmp_path / "Sổ xã Yên Châu A").mkdir()
    type_text(dialog.place.editor("commune"), " A")
    assert folder.text() == str(tmp_path / "Sổ xã Yên Châu A 2")
    folder.setFocus()
    folder.selectAll()
    type_text(folder, str(tmp_path / "riêng"))
    type_text(dialog.place.editor("commune"), "B")
    assert folder.text() == str(tmp_path / "riêng")


def test_the_day_follows_the_year_until_somebody_types_it(dialog, qtbot):
    year, day = dialog.time.editor("year"), dialog.time.editor("held_on")
    assert (year.text(), day.text()) == ("2026", "31/12/2025")
    retype(year, "2024", qtbot)
    assert day.text() == "31/12/2023"
    retype(year, "2027", qtbot)
    assert day.text() == "20/04/2026", "a day that has not come cannot be reviewed"
    retype(day, "5/1/2026", qtbot)
    retype(year, "2025", qtbot)
    assert day.text() == "05/01/2026"


def retype(line: QWidget, text: str, qtbot) -> None:
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Tab)


def test_a_set_that_has_run_out_is_said_so(dialog, qtbot):
    hint = dialog.time.editor("set_file").accessibleDescription
    assert "Hiệu lực đến 31/12/2025" in hint()
    assert "sổ tạm theo bộ này" in hint()
    retype(dialog.time.editor("year"), "2024", qtbot)
    assert "sổ tạm theo bộ này" not in hint()


def test_empty_answers_are_named_beside_their_fields(dialog, qtbot, tmp_path):
    press_found(dialog, qtbot)
    assert "commune" in dialog.place.errors()
    assert "hamlets" in dialog.hamlets.errors()
    assert dialog.isVisible()
    assert dialog.folder is None
    assert list(tmp_path.iterdir()) == []


def test_a_hamlet_that_stands_twice_is_named_and_can_be_mended(dialog, qtbot):
    type_text(dialog.place.editor("commune"), "xã Yên Châu")
    hamlets = dialog.hamlets.editor("hamlets")
    type_text(hamlets, "Bản Pút\nBản Tủm\nbản pút")
    press_found(dialog, qtbot)
    assert "có hai lần" in dialog.hamlets.errors()["hamlets"]
    assert hamlets.hasFocus() or dialog.focusWidget() is hamlets
    hamlets.setPlainText("Bản Pút\nBản Tủm")
    press_found(dialog, qtbot)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_a_folder_that_takes_nothing_is_said_beside_it(dialog, qtbot, tmp_path):
    (tmp_path / "tệp").write_text("x")
    type_text(dialog.place.editor("commune"), "xã Yên Châu")
    type_text(dialog.hamlets.editor("hamlets"), "Bản Pút")
    folder = dialog.store.editor("folder")
    folder.clear()
    type_text(folder, str(tmp_path / "tệp" / "sổ"))
    press_found(dialog, qtbot)
    assert dialog.store.errors()["folder"].endswith(".")
    assert dialog.folder is None
    assert [path.name for path in tmp_path.iterdir()] == ["tệp"]
    folder.clear()
    type_text(folder, str(tmp_path / "sổ"))
    press_found(dialog, qtbot)
    assert dialog.folder == tmp_path / "sổ"


def test_another_place_keeps_the_name_of_the_commune(dialog, qtbot, tmp_path):
    (tmp_path / "usb").mkdir()
    type_text(dialog.place.editor("commune"), "xã Yên Châu")
    qtbot.mouseClick(dialog.findChild(QPushButton, "folderButton"), Qt.MouseButton.LeftButton)
    chooser = dialog.findChild(QFileDialog)
    chooser.fileSelected.emit(str(tmp_path / "usb"))
    chooser.close()
    assert dialog.store.editor("folder").text() == str(tmp_path / "usb" / "Sổ xã Yên Châu")


def test_cancel_makes_nothing(dialog, qtbot, tmp_path):
    type_text(dialog.place.editor("commune"), "xã Yên Châu")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert dialog.folder is None
    assert list(tmp_path.iterdir()) == []


def test_the_answers_arrive_as_typed(dialog, qtbot):
    type_text(dialog.place.editor("district"), "Yên Châu")
    type_text(dialog.place.editor("commune"), "phường Chiềng An")
    type_text(dialog.hamlets.editor("hamlets"), "STT\tTên bản\n1\tBản Pút")
    assert all(form.check() for form in dialog._forms)
    founding, _folder = dialog._answers()
    assert (founding.district, founding.commune) == ("huyện Yên Châu", "phường Chiềng An")
    assert (founding.hamlets, founding.held_on) == (("Bản Pút",), date(2025, 12, 31))
