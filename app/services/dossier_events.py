"""What became of a dossier: submitted, received, returned with remarks, appraised, recognised, announced, withdrawn.

The state is derived from the events, oldest first, and never stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.dossier import NEEDS_DOCUMENT, EventKind, Unusual, unusual
from app.models.criteria import Indicator
from app.models.dossier import Dossier, DossierEvent, DossierRemark, DossierVersion
from app.models.evidence import Evidence
from app.models.plan import Plan
from app.services.dossier_rows import find_dossier


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """`indicator_number` "" for what is said of the whole dossier; `answer` "" until somebody has answered."""

    uid: str
    indicator_uid: str | None
    indicator_number: str
    text: str
    answer: str
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class EventRow:
    """`version` 0 where it speaks of none. `unusual` is told beside it, never refused."""

    uid: str
    kind: EventKind
    on_date: date
    document_number: str
    document_date: date | None
    issuer: str
    note: str
    version_uid: str | None
    version: int
    evidence_uid: str | None
    file_name: str
    remarks: tuple[RemarkRow, ...]
    unusual: tuple[Unusual, ...]

    @property
    def unanswered(self) -> int:
        return sum(not remark.answer for remark in self.remarks)


@dataclass(frozen=True, slots=True)
class DossierState:
    """`event` is the last one, None before any; `unanswered`: remarks of a returned dossier still open."""

    event: EventRow | None
    unanswered: int = 0
    recognised_on: date | None = None

    @property
    def kind(self) -> EventKind | None:
        return self.event.kind if self.event else None


@dataclass(frozen=True, slots=True)
class ReturnedDossier:
    hamlet_uid: str
    returned_on: date
    unanswered: int


def event_rows(session: Session, *, hamlet_uid: str, year: int) -> list[EventRow]:
    """Oldest first."""
    dossier = find_dossier(session, hamlet_uid=hamlet_uid, year=year)
    return rows_of_dossier(session, dossier.uid) if dossier else []


def current_state(session: Session, *, hamlet_uid: str, year: int) -> DossierState:
    return state_of(event_rows(session, hamlet_uid=hamlet_uid, year=year))


def state_of(rows: Sequence[EventRow]) -> DossierState:
    last = rows[-1] if rows else None
    recognised: date | None = None
    for row in rows:
        if row.kind is EventKind.RECOGNISED:
            recognised = row.on_date
        elif row.kind is EventKind.WITHDRAWN:
            recognised = None
    returned = last is not None and last.kind is EventKind.RETURNED
    return DossierState(last, last.unanswered if last and returned else 0, recognised)


def returned_dossiers(session: Session, *, year: int, hamlet_uids: Iterable[str]) -> list[ReturnedDossier]:
    """Those whose last word is that they came back, of the year's plan."""
    found = []
    for uid, hamlet_uid in session.execute(
        select(Dossier.uid, Dossier.hamlet_uid)
        .join(Plan, Plan.uid == Dossier.plan_uid)
        .where(Plan.year == year, Dossier.hamlet_uid.in_(list(hamlet_uids)))
    ):
        state = state_of(rows_of_dossier(session, uid))
        if state.event is not None and state.kind is EventKind.RETURNED:
            found.append(ReturnedDossier(hamlet_uid, state.event.on_date, state.unanswered))
    return found


def recognition_dates(session: Session, *, until: date) -> dict[str, date]:
    """By hamlet uid the day of the newest recognition in force, in whatever year its plan was."""
    decisions = (EventKind.RECOGNISED, EventKind.WITHDRAWN)
    statement = (
        select(Dossier.hamlet_uid, DossierEvent.kind, DossierEvent.on_date)
        .join(DossierEvent, DossierEvent.dossier_uid == Dossier.uid)
        .where(DossierEvent.kind.in_(decisions), DossierEvent.on_date <= until)
        .order_by(DossierEvent.on_date, DossierEvent.position)
    )
    found: dict[str, date] = {}
    for hamlet_uid, kind, on_date in session.execute(statement):
        if kind is EventKind.RECOGNISED:
            found[hamlet_uid] = on_date
        else:
            found.pop(hamlet_uid, None)
    return found


def rows_of_dossier(session: Session, dossier_uid: str) -> list[EventRow]:
    statement = (
        select(DossierEvent, DossierVersion.number, DossierVersion.made_at, Evidence.file_name)
        .outerjoin(DossierVersion, DossierVersion.uid == DossierEvent.version_uid)
        .outerjoin(Evidence, Evidence.uid == DossierEvent.evidence_uid)
        .where(DossierEvent.dossier_uid == dossier_uid)
        .order_by(DossierEvent.on_date, DossierEvent.position)
    )
    remarks = _remarks(session, dossier_uid)
    rows: list[EventRow] = []
    for event, number, made_at, file_name in session.execute(statement):
        made_on = made_at.astimezone().date() if made_at else None
        rows.append(
            EventRow(
                uid=event.uid,
                kind=event.kind,
                on_date=event.on_date,
                document_number=event.document_number or "",
                document_date=event.document_date,
                issuer=event.issuer or "",
                note=event.note or "",
                version_uid=event.version_uid,
                version=number or 0,
                evidence_uid=event.evidence_uid,
                file_name=file_name or "",
                remarks=tuple(remarks.get(event.uid, ())),
                unusual=_unusual(rows, event, made_on),
            )
        )
    return rows


def _remarks(session: Session, dossier_uid: str) -> dict[str, list[RemarkRow]]:
    statement = (
        select(DossierRemark, Indicator.number)
        .join(DossierEvent, DossierEvent.uid == DossierRemark.event_uid)
        .outerjoin(Indicator, Indicator.uid == DossierRemark.indicator_uid)
        .where(DossierEvent.dossier_uid == dossier_uid)
        .order_by(DossierRemark.position)
    )
    found: dict[str, list[RemarkRow]] = {}
    for row, number in session.execute(statement):
        found.setdefault(row.event_uid, []).append(
            RemarkRow(row.uid, row.indicator_uid, number or "", row.text, row.answer or "", row.answered_on)
        )
    return found


def _unusual(before: Sequence[EventRow], event: DossierEvent, made_on: date | None) -> tuple[Unusual, ...]:
    told = list(unusual([row.kind for row in before], event.kind))
    if event.kind in NEEDS_DOCUMENT and not event.document_number:
        told.append(Unusual.WITHOUT_DOCUMENT)
    if event.kind is EventKind.SUBMITTED:
        if made_on is None:
            told.append(Unusual.WITHOUT_VERSION)
        elif made_on > event.on_date:
            told.append(Unusual.VERSION_LATER)
        if before and before[-1].kind is EventKind.RETURNED and before[-1].unanswered:
            told.append(Unusual.UNANSWERED)
    return tuple(told)


def last_position(session: Session, dossier_uid: str) -> int:
    statement = select(func.max(DossierEvent.position)).where(DossierEvent.dossier_uid == dossier_uid)
    return session.scalar(statement) or 0
