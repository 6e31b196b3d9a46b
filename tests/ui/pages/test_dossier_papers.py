"""The paper in hand on Hồ sơ: attached by button and by drop, explained, numbered, written out; rights; undo."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton

from app.domain.rights import AccountKind, Actor
from app.services import history
from app.services.dossier_papers import PaperState
from app.services.dossier_versions import version_rows
from app.ui.context import Context
from app.ui.dialogs.form_dialog import FormDialog
from app.ui.pages.dossier_work import DossierWork
from tests.integration.dossier_ready import export, make_ready, put
from tests.integration.test_dossier_signed import sign


@pytest.fixture
def page(context: Context, qtbot) -> DossierWork:
    shown = DossierWork(context)
    context.changed.connect(shown.refresh)
    qtbot.addWidget(shown)
    shown.resize(1150, 700)
    shown.refresh()
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    path = tmp_path / "Biên bản đã ký.pdf"
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(path)
    return path


def choose(page: DossierWork, title: str, qtbot) -> None:
    """As by keyboard: arrows to the line, Enter."""
    at = next(at for at, part in enumerate(page.parts.parts()) if part.title == title)
    page.parts.setFocus()
    page.parts.setCurrentIndex(page.parts.model().index(at, 0))
    qtbot.keyClick(page.parts, Qt.Key.Key_Return)


def state(page: DossierWork, title: str) -> PaperState:
    return next(part.paper.state for part in page.parts.parts() if part.title == title)


def enter(dialog, field: str, text: str, qtbot) -> None:
    """As typed over what stands there."""
    editor = dialog.form.editor(field)
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)


MINUTES = "Biên bản họp bản"
COUNCIL = "Biên bản họp hội đồng thẩm định"


def shown_buttons(page: DossierWork) -> list[str]:
    return [one.text() for one in page.paper.findChildren(QPushButton) if one.isVisible()]


def test_what_can_be_done_opens_below_without_hiding_the_chosen_line(page, qtbot) -> None:
    assert not page.paper.isVisible()
    room = page.parts.viewport().height()
    at = next(
        at for at, part in enumerate(page.parts.parts()) if part.title == "Biên bản họp hội đồng thẩm định"
    )
    index = page.parts.model().index(at, 0)
    page.parts.setCurrentIndex(index)
    qtbot.waitUntil(lambda: page.parts.viewport().height() < room)
    assert page.parts.viewport().rect().contains(page.parts.visualRect(index))


def test_a_paper_shows_what_can_be_done_with_it(page, qtbot):
    assert not page.paper.isVisible()
    choose(page, COUNCIL, qtbot)
    assert page.paper.isVisible()
    assert page.paper.mend_button.hasFocus()
    assert shown_buttons(page) == ["Tới chỗ sửa", "Gắn tệp…", "Giải trình…", "Số, ngày…"]
    choose(page, "Tờ trình của UBND xã", qtbot)
    assert "Lưu ra…" in shown_buttons(page)
    assert "Giải trình…" not in shown_buttons(page)
    assert [one.text() for one in page.paper.save_menu.actions()] == ["Tệp Word", "Tệp PDF"]


def test_the_card_leads_to_where_the_paper_is_written(page, context, qtbot):
    choose(page, COUNCIL, qtbot)
    with qtbot.waitSignal(context.going) as went:
        qtbot.mouseClick(page.paper.mend_button, Qt.MouseButton.LeftButton)
    assert went.args == ["appraisal", {"hamlet_uid": page.chooser.current_uid(), "panel": "council"}]


def test_a_file_is_attached_taken_off_and_ctrl_z_brings_it_back(page, context, qtbot, signed):
    choose(page, COUNCIL, qtbot)
    page.paper.attach(signed)
    qtbot.waitUntil(lambda: state(page, COUNCIL) is PaperState.ATTACHED, timeout=10_000)
    assert "Biên bản đã ký.pdf" in page.paper._words.text()
    qtbot.mouseClick(page.paper.detach_button, Qt.MouseButton.LeftButton)
    assert state(page, COUNCIL) is PaperState.MISSING
    history.undo(context.workspace)
    qtbot.waitUntil(lambda: state(page, COUNCIL) is PaperState.ATTACHED)


def drop(page: DossierWork, title: str, *files: Path) -> None:
    at = next(at for at, part in enumerate(page.parts.parts()) if part.title == title)
    index = page.parts.model().index(at, 0)
    page.parts.scrollTo(index)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    place = page.parts.visualRect(index).center()
    how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(page.parts.viewport(), QDragEnterEvent(place, *how))
    QApplication.sendEvent(page.parts.viewport(), QDropEvent(QPointF(place), *how))


def test_a_file_dropped_on_a_paper_stands_in_its_place(page, qtbot, signed):
    drop(page, MINUTES, signed)
    qtbot.waitUntil(lambda: state(page, MINUTES) is PaperState.ATTACHED, timeout=10_000)


def test_what_is_dropped_beside_the_papers_goes_nowhere(page, context, signed):
    drop(page, "Kiểm tra", signed)
    drop(page, MINUTES, signed, signed)
    assert not context.tasks.busy
    assert state(page, MINUTES) is PaperState.MISSING


def test_a_missing_paper_is_explained(page, context, qtbot):
    choose(page, COUNCIL, qtbot)
    qtbot.mouseClick(page.paper.explain_button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(FormDialog)
    dialog.form.editor("explanation").setPlainText("Hội đồng họp ngày 25/4")
    qtbot.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)
    assert state(page, COUNCIL) is PaperState.EXPLAINED
    assert "có giải trình" in page._counts.text()


def test_number_and_date_are_asked_and_a_day_to_come_is_refused(page, qtbot):
    choose(page, "Tờ trình của UBND xã", qtbot)
    qtbot.mouseClick(page.paper.number_button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(FormDialog)
    enter(dialog, "number", "5", qtbot)
    enter(dialog, "dated", "21/4/2024", qtbot)
    qtbot.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)
    assert dialog.form.errors() == {"dated": "Ngày của giấy tờ chưa đến. Hãy xem lại ngày."}
    enter(dialog, "dated", "19/4/2024", qtbot)
    qtbot.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)
    assert page.paper._words.text() == "Số 05/TTr-UBND ngày 19/04/2024"


def test_a_paper_is_written_out_as_word(page, context, qtbot, tmp_path):
    choose(page, "Tờ trình của UBND xã", qtbot)
    with qtbot.waitSignal(context.told, timeout=10_000) as told:
        page.paper.save(page.paper.row, tmp_path / "Tờ trình.docx")
    assert (tmp_path / "Tờ trình.docx").read_bytes()[:2] == b"PK"
    assert "lưu thành PDF rồi gắn lại" in told.args[0].text


def test_who_may_not_touch_a_paper_finds_it_closed(page, context, qtbot):
    context.workspace.actor = Actor("BQL", AccountKind.HAMLET_BOARD, hamlet_uid=page.chooser.current_uid())
    page.refresh()
    choose(page, MINUTES, qtbot)
    assert page.paper.attach_button.isEnabled()
    choose(page, COUNCIL, qtbot)
    assert not page.paper.attach_button.isEnabled()
    assert not page.paper.explain_button.isEnabled()


def test_the_way_of_writing_out_is_said_on_its_button(page):
    button = page.options
    assert button.volumes is None
    assert button.accessibleName() == "Cách xuất hồ sơ: một tệp, ảnh giữ nguyên"
    button.small.setChecked(True)
    next(one for one in button.menu().actions() if one.text() == "Mỗi tập đến 20 MB").setChecked(True)
    next(one for one in button.menu().actions() if one.text() == "Mỗi tập đến 200 trang").setChecked(True)
    assert (button.volumes.max_bytes, button.volumes.max_pages) == (20_000_000, 200)
    assert button.small_photos
    assert "Mỗi tập đến 20 MB; Mỗi tập đến 200 trang; Thu nhỏ ảnh lớn" in button.accessibleName()


def test_a_signed_version_is_kept_in_the_place_of_the_unsigned_one(page, context, qtbot, tmp_path) -> None:
    make_ready(context.workspace)
    export(context.workspace, tmp_path / "một.pdf")
    subject = (put(context.workspace), context.year)
    signed = sign(tmp_path / "một.pdf", tmp_path / "ký.pdf")
    with qtbot.waitSignal(context.told, timeout=20_000) as told:
        page.signed(subject, signed)
    assert told.args[0].text == f"Đã ký số: {signed}. Bản số 1 trong sổ nay là bản đã ký."
    (version,) = context.workspace.read(version_rows, hamlet_uid=subject[0], year=subject[1])
    (file,) = version.facts.files
    assert file.path(context.workspace.dossier_folder).read_bytes() == signed.read_bytes()
