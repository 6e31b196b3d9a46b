"""The papers about a year's plan and its orders, gathered from the book and written out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path

from sqlalchemy.orm import Session

from app.domain.dates import format_date
from app.domain.procedure import ComponentKind
from app.domain.text import safe_file_name
from app.domain.work import WorkProgress
from app.errors import InputError, NotFoundError
from app.i18n import _
from app.reports.assignment_papers.content import (
    AssignmentKind,
    AssignmentPaper,
    OfficerSheet,
    SheetLine,
)
from app.reports.letterhead import Letterhead, Signer
from app.reports.letters.document import Letter
from app.reports.plan_paper.content import PlanPaper
from app.reports.plan_paper.letter import cited
from app.services import assignment_notes, assignments, people, plan_papers, plans, procedures
from app.services.assignments import AssignmentRow
from app.services.workspace import Workspace

Content = PlanPaper | AssignmentPaper | tuple[OfficerSheet, ...]


class PaperKind(StrEnum):
    PLAN = "plan"
    NOTICE = "notice"
    DECISION = "decision"
    SHEETS = "sheets"


ENDINGS: dict[PaperKind, tuple[str, ...]] = {
    PaperKind.PLAN: (".docx", ".pdf"),
    PaperKind.NOTICE: (".docx", ".pdf"),
    PaperKind.DECISION: (".docx", ".pdf"),
    PaperKind.SHEETS: (".pdf", ".xlsx", ".docx"),
}


def content(
    session: Session, *, kind: PaperKind, year: int, today: date, role_uid: str | None = None
) -> Content:
    """`role_uid`: the sheet of one officer, None for those of all. Raises NotFoundError where nothing is ordered."""
    if kind is PaperKind.PLAN:
        return plan_content(session, year=year, today=today)
    if kind is PaperKind.SHEETS:
        return officer_sheets(session, year=year, today=today, role_uid=role_uid)
    return assignment_paper(session, year=year, today=today, kind=AssignmentKind(kind.value))


def plan_content(session: Session, *, year: int, today: date) -> PlanPaper:
    plan = plans.plan_of_year(session, year=year)
    return plan_papers.plan_paper(session, plan=plan, issuer=_issuer(session, today), today=today)


def _issuer(session: Session, today: date) -> str:
    """Who signs the plan by the procedure in force; "" where it does not say."""
    profile = procedures.find_profile(session, on=today)
    parts = profile.components if profile else ()
    signed = next((row.signed_by for row in parts if row.kind is ComponentKind.PLAN), None)
    return procedures.worded(signed, procedures.book_names(session, on=today))


def assignment_paper(session: Session, *, year: int, today: date, kind: AssignmentKind) -> AssignmentPaper:
    plan = plan_content(session, year=year, today=today)
    if not plan.orders:
        raise _nothing_ordered()
    signer = _chairman(session, year)
    titles = ("CHỦ TỊCH",) if kind is AssignmentKind.DECISION else ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    commune = procedures.book_names(session, on=today).commune
    return AssignmentPaper(
        kind=kind,
        letterhead=_letterhead(session, year, today),
        authority=f"Chủ tịch Ủy ban nhân dân {commune}",
        signer=Signer(titles, signer),
        year=year,
        dated=today,
        bases=plan.bases,
        plan=cited(plan),
        hamlets=tuple(dict.fromkeys(line.hamlet for line in plan.orders)),
        leads=tuple(dict.fromkeys(line.lead for line in plan.orders)),
        orders=plan.orders,
        report_before_day=plan.report_before_day,
    )


def officer_sheets(
    session: Session, *, year: int, today: date, role_uid: str | None
) -> tuple[OfficerSheet, ...]:
    """Of the roles that have orders, in their order."""
    found = assignments.overview(session, year=year, today=today)
    plan = plan_content(session, year=year, today=today)
    letterhead, signer = _letterhead(session, year, today), _chairman(session, year)
    posts = people.holders(session, on=today)
    sheets = []
    for role in found.roles:
        rows = [row for row in found.rows if row.assignment_uid and row.lead_uid == role.uid]
        if rows and role_uid in (None, role.uid):
            sheets.append(
                OfficerSheet(
                    letterhead,
                    Signer(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), signer),
                    role.name,
                    people.names_of(posts, role.uid),
                    year,
                    today,
                    cited(plan),
                    tuple(_line(session, row, found.basis_number) for row in rows),
                )
            )
    if not sheets:
        raise _nothing_ordered()
    return tuple(sheets)


def _nothing_ordered() -> NotFoundError:
    return NotFoundError(_("Chưa giao việc nào trong năm. Hãy giao việc trước rồi lập văn bản."))


def _line(session: Session, row: AssignmentRow, basis: str) -> SheetLine:
    printed = plan_papers.order_line(row, basis)
    states = {WorkProgress.NOT_STARTED: "Chưa làm", WorkProgress.DOING: "Đang làm", WorkProgress.DONE: "Xong"}
    state = states[row.progress]
    if row.done_on is not None:
        state += f" ngày {format_date(row.done_on)}"
    log = assignment_notes.notes(session, assignment_uid=row.assignment_uid or "")
    return SheetLine(
        hamlet=row.place_name,
        number=row.indicator.number,
        text=printed.text,
        known=printed.known,
        work=row.work,
        remaining=row.remaining,
        support=row.support,
        due_before=row.due_before,
        money=row.money_needed,
        state=state,
        log=tuple(f"{format_date(note.on_date)}: {note.text}" for note in reversed(log)),
    )


def _letterhead(session: Session, year: int, today: date) -> Letterhead:
    plan = plans.plan_of_year(session, year=year)
    commune = procedures.book_names(session, on=today).commune
    parent = procedures.addressees(session, plan=plan, on=today).letterhead_parent
    return Letterhead(parent, f"UBND {commune}", commune.partition(" ")[2] or commune)


def _chairman(session: Session, year: int) -> str:
    """The plan's signer where he signs as the chairman; nobody's name stands under another's title."""
    facts = plans.plan_of_year(session, year=year).facts
    titles = (facts.signer_titles or "").casefold()
    is_chairman = "chủ tịch" in titles.replace("phó chủ tịch", "")
    return (facts.signer_name or "") if is_chairman else ""


