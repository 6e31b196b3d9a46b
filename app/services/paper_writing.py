"""The papers of a dossier as files of their own: Word to be finished by hand, PDF, and the table as a workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from app.domain.procedure import ComponentKind
from app.domain.progress import Progress
from app.domain.text import fold, safe_file_name
from app.errors import InputError, NotFoundError, RefusedError
from app.i18n import _
from app.reports.content import WRITTEN, DossierContent
from app.reports.letters.document import Letter
from app.services.dossier_content import content_of, gather
from app.services.dossier_papers import PaperRow, rows_of
from app.services.dossier_pieces import Paper
from app.services.workspace import Workspace

_WORKBOOK = ".xlsx"
_NAME_LIMIT = 150  # bytes: the folder above it is long too


@dataclass(frozen=True, slots=True)
class Writable:
    """All that the papers of one dossier are written from."""

    content: DossierContent
    papers: tuple[Paper, ...]
    rows: tuple[PaperRow, ...]

    def of(self, key: str) -> tuple[Paper, PaperRow]:
        for paper, row in zip(self.papers, self.rows, strict=True):
            if row.key == key:
                return paper, row
        raise NotFoundError(_("Hồ sơ không có giấy tờ này. Hãy xem lại danh sách giấy tờ."))


def writable_papers(
    session: Session, *, hamlet_uid: str, year: int, today: date, evidence_folder: Path
) -> Writable:
    """Raises NotFoundError without a plan or a round."""
    found = gather(
        session,
        hamlet_uid=hamlet_uid,
        year=year,
        today=today,
        evidence_folder=evidence_folder,
        letters=True,
    )
    content = content_of(found, evidence_folder=evidence_folder)
    return Writable(content, found.papers, tuple(rows_of(found)))


def write_paper(workspace: Workspace, *, hamlet_uid: str, year: int, key: str, target: Path) -> None:
    """One paper as .docx, .pdf or .xlsx by the ending of `target`, as the book gives it even where a file is attached.

    Raises InputError for another ending and for a place among the book's own files, RefusedError for a paper that
    the book does not give, NotFoundError, StorageError.
    """
    found = _read(workspace, hamlet_uid, year)
    paper, row = found.of(key)
    _write(workspace, found.content, paper, row, target)


def write_papers(
    workspace: Workspace, *, hamlet_uid: str, year: int, folder: Path, progress: Progress
) -> tuple[Path, ...]:
    """Every paper that the book gives, as Word, and the table as a workbook too, numbered in their order.

    Raises as `write_paper`, and Cancelled; what was written before stays.
    """
    found = _read(workspace, hamlet_uid, year)
    if not folder.is_dir():
        raise InputError(_("Không thấy thư mục “{folder}”. Hãy chọn thư mục khác.").format(folder=folder))
    wanted = [
        (place, paper, row, ending)
        for place, (paper, row) in enumerate(zip(found.papers, found.rows, strict=True), start=1)
        for ending in row.endings
        if ending != ".pdf" and (paper.piece.enclosed or paper.piece.kind in WRITTEN)
    ]
    written = []
    for done, (place, paper, row, ending) in enumerate(wanted):
        progress.step(_("Đang ghi {title}").format(title=row.title), done, len(wanted))
        target = folder / safe_file_name(f"{place:02d} {row.title}", limit=_NAME_LIMIT)
        target = target.with_name(target.name + ending)
        _write(workspace, found.content, paper, row, target)
        written.append(target)
    return tuple(written)


def find_paper(rows: tuple[PaperRow, ...] | list[PaperRow], *, name: str) -> PaperRow:
    """By its place in the list, or words of its title, with or without marks.

    Raises NotFoundError for none, RefusedError for several.
    """
    if name.isdecimal() and 1 <= int(name) <= len(rows):
        return rows[int(name) - 1]
    wanted, words = fold(name), fold(name).split()
    tries = (
        lambda title: title.startswith(wanted),
        lambda title: f" {wanted} " in f" {title} ",
        lambda title: all(word in title.split() for word in words),
    )
    found: list[PaperRow] = []
    for fits in tries if words else ():
        found = [row for row in rows if fits(fold(row.title))]
        if found:
            break
    if not found:
        raise NotFoundError(
            _("Hồ sơ không có giấy tờ “{name}”. Hãy xem danh sách bằng --list.").format(name=name)
        )
    if len(found) > 1:
        raise RefusedError(
            _("Có {n} giấy tờ khớp “{name}”. Hãy gõ rõ hơn, hoặc gõ số thứ tự trong danh sách.").format(
                n=len(found), name=name
            )
        )
    return found[0]


def file_name(row: PaperRow, ending: str, *, hamlet: str) -> str:
    """A name to propose: "Tờ trình của UBND xã - Bản Pút.docx"."""
    return safe_file_name(f"{row.title} - {hamlet}", limit=_NAME_LIMIT) + ending


def _read(workspace: Workspace, hamlet_uid: str, year: int) -> Writable:
    return workspace.read(
        writable_papers,
        hamlet_uid=hamlet_uid,
        year=year,
        today=workspace.today(),
        evidence_folder=workspace.evidence_folder,
    )


def _write(workspace: Workspace, content: DossierContent, paper: Paper, row: PaperRow, target: Path) -> None:
    ending = target.suffix.casefold()
    if workspace.owns(target):
        raise InputError(_("Không ghi vào phần dữ liệu của sổ. Hãy chọn tên tệp khác."))
    if not row.endings:
        raise RefusedError(_refusal(row))
    if ending not in row.endings:
        raise InputError(
            _("Hãy đặt tên tệp có đuôi {endings}.").format(endings=_(" hoặc ").join(row.endings))
        )
    if ending == _WORKBOOK:
        from app.reports.dossier.assessment_xlsx import write_assessment_xlsx

        write_assessment_xlsx(content, target)
        return
    _writers()[ending](letter_for(content, paper), target)


def _writers() -> dict[str, Callable[[Letter, Path], object]]:
    from app.reports.letters.docx_writer import write_docx
    from app.reports.letters.pdf_writer import write_pdf

    return {".docx": write_docx, ".pdf": write_pdf}


def letter_for(content: DossierContent, paper: Paper) -> Letter:
    """What the book gives for a paper, whatever is attached in its place."""
    from app.reports.dossier.assessment_letter import assessment_letter
    from app.reports.dossier.proposal import proposal
    from app.reports.dossier.results import results

    if paper.piece.kind is ComponentKind.SELF_ASSESSMENT:
        return assessment_letter(content)
    if paper.written is not None:
        return paper.written
    return {ComponentKind.PROPOSAL: proposal, ComponentKind.RESULT_REPORT: results}[paper.piece.kind](
        content, paper.piece
    )


def _refusal(row: PaperRow) -> str:
    if row.kind in (ComponentKind.MEETING_MINUTES, ComponentKind.COUNCIL_MINUTES):
        return _("Chưa ghi cuộc họp nên chưa có “{title}”. Hãy ghi cuộc họp ở trang Thẩm định trước.").format(
            title=row.title
        )
    if row.kind is ComponentKind.EVIDENCE:
        return _("Minh chứng chỉ in trong hồ sơ PDF. Hãy xuất hồ sơ.")
    return _("Chương trình không soạn “{title}”. Hãy lập riêng rồi gắn vào hồ sơ.").format(title=row.title)
