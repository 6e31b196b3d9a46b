"""New versions of a set, what changed between two, and moving a book: nothing is lost, everything can be undone."""

from __future__ import annotations

import sqlite3
from datetime import date
from decimal import Decimal

import pytest

from app.domain.criteria import SetLevel
from app.domain.set_comparison import Fate
from app.domain.verdict import Verdict
from app.errors import InputError
from app.services import assessments, assignments, catalogue, criteria, history, places, plans, set_entry
from app.services.assignments import Order, Target
from app.services.set_move import movable_places, move
from app.services.set_versions import comparison, counts, indicator_uids, new_version
from app.services.workspace import DATABASE_FILE, Workspace

MOVED_ON = date(2024, 4, 20)
_JOURNAL = {"journal", "journal_transaction", "sqlite_sequence"}


def dump(book: Workspace) -> dict[str, set[tuple[object, ...]]]:
    """Every row of every table but the journal's."""
    with sqlite3.connect(book.folder / DATABASE_FILE) as file:
        names = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: set(file.execute(f'SELECT * FROM "{name}"')) for name in names if name not in _JOURNAL}


@pytest.fixture
def old(book: Workspace) -> str:
    return book.read(criteria.criteria_sets)[0].uid


@pytest.fixture
def new(book: Workspace, old: str) -> str:
    return book.write(new_version, set_uid=old, version="2026")


def change(book: Workspace, set_uid: str, number: str, **values: object) -> None:
    uid = book.read(indicator_uids, set_uid=set_uid)[number]
    book.write(catalogue.change_indicator, indicator_uid=uid, values=values)


def test_a_new_version_is_the_old_one_under_another_name(book, old, new):
    before = book.read(set_entry.set_definition, set_uid=old)
    after = book.read(set_entry.set_definition, set_uid=new)
    assert (after.version, after.follows) == ("2026", (before.code, before.version))
    assert after.criteria == before.criteria, "with everybody who is responsible"
    assert any(one.leads for one in after.indicators)
    assert set(book.read(indicator_uids, set_uid=new).values()).isdisjoint(
        book.read(indicator_uids, set_uid=old).values()
    )
    with pytest.raises(InputError) as refused:
        book.write(new_version, set_uid=old, version=" 2026 ")
    assert refused.value.field == "version"
    history.undo(book)
    assert [row.uid for row in book.read(criteria.criteria_sets)] == [old]


def test_each_indicator_has_its_fate(book, old, new):
    assert book.read(comparison, old_set_uid=old, new_set_uid=new)[0].fate is Fate.SAME
    uids = book.read(indicator_uids, set_uid=new)
    change(book, new, "13.2", threshold="95")
    change(book, new, "1.2", predecessors=("1.1",))  # 1.1 goes on as 1.1 and 1.2; the old 1.2 ends
    change(book, new, "2.1", predecessors=("2.1", "2.2"))
    change(book, new, "2.2", predecessors=())
    book.write(catalogue.remove_indicator, indicator_uid=uids["14.1"])
    rows = book.read(comparison, old_set_uid=old, new_set_uid=new)
    fates = {
        (tuple(o.definition.number for o in row.old), tuple(n.definition.number for n in row.new)): row
        for row in rows
        if row.fate is not Fate.SAME
    }
    assert {key: row.fate for key, row in fates.items()} == {
        (("13.2",), ("13.2",)): Fate.REWORDED,
        (("1.1",), ("1.1", "1.2")): Fate.SPLIT,
        (("1.2",), ()): Fate.REMOVED,
        (("2.1", "2.2"), ("2.1",)): Fate.MERGED,
        ((), ("2.2",)): Fate.NEW,
        (("14.1",), ()): Fate.REMOVED,
    }
    assert fates[("13.2",), ("13.2",)].changed == ("threshold",)
    assert sum(counts(rows).values()) == len(rows)


def test_versions_between_are_followed_and_walked_back(book, old, new):
    """1.1 became 1.2 in 2026: the version after that still knows where it came from, and so does the way back."""
    change(book, new, "1.1", predecessors=())
    change(book, new, "1.2", predecessors=("1.1",))
    newest = book.write(new_version, set_uid=new, version="2027")
    there = {
        row.new[0].definition.number: tuple(one.definition.number for one in row.old)
        for row in book.read(comparison, old_set_uid=old, new_set_uid=newest)
        if row.new
    }
    back = {
        row.new[0].definition.number: tuple(one.definition.number for one in row.old)
        for row in book.read(comparison, old_set_uid=newest, new_set_uid=old)
        if row.new
    }
    assert (there["1.1"], there["1.2"], there["2.1"]) == ((), ("1.1",), ("2.1",))
    assert (back["1.1"], back["1.2"], back["2.1"]) == (("1.2",), (), ("2.1",))


def test_two_unknown_texts_of_two_sets_are_not_the_same(book, old):
    """A set of another code that says it follows proves nothing about a text nobody has."""
    other = book.write(new_version, set_uid=old, version="1", code="khac")
    rows = book.read(comparison, old_set_uid=old, new_set_uid=other)
    assert {row.fate for row in rows if not row.new[0].definition.text} == {Fate.REWORDED}
    assert {row.fate for row in rows if row.new[0].definition.text} == {Fate.SAME}


def put(book: Workspace) -> str:
    return book.read(places.find_hamlet, name="put").uid


