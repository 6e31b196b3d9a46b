"""Sets as a commune edits them: what a set in use forbids, what is refused, and a pasted column."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.criteria import DutyKind, GroupKind, SetLevel
from app.domain.measure import IndicatorStatus, Measure
from app.errors import InputError, RefusedError
from app.models.assessment import ReviewRound
from app.services import (
    assessments,
    catalogue,
    catalogue_order,
    catalogue_paste,
    catalogue_sheet,
    criteria,
    history,
    places,
    plans,
    set_entry,
)
from app.services.catalogue import Effect
from app.services.catalogue_paste import PasteKind, PasteTarget
from app.services.thresholds import shown_threshold, stored_threshold


@pytest.fixture
def used(book):
    """The hamlet set, on which the rounds of the sample stand."""
    return next(c.row.uid for c in book.read(catalogue_sheet.set_choices) if c.in_use)


@pytest.fixture
def free(book):
    """A set of one's own: criterion 1 with 1.1 and 1.2, criterion 2 with 2.1."""
    uid = book.write(
        catalogue.create_set, code="XA-THU", version="1", level=SetLevel.HAMLET, title="Bộ thử của xã"
    )
    for number, name in (("1", "Điện"), ("2", "Y tế")):
        criterion = book.write(catalogue.add_criterion, set_uid=uid, number=number, name=name)
        for place in ("1", "2") if number == "1" else ("1",):
            book.write(catalogue.add_indicator, criterion_uid=criterion, number=f"{number}.{place}")
    return uid


def sheet_of(book, set_uid):
    return book.read(catalogue_sheet.set_sheet, set_uid=set_uid)


def entry_of(book, set_uid, number):
    groups = sheet_of(book, set_uid).criteria
    return next(one for group in groups for one in group.indicators if one.definition.number == number)


def change(book, set_uid, of, /, *, same_meaning=False, **values):
    book.write(
        catalogue.change_indicator,
        indicator_uid=entry_of(book, set_uid, of).uid,
        values=values,
        same_meaning=same_meaning,
    )


def effect(book, set_uid, of, /, **values):
    return book.read(catalogue.effect_of, indicator_uid=entry_of(book, set_uid, of).uid, values=values)


def test_a_set_in_use_takes_what_nobody_knew_and_refuses_another_meaning(book, used):
    assert effect(book, used, "13.2", threshold="90") is Effect.FILLS_IN
    change(book, used, "13.2", threshold="90")
    assert effect(book, used, "13.2", threshold="95") is Effect.MEANING
    with pytest.raises(RefusedError, match="phiên bản mới"):
        change(book, used, "13.2", threshold="95")
    text = entry_of(book, used, "13.2").definition.text
    assert effect(book, used, "13.2", text=f"{text}.") is Effect.FREE  # punctuation is no meaning
    assert effect(book, used, "13.2", text=f"{text} bắt buộc") is Effect.WORDING
    change(book, used, "13.2", text=f"{text} bắt buộc", same_meaning=True)
    assert entry_of(book, used, "13.2").definition.text == f"{text} bắt buộc"
    assert effect(book, used, "13.2", guidance="Xem thẻ", leads=("TRAM_Y_TE",)) is Effect.FREE


def test_rows_of_a_set_in_use_stay_where_they_are(book, used):
    group = sheet_of(book, used).criteria[0]
    indicator = group.indicators[0].uid
    for use_case, values in (
        (catalogue.remove_set, {"set_uid": used}),
        (catalogue.add_criterion, {"set_uid": used, "number": "17", "name": "Mới"}),
        (catalogue.remove_criterion, {"criterion_uid": group.uid}),
        (catalogue.add_indicator, {"criterion_uid": group.uid, "number": "1.9"}),
        (catalogue.remove_indicator, {"indicator_uid": indicator}),
        (catalogue_order.move_indicator, {"indicator_uid": indicator, "step": 1}),
        (catalogue_order.move_criterion, {"criterion_uid": group.uid, "step": 1}),
        (catalogue.change_set, {"set_uid": used, "values": {"level": SetLevel.COMMUNE}}),
    ):
        with pytest.raises(RefusedError, match="phiên bản mới"):
            book.write(use_case, **values)
    assert len(sheet_of(book, used).definition.indicators) == 44


def test_undo_takes_an_edit_back_and_a_removed_set_returns_whole(book, free):
    change(book, free, "1.1", text="Tỷ lệ hộ dùng điện", measure=Measure.PERCENT, threshold="95")
    before = sheet_of(book, free).definition
    assert before.indicators[0].status is IndicatorStatus.ENTERED
    book.write(catalogue.remove_set, set_uid=free)
    assert all(c.row.uid != free for c in book.read(catalogue_sheet.set_choices))
    history.undo(book)
    assert sheet_of(book, free).definition == before
    history.undo(book)
    assert sheet_of(book, free).definition.indicators[0].text is None


