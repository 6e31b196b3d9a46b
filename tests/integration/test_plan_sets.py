"""Several sets at once: model hamlets with their prerequisite, the commune itself, answers of every measure."""

from datetime import date
from decimal import Decimal

import pytest

from app.domain.criteria import (
    CriterionDefinition,
    GroupKind,
    IndicatorDefinition,
    LegalBasis,
    SetDefinition,
    SetLevel,
)
from app.domain.measure import Direction, IndicatorStatus, Measure
from app.domain.verdict import Verdict
from app.errors import InputError, NotFoundError, RefusedError
from app.services import assessments, assignments, history, place_years, places, plan_sets, plans, today
from app.services.boards import board
from app.services.status import hamlet_statuses, overview

TODAY = date(2024, 4, 20)
PAPERS = ("Quyết định", "Biên bản")


def indicator(number, measure, threshold=None, **more):
    return IndicatorDefinition(
        number, IndicatorStatus.ENTERED, f"Chỉ tiêu {number}", measure, threshold, **more
    )


def a_set(code, level, indicators, **more):
    criterion = CriterionDefinition("1", "Mọi cách đo", tuple(indicators))
    blank = LegalBasis(None, None, None)
    return SetDefinition(code, "1", level, f"Bộ {code}", blank, None, None, None, None, (criterion,), **more)


MODEL = a_set(
    "KM",
    SetLevel.MODEL_HAMLET,
    (
        indicator("1", Measure.NUMBER, "8", direction=Direction.AT_MOST, unit="hộ"),
        indicator("2", Measure.RATIO, "1.2", unit="triệu đồng", may_not_apply=False),
        indicator("3", Measure.PAPERS, required_papers=PAPERS),
        indicator(
            "4",
            Measure.PERCENT,
            unit="hộ",
            group_kind=GroupKind.AREA,
            group_thresholds=(("I", "95"), ("III", "80")),
        ),
    ),
    field="Du lịch",
    prerequisite="SL-BAN-NTM",
)
COMMUNE = a_set("XA", SetLevel.COMMUNE, (indicator("1", Measure.YES_NO),))


@pytest.fixture
def put(book):
    return book.read(places.find_hamlet, name="put").uid


@pytest.fixture
def commune(book):
    return book.read(plan_sets.judged_places)[-1]


@pytest.fixture
def model(book, put):
    """Bản Pút under a model set, with a round of 1/4/2024."""
    uid = book.write(plan_sets.add_shipped_set, year=2024, place_uid=put, definition=MODEL)
    book.write(assessments.start_round, hamlet_uid=put, set_uid=uid, held_on=date(2024, 4, 1))
    return uid


@pytest.fixture
def rows(book, put, model):
    def read():
        held = book.read(assessments.latest_round, hamlet_uid=put, set_uid=model)
        return {row.indicator.number: row for row in book.read(assessments.sheet, round_uid=held.uid).rows}

    return read


def record(book, row, **values):
    book.write(assessments.record, assessment_uid=row.uid, values=values)


def test_a_hamlet_has_the_set_of_its_plan_and_those_added(book, put, model):
    found = book.read(plan_sets.sets_of_place, year=2024, place_uid=put)
    assert [(one.row.code, one.removable) for one in found] == [("SL-BAN-NTM", False), ("KM", True)]
    book.write(plan_sets.remove_set, year=2024, place_uid=put, set_uid=model)
    found = book.read(plan_sets.sets_of_place, year=2024, place_uid=put)
    assert [(one.row.code, one.removable) for one in found][1] == ("KM", False)  # its round stays
    history.undo(book)
    assert book.read(plan_sets.sets_of_place, year=2024, place_uid=put)[1].removable


def test_a_set_only_fits_its_level_and_after_its_prerequisite(book, put, commune, model):
    with pytest.raises(RefusedError, match="dành cho xã"):
        book.write(plan_sets.add_shipped_set, year=2024, place_uid=put, definition=COMMUNE)
    with pytest.raises(RefusedError, match="dành cho bản"):
        book.write(plan_sets.add_set, year=2024, place_uid=commune.uid, set_uid=model)
    with pytest.raises(RefusedError, match="đã có trong năm"):
        book.write(plan_sets.add_set, year=2024, place_uid=put, set_uid=model)
    own = book.read(plan_sets.sets_of_place, year=2024, place_uid=put)[0].row.uid
    with pytest.raises(RefusedError, match="thuộc kế hoạch năm"):
        book.write(plan_sets.remove_set, year=2024, place_uid=put, set_uid=own)
    strange = a_set("KM2", SetLevel.MODEL_HAMLET, (indicator("1", Measure.YES_NO),), prerequisite="KHÁC")
    with pytest.raises(RefusedError, match="Cần đánh giá theo “KHÁC” trước"):
        book.write(plan_sets.add_shipped_set, year=2024, place_uid=put, definition=strange)
    with pytest.raises(RefusedError, match="dành cho bản"):
        book.write(assessments.start_round, hamlet_uid=commune.uid, set_uid=own, held_on=TODAY)


def test_what_can_be_added_is_offered_once(book, put, model):
    known = {"year": 2024, "place_uid": put}
    tum = book.read(places.find_hamlet, name="tum").uid
    assert book.read(plan_sets.offered_sets, shipped=[MODEL, COMMUNE], **known) == []
    (offered,) = book.read(plan_sets.offered_sets, year=2024, place_uid=tum, shipped=[MODEL, COMMUNE])
    assert (offered.title, offered.set_uid, offered.refusal) == ("Du lịch", model, "")


