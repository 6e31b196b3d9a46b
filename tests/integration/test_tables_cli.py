"""`bansang tables`, `funds`, `communes`: the province's tables, the means and the communes without a screen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from app.cli import main
from app.domain.printed_tables import TableNumber
from app.services import advisory_tasks, printed_lines
from app.services.workspace import Workspace


def cells(path: Path) -> list[str]:
    return [str(cell.value) for row in load_workbook(path).active.iter_rows() for cell in row if cell.value]


def words(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_the_four_tables(book: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.write(
        advisory_tasks.add_task, year=2024, values={"task": "Đề án OCOP", "timing": "Quý III, IV/2024"}
    )
    for number in ("01", "02", "03", "04"):
        for ending in (".xlsx", ".pdf"):
            out = tmp_path / f"Biểu {number}{ending}"
            assert main(["tables", str(book.folder), "--table", number, "--out", str(out)]) == 0
            assert str(out) in capsys.readouterr().out
        assert cells(tmp_path / f"Biểu {number}.xlsx")[0] == f"BIỂU SỐ {number}"
        assert f"BIỂU SỐ {number}" in words(tmp_path / f"Biểu {number}.pdf")
    assert "13/16 tiêu chí, 41/44 chỉ tiêu (ngày 31/12/2023)" in cells(tmp_path / "Biểu 01.xlsx")
    assert {"Đề án OCOP", "Quý III, IV/2024"} <= set(cells(tmp_path / "Biểu 03.xlsx"))


def test_what_does_not_add_up_in_a_printed_table(
    book: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    values = {"place": "Xã Ngọc Chiến", "criteria_met": 9, "criteria_unmet": 9}
    book.write(printed_lines.add_line, year=2024, table=TableNumber.FIRST, values=values)
    out = tmp_path / "biểu.xlsx"
    assert main(["tables", str(book.folder), "--table", "01", "--printed", "--out", str(out)]) == 0
    sentence = "Xã Ngọc Chiến: 9 + 9 = 18 tiêu chí, bộ tiêu chí có 19."
    assert sentence in capsys.readouterr().out
    assert f"- {sentence}" in cells(out)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--table", "01", "--out", "{tmp}/b.txt"], "đuôi .xlsx hoặc .pdf"),
        (["--table", "01", "--out", "{tmp}/b.pdf", "--year", "2031"], "chưa có kế hoạch"),
        (["--table", "03", "--out", "{tmp}/b.pdf", "--printed"], "Hãy bỏ --printed"),
        (["--table", "02", "--out", "{tmp}/b.pdf", "--printed"], "chưa nhập dòng nào của Biểu 02"),
        (["--table", "04", "--out", "{book}/so.sqlite3.pdf"], "phần dữ liệu của sổ"),
    ],
)
def test_refused_in_one_sentence(
    book: Workspace,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    sentence: str,
) -> None:
    given = [one.format(tmp=tmp_path, book=book.folder) for one in arguments]
    assert main(["tables", str(book.folder), *given]) == 1
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert sentence in line
    assert not list(tmp_path.glob("b.*"))


def test_no_means_yet_is_said(book: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["funds", str(book.folder)]) == 0
    assert capsys.readouterr().out == "Năm 2024 chưa ghi khoản vốn nào.\n"


def test_from_the_package_to_the_table_of_the_district(
    book: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sent, district = tmp_path / "goi.bansang", str(tmp_path / "huyen")
    assert main(["package", str(book.folder), "--out", str(sent)]) == 0
    area = ["--province", "tỉnh Sơn La", "--district", "huyện Yên Châu"]
    assert main(["area-book", district, *area]) == 0
    assert main(["consolidate", district, str(sent)]) == 0
    capsys.readouterr()
    assert main(["communes", district, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    (commune,) = document["communes"]
    assert (commune["name"], commune["criteria_met"], commune["indicators_met"]) == ("Xã Chiềng Khoi", 26, 82)
    assert document["total"]["criteria_total"] == 32
    assert main(["communes", district]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in printed] == ["Xã Chiềng Khoi", "Cộng Huyện Yên Châu"]
    for ending in (".xlsx", ".pdf"):
        out = tmp_path / f"huyện{ending}"
        assert main(["tables", district, "--table", "01", "--out", str(out)]) == 0
    found = cells(tmp_path / "huyện.xlsx")
    assert {"Xã Chiềng Khoi (2 bản)", "Huyện Yên Châu", "26/32 tiêu chí, 82/88 chỉ tiêu"} <= set(found)
    assert "Chỉ tiêu 13.2: còn 2 bản chưa đạt" in words(tmp_path / "huyện.pdf")
    assert "CỦA 01 XÃ CÓ BẢN PHẤN ĐẤU ĐẠT CHUẨN NÔNG THÔN MỚI" in found[1]
    assert "Xã có bản phấn đấu đạt chuẩn nông thôn mới năm 2024" in found


def test_a_commune_has_no_communes(book: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["communes", str(book.folder)]) == 1
    assert "sổ của một xã" in capsys.readouterr().err
