"""The typed rows of the province's tables in a real book."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.activities import ActivityKind
from app.domain.printed_tables import PrintedFault, TableNumber
from app.domain.rights import AccountKind, Actor
from app.errors import InputError, NotFoundError, RefusedError
from app.services import activities, advisory_tasks, history, places, printed_lines
from app.services.workspace import Workspace
from tests.province import printed_lines as province_lines

TASK = {
    "task": "Đề án phát triển sản phẩm OCOP",
    "lead": "Sở Nông nghiệp và PTNT",
    "support": "Các Sở, ngành; UBND các huyện, thành phố",
    "issued_by": "Ủy ban nhân dân tỉnh",
    "timing": "quý III, IV/2024",
}


def test_a_task_of_advice_and_its_undo(book: Workspace) -> None:
    uid = book.write(advisory_tasks.add_task, year=2024, values=TASK)
    (row,) = book.read(advisory_tasks.advisory_tasks, year=2024)
    assert (row.number, row.timing.words, row.timing.last) == (1, "Quý III, IV/2024", date(2024, 12, 31))
    assert not row.overdue(date(2024, 12, 31))
    assert row.overdue(date(2025, 1, 1))
    book.write(advisory_tasks.change_task, uid=uid, values={"done_on": date(2024, 9, 1)})
    assert not book.read(advisory_tasks.advisory_tasks, year=2024)[0].overdue(date(2025, 1, 1))
    book.write(advisory_tasks.remove_task, uid=uid)
    history.undo(book)
    assert book.read(advisory_tasks.advisory_tasks, year=2024)[0].done_on == date(2024, 9, 1)


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"task": ""}, "task", "điền"),
        ({"timing": "31/02/2024"}, "timing", ""),
        ({"timing": "cuối năm"}, "timing", "Quý III, IV/2023"),
        ({"lead": "x" * 301}, "lead", ""),
    ],
)
def test_a_bad_task_is_said_beside_its_field(
    book: Workspace, values: dict[str, str], field: str, words: str
) -> None:
    with pytest.raises(InputError) as told:
        book.write(advisory_tasks.add_task, year=2024, values={**TASK, **values})
    assert told.value.field == field
    assert words in told.value.sentence
    assert book.read(advisory_tasks.advisory_tasks, year=2024) == []


def test_activities_by_month(book: Workspace) -> None:
    put = book.read(places.find_hamlet, name="put").uid
    for kind, timing, place in (
        (ActivityKind.ANNOUNCEMENT, "trước ngày 31/12/2024", put),
        (ActivityKind.APPRAISAL, "trước ngày 01/12/2024", put),
        (ActivityKind.CHECK, "Quý II, III/2024", None),
        (ActivityKind.LEARNING, "", None),
    ):
        values = {"kind": kind, "timing": timing, "place_uid": place, "wording": None if place else "Các bản"}
        book.write(activities.add_activity, year=2024, values=values)
    rows = book.read(activities.activities, year=2024)
    assert [row.place for row in rows] == ["Bản Pút", "Bản Pút", "Các bản", "Các bản"]
    months = activities.calendar(rows)
    assert [(month.first, [row.kind for row in month.rows]) for month in months] == [
        (date(2024, 9, 1), [ActivityKind.CHECK]),
        (date(2024, 11, 1), [ActivityKind.APPRAISAL]),
        (date(2024, 12, 1), [ActivityKind.ANNOUNCEMENT]),
        (None, [ActivityKind.LEARNING]),
    ]


def test_an_activity_has_a_place(book: Workspace) -> None:
    with pytest.raises(InputError) as told:
        book.write(activities.add_activity, year=2024, values={"kind": ActivityKind.CHECK})
    assert told.value.field == "wording"
    uid = book.write(
        activities.add_activity, year=2024, values={"kind": ActivityKind.CHECK, "wording": "Các bản"}
    )
    with pytest.raises(InputError):
        book.write(activities.change_activity, uid=uid, values={"wording": " "})
    book.write(activities.remove_activity, uid=uid)
    with pytest.raises(NotFoundError):
        book.write(activities.remove_activity, uid=uid)


def test_the_province_s_tables_typed_as_printed(book: Workspace) -> None:
    for table in TableNumber:
        for line in province_lines(table).values():
            values = {
                "place": line.place,
                "area": line.area,
                "criteria_met": str(line.criteria_met),
                "indicators_met": line.indicators_met,
                "criteria_unmet": line.criteria_unmet,
                "indicators_unmet": line.indicators_unmet,
                "unmet": "\n".join(line.unmet),
                "remaining": "\n".join(line.remaining),
            }
            book.write(printed_lines.add_line, year=2024, table=table, values=values)
    found = {
        table: book.read(
            printed_lines.printed_lines,
            year=2024,
            table=table,
            counts=book.read(printed_lines.set_counts, year=2024, table=table),
        )
        for table in TableNumber
    }
    assert [kept.line for kept in found[TableNumber.SECOND]] == list(
        province_lines(TableNumber.SECOND).values()
    )
    faults = {
        (kept.line.place, problem.fault)
        for rows in found.values()
        for kept in rows
        for problem in kept.problems
    }
    assert {
        ("Xã Ngọc Chiến", PrintedFault.CRITERIA_SUM),
        ("Xã Chiềng Khoang", PrintedFault.INDICATORS_SUM),
        ("Xã Chiềng Pha", PrintedFault.CRITERIA_LISTED),
        ("Xã Mường Sai", PrintedFault.NUMBER_STYLES),
    } <= faults


@pytest.mark.parametrize("typed", ["-1", "1000", "chín", "2,5"])
def test_a_count_that_is_none(book: Workspace, typed: str) -> None:
    with pytest.raises(InputError) as told:
        book.write(
            printed_lines.add_line,
            year=2024,
            table=TableNumber.FIRST,
            values={"place": "Xã A", "criteria_met": typed},
        )
    assert told.value.field == "criteria_met"


def test_only_who_plans_writes_them(book: Workspace) -> None:
    book.actor = Actor("Trạm y tế", AccountKind.OFFICER, role_code="YT")
    with pytest.raises(RefusedError):
        book.write(advisory_tasks.add_task, year=2024, values=TASK)
