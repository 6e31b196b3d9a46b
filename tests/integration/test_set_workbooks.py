"""Workbooks with everything that goes wrong in communes: each is refused or repaired, naming the cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.errors import AppError
from app.services import set_entry, set_import
from app.services.set_files import export_set, read_sheets
from app.services.set_import import Preview
from app.services.set_import_rows import ImportKind
from app.services.workspace import Workspace
from tests.integration.test_set_import import SMALL, look
from tests.integration.test_set_versions import dump

Spoil = Callable[[Worksheet, Callable[[str, str], str]], object]
NUMBER, TEXT, MEASURE, THRESHOLD, LEADS = "Số chỉ tiêu", "Nội dung chỉ tiêu", "Cách đo", "Ngưỡng", "Chủ trì"

ROAD = "Đường trục bản được cứng hóa, ô tô đi lại thuận tiện quanh năm"
TCVN3 = "§\u00adêng trôc b¶n ®\u00adîc cøng hãa, « t« ®i l¹i thuËn tiÖn quanh n¨m"


@pytest.fixture
def small(book: Workspace, tmp_path: Path) -> str:
    return book.write(set_import.apply, found=look(book, tmp_path, SMALL))


def spoiled(book: Workspace, set_uid: str, folder: Path, spoil: Spoil) -> Path:
    """The set's own workbook after somebody worked in it; `spoil` gets the sheet and where a field stands."""
    path = export_set(book, set_uid=set_uid, target=folder / "bộ.xlsx")
    workbook = load_workbook(path)
    sheet = workbook["Chỉ tiêu"]
    columns = {cell.value: cell.column_letter for cell in sheet[1]}
    rows = {row[columns_index(columns[NUMBER])].value: row[0].row for row in sheet.iter_rows(min_row=2)}
    spoil(sheet, lambda number, field: f"{columns[field]}{rows[number]}")
    workbook.save(path)
    return path


def columns_index(letter: str) -> int:
    return ord(letter) - ord("A")


def seen(book: Workspace, path: Path) -> Preview:
    return book.read(set_import.preview, sheet=read_sheets(path)[0])


def put(number: str, field: str, value: object) -> Spoil:
    return lambda sheet, at: sheet.__setitem__(at(number, field), value)


def merge(sheet: Worksheet, at: Callable[[str, str], str]) -> None:
    sheet.merge_cells(f"{at('1.1', TEXT)}:{at('1.2', TEXT)}")


WRONG: dict[str, tuple[Spoil, tuple[str, str], str]] = {
    "130 %": (put("1.1", THRESHOLD, "130"), ("1.1", THRESHOLD), "vượt quá 100"),
    "6.2": (put("1.1", THRESHOLD, "6.2"), ("1.1", THRESHOLD), "6,2"),
    "double number": (put("1.2", NUMBER, "1.1"), ("1.2", NUMBER), "1.1"),
    "formula": (put("1.1", TEXT, "=A1&B1"), ("1.1", TEXT), "công thức"),
    "unknown word": (put("1.1", MEASURE, "đếm"), ("1.1", MEASURE), "đếm"),
    "unknown role": (put("1.1", LEADS, "KHONG_CO"), ("1.1", LEADS), "khong_co"),
    "merged": (merge, ("1.1", TEXT), "gộp"),
}


def test_a_wrong_cell_is_named_and_refuses_the_import(book: Workspace, small: str, tmp_path: Path) -> None:
    before = dump(book)
    where: list[str] = []
    for name, (spoil, place, words) in WRONG.items():

        def do(
            sheet: Worksheet,
            at: Callable[[str, str], str],
            spoil: Spoil = spoil,
            place: tuple[str, str] = place,
        ) -> None:
            where.append(at(*place))
            spoil(sheet, at)

        found = seen(book, spoiled(book, small, tmp_path, do))
        wrong = [row for row in found.rows if row.kind is ImportKind.WRONG]
        assert any(row.cell.startswith(where[-1]) and words in row.sentence.casefold() for row in wrong), (
            name,
            wrong,
        )
        with pytest.raises(AppError):
            book.write(set_import.apply, found=found)
        assert dump(book) == before, name


def hide(sheet: Worksheet, at: Callable[[str, str], str]) -> None:
    sheet.row_dimensions[int(at("1.2", NUMBER)[1:])].hidden = True


@pytest.mark.parametrize("given", [unicodedata.normalize("NFD", ROAD), TCVN3], ids=["NFD", "TCVN3"])
def test_letters_of_other_kinds_are_mended(book: Workspace, small: str, tmp_path: Path, given: str) -> None:
    found = seen(book, spoiled(book, small, tmp_path, put("1.1", TEXT, given)))
    book.write(set_import.apply, found=found)
    assert book.read(set_entry.set_definition, set_uid=small).indicators[0].text == ROAD


def test_a_hidden_row_is_read_and_told(book: Workspace, small: str, tmp_path: Path) -> None:
    found = seen(book, spoiled(book, small, tmp_path, hide))
    assert [(row.kind, "ẩn" in row.sentence) for row in found.rows] == [(ImportKind.NOTE, True)]


def test_an_exported_workbook_comes_back_without_a_change(
    book: Workspace, small: str, tmp_path: Path
) -> None:
    found = seen(book, spoiled(book, small, tmp_path, lambda sheet, at: None))
    assert found.set_uid == small
    assert found.rows == ()


def test_what_is_no_workbook_is_refused_with_a_sentence(book: Workspace, tmp_path: Path) -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    locked = old + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    kinds = {locked: "mật khẩu", old: ".xlsx", b"a;b\n1;2\n": "CSV", b"PK\x03\x04 cut": "hỏng"}
    before = dump(book)
    for raw, words in kinds.items():
        (tmp_path / "bộ.xlsx").write_bytes(raw)
        with pytest.raises(AppError, match=words):
            read_sheets(tmp_path / "bộ.xlsx")
    assert dump(book) == before
