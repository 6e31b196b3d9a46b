from datetime import date

import pytest

from app.domain.work import OrderRemark, WorkProgress
from app.errors import InputError
from app.services import assignments, criteria, history, plans
from app.services.assignments import AssignmentRow
from app.services.workspace import Workspace

JULY = date(2024, 7, 15)


def rows_of(book: Workspace, hamlet: str = "Bản Pút", **more) -> dict[str, AssignmentRow]:
    found = book.read(assignments.assignment_rows, year=2024, today=book.today(), **more)
    return {row.indicator.number: row for row in found if row.hamlet == hamlet}


def plan_uid(book: Workspace) -> str:
    return book.read(plans.plan_of_year, year=2024).uid


def role(book: Workspace, code: str) -> str:
    return next(row.uid for row in book.read(criteria.roles) if row.code == code)


def withdraw_all(book: Workspace) -> None:
    uids = [row.assignment_uid for row in rows_of(book).values()]
    book.write(assignments.withdraw, assignment_uids=uids)


def test_the_contradictions_of_the_plan_are_remarks(book):
    put, tum = rows_of(book), rows_of(book, "Bản Tủm")
    assert put["1.2"].remarks == ()
    assert put["13.2"].remarks == (OrderRemark.SEVERAL_LEADS,)
    assert put["13.2"].other_leads == ("Công chức Lao động - Thương binh và xã hội",)
    assert tum["15.1"].remarks == (OrderRemark.NO_DEADLINE, OrderRemark.SEVERAL_LEADS)


def test_withdrawn_rows_show_the_standing_owner_and_what_was_found(book):
    withdraw_all(book)
    row = rows_of(book)["1.2"]
    assert (row.assignment_uid, row.lead) == (None, "Công chức Địa chính xã (kinh tế & hạ tầng)")
    assert row.work == "Bản chưa có cổng chào đầu bản"
    assert row.remarks == (OrderRemark.UNASSIGNED,)


def test_many_rows_get_one_order_in_one_step(book):
    withdraw_all(book)
    rows = list(rows_of(book).values())
    book.write(assignments.change, plan_uid=plan_uid(book), rows=rows, values={"due_before": JULY})
    given = rows_of(book)
    assert {row.due_before for row in given.values()} == {JULY}
    assert given["13.2"].lead == "Trạm y tế xã"
    assert given["1.2"].lead_uid == role(book, "DC_KTHT")
    assert history.undo(book) is not None
    assert all(row.assignment_uid is None for row in rows_of(book).values())


def test_fields_that_are_not_named_stay_as_each_row_has_them(book):
    before = rows_of(book)
    values = {"progress": WorkProgress.DOING, "note": "đã họp"}
    book.write(assignments.change, plan_uid=plan_uid(book), rows=list(before.values()), values=values)
    after = rows_of(book)
    for number, row in after.items():
        assert (row.lead, row.support, row.work, row.due_before) == (
            before[number].lead,
            before[number].support,
            before[number].work,
            before[number].due_before,
        )
        assert (row.progress, row.note) == (WorkProgress.DOING, "đã họp")


def test_another_lead_drops_the_words_of_the_plan(book):
    row = rows_of(book, "Bản Tủm")["15.1"]
    assert row.lead == "Cấp ủy chi bộ bản Tủm, VP Đảng ủy xã"
    values = {"lead_uid": role(book, "VP")}
    book.write(assignments.change, plan_uid=plan_uid(book), rows=[row], values=values)
    changed = rows_of(book, "Bản Tủm")["15.1"]
    assert changed.lead == "Công chức Văn phòng HĐND-UBND xã"
    assert changed.remarks == (OrderRemark.NO_DEADLINE,)


def test_a_row_that_nobody_leads_is_refused_and_nothing_is_written(book):
    withdraw_all(book)
    rows = list(rows_of(book).values())
    with pytest.raises(InputError) as refused:
        book.write(assignments.change, plan_uid=plan_uid(book), rows=rows, values={"lead_uid": None})
    assert refused.value.field == "lead_uid"
    assert all(row.assignment_uid is None for row in rows_of(book).values())


def test_standing_owners_take_what_nobody_has(book):
    withdraw_all(book)
    rows = list(rows_of(book).values())
    given = book.write(assignments.assign_standing_owners, plan_uid=plan_uid(book), rows=rows)
    assert given == 3
    assert rows_of(book)["13.2"].lead == "Trạm y tế xã"
    assert rows_of(book)["13.2"].work == "Tỷ lệ người dân tham gia bảo hiểm y tế chưa đạt"


def test_everything_shows_all_indicators_of_the_set(book):
    assert len(rows_of(book)) == 3
    everything = rows_of(book, everything=True)
    assert len(everything) == 44
    assert everything["2.1"].remarks == ()


def test_workload_counts_standing_open_and_overdue(book):
    def load(code: str, today: date) -> tuple[int, int, int]:
        found = book.read(assignments.overview, year=2024, today=today).workloads
        row = next(row for row in found if row.role.code == code)
        return row.standing, row.open, row.overdue

    assert load("YT", date(2024, 7, 14)) == (2, 2, 0)
    assert load("YT", JULY) == (2, 2, 2)
    done = {"progress": WorkProgress.DONE}
    book.write(assignments.change, plan_uid=plan_uid(book), rows=[rows_of(book)["13.2"]], values=done)
    assert load("YT", JULY) == (2, 1, 1)
