"""What officers type: numbers and dates, exact or refused, never guessed."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dates import document_date, format_date, parse_date, short_document_date
from app.domain.numbers import (
    check_part_of_whole,
    format_number,
    parse_integer,
    parse_number,
    parse_percent,
    rounded,
)
from app.domain.problem import Problem, ProblemCode
from app.errors import InputError
from app.services import entry


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("812", "812"),
        ("1.234,5", "1234.5"),
        ("1.649.788", "1649788"),
        ("23,1", "23.1"),
        ("1 234 567,89", "1234567.89"),
        (" 0,05 ", "0.05"),
    ],
)
def test_numbers_as_officers_write_them(typed: str, value: str) -> None:
    assert parse_number(typed) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("6.2", ProblemCode.NUMBER_AMBIGUOUS),
        ("11.42", ProblemCode.NUMBER_AMBIGUOUS),
        ("0.125", ProblemCode.NUMBER_AMBIGUOUS),
        ("00.100", ProblemCode.NUMBER_AMBIGUOUS),
        ("-3", ProblemCode.NUMBER_NEGATIVE),
        ("ba", ProblemCode.NUMBER_UNREADABLE),
        ("", ProblemCode.NUMBER_UNREADABLE),
        ("1.23.456", ProblemCode.NUMBER_UNREADABLE),
        ("١٢", ProblemCode.NUMBER_UNREADABLE),
        ("9" * 30, ProblemCode.NUMBER_TOO_LONG),
        ("1e5", ProblemCode.NUMBER_UNREADABLE),
    ],
)
def test_numbers_that_are_not_clear_are_refused(typed: str, code: ProblemCode) -> None:
    with pytest.raises(Problem) as caught:
        parse_number(typed)
    assert caught.value.code is code


@given(st.decimals(min_value=0, max_value=10**12, places=3, allow_nan=False, allow_infinity=False))
def test_what_is_shown_reads_back_as_the_same_number(value: Decimal) -> None:
    assert parse_number(format_number(value)) == value


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_a_sentence(typed: str) -> None:
    try:
        assert entry.number(typed) >= 0
    except InputError as error:
        assert error.sentence.strip().endswith((".", "?"))  # noqa: PT017 - either outcome is right


def test_a_share_of_150_percent_is_refused() -> None:
    with pytest.raises(InputError, match="vượt quá 100"):
        entry.percent("150 %")
    assert parse_percent("84,32%") == Decimal("84.32")


def test_counts_are_whole() -> None:
    with pytest.raises(Problem):
        parse_integer("12,5")
    assert parse_integer("1.200") == 1200


def test_812_of_700_people_is_a_slip() -> None:
    with pytest.raises(Problem) as caught:
        check_part_of_whole(Decimal(812), Decimal(700))
    assert caught.value.code is ProblemCode.PART_OVER_WHOLE
    with pytest.raises(Problem):
        check_part_of_whole(Decimal(0), Decimal(0))


def test_89_996_percent_is_never_shown_as_met_by_arithmetic() -> None:
    share = Fraction(89996, 1000)
    assert share < 90
    assert format_number(rounded(share)) == "90"  # shown rounded; verdicts compare the fraction


@pytest.mark.parametrize(
    ("typed", "day"),
    [("15/7/2024", date(2024, 7, 15)), ("05-02-2024", date(2024, 2, 5)), ("1.12.2025", date(2025, 12, 1))],
)
def test_dates_as_typed(typed: str, day: date) -> None:
    assert parse_date(typed) == day


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31/02/2024", ProblemCode.DATE_IMPOSSIBLE),
        ("29/2/2023", ProblemCode.DATE_IMPOSSIBLE),
        ("15/7/24", ProblemCode.DATE_UNREADABLE),
        ("2024-07-15", ProblemCode.DATE_UNREADABLE),
        ("15/7/1024", ProblemCode.DATE_OUT_OF_RANGE),
        ("hôm nay", ProblemCode.DATE_UNREADABLE),
    ],
)
def test_impossible_dates_are_refused(typed: str, code: ProblemCode) -> None:
    with pytest.raises(Problem) as caught:
        parse_date(typed)
    assert caught.value.code is code


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31)))
def test_dates_read_back(day: date) -> None:
    assert parse_date(format_date(day)) == day
    assert parse_date(short_document_date(day)) == day


def test_dates_on_letters_follow_the_decree() -> None:
    assert document_date(date(2024, 2, 5)) == "05 tháng 02 năm 2024"
    assert document_date(date(2024, 10, 22)) == "22 tháng 10 năm 2024"
    assert document_date(date(2024, 3, 9)) == "09 tháng 3 năm 2024"


def test_text_of_a_form_is_normalised_and_limited() -> None:
    assert entry.line("  Bản   Pu\u0301t ") == "Bản Pút"
    with pytest.raises(InputError, match="tối đa"):
        entry.line("a" * 201)
    with pytest.raises(InputError, match="còn trống"):
        entry.required_line("  ")