def test_what_cannot_be_is_refused_beside_its_field(book, free):
    change(book, free, "1.1", measure=Measure.PERCENT)
    for values, field, words in (
        ({"threshold": "130"}, "threshold", "vượt quá 100"),
        ({"number": "1.2"}, "number", "có hai lần"),
        ({"number": "một"}, "number", "không dùng được"),
        ({"measure": Measure.YES_NO, "threshold": "90"}, "threshold", "không có ngưỡng"),
        ({"required_papers": ("Biên bản", "Biên bản")}, "required_papers", "trùng nhau"),
        (
            {"group_kind": GroupKind.AREA, "group_thresholds": (("IV", "90"),)},
            "group_thresholds",
            "không có nhóm",
        ),
    ):
        with pytest.raises(InputError, match=words) as refused:
            change(book, free, "1.1", **values)
        assert refused.value.field == field
    dates = {"valid_from": date(2026, 1, 1), "valid_to": date(2025, 1, 1)}
    with pytest.raises(InputError, match="trước ngày có hiệu lực"):
        book.write(catalogue.change_set, set_uid=free, values=dates)
    with pytest.raises(InputError, match="Sổ đã có bộ xa-thu"):
        book.write(catalogue.create_set, code="xa-thu", version="1", level=SetLevel.HAMLET, title="Nữa")


def test_one_half_typed_row_does_not_hold_back_the_others(book, free):
    change(book, free, "1.1", measure=Measure.RATING)  # its scale comes next
    assert any("chưa có thang" in problem for problem in sheet_of(book, free).problems)
    criterion = sheet_of(book, free).criteria[1].uid
    book.write(catalogue.change_criterion, criterion_uid=criterion, values={"name": "Y tế, dân số"})
    book.write(catalogue.add_indicator, criterion_uid=criterion, number="2.2")
    change(book, free, "1.1", scale=("Kém", "Khá"), threshold="Khá")
    assert sheet_of(book, free).problems == ()


def test_a_criterion_says_who_leads_for_its_indicators(book, free):
    group = sheet_of(book, free).criteria[0]
    codes = [role.code for role in book.read(criteria.roles)][:2]
    values = {"leads": codes[:1], "support": codes[1:]}
    book.write(catalogue.change_criterion, criterion_uid=group.uid, values=values)
    rows = book.read(criteria.indicators, set_uid=free)
    assert rows[0].lead_code == codes[0]
    assert book.read(criteria.duty_codes, set_uid=free) == {
        group.uid: {DutyKind.LEAD: (codes[0],), DutyKind.SUPPORT: (codes[1],)}
    }


def test_rows_move_and_new_ones_are_offered_the_next_number(book, free):
    book.write(catalogue_order.move_indicator, indicator_uid=entry_of(book, free, "1.2").uid, step=-1)
    book.write(catalogue_order.move_criterion, criterion_uid=sheet_of(book, free).criteria[1].uid, step=-1)
    book.write(catalogue_order.move_criterion, criterion_uid=sheet_of(book, free).criteria[0].uid, step=-1)
    definition = sheet_of(book, free).definition
    assert [one.number for one in definition.indicators] == ["2.1", "1.2", "1.1"]
    assert catalogue_order.next_criterion_number(definition) == "3"
    assert catalogue_order.next_indicator_number(definition, "1") == "1.3"


def test_sets_do_not_follow_each_other_in_a_circle(book, free):
    second = book.write(
        catalogue.create_set, code="XA-THU", version="2", level=SetLevel.HAMLET, title="Bộ sau"
    )
    book.write(catalogue.change_set, set_uid=second, values={"follows": ("XA-THU", "1")})
    for set_uid, follows in ((free, ("XA-THU", "2")), (free, ("XA-THU", "1"))):
        with pytest.raises(InputError, match="vòng tròn") as refused:
            book.write(catalogue.change_set, set_uid=set_uid, values={"follows": follows})
        assert refused.value.field == "follows"
    assert sheet_of(book, free).definition.follows is None


def test_a_set_without_indicators_takes_no_round_and_no_plan(book):
    empty = book.write(
        catalogue.create_set, code="TRONG", version="1", level=SetLevel.HAMLET, title="Bộ trống"
    )
    hamlet = book.read(places.find_hamlet, name="put").uid
    day = date(2024, 3, 1)
    with pytest.raises(RefusedError, match="chưa có chỉ tiêu nào"):
        book.write(assessments.start_round, hamlet_uid=hamlet, set_uid=empty, held_on=day)
    with pytest.raises(RefusedError, match="chưa có chỉ tiêu nào"):
        book.write(plans.create_plan, year=2026, set_uid=empty, facts=plans.PlanFacts(title="Kế hoạch"))
    assert not any(c.in_use for c in book.read(catalogue_sheet.set_choices) if c.row.uid == empty)
    assert book.read(lambda session: session.query(ReviewRound).filter_by(set_uid=empty).count()) == 0


