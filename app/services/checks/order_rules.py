"""Rules about who does what until when: leads, orders, dates of the plan."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from app.domain.checks import CheckCode, Severity
from app.domain.dates import format_date
from app.domain.deadlines import days_over
from app.domain.verdict import Verdict
from app.domain.work import WorkProgress
from app.services.checks.facts import Facts, OrderFacts
from app.services.checks.rule import Spot, at_row, rows_of, rule
from app.services.criteria import IndicatorRow


def _leads(indicator: IndicatorRow) -> tuple[str, ...]:
    return ((indicator.lead_code,) if indicator.lead_code else ()) + indicator.other_lead_codes


def _names(facts: Facts, codes: Iterable[str]) -> str:
    return "; ".join(facts.roles[code][1] for code in codes if code in facts.roles)


@rule(CheckCode.LEAD_MISSING, Severity.WARNING)
def lead_missing(facts: Facts) -> Iterable[Spot]:
    """One a criterion."""
    for found in facts.sets.values():
        for criterion_uid, group in groupby(found.indicators, key=lambda row: row.criterion_uid):
            bare = [row for row in group if not _leads(row)]
            if bare:
                words = {"numbers": ", ".join(row.number for row in bare)}
                place = {"panel": "duties", "set_uid": found.row.uid, "row": bare[0].uid}
                yield Spot(criterion_uid, "", words, "catalogue", place)


@rule(CheckCode.LEAD_DOUBLE, Severity.WARNING)
def lead_double(facts: Facts) -> Iterable[Spot]:
    """Several leads, or an ordered indicator for which the set names further roles as its owners."""
    ordered = {order.indicator_uid for order in facts.orders}
    for found in facts.sets.values():
        for row in found.indicators:
            owners = _leads(row) + (row.support_codes if row.uid in ordered else ())
            if len(dict.fromkeys(owners)) > 1:
                words = {"number": row.number, "leads": _names(facts, owners)}
                place = {"panel": "duties", "set_uid": found.row.uid, "row": row.uid}
                yield Spot(row.uid, "", words, "catalogue", place)


@rule(CheckCode.LEAD_DIFFERS_FROM_SET, Severity.WARNING)
def lead_differs_from_set(facts: Facts) -> Iterable[Spot]:
    indicators = facts.indicators_by_uid
    for order in facts.orders:
        row = indicators.get(order.indicator_uid)
        leads = _leads(row) if row is not None else ()
        known = {facts.roles[code][0] for code in leads if code in facts.roles}
        if row is not None and known and order.lead_uid not in known:
            yield _at_order(order, row, lead=order.lead, standing=_names(facts, leads))


@rule(CheckCode.DEADLINE_MISSING, Severity.WARNING)
def deadline_missing(facts: Facts) -> Iterable[Spot]:
    indicators = facts.indicators_by_uid
    for order in facts.orders:
        row = indicators.get(order.indicator_uid)
        if row is not None and order.due_before is None and order.progress is not WorkProgress.DONE:
            yield _at_order(order, row)


@rule(CheckCode.DEADLINE_PAST, Severity.WARNING)
def deadline_past(facts: Facts) -> Iterable[Spot]:
    indicators = facts.indicators_by_uid
    for order in facts.orders:
        row = indicators.get(order.indicator_uid)
        if row is None or order.due_before is None or order.progress is WorkProgress.DONE:
            continue
        over = days_over(order.due_before, facts.today)
        if over:
            yield _at_order(order, row, day=format_date(order.due_before), n=str(over))


def _at_order(order: OrderFacts, row: IndicatorRow, **words: str) -> Spot:
    return Spot(
        f"{order.place_uid}/{row.uid}",
        order.place_uid,
        {"number": row.number, **words},
        "assignments",
        {"hamlet_uid": order.place_uid, "indicator_uid": row.uid},
    )


@rule(CheckCode.UNMET_WITHOUT_ASSIGNMENT, Severity.WARNING)
def unmet_without_assignment(facts: Facts) -> Iterable[Spot]:
    if facts.plan is None:
        return
    ordered = {(order.place_uid, order.indicator_uid) for order in facts.orders}
    for review, row in rows_of(facts):
        if row.verdict is Verdict.UNMET and (review.place_uid, row.indicator.uid) not in ordered:
            spot = at_row(review, row)
            place = {"hamlet_uid": review.place_uid, "indicator_uid": row.indicator.uid}
            yield Spot(spot.subject, spot.hamlet_uid, spot.words, "assignments", place)


@rule(CheckCode.APPRAISAL_NOT_AFTER_EVIDENCE, Severity.WARNING)
def appraisal_not_after_evidence(facts: Facts) -> Iterable[Spot]:
    if facts.plan is None:
        return
    evidence, appraisal = facts.plan.facts.evidence_due, facts.plan.facts.appraisal_due
    if evidence is not None and appraisal is not None and appraisal <= evidence:
        words = {"evidence": format_date(evidence), "appraisal": format_date(appraisal)}
        yield Spot(facts.plan.uid, "", words, "checks", {"printed": "plan"})
