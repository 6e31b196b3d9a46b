"""Tổng hợp các xã: the package of a commune, and the communes of a district, on real files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from app.services.books import found_area_book
from app.services.commune_package import export_package
from app.ui.context import Context
from app.ui.dialogs.new_area_book import NewAreaBookDialog
from app.ui.pages.communes import CommunesPage
from tests.ui.dialogs.test_new_book import type_text
from tests.ui.pages.conftest import fixed_now


@pytest.fixture
def area(sample_book, tmp_path: Path, make_context):
    export_package(sample_book, tmp_path / "ck.bansang")
    workspace = found_area_book(
        tmp_path / "huyen", province="tỉnh Sơn La", district="huyện Yên Châu", now=fixed_now
    )
    yield make_context(workspace)
    workspace.close()


def shown(qtbot, context: Context) -> CommunesPage:
    page = CommunesPage(context)
    qtbot.addWidget(page)
    context.changed.connect(page.refresh)
    page.refresh()
    page.show()
    return page


def test_a_commune_writes_its_package(qtbot, context: Context, tmp_path: Path, monkeypatch) -> None:
    page = shown(qtbot, context)
    target = tmp_path / "nop-huyen"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    with qtbot.waitSignal(context.said):
        page.findChild(QPushButton, "packageButton").click()
    assert (tmp_path / "nop-huyen.bansang").read_bytes().startswith(b"SQLite format 3")


def test_a_district_takes_packages_in_and_sees_its_communes(
    qtbot, area: Context, tmp_path: Path, monkeypatch
) -> None:
    page = shown(qtbot, area)
    assert page.table.model.rows == []
    wrong = tmp_path / "anh.bansang"
    wrong.write_bytes(b"khong phai goi")
    given = ([str(tmp_path / "ck.bansang"), str(wrong)], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_given: given)
    told = []
    area.told.connect(told.append)
    with qtbot.waitSignal(area.said):
        page.findChild(QPushButton, "takeInButton").click()
    qtbot.waitUntil(lambda: bool(told))
    assert "anh.bansang" in told[0].text
    assert [row.commune for row in page.table.model.rows] == ["Xã Chiềng Khoi"]
    assert "1 xã, 2 bản: 0 bản đạt đủ; 26/32 tiêu chí, 82/88 chỉ tiêu" in page._summary.text()


def test_a_new_area_book_is_asked_for_two_names(qtbot, tmp_path: Path) -> None:
    dialog = NewAreaBookDialog(now=fixed_now, documents=tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    type_text(dialog.form.editor("district"), "Yên Châu")
    assert dialog.form.editor("folder").text() == str(tmp_path / "Sổ tổng hợp huyện Yên Châu")
    dialog.findChild(QPushButton, "foundAreaButton").click()
    assert dialog.folder is not None
    assert (dialog.folder / "so.sqlite3").is_file()


def test_a_folder_with_files_is_said_beside_the_field(qtbot, tmp_path: Path) -> None:
    (tmp_path / "Sổ tổng hợp tỉnh Sơn La").mkdir()
    (tmp_path / "Sổ tổng hợp tỉnh Sơn La" / "a.txt").write_text("x")
    dialog = NewAreaBookDialog(now=fixed_now, documents=tmp_path)
    qtbot.addWidget(dialog)
    dialog.found()
    assert "đã có tệp" in dialog.form.errors()["folder"]
    assert dialog.folder is None
