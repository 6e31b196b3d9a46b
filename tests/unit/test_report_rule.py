"""When a monthly report is due: days off, shifts, the lock, and what the screen says of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import Shift, is_day_off
from app.domain.deadlines import Month, ReportRule, report_due_on, report_locks_on
from app.domain.periods import Period, PeriodKind, parse_period, periods_of_year
from app.report_words import month_words, period_due_words, period_label, rule_words

RULE = ReportRule()
SEPTEMBER = Month(2024, 9)  # the 14th is a Saturday


def test_the_words_say_which_day_before_the_15th_is():
    assert rule_words(RULE) == (
        "Trước ngày 15 nghĩa là chậm nhất hết ngày 14 hằng tháng, tính theo ngày nhận."
    )
    assert "hết ngày 15" in rule_words(ReportRule(strict=False))


@pytest.mark.parametrize(
    ("shift", "due_on", "words"),
    [
        (Shift.NONE, date(2024, 9, 14), "Ngày 14/09/2024 là thứ Bảy; hạn vẫn giữ nguyên."),
        (Shift.NEXT, date(2024, 9, 16), "Ngày 14/09/2024 là thứ Bảy nên hạn là thứ Hai ngày 16/09/2024."),
        (Shift.PREVIOUS, date(2024, 9, 13), "Ngày 14/09/2024 là thứ Bảy nên hạn là thứ Sáu ngày 13/09/2024."),
    ],
)
def test_a_last_day_on_a_saturday(shift, due_on, words):
    rule = ReportRule(shift=shift)
    assert report_due_on(SEPTEMBER, rule) == due_on
    assert month_words(rule, SEPTEMBER) == words


def test_a_typed_day_off_pushes_on():
    rule = ReportRule(shift=Shift.NEXT, holidays=frozenset({date(2024, 9, 16)}))
    assert report_due_on(SEPTEMBER, rule) == date(2024, 9, 17)


def test_the_holidays_of_the_law_that_have_a_fixed_day():
    rule = ReportRule(before_day=2, strict=False, shift=Shift.NEXT)
    assert report_due_on(Month(2024, 9), rule) == date(2024, 9, 3)
    assert "Quốc khánh" in month_words(rule, Month(2024, 9))
    assert report_due_on(Month(2024, 1), ReportRule(before_day=2, shift=Shift.PREVIOUS)) == date(2023, 12, 29)


@pytest.mark.parametrize(
    ("lock_day", "month", "locks_on"),
    [
        (None, SEPTEMBER, None),
        (20, SEPTEMBER, date(2024, 9, 20)),
        (5, SEPTEMBER, date(2024, 10, 5)),
        (14, SEPTEMBER, date(2024, 10, 14)),  # the last day on time itself is never locked
        (5, Month(2024, 12), date(2025, 1, 5)),
    ],
)
def test_the_lock_comes_after_the_last_day(lock_day, month, locks_on):
    assert report_locks_on(month, ReportRule(lock_day=lock_day)) == locks_on


@given(
    st.integers(2, 28),
    st.booleans(),
    st.sampled_from(Shift),
    st.integers(1, 28) | st.none(),
    st.frozensets(st.dates(date(2024, 1, 1), date(2025, 1, 31)), max_size=12),
    st.integers(1, 12),
)
def test_a_shifted_day_is_a_working_day_and_the_nearest_one(before, strict, shift, lock, holidays, number):
    rule = ReportRule(before, strict, shift, holidays, lock)
    month = Month(2024, number)
    plain, due_on = date(2024, number, rule.last_day), report_due_on(month, rule)
    if shift is Shift.NONE:
        assert due_on == plain
        return
    assert not is_day_off(due_on, holidays)
    step = 1 if shift is Shift.NEXT else -1
    assert (due_on - plain).days * step >= 0
    between = [plain + timedelta(step * n) for n in range(abs((due_on - plain).days))]
    assert all(is_day_off(day, holidays) for day in between)
    locks_on = report_locks_on(month, rule)
    assert locks_on is None or due_on < locks_on <= due_on + timedelta(31)


def test_the_quarter_is_due_before_the_25th_of_its_last_month():
    third = Period(PeriodKind.QUARTER, 2024, 3)
    assert third.due_before == date(2024, 9, 25)
    assert period_due_words(third).endswith("chậm nhất thứ Ba ngày 24/09/2024.")
    assert period_due_words(Period(PeriodKind.YEAR, 2024)).startswith("Chưa có nguồn quy định")


def test_periods_are_written_and_read_back_and_cover_the_year():
    for period in periods_of_year(2024):
        assert parse_period(str(period)) == period
    for kind in PeriodKind:
        parts = [one for one in periods_of_year(2024) if one.kind is kind]
        assert [month.number for part in parts for month in part.months] == list(range(1, 13))
        assert (parts[0].first_day, parts[-1].last_day) == (date(2024, 1, 1), date(2024, 12, 31))
    assert period_label(parse_period("2024-Q3")) == "quý III/2024"
    for wrong in ("2024-13", "2024-Q5", "2024-H3", "24-01", "", "2024-"):
        with pytest.raises(ValueError, match="^" + wrong + "$"):
            parse_period(wrong)
