"""Dossiers by command: final and draft, versions with their kept files, events."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli import main
from app.services.workspace import Workspace
from tests.integration.dossier_ready import make_ready, record

TODAY = ["--today", "20/04/2024"]


@pytest.fixture
def ready(book: Workspace) -> Workspace:
    make_ready(book)
    return book


def run(command: str, book: Workspace, *words: str) -> int:
    return main([command, str(book.folder), "--hamlet", "ban put", *TODAY, *words])


def test_a_final_dossier_is_numbered_and_not_made_twice(
    ready: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "hs.pdf"
    assert run("dossier", ready, "--out", str(out)) == 0
    assert "Đã lập bản số 1." in capsys.readouterr().out
    assert run("dossier", ready, "--out", str(out), "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["version"], said["again"]) == (1, True)
    assert said["files"][0]["path"] == str(out)
    record(ready, "13.2", explanation="Đang vận động")
    assert run("dossier", ready, "--out", str(out)) == 0
    assert "Đã lập bản số 2." in capsys.readouterr().out


def test_kept_files_are_listed_and_verified(
    ready: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("dossier-versions", ready) == 0
    assert "Chưa lập bản chính nào." in capsys.readouterr().out
    assert run("dossier", ready, "--out", str(tmp_path / "hs.pdf")) == 0
    capsys.readouterr()
    assert run("dossier-versions", ready, "--verify", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert [file["kept"] for file in said["versions"][0]["files"]] == ["intact"]
    (kept,) = ready.dossier_folder.iterdir()
    kept.unlink()
    assert run("dossier-versions", ready, "--verify") == 1
    assert "Tệp đã lưu không còn nguyên: hs.pdf" in capsys.readouterr().err


def test_events_come_in_an_order_that_can_be(book: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("dossier-event", book, "--kind", "cong-nhan", "--date", "15/04/2024") == 1
    assert "Chưa ghi ngày nộp hồ sơ" in capsys.readouterr().err
    assert run("dossier-event", book, "--kind", "nop", "--date", "10/04/2024", "--number", "05/TTr-UBND") == 0
    printed = capsys.readouterr().out
    assert "Đã ghi: Nộp ngày 10/04/2024." in printed
    assert "Không gắn với bản chính nào đã lập trong sổ." in printed
    assert run("dossier-versions", book) == 0
    assert "Trạng thái: Đã nộp" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--max-mb", "0"], ["--max-pages", "x"], ["--max-mb", "-3"]])
def test_a_limit_that_is_none_is_wrong_use(book: Workspace, tmp_path: Path, words: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run("dossier", book, "--out", str(tmp_path / "x.pdf"), "--draft", *words)
    assert caught.value.code == 2
