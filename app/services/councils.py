"""Họp hội đồng thẩm định: the meeting that judges a round, its members, and what it says of each criterion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.criteria import RoleLevel
from app.domain.verdict import Verdict, criterion_verdict, effective_verdict
from app.models.meeting import CouncilConclusion, CouncilMeeting, CouncilMember
from app.services import assessments, criteria, people
from app.services.assessments import RoundRow, SheetRow

CHAIR, SECRETARY, MEMBER = "Chủ tịch hội đồng", "Thư ký", "Ủy viên"  # printed on papers: always Vietnamese


@dataclass(frozen=True, slots=True)
class MeetingRow:
    uid: str
    held_on: date | None
    held_at: str
    begins: str
    ends: str
    decision: str
    remarks: str
    conclusion: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    uid: str
    name: str
    post: str
    duty: str
    present: bool


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """`proposed`: what self-assessment and officers' opinions come to; `verdict` None: not concluded yet.

    `indicators` show with `concluded` what the council's word means for each.
    """

    uid: str
    number: str
    name: str
    proposed: Verdict | None
    verdict: Verdict | None
    votes_for: int | None
    votes_against: int | None
    note: str
    indicators: tuple[SheetRow, ...]

    @property
    def proposed_unmet(self) -> tuple[SheetRow, ...]:
        return tuple(row for row in self.indicators if found_so_far(row) is Verdict.UNMET)


@dataclass(frozen=True, slots=True)
class Council:
    """`meeting` None: no meeting is recorded yet, then there are no members either."""

    round: RoundRow
    meeting: MeetingRow | None
    members: tuple[MemberRow, ...]
    criteria: tuple[CriterionRow, ...]

    @property
    def present(self) -> int:
        return sum(member.present for member in self.members)

    @property
    def concluded(self) -> int:
        return sum(row.verdict is not None for row in self.criteria)

    @property
    def locked(self) -> bool:
        return self.round.closed_on is not None


@dataclass(frozen=True, slots=True)
class Votes:
    """None: not counted."""

    votes_for: int | None = None
    votes_against: int | None = None


def council(session: Session, *, round_uid: str) -> Council:
    """Raises NotFoundError for a round that is not there."""
    sheet = assessments.sheet(session, round_uid=round_uid)
    meeting = find_meeting(session, round_uid)
    said = conclusions_of(session, meeting.uid) if meeting else {}
    rows = groupby(sheet.rows, key=lambda row: row.indicator.criterion_uid)
    return Council(
        sheet.round,
        _meeting_row(meeting) if meeting else None,
        tuple(_members(session, meeting.uid)) if meeting else (),
        tuple(_criterion_row(uid, tuple(group), said.get(uid)) for uid, group in rows),
    )


def proposed_members(session: Session, *, on: date) -> list[MemberRow]:
    """Who holds the commune's roles on a day, in the order of the roles, each person once; all as present.

    Their duties in the council are for the commune to say: no source names its chairman. They have no uid yet.
    """
    posts = people.holders(session, on=on)
    found: dict[str, MemberRow] = {}
    for role in criteria.roles(session):
        if role.level is not RoleLevel.COMMUNE:
            continue
        for holder in posts.get((role.uid, None), ()):
            found.setdefault(holder.person_uid, MemberRow("", holder.name, role.name, MEMBER, True))
    return list(found.values())


def found_so_far(row: SheetRow) -> Verdict | None:
    """Before the council: self-assessment and the officer's opinion."""
    return effective_verdict(row.claimed, row.opinion)


def find_meeting(session: Session, round_uid: str) -> CouncilMeeting | None:
    return session.scalars(select(CouncilMeeting).where(CouncilMeeting.round_uid == round_uid)).first()


def member_rows(session: Session, meeting_uid: str) -> Sequence[CouncilMember]:
    statement = (
        select(CouncilMember)
        .where(CouncilMember.meeting_uid == meeting_uid)
        .order_by(CouncilMember.position, CouncilMember.uid)
    )
    return session.scalars(statement).all()


def _members(session: Session, meeting_uid: str) -> list[MemberRow]:
    return [
        MemberRow(row.uid, row.name, row.post or "", row.duty or "", row.present)
        for row in member_rows(session, meeting_uid)
    ]


def conclusions_of(session: Session, meeting_uid: str) -> dict[str, CouncilConclusion]:
    statement = select(CouncilConclusion).where(CouncilConclusion.meeting_uid == meeting_uid)
    return {row.criterion_uid: row for row in session.scalars(statement)}


def _meeting_row(row: CouncilMeeting) -> MeetingRow:
    return MeetingRow(
        row.uid,
        row.held_on,
        row.held_at or "",
        row.begins or "",
        row.ends or "",
        row.decision or "",
        row.remarks or "",
        row.conclusion or "",
    )


def _criterion_row(uid: str, rows: tuple[SheetRow, ...], said: CouncilConclusion | None) -> CriterionRow:
    indicator = rows[0].indicator
    return CriterionRow(
        uid,
        indicator.criterion_number,
        indicator.criterion_name,
        criterion_verdict(map(found_so_far, rows)),
        said.verdict if said else None,
        said.votes_for if said else None,
        said.votes_against if said else None,
        (said.note or "") if said else "",
        rows,
    )
