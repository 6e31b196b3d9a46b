"""The workbook of a criteria set: what is written is read back; every wrong cell is named."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import Workbook, load_workbook

from app.domain.criteria import GroupKind, SetDefinition
from app.domain.measure import Direction, Measure
from app.errors import InputError
from app.exchange import catalogue_xlsx
from app.exchange.catalogue_sheet import CatalogueSheet, overlaid
from app.exchange.catalogue_xlsx import read_catalogue, write_catalogue
from app.exchange.workbook_parsing import parse
from app.exchange.yaml_data import read_set
from app.i18n import use_language
from app.services.samples import HAMLET_SET
from tests.exchange.definitions import sets


@pytest.fixture
def shipped() -> SetDefinition:
    return read_set(HAMLET_SET)


def read_rows(tmp_path: Path, *rows: list[object]) -> CatalogueSheet:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "bộ.xlsx")
    return read_catalogue(tmp_path / "bộ.xlsx")


def said(sheet: CatalogueSheet) -> list[tuple[str, str]]:
    return [(problem.cell, problem.sentence) for problem in sheet.problems]


def test_the_hamlet_set_comes_back_as_it_was_written(shipped: SetDefinition, tmp_path: Path) -> None:
    write_catalogue(tmp_path / "bộ.xlsx", shipped, {"DC_CHUNG": "Địa chính"})
    sheet = read_catalogue(tmp_path / "bộ.xlsx")
    assert (sheet.problems, sheet.warnings) == ((), ())
    assert sheet.definition == shipped
    assert overlaid(shipped, sheet) == shipped


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(definition=sets())
def test_any_set_comes_back_as_it_was_written(
    definition: SetDefinition, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The child process is tested elsewhere; here its work is done on the spot, many times.
    from app.exchange import workbook_reading

    monkeypatch.setattr(workbook_reading, "_answer_of_child", lambda path: _through_json(parse(str(path))))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "b.xlsx"
        write_catalogue(path, definition, {})
        sheet = read_catalogue(path)
    assert sheet.problems == ()
    assert sheet.definition == definition


def _through_json(answer: object) -> dict[str, object]:
    import json
    from decimal import Decimal

    found: dict[str, object] = json.loads(json.dumps(answer), parse_float=Decimal, parse_int=Decimal)
    return found


def test_the_words_of_the_file_do_not_follow_the_screen(shipped: SetDefinition, tmp_path: Path) -> None:
    use_language("en")
    try:
        write_catalogue(tmp_path / "a.xlsx", shipped, {})
        assert read_catalogue(tmp_path / "a.xlsx").definition == shipped
    finally:
        use_language("vi")
    cells = {cell for row in load_workbook(tmp_path / "a.xlsx")["Chỉ tiêu"].values for cell in row}
    assert {"Có / không", "từ … trở lên", "Số chỉ tiêu"} <= cells


def test_the_template_keeps_numbers_as_text_and_offers_the_choices(
    shipped: SetDefinition, tmp_path: Path
) -> None:
    indicator = replace(shipped.indicators[0], text="=HYPERLINK(1)\x07")
    first = replace(shipped.criteria[0], indicators=(indicator, *shipped.criteria[0].indicators[1:]))
    write_catalogue(
        tmp_path / "b.xlsx", replace(shipped, criteria=(first, *shipped.criteria[1:])), {"CA": "x"}
    )
    book = load_workbook(tmp_path / "b.xlsx")
    page = book["Chỉ tiêu"]
    assert page["C3"].value == "1.1"
    assert page["C3"].number_format == page.column_dimensions["C"].number_format == "@"
    assert (page["D3"].value, page["D3"].data_type) == ("=HYPERLINK(1)", "s")
    assert page.freeze_panes == "D2"
    lists = {rule.formula1.split("!")[0] for rule in page.data_validations.dataValidation}
    assert (len(page.data_validations.dataValidation), lists) == (8, {"'Hướng dẫn'"})


def test_a_file_of_the_communes_own_leaves_what_it_does_not_have(
    shipped: SetDefinition, tmp_path: Path
) -> None:
    sheet = read_rows(
        tmp_path,
        ["BIỂU CHỈ TIÊU NÔNG THÔN MỚI"],
        [],
        ["STT", "Chỉ tiêu số", "NỘI DUNG (*)", "Ngưỡng", "Cách đo"],
        [1, "1.1", "Có kế hoạch được duyệt", None, "Có/không"],
        [2, "4.2", "Tỷ lệ hộ", "67,5 %", "tỷ lệ %"],
        [3, "17.1", "Chỉ tiêu mới", None, None],
    )
    assert (said(sheet), sheet.columns) == ([], {"number", "text", "threshold", "measure"})
    changed = overlaid(shipped, sheet)
    before = {indicator.number: indicator for indicator in shipped.indicators}
    after = {indicator.number: indicator for indicator in changed.indicators}
    assert after["1.1"] == replace(
        before["1.1"], text="Có kế hoạch được duyệt", measure=Measure.YES_NO, threshold=None
    )
    assert (after["4.2"].threshold, after["4.2"].leads) == ("67.5", before["4.2"].leads)
    assert changed.criteria[-1].number == "17"
    assert set(before) < set(after)
    assert sheet.cell(criterion="4", indicator="4.2", field="threshold") == "D5"


def test_every_wrong_cell_is_named(tmp_path: Path) -> None:
    sheet = read_rows(
        tmp_path,
        [
            "Số tiêu chí",
            "Tên tiêu chí",
            "Số chỉ tiêu",
            "Nội dung",
            "Cách đo",
            "Ngưỡng",
            "Được ghi không áp dụng",
        ],
        ["1", "Giao thông", "1.1", "a", "Đo bằng mắt", None, "Có"],
        ["1", None, "1.2", "b", "Tỷ lệ phần trăm của hai số đếm", "6.2", "có lẽ"],
        ["1", "Thủy lợi", "1.1", "c", None, None, None],
        ["2", "Điện", None, "mất số", None, None, None],
        ["2", "Điện", "2.1", "x" * 4001, "Một số có đơn vị", "-3", None],
    )
    found = dict(said(sheet))
    assert list(found) == ["E2", "F3", "G3", "C4", "C5", "D6", "F6"]
    assert "“Đo bằng mắt”" in found["E2"]
    assert found["F3"] == "“6.2” chưa rõ. Nếu là số lẻ hãy gõ 6,2."
    assert "1.1 đã có ở ô C2" in found["C4"]
    assert "Thiếu số chỉ tiêu" in found["C5"]
    assert "dài 4001 chữ" in found["D6"]
    assert "số âm" in found["F6"]


def test_two_names_of_one_criterion_are_refused(tmp_path: Path) -> None:
    head = ["Số tiêu chí", "Tên tiêu chí", "Số chỉ tiêu"]
    sheet = read_rows(tmp_path, head, ["1", "Giao thông", "1.1"], ["1", "Thủy lợi", "1.2"])
    assert said(sheet) == [("B3", "Tên tiêu chí 1 khác với ô B2. Hãy sửa cho giống nhau.")]


def test_numbers_that_excel_changed_are_not_guessed(tmp_path: Path) -> None:
    from datetime import date

    head = ["Số chỉ tiêu", "Ngưỡng", "Cách đo"]
    sheet = read_rows(tmp_path, head, [1.1, 90, "%"], [1.1, 67.5, "%"], [date(2024, 1, 2), None, None])
    assert [line.indicator.threshold for line in sheet.indicators] == ["90"]
    assert [cell for cell, _sentence in said(sheet)] == ["A3", "A4"]
    assert "Nếu là 1.10" in sheet.problems[0].sentence
    assert "02/01/2024" in sheet.problems[1].sentence


def test_a_share_shown_with_its_sign_is_read_as_shown(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Số chỉ tiêu", "Ngưỡng", "Cách đo"])
    book.active.append(["1.1", 0.675, "Tỷ lệ phần trăm của hai số đếm"])
    book.active["B2"].number_format = "0.0%"
    book.save(tmp_path / "a.xlsx")
    assert read_catalogue(tmp_path / "a.xlsx").indicators[0].indicator.threshold == "67.5"


def test_thresholds_by_group_take_one_kind(tmp_path: Path) -> None:
    head = ["Số chỉ tiêu", "Cách đo", "Khu vực I", "Khu vực III", "Nhóm xã 1", "Chiều so sánh"]
    sheet = read_rows(
        tmp_path, head, ["1.1", "%", 90, "70,5", None, "không quá"], ["1.2", "%", 90, None, 80, None]
    )
    first = sheet.indicators[0].indicator
    assert (first.group_kind, first.group_thresholds) == (GroupKind.AREA, (("I", "90"), ("III", "70.5")))
    assert first.direction is Direction.AT_MOST
    assert [cell for cell, _sentence in said(sheet)] == ["E3"]
    assert {"group_kind", "group_thresholds"} <= sheet.columns


def merged(book: Workbook) -> None:
    book.active.merge_cells("A2:A3")


def formula(book: Workbook) -> None:
    book.active["B3"] = "=1+1"


def doubled(book: Workbook) -> None:
    book.active["C1"] = "Nội dung"


@pytest.mark.parametrize(
    ("spoil", "cell", "words"),
    [(merged, "A2:A3", "bị gộp"), (formula, "B3", "Công thức"), (doubled, "C1", "hai lần")],
)
def test_what_the_sheet_hides_is_named(
    tmp_path: Path, spoil: Callable[[Workbook], None], cell: str, words: str
) -> None:
    book = Workbook()
    for row in (["Số chỉ tiêu", "Nội dung"], ["1.1", "a"], ["1.2", "b"]):
        book.active.append(row)
    spoil(book)
    book.save(tmp_path / "a.xlsx")
    sheet = read_catalogue(tmp_path / "a.xlsx")
    assert [found for found, _sentence in said(sheet)] == [cell]
    assert words in sheet.problems[0].sentence


def test_hidden_rows_columns_and_sheets_are_told(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["Số chỉ tiêu", "Nội dung"], ["1.1", "a"], ["1.2", "b"]):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["B"].hidden = True
    book.create_sheet("Cũ").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    sheet = read_catalogue(tmp_path / "a.xlsx")
    assert [found.place for found in sheet.warnings] == ["Cũ", "Sheet!3", "Sheet!B"]
    assert [line.indicator.text for line in sheet.indicators] == ["a", "b"]


def test_a_workbook_without_the_table_is_refused(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "a.xlsx")
    with pytest.raises(InputError, match="Số chỉ tiêu"):
        read_catalogue(tmp_path / "a.xlsx")
    assert catalogue_xlsx.read_catalogue is read_catalogue
