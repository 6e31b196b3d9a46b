"""Officers' appraisals: who judges which indicator, his work list, his opinion, and what goes back to the hamlet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.appraisal import Obstacle, WorkState, obstacles, work_state
from app.domain.criteria import RoleLevel
from app.domain.rights import Right
from app.domain.verdict import Opinion
from app.errors import InputError, NotFoundError, RefusedError
from app.i18n import _
from app.models.assessment import Assessment, ReviewRound
from app.services import assessments, criteria, entry, plan_sets, plans
from app.services.appraisal_signing import Signature, signature
from app.services.assessments import RoundRow, SheetRow
from app.services.criteria import IndicatorRow, RoleRow
from app.services.rights import require
from app.services.round_access import open_round

_CADASTRAL = "DC_CHUNG"  # the địa chính officer, who carries what nobody else does


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One indicator of one place; `round` and `row` are None where the place was never reviewed under the set.

    `appraisers`: codes of the roles that judge it.
    """

    place_uid: str
    place: str
    set_uid: str
    indicator: IndicatorRow
    round: RoundRow | None
    row: SheetRow | None
    state: WorkState
    obstacles: tuple[Obstacle, ...]
    appraisers: tuple[str, ...]

    @property
    def in_order(self) -> bool:
        """Can be agreed to together with others: it is the officer's turn and nothing speaks against it."""
        return (
            not self.obstacles
            and self.state in (WorkState.WAITING, WorkState.CHANGED)
            and self.round is not None
            and self.round.closed_on is None
        )


@dataclass(frozen=True, slots=True)
class RoleWork:
    """How much a role has to appraise, for a chooser; `waiting` counts what was changed since an opinion too."""

    role: RoleRow
    total: int
    waiting: int
    returned: int
    agreed: int


def my_work(session: Session, *, year: int, role_code: str, today: date) -> list[WorkRow]:
    """Every indicator of every place and set of the year that the role appraises, place after place.

    Raises NotFoundError without a plan.
    """
    return [row for row in _all_work(session, year, today) if role_code in row.appraisers]


def work_of_roles(session: Session, *, year: int, today: date) -> list[RoleWork]:
    """The roles that appraise anything this year, in their order. Raises NotFoundError without a plan."""
    return work_of_year(session, year=year, today=today)[0]


def work_of_year(session: Session, *, year: int, today: date) -> tuple[list[RoleWork], list[WorkRow]]:
    """The roles as `work_of_roles` and the rows of all of them as `my_work`, read once."""
    rows = list(_all_work(session, year, today))
    found: dict[str, list[WorkState]] = {}
    for row in rows:
        for code in row.appraisers:
            found.setdefault(code, []).append(row.state)
    at_work = [
        RoleWork(
            role,
            len(found[role.code]),
            found[role.code].count(WorkState.WAITING) + found[role.code].count(WorkState.CHANGED),
            found[role.code].count(WorkState.RETURNED),
            found[role.code].count(WorkState.AGREED),
        )
        for role in criteria.roles(session)
        if role.code in found
    ]
    return at_work, rows


def returned(session: Session, *, year: int, hamlet_uid: str, today: date) -> list[WorkRow]:
    """What officers sent back to a place, in all its sets of the year."""
    judge = judging_roles(session)
    found: list[WorkRow] = []
    for one in plan_sets.sets_of_place(session, year=year, place_uid=hamlet_uid):
        latest = assessments.latest_round(session, hamlet_uid=hamlet_uid, set_uid=one.row.uid, today=today)
        if latest is not None:
            sheet = assessments.sheet(session, round_uid=latest.uid)
            found += [_work_row(sheet.round, row, judge(row.indicator)) for row in sheet.rows if row.returned]
    return found


def appraisers_of(session: Session, *, indicator: IndicatorRow) -> tuple[str, ...]:
    """Codes of the roles that judge an indicator: its appraisers, else its lead, else the địa chính officer."""
    return judging_roles(session)(indicator)


