"""Doors by which an answer could come to mean something else: spelling, groups, proofs without a round, moves."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.domain.criteria import GroupKind, SetLevel
from app.domain.measure import Measure
from app.domain.rights import AccountKind
from app.domain.verdict import Verdict
from app.errors import InputError, RefusedError
from app.files.evidence_store import StoredFile
from app.models.account import Account
from app.models.evidence import EvidenceLink
from app.services import (
    assessments,
    assignments,
    boards,
    catalogue,
    catalogue_paste,
    criteria,
    plan_sets,
    plans,
    roles,
    today,
)
from app.services.assignments import Order, Target
from app.services.catalogue import Effect
from app.services.catalogue_paste import PasteTarget
from app.services.dossier_content import gather
from app.services.evidence_intake import enter_files
from app.services.set_move import move
from app.services.set_versions import indicator_uids, new_version

DAY = date(2024, 4, 20)


@pytest.fixture
def usual(book):
    return book.read(criteria.criteria_sets)[0].uid


@pytest.fixture
def planned(book):
    plan = book.read(plans.plan_of_year, year=2024)
    return [row.hamlet_uid for row in book.read(plans.planned_hamlets, plan_uid=plan.uid)]


@pytest.fixture
def own(book):
    """A set of one's own that nobody uses yet: 1.1, 1.2, 1.3, each with a text."""
    uid = book.write(catalogue.create_set, code="THU", version="1", level=SetLevel.HAMLET, title="Bộ thử")
    criterion = book.write(catalogue.add_criterion, set_uid=uid, number="1", name="Điện")
    for number in ("1.1", "1.2", "1.3"):
        found = book.write(catalogue.add_indicator, criterion_uid=criterion, number=number)
        book.write(catalogue.change_indicator, indicator_uid=found, values={"text": f"Nội dung {number}"})
    return uid


def change(book, set_uid, number, **values):
    uid = book.read(indicator_uids, set_uid=set_uid)[number]
    book.write(catalogue.change_indicator, indicator_uid=uid, values=values)


def effect(book, set_uid, number, **values):
    uid = book.read(indicator_uids, set_uid=set_uid)[number]
    return book.read(catalogue.effect_of, indicator_uid=uid, values=values)


def start(book, hamlet, set_uid, day=DAY):
    return book.write(assessments.start_round, hamlet_uid=hamlet, set_uid=set_uid, held_on=day)


def round_of(book, hamlet, set_uid):
    """The newest."""
    return book.read(assessments.latest_round, hamlet_uid=hamlet, set_uid=set_uid).uid


def row(book, round_uid, number):
    rows = book.read(assessments.sheet, round_uid=round_uid).rows
    return next(found for found in rows if found.indicator.number == number)


def record(book, round_uid, number, **values):
    book.write(assessments.record, assessment_uid=row(book, round_uid, number).uid, values=values)


def test_words_that_answers_name_stay_as_they_are_written(book, own, planned):
    """A paper or a step spelt otherwise was not found again: met became unmet, or nothing."""
    change(book, own, "1.1", measure=Measure.PAPERS, required_papers=("Biên bản", "Ảnh"))
    change(book, own, "1.2", measure=Measure.RATING, scale=("kém", "Tốt"), threshold="Tốt")
    held = start(book, planned[0], own)
    record(book, held, "1.1", papers=("Biên bản", "Ảnh"))
    record(book, held, "1.2", rating="Tốt")
    for number, values in (
        ("1.1", {"required_papers": ("biên bản", "Ảnh.")}),
        ("1.2", {"scale": ("kém", "tốt"), "threshold": "tốt"}),
    ):
        with pytest.raises(RefusedError):
            change(book, own, number, **values)
        assert row(book, held, number).computed.verdict is Verdict.MET
    assert effect(book, own, "1.1", required_papers=("Ảnh", "Biên bản")) is Effect.FREE


