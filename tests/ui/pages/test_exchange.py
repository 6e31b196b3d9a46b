"""Trao đổi USB: a drive is chosen, the dossier goes out, is told and opened; one that came in is checked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit

from app.domain.bag_report import FileState
from app.files.volumes import Volume
from app.services.workspace import Workspace
from app.ui.context import Context
from app.ui.pages import exchange_targets
from app.ui.pages.exchange import ExchangePage
from app.ui.pages.exchange_check import CheckPanel
from app.ui.pages.exchange_export import ExportPanel
from app.ui.pages.exchange_targets import Target, target_name, target_note
from tests.integration.dossier_ready import make_ready

PHRASE = "ngua o rung tre 19"


def volume(path: Path, **changes: object) -> Volume:
    facts = {
        "label": "KINGSTON",
        "file_system": "FAT32",
        "total": 15 << 30,
        "free": 3_435_973_837,
        "read_only": False,
        "removable": True,
    }
    return Volume(path=path, **(facts | changes))  # type: ignore[arg-type]


@pytest.fixture
def usb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one drive of the machine."""
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    monkeypatch.setattr(exchange_targets, "list_volumes", lambda: [volume(folder)])
    return folder


@pytest.fixture
def panel(qtbot, context: Context, usb: Path) -> ExportPanel:
    panel = ExportPanel(context)
    qtbot.addWidget(panel)
    context.changed.connect(panel.refresh)
    panel.resize(1150, 650)
    panel.refresh()
    panel.show()
    return panel


def exported(qtbot, panel: ExportPanel) -> None:
    panel.export_button.click()
    qtbot.waitUntil(lambda: not panel._working, timeout=60_000)


def test_the_only_stick_is_chosen_by_itself(panel: ExportPanel, usb: Path) -> None:
    target = panel.targets.current()
    assert target is not None
    assert target.folder == usb
    assert panel.export_button.isEnabled()


def test_the_dossier_goes_out_and_the_result_is_said(
    qtbot, panel: ExportPanel, usb: Path, sample_book: Workspace
) -> None:
    make_ready(sample_book)
    exported(qtbot, panel)
    (folder,) = usb.iterdir()
    assert folder.name == "Hồ sơ NTM Bản Pút 2024 - bản 1"
    assert "Đã ghi và đọc lại đúng" in panel._words.text()
    assert "ngắt USB an toàn" in panel._words.text()
    assert panel.open_button.isVisible()
    assert panel.export_button.isEnabled()


def test_what_stands_against_a_final_dossier_leads_to_where_it_is_mended(
    qtbot, panel: ExportPanel, usb: Path
) -> None:
    told = []
    panel.context.told.connect(told.append)
    exported(qtbot, panel)
    assert told[0].wrong
    assert told[0].action_text == "Xem hồ sơ"
    assert list(usb.iterdir()) == []
    assert not panel._words.isVisible()


def test_a_passphrase_is_asked_for_twice_and_never_shown(panel: ExportPanel) -> None:
    assert not panel.phrase.isEnabled()
    panel.sealed.setChecked(True)
    assert panel.phrase.isEnabled()
    assert panel.phrase.echoMode() is QLineEdit.EchoMode.Password
    panel.phrase.setText("ngan")
    panel.export()
    assert "ít nhất 12 ký tự" in panel._error.spoken
    panel.phrase.setText(PHRASE)
    panel.again.setText(PHRASE + "x")
    panel.export()
    assert panel._error.spoken == "Hai lần gõ khác nhau: hãy gõ lại mật khẩu."
    assert not panel._working


def test_after_the_export_the_passphrase_is_gone_from_the_screen(
    qtbot, panel: ExportPanel, sample_book: Workspace
) -> None:
    make_ready(sample_book)
    panel.sealed.setChecked(True)
    panel.phrase.setText(PHRASE)
    panel.again.setText(PHRASE)
    exported(qtbot, panel)
    assert panel.phrase.text() == panel.again.text() == ""


def test_a_folder_can_be_chosen_instead(panel: ExportPanel, tmp_path: Path) -> None:
    folder = tmp_path / "Thư mục khác"
    folder.mkdir()
    panel.targets.choose(folder)
    target = panel.targets.current()
    assert target is not None
    assert (target.folder, target.chosen) == (folder, True)
    assert target_name(target) == f"Thư mục {folder}"


def test_a_write_protected_stick_cannot_be_chosen(qtbot, context: Context, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(exchange_targets, "list_volumes", lambda: [volume(tmp_path, read_only=True)])
    panel = ExportPanel(context)
    qtbot.addWidget(panel)
    panel.refresh()
    assert not panel.export_button.isEnabled()


def test_what_is_told_of_a_drive(tmp_path: Path) -> None:
    assert target_note(Target(tmp_path, volume(tmp_path))) == "mỗi tệp dưới 4 GB, hồ sơ lớn sẽ chia tập"
    little = volume(tmp_path, file_system="exFAT", free=1 << 20)
    assert target_note(Target(tmp_path, little)) == "còn ít chỗ"
    assert target_note(Target(tmp_path, volume(tmp_path, read_only=True))) == "chỉ cho đọc, không ghi được"
    inside = volume(tmp_path, label="", file_system="ext4", removable=False)
    assert target_note(Target(tmp_path, inside)) == "không phải USB"
    assert target_name(Target(tmp_path, inside)) == f"Ổ trong máy ({tmp_path})"


def test_a_dossier_that_came_is_checked_file_by_file(
    qtbot, panel: ExportPanel, usb: Path, sample_book: Workspace, context: Context
) -> None:
    make_ready(sample_book)
    exported(qtbot, panel)
    (folder,) = usb.iterdir()
    checking = CheckPanel(context)
    qtbot.addWidget(checking)
    checking.check(folder)
    qtbot.waitUntil(lambda: checking.found is not None, timeout=30_000)
    assert checking._verdict.text().startswith("Hồ sơ nguyên vẹn")
    assert "Bản Pút, xã Chiềng Khoi · năm 2024 · bản số 1" in checking._facts.text()
    bad = shutil.copytree(folder, usb / "hỏng")
    (bad / "data" / "ho-so.json").write_text("{}", "utf-8")
    (bad / "data" / "lạ.exe").write_bytes(b"MZ")
    checking.check(bad)
    qtbot.waitUntil(lambda: checking.found is not None and checking.found.folder == bad, timeout=30_000)
    rows = checking.table.shown_rows()
    assert [row.file.state for row in rows[:2]] == [FileState.ALTERED, FileState.EXTRA]
    assert "KHÔNG nguyên vẹn: 1 tệp sai, 1 tệp lạ" in checking._verdict.text()


def test_the_page_has_both_sides(qtbot, context: Context, usb: Path) -> None:
    page = ExchangePage(context)
    qtbot.addWidget(page)
    page.refresh()
    assert [page.tabs.tabText(at) for at in range(page.tabs.count())] == [
        "Xuất hồ sơ ra USB",
        "Kiểm tra hồ sơ nhận được",
    ]
    assert page.panel_of({"hamlet_uid": "x"}) == "export"


def test_every_control_has_a_name(panel: ExportPanel) -> None:
    for field in panel.findChildren(QLineEdit):
        assert field.accessibleName() or field.placeholderText()
    assert panel.targets.table.view.accessibleName() == "Nơi ghi hồ sơ"
    assert panel.chooser.accessibleName() == "Bản"