def appraise(
    session: Session, *, assessment_uids: Sequence[str], opinion: Opinion | None, note: str, today: date
) -> int:
    """Write one opinion on all of them with day, name and post; returns how many.

    None takes an opinion back; a note may stand alone until the opinion is chosen. Raises InputError (field
    "opinion_note") for disagreeing or asking more without a note, RefusedError for a closed round, an indicator
    that nobody has assessed or that the council has concluded, and for one that is not this officer's.
    """
    words = entry.paragraph(note)
    if opinion in (Opinion.DISAGREE, Opinion.ASK_MORE) and not words:
        raise InputError(
            _("Hãy ghi lý do hoặc nội dung cần bổ sung vào ý kiến thẩm định."), field="opinion_note"
        )
    signed: dict[tuple[str, ...], Signature] = {}
    for row, indicator, appraisers in _judged(session, assessment_uids):
        _check_judgeable(row, indicator, opinion)
        if opinion is not None:
            if appraisers not in signed:
                signed[appraisers] = signature(session, appraisers=appraisers, on=today)
            row.opinion_on = today
            row.opinion_by, row.opinion_post = signed[appraisers].name, signed[appraisers].post or None
        elif row.opinion is not None:
            row.opinion_on = row.opinion_by = row.opinion_post = None
        row.opinion, row.opinion_note = opinion, words or None
    session.flush()
    return len(assessment_uids)


def agree_all(session: Session, *, assessment_uids: Sequence[str], today: date) -> int:
    """Agree to indicators that are in order; returns how many. Raises RefusedError when one is not."""
    wanted = set(assessment_uids)
    rounds = session.scalars(
        select(Assessment.round_uid).where(Assessment.uid.in_(list(wanted))).distinct()
    ).all()
    rows = [row for uid in rounds for row in assessments.sheet(session, round_uid=uid).rows]
    held_up = [row.indicator.number for row in rows if row.uid in wanted and _obstacles(row)]
    if held_up:
        raise RefusedError(
            _("Chỉ tiêu {numbers} chưa đủ điều kiện đồng ý cùng lúc. Hãy mở từng chỉ tiêu để xem.").format(
                numbers=", ".join(held_up)
            )
        )
    return appraise(session, assessment_uids=assessment_uids, opinion=Opinion.AGREE, note="", today=today)


def resubmit(session: Session, *, assessment_uids: Sequence[str]) -> int:
    """The hamlet sends returned indicators in again, for instance after adding evidence; returns how many."""
    for uid in assessment_uids:
        row = _assessment(session, uid)
        review = open_round(session, round_uid=row.round_uid)
        require(session, Right.ASSESS, hamlet_uid=review.hamlet_uid)
        if row.opinion not in (Opinion.DISAGREE, Opinion.ASK_MORE) or row.concluded is not None:
            raise RefusedError(_("Chỉ tiêu này không bị trả lại. Hãy xem lại danh sách."))
        row.opinion, row.confirmed = None, True
    session.flush()
    return len(assessment_uids)


def _judged(session: Session, uids: Sequence[str]) -> list[tuple[Assessment, IndicatorRow, tuple[str, ...]]]:
    """The rows with their indicators and appraisers, once the one who works now may judge all of them."""
    judge = judging_roles(session)
    indicators: dict[str, dict[str, IndicatorRow]] = {}
    found = []
    for uid in uids:
        row = _assessment(session, uid)
        review = open_round(session, round_uid=row.round_uid)
        if review.set_uid not in indicators:
            of_set = criteria.indicators(session, set_uid=review.set_uid)
            indicators[review.set_uid] = {indicator.uid: indicator for indicator in of_set}
        indicator = indicators[review.set_uid][row.indicator_uid]
        appraisers = judge(indicator)
        require(session, Right.APPRAISE, hamlet_uid=review.hamlet_uid, appraisers=appraisers)
        found.append((row, indicator, appraisers))
    return found


def _assessment(session: Session, uid: str) -> Assessment:
    row = session.get(Assessment, uid)
    if row is None:
        raise NotFoundError(_("Không còn dòng tự đánh giá này. Hãy mở lại đợt rà soát."))
    return row


def _check_judgeable(row: Assessment, indicator: IndicatorRow, opinion: Opinion | None) -> None:
    if row.concluded is not None:
        raise RefusedError(
            _("Hội đồng đã kết luận chỉ tiêu {number}. Hãy bỏ kết luận của hội đồng trước.").format(
                number=indicator.number
            )
        )
    if row.claimed is None and opinion is not None:
        raise RefusedError(
            _("Bản chưa tự đánh giá chỉ tiêu {number}. Hãy chờ bản ghi kết quả.").format(
                number=indicator.number
            )
        )