def test_groups_fill_in_only_what_no_threshold_said(book, own, planned):
    change(book, own, "1.1", measure=Measure.PERCENT, threshold="90")
    groups = {"group_kind": GroupKind.AREA, "group_thresholds": (("I", "50"),)}
    change(book, own, "1.2", measure=Measure.PERCENT, **groups)
    start(book, planned[0], own)
    assert effect(book, own, "1.1", **groups) is Effect.MEANING, "90 % for everybody would be 50 % for some"
    assert effect(book, own, "1.2", group_thresholds=(("I", "50"), ("II", "40"))) is Effect.FILLS_IN
    assert effect(book, own, "1.2", group_thresholds=(("I", "40"), ("II", "40"))) is Effect.MEANING
    assert effect(book, own, "1.3", measure=Measure.PERCENT, **groups) is Effect.FILLS_IN


def test_a_mark_inside_a_number_is_no_punctuation(book, own, planned):
    change(book, own, "1.1", text="Có 2,450 km đường")
    start(book, planned[0], own)
    assert effect(book, own, "1.1", text="Có 2.450 km đường") is Effect.WORDING
    assert effect(book, own, "1.1", text="có 2,450 km đường.") is Effect.FREE


def test_an_order_alone_holds_a_set(book, own, planned):
    """The table refused with a message of the database: an order stood on what was taken out."""
    plan = book.read(plans.plan_of_year, year=2024).uid
    first = book.read(indicator_uids, set_uid=own)["1.1"]
    book.write(plan_sets.add_set, year=2024, place_uid=planned[0], set_uid=own)
    lead = book.read(criteria.roles)[0].uid
    book.write(assignments.assign, plan_uid=plan, targets=[Target(planned[0], first)], order=Order(lead))
    book.write(plan_sets.remove_set, year=2024, place_uid=planned[0], set_uid=own)
    for use_case, values in (
        (catalogue.remove_set, {"set_uid": own}),
        (catalogue.remove_indicator, {"indicator_uid": first}),
    ):
        with pytest.raises(RefusedError):
            book.write(use_case, **values)


def test_a_role_of_an_account_stays(book):
    role = book.write(roles.add, name="Vai trò mới")

    def account(session):
        kind = AccountKind.OFFICER
        session.add(Account(name="A", kind=kind, role_uid=role, hamlet_uid=None, pin=None, active=True))
        session.flush()

    book.write(account)
    with pytest.raises(RefusedError, match="1 tài khoản"):
        book.write(roles.remove, role_uid=role)


def test_a_code_that_reads_like_another_is_refused(book):
    values = {"level": SetLevel.HAMLET, "title": "Bộ thử"}
    book.write(catalogue.create_set, code="A/B", version="1", **values)
    with pytest.raises(InputError) as refused:
        book.write(catalogue.create_set, code="A", version="B/1", **values)
    assert refused.value.field == "version"


def test_not_applicable_does_not_go_where_it_is_always_asked(book, own, planned):
    held = start(book, planned[0], own, date(2024, 4, 1))
    record(book, held, "1.1", claimed=Verdict.NOT_APPLICABLE, explanation="Bản không có đường")
    new = book.write(new_version, set_uid=own, version="2")
    change(book, new, "1.1", may_not_apply=False)
    moved = {"old_set_uid": own, "new_set_uid": new, "place_uids": planned[:1], "held_on": DAY}
    book.write(move, year=2024, **moved)
    brought = row(book, round_of(book, planned[0], new), "1.1")
    assert (brought.claimed, brought.confirmed) == (None, False)
    assert brought.explanation == "Bản không có đường"


def test_moving_back_brings_the_younger_answer(book, own, planned):
    """The answer that the hamlet gave under the old set before it left came back over its newer one."""
    held = start(book, planned[0], own, date(2024, 1, 5))
    record(book, held, "1.1", claimed=Verdict.MET)
    record(book, held, "1.2", claimed=Verdict.MET)
    new = book.write(new_version, set_uid=own, version="2")
    change(book, new, "1.2", text="Việc khác")
    place = planned[:1]
    there = {"old_set_uid": own, "new_set_uid": new, "place_uids": place, "held_on": date(2024, 2, 5)}
    book.write(move, year=2024, **there)
    record(book, round_of(book, planned[0], new), "1.1", claimed=Verdict.UNMET)
    back = {"old_set_uid": new, "new_set_uid": own, "place_uids": place, "held_on": date(2024, 3, 5)}
    book.write(move, year=2024, **back)
    last = round_of(book, planned[0], own)
    assert row(book, last, "1.1").claimed is Verdict.UNMET
    assert row(book, last, "1.2").claimed is Verdict.MET, "nothing younger speaks of it"


