"""The sheet "Khác gì lần trước" of a dossier: enclosed in the next version, and written out by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app.domain.procedure import ComponentKind
from app.errors import InputError
from app.i18n import _, as_printed
from app.reports.change_list import ChangeLine, ChangeList, change_letter
from app.reports.content import DossierContent, Piece
from app.reports.dossier.wording import in_sentence
from app.services import places
from app.services.dossier_changes import ChangeRow, changes_since
from app.services.dossier_versions import numbered_version, version_rows
from app.services.places import hamlets
from app.services.workspace import Workspace

PIECE_KEY = "khac-lan-truoc"


def changes_piece(
    content: DossierContent, number: int, made_at: datetime, rows: Sequence[ChangeRow]
) -> Piece:
    """The last paper of a dossier that follows version `number`."""
    paper = ChangeList(
        hamlet=in_sentence(content.hamlet),
        commune=content.commune,
        before=number,
        before_on=made_at.astimezone().date(),
        lines=_lines(rows),
    )
    letter = change_letter(paper)
    return Piece(ComponentKind.OTHER, letter.title, (), False, key=PIECE_KEY, body=letter)


def version_changes(
    session: Session, *, hamlet_uid: str, year: int, number: int, today: date
) -> tuple[ChangeRow, ...]:
    """What version `number` holds that the one before it did not; what followed the newest one with its number + 1.

    Raises NotFoundError where there is no version before.
    """
    versions = {row.number: row for row in version_rows(session, hamlet_uid=hamlet_uid, year=year)}
    before = numbered_version(session, hamlet_uid=hamlet_uid, year=year, number=number - 1)
    after = versions.get(number)
    return changes_since(
        session,
        hamlet_uid=hamlet_uid,
        year=year,
        since=before.facts.after_transaction,
        round_uid=before.facts.round_uid,
        until=after.facts.after_transaction if after else None,
        until_round_uid=after.facts.round_uid if after else None,
        today=today,
    )


def change_list(session: Session, *, hamlet_uid: str, year: int, number: int, today: date) -> ChangeList:
    """The same as a paper."""
    before = numbered_version(session, hamlet_uid=hamlet_uid, year=year, number=number - 1)
    with as_printed():
        rows = version_changes(session, hamlet_uid=hamlet_uid, year=year, number=number, today=today)
    name = next((row.name for row in hamlets(session) if row.uid == hamlet_uid), "")
    return ChangeList(
        hamlet=in_sentence(name),
        commune=places.book_info(session).commune,
        before=before.number,
        before_on=before.made_at.astimezone().date(),
        lines=_lines(rows),
    )


def write_changes(workspace: Workspace, *, hamlet_uid: str, year: int, number: int, target: Path) -> None:
    """As .pdf, .docx or .xlsx by the ending of `target`, never over a file of the book.

    Raises NotFoundError without a version before, InputError, StorageError.
    """
    from app.reports.change_list import write_change_xlsx
    from app.reports.letters.docx_writer import write_docx
    from app.reports.letters.pdf_writer import write_pdf

    if workspace.owns(target):
        raise InputError(_("Không ghi vào phần dữ liệu của sổ. Hãy chọn tên tệp khác."))
    paper = workspace.read(
        change_list, hamlet_uid=hamlet_uid, year=year, number=number, today=workspace.today()
    )
    ending = target.suffix.casefold()
    if ending == ".xlsx":
        write_change_xlsx(paper, target)
    elif ending == ".docx":
        write_docx(change_letter(paper), target)
    elif ending == ".pdf":
        write_pdf(change_letter(paper), target)
    else:
        raise InputError(_("Hãy đặt tên tệp có đuôi .pdf, .docx hoặc .xlsx."))


def _lines(rows: Sequence[ChangeRow]) -> tuple[ChangeLine, ...]:
    return tuple(
        ChangeLine(row.criterion, row.indicator, row.subject, row.what, row.old, row.new) for row in rows
    )
