from datetime import date

import pytest

from app.errors import InputError, RefusedError
from app.services import assignments, criteria, duties, history, people, places, plans, roles
from app.services.people import Leave, Term
from app.services.workspace import Workspace

TODAY = date(2024, 4, 20)


def role(book: Workspace, code: str) -> str:
    return next(row.uid for row in book.read(criteria.roles) if row.code == code)


@pytest.fixture
def hoa(book):
    return book.write(people.add, name="Lò Thị Hoa", phone="0912 345 678")


@pytest.fixture
def bun(book):
    return book.write(people.add, name="Cầm Văn Bun")


def acting(book: Workspace, on: date, code: str = "YT", hamlet_uid: str | None = None):
    found = book.read(people.holder, role_uid=role(book, code), on=on, hamlet_uid=hamlet_uid)
    return found and (found.name, found.stands_for)


def test_people_stand_in_the_order_of_their_given_names(book, hoa, bun):
    book.write(people.add, name="Lò Văn Ấn")
    assert [row.name for row in book.read(people.people)] == ["Lò Văn Ấn", "Cầm Văn Bun", "Lò Thị Hoa"]


def test_a_role_is_held_from_day_to_day_and_a_replacement_acts_meanwhile(book, hoa, bun):
    uid = book.write(people.hold, term=Term(hoa, role(book, "YT"), date(2024, 1, 1), date(2024, 6, 30)))
    leave = Leave(date(2024, 4, 20), date(2024, 4, 22), bun, "Đi học")
    book.write(people.note_absence, tenure_uid=uid, leave=leave)
    assert acting(book, date(2023, 12, 31)) is None
    assert acting(book, date(2024, 4, 19)) == ("Lò Thị Hoa", "")
    assert acting(book, TODAY) == ("Cầm Văn Bun", "Lò Thị Hoa")
    assert acting(book, date(2024, 6, 30)) == ("Lò Thị Hoa", "")
    assert acting(book, date(2024, 7, 1)) is None
    assert history.undo(book).action == "people.note_absence"
    assert acting(book, TODAY) == ("Lò Thị Hoa", "")


def test_two_may_hold_one_role_and_it_is_said(book, hoa, bun):
    for person in (hoa, bun):
        book.write(people.hold, term=Term(person, role(book, "YT")))
    found = {row.person: row.together for row in book.read(people.tenures)}
    assert found == {"Lò Thị Hoa": ("Cầm Văn Bun",), "Cầm Văn Bun": ("Lò Thị Hoa",)}
    with pytest.raises(InputError, match="đã giữ vai trò này"):
        book.write(people.hold, term=Term(hoa, role(book, "YT"), TODAY))


def test_a_role_of_the_hamlets_is_held_in_one_hamlet(book, hoa):
    put = book.read(places.find_hamlet, name="put").uid
    with pytest.raises(InputError, match="chọn bản"):
        book.write(people.hold, term=Term(hoa, role(book, "BQL")))
    book.write(people.hold, term=Term(hoa, role(book, "BQL"), hamlet_uid=put))
    assert acting(book, TODAY, "BQL", put) == ("Lò Thị Hoa", "")
    assert acting(book, TODAY, "BQL") is None
    with pytest.raises(InputError):
        book.write(roles.change, role_uid=role(book, "BQL"), values={"level": criteria.RoleLevel.COMMUNE})


@pytest.mark.parametrize(
    ("leave", "field"),
    [
        (Leave(date(2023, 12, 31)), "from_on"),
        (Leave(date(2024, 5, 2), date(2024, 5, 1)), "until_on"),
        (Leave(date(2024, 2, 10)), "from_on"),
    ],
)
def test_an_absence_that_cannot_be_is_refused(book, hoa, leave, field):
    uid = book.write(people.hold, term=Term(hoa, role(book, "YT"), date(2024, 1, 1)))
    book.write(people.note_absence, tenure_uid=uid, leave=Leave(date(2024, 2, 1), date(2024, 2, 15)))
    with pytest.raises(InputError) as refused:
        book.write(people.note_absence, tenure_uid=uid, leave=leave)
    assert refused.value.field == field


def test_who_holds_something_is_not_removed(book, hoa):
    uid = book.write(people.hold, term=Term(hoa, role(book, "YT")))
    book.write(people.note_absence, tenure_uid=uid, leave=Leave(TODAY))
    with pytest.raises(RefusedError):
        book.write(people.remove, person_uid=hoa)
    book.write(people.remove_tenure, tenure_uid=uid)
    book.write(people.remove, person_uid=hoa)
    assert book.read(people.people) == []
    for _step in range(2):
        history.undo(book)
    assert len(book.read(people.tenures)[0].absences) == 1


def test_the_holder_is_named_where_roles_carry_work(book, hoa, bun):
    put = book.read(places.find_hamlet, name="put").uid
    book.write(people.hold, term=Term(bun, role(book, "YT"), None, date(2023, 12, 31)))
    book.write(people.hold, term=Term(hoa, role(book, "YT"), date(2024, 1, 1)))
    plan = book.read(plans.plan_of_year, year=2024)
    rows = book.read(criteria.indicators, set_uid=plan.set_uid)
    health = next(row.uid for row in rows if row.number == "13.2")

    def carrying(year: int, on: date | None = TODAY) -> str:
        found = book.read(duties.duties_of_hamlet, year=year, hamlet_uid=put, indicators=rows, on=on)
        return found[health].holder

    assert (carrying(2024), carrying(2023), carrying(2024, None)) == ("Lò Thị Hoa", "Cầm Văn Bun", "")
    found = book.read(assignments.overview, year=2024, today=TODAY)
    assert next(row.holder for row in found.rows if row.indicator.uid == health) == "Lò Thị Hoa"
    assert next(row.holder for row in found.workloads if row.role.code == "YT") == "Lò Thị Hoa"
