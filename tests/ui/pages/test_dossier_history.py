"""Versions and states of a dossier through their widgets."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.domain.dossier import EventKind
from app.domain.rights import AccountKind, Actor
from app.services import history
from app.services.dossier_event_edit import add_event, add_remark
from app.services.dossier_events import current_state, event_rows
from app.services.dossier_rows import archive_fields
from app.ui.context import Context
from app.ui.dialogs.dossier_changes import ChangesDialog
from app.ui.dialogs.form_dialog import FormDialog
from app.ui.pages.dossier_event_form import EventDialog
from app.ui.pages.dossier_history import DossierHistory
from app.ui.rights_gate import RightsGate
from tests.integration.dossier_ready import YEAR, export, make_ready, put, record


@pytest.fixture
def page(context: Context, qtbot) -> DossierHistory:
    shown = DossierHistory(context)
    context.changed.connect(shown.refresh)
    qtbot.addWidget(shown)
    shown.resize(1150, 700)
    shown.refresh()
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def press(page: DossierHistory, name: str, qtbot) -> None:
    qtbot.mouseClick(page.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def enter(dialog, field: str, text: str, qtbot) -> None:
    """As typed over what stands there."""
    editor = dialog.form.editor(field)
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)


def event(context: Context, kind: EventKind, day: int) -> str:
    return context.write(
        add_event,
        hamlet_uid=put(context.workspace),
        year=YEAR,
        kind=kind,
        values={"on_date": date(2024, 4, day)},
        today=context.today(),
    )


def test_without_anything_the_page_says_what_to_do_first(page, context, qtbot):
    assert page._state.text() == "Trạng thái: Chưa nộp hồ sơ."
    assert not page.changes_button.isEnabled()
    shown = [one for one in page.versions.findChildren(QPushButton) if one.isVisible()]
    assert [one.text() for one in shown] == ["Tới Lập hồ sơ"]
    with qtbot.waitSignal(context.going) as went:
        qtbot.mouseClick(shown[0], Qt.MouseButton.LeftButton)
    assert went.args == ["dossier", {"panel": "work", "hamlet_uid": put(context.workspace)}]


def test_versions_are_listed_verified_and_put_out(page, context, qtbot, tmp_path):
    make_ready(context.workspace)
    export(context.workspace, tmp_path / "một.pdf")
    (row,) = page.versions.shown_rows()
    assert page.versions.current_row() == row
    with qtbot.waitSignal(context.said, timeout=10_000) as said:
        press(page, "verifyVersionButton", qtbot)
    assert said.args == ["Bản số 1 còn nguyên vẹn: đúng dấu vân. Chưa có chữ ký số."]
    with qtbot.waitSignal(context.told, timeout=10_000):
        page.put_out_to(row, tmp_path / "hai.pdf")
    assert (tmp_path / "hai.pdf").read_bytes() == (tmp_path / "một.pdf").read_bytes()
    row.facts.files[0].path(context.workspace.dossier_folder).unlink()
    with qtbot.waitSignal(context.told, timeout=10_000) as told:
        press(page, "verifyVersionButton", qtbot)
    assert told.args[0].wrong
    assert "Bản số 1 không còn nguyên: một.pdf" in told.args[0].text


def test_what_differs_from_the_last_version_is_shown_and_saved(page, context, qtbot, tmp_path):
    make_ready(context.workspace)
    export(context.workspace, tmp_path / "một.pdf")
    record(context.workspace, "13.2", explanation="Đang vận động")
    press(page, "changesButton", qtbot)
    dialog = page.findChild(ChangesDialog)
    assert dialog.windowTitle() == "Từ bản số 1 đến nay"
    assert [(row.indicator, row.what, row.new) for row in dialog.table.shown_rows()] == [
        ("13.2", "Giải trình", "Đang vận động")
    ]
    with qtbot.waitSignal(context.told, timeout=10_000):
        dialog.save(tmp_path / "thay đổi.pdf")
    assert (tmp_path / "thay đổi.pdf").read_bytes().startswith(b"%PDF")
    dialog.reject()


def test_an_event_is_written_down_by_keyboard(page, context, qtbot):
    page.events.add_button.setFocus()
    qtbot.keyClick(page.events.add_button, Qt.Key.Key_Space)
    dialog = page.findChild(EventDialog)
    enter(dialog, "on_date", "15/4/2024", qtbot)
    enter(dialog, "document_number", "05/TTr-UBND", qtbot)
    qtbot.keyClick(dialog.do_button, Qt.Key.Key_Space)
    (row,) = context.read(event_rows, hamlet_uid=put(context.workspace), year=YEAR)
    assert (row.kind, row.on_date, row.document_number) == (
        EventKind.SUBMITTED,
        date(2024, 4, 15),
        "05/TTr-UBND",
    )
    assert page._state.text() == "Trạng thái: Đã nộp hồ sơ ngày 15/04/2024."
    assert "Không gắn với bản chính nào" in page.events._told.text()
    history.undo(context.workspace)
    qtbot.waitUntil(lambda: page._state.text() == "Trạng thái: Chưa nộp hồ sơ.")


def test_what_cannot_be_is_said_in_the_dialog(page, context, qtbot):
    press(page, "addEventButton", qtbot)
    dialog = page.findChild(EventDialog)
    enter(dialog, "on_date", "21/4/2024", qtbot)
    qtbot.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)
    assert dialog.form.errors() == {"on_date": "Ngày 21/04/2024 chưa đến. Hãy xem lại ngày."}
    assert dialog.isVisible()
    dialog.reject()


def test_the_file_of_a_document_belongs_to_its_event(page, context, qtbot, tmp_path):
    path = tmp_path / "Tờ trình.pdf"
    make_pdf(path)
    press(page, "addEventButton", qtbot)
    dialog = page.findChild(EventDialog)
    dialog.choose_file(path)
    qtbot.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: (
            context.read(event_rows, hamlet_uid=put(context.workspace), year=YEAR)[0].file_name
            == "Tờ trình.pdf"
        ),
        timeout=10_000,
    )
    assert page.events.file_button.isEnabled()


def make_pdf(path: Path) -> None:
    import pypdf

    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(path)


def test_remarks_are_answered_in_the_table(page, context, qtbot):
    event(context, EventKind.SUBMITTED, 2)
    assert not page.events.remarks.isVisible()
    returned = event(context, EventKind.RETURNED, 10)
    page.events.events.select_key(returned)
    assert page.events.remarks.isVisible()
    press(page, "addRemarkButton", qtbot)
    dialog = page.findChild(FormDialog)
    dialog.form.editor("text").setPlainText("Ảnh mờ")
    qtbot.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)
    assert "còn 1 ý kiến chưa xử lý" in page._state.text()
    qtbot.waitUntil(lambda: page.events.answer_button.isEnabled())
    press(page, "answerRemarkButton", qtbot)
    dialog = next(one for one in page.findChildren(FormDialog) if one.isVisible())
    dialog.form.editor("answer").setPlainText("Đã chụp lại")
    qtbot.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)
    found = context.read(current_state, hamlet_uid=put(context.workspace), year=YEAR)
    assert found.unanswered == 0
    assert found.event.remarks[0].answer == "Đã chụp lại"


def test_archival_fields_save_as_they_are_typed(page, context, qtbot):
    page.archive.focus_field("code")
    qtbot.keyClicks(page.archive.editor("code"), "H26.01.2024")
    assert page.commit_pending()
    assert context.read(archive_fields, hamlet_uid=put(context.workspace), year=YEAR).code == "H26.01.2024"


def test_what_an_account_may_not_do_is_grey(page, context, qtbot):
    event(context, EventKind.SUBMITTED, 2)
    returned = event(context, EventKind.RETURNED, 10)
    context.write(add_remark, event_uid=returned, text="Ảnh mờ")
    gate = RightsGate()
    gate.show_rights("dossier", page, Actor("Khách", AccountKind.VIEWER))
    for name in ("addEventButton", "changeEventButton", "removeEventButton", "addRemarkButton"):
        assert not page.findChild(QPushButton, name).isEnabled(), name
    assert not page.archive.editor("code").isEnabled()
    assert page.findChild(QPushButton, "verifyVersionButton") is not None
