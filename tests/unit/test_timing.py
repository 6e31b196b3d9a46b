"""When something is due, as the province's tables write it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.problem import Problem, ProblemCode
from app.domain.timing import parse_timing


@pytest.mark.parametrize(
    ("typed", "words", "first", "last"),
    [
        ("Quý III, IV/2023", "Quý III, IV/2023", date(2023, 7, 1), date(2023, 12, 31)),
        ("quý IV/2023", "Quý IV/2023", date(2023, 10, 1), date(2023, 12, 31)),
        ("quý 1/2024", "Quý I/2024", date(2024, 1, 1), date(2024, 3, 31)),
        ("Quý III; IV/2023.", "Quý III, IV/2023", date(2023, 7, 1), date(2023, 12, 31)),
        ("Quý III,IV/2023", "Quý III, IV/2023", date(2023, 7, 1), date(2023, 12, 31)),
        ("trước ngày 01/12/2023", "trước ngày 01/12/2023", date(2023, 11, 30), date(2023, 11, 30)),
        ("Trước 1/12/2023", "trước ngày 01/12/2023", date(2023, 11, 30), date(2023, 11, 30)),
        ("5/11/2023", "05/11/2023", date(2023, 11, 5), date(2023, 11, 5)),
    ],
)
def test_what_the_tables_write_is_read(typed: str, words: str, first: date, last: date) -> None:
    found = parse_timing(typed)
    assert (found.words, found.first, found.last) == (words, first, last)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31/02/2023", ProblemCode.DATE_IMPOSSIBLE),
        ("trước ngày 31/02/2023", ProblemCode.DATE_IMPOSSIBLE),
        ("Quý V/2023", ProblemCode.DATE_UNREADABLE),
        ("Quý IV, III/2023", ProblemCode.DATE_UNREADABLE),
        ("Quý III/0023", ProblemCode.DATE_OUT_OF_RANGE),
        ("sớm", ProblemCode.DATE_UNREADABLE),
    ],
)
def test_what_is_no_time_is_refused(typed: str, code: ProblemCode) -> None:
    with pytest.raises(Problem) as told:
        parse_timing(typed)
    assert told.value.code is code


@given(st.dates(date(1990, 1, 2), date(2100, 12, 31)), st.integers(1, 4), st.integers(0, 3))
def test_its_own_words_are_read_back(day: date, quarter: int, more: int) -> None:
    second = min(4, quarter + more)
    for typed in (f"{day:%d/%m/%Y}", f"trước {day:%d/%m/%Y}", f"quý {quarter}, {second}/{day.year}"):
        found = parse_timing(typed)
        assert parse_timing(found.words) == found
