"""The work of an assignment: money, the day it was done, proofs, its log, and who was responsible when."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app.domain.milestones import MilestoneKind, MilestoneRule
from app.domain.rights import AccountKind, Actor
from app.domain.work import OrderRemark, WorkProgress
from app.errors import InputError, RefusedError
from app.services import (
    assessments,
    assignment_notes,
    assignment_people,
    assignments,
    criteria,
    evidence_intake,
    history,
    milestones,
    people,
    places,
    plans,
)
from app.services.assignments import AssignmentRow
from app.services.people import Term
from app.services.workspace import Workspace

TODAY = date(2024, 4, 20)


class Silent:
    def step(self, text: str, done: int, total: int) -> None:
        """Nobody watches."""


def rows_of(book: Workspace, hamlet: str = "Bản Pút") -> dict[str, AssignmentRow]:
    found = book.read(assignments.assignment_rows, year=2024, today=TODAY)
    return {row.indicator.number: row for row in found if row.hamlet == hamlet}


def change(book: Workspace, number: str, **values) -> AssignmentRow:
    plan = book.read(plans.plan_of_year, year=2024)
    book.write(
        assignments.change, plan_uid=plan.uid, rows=[rows_of(book)[number]], values=values, today=TODAY
    )
    return rows_of(book)[number]


def role(book: Workspace, code: str) -> str:
    return next(row.uid for row in book.read(criteria.roles) if row.code == code)


def test_work_that_is_called_done_was_done_today_unless_another_day_is_said(book):
    assert change(book, "1.2", progress=WorkProgress.DONE).done_on == TODAY
    assert change(book, "1.2", done_on=date(2024, 4, 2)).done_on == date(2024, 4, 2)
    reopened = change(book, "1.2", progress=WorkProgress.DOING)
    assert (reopened.done_on, reopened.progress) == (None, WorkProgress.DOING)
    assert change(book, "1.2", done_on=date(2024, 4, 3)).progress is WorkProgress.DONE
    assert change(book, "1.2", done_on=None).progress is WorkProgress.DONE


def test_a_day_to_come_and_money_below_nothing_are_refused_at_their_field(book):
    with pytest.raises(InputError) as refused:
        change(book, "1.2", done_on=date(2024, 4, 21))
    assert refused.value.field == "done_on"
    with pytest.raises(InputError) as refused:
        change(book, "1.2", money_needed=Decimal(-1))
    assert refused.value.field == "money_needed"


def test_money_is_kept_to_the_dong(book):
    assert change(book, "4.3", money_needed=Decimal("389868001")).money_needed == Decimal(389868001)
    history.undo(book)
    assert rows_of(book)["4.3"].money_needed is None


def test_done_without_proof_is_told_until_there_is_one(book, tmp_path):
    assert OrderRemark.NO_PROOF not in rows_of(book)["1.2"].remarks
    row = change(book, "1.2", progress=WorkProgress.DONE)
    assert OrderRemark.NO_PROOF in row.remarks
    file = tmp_path / "cổng chào.txt"
    file.write_text("Đã dựng cổng chào", encoding="utf-8")
    evidence_intake.add_files(
        book, [file], Silent(), hamlet_uid=row.target.hamlet_uid, indicator_uid=row.target.indicator_uid
    )
    assert rows_of(book)["1.2"].remarks == ()
    assert rows_of(book)["1.2"].proofs == 1


def test_remaining_work_is_derived_from_the_latest_round(book):
    put = book.read(places.find_hamlet, name="Bản Pút").uid
    sheet = book.read(assessments.sheet, round_uid=book.read(assessments.rounds_of, hamlet_uid=put)[0].uid)
    row = next(one for one in sheet.rows if one.indicator.number == "13.2")
    book.write(
        assessments.record,
        assessment_uid=row.uid,
        values={"remaining": "57 hộ"},
    )
    assert rows_of(book)["13.2"].remaining == "57 hộ"
    assert rows_of(book)["1.2"].remaining == ""


def test_the_plans_day_for_mending_is_the_default_of_a_new_order(book):
    plan = book.read(plans.plan_of_year, year=2024)
    book.write(assignments.withdraw, assignment_uids=[rows_of(book)["1.2"].assignment_uid])
    book.write(
        milestones.record,
        plan_uid=plan.uid,
        kind=MilestoneKind.REMEDY,
        hamlet_uid=None,
        values={"rule": MilestoneRule(day=1, month=8)},
        today=TODAY,
    )
    row = rows_of(book)["1.2"]
    assert (row.assignment_uid, row.due_before, row.days_over) == (None, date(2024, 8, 1), 0)
    book.write(assignments.assign_standing_owners, plan_uid=plan.uid, rows=[row])
    assert rows_of(book)["1.2"].due_before == date(2024, 8, 1)
    assert rows_of(book)["13.2"].due_before == date(2024, 7, 15)


def test_standing_owners_replace_what_was_ordered_and_leave_the_rest(book):
    plan = book.read(plans.plan_of_year, year=2024)
    rows = rows_of(book, "Bản Tủm")
    given = book.write(
        assignments.follow_standing_owners, plan_uid=plan.uid, rows=[rows["15.1"], rows["13.2"]]
    )
    assert given == 2
    after = rows_of(book, "Bản Tủm")
    assert after["15.1"].lead_uid == role(book, "VP")
    assert after["15.1"].lead == "Công chức Văn phòng HĐND-UBND xã"
    assert after["15.1"].remarks == (OrderRemark.NO_DEADLINE,)
    assert after["13.2"].due_before == date(2024, 7, 15)
    history.undo(book)
    assert rows_of(book, "Bản Tủm")["15.1"].lead == "Cấp ủy chi bộ bản Tủm, VP Đảng ủy xã"


# The log


def add_note(book: Workspace, text: str, on_date: date = TODAY) -> str:
    uid = rows_of(book)["13.2"].assignment_uid
    return book.write(assignment_notes.add_note, assignment_uid=uid, text=text, on_date=on_date, today=TODAY)


def test_the_log_tells_when_who_and_what_newest_first(book):
    book.actor = Actor("Lò Văn A")
    add_note(book, "Họp bản, vận động 30 hộ", date(2024, 3, 2))
    book.actor = Actor("Trạm y tế", AccountKind.OFFICER, role_code="YT")
    add_note(book, "Thêm 12 người tham gia")
    uid = rows_of(book)["13.2"].assignment_uid
    found = book.read(assignment_notes.notes, assignment_uid=uid)
    assert [(row.on_date, row.who, row.text) for row in found] == [
        (TODAY, "Trạm y tế", "Thêm 12 người tham gia"),
        (date(2024, 3, 2), "Lò Văn A", "Họp bản, vận động 30 hộ"),
    ]


def test_only_who_plans_or_leads_writes_the_log(book):
    for other in (
        Actor("Văn hóa", AccountKind.OFFICER, role_code="VHTT"),
        Actor("BQL", AccountKind.HAMLET_BOARD, hamlet_uid=rows_of(book)["13.2"].target.hamlet_uid),
        Actor("Người xem", AccountKind.VIEWER),
    ):
        book.actor = other
        with pytest.raises(RefusedError):
            add_note(book, "Không phải việc của tôi")


def test_an_empty_line_and_a_day_to_come_are_refused(book):
    with pytest.raises(InputError):
        add_note(book, "  ")
    with pytest.raises(InputError, match="chưa tới"):
        add_note(book, "Sẽ làm", date(2024, 4, 21))


def test_a_withdrawn_order_takes_its_log_along_and_brings_it_back(book):
    add_note(book, "Đã họp")
    uid = rows_of(book)["13.2"].assignment_uid
    book.write(assignments.withdraw, assignment_uids=[uid])
    assert book.read(assignment_notes.notes, assignment_uid=uid) == []
    history.undo(book)
    assert len(book.read(assignment_notes.notes, assignment_uid=uid)) == 1


# Who was responsible


def test_leads_and_the_persons_who_held_their_role_are_told_with_days(book):
    a, b = (book.write(people.add, name=name) for name in ("Lò Thị Hoa", "Cà Văn Minh"))
    health = role(book, "YT")
    book.write(people.hold, term=Term(a, health, date(2023, 1, 1), date(2024, 4, 30)))
    book.write(people.hold, term=Term(b, health, date(2024, 5, 1)))
    book._now = lambda: datetime(2024, 6, 10, 3, 0, tzinfo=UTC)
    change(book, "13.2", lead_uid=role(book, "VHTT"))
    found = book.read(
        assignment_people.responsible_people, assignment_uid=rows_of(book)["13.2"].assignment_uid
    )
    assert [(row.from_on, row.until_on, row.person) for row in found] == [
        (date(2024, 6, 10), None, ""),
        (date(2024, 5, 1), date(2024, 6, 9), "Cà Văn Minh"),
        (TODAY, date(2024, 4, 30), "Lò Thị Hoa"),
    ]
    assert found[1].role == "Trạm y tế xã"


def test_an_officer_carries_the_money_of_what_is_still_open(book):
    change(book, "1.2", money_needed=Decimal(20_000_000))
    change(book, "4.3", money_needed=Decimal(35_500_000))

    def carried() -> Decimal:
        found = book.read(assignments.overview, year=2024, today=TODAY).workloads
        return next(row.money for row in found if row.role.code == "DC_KTHT")

    assert carried() == Decimal(55_500_000)
    change(book, "1.2", progress=WorkProgress.DONE)
    assert carried() == Decimal(35_500_000)
