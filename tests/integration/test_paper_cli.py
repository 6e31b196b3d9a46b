"""The command `paper`."""

import json

import pytest

from app.cli import main

DAY = ["--today", "20/04/2024"]


def run(book, *arguments):
    return main(["paper", str(book.folder), "--hamlet", "ban put", *DAY, *arguments])


@pytest.fixture
def closed(book):
    book.close()
    return book


def test_the_list_names_each_paper_with_its_state(closed, capsys):
    assert run(closed, "--list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(" 1. Tờ trình của UBND xã – Đủ, cần xem lại: Bản chưa đạt đủ")
    assert any("Biên bản họp bản – Thiếu" in line for line in lines)
    assert run(closed, "--list", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows[2]["endings"] == [".docx", ".pdf", ".xlsx"]
    assert rows[0]["state"] == "warning"


def test_one_paper_by_its_name_and_all_into_a_folder(closed, capsys, tmp_path):
    out = tmp_path / "F.docx"
    assert run(closed, "--paper", "to trinh", "--out", str(out)) == 0
    assert out.read_bytes().startswith(b"PK")
    (tmp_path / "ra").mkdir()
    assert run(closed, "--all", "--out", str(tmp_path / "ra"), "--json") == 0
    printed = capsys.readouterr().out
    assert len(json.loads(printed[printed.index("[") :])) == 5


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--paper", "to trinh"], "--out"),
        (["--paper", "giay khai sinh", "--out", "a.docx"], "Hồ sơ không có giấy tờ"),
        (["--paper", "to trinh", "--out", "{tmp}/a.txt"], "đuôi .docx hoặc .pdf"),
        (["--paper", "to trinh", "--out", "{tmp}/khong/co/a.docx"], "a.docx"),
        (["--paper", "hop ban", "--out", "{tmp}/a.docx"], "Chưa ghi cuộc họp"),
    ],
)
def test_a_refusal_is_one_sentence_and_status_one(closed, capsys, tmp_path, arguments, sentence):
    assert run(closed, *(one.replace("{tmp}", str(tmp_path)) for one in arguments)) == 1
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1


def test_wrong_use_is_status_two(closed):
    with pytest.raises(SystemExit) as stopped:
        run(closed)
    assert stopped.value.code == 2
