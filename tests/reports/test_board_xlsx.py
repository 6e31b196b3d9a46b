"""The board as a workbook: texts stay texts, headings stay in sight."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.errors import StorageError
from app.reports.board_xlsx import BoardCellText, BoardColumn, BoardSheet, write_board_xlsx


def sheet(name: str) -> BoardSheet:
    return BoardSheet(
        title="Tổng quan năm 2024",
        subtitle="Tính đến ngày 20/04/2024",
        columns=(BoardColumn("Bản", 26), BoardColumn("1", 4, "Quy hoạch", centred=True)),
        rows=((BoardCellText(name), BoardCellText("✗", "unmet")),),
        legend="✓ đạt   ✗ chưa đạt",
    )


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x","Bản Pút")', "=1+1", "+84", "-1", "@SUM(A1)"])
def test_no_name_becomes_a_formula(tmp_path: Path, name: str) -> None:
    path = tmp_path / "bảng.xlsx"
    write_board_xlsx(sheet(name), path)
    page = load_workbook(path).active
    assert (page["A5"].value, page["A5"].data_type) == (name, "s")


def test_headings_are_frozen_and_the_page_is_one_wide(tmp_path: Path) -> None:
    path = tmp_path / "bảng.xlsx"
    write_board_xlsx(sheet("Bản Pút"), path)
    page = load_workbook(path).active
    assert page.freeze_panes == "B5"
    assert page.column_dimensions["A"].width == 26
    assert page.print_title_rows in ("4:4", "$4:$4")
    assert (page.page_setup.orientation, page.page_setup.fitToWidth) == ("landscape", 1)
    assert page["B5"].fill.fgColor.rgb.endswith("FBE1DF")
    below = [row[0].value for row in page.iter_rows(min_row=6) if row[0].value]
    assert below == ["✓ đạt   ✗ chưa đạt", "1. Quy hoạch"]


def test_a_folder_that_is_gone_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        write_board_xlsx(sheet("Bản Pút"), tmp_path / "không có" / "bảng.xlsx")
    assert list(tmp_path.iterdir()) == []
