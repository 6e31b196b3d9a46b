"""Milestones on the real plan of Chiềng Khoi 2024: days and rules, of all hamlets and of one, and how they stand."""

from datetime import date

import pytest

from app.domain.milestones import NO_RULE, MilestoneKind, MilestoneRule, MilestoneState, RuleKind, is_sunday
from app.domain.rights import AccountKind, Actor
from app.domain.work import WorkProgress
from app.errors import InputError, RefusedError
from app.services import assignments, history, milestones, places, plans, printed_results
from app.services.history_subjects import history_at
from app.services.milestones import HamletYear, MilestoneRow, RuleSource, YearPlan
from app.services.today import TaskKind, today_list
from app.services.workspace import Workspace

TODAY = date(2024, 4, 20)
REVIEW, REMEDY, EVIDENCE = MilestoneKind.REVIEW, MilestoneKind.REMEDY, MilestoneKind.EVIDENCE
APPRAISAL, DOSSIER, DECISION = MilestoneKind.APPRAISAL, MilestoneKind.DOSSIER, MilestoneKind.DECISION


def year_of(book: Workspace, today: date = TODAY) -> YearPlan:
    return book.read(milestones.year_plan, year=2024, today=today)


def hamlet(found: YearPlan, name: str = "Bản Pút") -> HamletYear:
    return next(row for row in found.hamlets if row.name == name)


def row(found: YearPlan, kind: MilestoneKind, name: str = "Bản Pút") -> MilestoneRow:
    return next(one for one in hamlet(found, name).milestones if one.kind is kind)


def put(book: Workspace) -> str:
    return book.read(places.find_hamlet, name="Bản Pút").uid


def record(book: Workspace, kind: MilestoneKind, hamlet_uid: str | None = None, **values) -> None:
    plan = book.read(plans.plan_of_year, year=2024)
    book.write(
        milestones.record, plan_uid=plan.uid, kind=kind, hamlet_uid=hamlet_uid, values=values, today=TODAY
    )


def test_what_the_plan_of_chieng_khoi_says_stands_there_untyped(book):
    found = year_of(book)
    assert [one.kind for one in hamlet(found).milestones] == list(MilestoneKind)
    review, remedy = row(found, REVIEW), row(found, REMEDY)
    assert (review.done_on, review.known, review.standing.state) == (
        date(2023, 12, 31),
        True,
        MilestoneState.DONE,
    )
    assert (remedy.last_day, remedy.source) == (date(2024, 7, 14), RuleSource.ORDERS)
    assert is_sunday(remedy.last_day)
    for kind in (EVIDENCE, APPRAISAL):
        assert (row(found, kind).last_day, row(found, kind).source) == (
            date(2024, 10, 21),
            RuleSource.COMMON,
        )
    assert row(found, DECISION).standing.state is MilestoneState.UNDATED
    assert (
        hamlet(found).target == "Bộ tiêu chí bản nông thôn mới tỉnh Sơn La giai đoạn 2022-2025"
        or hamlet(found).target
    )


def test_a_day_for_all_is_the_plans_own(book):
    record(book, EVIDENCE, rule=MilestoneRule(before_on=date(2024, 9, 1)))
    assert book.read(plans.plan_of_year, year=2024).facts.evidence_due == date(2024, 9, 1)
    assert row(year_of(book), EVIDENCE).last_day == date(2024, 8, 31)
    record(book, EVIDENCE, rule=MilestoneRule(day=15, month=8))
    assert book.read(plans.plan_of_year, year=2024).facts.evidence_due == date(2024, 8, 15)
    assert row(year_of(book), EVIDENCE).rule.kind is RuleKind.DAY_MONTH
    plan = book.read(plans.plan_of_year, year=2024)
    book.write(printed_results.set_due_dates, plan_uid=plan.uid, values={"evidence_due": date(2024, 10, 22)})
    assert row(year_of(book), EVIDENCE).rule == MilestoneRule(before_on=date(2024, 10, 22))


def test_rules_after_another_follow_each_hamlets_own_day(book):
    record(book, APPRAISAL, rule=MilestoneRule(after=EVIDENCE, days=10))
    record(book, DOSSIER, rule=MilestoneRule(after=APPRAISAL, days=5))
    assert book.read(plans.plan_of_year, year=2024).facts.appraisal_due is None
    record(book, EVIDENCE, put(book), done_on=date(2024, 4, 10))
    found = year_of(book)
    assert row(found, DOSSIER).last_day == date(2024, 4, 25)
    assert row(found, DOSSIER).standing.state is MilestoneState.DUE
    assert row(found, DOSSIER, "Bản Tủm").last_day == date(2024, 11, 5)
    assert row(found, EVIDENCE).source is RuleSource.COMMON


