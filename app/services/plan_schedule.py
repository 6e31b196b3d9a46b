"""The milestones of a year as its plan prints them: lines for all hamlets, and what each hamlet has of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from app.domain.dates import short_document_date
from app.domain.milestones import MilestoneKind, MilestoneRule, RuleKind, due_before
from app.reports.plan_paper.content import MilestoneLine, ScheduleLine
from app.services.milestones import MilestoneRow, RuleSource, YearPlan

# Papers are Vietnamese whatever the screen speaks.
_TITLES = {
    MilestoneKind.REVIEW: "Rà soát, đánh giá các tiêu chí",
    MilestoneKind.REMEDY: "Hoàn thành các chỉ tiêu chưa đạt",
    MilestoneKind.EVIDENCE: "Hoàn thành hồ sơ minh chứng các tiêu chí đã đạt",
    MilestoneKind.APPRAISAL: "Công chức, đơn vị phụ trách thẩm định",
    MilestoneKind.DOSSIER: "Lập, nộp hồ sơ đề nghị công nhận",
    MilestoneKind.DECISION: "Quyết định công nhận",
    MilestoneKind.ANNOUNCEMENT: "Công bố",
}
_SHORT = {
    MilestoneKind.REVIEW: "Rà soát",
    MilestoneKind.REMEDY: "Hoàn thành chỉ tiêu chưa đạt",
    MilestoneKind.EVIDENCE: "Nộp minh chứng",
    MilestoneKind.APPRAISAL: "Thẩm định",
    MilestoneKind.DOSSIER: "Nộp hồ sơ",
    MilestoneKind.DECISION: "Quyết định công nhận",
    MilestoneKind.ANNOUNCEMENT: "Công bố",
}
_AFTER = {
    MilestoneKind.REVIEW: "rà soát",
    MilestoneKind.REMEDY: "hoàn thành các chỉ tiêu chưa đạt",
    MilestoneKind.EVIDENCE: "nộp hồ sơ minh chứng",
    MilestoneKind.APPRAISAL: "xã thẩm định",
    MilestoneKind.DOSSIER: "nộp hồ sơ",
    MilestoneKind.DECISION: "có quyết định công nhận",
    MilestoneKind.ANNOUNCEMENT: "công bố",
}


def milestone_lines(year: YearPlan) -> Iterator[MilestoneLine]:
    """In the order of the year: the rule of all, then the hamlets that have one of their own.

    The deadline of orders stands for all where it is the same for each.
    """
    for place, common in enumerate(year.common):
        kind = common.kind
        if common.rule.kind is not None:
            yield MilestoneLine(_TITLES[kind], _when(common.rule, year.plan.year))
        rows = [(hamlet.name, hamlet.milestones[place]) for hamlet in year.hamlets]
        own = [(name, row) for name, row in rows if row.source in (RuleSource.OWN, RuleSource.ORDERS)]
        rules = {row.rule for _name, row in own}
        if len(own) == len(rows) and len(rules) == 1 and common.rule.kind is None:
            yield MilestoneLine(_TITLES[kind], _when(rules.pop(), year.plan.year))
            continue
        for name, row in own:
            yield MilestoneLine(_TITLES[kind], _when(row.rule, year.plan.year), name)


def _when(rule: MilestoneRule, year: int) -> str:
    if rule.kind is RuleKind.AFTER and rule.after is not None:
        return f"Trong {rule.days} ngày sau khi {_AFTER[rule.after]}"
    before = due_before(rule, year)
    assert before is not None
    return f"Trước ngày {short_document_date(before)}"


def schedule_titles(year: YearPlan) -> tuple[str, ...]:
    """Of the milestones for which any hamlet has a day."""
    return tuple(_SHORT[kind] for kind in _dated(year))


def schedule_lines(year: YearPlan) -> Iterator[ScheduleLine]:
    """Every hamlet with its days; none where there is nothing to plan yet."""
    kinds = _dated(year)
    for hamlet in year.hamlets if kinds else ():
        rows = {row.kind: row for row in hamlet.milestones}
        yield ScheduleLine(hamlet.name, tuple(_day(rows[kind]) for kind in kinds))


def _dated(year: YearPlan) -> list[MilestoneKind]:
    return [
        kind
        for place, kind in enumerate(MilestoneKind)
        if any(hamlet.milestones[place].last_day is not None for hamlet in year.hamlets)
    ]


def _day(row: MilestoneRow) -> str:
    if row.last_day is None:
        return ""
    if row.rule.kind is RuleKind.AFTER:
        return f"Chậm nhất {short_document_date(row.last_day)}"
    return f"Trước {short_document_date(_day_after(row.last_day))}"


def _day_after(day: date) -> date:
    return day + timedelta(days=1)