def test_a_model_set_counts_only_with_its_prerequisite(book, put, model, rows):
    for row in rows().values():
        record(book, row, claimed=Verdict.MET)
    found = book.read(plan_sets.prerequisite_state, place_uid=put, set_uid=model)
    assert (found.title, found.met, found.totals.criteria_met) == ("Bản nông thôn mới", False, 13)
    (row,) = book.read(board, year=2024, set_uid=model).rows
    assert (row.totals.all_met, row.all_met, row.prerequisite) == (True, False, found)
    held = book.read(assessments.rounds_of, hamlet_uid=put)[-1].uid
    for one in book.read(assessments.sheet, round_uid=held).rows:
        if one.claimed is Verdict.UNMET:
            record(book, one, claimed=Verdict.MET)
    (row,) = book.read(board, year=2024, set_uid=model).rows
    assert (row.all_met, book.read(overview, year=2024, today=TODAY, set_uid=model).numbers.hamlets_met) == (
        True,
        1,
    )


def test_answers_of_every_measure_are_computed_and_carried(book, put, model, rows):
    sheet = rows()
    record(book, sheet["1"], amount=Decimal(20), claimed=Verdict.UNMET)
    record(book, sheet["2"], amount=Decimal(50), reference=Decimal(45), claimed=Verdict.MET)
    record(book, sheet["3"], papers=("Biên bản",), claimed=Verdict.UNMET)
    book.write(assessments.start_round, hamlet_uid=put, set_uid=model, held_on=TODAY)
    sheet = rows()
    assert [sheet[n].computed.verdict for n in "123"] == [Verdict.UNMET] * 3
    assert [sheet[n].remaining_shown for n in "123"] == [
        "vượt 12 hộ",
        "4 triệu đồng",
        "1 giấy tờ: Quyết định",
    ]
    assert sheet["2"].reason_missing
    assert not sheet["2"].confirmed
    (row,) = book.read(board, year=2024, set_uid=model).rows
    assert [(one.number, one.remaining) for one in row.unmet_indicators] == [
        ("1", "vượt 12 hộ"),
        ("3", "1 giấy tờ: Quyết định"),
    ]
    record(book, sheet["1"], remaining="12 hộ nghèo")
    (row,) = book.read(board, year=2024, set_uid=model).rows
    assert row.unmet_indicators[0].remaining == "12 hộ nghèo"


@pytest.mark.parametrize(
    ("number", "values", "field"),
    [
        ("4", {"share": Decimal("100.1")}, "share"),
        ("4", {"part": Decimal(5), "whole": Decimal(4)}, "whole"),
        ("1", {"amount": Decimal(-1)}, "amount"),
        ("2", {"reference": Decimal(0)}, "reference"),
        ("2", {"claimed": Verdict.NOT_APPLICABLE}, "claimed"),
        ("3", {"papers": ("Giấy lạ",)}, "papers"),
        ("3", {"rating": "Tốt"}, "rating"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(book, rows, number, values, field):
    row = rows()[number]
    with pytest.raises(InputError) as caught:
        record(book, row, **values)
    assert caught.value.field == field
    assert rows()[number] == row


def test_the_threshold_follows_the_group_of_the_place(book, put, model, rows):
    record(book, rows()["4"], part=Decimal(85), whole=Decimal(100), claimed=Verdict.UNMET)
    before = rows()["4"]
    assert (before.indicator.group_known, before.computed.verdict) == (False, None)
    book.write(place_years.record_year, place_uid=put, year=2023, values={"area_group": "I"})
    after = rows()["4"]
    assert (after.indicator.yardstick.threshold, after.computed.verdict) == ("95", Verdict.UNMET)
    (row,) = book.read(board, year=2024, set_uid=model).rows
    assert [one.remaining for one in row.unmet_indicators] == ["10 hộ"]
    book.write(place_years.record_year, place_uid=put, year=2024, values={"area_group": "III"})
    assert rows()["4"].computed.verdict is Verdict.MET


def test_the_commune_is_assessed_under_its_own_sets(book, commune):
    assert commune.name == "Xã Chiềng Khoi (cả xã)"
    uid = book.write(plan_sets.add_shipped_set, year=2024, place_uid=commune.uid, definition=COMMUNE)
    assert [one.row.uid for one in book.read(plan_sets.sets_of_place, year=2024, place_uid=commune.uid)] == [
        uid
    ]
    held = book.write(assessments.start_round, hamlet_uid=commune.uid, set_uid=uid, held_on=TODAY)
    (row,) = book.read(assessments.sheet, round_uid=held).rows
    record(book, row, claimed=Verdict.UNMET)
    plan = book.read(plans.plan_of_year, year=2024)
    assert len(book.read(board, year=2024).rows) == 2
    assert [one.hamlet for one in book.read(board, year=2024, set_uid=uid).rows] == ["Xã Chiềng Khoi"]
    owed = [one for one in book.read(assignments.assignment_rows, year=2024, today=TODAY) if one.further]
    assert [(one.place_name, one.indicator.number) for one in owed] == [
        ("Xã Chiềng Khoi (Xã nông thôn mới)", "1")
    ]
    tasks = [
        task for task in book.read(today.today_list, year=2024, today=TODAY).tasks if task.set_uid == uid
    ]
    assert [(task.kind.value, task.count) for task in tasks] == [("appraisal_waiting", 1)]
    assert plan.set_uid != uid


def test_the_status_of_another_set_is_named_by_its_code(book, put, model):
    (row,) = book.read(hamlet_statuses, year=2024, today=TODAY, wanted_set="km/1")
    assert (row.name, row.set_code, row.set_version, row.totals.indicators_total) == ("Bản Pút", "KM", "1", 4)
    assert sum(row.reports.values()) == 12
    with pytest.raises(NotFoundError, match="Có: SL-BAN-NTM/2022-2025, KM/1"):
        book.read(hamlet_statuses, year=2024, today=TODAY, wanted_set="KM/2")
