"""What the dossier of a hamlet says, gathered from the book in one session and worded as printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from app import arithmetic_words
from app.domain.deadlines import ReportClass
from app.domain.measure import Measure, shown_share
from app.domain.procedure import ComponentKind
from app.domain.verdict import criterion_verdict
from app.errors import NotFoundError
from app.i18n import _, as_printed
from app.labels import UNKNOWN_TEXT
from app.reports.content import (
    AssignmentLine,
    CriterionLine,
    DossierContent,
    EvidenceItem,
    EvidencePointer,
    Figures,
    IndicatorLine,
    Piece,
    ReportCounts,
)
from app.reports.letterhead import Signer
from app.services import (
    assessments,
    assignments,
    criteria,
    dossier_notes,
    dossier_pieces,
    evidence,
    monthly_reports,
    plans,
    procedures,
)
from app.services.assessments import Sheet, SheetRow
from app.services.criteria import SetRow
from app.services.dossier_pieces import Paper, Setting
from app.services.evidence import EvidenceRow
from app.services.plan_papers import set_basis
from app.services.procedures import Addressees


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that the dossier of one hamlet draws on, read in one session."""

    setting: Setting
    proofs: list[EvidenceRow]
    orders: list[assignments.AssignmentRow]
    figures: ReportCounts
    roles: dict[str, str]
    papers: tuple[Paper, ...]

    @property
    def criteria_set(self) -> SetRow:
        return self.setting.criteria_set

    @property
    def sheet(self) -> Sheet:
        return self.setting.sheet

    @property
    def addressees(self) -> Addressees:
        return self.setting.addressees

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(paper.piece for paper in self.papers)


def gather(
    session: Session,
    *,
    hamlet_uid: str,
    year: int,
    today: date,
    evidence_folder: Path = Path(),
    letters: bool = False,
) -> Gathered:
    """Attached files lie below `evidence_folder`; `letters`: with the papers that the book writes.

    Raises NotFoundError without a plan of the year or a round."""
    plan = plans.plan_of_year(session, year=year)
    set_uid = plans.set_of_hamlet(session, plan=plan, hamlet_uid=hamlet_uid)
    latest = assessments.latest_round(session, hamlet_uid=hamlet_uid, set_uid=set_uid, today=today)
    if latest is None:
        raise NotFoundError(_("Bản này chưa có đợt tự đánh giá. Hãy tự đánh giá trước khi lập hồ sơ."))
    grid = monthly_reports.month_grid(session, year=year, today=today, whole=False)
    counts = next((row.counts for row in grid.rows if row.hamlet_uid == hamlet_uid), None)
    setting = Setting(
        hamlet_uid=hamlet_uid,
        book=procedures.book_names(session, on=today),
        plan=plan,
        criteria_set=criteria.criteria_set(session, set_uid=set_uid),
        sheet=assessments.sheet(session, round_uid=latest.uid),
        addressees=procedures.addressees(session, plan=plan, on=today),
        today=today,
    )
    notes = dossier_notes.notes_of(session, plan_uid=plan.uid, hamlet_uid=hamlet_uid)
    judged = {row.indicator.uid for row in setting.sheet.rows}
    return Gathered(
        setting=setting,
        proofs=evidence.evidence_rows(session, hamlet_uid=hamlet_uid),
        orders=[
            row
            for row in assignments.assignment_rows(session, year=year, today=today)
            if row.target.hamlet_uid == hamlet_uid and row.target.indicator_uid in judged
        ],
        figures=_figures(counts or dict.fromkeys(ReportClass, 0)),
        roles={role.code: role.name for role in criteria.roles(session)},
        papers=dossier_pieces.papers(
            session, setting=setting, notes=notes, evidence_folder=evidence_folder, letters=letters
        ),
    )


def _figures(counts: dict[ReportClass, int]) -> ReportCounts:
    return ReportCounts(
        expected=sum(counts.values()),
        on_time=counts[ReportClass.ON_TIME],
        late=counts[ReportClass.LATE],
        missing=counts[ReportClass.MISSING],
        not_yet_due=counts[ReportClass.NOT_YET_DUE],
        exempt=counts[ReportClass.EXEMPT],
    )


def dossier_content(
    session: Session, *, hamlet_uid: str, year: int, today: date, evidence_folder: Path
) -> DossierContent:
    """Everything the dossier says, as printed. Raises NotFoundError without a plan or a round."""
    found = gather(
        session,
        hamlet_uid=hamlet_uid,
        year=year,
        today=today,
        evidence_folder=evidence_folder,
        letters=True,
    )
    return content_of(found, evidence_folder=evidence_folder)


