"""Whose history is meant: the row behind the place where a person is on the screen, and what belongs to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.assessment import Assessment
from app.models.plan import Assignment, Milestone, Plan
from app.models.report import MonthlyReport
from app.models.tables import Base
from app.services.history_journal import JournalFilter, JournalLine, journal_page
from app.services.history_names import Key, Names

_MOST_LINES = 5000
# What a page's place may name, the narrower first, and the table it is a row of.
_NAMED = {
    "assessment_uid": "assessment",
    "evidence_uid": "evidence",
    "person_uid": "person",
    "role_uid": "role",
    "place_uid": "place",
    "profile_uid": "procedure_profile",
    "indicator_uid": "indicator",
    "criterion_uid": "criterion",
    "round_uid": "review_round",
    "set_uid": "criteria_set",
    "hamlet_uid": "place",
}
# Rows that are told together with the one they hang on.
_PARTS = {
    "evidence": (("evidence_link", "evidence_uid"),),
    "person": (("tenure", "person_uid"),),
    "role": (("responsibility", "role_uid"), ("tenure", "role_uid")),
    "place": (("place_year", "place_uid"),),
    "procedure_profile": (("dossier_component", "profile_uid"), ("procedure_step", "profile_uid")),
    "indicator": (("responsibility", "indicator_uid"),),
    "criterion": (("responsibility", "criterion_uid"),),
    "review_round": (("round_event", "round_uid"), ("residents_meeting", "round_uid")),
    "tenure": (("absence", "tenure_uid"),),
    "assignment": (("assignment_note", "assignment_uid"),),
    "plan": (("milestone", "plan_uid"),),
    "monthly_report": (("report_progress", "report_uid"), ("report_revision", "report_uid")),
}


@dataclass(frozen=True, slots=True)
class RowHistory:
    """`title` names the row ("Phân công: Chỉ tiêu 1.2 · Bản Pút"); newest first."""

    title: str
    lines: tuple[JournalLine, ...]


def history_at(session: Session, *, page: str, place: Mapping[str, Any], year: int) -> RowHistory | None:
    """The history of what is shown at `place` of a page; None where no row is."""
    key = _subject(session, page, place, year)
    if key is None:
        return None
    names = Names(session)
    names.load([key])
    table, uid = key
    wanted = JournalFilter(row_uids=(uid, *_parts(session, table, uid)))
    found = journal_page(session, wanted=wanted, limit=_MOST_LINES)
    return RowHistory(f"{names.words.table(table)}: {names.of(key)}", found.lines)


def _subject(session: Session, page: str, place: Mapping[str, Any], year: int) -> Key | None:
    own = {"assessment": _assessment, "assignments": _assignment, "reports": _report}.get(page)
    found = own(session, place, year) if own else None
    if found is not None:
        return found
    return next(((table, str(place[name])) for name, table in _NAMED.items() if place.get(name)), None)


def _assessment(session: Session, place: Mapping[str, Any], year: int) -> Key | None:
    statement = select(Assessment.uid).where(
        Assessment.round_uid == place.get("round_uid"), Assessment.indicator_uid == place.get("indicator_uid")
    )
    uid = session.scalars(statement).first()
    return ("assessment", uid) if uid else None


def _milestone(session: Session, place: Mapping[str, Any], year: int) -> Key | None:
    """The row of the milestone, else the plan: what it says of itself holds for all hamlets."""
    plan_uid = session.scalars(select(Plan.uid).where(Plan.year == year)).first()
    hamlet_uid = place.get("hamlet_uid")
    of_scope = Milestone.hamlet_uid == hamlet_uid if hamlet_uid else Milestone.hamlet_uid.is_(None)
    statement = select(Milestone.uid).where(
        Milestone.plan_uid == plan_uid, of_scope, Milestone.kind == place.get("milestone")
    )
    uid = session.scalars(statement).first()
    if uid:
        return "milestone", uid
    return ("plan", plan_uid) if plan_uid else None


def _assignment(session: Session, place: Mapping[str, Any], year: int) -> Key | None:
    if place.get("milestone"):
        return _milestone(session, place, year)
    statement = (
        select(Assignment.uid)
        .join(Plan, Plan.uid == Assignment.plan_uid)
        .where(
            Plan.year == year,
            Assignment.hamlet_uid == place.get("hamlet_uid"),
            Assignment.indicator_uid == place.get("indicator_uid"),
        )
    )
    uid = session.scalars(statement).first()
    return ("assignment", uid) if uid else None


def _report(session: Session, place: Mapping[str, Any], year: int) -> Key | None:
    statement = select(MonthlyReport.uid).where(
        MonthlyReport.hamlet_uid == place.get("hamlet_uid"),
        MonthlyReport.year == year,
        MonthlyReport.month == place.get("month"),
    )
    uid = session.scalars(statement).first()
    return ("monthly_report", uid) if uid else None


def _parts(session: Session, table: str, uid: str) -> list[str]:
    found: list[str] = []
    for part, field in _PARTS.get(table, ()):
        columns = Base.metadata.tables[part].c
        uids = list(session.scalars(select(columns.uid).where(columns[field] == uid)))
        found += uids
        for one in uids:
            found += _parts(session, part, one)
    return found
