"""The table of means, gathered from the book and written as Excel, PDF or Word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from app.errors import InputError
from app.i18n import _, as_printed
from app.reports.funds.content import FundTable
from app.reports.letterhead import Letterhead
from app.services import charts, funds, plans, procedures
from app.services.workspace import Workspace


def fund_table(session: Session, *, year: int, today: date) -> FundTable:
    """Raises NotFoundError without a plan."""
    plan = plans.plan_of_year(session, year=year)
    book = procedures.book_names(session, on=today)
    with as_printed():
        chart = charts.money_by_source(session, year=year)
    return FundTable(
        letterhead=Letterhead("", f"UBND {book.commune}", book.commune.partition(" ")[2] or book.commune),
        plan=plan.facts.title,
        year=year,
        dated=today,
        lines=tuple(funds.fund_lines(session, year=year)),
        chart=chart,
    )


def write_funds(workspace: Workspace, *, year: int, target: Path) -> None:
    """By the ending of `target`, never over a file of the book. Raises InputError, StorageError, NotFoundError."""
    from app.reports.funds.letter import funds_letter
    from app.reports.funds.workbook import write_funds_xlsx
    from app.reports.letters.docx_writer import write_docx
    from app.reports.letters.pdf_writer import write_pdf

    if workspace.owns(target):
        raise InputError(_("Không ghi vào phần dữ liệu của sổ. Hãy chọn tên tệp khác."))
    content = workspace.read(fund_table, year=year, today=workspace.today())
    ending = target.suffix.casefold()
    if ending == ".xlsx":
        write_funds_xlsx(content, target)
    elif ending == ".pdf":
        write_pdf(funds_letter(content), target)
    elif ending == ".docx":
        write_docx(funds_letter(content), target)
    else:
        raise InputError(_("Hãy đặt tên tệp có đuôi .xlsx, .pdf hoặc .docx."))
