from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.domain.roles import (
    Away,
    Holding,
    acting_on,
    code_from_name,
    covers,
    day_of_year,
    held_together,
    overlap,
)

MAY = date(2024, 5, 1)
days = st.none() | st.dates(date(2024, 1, 1), date(2024, 1, 20))


@given(days, days, days, days)
def test_stretches_overlap_when_some_day_lies_in_both(a, b, c, d):
    every = [date(2024, 1, n) for n in range(1, 21)]
    shared = any(
        covers(a, b, day) and covers(c, d, day) for day in [date(2000, 1, 1), *every, date(2050, 1, 1)]
    )
    whole = all(start is None or end is None or start <= end for start, end in ((a, b), (c, d)))
    if whole:
        assert overlap((a, b), (c, d)) == shared


def test_who_came_last_stands_first_and_a_replacement_acts_for_the_holder():
    held = [
        Holding("1", "hoa", "yt", None, None, date(2024, 5, 1)),
        Holding("2", "bun", "yt", None, MAY, None),
        Holding("3", "pan", "bql", "put", MAY, None),
    ]
    away = [Away("2", MAY, None, None), Away("3", MAY, MAY, "hoa")]
    found = [(row.role_uid, row.person_uid, row.stands_for_uid) for row in acting_on(held, away, MAY)]
    assert found == [("bql", "hoa", "pan"), ("yt", "hoa", None), ("yt", None, "bun")]
    assert held_together(held) == {"1": ("bun",), "2": ("hoa",)}


def test_codes_are_initials_and_never_stand_twice():
    assert code_from_name("Phòng Kinh tế", ()) == "PKT"
    assert code_from_name("Đảng ủy (khối) xã", {"DUKX"}) == "DUKX2"
    assert code_from_name("!!!", {"vt", "VT2"}) == "VT3"


def test_a_year_gone_by_is_seen_at_its_end():
    assert day_of_year(MAY, 2023) == date(2023, 12, 31)
    assert day_of_year(MAY, 2024) == MAY
