from datetime import date

import pytest

from app.domain.criteria import DutyKind
from app.errors import InputError
from app.services import criteria, history, plans, responsibilities
from app.services.responsibilities import DutyTable
from app.services.workspace import Workspace

TODAY = date(2024, 4, 20)
LEAD, SUPPORT, APPRAISE = DutyKind


def table(book: Workspace) -> DutyTable:
    return book.read(responsibilities.table, set_uid=set_uid(book), on=TODAY)


def set_uid(book: Workspace) -> str:
    return book.read(plans.plan_of_year, year=2024).set_uid


def role(book: Workspace, code: str) -> str:
    return next(row.uid for row in book.read(criteria.roles) if row.code == code)


def codes(book: Workspace, number: str, kind: DutyKind) -> tuple[list[str], bool]:
    row = next(row for row in table(book).rows if row.number == number)
    return [found.code for found in row.named(kind).roles], row.named(kind).inherited


def targets(book: Workspace, *numbers: str):
    return [row.target for row in table(book).rows if row.number in numbers]


def step(book: Workspace, use_case, numbers, code: str, kind: DutyKind = LEAD) -> None:
    book.write(
        use_case, set_uid=set_uid(book), targets=targets(book, *numbers), role_uid=role(book, code), duty=kind
    )


def test_the_table_has_a_row_for_every_criterion_and_counts_its_holes(book):
    found = table(book)
    assert (sum(row.of_criterion for row in found.rows), len(found.rows)) == (16, 60)
    assert (found.without_lead, found.with_several_leads, found.without_appraiser) == (0, 0, 44)
    health = next(load for load in found.roles if load.role.code == "YT")
    assert health.counts == {LEAD: 2, SUPPORT: 0, APPRAISE: 0}


def test_a_role_on_the_criterion_counts_for_indicators_that_name_nobody(book):
    step(book, responsibilities.give, ["13"], "DC_CHUNG", APPRAISE)
    assert codes(book, "13.2", APPRAISE) == (["DC_CHUNG"], True)
    below = len([row for row in table(book).rows if row.criterion_number == "13" and not row.of_criterion])
    assert table(book).without_appraiser == 44 - below
    step(book, responsibilities.give, ["13.2"], "YT", APPRAISE)
    assert codes(book, "13.2", APPRAISE) == (["DC_CHUNG", "YT"], False)
    step(book, responsibilities.take, ["13.2"], "YT", APPRAISE)
    assert codes(book, "13.2", APPRAISE) == (["DC_CHUNG"], True)
    with pytest.raises(InputError, match="dòng tiêu chí"):
        step(book, responsibilities.take, ["13.2"], "DC_CHUNG", APPRAISE)


def test_many_rows_are_set_in_one_step_and_ctrl_z_takes_it_back(book):
    numbers = ["1.1", "2.1", "13.2"]
    before = table(book)
    step(book, responsibilities.give, numbers, "CA")
    assert table(book).with_several_leads == 3
    assert history.undo(book).action == "responsibilities.give"
    assert table(book) == before
    book.write(
        responsibilities.set_roles,
        set_uid=set_uid(book),
        targets=targets(book, *numbers),
        roles={LEAD: [role(book, "CA")], SUPPORT: []},
    )
    assert {tuple(codes(book, number, LEAD)[0]) for number in numbers} == {("CA",)}
    assert codes(book, "13.2", SUPPORT) == ([], False)
    history.undo(book)
    assert table(book) == before


def test_a_lead_taken_away_leaves_a_hole_until_the_criterion_has_one(book):
    step(book, responsibilities.take, ["13.2"], "YT")
    assert table(book).without_lead == 1
    step(book, responsibilities.give, ["13"], "CA")
    assert codes(book, "13.2", LEAD) == (["CA"], True)
    assert codes(book, "13.1", LEAD)[1] is False
    there = table(book).rows
    own = [row for row in there if row.criterion_number == "13" and not row.of_criterion]
    given = book.write(
        responsibilities.follow_criterion,
        set_uid=set_uid(book),
        targets=[row.target for row in there if row in own],
    )
    assert given == len(own)
    assert codes(book, "13.1", LEAD) == (["CA"], True)
