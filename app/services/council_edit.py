"""Writing down a council's meeting: its facts, its members, and what it concludes of each criterion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.rights import Right
from app.domain.verdict import Verdict
from app.errors import InputError, NotFoundError, RefusedError
from app.i18n import _
from app.models.assessment import Assessment, ReviewRound
from app.models.criteria import Criterion
from app.models.meeting import CouncilConclusion, CouncilMeeting, CouncilMember
from app.services import assessments, councils, entry
from app.services.assessments import SheetRow
from app.services.councils import Votes
from app.services.meetings import cleaned_values
from app.services.rights import require
from app.services.round_access import open_round

_LINES = {"held_at": 200, "begins": 40, "ends": 40, "decision": 200}
_TEXTS = frozenset({"remarks", "conclusion"})
FIELDS = frozenset({"held_on", *_LINES, *_TEXTS})
_MEMBER_LINES = {"name": 120, "post": 300, "duty": 120}
MEMBER_FIELDS = frozenset({*_MEMBER_LINES, "present"})


def open_council(session: Session, *, round_uid: str, today: date) -> str:
    """Record a meeting held `today` with those who hold the commune's roles as its members; returns its uid.

    Raises RefusedError for a round that is closed or has its meeting.
    """
    _may_conclude(session, round_uid)
    if councils.find_meeting(session, round_uid) is not None:
        raise RefusedError(_("Đợt rà soát này đã có cuộc họp hội đồng. Hãy sửa cuộc họp đó."))
    meeting = CouncilMeeting(round_uid=round_uid, held_on=today)
    session.add(meeting)
    session.flush()
    for position, one in enumerate(councils.proposed_members(session, on=today), start=1):
        session.add(
            CouncilMember(
                meeting_uid=meeting.uid,
                position=position,
                name=one.name,
                post=one.post or None,
                duty=one.duty or None,
                present=one.present,
            )
        )
    session.flush()
    return meeting.uid


def change_council(session: Session, *, meeting_uid: str, values: Mapping[str, Any]) -> None:
    """Write some of FIELDS."""
    unknown = set(values) - FIELDS
    if unknown:
        raise ValueError(f"no such fields: {sorted(unknown)}")
    meeting = _open_meeting(session, meeting_uid)
    for field, value in cleaned_values(values, lines=_LINES, texts=_TEXTS).items():
        setattr(meeting, field, value)
    session.flush()


def remove_council(session: Session, *, meeting_uid: str) -> None:
    """Take out a meeting entered by mistake, with its members and all that it concluded."""
    meeting = _open_meeting(session, meeting_uid)
    for row in session.scalars(select(CouncilConclusion).where(CouncilConclusion.meeting_uid == meeting.uid)):
        _write_verdicts(session, _rows_of(session, meeting.round_uid, row.criterion_uid), None, ())
        session.delete(row)
    for member in session.scalars(select(CouncilMember).where(CouncilMember.meeting_uid == meeting.uid)):
        session.delete(member)
    session.flush()
    session.delete(meeting)
    session.flush()


def add_member(
    session: Session, *, meeting_uid: str, name: str, post: str = "", duty: str = "", present: bool = True
) -> str:
    """At the end; returns the uid."""
    meeting = _open_meeting(session, meeting_uid)
    last = [row.position for row in councils.member_rows(session, meeting.uid)]
    member = CouncilMember(
        meeting_uid=meeting.uid,
        position=max(last, default=0) + 1,
        name=entry.required_line(name, limit=_MEMBER_LINES["name"]),
        post=entry.line(post, limit=_MEMBER_LINES["post"]) or None,
        duty=entry.line(duty, limit=_MEMBER_LINES["duty"]) or None,
        present=present,
    )
    session.add(member)
    session.flush()
    return member.uid


def change_member(session: Session, *, member_uid: str, values: Mapping[str, Any]) -> None:
    """Write some of MEMBER_FIELDS. RefusedError when more votes were counted than would be present then."""
    unknown = set(values) - MEMBER_FIELDS
    if unknown:
        raise ValueError(f"no such fields: {sorted(unknown)}")
    member = _open_member(session, member_uid)
    if "name" in values:
        entry.required_line(values["name"], limit=_MEMBER_LINES["name"])
    for field, value in cleaned_values(values, lines=_MEMBER_LINES, texts=frozenset()).items():
        setattr(member, field, value)
    session.flush()
    _check_all_votes(session, member.meeting_uid)


def move_member(session: Session, *, member_uid: str, step: int) -> None:
    """Up (-1) or down (+1); at the end of the list nothing happens."""
    member = _open_member(session, member_uid)
    rows = list(councils.member_rows(session, member.meeting_uid))
    at = rows.index(member)
    rows.insert(min(max(0, at + step), len(rows) - 1), rows.pop(at))
    for position, row in enumerate(rows, start=1):
        row.position = position
    session.flush()


def remove_member(session: Session, *, member_uid: str) -> None:
    member = _open_member(session, member_uid)
    session.delete(member)
    session.flush()
    _check_all_votes(session, member.meeting_uid)


def conclude(
    session: Session,
    *,
    meeting_uid: str,
    criterion_uid: str,
    verdict: Verdict | None,
    votes: Votes = Votes(),  # noqa: B008 - frozen
    note: str = "",
    indicator_uids: Sequence[str] = (),
) -> None:
    """What the council says of one criterion, and through it of its indicators; None takes it back.

    Met: its indicators are met, those that do not apply stay so. Unmet: the `indicator_uids` are unmet, or those
    found unmet so far where none are named; the others are as found. Raises InputError (field "indicator_uids")
    where neither says which, (field "votes_for") for more votes than members present, (field "verdict") for
    "not applicable" while an indicator applies.
    """
    meeting = _open_meeting(session, meeting_uid)
    if session.get(Criterion, criterion_uid) is None:
        raise NotFoundError(_("Không còn tiêu chí này. Hãy mở lại trang."))
    _check_votes(votes, _present(session, meeting.uid))
    rows = _rows_of(session, meeting.round_uid, criterion_uid)
    _write_verdicts(session, rows, verdict, indicator_uids)
    row = councils.conclusions_of(session, meeting.uid).get(criterion_uid)
    if row is None:
        row = CouncilConclusion(meeting_uid=meeting.uid, criterion_uid=criterion_uid)
        session.add(row)
    row.verdict, row.note = verdict, entry.paragraph(note) or None
    row.votes_for, row.votes_against = votes.votes_for, votes.votes_against
    session.flush()


def conclude_as_proposed(session: Session, *, meeting_uid: str) -> int:
    """Conclude every criterion nobody has concluded, as it was found and with all present for it; returns how many.

    Criteria that are not found out yet (an indicator without a verdict) are left to the council.
    """
    meeting = _open_meeting(session, meeting_uid)
    found = councils.council(session, round_uid=meeting.round_uid)
    votes = Votes(found.present, 0) if found.present else Votes()
    rows = [row for row in found.criteria if row.verdict is None and row.proposed is not None]
    said = councils.conclusions_of(session, meeting_uid)
    for row in rows:
        _write_verdicts(session, row.indicators, row.proposed, ())
        word = said.get(row.uid) or CouncilConclusion(meeting_uid=meeting_uid, criterion_uid=row.uid)
        word.verdict, word.votes_for, word.votes_against = row.proposed, votes.votes_for, votes.votes_against
        session.add(word)
    session.flush()
    return len(rows)


def _rows_of(session: Session, round_uid: str, criterion_uid: str) -> list[SheetRow]:
    sheet = assessments.sheet(session, round_uid=round_uid)
    return [row for row in sheet.rows if row.indicator.criterion_uid == criterion_uid]


def _write_verdicts(
    session: Session, rows: Sequence[SheetRow], verdict: Verdict | None, named: Sequence[str]
) -> None:
    uids = [row.uid for row in rows]
    stored = {row.uid: row for row in session.scalars(select(Assessment).where(Assessment.uid.in_(uids)))}
    for uid, word in zip(uids, _verdicts(rows, verdict, named), strict=True):
        stored[uid].concluded = word


def _verdicts(
    rows: Sequence[SheetRow], verdict: Verdict | None, named: Sequence[str]
) -> list[Verdict | None]:
    """The council's word for each indicator of one criterion."""
    found = [councils.found_so_far(row) for row in rows]
    if verdict is None:
        return [None] * len(rows)
    if verdict is Verdict.NOT_APPLICABLE:
        if any(one is not Verdict.NOT_APPLICABLE for one in found):
            raise InputError(
                _("Còn chỉ tiêu áp dụng trong tiêu chí này. Hãy chọn đạt hoặc chưa đạt."), field="verdict"
            )
        return list(found)
    if verdict is Verdict.MET:
        return [one if one is Verdict.NOT_APPLICABLE else Verdict.MET for one in found]
    unmet = {row.indicator.uid for row, one in zip(rows, found, strict=True) if one is Verdict.UNMET}
    unmet = set(named) & {row.indicator.uid for row in rows} if named else unmet
    if not unmet:
        raise InputError(
            _("Chưa có chỉ tiêu nào chưa đạt trong tiêu chí này. Hãy chọn chỉ tiêu chưa đạt."),
            field="indicator_uids",
        )
    return [
        Verdict.UNMET if row.indicator.uid in unmet else Verdict.MET if one is Verdict.UNMET else one
        for row, one in zip(rows, found, strict=True)
    ]


