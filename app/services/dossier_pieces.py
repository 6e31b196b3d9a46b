"""The papers of a dossier after the procedure in force: attached, written from the book, or missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
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

    `given`: the book gives a letter for it, whether or not a file stands in its place; `written` is that letter,
    where letters were asked for. Neither for the parts that the dossier lays out itself. `officer`: whose report it is.
    """

    piece: Piece
    component_uid: str
    part: str
    note: PaperNote
    given: bool = False
    written: Letter | None = None
    officer: OfficerSheet | None = None


def papers(
    session: Session, *, setting: Setting, notes: Notes, evidence_folder: Path, letters: bool
) -> tuple[Paper, ...]:
    """In the order of the dossier; a component with several papers gives one each.

    `letters`: write them too, which takes longer than all the rest.
    """
    profile = setting.addressees.profile
    if profile is None or not profile.components:
        return tuple(Paper(piece, "", "", PaperNote()) for piece in USUAL)
    gatherer = _Papers(session, setting, notes, evidence_folder, letters=letters)
    return tuple(paper for row in profile.components for paper in gatherer.of(row))


class _Papers:
    def __init__(
        self, session: Session, setting: Setting, notes: Notes, evidence_folder: Path, *, letters: bool
    ) -> None:
        self._session = session
        self._setting = setting
        self._notes = notes
        self._folder = evidence_folder
        self._letters = letters

    def of(self, row: ComponentRow) -> Iterator[Paper]:
        if row.kind is ComponentKind.OFFICER_APPRAISALS:
            yield from self._officers(row)
            return
        note = self._notes.get((row.uid, ""), PaperNote())
        yield self._paper(row, "", note, row.title, self._writer(row, note))

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
            writer = partial(self._officer_letter, one, note)
            yield self._paper(row, one.role.code, note, title, writer, one)

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
        writer: Callable[[], Letter] | None,
        officer: OfficerSheet | None = None,
    ) -> Paper:
        written = writer() if writer is not None and self._letters else None
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
        return Paper(piece, row.uid, part, note, writer is not None, written, officer)

    def _signed_by(self, row: ComponentRow) -> tuple[str, ...]:
        signer = procedures.worded(row.signed_by, self._setting.book, hamlet=self._setting.hamlet)
        titles = (title.strip() for title in signer.split(","))
        return tuple(title for title in titles if title)

    def _writer(self, row: ComponentRow, note: PaperNote) -> Callable[[], Letter] | None:
        """None where the book has nothing to write it from."""
        setting = self._setting
        review, today = setting.sheet.round.uid, setting.today
        if row.kind is ComponentKind.MEETING_MINUTES:
            held = meetings.residents_meeting(self._session, round_uid=review, today=today)
            return partial(self._residents, note) if held.uid is not None else None
        if row.kind is ComponentKind.COUNCIL_MINUTES:
            met = councils.find_meeting(self._session, review)
            return partial(self._council, note) if met is not None else None
        return partial(self._plan, row) if row.kind is ComponentKind.PLAN else None

    def _residents(self, note: PaperNote) -> Letter:
        from app.reports.minutes.residents import residents_minutes

        review, today = self._setting.sheet.round.uid, self._setting.today
        content = minutes.residents_minutes(self._session, round_uid=review, today=today)
        return residents_minutes(content, number=paper_number(note.number))

    def _council(self, note: PaperNote) -> Letter:
        from app.reports.minutes.council import council_minutes

        review, today = self._setting.sheet.round.uid, self._setting.today
        content = minutes.council_minutes(self._session, round_uid=review, today=today)
        return council_minutes(
            content, number=paper_number(note.number, SIGNS[ComponentKind.COUNCIL_MINUTES])
        )

    def _plan(self, row: ComponentRow) -> Letter:
        from app.reports.plan_paper.letter import plan_paper

        setting = self._setting
        issuer = procedures.worded(row.signed_by, setting.book, hamlet=setting.hamlet)
        content = plan_papers.plan_paper(self._session, plan=setting.plan, issuer=issuer, today=setting.today)
        return plan_paper(content)