def test_a_book_moves_and_nothing_is_lost(book, old, new):
    change(book, new, "13.2", threshold="95")
    old_uids, new_uids = (book.read(indicator_uids, set_uid=uid) for uid in (old, new))
    last = book.read(assessments.latest_round, hamlet_uid=put(book), set_uid=old)
    sheet = {row.indicator.number: row for row in book.read(assessments.sheet, round_uid=last.uid).rows}
    counted = {"part": Decimal(812), "whole": Decimal(963), "claimed": Verdict.UNMET, "explanation": "đã đếm"}
    for number in ("13.1", "13.2"):
        book.write(assessments.record, assessment_uid=sheet[number].uid, values=counted)
    plan = book.read(plans.plan_of_year, year=2024)
    role = book.read(criteria.roles)[0]
    for number in ("13.1", "13.2"):
        targets = [Target(put(book), old_uids[number])]
        book.write(assignments.assign, plan_uid=plan.uid, targets=targets, order=Order(role.uid, work="đếm"))
    before = dump(book)
    chosen = [place.uid for place in book.read(movable_places, year=2024, set_uid=old)]
    done = book.write(move, year=2024, old_set_uid=old, new_set_uid=new, place_uids=chosen, held_on=MOVED_ON)
    after = dump(book)
    assert done.rounds == len(chosen) == 2
    for table, rows in before.items():
        if not table.startswith("plan"):
            assert rows <= after[table], f"{table}: every row is as it was"
        assert len(after[table]) >= len(rows)
    moved = book.read(assessments.latest_round, hamlet_uid=put(book), set_uid=new)
    assert moved.held_on == MOVED_ON
    rows = {row.indicator.number: row for row in book.read(assessments.sheet, round_uid=moved.uid).rows}
    assert (rows["13.1"].answer.part, rows["13.1"].explanation) == (Decimal(812), "đã đếm")
    assert not rows["13.1"].confirmed, "chưa xác nhận lại"
    assert rows["13.2"].answer.part is None
    assert rows["13.2"].claimed is None
    assert book.read(plans.plan_of_year, year=2024).set_uid == new
    assert {row.set_uid for row in book.read(plans.planned_hamlets, plan_uid=plan.uid)} == {new}
    orders = book.read(assignments.assignment_rows, year=2024, today=MOVED_ON)
    given = {row.indicator.uid for row in orders if row.assignment_uid and row.work == "đếm"}
    assert new_uids["13.1"] in given
    assert new_uids["13.2"] not in given
    history.undo(book)
    assert dump(book) == before
    history.redo(book)
    assert {name: len(rows) for name, rows in dump(book).items()} == {n: len(r) for n, r in after.items()}


def test_a_part_of_the_book_moves_and_the_plan_waits_for_the_rest(book, old, new):
    def go(*uids: str) -> None:
        book.write(move, year=2024, old_set_uid=old, new_set_uid=new, place_uids=uids, held_on=MOVED_ON)

    tum = book.read(places.find_hamlet, name="tum").uid
    go(put(book))
    assert book.read(plans.plan_of_year, year=2024).set_uid == old
    assert [place.uid for place in book.read(movable_places, year=2024, set_uid=old)] == [tum]
    go(tum)
    assert book.read(plans.plan_of_year, year=2024).set_uid == new
    assert book.read(movable_places, year=2024, set_uid=old) == []


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"held_on": date(2022, 1, 1)}, "held_on", "từ ngày đó trở đi"),
        ({"place_uids": []}, "place_uids", "ít nhất một bản"),
        ({"new_set_uid": "old"}, "new_set_uid", "khác"),
        ({"new_set_uid": "empty"}, "new_set_uid", "chưa có chỉ tiêu nào"),
        ({"new_set_uid": "commune"}, "new_set_uid", "cùng cấp"),
    ],
)
def test_a_move_that_cannot_be_is_refused_and_changes_nothing(book, old, new, changed, field, words):
    made = {"old": old}
    for code, level in (("empty", SetLevel.HAMLET), ("commune", SetLevel.COMMUNE)):
        made[code] = book.write(catalogue.create_set, code=code, version="1", level=level, title="Bộ thử")
    if "new_set_uid" in changed:
        changed = {"new_set_uid": made[changed["new_set_uid"]]}
    before = dump(book)
    usual = {
        "year": 2024,
        "old_set_uid": old,
        "new_set_uid": new,
        "place_uids": [put(book)],
        "held_on": MOVED_ON,
    }
    with pytest.raises(InputError) as refused:
        book.write(move, **{**usual, **changed})
    assert refused.value.field == field
    assert words in refused.value.sentence
    assert dump(book) == before


def test_proofs_serve_the_new_indicator_too(book, old, new, tmp_path):
    from PIL import Image

    from app.services import evidence_intake

    class Silent:
        def step(self, text: str, done: int, total: int) -> None: ...

    Image.new("RGB", (40, 40), "red").save(tmp_path / "anh.png")
    old_uids, new_uids = (book.read(indicator_uids, set_uid=uid) for uid in (old, new))
    evidence_intake.add_files(
        book, [tmp_path / "anh.png"], Silent(), hamlet_uid=put(book), indicator_uid=old_uids["13.1"]
    )
    chosen = [put(book)]
    done = book.write(move, year=2024, old_set_uid=old, new_set_uid=new, place_uids=chosen, held_on=MOVED_ON)
    assert done.proofs == 1
    proved = book.read(assessments.evidence_counts, hamlet_uid=put(book))
    assert proved == {old_uids["13.1"]: 1, new_uids["13.1"]: 1}
