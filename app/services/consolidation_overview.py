"""What a district or province sees of its communes: one line each, from the packages taken in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from app.domain.calendar import Shift
from app.domain.deadlines import (
    Month,
    ReportClass,
    ReportFigures,
    ReportRule,
    classify_report,
    report_figures,
)
from app.domain.text import initial_capital, sort_key
from app.domain.verdict import Opinion, Verdict, counts_as_met, effective_verdict
from app.models.assessment import Assessment, ReviewRound
from app.models.book import Book
from app.models.consolidation import CommuneIntake
from app.models.place import Place, PlaceLevel
from app.models.plan import PlanHamlet
from app.models.report import MonthlyReport
from app.services import boards, criteria, plans
from app.services.collecting import without_collecting


@dataclass(frozen=True, slots=True)
class CommuneRow:
    """`hamlets` are in the year's plan, `assessed` of them were reviewed, `all_met` met everything.

    `criteria_met` of `criteria_total` and `indicators_met` of `indicators_total` are sums over the reviewed hamlets;
    `unmet`: number of an indicator → hamlets that lack it. `made_on` is the day of the commune's package.
    """

    commune_uid: str
    commune: str
    hamlets: int
    assessed: int
    all_met: int
    criteria_met: int
    criteria_total: int
    indicators_met: int
    indicators_total: int
    reports: ReportFigures
    unmet: tuple[tuple[str, int], ...]
    made_on: date | None
    file_name: str


@dataclass(frozen=True, slots=True)
class AreaOverview:
    """`total` is the sum of `rows`, named after the district or province."""

    year: int
    set_title: str
    rows: tuple[CommuneRow, ...]
    total: CommuneRow


def overview(session: Session, *, year: int, today: date) -> AreaOverview | None:
    """Every commune of the book in Vietnamese order; None while the year has no plan."""
    plan = plans.find_plan(session, year=year)
    if plan is None:
        return None
    with without_collecting():
        return _overview(session, plan, today)


def _overview(session: Session, plan: plans.PlanRow, today: date) -> AreaOverview:
    area = session.scalars(select(Place).join(Book, Book.commune_uid == Place.uid)).one()
    communes = session.execute(
        select(Place.uid, Place.name).where(Place.level == PlaceLevel.COMMUNE, Place.parent_uid == area.uid)
    ).all()
    rows = _Rows(session, plan, today)
    found = sorted((rows.of(uid, name) for uid, name in communes), key=lambda row: sort_key(row.commune))
    return AreaOverview(plan.year, rows.set_title, tuple(found), _sum(area.uid, area.name, found))


class _Rows:
    """The figures of all communes, read at once."""

    def __init__(self, session: Session, plan: plans.PlanRow, today: date) -> None:
        self.set_title = criteria.criteria_set(session, set_uid=plan.set_uid).title
        statement = (
            select(Place.parent_uid, PlanHamlet.hamlet_uid, PlanHamlet.report_from, PlanHamlet.report_until)
            .join(Place, Place.uid == PlanHamlet.hamlet_uid)
            .where(PlanHamlet.plan_uid == plan.uid)
        )
        self._hamlets: dict[str, list[_Hamlet]] = defaultdict(list)
        for commune_uid, hamlet_uid, first, last in session.execute(statement):
            self._hamlets[commune_uid or ""].append(_Hamlet(hamlet_uid, first, last))
        self._intakes = {row.commune_uid: row for row in session.scalars(select(CommuneIntake))}
        self._outline = boards.outline_of_set(session, plan.set_uid)
        self._results = latest_results(session, plan.set_uid, self._outline, today)
        self._reports = _reports(session, plan.year)
        self._plan, self._today = plan, today
        self._classes: dict[ReportRule, _Classes] = {}

    def of(self, commune_uid: str, name: str) -> CommuneRow:
        hamlets = self._hamlets.get(commune_uid, [])
        found = [self._results[one.uid] for one in hamlets if one.uid in self._results]
        intake = self._intakes.get(commune_uid)
        return CommuneRow(
            commune_uid=commune_uid,
            commune=initial_capital(name),
            hamlets=len(hamlets),
            assessed=len(found),
            all_met=sum(one.indicators_met == len(self._outline.indicators) for one in found),
            criteria_met=sum(one.criteria_met for one in found),
            criteria_total=len(found) * len(self._outline.criteria),
            indicators_met=sum(one.indicators_met for one in found),
            indicators_total=len(found) * len(self._outline.indicators),
            reports=report_figures(self._counted(hamlets, self._rule(intake))),
            unmet=self._unmet(found),
            made_on=intake.made_at.astimezone().date() if intake else None,
            file_name=intake.file_name if intake else "",
        )

    def _rule(self, intake: CommuneIntake | None) -> ReportRule:
        """The commune's own, so that both see the same reports late."""
        if intake is None or intake.before_day is None:
            return self._plan.rule
        return ReportRule(
            intake.before_day,
            bool(intake.strict),
            intake.shift or Shift.NONE,
            frozenset(map(date.fromisoformat, intake.days_off)),
        )

    def _unmet(self, found: Iterable[LatestResult]) -> tuple[tuple[str, int], ...]:
        counts = Counter(uid for one in found for uid in one.unmet)
        numbers = self._outline.indicators
        return tuple((numbers[uid][0], counts[uid]) for uid in numbers if uid in counts)

    def _counted(self, hamlets: Iterable[_Hamlet], rule: ReportRule) -> dict[ReportClass, int]:
        classes = self._classes.setdefault(rule, _Classes(self._plan.year, rule, self._today))
        counts = dict.fromkeys(ReportClass, 0)
        nothing: dict[int, tuple[int, date | None, bool]] = {}
        for one in hamlets:
            received = self._reports.get(one.uid, nothing)
            for month in range(one.first, one.last + 1):
                counts[classes[received.get(month) or (month, None, False)]] += 1
        return counts


