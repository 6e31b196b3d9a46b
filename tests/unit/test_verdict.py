"""Verdict arithmetic and measures."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.measure import Answer, Computed, Measure, Yardstick, compute, shown_share
from app.domain.problem import Problem
from app.domain.verdict import Opinion, Verdict, criterion_verdict, effective_verdict, totals

MET, UNMET, NA = Verdict.MET, Verdict.UNMET, Verdict.NOT_APPLICABLE
verdicts = st.one_of(st.none(), st.sampled_from(Verdict))


@pytest.mark.parametrize(
    ("claimed", "opinion", "concluded", "effective"),
    [
        (None, None, None, None),
        (MET, None, None, MET),
        (MET, Opinion.AGREE, None, MET),
        (MET, Opinion.DISAGREE, None, UNMET),
        (NA, Opinion.DISAGREE, None, UNMET),
        (UNMET, Opinion.DISAGREE, None, UNMET),
        (MET, Opinion.ASK_MORE, None, None),
        (UNMET, Opinion.ASK_MORE, None, UNMET),
        (MET, Opinion.DISAGREE, MET, MET),
        (None, None, UNMET, UNMET),
    ],
)
def test_the_latest_word_counts(
    claimed: Verdict | None, opinion: Opinion | None, concluded: Verdict | None, effective: Verdict | None
) -> None:
    assert effective_verdict(claimed, opinion, concluded) is effective


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        ([MET, MET], MET),
        ([MET, NA], MET),
        ([NA, NA], NA),
        ([MET, UNMET], UNMET),
        ([None, UNMET], UNMET),
        ([MET, None], None),
        ([], None),
    ],
)
def test_a_criterion_is_met_when_all_applicable_indicators_are(
    found: list[Verdict | None], verdict: Verdict | None
) -> None:
    assert criterion_verdict(found) is verdict


@given(st.dictionaries(st.text(max_size=3), st.lists(verdicts, max_size=12), max_size=16))
def test_totals_follow_from_the_rows(by_criterion: dict[str, list[Verdict | None]]) -> None:
    counted = totals(by_criterion)
    rows = [verdict for found in by_criterion.values() for verdict in found]
    assert counted.indicators_total == len(rows)
    assert counted.indicators_met == sum(verdict in (MET, NA) for verdict in rows)
    assert counted.criteria_met <= counted.criteria_total == len(by_criterion)
    assert counted.all_met == (bool(rows) and counted.indicators_met == len(rows))


def percent(threshold: str | None) -> Yardstick:
    return Yardstick(Measure.PERCENT, threshold)


def test_812_of_963_is_not_90_percent() -> None:
    computed = compute(percent("90"), Answer(Decimal(812), Decimal(963)))
    assert computed.verdict is UNMET
    assert computed.missing == 55
    assert computed.share == Fraction(81200, 963)


def test_an_unknown_threshold_computes_no_verdict() -> None:
    computed = compute(percent(None), Answer(Decimal(812), Decimal(963)))
    assert computed.verdict is None
    assert computed.missing is None
    assert computed.share is not None


def test_a_typed_share_counts_where_no_counts_are_known() -> None:
    assert compute(percent("90"), Answer(share=Decimal("89.996"))) == Computed(
        Fraction("89.996"), UNMET, Fraction("0.004"), points=True
    )
    assert compute(percent("90"), Answer(share=Decimal("90"))).verdict is MET


@given(st.integers(1, 10**6), st.integers(0, 100), st.data())
def test_the_missing_count_is_just_enough(whole: int, threshold: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    computed = compute(percent(str(threshold)), Answer(Decimal(part), Decimal(whole)))
    assert computed.missing is not None
    assert (computed.verdict is MET) == (computed.missing == 0)
    reached = compute(percent(str(threshold)), Answer(Decimal(part + int(computed.missing)), Decimal(whole)))
    assert reached.verdict is MET
    if computed.missing:
        short = compute(
            percent(str(threshold)), Answer(Decimal(part + int(computed.missing) - 1), Decimal(whole))
        )
        assert short.verdict is UNMET


def test_part_over_whole_is_a_problem_not_a_verdict() -> None:
    with pytest.raises(Problem):
        compute(percent("90"), Answer(Decimal(812), Decimal(700)))


def test_a_rating_is_held_against_its_step() -> None:
    yardstick = Yardstick(Measure.RATING, "xuất sắc", ("không", "hoàn thành", "tốt", "xuất sắc"))
    assert compute(yardstick, Answer(rating="tốt")).verdict is UNMET
    assert compute(yardstick, Answer(rating="xuất sắc")).verdict is MET
    assert compute(yardstick, Answer(rating="lạ")) == Computed()
    assert compute(Yardstick(Measure.RATING, None, ("tốt",)), Answer(rating="tốt")) == Computed()


def test_yes_no_and_unknown_measures_compute_nothing() -> None:
    assert compute(Yardstick(Measure.YES_NO), Answer()) == Computed()
    assert compute(Yardstick(None), Answer(Decimal(1), Decimal(2))) == Computed()


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [("22499", "25000", "89.996"), ("812", "963", "84.32"), ("89999999", "100000000", "89.999999")],
)
def test_no_share_is_shown_as_a_threshold_it_does_not_reach(part: str, whole: str, shown: str) -> None:
    computed = compute(percent("90"), Answer(Decimal(part), Decimal(whole)))
    assert shown_share(percent("90"), computed) == Decimal(shown)


def test_a_share_that_reaches_its_threshold_keeps_two_places() -> None:
    computed = compute(percent("90"), Answer(Decimal(90004), Decimal(100000)))
    assert shown_share(percent("90"), computed) == Decimal("90.00")
    assert shown_share(percent("90"), Computed()) is None