# Writing


def write(workspace: Workspace, found: Content, target: Path) -> None:
    """As the ending of `target` says, never over a file of the book. Raises StorageError, InputError."""
    from app.reports.assignment_papers.sheet_xlsx import write_sheets_xlsx
    from app.reports.letters.docx_writer import write_docx
    from app.reports.letters.pdf_writer import write_pdf

    if workspace.owns(target):
        raise InputError(_("Không ghi vào phần dữ liệu của sổ. Hãy chọn tên tệp khác."))
    ending = target.suffix.casefold()
    if ending == ".xlsx" and isinstance(found, tuple):
        write_sheets_xlsx(found, target)
        return
    writers: dict[str, Callable[..., object]] = {".pdf": write_pdf, ".docx": write_docx}
    writer = writers.get(ending)
    if writer is None:
        raise InputError(_("Hãy đặt tên tệp có đuôi .pdf hoặc .docx."))
    writer(_letter(found), target)


def _letter(found: Content) -> Letter:
    from app.reports.assignment_papers import decision, sheet
    from app.reports.plan_paper.letter import plan_paper

    if isinstance(found, PlanPaper):
        return plan_paper(found)
    if isinstance(found, AssignmentPaper):
        return decision.assignment_paper(found)
    return sheet.officer_sheets(found)


def file_name(found: Content, suffix: str) -> str:
    """A name to propose: "Phiếu giao việc 2024 Trạm y tế xã.pdf"."""
    if isinstance(found, PlanPaper):
        name = f"Kế hoạch bản nông thôn mới {found.year}"
    elif isinstance(found, AssignmentPaper):
        kind = "Quyết định" if found.kind is AssignmentKind.DECISION else "Thông báo"
        name = f"{kind} phân công {found.year}"
    else:
        name = f"Phiếu giao việc {found[0].year} {_whose(found)}"
    return safe_file_name(f"{name}{suffix}")


def _whose(sheets: Sequence[OfficerSheet]) -> str:
    return sheets[0].role if len(sheets) == 1 else "cả xã"
