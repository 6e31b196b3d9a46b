"""The papers of a dossier after the procedure in force: attached, written from the book, or missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from app.domain.paper_number import paper_number
from app.domain.procedure import ComponentKind
from app.reports.content import Piece
from app.reports.dossier.wording import in_sentence
from app.reports.letterhead import Letterhead
from app.reports.letters.document import Letter
from app.services import councils, meetings, minutes, officer_reports, plan_papers, procedures
from app.services.assessments import Sheet
from app.services.criteria import SetRow
from app.services.dossier_notes import Notes, PaperNote
from app.services.officer_reports import OfficerSheet
from app.services.places import BookInfo
from app.services.plans import PlanRow
from app.services.procedures import Addressees, ComponentRow

# In a gap between profiles the dossier has what the program writes, under keys of its own.
USUAL = (
    Piece(ComponentKind.PROPOSAL, "Tờ trình của UBND xã", (), True, "to-trinh"),
    Piece(ComponentKind.RESULT_REPORT, "Báo cáo kết quả xây dựng nông thôn mới", (), True, "bao-cao"),
    Piece(ComponentKind.SELF_ASSESSMENT, "Biểu tự đánh giá", (), True, "tu-danh-gia"),
    Piece(
        ComponentKind.EVIDENCE,
        "Danh mục minh chứng và minh chứng theo tiêu chí, chỉ tiêu",
        (),
        True,
        "minh-chung",
    ),
)
SIGNS = {
    ComponentKind.PROPOSAL: "TTr-UBND",
    ComponentKind.RESULT_REPORT: "BC-UBND",
    ComponentKind.COUNCIL_MINUTES: "BB-HĐTĐ",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What the papers of one hamlet and round share."""

    hamlet_uid: str
    book: BookInfo
    plan: PlanRow
    criteria_set: SetRow
    sheet: Sheet
    addressees: Addressees
    today: date

    @property
    def hamlet(self) -> str:
        return in_sentence(self.sheet.round.hamlet)

    @property
    def letterhead(self) -> Letterhead:
        return Letterhead(
            parent=self.addressees.letterhead_parent,
            issuer=f"UBND {self.book.commune}",
            locality=self.book.commune.partition(" ")[2] or self.book.commune,
        )


@dataclass(frozen=True, slots=True)
class Paper:
    """A piece with what the page of the dossier needs to know of it.

    `written`: the letter that the book gives, whether or not a file stands in its place; None for the parts that the
    dossier lays out itself. `officer`: whose report it is.
    """

    piece: Piece
    component_uid: str
    part: str
    note: PaperNote
    written: Letter | None = None
    officer: OfficerSheet | None = None


def papers(session: Session, *, setting: Setting, notes: Notes, evidence_folder: Path) -> tuple[Paper, ...]:
    """In the order of the dossier; a component with several papers gives one each."""
    profile = setting.addressees.profile
    if profile is None or not profile.components:
        return tuple(Paper(piece, "", "", PaperNote()) for piece in USUAL)
    gatherer = _Papers(session, setting, notes, evidence_folder)
    return tuple(paper for row in profile.components for paper in gatherer.of(row))


class _Papers:
    def __init__(self, session: Session, setting: Setting, notes: Notes, evidence_folder: Path) -> None:
        self._session = session
        self._setting = setting
        self._notes = notes
        self._folder = evidence_folder

    def of(self, row: ComponentRow) -> Iterator[Paper]:
        if row.kind is ComponentKind.OFFICER_APPRAISALS:
            yield from self._officers(row)
            return
        note = self._notes.get((row.uid, ""), PaperNote())
        yield self._paper(row, "", note, row.title, self._written(row, note))

    def _officers(self, row: ComponentRow) -> Iterator[Paper]:
        """One a role; a role that has judged nothing yet has no report."""
        setting = self._setting
        found = officer_reports.officer_sheets(self._session, sheet=setting.sheet, on=setting.today)
        if not found:
            note = self._notes.get((row.uid, ""), PaperNote())
            yield self._paper(row, "", note, row.title, None)
        for one in found:
            note = self._notes.get((row.uid, one.role.code), PaperNote())
            title = f"Báo cáo thẩm định của {one.role.name}"
            yield self._paper(row, one.role.code, note, title, self._officer_letter(one, note), one)

    def _officer_letter(self, found: OfficerSheet, note: PaperNote) -> Letter:
        from app.reports.officer_report.letter import officer_report

        setting = self._setting
        occasion = officer_reports.Occasion(
            letterhead=setting.letterhead,
            hamlet=setting.hamlet,
            criteria_set=setting.criteria_set,
            set_basis=plan_papers.set_basis(setting.criteria_set),
            plan_title=setting.plan.facts.title,
            round_date=setting.sheet.round.held_on,
            dated=setting.today,
        )
        content = officer_reports.officer_report(
            found, occasion, number=paper_number(note.number), dated=note.dated
        )
        return officer_report(content)

    def _paper(
        self,
        row: ComponentRow,
        part: str,
        note: PaperNote,
        title: str,
        written: Letter | None,
        officer: OfficerSheet | None = None,
    ) -> Paper:
        body = written if officer is None or officer.judged else None
        piece = Piece(
            kind=row.kind,
            title=title,
            signed_by=self._signed_by(row),
            required=row.required,
            key=f"{row.uid}/{part}" if part else row.uid,
            body=note.file.attached(self._folder) if note.file and note.file.pages else body,
            explanation=note.explanation,
            number=paper_number(note.number, SIGNS.get(row.kind, "")),
            dated=note.dated,
        )
        return Paper(piece, row.uid, part, note, written, officer)

    def _signed_by(self, row: ComponentRow) -> tuple[str, ...]:
        signer = procedures.worded(row.signed_by, self._setting.book, hamlet=self._setting.hamlet)
        titles = (title.strip() for title in signer.split(","))
        return tuple(title for title in titles if title)

    def _written(self, row: ComponentRow, note: PaperNote) -> Letter | None:
        if row.kind is ComponentKind.MEETING_MINUTES:
            return self._residents(note)
        if row.kind is ComponentKind.COUNCIL_MINUTES:
            return self._council(note)
        if row.kind is ComponentKind.PLAN:
            return self._plan(row)
        return None

    def _residents(self, note: PaperNote) -> Letter | None:
        from app.reports.minutes.residents import residents_minutes

        round_uid, today = self._setting.sheet.round.uid, self._setting.today
        meeting = meetings.residents_meeting(self._session, round_uid=round_uid, today=today)
        if meeting.uid is None:
            return None
        content = minutes.residents_minutes(self._session, round_uid=round_uid, today=today)
        return residents_minutes(content, number=paper_number(note.number))

    def _council(self, note: PaperNote) -> Letter | None:
        from app.reports.minutes.council import council_minutes

        round_uid = self._setting.sheet.round.uid
        if councils.find_meeting(self._session, round_uid) is None:
            return None
        content = minutes.council_minutes(self._session, round_uid=round_uid, today=self._setting.today)
        return council_minutes(
            content, number=paper_number(note.number, SIGNS[ComponentKind.COUNCIL_MINUTES])
        )

    def _plan(self, row: ComponentRow) -> Letter:
        from app.reports.plan_paper.letter import plan_paper

        setting = self._setting
        issuer = procedures.worded(row.signed_by, setting.book, hamlet=setting.hamlet)
        content = plan_papers.plan_paper(self._session, plan=setting.plan, issuer=issuer, today=setting.today)
        return plan_paper(content)
