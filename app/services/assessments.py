"""Self-assessment: rounds, the sheet of one round, and what is recorded in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from app.arithmetic_words import remaining_amount
from app.domain.measure import Answer, Computed, compute
from app.domain.rights import Right
from app.domain.verdict import Opinion, Totals, Verdict, effective_verdict, totals
from app.errors import InputError, NotFoundError, RefusedError
from app.i18n import _
from app.models.assessment import Assessment, ReviewRound, RoundKind
from app.models.evidence import Evidence, EvidenceLink
from app.models.place import Place, PlaceLevel
from app.services import catalogue_sheet, criteria, place_years
from app.services.answer_checks import checked_values
from app.services.criteria import IndicatorRow
from app.services.rights import require
from app.services.round_access import open_round

FIELDS = frozenset(
    {
        "claimed",
        "part",
        "whole",
        "share",
        "rating",
        "amount",
        "reference",
        "papers",
        "explanation",
        "remaining",
        "concluded",
    }
)
# Officers' opinions are signed: they come by app.services.appraisals alone.
_RIGHT_FOR = {"concluded": Right.CONCLUDE}
Values = Mapping[str, Mapping[str, Any]]  # by indicator uid, then by field
_ANSWERED = ("part", "whole", "share", "rating", "amount", "reference", "papers")
_JUDGED = ("claimed", *_ANSWERED)  # what an officer's agreement speaks of
_CARRIED = ("claimed", *_ANSWERED, "explanation", "remaining")


@dataclass(frozen=True, slots=True)
class RoundRow:
    uid: str
    hamlet_uid: str
    hamlet: str
    set_uid: str
    kind: RoundKind
    held_on: date
    closed_on: date | None = None  # set: nothing in it may change


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One indicator in one round, with all that its form shows.

    `opinion_on` without an opinion: the hamlet changed the row, or sent it in again, after the opinion of that day.
    """

    uid: str
    indicator: IndicatorRow
    confirmed: bool
    claimed: Verdict | None
    answer: Answer
    explanation: str
    remaining: str
    opinion: Opinion | None
    opinion_note: str
    concluded: Verdict | None
    verdict: Verdict | None
    computed: Computed
    evidence_count: int
    opinion_on: date | None = None
    opinion_by: str = ""
    opinion_post: str = ""

    @property
    def returned(self) -> bool:
        """The officer disagrees or asks for more, and the hamlet has done nothing since."""
        return self.opinion in (Opinion.DISAGREE, Opinion.ASK_MORE) and self.concluded is None

    @property
    def changed_since_opinion(self) -> bool:
        return self.opinion is None and self.opinion_on is not None

    @property
    def remaining_shown(self) -> str:
        """What somebody wrote wins over what the arithmetic says."""
        return self.remaining or remaining_amount(self.indicator.yardstick, self.answer, self.computed)

    @property
    def differs_from_computed(self) -> bool:
        return self.computed.verdict is not None and self.claimed not in (None, self.computed.verdict)

    @property
    def reason_missing(self) -> bool:
        """A claim against the arithmetic and "not applicable" both ask for an explanation."""
        asks = self.differs_from_computed or self.claimed is Verdict.NOT_APPLICABLE
        return asks and not self.explanation

    @property
    def unfinished(self) -> bool:
        return self.claimed is None or not self.confirmed or self.reason_missing


@dataclass(frozen=True, slots=True)
class Sheet:
    round: RoundRow
    rows: tuple[SheetRow, ...]
    totals: Totals


def start_round(
    session: Session,
    *,
    hamlet_uid: str,
    set_uid: str,
    held_on: date,
    kind: RoundKind | None = None,
    brought: Values | None = None,
    brought_on: date | None = None,
) -> str:
    """Open a round with a row for every indicator; values of the hamlet's last round are carried over.

    `kind` None: the first one is the baseline, those after it follow up.
    `brought`: values from another set, given on `brought_on`; where both speak of an indicator the younger counts.
    Carried values are marked as not confirmed until somebody touches them. Raises InputError when the hamlet
    has a round of that day under that set, RefusedError for a set that judges no such place
    or has no indicators.
    """
    require(session, Right.ASSESS, hamlet_uid=hamlet_uid)
    check_fits(session, place_uid=hamlet_uid, set_uid=set_uid)
    catalogue_sheet.require_indicators(session, set_uid=set_uid)
    check_new_round(session, hamlet_uid=hamlet_uid, set_uid=set_uid, held_on=held_on)
    rounds = [row for row in rounds_of(session, hamlet_uid=hamlet_uid) if row.set_uid == set_uid]
    earlier = [row for row in rounds if row.held_on < held_on]
    own = last_values(session, round_uid=earlier[0].uid) if earlier else {}
    younger = bool(earlier) and brought_on is not None and brought_on >= earlier[0].held_on
    carried = {**own, **(brought or {})} if younger else {**(brought or {}), **own}
    usual = RoundKind.FOLLOW_UP if earlier else RoundKind.BASELINE
    review = ReviewRound(hamlet_uid=hamlet_uid, set_uid=set_uid, held_on=held_on, kind=kind or usual)
    session.add(review)
    for indicator in criteria.indicators(session, set_uid=set_uid):
        values = _allowed(indicator, carried.get(indicator.uid, dict.fromkeys(_CARRIED)))
        session.add(
            Assessment(
                round_uid=review.uid,
                indicator_uid=indicator.uid,
                confirmed=all(value is None for value in values.values()),
                opinion=None,
                opinion_note=None,
                concluded=None,
                **values,
            )
        )
    session.flush()
    return review.uid


