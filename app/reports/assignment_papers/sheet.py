"""Phiếu giao việc: what one officer or unit is ordered to do, to be signed by both sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from app.domain.dates import short_document_date
from app.domain.money import format_millions
from app.reports.assignment_papers.content import OfficerSheet, SheetLine
from app.reports.dossier.wording import count
from app.reports.letters.document import (
    Align,
    Block,
    Cell,
    Column,
    Grid,
    GridRow,
    Heading,
    Letter,
    Masthead,
    NewPage,
    Signatory,
    Signatures,
    Text,
)

_COLUMNS = (
    Column("TT", 9, Align.CENTRE),
    Column("Bản", 19),
    Column("Chỉ tiêu", 44),
    Column("Việc phải làm", 47),
    Column("Phối hợp", 39),
    Column("Thời hạn", 24, Align.CENTRE),
    Column("Kinh phí (triệu đồng)", 22, Align.CENTRE),
    Column("Tiến độ, kết quả", 44),
)


def officer_sheets(sheets: Iterable[OfficerSheet]) -> Letter:
    """Each on pages of its own, in one file. Raises IndexError without any."""
    found = list(sheets)
    first = found[0]
    whose = first.role if len(found) == 1 else f"{count(len(found))} công chức, đơn vị"
    blocks: list[Block] = []
    for sheet in found:
        if blocks:
            blocks.append(NewPage(landscape=True))
        blocks += _blocks(sheet)
    return Letter(
        f"Phiếu giao việc năm {first.year} – {whose}",
        first.letterhead.issuer,
        first.plan,
        tuple(blocks),
        landscape=True,
    )


def _blocks(content: OfficerSheet) -> Iterator[Block]:
    yield Masthead(content.letterhead, dated=content.dated)
    yield Heading("Phiếu giao việc", f"Hoàn thành chỉ tiêu nông thôn mới chưa đạt năm {content.year}")
    yield Text(f"{receiver(content)}.", "Người, đơn vị nhận việc:")
    yield Text(f"{content.plan}.", "Căn cứ:")
    yield Grid(_COLUMNS, tuple(_rows(content)))
    yield Signatures(
        "",
        Signatory(content.signer.titles, content.signer.name, "(Người giao việc)"),
        left=Signatory(("Người nhận việc",), content.holder, "(Ký, ghi rõ họ tên)"),
    )


def receiver(content: OfficerSheet) -> str:
    return f"{content.role} ({content.holder})" if content.holder else content.role


def _rows(content: OfficerSheet) -> Iterator[GridRow]:
    for place, line in enumerate(content.lines, start=1):
        yield (
            str(place),
            line.hamlet,
            Cell(indicator_words(line), italic=not line.known),
            work_words(line),
            line.support,
            due_words(line),
            money_words(line),
            progress_words(line),
        )
    total = sum((line.money for line in content.lines if line.money is not None), Decimal(0))
    if total:
        yield (
            Cell("Cộng", bold=True, span=6, align=Align.CENTRE),
            Cell(format_millions(total), bold=True),
            "",
        )


def indicator_words(line: SheetLine) -> str:
    return f"{line.number}. {line.text}" if line.known else line.text


def work_words(line: SheetLine) -> str:
    remaining = f"Còn lại: {line.remaining}" if line.remaining else ""
    return ". ".join(text for text in (line.work.rstrip(". "), remaining) if text)


def due_words(line: SheetLine) -> str:
    return f"Trước ngày {short_document_date(line.due_before)}" if line.due_before else "Chưa giao thời hạn"


def money_words(line: SheetLine) -> str:
    return format_millions(line.money) if line.money is not None else ""


def progress_words(line: SheetLine) -> str:
    return "; ".join((line.state, *line.log))