def judging_roles(session: Session) -> Callable[[IndicatorRow], tuple[str, ...]]:
    """`appraisers_of` for many indicators, the roles read once."""
    roles = [role for role in criteria.roles(session) if role.level is RoleLevel.COMMUNE]
    codes = [role.code for role in roles]
    rest = (_CADASTRAL,) if _CADASTRAL in codes else tuple(codes[:1])

    def judge(indicator: IndicatorRow) -> tuple[str, ...]:
        return indicator.appraiser_codes or ((indicator.lead_code,) if indicator.lead_code else rest)

    return judge


def _obstacles(row: SheetRow) -> tuple[Obstacle, ...]:
    return tuple(
        obstacles(
            row.claimed,
            row.computed.verdict,
            confirmed=row.confirmed,
            evidence_count=row.evidence_count,
            reason_missing=row.reason_missing,
        )
    )


def _work_row(review: RoundRow, row: SheetRow, appraisers: tuple[str, ...]) -> WorkRow:
    return WorkRow(
        review.hamlet_uid,
        review.hamlet,
        review.set_uid,
        row.indicator,
        review,
        row,
        work_state(row.claimed, row.opinion, row.concluded, changed=row.changed_since_opinion),
        _obstacles(row),
        appraisers,
    )


def _all_work(session: Session, year: int, today: date) -> Iterator[WorkRow]:
    """A handful of queries for all places: an officer's list is opened again after each of his opinions."""
    plan = plans.plan_of_year(session, year=year)
    judge = judging_roles(session)
    for one in plan_sets.sets_of_year(session, year=year):
        places = plan_sets.places_under(session, plan=plan, set_uid=one.uid)
        reviews = _latest_rounds(session, one.uid, today)
        sheets = _Sheets(
            session, one.uid, [reviews[row.hamlet_uid] for row in places if row.hamlet_uid in reviews]
        )
        for place in places:
            review = reviews.get(place.hamlet_uid)
            if review is None:
                for indicator in sheets.indicators(place.hamlet_uid, year):
                    yield WorkRow(
                        place.hamlet_uid,
                        place.name,
                        one.uid,
                        indicator,
                        None,
                        None,
                        WorkState.NOT_ASSESSED,
                        (Obstacle.NOT_ASSESSED,),
                        judge(indicator),
                    )
                continue
            named = assessments.round_row(review, place.name)
            for row in sheets.rows(review):
                yield _work_row(named, row, judge(row.indicator))


def _latest_rounds(session: Session, set_uid: str, today: date) -> dict[str, ReviewRound]:
    statement = (
        select(ReviewRound)
        .where(ReviewRound.set_uid == set_uid, ReviewRound.held_on <= today)
        .order_by(ReviewRound.held_on)
    )
    return {row.hamlet_uid: row for row in session.scalars(statement)}


class _Sheets:
    """The rows of many rounds under one set, read at once."""

    def __init__(self, session: Session, set_uid: str, reviews: Sequence[ReviewRound]) -> None:
        self._session = session
        self._set_uid = set_uid
        self._base = criteria.indicators(session, set_uid=set_uid)
        self._grouped = any(row.group_kind is not None for row in self._base)
        self._answers: dict[str, dict[str, Assessment]] = {review.uid: {} for review in reviews}
        statement = select(Assessment).where(Assessment.round_uid.in_(list(self._answers)))
        for row in session.scalars(statement):
            self._answers[row.round_uid][row.indicator_uid] = row
        self._proofs = assessments.evidence_counts_of(
            session, hamlet_uids=[review.hamlet_uid for review in reviews]
        )

    def indicators(self, place_uid: str, year: int) -> list[IndicatorRow]:
        if not self._grouped:
            return self._base
        return assessments.indicators_at(self._session, set_uid=self._set_uid, place_uid=place_uid, year=year)

    def rows(self, review: ReviewRound) -> Iterator[SheetRow]:
        answers = self._answers[review.uid]
        proofs = self._proofs.get(review.hamlet_uid, {})
        for indicator in self.indicators(review.hamlet_uid, review.held_on.year):
            if indicator.uid in answers:
                yield assessments.sheet_row(indicator, answers[indicator.uid], proofs.get(indicator.uid, 0))