def _allowed(indicator: IndicatorRow, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is always asked can no longer be "not applicable", whatever was said before."""
    refused = values["claimed"] is Verdict.NOT_APPLICABLE and not indicator.may_not_apply
    return {**values, "claimed": None} if refused else values


def check_new_round(session: Session, *, hamlet_uid: str, set_uid: str, held_on: date) -> None:
    """Raises InputError when the hamlet has a round of that day under that set."""
    rounds = rounds_of(session, hamlet_uid=hamlet_uid)
    if any(row.set_uid == set_uid and row.held_on == held_on for row in rounds):
        raise InputError(_("Đã có đợt rà soát ngày này. Hãy chọn ngày khác."), field="held_on")


def check_fits(session: Session, *, place_uid: str, set_uid: str) -> None:
    """Sets of the commune judge the commune itself, all others its hamlets. Raises RefusedError."""
    place = session.get(Place, place_uid)
    if place is None:
        raise NotFoundError(_("Không còn bản này trong sổ. Hãy chọn bản khác."))
    of_commune = criteria.criteria_set(session, set_uid=set_uid).level.of_commune
    if of_commune and place.level is not PlaceLevel.COMMUNE:
        raise RefusedError(_("Bộ tiêu chí này dành cho xã. Hãy chọn cả xã ở ô chọn bản."))
    if not of_commune and place.level is not PlaceLevel.HAMLET:
        raise RefusedError(_("Bộ tiêu chí này dành cho bản. Hãy chọn một bản."))


def last_values(session: Session, *, round_uid: str) -> Values:
    """What a round says, as the next one carries it over; indicators nobody answered are left out."""
    rows = session.scalars(select(Assessment).where(Assessment.round_uid == round_uid))
    found = {row.indicator_uid: {field: getattr(row, field) for field in _CARRIED} for row in rows}
    return {uid: values for uid, values in found.items() if any(v is not None for v in values.values())}


def rounds_of(session: Session, *, hamlet_uid: str) -> list[RoundRow]:
    """The rounds of one hamlet, newest first."""
    statement = (
        select(ReviewRound, Place.name)
        .join(Place, Place.uid == ReviewRound.hamlet_uid)
        .where(ReviewRound.hamlet_uid == hamlet_uid)
        .order_by(ReviewRound.held_on.desc())
    )
    return [round_row(row, name) for row, name in session.execute(statement)]


def round_row(row: ReviewRound, hamlet: str) -> RoundRow:
    return RoundRow(row.uid, row.hamlet_uid, hamlet, row.set_uid, row.kind, row.held_on, row.closed_on)


def latest_round(
    session: Session, *, hamlet_uid: str, set_uid: str, today: date | None = None
) -> RoundRow | None:
    """The newest under a set; with `today` never one that is still to come."""
    rounds = (row for row in rounds_of(session, hamlet_uid=hamlet_uid) if row.set_uid == set_uid)
    return next((row for row in rounds if today is None or row.held_on <= today), None)


def sheet(session: Session, *, round_uid: str) -> Sheet:
    """Every indicator of the round in the order of the set. Raises NotFoundError."""
    found = session.execute(
        select(ReviewRound, Place.name)
        .join(Place, Place.uid == ReviewRound.hamlet_uid)
        .where(ReviewRound.uid == round_uid)
    ).first()
    if found is None:
        raise NotFoundError(_("Không còn đợt rà soát này. Hãy chọn đợt khác."))
    review = round_row(found[0], found[1])
    indicator_rows = indicators_at(
        session, set_uid=review.set_uid, place_uid=review.hamlet_uid, year=review.held_on.year
    )
    assessments = {
        row.indicator_uid: row
        for row in session.scalars(select(Assessment).where(Assessment.round_uid == round_uid))
    }
    proofs = evidence_counts(session, hamlet_uid=review.hamlet_uid)
    rows = tuple(
        sheet_row(indicator, assessments[indicator.uid], proofs.get(indicator.uid, 0))
        for indicator in indicator_rows
        if indicator.uid in assessments
    )
    return Sheet(review, rows, sheet_totals(rows))


def indicators_at(session: Session, *, set_uid: str, place_uid: str, year: int) -> list[IndicatorRow]:
    """The indicators with the thresholds that hold for a place in a year."""
    rows = criteria.indicators(session, set_uid=set_uid)
    if all(row.group_kind is None for row in rows):
        return rows
    groups = place_years.groups_of(session, place_uid=place_uid, year=year)
    return criteria.indicators(session, set_uid=set_uid, groups=groups)


def evidence_counts(session: Session, *, hamlet_uid: str) -> dict[str, int]:
    """Proofs per indicator uid; what is in the trash proves nothing."""
    return evidence_counts_of(session, hamlet_uids=[hamlet_uid]).get(hamlet_uid, {})


def evidence_counts_of(session: Session, *, hamlet_uids: Sequence[str]) -> dict[str, dict[str, int]]:
    """Proofs per indicator uid, by place."""
    statement = (
        select(EvidenceLink.hamlet_uid, EvidenceLink.indicator_uid, func.count())
        .join(Evidence, Evidence.uid == EvidenceLink.evidence_uid)
        .where(EvidenceLink.hamlet_uid.in_(list(hamlet_uids)), Evidence.removed_on.is_(None))
        .group_by(EvidenceLink.hamlet_uid, EvidenceLink.indicator_uid)
    )
    found: dict[str, dict[str, int]] = {}
    for hamlet_uid, indicator_uid, count in session.execute(statement):
        found.setdefault(hamlet_uid, {})[indicator_uid] = count
    return found


def sheet_totals(rows: tuple[SheetRow, ...]) -> Totals:
    by_criterion: dict[str, list[Verdict | None]] = {}
    for row in rows:
        by_criterion.setdefault(row.indicator.criterion_number, []).append(row.verdict)
    return totals(by_criterion)


def sheet_row(indicator: IndicatorRow, row: Assessment, evidence_count: int) -> SheetRow:
    answer = Answer(
        row.part, row.whole, row.share, row.rating, row.amount, row.reference, tuple(row.papers or ())
    )
    return SheetRow(
        uid=row.uid,
        indicator=indicator,
        confirmed=row.confirmed,
        claimed=row.claimed,
        answer=answer,
        explanation=row.explanation or "",
        remaining=row.remaining or "",
        opinion=row.opinion,
        opinion_note=row.opinion_note or "",
        concluded=row.concluded,
        verdict=effective_verdict(row.claimed, row.opinion, row.concluded),
        computed=compute(indicator.yardstick, answer),
        evidence_count=evidence_count,
        opinion_on=row.opinion_on,
        opinion_by=row.opinion_by or "",
        opinion_post=row.opinion_post or "",
    )


# Built once: session.get() builds its statement anew, and that was a fifth of every autosave.
_BY_UID = select(Assessment).where(Assessment.uid == bindparam("uid"))


def record(session: Session, *, assessment_uid: str, values: Mapping[str, Any]) -> None:
    """Write some of FIELDS of one assessment, empty text as None, and mark it as looked at.

    No values at all confirm what was carried over. When the hamlet changes what an officer has judged, his
    opinion is taken off the row, so that he looks again; day and name stay to say that there was one.
    Raises InputError naming the field, RefusedError for a closed round or an answer that the council has judged.
    """
    unknown = set(values) - FIELDS
    if unknown:
        raise ValueError(f"no such fields: {sorted(unknown)}")
    row = session.scalars(_BY_UID, {"uid": assessment_uid}).first()
    if row is None:
        raise NotFoundError(_("Không còn dòng tự đánh giá này. Hãy mở lại đợt rà soát."))
    review = open_round(session, round_uid=row.round_uid)
    for right in sorted({_RIGHT_FOR.get(field, Right.ASSESS) for field in values} or {Right.ASSESS}):
        require(session, right, hamlet_uid=review.hamlet_uid)
    kept = checked_values(session, row, values)
    _refuse_past_council(row, kept)
    judged = _JUDGED if row.opinion is Opinion.AGREE else (*_JUDGED, "explanation")
    if any(field in kept and kept[field] != getattr(row, field) for field in judged):
        row.opinion = None
    for field, value in kept.items():
        setattr(row, field, value)
    row.confirmed = True
    session.flush()


def _refuse_past_council(row: Assessment, kept: Mapping[str, Any]) -> None:
    """The council's word outweighs the answer: an answer that changes under it would change nothing, unseen."""
    if row.concluded is None or kept.get("concluded", row.concluded) is None:
        return
    if any(field in kept and kept[field] != getattr(row, field) for field in _JUDGED):
        raise RefusedError(
            _("Hội đồng đã kết luận chỉ tiêu này. Hãy bỏ kết luận của hội đồng trước khi sửa kết quả.")
        )
