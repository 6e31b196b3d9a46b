from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.domain.deadlines import (
    Month,
    ReportClass,
    ReportRule,
    classify_report,
    count_classes,
    report_figures,
)

RULE = ReportRule(15)


def standing(month, today, *, received=None, exempt=False):
    return classify_report(Month(2024, month), RULE, received_on=received, exempt=exempt, today=today)


def test_what_is_not_due_or_exempt_lowers_no_rate():
    today = date(2024, 4, 20)
    counts = count_classes(
        [
            standing(1, today, received=date(2024, 1, 14)),
            standing(2, today, received=date(2024, 2, 15)),
            standing(3, today),
            standing(4, today, exempt=True),
            standing(5, today),
        ]
    )
    figures = report_figures(counts)
    assert (figures.expected, figures.received, figures.on_time) == (3, 2, 1)
    assert figures.rate == Fraction(2, 3)
    assert figures.on_time_rate == Fraction(1, 3)


def test_a_report_that_comes_early_is_expected_already():
    figures = report_figures(count_classes([standing(5, date(2024, 4, 20), received=date(2024, 4, 19))]))
    assert (figures.expected, figures.rate) == (1, Fraction(1))


def test_no_rate_where_nothing_is_expected():
    figures = report_figures(count_classes([standing(12, date(2024, 4, 20))]))
    assert (figures.rate, figures.on_time_rate) == (None, None)


@given(
    st.lists(
        st.lists(st.tuples(st.none() | st.integers(-40, 400), st.booleans()), min_size=12, max_size=12),
        max_size=6,
    ),
    st.integers(0, 365),
)
def test_hamlets_and_months_add_up_to_the_year(grid, day):
    today = date(2024, 1, 1) + timedelta(day)
    standings = [
        [
            standing(
                month,
                today,
                received=None if days is None else date(2024, 1, 1) + timedelta(days),
                exempt=exempt,
            )
            for month, (days, exempt) in enumerate(row, start=1)
        ]
        for row in grid
    ]
    year = count_classes(cell for row in standings for cell in row)
    by_hamlet = [report_figures(count_classes(row)) for row in standings]
    by_month = [report_figures(count_classes(row[at] for row in standings)) for at in range(12)]
    whole = report_figures(year)
    assert sum(year.values()) == 12 * len(grid)
    assert whole.expected + year[ReportClass.NOT_YET_DUE] + year[ReportClass.EXEMPT] == 12 * len(grid)
    for name in ("expected", "received", "on_time"):
        assert (
            getattr(whole, name)
            == sum(getattr(part, name) for part in by_hamlet)
            == sum(getattr(part, name) for part in by_month)
        )
