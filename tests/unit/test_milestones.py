"""When a milestone is due, in every way of saying so."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.milestones import (
    MilestoneKind,
    MilestoneRule,
    MilestoneState,
    RuleFault,
    RuleKind,
    Standing,
    is_sunday,
    last_days,
    out_of_order,
    rule_fault,
    shifted,
    standing,
)

REVIEW, REMEDY, EVIDENCE = MilestoneKind.REVIEW, MilestoneKind.REMEDY, MilestoneKind.EVIDENCE
APPRAISAL, DOSSIER, DECISION = MilestoneKind.APPRAISAL, MilestoneKind.DOSSIER, MilestoneKind.DECISION
LAST = date(2024, 7, 14)


def test_the_day_itself_is_too_late() -> None:
    """ "trước ngày 15/7/2024" of Chiềng Khoi leaves the 14th, a Sunday."""
    rules = {REMEDY: MilestoneRule(before_on=date(2024, 7, 15))}
    assert last_days(rules, {}, 2024) == {REMEDY: LAST}
    assert is_sunday(LAST)


def test_day_and_month_follow_the_year() -> None:
    rules = {EVIDENCE: MilestoneRule(day=22, month=10), DOSSIER: MilestoneRule(day=29, month=2)}
    assert last_days(rules, {}, 2025) == {EVIDENCE: date(2025, 10, 21), DOSSIER: date(2025, 2, 28)}
    assert last_days(rules, {}, 2024)[DOSSIER] == date(2024, 2, 28)


def test_days_after_another_count_from_the_day_it_was_reached() -> None:
    rules = {
        EVIDENCE: MilestoneRule(before_on=date(2024, 10, 22)),
        APPRAISAL: MilestoneRule(after=EVIDENCE, days=10),
        DOSSIER: MilestoneRule(after=APPRAISAL, days=5),
    }
    assert last_days(rules, {}, 2024)[APPRAISAL] == date(2024, 10, 31)
    assert last_days(rules, {}, 2024)[DOSSIER] == date(2024, 11, 5)
    reached = {EVIDENCE: date(2024, 10, 1)}
    assert last_days(rules, reached, 2024)[DOSSIER] == date(2024, 10, 16)


def test_after_something_without_a_day_there_is_no_day() -> None:
    assert last_days({APPRAISAL: MilestoneRule(after=EVIDENCE, days=10)}, {}, 2024) == {}


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        (MilestoneRule(after=APPRAISAL, days=3), RuleFault.ITSELF),
        (MilestoneRule(after=EVIDENCE, days=-1), RuleFault.DAYS),
        (MilestoneRule(after=EVIDENCE, days=367), RuleFault.DAYS),
        (MilestoneRule(day=31, month=2), RuleFault.NO_SUCH_DAY),
        (MilestoneRule(day=31, month=4), RuleFault.NO_SUCH_DAY),
        (MilestoneRule(day=29, month=2), None),
        (MilestoneRule(after=DOSSIER, days=3), RuleFault.CYCLE),
        (MilestoneRule(), None),
    ],
)
def test_rules_that_cannot_be_kept(rule: MilestoneRule, fault: RuleFault | None) -> None:
    others = {
        DOSSIER: MilestoneRule(after=DECISION, days=1),
        DECISION: MilestoneRule(after=APPRAISAL, days=1),
    }
    assert rule_fault(APPRAISAL, {**others, APPRAISAL: rule}) is fault


kinds = st.sampled_from(list(MilestoneKind))
rules = st.one_of(
    st.builds(MilestoneRule, before_on=st.dates(date(2020, 1, 1), date(2030, 1, 1))),
    st.builds(MilestoneRule, day=st.integers(1, 31), month=st.integers(1, 12)),
    st.builds(MilestoneRule, after=kinds, days=st.integers(0, 366)),
    st.just(MilestoneRule()),
)


@given(st.dictionaries(kinds, rules))
def test_any_rules_come_to_an_end_and_only_circles_hide_a_day(some: dict) -> None:
    found = last_days(some, {}, 2024)
    assert set(found) <= set(some)
    for kind, rule in some.items():
        if rule.kind in (RuleKind.DATE, RuleKind.DAY_MONTH):
            assert kind in found
        if rule_fault(kind, some) in (RuleFault.ITSELF, RuleFault.CYCLE):
            assert kind not in found


@pytest.mark.parametrize(
    ("done", "today", "expected"),
    [
        (None, date(2024, 7, 6), Standing(MilestoneState.LATER, 8)),
        (None, date(2024, 7, 7), Standing(MilestoneState.DUE, 7)),
        (None, LAST, Standing(MilestoneState.DUE, 0)),
        (None, date(2024, 7, 15), Standing(MilestoneState.LATE, 1)),
        (date(2024, 7, 10), date(2025, 1, 1), Standing(MilestoneState.DONE, 0)),
        (date(2024, 7, 17), date(2025, 1, 1), Standing(MilestoneState.DONE, 3)),
    ],
)
def test_how_it_stands_today(done: date | None, today: date, expected: Standing) -> None:
    assert standing(LAST, done, today) == expected


def test_without_a_day_it_is_never_late() -> None:
    assert standing(None, None, date(2030, 1, 1)) == Standing(MilestoneState.UNDATED)


def test_what_would_be_due_before_an_earlier_one() -> None:
    days = {REVIEW: date(2024, 1, 1), APPRAISAL: date(2024, 10, 1), DOSSIER: date(2024, 9, 1)}
    assert out_of_order(days) == {DOSSIER: APPRAISAL}
    assert out_of_order({EVIDENCE: LAST, APPRAISAL: LAST}) == {}


def test_another_year_has_no_29th_of_february() -> None:
    assert shifted(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert shifted(date(2024, 7, 15), 1) == date(2025, 7, 15)
