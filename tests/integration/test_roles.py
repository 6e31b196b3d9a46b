from datetime import date

import pytest

from app.domain.criteria import DutyKind, RoleLevel
from app.domain.work import WorkProgress
from app.errors import InputError, RefusedError
from app.services import assignments, criteria, history, people, plans, responsibilities, roles, set_entry
from app.services.people import Term
from app.services.roles import RoleDetail
from app.services.workspace import Workspace

TODAY = date(2024, 4, 20)


def details(book: Workspace) -> dict[str, RoleDetail]:
    return {row.code: row for row in book.read(roles.role_details)}


def leads(book: Workspace) -> dict[str, str | None]:
    set_uid = book.read(plans.plan_of_year, year=2024).set_uid
    return {row.number: row.lead_code for row in book.read(criteria.indicators, set_uid=set_uid)}


def order_of(book: Workspace, number: str = "13.2"):
    rows = book.read(assignments.assignment_rows, year=2024, today=TODAY)
    return next(row for row in rows if row.indicator.number == number and row.hamlet == "Bản Pút")


def test_a_role_is_added_renamed_moved_and_removed_each_as_one_step(book):
    before = details(book)
    uid = book.write(roles.add, name="  Phòng  Kinh tế", level=RoleLevel.COMMUNE, variants=("PKT xã",))
    assert details(book)["PKT"].name == "Phòng Kinh tế"
    book.write(roles.change, role_uid=uid, values={"name": "Phòng Kinh tế xã", "code": ""})
    assert details(book)["PKTX"].variants == ("PKT xã",)
    book.write(roles.move, role_uid=uid, step=-1)
    assert [row.code for row in book.read(criteria.roles)][-2:] == ["PKTX", "BQL"]
    book.write(roles.remove, role_uid=uid)
    assert details(book) == before or set(details(book)) == set(before)
    for _step in range(4):
        history.undo(book)
    assert details(book) == before


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "TRẠM Y TẾ XÃ"}, "name"),
        ({"code": "yt"}, "code"),
        ({"code": "P KT"}, "code"),
        ({"name": "  "}, None),
    ],
)
def test_names_and_codes_that_cannot_be_are_refused(book, values, field):
    with pytest.raises(InputError) as refused:
        book.write(roles.change, role_uid=details(book)["VHTT"].uid, values=values)
    assert refused.value.field == field


def test_a_role_that_is_referred_to_is_not_removed_and_the_sentence_says_by_what(book):
    with pytest.raises(RefusedError, match=r"2 trách nhiệm .*2 việc đã giao"):
        book.write(roles.remove, role_uid=details(book)["YT"].uid)


def test_joining_takes_duties_open_orders_and_people_along_and_can_be_undone(book):
    before, now = details(book), leads(book)
    yt, social = before["YT"].uid, before["LDTBXH"].uid
    hoa = book.write(people.add, name="Lò Thị Hoa")
    book.write(people.hold, term=Term(hoa, yt, date(2020, 1, 1)))
    rows = book.read(assignments.assignment_rows, year=2024, today=TODAY)
    done = next(row for row in rows if row.hamlet == "Bản Tủm" and row.lead_uid == yt)
    values = {"progress": WorkProgress.DONE}
    book.write(
        assignments.change, plan_uid=book.read(plans.plan_of_year, year=2024).uid, rows=[done], values=values
    )
    book.write(roles.join, role_uid=yt, into_uid=social, on=TODAY, people_follow=True)

    assert leads(book) == {number: "LDTBXH" if code == "YT" else code for number, code in now.items()}
    assert details(book)["YT"].merged_into == before["LDTBXH"].name
    assert (order_of(book).lead_uid, order_of(book).lead) == (social, before["LDTBXH"].name)
    kept = book.read(assignments.assignment_rows, year=2024, today=TODAY)
    assert next(row for row in kept if row.assignment_uid == done.assignment_uid).lead == "Trạm y tế xã"
    assert order_of(book).holder == "Lò Thị Hoa"
    assert book.read(people.holder, role_uid=yt, on=date(2024, 4, 19)).name == "Lò Thị Hoa"
    assert book.read(people.holder, role_uid=yt, on=TODAY) is None
    set_uid = book.read(plans.plan_of_year, year=2024).set_uid
    found = book.read(responsibilities.table, set_uid=set_uid, on=TODAY)
    row = next(row for row in found.rows if row.number == "13.2")
    assert (len(row.lead.roles), row.support.roles) == (1, ())  # nobody supports what they lead

    assert history.undo(book).action == "roles.join"
    assert leads(book) == now
    assert order_of(book).lead_uid == yt
    assert details(book) == before


def test_a_joined_role_stands_for_the_other_when_a_set_names_it(book):
    found = details(book)
    book.write(roles.join, role_uid=found["YT"].uid, into_uid=found["VP"].uid, on=TODAY)
    set_uid = book.read(plans.plan_of_year, year=2024).set_uid
    uid = book.read(criteria.indicators, set_uid=set_uid)[0].uid
    codes = {DutyKind.LEAD: ("YT", "VP")}
    book.write(set_entry.set_duties, codes, indicator_uid=uid)
    assert book.read(criteria.duty_codes, set_uid=set_uid)[uid] == {DutyKind.LEAD: ("VP",)}
    with pytest.raises(InputError):
        book.write(roles.join, role_uid=found["YT"].uid, into_uid=found["VP"].uid, on=TODAY)
    with pytest.raises(InputError, match="cùng cấp"):
        book.write(roles.join, role_uid=found["VP"].uid, into_uid=found["BQL"].uid, on=TODAY)
