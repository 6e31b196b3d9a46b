"""The command line: the same use cases, Vietnamese, and exit status 0, 1 or 2."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import main
from app.services.workspace import DATABASE_FILE, Workspace

ROOT = Path(__file__).parent.parent.parent


def test_status_as_json_says_where_each_hamlet_stands(
    book: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["status", str(book.folder), "--json", "--today", "20/04/2024"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["commune"] == "xã Chiềng Khoi"
    assert document["hamlets"][1] == {
        "name": "Bản Tủm",
        "set": "SL-BAN-NTM",
        "set_version": "2022-2025",
        "round_date": "2023-12-31",
        "criteria_met": 13,
        "criteria_total": 16,
        "indicators_met": 41,
        "indicators_total": 44,
        "unmet": ["4.3", "13.2", "15.1"],
        "unmet_criteria": ["4", "13", "15"],
        "reports": {"expected": 12, "on_time": 0, "late": 0, "missing": 4, "not_yet_due": 8, "exempt": 0},
    }


def test_status_in_words(book: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", str(book.folder), "--today", "20/04/2024"]) == 0
    printed = capsys.readouterr().out
    assert "Bản Pút: 13/16 tiêu chí, 41/44 chỉ tiêu (rà soát 31/12/2023)" in printed
    assert "chưa đạt: 4.3, 13.2, 15.1" in printed


def test_sample_then_dossier_of_a_hamlet_typed_without_marks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "Hồ sơ Bản Pút.pdf"
    assert main(["sample", str(tmp_path / "so")]) == 0
    assert main(["dossier", str(tmp_path / "so"), "--hamlet", "ban put", "--out", str(out), "--draft"]) == 0
    assert out.read_bytes().startswith(b"%PDF-")
    assert "Hồ sơ Bản Pút.pdf" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["status", "{tmp}/khong-co"], "Không thấy sổ"),
        (["sample", "{tmp}"], "đã có tệp"),
        (["dossier", "{book}", "--hamlet", "Bản Mé", "--out", "{tmp}/x.pdf"], "Không có bản “Bản Mé”"),
        (
            ["dossier", "{book}", "--hamlet", "put", "--year", "2031", "--out", "{tmp}/x.pdf"],
            "2031 chưa có kế hoạch",
        ),
        (["dossier", "{book}", "--hamlet", "put", "--out", "{tmp}/khong/x.pdf", "--draft"], "hãy"),
        (["dossier", "{book}", "--hamlet", "put", "--out", "{tmp}/x.pdf"], "Chưa lập được bản chính"),
    ],
)
def test_a_refused_job_is_one_sentence_and_status_1(
    book: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    filled = [word.format(tmp=tmp_path, book=book.folder) for word in arguments]
    assert main(filled) == 1
    captured = capsys.readouterr()
    assert sentence in captured.err
    assert len(captured.err.strip().splitlines()) == 1
    assert captured.out == ""


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["bay"],
        ["status"],
        ["status", "so", "--today", "31/02/2024"],
        ["dossier", "so"],
        ["sample", "a", "b"],
    ],
)
def test_wrong_use_is_status_2_in_vietnamese(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    printed = capsys.readouterr().err
    assert "cách dùng:" in printed
    assert "sai cách dùng" in printed


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["open"],
        ["sample"],
        ["status"],
        ["dossier"],
        ["dossier-versions"],
        ["dossier-event"],
        ["check"],
        ["catalogue-import"],
        ["hamlets-import"],
    ],
)
def test_help_is_vietnamese_everywhere(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([*command, "--help"])
    assert caught.value.code == 0
    printed = capsys.readouterr().out.casefold()
    assert "cách dùng" in printed
    for english in ("usage", "show this", "options:", "positional", "arguments"):
        assert english not in printed


def test_without_a_display_the_window_says_which_commands_do_the_job() -> None:
    environment = {
        key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")
    }
    environment.pop("QT_QPA_PLATFORM", None)
    if sys.platform != "linux":
        pytest.skip("a display is always there")
    result = subprocess.run(
        [sys.executable, "-m", "app", "--sample"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 1
    assert "bansang dossier" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no broken pipes of this kind")
def test_a_reader_that_has_seen_enough_is_no_fault(book: Workspace) -> None:
    command = [sys.executable, "-u", "-m", "app.cli", "status", str(book.folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
    assert (process.returncode, told) == (0, "")


def test_check_says_whether_the_journal_is_as_it_was_written(
    book: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    book.close()
    assert main(["check", str(book.folder)]) == 0
    assert "nguyên vẹn" in capsys.readouterr().out
    with sqlite3.connect(book.folder / DATABASE_FILE) as raw:
        raw.execute("UPDATE journal SET new = '\"met\"' WHERE id = 60")
    raw.close()
    assert main(["check", str(book.folder)]) == 1
    assert "từ dòng 60" in capsys.readouterr().err
