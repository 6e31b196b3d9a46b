"""Verdict arithmetic for every measure, and how it is said in words."""

import threading
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app import arithmetic_words as words
from app.domain.measure import (
    Answer,
    Direction,
    Measure,
    Yardstick,
    compute,
    is_counted,
    shown_missing,
    shown_share,
)
from app.domain.verdict import Verdict
from app.i18n import as_printed, use_language

MET, UNMET = Verdict.MET, Verdict.UNMET
AT_MOST = Direction.AT_MOST
directions = st.sampled_from(Direction)
counts = st.integers(1, 10**6).map(Decimal)
measured = st.decimals(0, 10**6, places=3)
PAPERS = ("Quyết định", "Biên bản", "Ảnh")
SCALE = ("hoàn thành", "tốt", "xuất sắc")
PEOPLE = Yardstick(Measure.PERCENT, "90", unit="người")
POOR = Yardstick(Measure.NUMBER, "8", direction=AT_MOST, unit="hộ")
ROAD = Yardstick(Measure.NUMBER, "6.2", unit="km")
INCOME = Yardstick(Measure.RATIO, "1.2", unit="triệu đồng")
RATING = Yardstick(Measure.RATING, "xuất sắc", SCALE)
LIST = Yardstick(Measure.PAPERS, papers=PAPERS)


def moved(yardstick, amount, by):
    return amount + by if yardstick.direction is Direction.AT_LEAST else amount - by


@given(measured, measured, directions, st.sampled_from(["km", "hộ", ""]))
def test_what_is_missing_of_a_number_is_just_enough(amount, threshold, direction, unit):
    yardstick = Yardstick(Measure.NUMBER, str(threshold), direction=direction, unit=unit)
    found = compute(yardstick, Answer(amount=amount))
    assert (found.verdict is MET) == (found.missing == 0)
    missing = shown_missing(found)
    reached = compute(yardstick, Answer(amount=moved(yardstick, amount, missing)))
    assert reached.verdict is MET  # what is shown as enough is enough
    if missing:
        step = 1 if is_counted(unit, amount) else Decimal("0.01")
        assert compute(yardstick, Answer(amount=moved(yardstick, amount, missing - step))).verdict is UNMET


@given(counts, counts, st.integers(0, 100), directions)
def test_people_are_counted_up_and_the_one_before_is_too_few(part, whole, threshold, direction):
    assume(part <= whole)
    yardstick = Yardstick(Measure.PERCENT, str(threshold), direction=direction, unit="người")
    found = compute(yardstick, Answer(part, whole))
    assert found.missing == found.missing // 1
    after = moved(yardstick, part, Decimal(int(found.missing)))
    assume(0 <= after <= whole)
    assert compute(yardstick, Answer(after, whole)).verdict is MET
    if found.missing:
        before = moved(yardstick, part, Decimal(int(found.missing) - 1))
        assert compute(yardstick, Answer(before, whole)).verdict is UNMET


@given(measured, measured, st.decimals(0, 100, places=2), directions)
def test_what_is_measured_is_not_rounded_to_whole_ones(part, whole, threshold, direction):
    assume(0 < whole >= part)
    yardstick = Yardstick(Measure.PERCENT, str(threshold), direction=direction, unit="km")
    exact = Fraction(threshold) * Fraction(whole) / 100 - Fraction(part)
    lacking = max(Fraction(0), exact if direction is Direction.AT_LEAST else -exact)
    assert compute(yardstick, Answer(part, whole)).missing == lacking


@given(measured, measured, st.decimals("0.001", 10, places=3), directions)
def test_a_ratio_is_held_against_its_reference(amount, reference, threshold, direction):
    yardstick = Yardstick(Measure.RATIO, str(threshold), direction=direction, unit="triệu đồng")
    found = compute(yardstick, Answer(amount=amount, reference=reference))
    if not reference:
        assert (found.verdict, found.share) == (None, None)
        return
    share, needed = Fraction(amount) / Fraction(reference), Fraction(threshold)
    assert found.share == share
    assert (found.verdict is MET) == (share >= needed if direction is Direction.AT_LEAST else share <= needed)
    assert found.missing == max(
        Fraction(0), abs(needed - share) * Fraction(reference) if found.verdict is UNMET else 0
    )