def test_a_proof_that_moves_stays_the_paper_it_is(book, own, planned):
    change(book, own, "1.1", required_papers=("Biên bản", "Ảnh"))
    first = book.read(indicator_uids, set_uid=own)["1.1"]
    start(book, planned[0], own, date(2024, 4, 1))

    entered = book.write(
        enter_files,
        stored=[StoredFile("a" * 64, "b.pdf", 9, "application/pdf", 1)],
        today=DAY,
        hamlet_uid=planned[0],
        indicator_uid=first,
    )
    assert entered.uids

    def name_paper(session):
        session.scalars(select(EvidenceLink).where(EvidenceLink.indicator_uid == first)).one().paper = "Ảnh"

    book.write(name_paper)
    new = book.write(new_version, set_uid=own, version="2")
    moved = {"old_set_uid": own, "new_set_uid": new, "place_uids": planned[:1], "held_on": DAY}
    book.write(move, year=2024, **moved)
    second = book.read(indicator_uids, set_uid=new)["1.1"]

    def paper(session):
        return session.scalars(select(EvidenceLink.paper).where(EvidenceLink.indicator_uid == second)).one()

    assert book.read(paper) == "Ảnh"


def test_one_hamlet_that_moves_alone_is_under_its_set_everywhere(book, usual, planned):
    """Its board went on showing the old round, and the new set was on no page."""
    new = book.write(new_version, set_uid=usual, version="2026")
    one, rest = planned[0], planned[1:]
    moved = {"old_set_uid": usual, "new_set_uid": new, "place_uids": [one], "held_on": DAY}
    book.write(move, year=2024, **moved)
    old_board = book.read(boards.board, year=2024)
    new_board = book.read(boards.board, year=2024, set_uid=new)
    assert [found.uid for found in old_board.sets] == [usual, new]
    assert [found.hamlet_uid for found in old_board.rows] == rest
    assert [found.hamlet_uid for found in new_board.rows] == [one]
    assert new_board.rows[0].held_on == DAY
    dossier = book.read(gather, hamlet_uid=one, year=2024, today=DAY)
    assert (dossier.criteria_set.uid, dossier.sheet.round.held_on) == (new, DAY)
    of_dossier = set(book.read(indicator_uids, set_uid=new).values())
    assert dossier.orders
    assert {order.target.indicator_uid for order in dossier.orders} <= of_dossier
    rows = book.read(assignments.assignment_rows, year=2024, today=DAY)
    assert all(
        (found.target.indicator_uid in of_dossier) is (found.target.hamlet_uid == one) for found in rows
    )
    tasks = book.read(today.today_list, year=2024, today=DAY).tasks
    assert any(task.set_uid == new for task in tasks)


def test_an_empty_line_in_a_pasted_column(book, usual):
    table = [[], ["1.1", "Nội dung"]]
    lines = book.read(catalogue_paste.preview, set_uid=usual, table=table, target=PasteTarget.GUIDANCE)
    assert [line.number for line in lines] == ["", "1.1"]


def test_sets_do_not_wait_for_each_other(book, own, usual):
    """Neither could ever be added to a year."""
    code = next(row.code for row in book.read(criteria.criteria_sets) if row.uid == usual)
    book.write(catalogue.change_set, set_uid=own, values={"prerequisite": code})
    for uid, needed in ((usual, "THU"), (usual, code)):
        with pytest.raises(InputError) as refused:
            book.write(catalogue.change_set, set_uid=uid, values={"prerequisite": needed})
        assert refused.value.field == "prerequisite"