@dataclass(frozen=True, slots=True)
class _Hamlet:
    """It owes reports from month `first` to month `last`."""

    uid: str
    first: int
    last: int


class _Classes(dict[tuple[int, date | None, bool], ReportClass]):
    """Many reports came on one day: each (month, day received, exempt) is judged once."""

    def __init__(self, year: int, rule: ReportRule, today: date) -> None:
        super().__init__()
        self._year, self._rule, self._today = year, rule, today

    def __missing__(self, key: tuple[int, date | None, bool]) -> ReportClass:
        month, received_on, exempt = key
        standing = classify_report(
            Month(self._year, month), self._rule, received_on=received_on, exempt=exempt, today=self._today
        )
        self[key] = standing.report_class
        return standing.report_class


@dataclass(frozen=True, slots=True)
class LatestResult:
    """Of a hamlet's latest round; `unmet` are uids of indicators."""

    criteria_met: int
    indicators_met: int
    unmet: tuple[str, ...]


def latest_results(
    session: Session, set_uid: str, outline: boards.SetOutline, today: date
) -> dict[str, LatestResult]:
    """By hamlet. Of the rows that are plainly met the database only sends their number: that is nearly all of them."""
    rounds = _latest_rounds(set_uid, today)
    plainly_met = and_(
        Assessment.claimed == Verdict.MET,
        or_(Assessment.opinion.is_(None), Assessment.opinion == Opinion.AGREE),
        or_(Assessment.concluded.is_(None), Assessment.concluded == Verdict.MET),
    )
    # Past the ORM, whose part of the time would be more than the database's own.
    connection = session.connection()
    of_latest = Assessment.round_uid.in_(rounds)
    counting = select(Assessment.round_uid, func.count()).where(of_latest).group_by(Assessment.round_uid)
    rows: dict[str, int] = dict(connection.execute(counting).all())  # the index alone answers this
    others: dict[str, list[tuple[str, Verdict | None]]] = defaultdict(list)
    fields = (Assessment.round_uid, Assessment.indicator_uid, Assessment.claimed, Assessment.opinion)
    statement = select(*fields, Assessment.concluded).where(
        of_latest, or_(plainly_met.is_(None), ~plainly_met)
    )
    for round_uid, indicator_uid, claimed, opinion, concluded in connection.execute(statement).all():
        others[round_uid].append((indicator_uid, effective_verdict(claimed, opinion, concluded)))
    hamlets: dict[str, str] = dict(
        connection.execute(
            select(ReviewRound.uid, ReviewRound.hamlet_uid).where(ReviewRound.uid.in_(rounds))
        ).all()
    )
    met = {uid: count - len(others[uid]) for uid, count in rows.items()}
    partial = [uid for uid in hamlets if rows.get(uid, 0) < len(outline.indicators)]
    whole = _partial_results(session, set_uid, outline, partial)
    return {
        hamlet: whole[uid] if uid in whole else _result(outline, met.get(uid, 0), others[uid])
        for uid, hamlet in hamlets.items()
    }