@pytest.mark.parametrize(
    ("typed", "measure", "stored", "shown"),
    [
        ("90", Measure.PERCENT, "90", "90"),
        ("≥ 90,50 %", Measure.PERCENT, "90.5", "90,5"),
        ("2,45", Measure.NUMBER, "2.45", "2,45"),
        ("1.200", Measure.NUMBER, "1200", "1.200"),
        ("khá", Measure.RATING, "Khá", "Khá"),
    ],
)
def test_a_threshold_is_typed_with_a_comma_and_kept_with_a_point(typed, measure, stored, shown):
    found = stored_threshold(typed, measure=measure, scale=("Kém", "Khá"))
    assert (found, shown_threshold(found, measure)) == (stored, shown)


@pytest.mark.parametrize(
    ("typed", "words"), [("130", "vượt quá 100"), ("6.2", "6,2"), ("≤ 5", "ngược"), ("nhiều", "không phải")]
)
def test_a_threshold_is_never_guessed(typed, words):
    with pytest.raises(InputError, match=words):
        stored_threshold(typed, measure=Measure.PERCENT)


# A pasted column


def preview(book, set_uid, text, target, **more):
    table = catalogue_paste.pasted_table(text)
    return book.read(catalogue_paste.preview, set_uid=set_uid, table=table, target=target, **more)


def apply(book, set_uid, text, target, lines, **more):
    table = catalogue_paste.pasted_table(text)
    return book.write(catalogue_paste.apply, set_uid=set_uid, table=table, target=target, lines=lines, **more)


def test_one_column_runs_down_from_the_chosen_indicator(book, free):
    change(book, free, "2.1", text="Cũ")
    first = entry_of(book, free, "1.2").uid
    text = 'Một "câu"\nhai dòng\n'
    lines = preview(book, free, "\nMới\nThừa\n", PasteTarget.TEXT, first_uid=first)
    assert [(line.number, line.kind) for line in lines] == [
        ("1.2", PasteKind.SKIPPED),
        ("2.1", PasteKind.CHANGED),
        ("", PasteKind.WRONG),
    ]
    with pytest.raises(InputError, match="Dòng 3: Không còn chỉ tiêu"):
        apply(book, free, "\nMới\nThừa\n", PasteTarget.TEXT, {1, 2, 3}, first_uid=first)
    assert entry_of(book, free, "2.1").definition.text == "Cũ"
    assert apply(book, free, text, PasteTarget.TEXT, {1, 2}, first_uid=first) == 2
    assert entry_of(book, free, "1.2").definition.text == 'Một "câu"'
    history.undo(book)
    assert entry_of(book, free, "2.1").definition.text == "Cũ"
    assert entry_of(book, free, "1.2").definition.text is None


def test_two_columns_are_matched_by_number_and_say_what_is_wrong(book, free):
    change(book, free, "1.1", measure=Measure.PERCENT, threshold="90")
    change(book, free, "1.2", measure=Measure.PERCENT)
    text = "Số\tNgưỡng\n1\tĐiện\n1,1\t≥ 90%\n1.2.\t130\n9.9\t5\n2.1\t6,5\n1.2\t80"
    lines = preview(book, free, text, PasteTarget.THRESHOLD)
    assert [(line.number, line.kind) for line in lines] == [
        ("Số", PasteKind.SKIPPED),
        ("1", PasteKind.SKIPPED),
        ("1.1", PasteKind.SAME),
        ("1.2", PasteKind.WRONG),
        ("9.9", PasteKind.WRONG),
        ("2.1", PasteKind.WRONG),
        ("1.2", PasteKind.WRONG),
    ]
    assert "vượt quá 100" in lines[3].why
    assert "không có chỉ tiêu 9.9" in lines[4].why
    assert "không có ngưỡng" in lines[5].why
    assert "hai lần" in lines[6].why


def test_pasting_into_a_set_in_use_fills_in_and_asks_for_the_wording(book, used):
    old = entry_of(book, used, "1.2").definition.text
    text = f"1.1\tKế hoạch được công khai\n1.2\t{old} rõ ràng"
    filled, reworded = preview(book, used, text, PasteTarget.TEXT)
    assert (filled.kind, reworded.kind) == (PasteKind.NEW, PasteKind.WRONG)
    assert "phiên bản mới" in reworded.why
    again = preview(book, used, text, PasteTarget.TEXT, same_meaning=True)
    assert [line.kind for line in again] == [PasteKind.NEW, PasteKind.CHANGED]
    assert apply(book, used, text, PasteTarget.TEXT, {1}) == 1
    assert sheet_of(book, used).summary.without_text == 36


def test_shipped_sets_come_in_as_one_step(book):
    from app.services import books

    before = len(book.read(catalogue_sheet.set_choices))
    definitions = [shipped.definition for shipped in books.shipped_sets()]
    uids = book.write(catalogue.install_sets, definitions=definitions)
    assert uids == [set_entry.identity(found.code, found.version) for found in definitions]
    assert len(book.read(catalogue_sheet.set_choices)) == len(definitions)
    history.undo(book)
    assert len(book.read(catalogue_sheet.set_choices)) == before
