"""Rounds and sheets: what is carried over, what is unfinished, who carries an indicator."""

from datetime import date
from decimal import Decimal

import pytest

from app.domain.verdict import Verdict
from app.errors import InputError
from app.services import assessments, criteria, duties, history, places, plan_sets


@pytest.fixture
def hamlet(book):
    return book.read(places.find_hamlet, name="Bản Pút").uid


@pytest.fixture
def sheet(book, hamlet):
    first = book.read(assessments.rounds_of, hamlet_uid=hamlet)[0]
    return lambda: book.read(assessments.sheet, round_uid=first.uid)


def usual_set(book, place_uid, year):
    return book.read(plan_sets.sets_of_place, year=year, place_uid=place_uid)[0].row.uid


def row_of(sheet, number):
    return next(row for row in sheet.rows if row.indicator.number == number)


def test_a_new_round_carries_values_over_until_somebody_looks(book, hamlet, sheet):
    old = sheet()
    set_uid = usual_set(book, hamlet, 2024)
    assert set_uid == old.round.set_uid
    uid = book.write(assessments.start_round, hamlet_uid=hamlet, set_uid=set_uid, held_on=date(2024, 4, 20))
    new = book.read(assessments.sheet, round_uid=uid)
    assert (new.totals, len(new.rows)) == (old.totals, 44)
    assert all(not row.confirmed and row.unfinished for row in new.rows)
    book.write(assessments.record, assessment_uid=new.rows[0].uid, values={})
    again = book.read(assessments.sheet, round_uid=uid)
    assert (again.rows[0].confirmed, again.rows[0].unfinished) == (True, False)
    assert again.rows[0].claimed is new.rows[0].claimed


def test_a_day_takes_one_round(book, hamlet, sheet):
    taken = sheet().round
    for use_case, call in ((assessments.check_new_round, book.read), (assessments.start_round, book.write)):
        with pytest.raises(InputError, match="Đã có đợt rà soát ngày này") as caught:
            call(use_case, hamlet_uid=hamlet, set_uid=taken.set_uid, held_on=taken.held_on)
        assert caught.value.field == "held_on"


def test_the_set_of_a_new_round_without_plan_or_round_is_the_only_one(book, hamlet, sheet):
    (lonely,) = book.write(places.add_hamlets, names=["Bản Mới"])
    found = usual_set(book, lonely, 1999)
    assert found == sheet().round.set_uid
    assert usual_set(book, hamlet, 1999) == found


def test_a_claim_against_the_arithmetic_asks_for_a_reason(book, sheet):
    rating = row_of(sheet(), "15.1")
    book.write(
        assessments.record,
        assessment_uid=rating.uid,
        values={"rating": "Hoàn thành tốt nhiệm vụ", "claimed": Verdict.MET},
    )
    row = row_of(sheet(), "15.1")
    assert (row.computed.verdict, row.reason_missing, row.unfinished) == (Verdict.UNMET, True, True)
    book.write(assessments.record, assessment_uid=rating.uid, values={"explanation": "Mới có kết quả"})
    assert not row_of(sheet(), "15.1").reason_missing


def test_more_than_everybody_is_refused_at_the_field_that_was_typed(book, sheet):
    uid = row_of(sheet(), "13.2").uid
    book.write(assessments.record, assessment_uid=uid, values={"whole": Decimal(700)})
    with pytest.raises(InputError, match="812 lớn hơn tổng số 700") as caught:
        book.write(assessments.record, assessment_uid=uid, values={"part": Decimal(812)})
    assert caught.value.field == "part"
    assert row_of(sheet(), "13.2").answer.part is None


def test_the_order_of_the_year_wins_over_the_standing_owner(book, hamlet, sheet):
    rows = {row.indicator.number: row.indicator for row in sheet().rows}

    def carried(year):
        found = book.read(
            duties.duties_of_hamlet, year=year, hamlet_uid=hamlet, indicators=list(rows.values())
        )
        return {number: found.get(row.uid) for number, row in rows.items()}

    ordered = carried(2024)["13.2"]
    assert (ordered.lead, ordered.due_before, ordered.ordered) == ("Trạm y tế xã", date(2024, 7, 15), True)
    assert ordered.support.startswith("BQL bản Pút")
    standing = carried(2030)["13.2"]
    assert (standing.lead, standing.due_before, standing.ordered) == ("Trạm y tế xã", None, False)
    names = {role.name for role in book.read(criteria.roles)}
    assert carried(2024)["1.1"].lead in names


def test_a_claim_is_taken_back_after_a_restart_too(book, sheet):
    row = sheet().rows[0]
    book.write(assessments.record, assessment_uid=row.uid, values={"claimed": Verdict.UNMET})
    assert sheet().totals.indicators_met == 40
    assert history.undo(book).action == "assessments.record"
    assert sheet().totals.indicators_met == 41
    lines = book.read(history.row_history, row_uid=row.uid)
    assert [(line.kind.value, line.field, line.old, line.new) for line in lines[:2]] == [
        ("undo", "claimed", "unmet", "met"),
        ("do", "claimed", "met", "unmet"),
    ]
