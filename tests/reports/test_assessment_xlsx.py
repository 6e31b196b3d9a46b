"""Biểu tự đánh giá as a workbook."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from app.reports.content import Figures
from app.reports.dossier.assessment_xlsx import write_assessment_xlsx
from tests.reports.dossier_sample import ban_put

COUNTED = Figures(Decimal(812), Decimal(963), Decimal("84.32"))


def with_line(content, number: str, **more: object):
    """The content with one indicator changed."""
    criteria = tuple(
        replace(
            criterion,
            indicators=tuple(
                replace(one, **more) if one.number == number else one for one in criterion.indicators
            ),
        )
        for criterion in content.criteria
    )
    return replace(content, criteria=criteria)


def rows_of(content, folder):
    write_assessment_xlsx(content, folder / "bieu.xlsx")
    page = openpyxl.load_workbook(folder / "bieu.xlsx").worksheets[0]
    return page, {row[0].value: row for row in page.iter_rows() if row[0].value is not None}


def test_a_row_an_indicator_with_numbers_as_numbers(tmp_path):
    _page, rows = rows_of(with_line(ban_put(), "13.2", figures=COUNTED), tmp_path)
    row = rows["13.2"]
    assert [cell.value for cell in row[3:6]] == [812, 963, 84.32]
    assert all(cell.data_type == "n" for cell in row[3:6])
    assert row[0].data_type == "s"
    assert row[7].value == "Chưa đạt"
    assert row[8].value == "55 người"
    assert rows["14.10"][1].value.startswith("Chỉ tiêu 14.10")
    assert sum(str(key).count(".") == 1 and str(key)[0].isdigit() for key in rows) == 44


def test_it_prints_lying_with_its_heading_on_each_page(tmp_path):
    page, rows = rows_of(ban_put(), tmp_path)
    head = rows["Số"][0].row
    assert page.page_setup.orientation == "landscape"
    assert page.print_title_rows == f"${head}:${head}"
    assert page.freeze_panes == f"C{head + 1}"
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.column_dimensions["B"].width > 30


@pytest.mark.parametrize("hard", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-1"])
def test_a_text_stays_a_text(hard, tmp_path):
    _page, rows = rows_of(with_line(ban_put(), "1.1", explanation=hard, lead=hard), tmp_path)
    assert [rows["1.1"][place].value for place in (9, 10)] == [hard, hard]
    assert all(rows["1.1"][place].data_type == "s" for place in (9, 10))


def test_what_no_sheet_can_hold_is_left_out_and_long_text_stays_readable(tmp_path):
    odd = with_line(ban_put(), "1.1", explanation="Một\x07hai\x00\ud800", lead="Bản " * 100)
    page, rows = rows_of(odd, tmp_path)
    assert rows["1.1"][9].value.replace(" ", "").startswith("Mộthai")
    assert page.row_dimensions[rows["1.1"][0].row].height > 200


def test_the_same_content_gives_the_same_bytes(tmp_path):
    write_assessment_xlsx(ban_put(), tmp_path / "one.xlsx")
    write_assessment_xlsx(ban_put(), tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    archive = zipfile.ZipFile(tmp_path / "one.xlsx")
    assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    assert b"2020-01-01" in archive.read("docProps/core.xml")
