"""Last year's plan copied into the next, and hamlets taken in and out of a plan."""

from datetime import date

import pytest

from app.domain.dossier import EventKind
from app.domain.milestones import MilestoneKind, MilestoneRule
from app.domain.rights import AccountKind, Actor
from app.domain.work import WorkProgress
from app.errors import InputError, NotFoundError, RefusedError
from app.models.dossier import Dossier, DossierEvent
from app.services import (
    assignments,
    history,
    milestones,
    place_facts,
    places,
    plan_copy,
    plan_facts,
    plan_hamlets,
    plans,
)
from app.services.plan_copy import LeftOut
from app.services.workspace import Workspace

TODAY = date(2025, 1, 6)
REMEDY, EVIDENCE, DOSSIER = MilestoneKind.REMEDY, MilestoneKind.EVIDENCE, MilestoneKind.DOSSIER


def uid(book: Workspace, name: str) -> str:
    return book.read(places.find_hamlet, name=name).uid


def names(book: Workspace, year: int) -> list[str]:
    plan = book.read(plans.plan_of_year, year=year)
    return [row.name for row in book.read(plans.planned_hamlets, plan_uid=plan.uid)]


def milestone(book: Workspace, kind: MilestoneKind, hamlet_uid: str | None = None, **values) -> None:
    plan = book.read(plans.plan_of_year, year=2024)
    book.write(
        milestones.record, plan_uid=plan.uid, kind=kind, hamlet_uid=hamlet_uid, values=values, today=TODAY
    )


def rows_of(book: Workspace, year: int):
    return book.read(assignments.assignment_rows, year=year, today=TODAY)


def recognise(session, *, plan_uid: str, hamlet_uid: str, kinds: list[EventKind]) -> None:
    dossier = Dossier(plan_uid=plan_uid, hamlet_uid=hamlet_uid)
    session.add(dossier)
    for month, kind in enumerate(kinds, start=11):
        session.add(
            DossierEvent(dossier_uid=dossier.uid, kind=kind, on_date=date(2024, month, 20), position=month)
        )


def copy(book: Workspace, to_year: int = 2025) -> int:
    return book.write(plan_copy.copy_plan, from_year=2024, to_year=to_year, today=TODAY)


def test_days_move_by_a_year_and_rules_stay(book):
    milestone(book, REMEDY, rule=MilestoneRule(before_on=date(2024, 7, 15)), note="đã nhắc")
    milestone(book, DOSSIER, rule=MilestoneRule(after=MilestoneKind.APPRAISAL, days=5))
    milestone(book, EVIDENCE, uid(book, "Bản Pút"), done_on=date(2024, 9, 1))
    copy(book)
    plan = book.read(plans.plan_of_year, year=2025)
    assert plan.facts.title == (
        "Kế hoạch thực hiện xây dựng bản đạt chuẩn nông thôn mới trên địa bàn xã Chiềng Khoi năm 2025"
    )
    assert plan.facts.evidence_due == date(2025, 10, 22)
    found = book.read(milestones.year_plan, year=2025, today=TODAY)
    common = {row.kind: row for row in found.common}
    assert common[REMEDY].rule == MilestoneRule(before_on=date(2025, 7, 15))
    assert common[REMEDY].note == ""
    assert common[DOSSIER].last_day == date(2025, 10, 26)
    assert all(row.done_on is None for one in found.hamlets for row in one.milestones)


def test_standing_owners_get_what_is_still_unmet_and_no_result_comes_along(book):
    plan = book.read(plans.plan_of_year, year=2024)
    done = {"progress": WorkProgress.DONE, "note": "xong sớm"}
    book.write(assignments.change, plan_uid=plan.uid, rows=rows_of(book, 2024), values=done, today=TODAY)
    assert copy(book) == 6
    rows = rows_of(book, 2025)
    assert len(rows) == 6
    assert {row.progress for row in rows} == {WorkProgress.NOT_STARTED}
    assert {(row.note, row.due_before, row.done_on) for row in rows} == {("", None, None)}
    assert {row.lead_uid for row in rows} == {row.standing.lead_uid for row in rows}
    assert len(rows_of(book, 2024)) == 6


