"""Sets, their versions and the descent of units: what must hold whatever a commune types."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.criteria import (
    GROUPS,
    CriterionDefinition,
    GroupKind,
    IndicatorDefinition,
    LegalBasis,
    SetDefinition,
    SetLevel,
)
from app.domain.lineage import find_cycle
from app.domain.measure import Answer, Direction, IndicatorStatus, Measure, Yardstick, judge
from app.domain.set_check import SetFault, indicator_problems, set_problems
from app.domain.set_comparison import MEANING, Fate, changed_meaning, compare_sets, only_fills_in

NUMBERS = [f"{criterion}.{place}" for criterion in (1, 2, 3) for place in (1, 2, 3)]
words = st.sampled_from(["Có cổng chào", "có cổng chào.", "Tỷ lệ hộ nghèo", "Thuỷ lợi", "Thủy lợi"])
scales = st.lists(st.sampled_from(["Kém", "Khá", "Tốt", "Xuất sắc"]), unique=True, min_size=2).map(tuple)


def made(*indicators: IndicatorDefinition, code: str = "BO", **changes: object) -> SetDefinition:
    rows: dict[str, list[IndicatorDefinition]] = {}
    for indicator in indicators:
        rows.setdefault(indicator.number.partition(".")[0], []).append(indicator)
    whole = SetDefinition(
        code=code,
        version="1",
        level=SetLevel.HAMLET,
        title="Bộ",
        basis=LegalBasis(None, None, None),
        valid_from=None,
        valid_to=None,
        criteria_total=None,
        indicators_total=None,
        criteria=tuple(
            CriterionDefinition(number, f"Tiêu chí {number}", tuple(found)) for number, found in rows.items()
        ),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


@st.composite
def indicators(draw: st.DrawFn, number: str) -> IndicatorDefinition:
    measure = draw(st.none() | st.sampled_from(Measure))
    scale = draw(scales) if measure is Measure.RATING else ()
    threshold = {
        Measure.PERCENT: st.integers(0, 100).map(str),
        Measure.NUMBER: st.sampled_from(["0", "2.45", "1000000"]),
        Measure.RATIO: st.sampled_from(["1", "1.2"]),
        Measure.RATING: st.sampled_from(scale or ("",)),
    }.get(measure, st.none())  # type: ignore[arg-type]
    kind = draw(st.none() | st.sampled_from(GroupKind)) if measure is Measure.PERCENT else None
    return IndicatorDefinition(
        number,
        draw(st.sampled_from(IndicatorStatus)),
        text=draw(st.none() | words),
        measure=measure,
        threshold=draw(st.none() | threshold),
        scale=scale,
        direction=draw(st.sampled_from(Direction)),
        unit=draw(st.none() | st.sampled_from(["người", "km"])),
        group_kind=kind,
        group_thresholds=tuple((group, str(draw(st.integers(0, 100)))) for group in GROUPS[kind])
        if kind
        else (),
        required_papers=("Biên bản họp", "Ảnh") if measure is Measure.PAPERS else (),
    )


@st.composite
def sets(draw: st.DrawFn) -> SetDefinition:
    numbers = draw(st.lists(st.sampled_from(NUMBERS), unique=True, min_size=1))
    return made(*(draw(indicators(number)) for number in sorted(numbers)))


# The one validation


@given(sets())
def test_a_good_set_has_no_problems_and_every_threshold_of_it_can_be_judged(found: SetDefinition) -> None:
    assert set_problems(found) == []
    printed = replace(found, criteria_total=len(found.criteria), indicators_total=len(found.indicators))
    assert set_problems(printed) == []
    for one in found.indicators:
        for threshold in (one.threshold, *(value for _group, value in one.group_thresholds)):
            judge(Yardstick(one.measure, threshold, one.scale, one.direction))(Answer())


faults = st.sampled_from(
    [
        (SetFault.PERCENT_OVER_100, {"measure": Measure.PERCENT, "threshold": "130"}),
        (SetFault.PERCENT_OVER_100, {"measure": Measure.PERCENT, "threshold": "100.01"}),
        (SetFault.THRESHOLD_NOT_A_NUMBER, {"measure": Measure.NUMBER, "threshold": "6,2"}),
        (SetFault.THRESHOLD_NOT_A_NUMBER, {"measure": Measure.RATIO, "threshold": "-1"}),
        (SetFault.THRESHOLD_NOT_A_NUMBER, {"measure": Measure.NUMBER, "threshold": "1e9"}),
        (SetFault.THRESHOLD_NOT_A_NUMBER, {"measure": Measure.NUMBER, "threshold": "９０"}),
        (SetFault.THRESHOLD_NOT_A_NUMBER, {"measure": Measure.NUMBER, "threshold": "9" * 19}),
        (
            SetFault.THRESHOLD_NOT_ON_SCALE,
            {"measure": Measure.RATING, "threshold": "Giỏi", "scale": ("Tốt",)},
        ),
        (SetFault.THRESHOLD_NEEDS_NUMBER, {"measure": Measure.YES_NO, "threshold": "1"}),
        (SetFault.THRESHOLD_NEEDS_NUMBER, {"measure": None, "threshold": "1"}),
        (SetFault.SCALE_MISSING, {"measure": Measure.RATING, "threshold": None, "scale": ()}),
        (SetFault.PAPERS_MISSING, {"measure": Measure.PAPERS, "threshold": None, "required_papers": ()}),
        (SetFault.NUMBER_MISSING, {"number": ""}),
        (SetFault.NUMBER_WRONG, {"number": "1..2"}),
        (SetFault.NUMBER_WRONG, {"number": "1.2 "}),
    ]
)


@settings(max_examples=50)
@given(sets(), faults, st.data())
def test_one_fault_is_found_and_named_where_it_is(
    found: SetDefinition, fault_and, data: st.DataObject
) -> None:
    fault, changes = fault_and
    place = data.draw(st.sampled_from(found.criteria))
    plain = IndicatorDefinition(place.indicators[0].number, IndicatorStatus.ENTERED)
    broken = replace(plain, **changes)
    rows = tuple(
        replace(one, indicators=(broken, *one.indicators[1:])) if one is place else one
        for one in found.criteria
    )
    problems = set_problems(replace(found, criteria=rows))
    assert [problem.fault for problem in problems] == [fault]
    assert (problems[0].criterion, problems[0].indicator) == (place.number, broken.number)


@settings(max_examples=50)
@given(sets(), st.data())
def test_numbers_that_stand_twice_are_found(found: SetDefinition, data: st.DataObject) -> None:
    again = data.draw(st.sampled_from(found.indicators))
    last = found.criteria[-1]
    rows = (*found.criteria[:-1], replace(last, indicators=(*last.indicators, again)))
    problems = set_problems(replace(found, criteria=rows))
    assert [(one.fault, one.indicator) for one in problems] == [(SetFault.NUMBER_DOUBLE, again.number)]


@given(
    st.builds(
        IndicatorDefinition,
        st.text(max_size=5),
        st.sampled_from(IndicatorStatus),
        measure=st.none() | st.sampled_from(Measure),
        threshold=st.none() | st.text(max_size=25),
        scale=st.lists(st.text(max_size=3), max_size=3).map(tuple),
        required_papers=st.lists(st.text(max_size=3), max_size=3).map(tuple),
        group_kind=st.none() | st.sampled_from(GroupKind),
        group_thresholds=st.lists(st.tuples(st.text(max_size=3), st.text(max_size=5)), max_size=3).map(tuple),
    )
)
def test_whatever_is_typed_is_judged_and_what_passes_can_be_used(typed: IndicatorDefinition) -> None:
    if not list(indicator_problems(typed)):
        judge(Yardstick(typed.measure, typed.threshold, typed.scale))(Answer())


def test_the_set_itself_is_checked() -> None:
    one = IndicatorDefinition("1.1", IndicatorStatus.ENTERED)
    assert [problem.fault for problem in set_problems(made())] == [SetFault.EMPTY]
    backwards = made(one, valid_from=date(2025, 1, 1), valid_to=date(2024, 12, 31))
    assert [problem.fault for problem in set_problems(backwards)] == [SetFault.VALIDITY]
    printed = made(one, criteria_total=14, indicators_total=44)
    assert [(found.fault, found.given, found.other) for found in set_problems(printed)] == [
        (SetFault.TOTAL_CRITERIA, "1", "14"),
        (SetFault.TOTAL_INDICATORS, "1", "44"),
    ]


# From one version to the next


@settings(max_examples=50)
@given(sets())
def test_a_set_compared_with_itself_is_the_same_throughout(found: SetDefinition) -> None:
    fates = compare_sets(found, replace(found, version="2"))
    assert [fate.fate for fate in fates] == [Fate.SAME] * len(found.indicators)
    assert [fate.new for fate in fates] == [(one,) for one in found.indicators]


@settings(max_examples=50)
@given(sets(), sets())
def test_sets_of_two_codes_share_nothing_unless_one_follows_the_other(
    a: SetDefinition, b: SetDefinition
) -> None:
    fates = Counter(fate.fate for fate in compare_sets(a, replace(b, code="BO-KHAC")))
    assert fates == Counter({Fate.NEW: len(b.indicators), Fate.REMOVED: len(a.indicators)})


@st.composite
def followers(draw: st.DrawFn, old: SetDefinition) -> SetDefinition:
    """Another code, with numbers of the old set (and one that never was) as predecessors."""
    new = draw(sets())
    named = st.lists(st.sampled_from([*NUMBERS, "9.9"]), max_size=3).map(tuple)
    rows = tuple(
        replace(
            criterion,
            indicators=tuple(
                replace(one, predecessors=draw(st.none() | named)) for one in criterion.indicators
            ),
        )
        for criterion in new.criteria
    )
    return replace(new, code="BO-SAU", criteria=rows, follows=(old.code, old.version))


@settings(max_examples=50)
@given(st.data())
def test_every_indicator_has_its_fate_and_answers_pass_on_only_one_to_one(data: st.DataObject) -> None:
    old = data.draw(sets())
    new = data.draw(followers(old))
    fates = compare_sets(old, new)
    gone = [one for fate in fates for one in fate.old]
    come = [one for fate in fates for one in fate.new]
    assert {one.number for one in gone} == {one.number for one in old.indicators}
    assert {one.number for one in come} == {one.number for one in new.indicators}
    for fate in fates:
        sizes = (len(fate.old), len(fate.new))
        if fate.fate in (Fate.SAME, Fate.REWORDED):
            assert sizes == (1, 1)
            assert gone.count(fate.old[0]) == come.count(fate.new[0]) == 1, "nobody else is its heir"
            assert (fate.fate is Fate.SAME) == (not changed_meaning(fate.old[0], fate.new[0]))
        elif fate.fate is Fate.SPLIT:
            assert sizes[0] == 1
            assert sizes[1] > 1
        elif fate.fate is Fate.MERGED:
            assert sizes[0] > 1
            assert sizes[1] == 1
            assert len(set(fate.old)) == sizes[0]
        else:
            assert sizes == ((0, 1) if fate.fate is Fate.NEW else (1, 0))


def test_a_predecessor_named_twice_is_one() -> None:
    old = made(IndicatorDefinition("1.1", IndicatorStatus.ENTERED, text="Có cổng chào"))
    heir = IndicatorDefinition(
        "4.1", IndicatorStatus.ENTERED, text="Có cổng chào", predecessors=("1.1", "1.1")
    )
    (fate,) = compare_sets(old, made(heir, code="BO-SAU", follows=(old.code, old.version)))
    assert fate.fate is Fate.SAME


@given(indicators("1.1"), indicators("1.1"))
def test_meaning_differs_both_ways_alike(a: IndicatorDefinition, b: IndicatorDefinition) -> None:
    assert changed_meaning(a, b) == changed_meaning(b, a)
    assert changed_meaning(a, a) == ()


@given(indicators("1.1"), st.data())
def test_order_of_groups_and_papers_spelling_and_stops_are_no_meaning(
    one: IndicatorDefinition, data: st.DataObject
) -> None:
    shuffled = replace(
        one,
        text=None if one.text is None else f" {one.text.upper().replace('THUỶ', 'THỦY')}; ",
        group_thresholds=tuple(data.draw(st.permutations(one.group_thresholds))),
        required_papers=tuple(data.draw(st.permutations(one.required_papers))),
        hint="khác",
        leads=("YT",),
    )
    assert changed_meaning(one, shuffled) == ()


@given(indicators("1.1"))
def test_only_what_nobody_knew_fills_in(whole: IndicatorDefinition) -> None:
    nothing = IndicatorDefinition("1.1", IndicatorStatus.PLACEHOLDER)
    assert only_fills_in(nothing, whole)
    taken_away = {name for name in MEANING if getattr(whole, name) not in (None, "", ())} - {"direction"}
    assert only_fills_in(whole, nothing) == (not taken_away)


def test_another_threshold_or_side_is_another_meaning() -> None:
    known = IndicatorDefinition("1.1", IndicatorStatus.ENTERED, measure=Measure.PERCENT, threshold="90")
    assert not only_fills_in(known, replace(known, threshold="80"))
    assert not only_fills_in(known, replace(known, direction=Direction.AT_MOST))
    assert only_fills_in(known, replace(known, unit="người"))


# Descent of units

edges = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=20)


def has_circle(pairs: list[tuple[str, str]]) -> bool:
    """Kahn: whatever is left when all without predecessors are taken away stands on or behind a circle."""
    left = {(a, b) for a, b in pairs if a != b}
    while free := {a for a, _b in left} - {b for _a, b in left}:
        left = {(a, b) for a, b in left if a not in free}
    return bool(left)


@given(edges)
def test_a_circle_is_found_where_there_is_one_and_it_is_one(pairs: list[tuple[str, str]]) -> None:
    circle = find_cycle(pairs)
    assert bool(circle) == has_circle(pairs)
    assert len(set(circle)) == len(circle)
    assert {*zip(circle, [*circle[1:], *circle[:1]], strict=True)} <= set(pairs)


@pytest.mark.timeout(5)
def test_units_that_split_and_merge_again_and_again_are_no_long_search() -> None:
    """Sixty times a split and a merger: 2^60 ways lead from the first to the last."""
    pairs = [
        pair
        for step in range(60)
        for half in ("trên", "dưới")
        for pair in ((f"{step:02}", f"{step:02} {half}"), (f"{step:02} {half}", f"{step + 1:02}"))
    ]
    assert find_cycle(pairs) == []
    assert find_cycle([*pairs, ("60", "00")]) != []