def _check_votes(votes: Votes, present: int) -> None:
    counted = [count for count in (votes.votes_for, votes.votes_against) if count is not None]
    if any(count < 0 for count in counted):
        raise InputError(_("Số phiếu không thể âm. Hãy gõ số từ 0 trở lên."), field="votes_for")
    if sum(counted) > present:
        raise InputError(
            _("Tổng {votes} phiếu, nhiều hơn {present} thành viên có mặt. Hãy xem lại số phiếu.").format(
                votes=sum(counted), present=present
            ),
            field="votes_for",
        )


def _check_all_votes(session: Session, meeting_uid: str) -> None:
    present = _present(session, meeting_uid)
    for row in councils.conclusions_of(session, meeting_uid).values():
        votes = (row.votes_for or 0) + (row.votes_against or 0)
        if votes > present:
            raise RefusedError(
                _(
                    "Đã ghi {votes} phiếu cho một tiêu chí, nhiều hơn {present} người có mặt. Hãy sửa số phiếu."
                ).format(votes=votes, present=present)
            )


def _present(session: Session, meeting_uid: str) -> int:
    return sum(row.present for row in councils.member_rows(session, meeting_uid))


def _may_conclude(session: Session, round_uid: str) -> ReviewRound:
    review = open_round(session, round_uid=round_uid)
    require(session, Right.CONCLUDE, hamlet_uid=review.hamlet_uid)
    return review


def _open_meeting(session: Session, uid: str) -> CouncilMeeting:
    meeting = session.get(CouncilMeeting, uid)
    if meeting is None:
        raise NotFoundError(_("Không còn cuộc họp này. Hãy mở lại trang."))
    _may_conclude(session, meeting.round_uid)
    return meeting


def _open_member(session: Session, uid: str) -> CouncilMember:
    member = session.get(CouncilMember, uid)
    if member is None:
        raise NotFoundError(_("Không còn thành viên này. Hãy mở lại trang."))
    _open_meeting(session, member.meeting_uid)
    return member
