"""Lists of hamlets: written, filled in, read, pasted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from openpyxl import Workbook, load_workbook

from app.exchange.hamlets_xlsx import (
    HamletLine,
    HamletSheet,
    read_hamlets,
    read_pasted_hamlets,
    write_hamlets,
)

PUT = HamletLine(
    "Bản Pút", "B.10", "xã Chiềng Khoi", "III", 84, 350, 12, 3, (("Thái", 320), ("Mông", 12)), "Lò Văn A"
)
TUM = HamletLine("=Bản Tủm")


def bare(sheet: HamletSheet) -> list[HamletLine]:
    return [replace(line, row=0, cells={}) for line in sheet.lines]


def test_a_list_comes_back_as_it_was_written(tmp_path: Path) -> None:
    write_hamlets(tmp_path / "bản.xlsx", [PUT, TUM], year=2024)
    sheet = read_hamlets(tmp_path / "bản.xlsx")
    assert (bare(sheet), sheet.problems, sheet.warnings) == ([PUT, TUM], (), ())
    assert sheet.lines[0].cells["ethnic_groups"] == "I2"
    assert len(sheet.columns) == 10
    page = load_workbook(tmp_path / "bản.xlsx").active
    assert (page["E2"].value, page["A2"].number_format, page["B3"].data_type) == (84, "@", "s")


def test_a_list_of_the_communes_own(tmp_path: Path) -> None:
    book = Workbook()
    for row in (
        ["DANH SÁCH BẢN NĂM 2024"],
        ["TT", "Bản, tiểu khu", "Tổng số hộ", "Nhân khẩu", "Khu vực", "Hộ nghèo (hộ)"],
        [1, "Bản Pút", 84, "1.234", "khu vực III", None],
        [2, "Tiểu khu 1", 6.5, "6.2", "IV", -1],
        [4, "Bản Nà", 1e30, None, None, None],
        [None, None, 12, None, None, None],
        [None, "Tổng cộng", 90, None, None, None],
        [3, "bản  PÚT", 1, None, 2, None],
    ):
        book.active.append(row)
    book.active.merge_cells("A1:F1")
    book.save(tmp_path / "a.xlsx")
    sheet = read_hamlets(tmp_path / "a.xlsx")
    assert sheet.columns == {"name", "households", "people", "area_group"}
    assert [(line.name, line.households, line.people, line.area_group) for line in sheet.lines] == [
        ("Bản Pút", 84, 1234, "III"),
        ("Tiểu khu 1", None, None, None),
        ("Bản Nà", None, None, None),
        ("bản PÚT", 1, None, "II"),
    ]
    found = {problem.cell: problem.sentence for problem in sheet.problems}
    assert list(found) == ["E4", "C4", "D4", "C5", "B6", "B8"]
    assert found["D4"] == "“6.2” chưa rõ. Nếu là số lẻ hãy gõ 6,2."
    assert "đã có ở ô B3" in found["B8"]
    assert [warning.cell for warning in sheet.warnings] == ["F2"]


def test_a_table_pasted_from_excel() -> None:
    pasted = 'Tên bản\tSố hộ\tDân tộc\r\nBản Pút\t1.234\t"Thái: 320\nMông: 12"\r\nBản Tủm\t12.5\tKinh\r\n'
    sheet = read_pasted_hamlets(pasted)
    assert sheet.lines[0].ethnic_groups == (("Thái", 320), ("Mông", 12))
    assert sheet.lines[0].households == 1234
    assert [problem.cell for problem in sheet.problems] == ["B3", "C3"]
    assert sheet.lines[1].unread == {"households", "ethnic_groups"}


def test_names_alone_are_enough() -> None:
    sheet = read_pasted_hamlets("1. Bản Pút\n2\tBản Tủm\n\nBa\u0309n Pút\n")
    assert [(line.name, line.cells["name"]) for line in sheet.lines] == [
        ("Bản Pút", "A1"), ("Bản Tủm", "B2"), ("Bản Pút", "A4"),
    ]  # fmt: skip
    assert sheet.columns == {"name"}
    assert [problem.cell for problem in sheet.problems] == ["A4"]
    old = read_pasted_hamlets("B¶n Pót\nB¶n Tñm\n")
    assert [line.name for line in old.lines] == ["Bản Pút", "Bản Tủm"]
    assert old.warnings[0].cell == "A1:A2"
