"""The form of one month's report: the figures it is filled with, the work on each unmet indicator, its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.deadlines import Month, report_locks_on
from app.domain.rights import Right
from app.domain.verdict import Opinion, Totals, Verdict, effective_verdict
from app.models.assessment import Assessment
from app.models.evidence import Evidence, EvidenceLink
from app.models.plan import Assignment
from app.models.report import MonthlyReport, ReportProgress
from app.services import assessments, criteria, entry, moments, monthly_reports, plans, report_versions
from app.services.assessments import RoundRow
from app.services.monthly_reports import MonthCell, ReportRow
from app.services.report_versions import VersionRow
from app.services.rights import require


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """What the hamlet's latest review says, for the report; `unmet` are numbers in the order of the set."""

    held_on: date
    totals: Totals
    unmet: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkLine:
    """An unmet indicator, or one that the report speaks of though it is met by now; `text` is what it reports."""

    indicator_uid: str
    number: str
    order: str
    remaining: str
    unmet: bool
    text: str


@dataclass(frozen=True, slots=True)
class MonthChanges:
    """What happened since the report before (`since` its day of receipt, or the day before the month).

    `met` and `lost`: numbers of indicators that became met, or were and are not any more; `done`: whose work was
    finished; `proofs`: evidence added.
    """

    since: date
    met: tuple[str, ...]
    lost: tuple[str, ...]
    done: tuple[str, ...]
    proofs: int

    @property
    def nothing(self) -> bool:
        return not (self.met or self.lost or self.done or self.proofs)


@dataclass(frozen=True, slots=True)
class ReportForm:
    """`figures` None: never assessed. `file_name` "" without a file. `locked_on` None: the month is open today."""

    cell: MonthCell
    figures: RoundFigures | None
    works: tuple[WorkLine, ...]
    changes: MonthChanges | None
    versions: tuple[VersionRow, ...]
    file_name: str
    locked_on: date | None


def report_form(
    session: Session, *, hamlet_uid: str, cell: MonthCell, today: date, with_changes: bool = True
) -> ReportForm:
    """Everything that the form of a cell of the grid shows."""
    plan = plans.plan_of_year(session, year=cell.month.year)
    set_uid = plans.set_of_hamlet(session, plan=plan, hamlet_uid=hamlet_uid)
    latest = assessments.latest_round(session, hamlet_uid=hamlet_uid, set_uid=set_uid, today=today)
    report = _whole(session, cell)
    texts = report_versions.works(session, report.uid) if report else {}
    locks_on = report_locks_on(cell.month, plan.rule)
    file = session.get(Evidence, report.evidence_uid) if report and report.evidence_uid else None
    return ReportForm(
        replace(cell, report=report),
        _figures(session, latest) if latest else None,
        _works(session, plan.uid, hamlet_uid, latest, texts),
        _changes(session, plan.uid, hamlet_uid, cell.month, latest) if with_changes else None,
        tuple(report_versions.versions(session, report_uid=report.uid)) if report else (),
        file.file_name if file else "",
        locks_on if locks_on is not None and today >= locks_on else None,
    )


def _whole(session: Session, cell: MonthCell) -> ReportRow | None:
    """With its texts, whatever of it the grid has read."""
    row = session.get(MonthlyReport, cell.report.uid) if cell.report else None
    return monthly_reports.report_row(row) if row else None


def round_figures(
    session: Session, *, hamlet_uid: str, year: int, today: date | None = None
) -> RoundFigures | None:
    """None for a hamlet that was never assessed under the plan's set."""
    plan = plans.plan_of_year(session, year=year)
    set_uid = plans.set_of_hamlet(session, plan=plan, hamlet_uid=hamlet_uid)
    latest = assessments.latest_round(session, hamlet_uid=hamlet_uid, set_uid=set_uid, today=today)
    return _figures(session, latest) if latest else None


def set_work(
    session: Session,
    *,
    hamlet_uid: str,
    month: Month,
    indicator_uid: str,
    text: str,
    today: date,
    reason: str = "",
) -> None:
    """What the report says of an indicator, "" for nothing. Raises as `monthly_reports.record_report`."""
    require(session, Right.ASSESS, hamlet_uid=hamlet_uid)
    report = monthly_reports.open_report(
        session, hamlet_uid=hamlet_uid, month=month, today=today, reason=reason
    )
    session.flush()
    words = entry.paragraph(text)
    row = session.scalars(
        select(ReportProgress).where(
            ReportProgress.report_uid == report.uid, ReportProgress.indicator_uid == indicator_uid
        )
    ).first()
    if row is not None and words:
        row.text = words
    elif row is not None:
        session.delete(row)
    elif words:
        session.add(ReportProgress(report_uid=report.uid, indicator_uid=indicator_uid, text=words))
    session.flush()


def attach_file(
    session: Session,
    *,
    hamlet_uid: str,
    month: Month,
    evidence_uid: str | None,
    today: date,
    reason: str = "",
) -> None:
    """The file of the report as it came, an ordinary evidence without links; None takes it off again."""
    require(session, Right.ASSESS, hamlet_uid=hamlet_uid)
    report = monthly_reports.open_report(
        session, hamlet_uid=hamlet_uid, month=month, today=today, reason=reason
    )
    report.evidence_uid = evidence_uid
    session.flush()