def test_a_recognised_hamlet_stays_out_until_its_decision_is_withdrawn(book):
    plan = book.read(plans.plan_of_year, year=2024)
    put, tum = uid(book, "Bản Pút"), uid(book, "Bản Tủm")
    book.write(recognise, plan_uid=plan.uid, hamlet_uid=put, kinds=[EventKind.RECOGNISED])
    withdrawn = [EventKind.RECOGNISED, EventKind.WITHDRAWN]
    book.write(recognise, plan_uid=plan.uid, hamlet_uid=tum, kinds=withdrawn)
    offer = book.read(plan_copy.copy_offer, from_year=2024, to_year=2025)
    assert offer.left_out == (("Bản Pút", LeftOut.RECOGNISED),)
    copy(book)
    assert names(book, 2025) == ["Bản Tủm"]


def test_a_hamlet_that_is_gone_stays_out(book):
    book.write(
        place_facts.update_place, place_uid=uid(book, "Bản Tủm"), values={"valid_to": date(2024, 12, 1)}
    )
    offer = book.read(plan_copy.copy_offer, from_year=2024, to_year=2025)
    assert offer.left_out == (("Bản Tủm", LeftOut.GONE),)


def test_a_set_out_of_force_is_told(book):
    offer = book.read(plan_copy.copy_offer, from_year=2024, to_year=2027)
    assert offer.set_expired
    assert offer.milestones == 2  # evidence and appraisal, which stand in the plan itself
    assert not book.read(plan_copy.copy_offer, from_year=2024, to_year=2025).set_expired


def test_one_undo_takes_the_whole_copy_back(book):
    copy(book)
    history.undo(book)
    assert book.read(plans.years) == [2024]
    assert len(rows_of(book, 2024)) == 6


def test_a_year_with_a_plan_and_a_year_without_are_refused(book):
    with pytest.raises(InputError, match="đã có kế hoạch"):
        copy(book, 2024)
    with pytest.raises(NotFoundError):
        book.write(plan_copy.copy_plan, from_year=2020, to_year=2025, today=TODAY)


def test_only_who_plans_copies(book):
    book.actor = Actor("Chủ tịch", AccountKind.CHAIRMAN)
    with pytest.raises(RefusedError):
        copy(book)


# Hamlets of a plan


def choose(book: Workspace, *wanted: str) -> None:
    book.write(plan_hamlets.choose, year=2024, hamlet_uids=[uid(book, name) for name in wanted])


def test_hamlets_come_and_go_while_nothing_hangs_on_them(book):
    book.write(places.add_hamlets, names=["Bản Mé"])
    choose(book, "Bản Mé", "Bản Pút", "Bản Tủm")
    assert names(book, 2024) == ["Bản Mé", "Bản Pút", "Bản Tủm"]
    milestone(book, DOSSIER, uid(book, "Bản Mé"), rule=MilestoneRule(before_on=date(2024, 11, 1)))
    choose(book, "Bản Pút", "Bản Tủm")
    assert names(book, 2024) == ["Bản Pút", "Bản Tủm"]
    history.undo(book)
    assert names(book, 2024) == ["Bản Mé", "Bản Pút", "Bản Tủm"]


def test_a_hamlet_with_orders_stays(book):
    with pytest.raises(RefusedError, match="Bản Tủm đã được giao việc"):
        choose(book, "Bản Pút")
    assert names(book, 2024) == ["Bản Pút", "Bản Tủm"]


def test_the_paper_of_a_plan_is_filled_in(book):
    paper = book.read(plan_facts.plan_paper, year=2024)
    assert (paper.number, paper.dated) == ("", None)
    values = {"number": " 12/KH-BCĐ ", "dated": date(2024, 1, 15)}
    book.write(plan_facts.change_paper, plan_uid=paper.uid, values=values)
    paper = book.read(plan_facts.plan_paper, year=2024)
    assert (paper.number, paper.dated) == ("12/KH-BCĐ", date(2024, 1, 15))
    with pytest.raises(InputError):
        book.write(plan_facts.change_paper, plan_uid=paper.uid, values={"title": " "})
