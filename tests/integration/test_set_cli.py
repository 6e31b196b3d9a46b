"""Criteria sets from the command line: list, export, dry run, import."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli import main
from app.services import criteria
from app.services.workspace import Workspace
from tests.integration.test_set_import import SMALL
from tests.integration.test_set_versions import dump


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    status = main([str(one) for one in arguments])
    printed = capsys.readouterr()
    return status, printed.out + printed.err


def test_the_list_counts_what_is_missing(book: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    status, printed = run(capsys, "catalogue", book.folder)
    assert status == 0
    assert "SL-BAN-NTM/2022-2025  Bản nông thôn mới:" in printed
    assert "16 tiêu chí, 44 chỉ tiêu (đang dùng)" in printed
    assert "còn thiếu: 37/44 nội dung" in printed


def test_a_set_goes_out_and_comes_in_changed(
    book: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "bo.yaml"
    assert run(capsys, "catalogue-export", book.folder, "--set", "sl-ban-ntm", "--out", out)[0] == 0
    before = dump(book)
    assert "Xem thử: 0 thay đổi" in run(capsys, "catalogue-import", book.folder, out, "--dry-run")[1]
    text = out.read_text("utf-8").replace("measure: yes_no", "measure: number", 1)
    out.write_text(text, "utf-8")
    line = text[: text.index("measure: number")].count("\n") + 1
    status, printed = run(capsys, "catalogue-import", book.folder, out)
    assert status == 1
    assert f"Đổi [dòng {line}] Chỉ tiêu 1.2: Cách đo – Có / không → Một số có đơn vị" in printed
    assert "--new-version" in printed
    assert dump(book) == before
    status, printed = run(capsys, "catalogue-import", book.folder, out, "--new-version", "2026")
    assert (status, "Đã nhập 1 thay đổi." in printed) == (0, True)
    assert [row.version for row in book.read(criteria.criteria_sets)] == ["2022-2025", "2026"]


def test_what_is_wrong_is_status_1_and_changes_nothing(
    book: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sai.yaml"
    before = dump(book)
    file.write_text(SMALL.replace('"90"', '"130"'), "utf-8")
    status, printed = run(capsys, "catalogue-import", book.folder, file, "--dry-run")
    assert (status, "dòng 13" in printed, "130 % vượt quá 100" in printed) == (1, True, True)
    assert run(capsys, "catalogue-import", book.folder, tmp_path / "bo.docx")[0] == 1
    assert run(capsys, "catalogue-import", book.folder, tmp_path / "khong-co.yaml")[0] == 1
    assert run(capsys, "catalogue-export", book.folder, "--set", "khac", "--out", file)[0] == 1
    assert (
        run(
            capsys,
            "catalogue-export",
            book.folder,
            "--set",
            "sl-ban-ntm",
            "--out",
            book.folder / "so.sqlite3",
        )[0]
        == 1
    )
    assert dump(book) == before
