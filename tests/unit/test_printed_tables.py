"""The province's own tables, as printed, held against their own figures: every error of the source is named."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.domain.printed_tables import (
    PrintedFault,
    PrintedLine,
    TableNumber,
    line_problems,
    listed_criteria,
    money_problems,
)
from app.table_words import printed_problem_sentence
from tests.province import CRITERIA, INDICATORS, printed_lines


def sentences(table: TableNumber, fault: PrintedFault) -> list[str]:
    return [
        printed_problem_sentence(problem)
        for line in printed_lines(table).values()
        for problem in line_problems(line, criteria=CRITERIA, indicators=INDICATORS[table])
        if problem.fault is fault
    ]


def test_the_figures_are_read_as_they_are_printed() -> None:
    first, second = printed_lines(TableNumber.FIRST), printed_lines(TableNumber.SECOND)
    counts = {
        name: (line.criteria_met, line.indicators_met, line.criteria_unmet, line.indicators_unmet)
        for name, line in {**first, **second}.items()
    }
    assert counts == {
        "Xã Mường Sai": (12, 45, 7, 12),
        "Xã Ngọc Chiến": (9, 42, 9, 15),
        "Xã Sập Vạt": (8, 37, 11, 20),
        "Xã Chiềng Pha": (13, 48, 6, 9),
        "Xã Hua La": (8, 55, 11, 20),
        "Xã Chiềng Bằng": (8, 53, 11, 22),
        "Xã Chiềng Khoang": (5, 43, 14, 30),
    }
    assert "Chỉ tiêu 2.1: Cần bê tông hóa: 23,1 Km." in first["Xã Mường Sai"].remaining


def test_criteria_that_do_not_add_up() -> None:
    assert sentences(TableNumber.FIRST, PrintedFault.CRITERIA_SUM) == [
        "Xã Ngọc Chiến: 9 + 9 = 18 tiêu chí, bộ tiêu chí có 19."
    ]
    assert sentences(TableNumber.SECOND, PrintedFault.CRITERIA_SUM) == []


def test_indicators_that_do_not_add_up() -> None:
    assert sentences(TableNumber.SECOND, PrintedFault.INDICATORS_SUM) == [
        "Xã Chiềng Khoang: 43 + 30 = 73 chỉ tiêu, bộ tiêu chí có 75."
    ]
    assert sentences(TableNumber.FIRST, PrintedFault.INDICATORS_SUM) == []


def test_lists_of_another_length_than_their_heading() -> None:
    assert sentences(TableNumber.FIRST, PrintedFault.CRITERIA_LISTED) == [
        "Xã Mường Sai: in 7 tiêu chí chưa đạt nhưng liệt kê 6 (2, 6, 9, 10, 11, 16).",
        "Xã Chiềng Pha: in 6 tiêu chí chưa đạt nhưng liệt kê 7 (2, 6, 9, 10, 11, 15, 17).",
    ]
    assert sentences(TableNumber.SECOND, PrintedFault.CRITERIA_LISTED) == []


def test_numbers_written_in_two_ways() -> None:
    assert sentences(TableNumber.FIRST, PrintedFault.NUMBER_STYLES)[0] == (
        "Xã Mường Sai: số thập phân viết hai kiểu, 23,1 và 6.2; hãy viết 6,2."
    )


def test_the_numbers_of_indicators_and_of_people_are_no_decimals() -> None:
    line = PrintedLine(
        "x", remaining=("Chỉ tiêu 2.1: còn 23,1 km.", "Chỉ tiêu 15.1: 10.333 người", "7. Xong")
    )
    assert line_problems(line, criteria=None, indicators=None) == []


def test_a_criterion_listed_twice() -> None:
    line = PrintedLine(
        "Xã A", criteria_unmet=2, unmet=("Tiêu chí số 2-Giao thông", "- Tiêu chí 3", "Tiêu chí số 02")
    )
    (problem,) = line_problems(line, criteria=None, indicators=None)
    assert printed_problem_sentence(problem) == "Xã A: tiêu chí 2 được liệt kê hai lần."
    assert listed_criteria(line.unmet) == ["2", "3", "2"]


def test_a_line_put_right_has_no_fault() -> None:
    line = replace(printed_lines(TableNumber.FIRST)["Xã Ngọc Chiến"], criteria_met=10)
    assert line_problems(line, criteria=CRITERIA, indicators=57) == []


PRINTED = {
    "": 19_064_236,
    "NS": 2_314_236,
    "TW": 2_247_096,
    "TW-CT": 208_440,
    "TW-CT-DT": 165_300,
    "TW-CT-SN": 43_140,
    "TW-LG": 2_038_656,
    "TW-LG-GN": 389_868,
    "TW-LG-DT": 1_649_788,
    "DP": 67_140,
    "DP-DT": 24_000,
    "DP-SN": 43_140,
    "TD": 16_700_000,
    "KHAC": 50_000,
}


def test_the_sums_of_the_province_s_means() -> None:
    """Section III, in triệu đồng: one wrong sum, the ones above it were made of the wrong one."""
    (problem,) = money_problems({code: Decimal(amount) for code, amount in PRINTED.items()})
    assert (problem.printed, problem.computed, problem.parts) == ("2038656", "2039656", ("389868", "1649788"))
    assert problem.fault is PrintedFault.MONEY_SUM


@pytest.mark.parametrize("code", ["NS", "TW-CT", "DP", ""])
def test_another_wrong_sum_is_named_by_its_source(code: str) -> None:
    printed = {**PRINTED, "TW-LG": 2_039_656, "TW": 2_248_096, "NS": 2_315_236, "": 19_065_236}
    assert money_problems({key: Decimal(amount) for key, amount in printed.items()}) == []
    printed[code] += 1
    found = money_problems({key: Decimal(amount) for key, amount in printed.items()})
    assert str(printed[code]) in {problem.printed for problem in found}
