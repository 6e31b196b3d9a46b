"""What a proof looks like inside: for the screen and for searching. Nothing is executed or fetched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from app.domain.dates import format_date
from app.domain.numbers import format_number
from app.files.evidence_reading import MediaType

MOST_LINES = 5_000
MOST_ROWS = 1_000


class PreviewKind(StrEnum):
    PICTURE = "picture"  # one picture: photos.thumbnail_png
    PAGES = "pages"  # pictures of pages: photos.pdf_page_png
    LINES = "lines"
    TABLES = "tables"


@dataclass(frozen=True, slots=True)
class PreviewTable:
    """One sheet, as text; rows are equally long."""

    name: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PreviewContent:
    """`shortened`: there is more in the file than is shown."""

    kind: PreviewKind
    pages: int = 0
    lines: tuple[str, ...] = ()
    tables: tuple[PreviewTable, ...] = ()
    shortened: bool = False


def preview(path: Path, media_type: str, *, file_name: str, pages: int = 1) -> PreviewContent:
    """How to show the file; takes up to a second for Word and Excel, so not in the screen's thread.

    Raises EvidenceError, InputError, StorageError with the sentence to show in place of the preview.
    """
    match MediaType(media_type):
        case MediaType.PDF:
            return PreviewContent(PreviewKind.PAGES, pages=pages)
        case MediaType.XLSX:
            return _tables(path)
        case MediaType.DOCX | MediaType.TEXT:
            lines = "\n".join(words_of(path, media_type, file_name=file_name)).split("\n")
            return PreviewContent(
                PreviewKind.LINES, lines=tuple(lines[:MOST_LINES]), shortened=len(lines) > MOST_LINES
            )
        case _:
            return PreviewContent(PreviewKind.PICTURE, pages=1)


def words_of(path: Path, media_type: str, *, file_name: str) -> Iterator[str]:
    """What is written in the file, page by page; nothing of a photo. Raises like `preview`."""
    match MediaType(media_type):
        case MediaType.PDF:
            from app.files.text_extraction import pdf_words

            yield from pdf_words(path)
        case MediaType.DOCX:
            from app.exchange.document_reading import read_document

            yield from read_document(path, file_name)
        case MediaType.TEXT:
            from app.files.text_extraction import text_file

            yield text_file(path, file_name)
        case MediaType.XLSX:
            for table in _tables(path).tables:
                yield "\n".join(" ".join(filter(None, row)) for row in table.rows)


def _tables(path: Path) -> PreviewContent:
    from app.exchange.workbook_reading import read_workbook

    tables, shortened = [], False
    for sheet in read_workbook(path).sheets:
        rows = [tuple(_shown(value) for value in row.values) for row in sheet.rows[:MOST_ROWS]]
        width = max((len(row) for row in rows), default=0)
        tables.append(PreviewTable(sheet.name, tuple(row + ("",) * (width - len(row)) for row in rows)))
        shortened = shortened or len(sheet.rows) > MOST_ROWS
    return PreviewContent(PreviewKind.TABLES, tables=tuple(tables), shortened=shortened)


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return format_number(value)
        case date():
            return format_date(value)
        case _:
            return str(value)