def _figures(session: Session, latest: RoundRow) -> RoundFigures:
    sheet = assessments.sheet(session, round_uid=latest.uid)
    unmet = tuple(row.indicator.number for row in sheet.rows if row.verdict is Verdict.UNMET)
    return RoundFigures(latest.held_on, sheet.totals, unmet)


def _works(
    session: Session, plan_uid: str, hamlet_uid: str, latest: RoundRow | None, texts: Mapping[str, str]
) -> tuple[WorkLine, ...]:
    rows = assessments.sheet(session, round_uid=latest.uid).rows if latest else ()
    statement = select(Assignment.indicator_uid, Assignment.work).where(
        Assignment.plan_uid == plan_uid, Assignment.hamlet_uid == hamlet_uid
    )
    orders = {uid: work or "" for uid, work in session.execute(statement)}
    return tuple(
        WorkLine(
            row.indicator.uid,
            row.indicator.number,
            orders.get(row.indicator.uid, ""),
            row.remaining_shown,
            row.verdict is Verdict.UNMET,
            texts.get(row.indicator.uid, ""),
        )
        for row in rows
        if row.verdict is Verdict.UNMET or row.indicator.uid in texts
    )


def _changes(
    session: Session, plan_uid: str, hamlet_uid: str, month: Month, latest: RoundRow | None
) -> MonthChanges:
    since = _since(session, hamlet_uid, month)
    after = datetime.combine(since, time.max).astimezone()
    start = moments.moment_at(session, at=after)
    changed = moments.net_changes(session, since=start, until=moments.newest_moment(session))
    met, lost = _turned(session, changed, hamlet_uid, latest, since)
    numbers = (
        {row.uid: row.number for row in criteria.indicators(session, set_uid=latest.set_uid)}
        if latest
        else {}
    )
    done = session.scalars(
        select(Assignment.indicator_uid).where(
            Assignment.plan_uid == plan_uid, Assignment.hamlet_uid == hamlet_uid, Assignment.done_on > since
        )
    )
    proofs = session.scalar(
        select(func.count(func.distinct(Evidence.uid)))
        .join(EvidenceLink, EvidenceLink.evidence_uid == Evidence.uid)
        .where(
            EvidenceLink.hamlet_uid == hamlet_uid, Evidence.added_on > since, Evidence.removed_on.is_(None)
        )
    )
    return MonthChanges(since, met, lost, tuple(numbers[uid] for uid in done if uid in numbers), proofs or 0)


def _since(session: Session, hamlet_uid: str, month: Month) -> date:
    """The day on which the report before came in; else the last day before the month."""
    place = month.year * 12 + month.number
    statement = (
        select(MonthlyReport.received_on)
        .where(
            MonthlyReport.hamlet_uid == hamlet_uid,
            MonthlyReport.received_on.is_not(None),
            MonthlyReport.year * 12 + MonthlyReport.month < place,
        )
        .order_by(MonthlyReport.year.desc(), MonthlyReport.month.desc())
        .limit(1)
    )
    received = session.scalars(statement).first()
    return received or date.fromordinal(date(month.year, month.number, 1).toordinal() - 1)


def _turned(
    session: Session,
    changed: Mapping[tuple[str, str], Any],
    hamlet_uid: str,
    latest: RoundRow | None,
    since: date,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(became met, no longer met): against the round before where the latest is younger than `since`."""
    if latest is None:
        return (), ()
    rows = assessments.sheet(session, round_uid=latest.uid).rows
    before = _verdicts_before(session, changed, latest)
    if latest.held_on > since:
        earlier = assessments.latest_round(
            session, hamlet_uid=hamlet_uid, set_uid=latest.set_uid, today=since
        )
        sheet = assessments.sheet(session, round_uid=earlier.uid).rows if earlier else ()
        before = {row.indicator.uid: row.verdict for row in sheet}
    met, lost = [], []
    for row in rows:
        was = before.get(row.indicator.uid)
        if row.verdict is Verdict.MET and was is Verdict.UNMET:
            met.append(row.indicator.number)
        elif row.verdict is Verdict.UNMET and was is Verdict.MET:
            lost.append(row.indicator.number)
    return tuple(met), tuple(lost)


def _verdicts_before(
    session: Session, changed: Mapping[tuple[str, str], Any], latest: RoundRow
) -> dict[str, Verdict | None]:
    """Of the latest round as it stood then, by uid of the indicator; a row that was not there yet is left out."""
    found: dict[str, Verdict | None] = {}
    statement = select(
        Assessment.uid, Assessment.indicator_uid, Assessment.claimed, Assessment.opinion, Assessment.concluded
    ).where(Assessment.round_uid == latest.uid)
    for uid, indicator_uid, claimed, opinion, concluded in session.execute(statement):
        before, _after = changed.get(("assessment", uid), ({}, {}))
        if before is None:
            continue
        was_claimed = _enum(Verdict, before.get("claimed", claimed))
        was_opinion = _enum(Opinion, before.get("opinion", opinion))
        was_concluded = _enum(Verdict, before.get("concluded", concluded))
        found[indicator_uid] = effective_verdict(was_claimed, was_opinion, was_concluded)
    return found


def _enum(kind: Any, value: Any) -> Any:
    return kind(value) if value is not None else None
