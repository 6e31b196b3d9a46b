"""Rules about the self-assessment: claims, reasons, counts, jumps."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from app.domain.checks import CheckCode, Severity
from app.domain.dates import format_date
from app.domain.measure import Answer
from app.domain.numbers import format_number, rounded
from app.domain.verdict import Verdict
from app.labels import verdict_label
from app.models.assessment import RoundKind
from app.services.checks.facts import Facts, RoundFacts, RowFacts
from app.services.checks.rule import Spot, at_round, at_row, rows_of, rule

# What makes somebody look twice; no source sets these.
JUMP_POINTS = 20  # percentage points
JUMP_WHOLE = Fraction(1, 5)  # of the base that is counted
JUMP_TIMES = 2  # an amount that more than doubles or halves
WATCH_DAYS = 365


@rule(CheckCode.MET_WITHOUT_EVIDENCE, Severity.ERROR)
def met_without_evidence(facts: Facts) -> Iterable[Spot]:
    for review, row in rows_of(facts):
        if row.verdict is Verdict.MET and (review.place_uid, row.indicator.uid) not in facts.proven:
            yield at_row(review, row)


def _against(row: RowFacts) -> bool:
    return row.computed.verdict is not None and row.claimed not in (None, row.computed.verdict)


@rule(CheckCode.OVERRIDE_WITHOUT_REASON, Severity.ERROR)
def override_without_reason(facts: Facts) -> Iterable[Spot]:
    for review, row in rows_of(facts):
        if _against(row) and not row.explanation:
            yield at_row(review, row, **_both(row))


@rule(CheckCode.CLAIM_DIFFERS, Severity.WARNING)
def claim_differs(facts: Facts) -> Iterable[Spot]:
    for review, row in rows_of(facts):
        if _against(row) and row.explanation:
            yield at_row(review, row, **_both(row))


def _both(row: RowFacts) -> dict[str, str]:
    return {
        "claimed": verdict_label(row.claimed).lower(),
        "computed": verdict_label(row.computed.verdict).lower(),
    }


@rule(CheckCode.NOT_APPLICABLE_WITHOUT_REASON, Severity.ERROR)
def not_applicable_without_reason(facts: Facts) -> Iterable[Spot]:
    for review, row in rows_of(facts):
        if row.claimed is Verdict.NOT_APPLICABLE and not row.explanation:
            yield at_row(review, row)


@rule(CheckCode.NOT_APPLICABLE_FORBIDDEN, Severity.ERROR)
def not_applicable_forbidden(facts: Facts) -> Iterable[Spot]:
    for review, row in rows_of(facts):
        if not row.indicator.may_not_apply and Verdict.NOT_APPLICABLE in (row.claimed, row.concluded):
            yield at_row(review, row)


@rule(CheckCode.PERCENT_OVER_100, Severity.ERROR)
def percent_over_100(facts: Facts) -> Iterable[Spot]:
    for review, row in rows_of(facts):
        if row.answer.share is not None and row.answer.share > 100:
            yield at_row(review, row, share=format_number(row.answer.share))


@rule(CheckCode.PART_OVER_WHOLE, Severity.ERROR)
def part_over_whole(facts: Facts) -> Iterable[Spot]:
    for review, row in rows_of(facts):
        part, whole = row.answer.part, row.answer.whole
        if part is not None and whole is not None and part > whole:
            yield at_row(review, row, part=format_number(part), whole=format_number(whole))


@rule(CheckCode.SUDDEN_JUMP, Severity.WARNING)
def sudden_jump(facts: Facts) -> Iterable[Spot]:
    for review, row in rows_of(facts):
        before = review.before.get(row.indicator.uid)
        jump = _jump(before, row.answer) if before is not None else None
        if jump is not None:
            yield at_row(review, row, before=jump[0], after=jump[1])


def _jump(before: Answer, after: Answer) -> tuple[str, str] | None:
    """The two figures in words, the most telling pair first."""
    old, new = _share(before), _share(after)
    if old is not None and new is not None and abs(new - old) >= JUMP_POINTS:
        return _percent(old), _percent(new)
    if _moved(before.whole, after.whole, JUMP_WHOLE):
        return _number(before.whole), _number(after.whole)
    if before.amount and after.amount and not _within_times(before.amount, after.amount):
        return _number(before.amount), _number(after.amount)
    return None


def _share(answer: Answer) -> Fraction | None:
    if answer.part is not None and answer.whole:
        return Fraction(answer.part) * 100 / Fraction(answer.whole)
    return None if answer.share is None else Fraction(answer.share)


def _moved(old: Decimal | None, new: Decimal | None, limit: Fraction) -> bool:
    return (
        bool(old) and new is not None and old is not None and abs(Fraction(new - old) / Fraction(old)) > limit
    )


def _within_times(old: Decimal, new: Decimal) -> bool:
    return old <= JUMP_TIMES * new and new <= JUMP_TIMES * old


def _percent(share: Fraction) -> str:
    return f"{format_number(rounded(share))} %"


def _number(value: Decimal | None) -> str:
    return "" if value is None else format_number(value)


@rule(CheckCode.UNMET_WITHOUT_REMAINING, Severity.WARNING)
def unmet_without_remaining(facts: Facts) -> Iterable[Spot]:
    for review, row in rows_of(facts):
        if row.verdict is Verdict.UNMET and not row.remaining and not row.computed.missing:
            yield at_row(review, row)


@rule(CheckCode.NOT_ASSESSED, Severity.ERROR)
def not_assessed(facts: Facts) -> Iterable[Spot]:
    """One a round, however many indicators are blank; a place of the plan without a round counts too."""
    for review in facts.rounds:
        blank = [row.indicator for row in review.rows if row.claimed is None and row.concluded is None]
        if blank:
            numbers = ", ".join(row.number for row in blank)
            words = {"n": str(len(blank)), "numbers": numbers}
            place = at_round(review) | {"indicator_uid": blank[0].uid}
            yield Spot(review.uid, review.place_uid, words, "assessment", place)
    for place_uid, set_uid in facts.unreviewed:
        place = {"hamlet_uid": place_uid, "set_uid": set_uid}
        words = {"set": facts.sets[set_uid].row.short_title}
        yield Spot(f"{place_uid}/{set_uid}", place_uid, words, "assessment", place)


@rule(CheckCode.ROUND_TOO_OLD, Severity.WARNING)
def round_too_old(facts: Facts) -> Iterable[Spot]:
    """A place that is recognised, had met everything or had its final round, and was not reviewed for a year.

    The year of a recognised place runs from the decision where that came after the round.
    """
    for review in (*facts.rounds, *facts.watched):
        recognised = facts.recognised.get(review.place_uid)
        since = max(review.held_on, recognised or review.held_on)
        if (facts.today - since).days > WATCH_DAYS and (recognised or _was_recognisable(facts, review)):
            words = {"day": format_date(review.held_on)}
            yield Spot(review.uid, review.place_uid, words, "assessment", at_round(review))


def _was_recognisable(facts: Facts, review: RoundFacts) -> bool:
    count = facts.counts.get(review.uid)
    return review.kind is RoundKind.FINAL or (count is not None and count.totals.all_met)
