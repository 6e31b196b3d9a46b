"""Hamlets from a table: the dry run says what each line does, a refused import changes nothing."""

from __future__ import annotations

from datetime import date

import pytest

from app.errors import InputError
from app.exchange.hamlets_xlsx import HamletLine, HamletSheet
from app.exchange.workbook import CellProblem
from app.services import history, place_facts, place_import, place_years, places
from app.services.place_import import Fate, ImportPreview
from app.services.workspace import Workspace

TODAY = date(2024, 4, 20)
_COLUMNS = {"name": "A", "code": "B", "households": "C", "poor_households": "D", "former_commune": "E"}


def sheet(*lines: HamletLine, problems: tuple[CellProblem, ...] = ()) -> HamletSheet:
    return HamletSheet(lines, frozenset(_COLUMNS), problems)


def line(row: int, name: str, **values: object) -> HamletLine:
    cells = {field: f"{letter}{row}" for field, letter in _COLUMNS.items()}
    return HamletLine(name, row=row, cells=cells, **values)


def look(book: Workspace, *lines: HamletLine, **more: object) -> ImportPreview:
    return book.read(place_import.preview, sheet=sheet(*lines), year=2024, today=TODAY, **more)


def bring(book: Workspace, *lines: HamletLine, **more: object) -> ImportPreview:
    return book.write(place_import.import_hamlets, sheet=sheet(*lines), year=2024, today=TODAY, **more)


def fates(preview: ImportPreview) -> dict[str, Fate]:
    return {row.name or row.known_as: row.fate for row in preview.rows}


def everything(book: Workspace) -> object:
    return book.read(place_facts.place_rows, year=2024, today=TODAY)


def test_the_dry_run_says_what_each_line_does(book: Workspace) -> None:
    put = book.read(places.find_hamlet, name="put").uid
    book.write(place_facts.update_place, place_uid=put, values={"code": "01"})
    lines = line(2, "Bản Put", code="01", households=90), line(3, "bản mé", code="03")
    found = look(book, *lines)
    assert fates(found) == {"Bản Put": Fate.RENAMED, "Bản mé": Fate.NEW, "Bản Tủm": Fate.MISSING}
    renamed = next(row for row in found.rows if row.fate is Fate.RENAMED)
    assert (renamed.known_as, [change.cell for change in renamed.changes]) == ("Bản Pút", ["C2"])
    bring(book, *lines)
    assert [row.name for row in book.read(places.hamlets)] == ["Bản mé", "Bản Pút", "Bản Tủm"]
    assert fates(look(book, line(3, "Bản Mé", households=None))) == {
        "Bản Mé": Fate.SAME,
        "Bản Pút": Fate.MISSING,
        "Bản Tủm": Fate.MISSING,
    }
    bring(book, line(2, "Bản Put", code="01"), take_names=True)
    assert book.read(places.find_hamlet, name="Bản Put").uid == put
    assert book.read(place_years.year_view, place_uid=put, year=2024).facts.households == 90


def test_each_wrong_line_is_named_with_its_cell_and_nothing_is_changed(book: Workspace) -> None:
    before = everything(book)
    lines = (
        line(2, "Bản Mé", code="01"),
        line(3, "Bản Mé"),
        line(4, "Bản Na", code="01"),
        line(5, "Bản Pút", households=5, poor_households=6),
        line(6, "Bản Dài", code="x" * 21),
        line(7, "Bản Được", households=3),
    )
    found = look(book, *lines)
    wrong = {problem.cell: problem.sentence for row in found.rows for problem in row.problems}
    assert set(wrong) == {"A3", "B6", "A4", "D5"}
    assert "ô A2" in wrong["A3"]
    assert "6 hộ nghèo" in wrong["D5"]
    assert found.refused
    with pytest.raises(InputError, match=r"Ô [A-D]\d: .*Chưa nhập bản nào"):
        bring(book, *lines)
    assert everything(book) == before


def test_what_the_reader_could_not_read_refuses_the_import(book: Workspace) -> None:
    problems = (CellProblem("C2", "“6.2” có thể là 6,2."), CellProblem("A9:A10", "Ô gộp."))
    read = sheet(line(2, "Bản Mé"), problems=problems)
    found = book.read(place_import.preview, sheet=read, year=2024, today=TODAY)
    assert fates(found)["Bản Mé"] is Fate.WRONG
    assert [problem.cell for problem in found.problems] == ["A9:A10"]
    with pytest.raises(InputError, match="A9:A10"):
        book.write(place_import.import_hamlets, sheet=read, year=2024, today=TODAY)


def test_what_is_exported_comes_back_as_the_same_and_an_import_is_one_undo(book: Workspace) -> None:
    before = everything(book)
    bring(book, line(2, "Bản Mé", households=12), line(3, "Bản Pút", former_commune="xã Cũ"))
    lines = book.read(place_import.hamlet_lines, year=2024, today=TODAY)
    assert {row.fate for row in look(book, *lines).rows} == {Fate.SAME}
    history.undo(book)
    assert everything(book) == before


def test_one_name_with_two_former_communes_is_two_hamlets(book: Workspace) -> None:
    put = book.read(places.find_hamlet, name="put").uid
    book.write(place_facts.update_place, place_uid=put, values={"former_commune": "xã A"})
    found = look(book, line(2, "Bản Pút", former_commune="xã B"), line(3, "Bản Pút", former_commune="xã A"))
    assert [row.fate for row in found.rows] == [Fate.NEW, Fate.SAME, Fate.MISSING]
