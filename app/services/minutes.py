"""Minutes of the residents' meeting and of the council, gathered from the book and written out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from sqlalchemy.orm import Session

from app.domain.text import fold
from app.domain.verdict import Totals, Verdict, criterion_verdict, totals
from app.errors import InputError, NotFoundError
from app.i18n import _, as_printed
from app.reports.dossier.wording import in_sentence
from app.reports.letterhead import Letterhead
from app.reports.minutes.content import (
    CouncilMinutes,
    CriterionLine,
    MemberLine,
    Occasion,
    ResidentsMinutes,
)
from app.services import assessments, councils, criteria, meetings, procedures
from app.services.assessments import RoundRow, SheetRow
from app.services.councils import Council, CriterionRow, MeetingRow, MemberRow
from app.services.meetings import ResidentsRow
from app.services.workspace import Workspace

Minutes = CouncilMinutes | ResidentsMinutes


def council_minutes(session: Session, *, round_uid: str, today: date) -> CouncilMinutes:
    """Raises NotFoundError without a meeting."""
    found = councils.council(session, round_uid=round_uid)
    if found.meeting is None:
        raise NotFoundError(_("Đợt này chưa có cuộc họp hội đồng. Hãy lập cuộc họp trước."))
    meeting = found.meeting
    issuer = "Hội đồng thẩm định"
    with as_printed():
        lines = tuple(_council_line(row) for row in found.criteria)
    return CouncilMinutes(
        occasion=_occasion(session, found.round, meeting, issuer, today),
        decision=meeting.decision,
        chair=_who(found.members, "chu tich", "chu toa", "chu tri"),
        secretary=_who(found.members, "thu ky"),
        members=tuple(MemberLine(row.name, row.post, row.duty, row.present) for row in found.members),
        criteria=lines,
        concluded=found.concluded,
        totals=_concluded_totals(found),
        remarks=meeting.remarks,
        conclusion=meeting.conclusion,
    )


def residents_minutes(session: Session, *, round_uid: str, today: date) -> ResidentsMinutes:
    """Raises NotFoundError without a meeting."""
    meeting = meetings.residents_meeting(session, round_uid=round_uid, today=today)
    if meeting.uid is None:
        raise NotFoundError(_("Đợt này chưa ghi cuộc họp bản. Hãy ghi cuộc họp trước."))
    sheet = assessments.sheet(session, round_uid=round_uid)
    with as_printed():
        grouped = groupby(sheet.rows, key=lambda row: row.indicator.criterion_uid)
        lines = tuple(_claimed_line(tuple(rows)) for _uid, rows in grouped)
    by_criterion = groupby(sheet.rows, key=lambda row: row.indicator.criterion_uid)
    return ResidentsMinutes(
        occasion=_occasion(session, sheet.round, meeting, sheet.round.hamlet, today),
        chair=meeting.chair,
        secretary=meeting.secretary,
        guests=meeting.guests,
        counted=meeting.counted,
        invited=meeting.invited,
        present=meeting.present,
        agreed=meeting.agreed,
        share=meeting.share,
        criteria=lines,
        totals=totals({uid: [row.claimed for row in rows] for uid, rows in by_criterion}),
        opinions=meeting.opinions,
        conclusion=meeting.conclusion,
    )


def write(workspace: Workspace, content: Minutes, target: Path) -> None:
    """As PDF or Word, by the ending of `target`, never over a file of the book. Raises StorageError, InputError."""
    from app.reports.letters.docx_writer import write_docx
    from app.reports.letters.pdf_writer import write_pdf
    from app.reports.minutes import council, residents

    if workspace.owns(target):
        raise InputError(_("Không ghi vào phần dữ liệu của sổ. Hãy chọn tên tệp khác."))
    if isinstance(content, CouncilMinutes):
        letter = council.council_minutes(content)
    else:
        letter = residents.residents_minutes(content)
    writers: dict[str, Callable[..., object]] = {".pdf": write_pdf, ".docx": write_docx}
    writer = writers.get(target.suffix.casefold())
    if writer is None:
        raise InputError(_("Hãy đặt tên tệp có đuôi .pdf hoặc .docx."))
    writer(letter, target)


def file_name(content: Minutes, suffix: str) -> str:
    """A name to propose: "Biên bản họp bản Pút 2024-02-05.docx"."""
    from app.domain.text import safe_file_name

    occasion = content.occasion
    what = "họp hội đồng thẩm định" if isinstance(content, CouncilMinutes) else "họp"
    day = f" {occasion.held_on:%Y-%m-%d}" if occasion.held_on else ""
    return safe_file_name(f"Biên bản {what} {occasion.hamlet}{day}{suffix}")


def _occasion(
    session: Session, review: RoundRow, meeting: MeetingRow | ResidentsRow, issuer: str, today: date
) -> Occasion:
    """The names of the day of the meeting."""
    book = procedures.book_names(session, on=meeting.held_on or today)
    return Occasion(
        letterhead=Letterhead(f"UBND {book.commune}", issuer, book.commune.partition(" ")[2] or book.commune),
        hamlet=in_sentence(review.hamlet),
        set_title=criteria.criteria_set(session, set_uid=review.set_uid).title,
        round_date=review.held_on,
        held_on=meeting.held_on,
        held_at=meeting.held_at,
        begins=meeting.begins,
        ends=meeting.ends,
    )


def _who(members: Sequence[MemberRow], *duties: str) -> str:
    """The first one present whose duty is called so; "" where nobody's is, or only a deputy's."""
    return next((row.name for row in members if row.present and fold(row.duty).startswith(duties)), "")


def _council_line(row: CriterionRow) -> CriterionLine:
    unmet = _unmet(row.indicators, [one.concluded for one in row.indicators])
    return CriterionLine(row.number, row.name, row.verdict, row.votes_for, row.votes_against, row.note, unmet)


def _claimed_line(rows: tuple[SheetRow, ...]) -> CriterionLine:
    verdicts = [row.claimed for row in rows]
    indicator = rows[0].indicator
    return CriterionLine(
        indicator.criterion_number,
        indicator.criterion_name,
        criterion_verdict(verdicts),
        None,
        None,
        "",
        _unmet(rows, verdicts),
    )


def _unmet(rows: Iterable[SheetRow], verdicts: Iterable[Verdict | None]) -> tuple[str, ...]:
    return tuple(
        f"{row.indicator.number} (còn {row.remaining_shown})" if row.remaining_shown else row.indicator.number
        for row, verdict in zip(rows, verdicts, strict=True)
        if verdict is Verdict.UNMET
    )


def _concluded_totals(found: Council) -> Totals:
    return totals({row.uid: [one.concluded for one in row.indicators] for row in found.criteria})
