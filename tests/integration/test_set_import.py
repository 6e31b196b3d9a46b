"""A set from a file: what the dry run says is what the import does, and a refused import changes nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.criteria import SetDefinition, SetLevel
from app.domain.measure import IndicatorStatus
from app.errors import AppError, InputError, RefusedError
from app.services import catalogue, criteria, history, set_entry, set_import
from app.services.set_files import export_set, read_sheets
from app.services.set_import import ImportKind, Preview
from app.services.set_versions import new_version
from app.services.workspace import Workspace
from tests.integration.test_set_versions import dump

SMALL = """
code: thu
version: "1"
level: hamlet
title: Bộ thử
criteria:
  - number: "1"
    name: Giao thông
    indicators:
      - number: "1.1"
        text: Đường trục bản được cứng hóa
        measure: percent
        threshold: "90"
        leads: [DC_KTHT]
      - number: "1.2"
        measure: number
        unit: km
"""


@pytest.fixture
def old(book: Workspace) -> str:
    return book.read(criteria.criteria_sets)[0].uid


@pytest.fixture
def small(book: Workspace, tmp_path: Path) -> str:
    """A set that nobody uses yet."""
    return book.write(set_import.apply, found=look(book, tmp_path, SMALL))


def look(book: Workspace, folder: Path, text: str, set_uid: str | None = None) -> Preview:
    file = folder / "bo.yaml"
    file.write_text(text, "utf-8")
    return book.read(set_import.preview, sheet=read_sheets(file)[0], set_uid=set_uid)


def rows(found: Preview, kind: ImportKind) -> list[tuple[str, str, str, str]]:
    return [(row.number, row.field, row.old, row.new) for row in found.rows if row.kind is kind]


def test_a_set_the_book_does_not_have_comes_in_whole(book, tmp_path):
    found = look(book, tmp_path, SMALL)
    assert [row.number for row in found.rows if row.kind is ImportKind.NEW] == ["", "1", "1.1", "1.2"]
    uid = book.write(set_import.apply, found=found)
    made = book.read(set_entry.set_definition, set_uid=uid)
    assert (made.code, made.level, made.title) == ("thu", SetLevel.HAMLET, "Bộ thử")
    assert [one.number for one in made.indicators] == ["1.1", "1.2"]
    assert made.indicators[0].status is IndicatorStatus.ENTERED
    history.undo(book)
    assert uid not in [row.uid for row in book.read(criteria.criteria_sets)]


def test_the_dry_run_names_every_change_with_its_line(book, small, tmp_path):
    text = SMALL.replace('"90"', '"95"').replace("Giao thông", "Đường sá").replace("unit: km", "unit: ha")
    text += '      - number: "1.3"\n        text: Chỉ tiêu mới\n'
    found = look(
        book, tmp_path, text.replace('      - number: "1.2"\n        measure: number\n        unit: ha\n', "")
    )
    assert rows(found, ImportKind.CHANGED) == [("1.1", "threshold", "90", "95")]
    assert rows(found, ImportKind.RENAMED) == [("1", "name", "Giao thông", "Đường sá")]
    assert rows(found, ImportKind.NEW) == [("1.3", "", "", "Chỉ tiêu mới")]
    assert rows(found, ImportKind.MISSING) == [("1.2", "", "", "")]
    cells = {(row.number, row.field): row.cell for row in found.rows}
    assert cells["1.1", "threshold"] == "dòng 13"
    assert set_import.outcome(found, excluded=found.untouched).changes == 2
    book.write(set_import.apply, found=found)
    made = book.read(set_entry.set_definition, set_uid=small)
    assert made.criteria[0].name == "Giao thông", "a drifted name is written only when somebody says so"
    assert [(one.number, one.threshold) for one in made.indicators] == [
        ("1.1", "95"),
        ("1.2", None),
        ("1.3", None),
    ]
    assert made.indicators[1].unit == "km"
    found = look(book, tmp_path, text)
    assert rows(found, ImportKind.CHANGED) == [("1.2", "unit", "km", "ha")]
    book.write(set_import.apply, found=found, excluded=frozenset())
    assert book.read(set_entry.set_definition, set_uid=small).criteria[0].name == "Đường sá"


def test_a_row_that_is_left_out_stays_as_it_is(book, small, tmp_path):
    found = look(book, tmp_path, SMALL.replace('"90"', '"95"').replace("unit: km", "unit: ha"))
    book.write(set_import.apply, found=found, excluded=["indicator/1.1/threshold"])
    made = book.read(set_entry.set_definition, set_uid=small)
    assert (made.indicators[0].threshold, made.indicators[1].unit) == ("90", "ha")


def test_what_was_changed_meanwhile_is_not_overwritten(book, small, tmp_path):
    found = look(book, tmp_path, SMALL.replace('"90"', '"95"'))
    book.write(catalogue.change_set, set_uid=small, values={"title": "Tên khác"})
    with pytest.raises(RefusedError):
        book.write(set_import.apply, found=found)


def exported(book: Workspace, set_uid: str, folder: Path) -> str:
    return export_set(book, set_uid=set_uid, target=folder / "ra.yaml").read_text("utf-8")


def test_an_exported_set_comes_back_without_a_change(book, old, tmp_path):
    found = look(book, tmp_path, exported(book, old, tmp_path))
    assert found.set_uid == old
    assert found.rows == ()


def with_text(book: Workspace, set_uid: str, number: str, **values: object) -> SetDefinition:
    definition = book.read(set_entry.set_definition, set_uid=set_uid)
    return replace(
        definition,
        criteria=tuple(
            replace(
                criterion,
                indicators=tuple(
                    replace(one, **values) if one.number == number else one for one in criterion.indicators
                ),
            )
            for criterion in definition.criteria
        ),
    )


def looked(book: Workspace, folder: Path, definition: SetDefinition) -> Preview:
    from app.exchange.set_yaml import write_set

    return look(book, folder, write_set(definition))


def test_a_set_in_use_takes_what_nobody_knew(book, old, tmp_path):
    found = looked(book, tmp_path, with_text(book, old, "1.1", text="Đường đến bản được nhựa hóa"))
    assert [row.frozen for row in found.rows] == [False]
    book.write(set_import.apply, found=found)
    one = book.read(set_entry.set_definition, set_uid=old).indicators[0]
    assert (one.text, one.status) == ("Đường đến bản được nhựa hóa", IndicatorStatus.ENTERED)


def test_a_change_of_meaning_goes_into_a_new_version(book, old, tmp_path):
    book.write(set_import.apply, found=looked(book, tmp_path, with_text(book, old, "13.2", threshold="90")))
    found = looked(book, tmp_path, with_text(book, old, "13.2", threshold="95"))
    assert set_import.outcome(found, excluded=()).frozen == ("13.2",)
    before = dump(book)
    with pytest.raises(RefusedError):
        book.write(set_import.apply, found=found)
    assert dump(book) == before
    uid = book.write(set_import.apply, found=found, version="2025")
    made = book.read(set_entry.set_definition, set_uid=uid)
    assert made.version == "2025"
    assert made.follows == (found.current.code, found.current.version)
    assert {one.threshold for one in made.indicators if one.number == "13.2"} == {"95"}
    assert book.read(set_entry.set_definition, set_uid=old) == found.current
    history.undo(book)
    assert dump(book) == before, "one step"


def test_a_new_wording_asks_whether_the_meaning_stays(book, old, tmp_path):
    known = next(one for one in book.read(set_entry.set_definition, set_uid=old).indicators if one.text)
    found = looked(book, tmp_path, with_text(book, old, known.number, text=f"{known.text} (sửa)"))
    result = set_import.outcome(found, excluded=())
    assert (result.frozen, result.reworded) == ((), (known.number,))
    with pytest.raises(RefusedError):
        book.write(set_import.apply, found=found)
    book.write(set_import.apply, found=found, same_meaning=True)


def test_sets_do_not_follow_each_other_in_a_circle(book, old, tmp_path):
    first = book.read(criteria.criteria_set, set_uid=old)
    newer = book.write(new_version, set_uid=old, version="2026")
    definition = replace(book.read(set_entry.set_definition, set_uid=old), follows=(first.code, "2026"))
    found = looked(book, tmp_path, definition)
    assert [(row.kind, row.field) for row in found.rows] == [(ImportKind.WRONG, "follows")]
    assert "vòng tròn" in found.rows[0].sentence
    assert newer


def test_sets_do_not_wait_for_each_other_in_a_circle(book, old, small, tmp_path):
    book.write(catalogue.change_set, set_uid=small, values={"prerequisite": "KHAC"})
    text = SMALL.replace("code: thu", "code: KHAC").replace("title:", "prerequisite: thu\ntitle:")
    found = look(book, tmp_path, text)
    assert [(row.field, "vòng tròn" in row.sentence) for row in found.rows if row.sentence] == [
        ("prerequisite", True)
    ]
    with pytest.raises(InputError, match="vòng tròn"):
        book.write(set_import.apply, found=found)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (('"90"', '"130"'), "vượt quá 100"),
        (('"1.2"', '"1.1"'), "hai lần"),
        (('"90"', '"6,2"'), "không phải là số"),
        (("unit: km", f"unit: {'k' * 61}"), "tối đa 60"),
        (("Giao thông", "Đ" * 301), "tối đa 300"),
        (("unit: km", "unit: km\n        leads: [khong-co]"), "khong-co"),
        (("title: Bộ thử", "title: ' '"), "tên bộ"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(book, small, tmp_path, changed, words):
    before = dump(book)
    with pytest.raises(AppError) as refused:
        book.write(set_import.apply, found=look(book, tmp_path, SMALL.replace(*changed)), excluded=())
    assert words in refused.value.sentence
    assert dump(book) == before


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\ncode: thu\nversion: '1'\ntitle: b\ncriteria: *b\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BOMB, "dòng 2"),
        ("a: " + "[" * 2000 + "]" * 2000, "quá sâu"),
        (
            SMALL.replace("        measure: number\n", "        measure: number\n        measure: ratio\n"),
            "dòng 17",
        ),
        (SMALL[: SMALL.index("criteria:")] + "criteria: []\n", "chưa có chỉ tiêu nào"),
        (SMALL.replace("measure: number", "measure: gì đó"), "gì đó"),
    ],
)
def test_a_file_that_is_no_set_is_refused_with_its_line(book, tmp_path, text, words):
    with pytest.raises(InputError) as refused:
        look(book, tmp_path, text)
    assert words in refused.value.sentence


def test_decomposed_letters_are_composed(book, tmp_path):
    import unicodedata

    uid = book.write(set_import.apply, found=look(book, tmp_path, unicodedata.normalize("NFD", SMALL)))
    made = book.read(set_entry.set_definition, set_uid=uid)
    assert made.criteria[0].name == "Giao thông"
    assert made.indicators[0].text == "Đường trục bản được cứng hóa"
