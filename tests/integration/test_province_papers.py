"""Biểu 01–04 as files: what stands in them, where, and that pages and prints are set up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from app.domain.activities import ActivityKind
from app.domain.printed_tables import TableNumber
from app.errors import InputError
from app.reports.province_tables.content import ProvinceTable, TableBlock, TableColumn
from app.reports.province_tables.pdf import wrapped, write_table_pdf
from app.reports.province_tables.workbook import write_table_xlsx
from app.services import activities, advisory_tasks, printed_lines
from app.services.province_papers import write_table
from app.services.province_tables import table_results
from app.services.workspace import Workspace
from tests.province import printed_lines as province_lines


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def cells(path: Path) -> list[str]:
    page = load_workbook(path).active
    return [str(cell.value) for row in page.iter_rows() for cell in row if cell.value]


def test_the_hamlets_of_the_sample(book: Workspace, tmp_path: Path) -> None:
    results = book.read(table_results, year=2024, table=TableNumber.FIRST, today=date(2024, 4, 20))
    assert [(place.place, place.criteria_met, place.indicators_met) for place in results.places] == [
        ("Bản Pút", 13, 41),
        ("Bản Tủm", 13, 41),
    ]
    for place in results.places:
        lacking = sum(len(line.unmet) + line.open_count for line in place.lines)
        assert place.indicators_met + lacking == place.indicators_total == 44
        assert place.criteria_met + len(place.lines) == place.criteria_total == 16
    write_table(book, year=2024, number="01", target=tmp_path / "b.xlsx")
    write_table(book, year=2024, number="01", target=tmp_path / "b.pdf")
    found = cells(tmp_path / "b.xlsx")
    assert found[0] == "BIỂU SỐ 01"
    assert "CỦA 02 BẢN PHẤN ĐẤU ĐẠT CHUẨN NÔNG THÔN MỚI NĂM 2024" in found[1]
    assert "13/16 tiêu chí, 41/44 chỉ tiêu (ngày 31/12/2023)" in found
    assert "03 tiêu chí / 03 chỉ tiêu, gồm:" in found
    assert "Tiêu chí số 13 – Y tế: chưa đạt 01 chỉ tiêu (13.2)" in text_of(tmp_path / "b.pdf")
    page = load_workbook(tmp_path / "b.xlsx").active
    assert page.page_setup.orientation == "landscape"
    assert page.print_title_rows == "$4:$6"
    assert "A7:A9" in page.merged_cells


def test_nobody_goes_beyond_the_standard(book: Workspace, tmp_path: Path) -> None:
    assert book.read(table_results, year=2024, table=TableNumber.SECOND, today=date(2024, 4, 20)).places == ()
    write_table(book, year=2024, number="02", target=tmp_path / "b.pdf")
    assert "CỦA 00 BẢN PHẤN ĐẤU ĐẠT CHUẨN NÔNG THÔN MỚI KIỂU MẪU" in text_of(tmp_path / "b.pdf")


def test_as_printed_with_what_does_not_add_up(book: Workspace, tmp_path: Path) -> None:
    for line in province_lines(TableNumber.FIRST).values():
        values = {
            "place": line.place,
            "area": line.area,
            "criteria_met": line.criteria_met,
            "criteria_unmet": line.criteria_unmet,
            "unmet": "\n".join(line.unmet),
            "remaining": "\n".join(line.remaining),
        }
        book.write(printed_lines.add_line, year=2024, table=TableNumber.FIRST, values=values)
    for name in ("b.xlsx", "b.pdf"):
        write_table(book, year=2024, number="01", target=tmp_path / name, printed=True)
    assert "- Xã Ngọc Chiến: 9 + 9 = 18 tiêu chí, bộ tiêu chí có 19." in cells(tmp_path / "b.xlsx")
    text = text_of(tmp_path / "b.pdf")
    assert "CỦA 04 XÃ PHẤN ĐẤU ĐẠT CHUẨN NÔNG THÔN MỚI NĂM 2024" in text
    assert "Chỉ tiêu 17.2: Cần vận động 02 cơ sở SXKD ký cam kết." in text


def test_tasks_and_activities(book: Workspace, tmp_path: Path) -> None:
    values = {"task": "=Đề án OCOP", "lead": "Sở Nông nghiệp và PTNT", "timing": "Quý III, IV/2024"}
    book.write(advisory_tasks.add_task, year=2024, values=values)
    for kind in ActivityKind:
        given = {
            "kind": kind,
            "wording": "Các bản",
            "members": "Tổ công tác\nVăn phòng",
            "timing": "trước ngày 01/12/2024",
        }
        book.write(activities.add_activity, year=2024, values=given)
    for number in ("03", "04"):
        write_table(book, year=2024, number=number, target=tmp_path / f"{number}.xlsx")
        write_table(book, year=2024, number=number, target=tmp_path / f"{number}.pdf")
    found = cells(tmp_path / "03.xlsx")
    assert {"=Đề án OCOP", "Sở Nông nghiệp và PTNT", "Quý III, IV/2024"} <= set(found)
    text = text_of(tmp_path / "04.pdf")
    assert "- Thành phần: Tổ công tác; Văn phòng" in text
    assert "II. Tổ chức học tập kinh nghiệm" in text
    assert "III. Khảo sát" in text


@pytest.mark.parametrize(("number", "name"), [("05", "b.pdf"), ("01", "b.txt")])
def test_what_is_no_table_is_refused(book: Workspace, tmp_path: Path, number: str, name: str) -> None:
    with pytest.raises(InputError):
        write_table(book, year=2024, number=number, target=tmp_path / name)
    with pytest.raises(InputError):
        write_table(book, year=2024, number="01", target=book.evidence_folder / "so.pdf")


def test_headings_and_places_stand_on_every_page(tmp_path: Path) -> None:
    """Every word of a cell higher than a page is printed, none twice."""
    words = [f"việc{number}" for number in range(900)]
    columns = (
        TableColumn("TT", 5),
        TableColumn("Nơi", 10),
        TableColumn("Việc", 30, "Chung"),
        TableColumn("B", 9, "Chung"),
    )
    lines = tuple((f"dòng{number} " * 8, "x") for number in range(40))
    blocks = (
        TableBlock(("1", "Bản A"), lines),
        TableBlock(("2", "Bản B"), ((" ".join(words), "y"),)),
        TableBlock(section="II. Sau cùng"),
        TableBlock(("3", "Bản C"), (("hết", ""),)),
    )
    table = ProvinceTable("01", "TIÊU ĐỀ", ("(ghi chú)",), columns, blocks)
    write_table_pdf(table, tmp_path / "b.pdf")
    pages = [page.extract_text() for page in PdfReader(tmp_path / "b.pdf").pages]
    assert len(pages) > 3
    assert all("Nơi" in page and "Chung" in page for page in pages)
    text = " ".join(pages).split()
    assert [word for word in text if word.startswith("việc")] == words
    assert [text.count(f"dòng{number}") for number in range(40)] == [8] * 40
    write_table_xlsx(table, tmp_path / "b.xlsx")
    assert sum(cell.startswith("dòng") for cell in cells(tmp_path / "b.xlsx")) == 40


def test_a_word_wider_than_its_column_is_broken() -> None:
    from app.reports.layout.fonts import REGULAR, register_fonts

    register_fonts()
    assert "".join(wrapped("a" * 200, REGULAR, 11, 60)) == "a" * 200
    assert len(wrapped("a" * 200, REGULAR, 11, 60)) > 5