def test_a_hamlets_own_rule_wins_until_it_is_taken_away(book):
    record(book, EVIDENCE, put(book), rule=MilestoneRule(before_on=date(2024, 4, 18)))
    late = row(year_of(book), EVIDENCE)
    assert (late.source, late.standing.state, late.standing.days) == (RuleSource.OWN, MilestoneState.LATE, 3)
    assert row(year_of(book), EVIDENCE, "Bản Tủm").source is RuleSource.COMMON
    record(book, EVIDENCE, put(book), rule=NO_RULE)
    assert row(year_of(book), EVIDENCE).source is RuleSource.COMMON


def test_circles_are_refused_wherever_they_close(book):
    record(book, APPRAISAL, rule=MilestoneRule(after=EVIDENCE, days=10))
    with pytest.raises(InputError, match="vòng") as refused:
        record(book, EVIDENCE, put(book), rule=MilestoneRule(after=APPRAISAL, days=1))
    assert refused.value.field == "after"
    with pytest.raises(InputError, match="chính nó"):
        record(book, EVIDENCE, rule=MilestoneRule(after=EVIDENCE, days=1))
    assert row(year_of(book), EVIDENCE).source is RuleSource.COMMON


def test_a_circle_through_a_hamlets_own_rule_is_seen_from_the_rule_of_all(book):
    record(book, EVIDENCE, put(book), rule=MilestoneRule(after=APPRAISAL, days=1))
    with pytest.raises(InputError, match="vòng"):
        record(book, APPRAISAL, rule=MilestoneRule(after=EVIDENCE, days=10))


def test_no_such_day_and_a_day_to_come_are_told_beside_their_fields(book):
    with pytest.raises(InputError) as refused:
        record(book, DOSSIER, rule=MilestoneRule(day=31, month=2))
    assert refused.value.field == "day"
    with pytest.raises(InputError) as refused:
        record(book, DOSSIER, done_on=date(2025, 1, 1))
    assert refused.value.field == "done_on"


def test_work_that_is_done_reaches_the_milestone(book):
    plan = book.read(plans.plan_of_year, year=2024)
    rows = [
        one
        for one in book.read(assignments.assignment_rows, year=2024, today=TODAY)
        if one.hamlet == "Bản Pút"
    ]
    values = {"progress": WorkProgress.DONE, "done_on": date(2024, 4, 12)}
    book.write(assignments.change, plan_uid=plan.uid, rows=rows[:2], values=values)
    assert row(year_of(book), REMEDY).done_on is None
    book.write(assignments.change, plan_uid=plan.uid, rows=rows[2:], values=values)
    reached = row(year_of(book), REMEDY)
    assert (reached.done_on, reached.known) == (date(2024, 4, 12), True)


def test_one_step_is_taken_back_whole(book):
    record(book, EVIDENCE, rule=MilestoneRule(day=15, month=8))
    history.undo(book)
    assert row(year_of(book), EVIDENCE).rule == MilestoneRule(before_on=date(2024, 10, 22))


def test_only_who_plans_moves_a_milestone(book):
    book.actor = Actor("Trạm y tế", AccountKind.OFFICER, role_code="YT")
    with pytest.raises(RefusedError):
        record(book, EVIDENCE, done_on=TODAY)


def test_what_is_due_before_its_predecessor_is_told(book):
    record(book, DOSSIER, rule=MilestoneRule(before_on=date(2024, 9, 1)))
    assert row(year_of(book), DOSSIER).before is APPRAISAL


def tasks(book: Workspace, today: date):
    found = book.read(today_list, year=2024, today=today)
    return [
        (task.kind, task.hamlet, task.subject, task.days)
        for task in found.tasks
        if task.kind in (TaskKind.MILESTONE_DUE, TaskKind.MILESTONE_LATE)
    ]


def test_a_milestone_is_a_line_of_today_a_week_before_and_while_it_is_late(book):
    both = "Bản Pút, Bản Tủm"
    assert tasks(book, date(2024, 10, 13)) == []
    due = tasks(book, date(2024, 10, 14))
    assert due == [(TaskKind.MILESTONE_DUE, both, kind, 7) for kind in (EVIDENCE, APPRAISAL)]
    record(book, EVIDENCE, put(book), done_on=TODAY)
    late = tasks(book, date(2024, 11, 21))
    assert late == [
        (TaskKind.MILESTONE_LATE, "Bản Tủm", EVIDENCE, 31),
        (TaskKind.MILESTONE_LATE, both, APPRAISAL, 31),
    ] or late == [
        (TaskKind.MILESTONE_LATE, both, APPRAISAL, 31),
        (TaskKind.MILESTONE_LATE, "Bản Tủm", EVIDENCE, 31),
    ]


def test_the_history_of_a_milestone_is_found_from_where_it_is_shown(book):
    at = {"panel": "year", "milestone": "dossier"}
    assert book.read(history_at, page="assignments", place=at, year=2024).title.startswith("Kế hoạch")
    record(book, DOSSIER, rule=MilestoneRule(before_on=date(2024, 11, 1)))
    found = book.read(history_at, page="assignments", place=at, year=2024)
    assert found.title == "Mốc của kế hoạch: Nộp hồ sơ · 2024"
    assert any("01/11/2024" in line.new for line in found.lines)
