"""Sums of money: exact đồng, and the slip of a million told instead of kept."""

from decimal import Decimal

import pytest

from app.domain.money import format_millions, format_money, parse_money
from app.domain.problem import Problem, ProblemCode
from app.errors import InputError
from app.services import entry


@pytest.mark.parametrize(
    ("typed", "dong"),
    [
        ("15.000.000", 15_000_000),
        ("15 000 000 đồng", 15_000_000),
        ("15.000.000đ", 15_000_000),
        ("1,5 triệu", 1_500_000),
        ("1.500 triệu đồng", 1_500_000_000),
        ("0,000001 tr", 1),
        ("2 tỷ", 2_000_000_000),
        ("250 nghìn", 250_000),
        ("1500 đồng", 1500),
        ("0", 0),
        ("389,868 triệu", 389_868_000),
    ],
)
def test_sums_are_read_exactly(typed: str, dong: int) -> None:
    assert parse_money(typed) == Decimal(dong)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("-5.000.000", ProblemCode.NUMBER_NEGATIVE),
        ("−1 triệu", ProblemCode.NUMBER_NEGATIVE),
        ("1500", ProblemCode.MONEY_TOO_SMALL),
        ("9.999", ProblemCode.MONEY_TOO_SMALL),
        ("15.000.000 triệu", ProblemCode.MONEY_TOO_LARGE),
        ("1.000.000.000.000", ProblemCode.MONEY_TOO_LARGE),
        ("1.5 triệu", ProblemCode.NUMBER_AMBIGUOUS),
        ("15 con bò", ProblemCode.MONEY_UNREADABLE),
        ("nhiều", ProblemCode.MONEY_UNREADABLE),
        ("0,5 đồng", ProblemCode.MONEY_NOT_WHOLE),
        ("0,0000001 triệu", ProblemCode.MONEY_NOT_WHOLE),
    ],
)
def test_what_is_doubtful_is_refused(typed: str, code: ProblemCode) -> None:
    with pytest.raises(Problem) as refused:
        parse_money(typed)
    assert refused.value.code is code


def test_the_sentence_says_how_to_type_it() -> None:
    with pytest.raises(InputError, match=r"“1.500 triệu”.*“1.500 đồng”"):
        entry.money("1500")
    with pytest.raises(InputError, match="kiểm tra đơn vị"):
        entry.money("15.000.000 triệu")


def test_shown_in_both_units_without_loss() -> None:
    assert format_money(Decimal(15_000_000)) == "15.000.000 đồng"
    assert format_millions(Decimal(389_868_001)) == "389,868001"
