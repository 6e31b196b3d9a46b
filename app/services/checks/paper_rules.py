"""Rules that hold what papers print, and what reports say, against what the book computes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from app.domain.checks import CheckCode, Severity
from app.domain.text import fold
from app.domain.verdict import Totals, Verdict
from app.services.checks.facts import Facts, PrintedFacts, ReportFacts
from app.services.checks.rule import Spot, rule

_FRACTION = re.compile(r"(\d{1,3})\s*/\s*(\d{1,3})")
_SPOKEN = re.compile(r"(chua dat\s+)?(\d{1,3})\s*/\s*(\d{1,3})\s*(tieu chi|chi tieu)")


def _at_paper(facts: Facts, paper: PrintedFacts, what: str, **words: str) -> Spot:
    assert facts.plan is not None
    return Spot(
        f"{facts.plan.uid}/{paper.place_uid}/{what}",
        paper.place_uid,
        {"what": what.partition("/")[0], **words},
        "checks",
        {"printed": paper.place_uid},
    )


@rule(CheckCode.TYPED_COUNTS_DIFFER, Severity.ERROR)
def printed_counts_differ(facts: Facts) -> Iterable[Spot]:
    for paper in facts.printed:
        figures = paper.figures
        if figures.met_criteria and figures.criteria_met not in (None, len(figures.met_criteria)):
            listed = str(len(figures.met_criteria))
            yield _at_paper(facts, paper, "list", printed=str(figures.criteria_met), found=listed)
        count = facts.counts.get(paper.round_uid or "")
        if count is not None:
            yield from _against_totals(facts, paper, count.totals)


def _against_totals(facts: Facts, paper: PrintedFacts, totals: Totals) -> Iterator[Spot]:
    figures = paper.figures
    said = _fraction(figures.unmet_fraction)
    pairs = (
        ("criteria", figures.criteria_met, totals.criteria_met),
        ("indicators", figures.indicators_met, totals.indicators_met),
        ("unmet", said[0] if said else None, totals.criteria_total - totals.criteria_met),
    )
    for what, stated, found in pairs:
        if stated not in (None, found):
            yield _at_paper(facts, paper, what, printed=str(stated), found=str(found))


@rule(CheckCode.TYPED_COUNTS_DIFFER, Severity.WARNING)
def reported_counts_differ(facts: Facts) -> Iterable[Spot]:
    for report in facts.reports:
        count = facts.counts.get(report.round_uid)
        if count is not None:
            yield from _against_report(report, facts.year, count.totals)


def _against_report(report: ReportFacts, year: int, totals: Totals) -> Iterator[Spot]:
    for unmet, first, second, kind in _SPOKEN.findall(fold(report.text)):
        of_criteria = kind == "tieu chi"
        met = totals.criteria_met if of_criteria else totals.indicators_met
        total = totals.criteria_total if of_criteria else totals.indicators_total
        shown = f"{total - met if unmet else met}/{total}"
        if f"{int(first)}/{int(second)}" != shown:
            yield Spot(
                f"report/{report.place_uid}/{year}/{report.month}/{'criteria' if of_criteria else 'indicators'}",
                report.place_uid,
                {
                    "what": "report_criteria" if of_criteria else "report_indicators",
                    "month": f"{report.month:02d}/{year}",
                    "printed": f"{int(first)}/{int(second)}",
                    "found": shown,
                },
                "reports",
                {"hamlet_uid": report.place_uid, "month": str(report.month)},
            )


@rule(CheckCode.CRITERION_IN_BOTH_LISTS, Severity.ERROR)
def in_both_lists(facts: Facts) -> Iterable[Spot]:
    for paper, criteria in _listed(facts):
        for number in paper.figures.met_criteria:
            if criteria.get(number) is Verdict.UNMET:
                yield _at_paper(facts, paper, f"both/{number}", number=number)


@rule(CheckCode.CRITERION_IN_NO_LIST, Severity.ERROR)
def in_no_list(facts: Facts) -> Iterable[Spot]:
    for paper, criteria in _listed(facts):
        for number, verdict in criteria.items():
            if number not in paper.figures.met_criteria and verdict is not Verdict.UNMET:
                yield _at_paper(facts, paper, f"neither/{number}", number=number)


def _listed(facts: Facts) -> Iterator[tuple[PrintedFacts, dict[str, Verdict | None]]]:
    for paper in facts.printed:
        count = facts.counts.get(paper.round_uid or "")
        if paper.figures.met_criteria and count is not None:
            yield paper, dict(count.criteria)


@rule(CheckCode.TOTAL_DIFFERS_FROM_SET, Severity.ERROR)
def total_differs_from_set(facts: Facts) -> Iterable[Spot]:
    for paper in facts.printed:
        found = facts.sets.get(paper.set_uid)
        if found is None:
            continue
        criteria, indicators = len(found.criteria), len(found.indicators)
        figures = paper.figures
        pairs = (
            ("criteria", figures.criteria_total, criteria),
            ("indicators", figures.indicators_total, indicators),
        )
        for what, stated, counted in pairs:
            if stated not in (None, counted):
                yield _at_paper(facts, paper, what, printed=str(stated), found=str(counted))
        said = _fraction(figures.unmet_fraction)
        if said is not None and said[1] not in (criteria, indicators):
            yield _at_paper(
                facts, paper, "fraction", printed=figures.unmet_fraction or "", found=str(criteria)
            )


def _fraction(text: str | None) -> tuple[int, int] | None:
    match = _FRACTION.fullmatch((text or "").strip())
    return (int(match[1]), int(match[2])) if match else None
