"""What a monthly report said before it was corrected, and what it says of each unmet indicator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.history_words import Words
from app.models.journal import encode
from app.models.report import MonthlyReport, ReportProgress, ReportRevision
from app.services import entry
from app.services.history_names import Names
from app.services.rights import actor_of

_KEPT = (
    "written_on",
    "received_on",
    "entered_on",
    "channel",
    "reporter",
    "progress",
    "difficulties",
    "proposals",
    "evidence_uid",
)


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A field that the correction changed; `old` as that version said it, `new` as the next one does."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """The version that a correction replaced; `who` "" in a book without accounts."""

    number: int
    on_date: date
    who: str
    reason: str
    lines: tuple[VersionLine, ...]


def keep_version(session: Session, row: MonthlyReport, *, today: date, reason: str) -> None:
    """Before a correction; what one person corrects for one reason on one day is one correction."""
    who, words = actor_of(session).name, entry.paragraph(reason) or None
    newest = session.scalars(
        select(ReportRevision)
        .where(ReportRevision.report_uid == row.uid)
        .order_by(ReportRevision.number.desc())
        .limit(1)
    ).first()
    if newest is not None and (newest.on_date, newest.who, newest.reason) == (today, who, words):
        return
    session.add(
        ReportRevision(
            report_uid=row.uid,
            number=newest.number + 1 if newest else 1,
            on_date=today,
            who=who,
            reason=words,
            content=_content(session, row),
        )
    )


def forget(session: Session, report_uid: str) -> None:
    """With the report go its versions and its progress; the journal keeps them all."""
    for model in (ReportRevision, ReportProgress):
        for row in session.scalars(select(model).where(model.report_uid == report_uid)):
            session.delete(row)


def works(session: Session, report_uid: str) -> dict[str, str]:
    """uid of an indicator → what the report says of it."""
    statement = select(ReportProgress.indicator_uid, ReportProgress.text).where(
        ReportProgress.report_uid == report_uid
    )
    return {row.indicator_uid: row.text for row in session.execute(statement)}


def versions(session: Session, *, report_uid: str) -> list[VersionRow]:
    """Newest first, each with what its correction changed."""
    row = session.get(MonthlyReport, report_uid)
    if row is None:
        return []
    statement = (
        select(ReportRevision).where(ReportRevision.report_uid == report_uid).order_by(ReportRevision.number)
    )
    found = list(session.scalars(statement))
    contents = [*(one.content for one in found), _content(session, row)]
    names = Names(session)
    indicators = {("indicator", uid) for content in contents for uid in content["works"]}
    names.load(indicators | {("evidence", one["evidence_uid"]) for one in contents if one["evidence_uid"]})
    words = Words()
    return [
        VersionRow(
            one.number,
            one.on_date,
            one.who,
            one.reason or "",
            _lines(names, words, contents[at], contents[at + 1]),
        )
        for at, one in enumerate(found)
    ][::-1]


def _content(session: Session, row: MonthlyReport) -> dict[str, Any]:
    session.flush()
    return {**{name: encode(getattr(row, name)) for name in _KEPT}, "works": works(session, row.uid)}


def _lines(names: Names, words: Words, old: dict[str, Any], new: dict[str, Any]) -> tuple[VersionLine, ...]:
    found = []
    for name in _KEPT:
        if old[name] != new[name]:
            told = [names.value("monthly_report", name, one[name]) for one in (old, new)]
            found.append(VersionLine(words.field("monthly_report", name), *told))
    for uid in dict.fromkeys((*old["works"], *new["works"])):
        before, after = old["works"].get(uid, ""), new["works"].get(uid, "")
        if before != after:
            found.append(VersionLine(names.of(("indicator", uid)), before, after))
    return tuple(found)
