"""The tree of sources: sums by level, units that are never added up, slips of a thousand and a million."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.domain.funds import (
    BY_CODE,
    SOURCES,
    FundKind,
    FundUnit,
    ancestors,
    far_above_plan,
    source_lines,
)

MILLION = Decimal(10**6)
LEAVES = [source.code for source in SOURCES if source.unit is not None]


def line(code: str, entries):
    return next(one for one in source_lines(entries) if one.source.code == code)


def test_the_plan_of_the_province_adds_up_where_it_printed_a_wrong_sum() -> None:
    """KH 176/2023: 389.868 + 1.649.788 is printed as 2.038.656."""
    entries = [
        ("TW-CT-DT", FundKind.PLANNED, 165_300 * MILLION),
        ("TW-CT-SN", FundKind.PLANNED, 43_140 * MILLION),
        ("TW-LG-GN", FundKind.PLANNED, 389_868 * MILLION),
        ("TW-LG-DT", FundKind.PLANNED, 1_649_788 * MILLION),
        ("DP-DT-T", FundKind.PLANNED, 24_000 * MILLION),
        ("DP-SN-T", FundKind.PLANNED, 43_140 * MILLION),
        ("TD", FundKind.PLANNED, 16_700_000 * MILLION),
        ("KHAC", FundKind.PLANNED, 50_000 * MILLION),
    ]
    found = {one.source.code: one.planned / MILLION for one in source_lines(entries)}
    assert found["TW-CT"] == 208_440
    assert found["TW-LG"] == 2_039_656  # not 2.038.656
    assert found["TW"] == 2_248_096  # printed 2.247.096
    assert found["DP"] == 67_140
    assert found["NS"] == 2_315_236  # printed 2.314.236
    assert found[""] == 19_065_236  # printed 19.064.236


def test_work_and_land_are_never_added_to_money() -> None:
    entries = [
        ("ND-TIEN", FundKind.RAISED, Decimal(5_000_000)),
        ("ND-CONG", FundKind.RAISED, Decimal("120.5")),
        ("ND-DAT", FundKind.RAISED, Decimal("350.25")),
    ]
    assert line("ND", entries).raised == 5_000_000
    assert line("", entries).raised == 5_000_000
    assert line("ND-CONG", entries).raised == Decimal("120.5")
    assert line("ND-DAT", entries).unit is FundUnit.SQUARE_METRE


@given(
    st.lists(
        st.tuples(st.sampled_from(LEAVES), st.sampled_from(list(FundKind)), st.decimals(1, 10**12, places=2)),
        max_size=30,
    )
)
def test_every_sum_is_the_sum_of_what_is_below_it(entries) -> None:
    lines = {one.source.code: one for one in source_lines(entries)}
    for one in lines.values():
        below = [
            lines[source.code]
            for source in SOURCES
            if source.parent == one.source.code and (source.unit in (None, FundUnit.DONG))
        ]
        if one.source.unit is None:
            assert one.planned == sum((child.planned for child in below), Decimal(0))
            assert one.spent == sum((child.spent for child in below), Decimal(0))


def test_shares_are_exact_and_absent_where_nothing_was_planned() -> None:
    entries = [("TD", FundKind.PLANNED, Decimal(3)), ("TD", FundKind.RAISED, Decimal(1))]
    assert line("TD", entries).raised_share == Fraction(1, 3)
    assert line("TD", entries).spent_share == 0
    assert line("DN", entries).raised_share is None


def test_an_unknown_source_is_not_lost() -> None:
    assert line("KHAC", [("XX", FundKind.PLANNED, Decimal(7))]).planned == 7


def test_the_tree_is_sound() -> None:
    assert len(BY_CODE) == len(SOURCES)
    for source in SOURCES:
        assert all(above.unit is None for above in ancestors(source))


def test_a_thousand_times_the_plan_is_a_slip() -> None:
    assert far_above_plan(Decimal(15_000_000_000), Decimal(15_000_000))
    assert not far_above_plan(Decimal(15_000_000_000), Decimal(0))
    assert not far_above_plan(Decimal(20_000_000), Decimal(15_000_000))