def content_of(found: Gathered, *, evidence_folder: Path) -> DossierContent:
    """As `dossier_content`, of what has been read together with its letters."""
    setting, criteria_set, facts = found.setting, found.criteria_set, found.setting.plan.facts
    book = setting.book
    shown = any(piece.kind is ComponentKind.EVIDENCE for piece in found.pieces)
    items = _items(found, setting.hamlet_uid, evidence_folder) if shown else []
    profile = found.addressees.profile
    return DossierContent(
        letterhead=setting.letterhead,
        signer=Signer(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), facts.signer_name or ""),
        hamlet=found.sheet.round.hamlet,
        commune=book.commune,
        district=book.district,
        province=book.province,
        year=setting.plan.year,
        set_title=criteria_set.title,
        set_basis=set_basis(criteria_set),
        plan_title=facts.title,
        guidance=facts.guidance or "",
        submitted_to=found.addressees.received_by,
        decided_by=found.addressees.decided_by,
        round_date=found.sheet.round.held_on,
        dated=setting.today,
        totals=found.sheet.totals,
        criteria=_criteria_lines(found, items),
        assignments=tuple(_assignment_line(row, criteria_set) for row in found.orders if row.assignment_uid),
        reports=found.figures,
        evidence=tuple(items),
        omitted_sensitive=tuple(row.title for row in found.proofs if row.sensitive),
        originals_only=_originals_only(found, setting.hamlet_uid) if shown else (),
        pieces=found.pieces,
        vote_share=profile.vote_share if profile else None,
        notice_days=profile.notice_days if profile else None,
    )


def _printed_text(row: criteria.IndicatorRow, criteria_set: SetRow) -> str:
    return row.text or UNKNOWN_TEXT.format(number=row.number, basis=criteria_set.basis_number)


def _items(found: Gathered, hamlet_uid: str, folder: Path) -> list[EvidenceItem]:
    """Proofs in the order of the first indicator they serve, each once.

    Sensitive ones stay out, and files without pages: Word, Excel, text.
    """
    order = {row.indicator.uid: place for place, row in enumerate(found.sheet.rows)}
    usable = []
    for row in found.proofs:
        links = [link for link in row.links if link.hamlet_uid == hamlet_uid and link.indicator_uid in order]
        links.sort(key=lambda link: order[link.indicator_uid])
        if links and not row.sensitive and row.pages:
            usable.append((order[links[0].indicator_uid], row, links))
    usable.sort(key=lambda entry: entry[0])  # within an indicator they stay in Vietnamese order
    return [
        EvidenceItem(
            number=f"MC{number:02d}",
            title=row.title,
            document_number=row.document_number,
            issued_on=row.issued_on,
            issuer=row.issuer,
            path=row.path(folder),
            file_name=row.file_name,
            pointers=tuple(EvidencePointer(link.indicator_number, link.where) for link in links),
            key=row.uid,
            sha256=row.sha256,
            media_type=row.media_type,
            pages=row.pages,
            size=row.size,
        )
        for number, (_place, row, links) in enumerate(usable, start=1)
    ]


def _originals_only(found: Gathered, hamlet_uid: str) -> tuple[str, ...]:
    """Titles of proofs of the round that no page can show; sensitive ones are named elsewhere."""
    judged = {row.indicator.uid for row in found.sheet.rows}
    return tuple(
        row.title
        for row in found.proofs
        if not row.pages
        and not row.sensitive
        and any(link.hamlet_uid == hamlet_uid and link.indicator_uid in judged for link in row.links)
    )


def _criteria_lines(found: Gathered, items: list[EvidenceItem]) -> tuple[CriterionLine, ...]:
    numbers: dict[str, list[str]] = {}
    for item in items:
        for pointer in item.pointers:
            numbers.setdefault(pointer.indicator_number, []).append(item.number)
    grouped: dict[str, list[SheetRow]] = {}
    for row in found.sheet.rows:
        grouped.setdefault(row.indicator.criterion_number, []).append(row)
    return tuple(
        CriterionLine(
            number=number,
            name=rows[0].indicator.criterion_name,
            verdict=criterion_verdict(row.verdict for row in rows),
            indicators=tuple(_indicator_line(row, found, numbers) for row in rows),
        )
        for number, rows in grouped.items()
    )


def _indicator_line(row: SheetRow, found: Gathered, numbers: dict[str, list[str]]) -> IndicatorLine:
    indicator = row.indicator
    leads = {order.target.indicator_uid: order.lead for order in found.orders if order.assignment_uid}
    with as_printed():
        needed = arithmetic_words.requirement(indicator.yardstick, indicator.reference)
        value = arithmetic_words.answer_words(indicator.yardstick, row.answer, row.computed)
        remaining = row.remaining_shown
    return IndicatorLine(
        number=indicator.number,
        text=_printed_text(indicator, found.criteria_set),
        requirement=needed,
        value=value,
        verdict=row.verdict,
        explanation=row.explanation,
        remaining=remaining,
        lead=leads.get(indicator.uid) or found.roles.get(indicator.lead_code or "", ""),
        evidence_numbers=tuple(numbers.get(indicator.number, ())),
        figures=_indicator_figures(row),
    )


def _indicator_figures(row: SheetRow) -> Figures:
    """The numbers behind the words of the result; a share is as it is shown."""
    answer, yardstick = row.answer, row.indicator.yardstick
    if yardstick.measure is Measure.NUMBER:
        return Figures(part=answer.amount)
    if yardstick.measure is Measure.PERCENT:
        return Figures(answer.part, answer.whole, shown_share(yardstick, row.computed))
    if yardstick.measure is Measure.RATIO:
        share = shown_share(yardstick, row.computed)
        return Figures(answer.amount, answer.reference, share)
    return Figures()


def _assignment_line(row: assignments.AssignmentRow, criteria_set: SetRow) -> AssignmentLine:
    return AssignmentLine(
        indicator_number=row.indicator.number,
        indicator_text=_printed_text(row.indicator, criteria_set),
        finding=row.work,
        lead=row.lead,
        support=row.support,
        due_before=row.due_before,
    )
