"""Writes a dossier and reads it back."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pypdf import PdfReader

from app.reports.content import DossierContent
from app.reports.dossier_pdf import DossierResult, write_dossier


@dataclass
class Steps:
    """Keeps what the work said."""

    said: list[tuple[str, int, int]] = field(default_factory=list)

    def step(self, text: str, done: int, total: int) -> None:
        self.said.append((text, done, total))


@dataclass(frozen=True)
class Written:
    content: DossierContent
    result: DossierResult
    reader: PdfReader
    texts: list[str]


def write(content: DossierContent, target: Path, **options: object) -> Written:
    result = write_dossier(content, target, progress=Steps(), **options)
    reader = PdfReader(target)
    return Written(content, result, reader, [page.extract_text() for page in reader.pages])


def read_back(path: Path) -> tuple[PdfReader, list[str]]:
    """With the texts of its pages, lines without blanks around them."""
    reader = PdfReader(path)
    texts = ["\n".join(line.strip() for line in page.extract_text().splitlines()) for page in reader.pages]
    return reader, texts
