"""Signing on the screen, with a real key and a real file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from app.exchange.pdf_signatures import read_signatures
from app.services.workspace import open_book
from app.ui import book_commands
from app.ui.context import Context
from app.ui.dialogs.sign_pdf import UNSEEN, SignDialog, open_sign_dialog, signed_name
from app.ui.preferences import Preferences
from app.ui.tasks import TaskRunner
from app.ui.widgets.signature_list import SignatureCard, SignatureList
from tests.exchange import signing_sample as sample


@pytest.fixture
def context(sample_folder: Path, tmp_path: Path, qtbot) -> Iterator[Context]:
    shutil.copytree(sample_folder, tmp_path / "so")
    book = open_book(tmp_path / "so")
    runner = TaskRunner(None)
    yield Context(book, runner, 2024)
    runner.shutdown()
    book.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("Bàn ký")
    sample.key_file(folder / "hac.p12")
    sample.signature_picture(folder / "ký.png")
    sample.seal_picture(folder / "dấu.png")
    return folder


@pytest.fixture
def signed() -> list[Path]:
    return []


@pytest.fixture
def dialog(context, tmp_path, desk, signed, qtbot) -> SignDialog:
    made = open_sign_dialog(context, sample.letter(tmp_path / "tờ trình.pdf"), signed.append)
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: not context.tasks.busy)
    return made


def fill(dialog: SignDialog, **values: str) -> None:
    for name, value in values.items():
        line = dialog.form.editor(name)
        assert isinstance(line, QLineEdit)
        line.setText(value)
        line.textEdited.emit(value)
        line.editingFinished.emit()


def press(dialog: SignDialog, qtbot, context: Context) -> None:
    dialog.sign_button.click()
    qtbot.waitUntil(lambda: not dialog.busy and not context.tasks.busy, timeout=30_000)


def choose(dialog: SignDialog, name: str, value: str) -> None:
    dialog.form.load(dialog.form.values() | {name: value})
    dialog.form.committed.emit(name, value)


def test_a_paper_is_signed_beside_itself_and_its_signatures_are_shown(
    dialog, desk, signed, context, tmp_path, qtbot
):
    kept: dict[str, str] = {}
    context.remember_signing = kept.update
    assert [label.text() for label in dialog.list.findChildren(type(dialog.where))][
        0
    ] == "Tệp chưa có chữ ký số nào."
    fill(
        dialog,
        key=str(desk / "hac.p12"),
        image=str(desk / "ký.png"),
        seal=str(desk / "dấu.png"),
        reason="Phê duyệt",
    )
    fill(dialog, secret=sample.PASSPHRASE)
    press(dialog, qtbot, context)
    target = tmp_path / "tờ trình (đã ký).pdf"
    assert signed == [target]
    (report,) = read_signatures(target)
    assert (report.signer, report.reason, report.intact) == ("Lò Văn Hặc", "Phê duyệt", True)
    assert report.place is not None
    (card,) = dialog.list.findChildren(SignatureCard)
    assert card.accessibleName().startswith("Nguyên vẹn, chưa rõ nguồn gốc: Lò Văn Hặc")
    assert "không có dấu thời gian (ngoại tuyến)" in card.accessibleDescription()
    assert dialog.secret.text() == ""
    assert not dialog.sign_button.isVisible()
    assert kept["image"] == str(desk / "ký.png")
    assert sample.PASSPHRASE not in str(kept)


def test_what_is_wrong_is_said_at_its_field(dialog, desk, signed, context, qtbot):
    dialog.sign_button.click()
    assert dialog.form.errors() == {"key": "Cần điền mục này."}
    fill(dialog, key=str(desk / "vắng.p12"))
    dialog.sign_button.click()
    assert dialog.form.errors() == {"key": "Không thấy tệp này: hãy chọn lại."}
    fill(dialog, key=str(desk / "hac.p12"), secret="sai")
    press(dialog, qtbot, context)
    assert dialog.form.errors() == {"secret": "Mật khẩu của tệp chứng thư “hac.p12” không đúng: hãy gõ lại."}
    fill(dialog, secret=sample.PASSPHRASE, name="Người Khác")
    press(dialog, qtbot, context)
    assert "hoặc chọn trang và góc" in dialog.form.errors()["place"]
    assert signed == []
    assert dialog.sign_button.isEnabled()


def test_the_form_shows_what_the_choices_need(dialog):
    form = dialog.form

    def seen(name: str) -> bool:
        return not form.field_widget(name).isHidden()

    assert [name for name in ("key", "module", "token", "page", "name", "image") if seen(name)] == [
        "key",
        "name",
        "image",
    ]
    choose(dialog, "kind", "token")
    choose(dialog, "place", "tren-phai")
    assert [name for name in ("key", "module", "token", "page", "name", "image") if seen(name)] == [
        "module", "token", "page", "image"
    ]  # fmt: skip
    choose(dialog, "place", UNSEEN)
    assert not seen("image")
    assert not seen("page")


def test_a_token_that_is_not_there_is_one_sentence(dialog, desk, context, qtbot):
    choose(dialog, "kind", "token")
    fill(dialog, module=str(desk / "hac.p12"), secret="1234")
    press(dialog, qtbot, context)
    assert "không phải thư viện PKCS#11" in dialog.message.text()
    assert dialog.message.isVisible()


def test_choices_come_back_the_next_time(context, desk, tmp_path, qtbot):
    preferences = Preferences(tmp_path / "ban-sang.ini")
    preferences.set_signing(
        {"key": str(desk / "hac.p12"), "place": "tren-trai", "kind": "quý", "reason": "Ký"}
    )
    context.signing_choices = preferences.signing
    again = open_sign_dialog(context, sample.letter(tmp_path / "a.pdf"), print)
    qtbot.addWidget(again)
    values = again.form.values()
    assert (values["key"], values["place"], values["kind"]) == (str(desk / "hac.p12"), "tren-trai", "file")
    assert again.focusWidget() is again.secret
    assert again.secret.echoMode() is QLineEdit.EchoMode.Password
    qtbot.waitUntil(lambda: not context.tasks.busy)


def test_without_the_optional_part_the_button_is_closed_with_the_reason(
    context, tmp_path, qtbot, monkeypatch
):
    monkeypatch.setattr("app.exchange.pdf_signatures.find_spec", lambda _name: None)
    closed = open_sign_dialog(context, sample.letter(tmp_path / "a.pdf"), print)
    qtbot.addWidget(closed)
    assert not closed.sign_button.isEnabled()
    assert "bootstrap.py add kyso" in closed.message.text()
    qtbot.waitUntil(lambda: not context.tasks.busy)


def test_a_file_that_cannot_be_read_is_said_in_the_list(context, tmp_path, qtbot):
    (tmp_path / "hỏng.pdf").write_bytes(b"%PDF-1.7 x")
    shown = SignatureList()
    qtbot.addWidget(shown)
    shown.show()
    with qtbot.waitSignal(shown.shown):
        shown.show_file(context, tmp_path / "hỏng.pdf")
    assert "“hỏng.pdf” hỏng hoặc không phải PDF" in shown.findChildren(type(shown._sentence))[0].text()


def test_a_file_is_chosen_with_the_window_of_the_system(dialog, desk):
    edit = dialog.form.field_widget("key")
    assert edit.button.accessibleName() == "Chọn tệp: Tệp .p12, .pfx"
    chooser = edit.open_chooser()
    assert chooser.fileMode() is QFileDialog.FileMode.ExistingFile
    chooser.close()
    edit.pick(str(desk / "hac.p12"))
    assert dialog.form.values()["key"] == str(desk / "hac.p12")


def test_the_menu_leads_to_the_dialog(sample_folder, tmp_path, qapp, qtbot):
    from app.ui.application import make_window
    from app.ui.book_lock import lock_book

    window = make_window(qapp, Preferences(tmp_path / "ban-sang.ini"))
    qtbot.addWidget(window)
    shutil.copytree(sample_folder, tmp_path / "so")
    book = open_book(tmp_path / "so")
    window.show_book(book, lock_book(book.folder))
    (command,) = [one for one in book_commands.of_menu(window.view) if one.text.startswith("Ký số")]
    command.run()
    chooser = window.findChild(QFileDialog)
    assert "*.pdf" in chooser.nameFilters()[0]
    chooser.fileSelected.emit(str(sample.letter(tmp_path / "tờ trình.pdf")))
    dialog = window.findChild(SignDialog)
    assert dialog.path.name == "tờ trình.pdf"
    window.preferences.set_signing({"reason": "Phê duyệt"})
    assert window.view.context.signing_choices() == {"reason": "Phê duyệt"}
    qtbot.waitUntil(lambda: not window.tasks.busy)
    chooser.close()
    dialog.close()
    assert window.leave_book()


def test_names_of_signed_files():
    assert signed_name(Path("/x/Tờ trình.pdf")) == Path("/x/Tờ trình (đã ký).pdf")
    assert signed_name(Path("/x/Tờ trình (đã ký).pdf")) == Path("/x/Tờ trình (đã ký).pdf")