@given(counts, counts, st.decimals(0, 100, places=4), directions)
def test_a_share_is_never_shown_on_the_wrong_side_of_its_threshold(part, whole, threshold, direction):
    assume(part <= whole)
    yardstick = Yardstick(Measure.PERCENT, str(threshold), direction=direction)
    found = compute(yardstick, Answer(part, whole))
    shown = shown_share(yardstick, found)
    assert (shown >= threshold if direction is Direction.AT_LEAST else shown <= threshold) == (
        found.verdict is MET
    )


@given(st.sets(st.sampled_from(PAPERS)))
def test_papers_are_met_when_all_are_there_and_silence_says_nothing(there):
    found = compute(LIST, Answer(papers=tuple(there)))
    assert found.verdict is (None if not there else MET if len(there) == 3 else UNMET)
    assert found.missing == (None if not there else 3 - len(there))


@pytest.mark.parametrize(
    ("yardstick", "answer", "said"),
    [
        (
            PEOPLE,
            Answer(Decimal(812), Decimal(963)),
            "812 / 963 người = 84,32 % < 90 % → CHƯA ĐẠT, còn thiếu 55 người",
        ),
        (PEOPLE, Answer(share=Decimal("89.6")), "89,6 % < 90 % → CHƯA ĐẠT, còn thiếu 0,4 điểm %"),
        (PEOPLE, Answer(share=Decimal(90)), "90 % ≥ 90 % → ĐẠT"),
        (POOR, Answer(amount=Decimal(20)), "20 hộ > 8 hộ → CHƯA ĐẠT, còn vượt 12 hộ"),
        (ROAD, Answer(amount=Decimal("3.75")), "3,75 km < 6,2 km → CHƯA ĐẠT, còn 2,45 km"),
        (
            INCOME,
            Answer(amount=Decimal(50), reference=Decimal(45)),
            "50 / 45 triệu đồng = 1,11 lần < 1,2 lần → CHƯA ĐẠT, còn thiếu 4 triệu đồng",
        ),
        (RATING, Answer(rating="tốt"), "tốt, cần xếp loại “xuất sắc” → CHƯA ĐẠT"),
        (RATING, Answer(rating="xuất sắc"), "xuất sắc → ĐẠT"),
        (
            LIST,
            Answer(papers=("Ảnh",)),
            "1 / 3 giấy tờ → CHƯA ĐẠT, còn thiếu 2 giấy tờ: Quyết định; Biên bản",
        ),
        (LIST, Answer(), ""),
        (
            Yardstick(Measure.PERCENT, None, unit="người"),
            Answer(Decimal(1), Decimal(2)),
            "1 / 2 người = 50 % (chưa có ngưỡng nên không tự kết luận)",
        ),
        (Yardstick(Measure.YES_NO), Answer(), ""),
    ],
)
def test_the_arithmetic_in_words(yardstick, answer, said):
    assert words.sentence(yardstick, answer, compute(yardstick, answer)) == said


def test_the_requirement_in_words():
    said = [words.requirement(one) for one in (PEOPLE, POOR, ROAD, RATING, LIST, Yardstick(Measure.PERCENT))]
    assert said == [
        "từ 90 % trở lên",
        "không quá 8 hộ",
        "từ 6,2 km trở lên",
        "xếp loại “xuất sắc”",
        "đủ 3 giấy tờ",
        "",
    ]
    assert words.requirement(INCOME, "thu nhập vùng") == "ít nhất 1,2 lần thu nhập vùng"
    assert words.requirement(Yardstick(Measure.RATING, "tốt", SCALE)) == "xếp loại “tốt” trở lên"


@pytest.fixture
def english():
    use_language("en")
    yield
    use_language("vi")


def test_papers_stay_vietnamese_while_the_screen_speaks_english(english):
    """The verdict is in the catalogue since the first release."""
    found = compute(PEOPLE, Answer(Decimal(812), Decimal(963)))
    with as_printed():
        assert words.result(found) == "CHƯA ĐẠT"
        elsewhere = []
        reader = threading.Thread(target=lambda: elsewhere.append(words.result(found)))
        reader.start()
        reader.join()
        assert elsewhere == ["UNMET"]
    assert words.result(found) == "UNMET"
