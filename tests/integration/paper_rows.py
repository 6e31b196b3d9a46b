"""The papers of bản Pút in the sample book, for tests that work on them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
from reportlab.pdfgen.canvas import Canvas

from app.domain.procedure import ComponentKind
from app.services import (
    assessments,
    dossier_papers,
    paper_files,
)
from app.services.dossier_content import dossier_content
from app.services.dossier_papers import PaperRow
from app.services.workspace import Workspace

TODAY = date(2024, 4, 20)
PROPOSAL, MINUTES, OFFICERS = (
    ComponentKind.PROPOSAL,
    ComponentKind.MEETING_MINUTES,
    ComponentKind.OFFICER_APPRAISALS,
)


class Steps:
    def step(self, text: str, done: int, total: int) -> None:
        pass


def rows(book: Workspace, at) -> list[PaperRow]:
    return book.read(dossier_papers.paper_rows, **at, today=TODAY)


def row(book: Workspace, at, kind: ComponentKind, part: str = "") -> PaperRow:
    return next(one for one in rows(book, at) if one.kind is kind and one.part == part)


def content(book: Workspace, at):
    return book.read(dossier_content, **at, today=TODAY, evidence_folder=book.evidence_folder)


def body(book: Workspace, at, key: str):
    return next(piece.body for piece in content(book, at).pieces if piece.key == key)


def signed(folder: Path, name: str = "Biên bản đã ký.pdf", pages: int = 2) -> Path:
    canvas = Canvas(str(folder / name), invariant=1)
    for number in range(pages):
        canvas.drawString(100, 700, f"{name.encode().hex()[:20]} {number}")
        canvas.showPage()
    canvas.save()
    return folder / name


def word(folder: Path) -> Path:
    made = docx.Document()
    made.add_paragraph("Tờ trình đã sửa")
    made.save(str(folder / "to-trinh.docx"))
    return folder / "to-trinh.docx"


def attach(book: Workspace, at, key: str, path: Path) -> str:
    return paper_files.attach_file(book, path, Steps(), **at, key=key)


def review_uid(book: Workspace, put: str) -> str:
    return book.read(assessments.rounds_of, hamlet_uid=put)[0].uid