def _result(
    outline: boards.SetOutline, met: int, others: Sequence[tuple[str, Verdict | None]]
) -> LatestResult:
    """Every indicator has its row: a criterion is met where none of the others says otherwise."""
    failing = [uid for uid, verdict in others if not counts_as_met(verdict)]
    criteria_open = {outline.indicators[uid][1] for uid in failing}
    return LatestResult(
        criteria_met=len(outline.criteria) - len(criteria_open),
        indicators_met=met + len(others) - len(failing),
        unmet=tuple(uid for uid, verdict in others if verdict is Verdict.UNMET),
    )


def _partial_results(
    session: Session, set_uid: str, outline: boards.SetOutline, rounds: Sequence[str]
) -> dict[str, LatestResult]:
    """Rounds with indicators that have no row yet: which ones, only the whole round tells."""
    chosen = select(ReviewRound.uid).where(ReviewRound.uid.in_(rounds))
    found = boards.verdicts_of_rounds(session, set_uid, outline, chosen) if rounds else {}
    counted = {uid: boards.counted_verdicts(one) for uid, one in found.items()}
    blank = LatestResult(0, 0, ())
    return {
        uid: LatestResult(counted[uid].criteria_met, counted[uid].indicators_met, tuple(found[uid].unmet))
        if uid in found
        else blank
        for uid in rounds
    }


def _latest_rounds(set_uid: str, today: date) -> Select[str]:
    """The uid of each hamlet's latest round under the set."""
    place = func.row_number().over(partition_by=ReviewRound.hamlet_uid, order_by=ReviewRound.held_on.desc())
    ranked = (
        select(ReviewRound.uid, place.label("place"))
        .where(ReviewRound.set_uid == set_uid, ReviewRound.held_on <= today)
        .subquery()
    )
    return select(ranked.c.uid).where(ranked.c.place == 1)


def _reports(session: Session, year: int) -> dict[str, dict[int, tuple[int, date | None, bool]]]:
    statement = select(
        MonthlyReport.hamlet_uid,
        MonthlyReport.month,
        MonthlyReport.received_on,
        MonthlyReport.exempt_reason.is_not(None),
    ).where(MonthlyReport.year == year)
    found: dict[str, dict[int, tuple[int, date | None, bool]]] = defaultdict(dict)
    for hamlet_uid, month, received_on, exempt in session.connection().execute(statement).all():
        found[hamlet_uid][month] = (month, received_on, bool(exempt))
    return found


def _sum(uid: str, name: str, rows: list[CommuneRow]) -> CommuneRow:
    unmet: dict[str, int] = defaultdict(int)
    for row in rows:
        for number, count in row.unmet:
            unmet[number] += count
    return CommuneRow(
        commune_uid=uid,
        commune=initial_capital(name),
        hamlets=sum(row.hamlets for row in rows),
        assessed=sum(row.assessed for row in rows),
        all_met=sum(row.all_met for row in rows),
        criteria_met=sum(row.criteria_met for row in rows),
        criteria_total=sum(row.criteria_total for row in rows),
        indicators_met=sum(row.indicators_met for row in rows),
        indicators_total=sum(row.indicators_total for row in rows),
        reports=ReportFigures(
            sum(row.reports.expected for row in rows),
            sum(row.reports.received for row in rows),
            sum(row.reports.on_time for row in rows),
        ),
        unmet=tuple(unmet.items()),
        made_on=None,
        file_name="",
    )
