"""The report as a letter to UBND xã."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.dates import short_document_date
from app.domain.verdict import Opinion
from app.reports.dossier.wording import count, verdict_words
from app.reports.letters.document import (
    Addressee,
    Align,
    Bases,
    Block,
    Cell,
    Column,
    Grid,
    GridRow,
    Heading,
    Letter,
    Masthead,
    Section,
    Signatory,
    Signatures,
    Text,
    ended,
)
from app.reports.officer_report.content import OfficerReport, OpinionLine

_COLUMNS = (
    Column("Chỉ tiêu", 14, Align.CENTRE),
    Column("Nội dung, kết quả thực hiện", 55),
    Column("Bản tự đánh giá", 22, Align.CENTRE),
    Column("Ý kiến thẩm định", 24, Align.CENTRE),
    Column("Nhận xét, ngày thẩm định", 50),
)
_OPINIONS = {
    Opinion.AGREE: "Đồng ý",
    Opinion.DISAGREE: "Không đồng ý",
    Opinion.ASK_MORE: "Đề nghị bổ sung",
    None: "Chưa thẩm định",
}


def officer_report(content: OfficerReport) -> Letter:
    title = f"Báo cáo thẩm định của {content.role}"
    return Letter(title, content.letterhead.issuer, content.set_title, tuple(_blocks(content)))


def _blocks(content: OfficerReport) -> Iterator[Block]:
    yield Masthead(content.letterhead, dated=content.dated, number=content.number)
    yield Heading("Báo cáo", f"Thẩm định kết quả xây dựng nông thôn mới của {content.hamlet}")
    yield Addressee(f"Kính gửi: {content.letterhead.issuer}.")
    yield Bases(tuple(_bases(content)))
    yield Text(
        f"{content.role} báo cáo kết quả thẩm định {count(len(content.lines))} chỉ tiêu được giao của "
        f"{content.hamlet} như sau:"
    )
    yield Section("1. Kết quả chung")
    yield Text(_counts(content))
    yield Section("2. Ý kiến đối với từng chỉ tiêu")
    yield _table(content)
    yield from _returned(content)
    yield Signatures(
        f"Trên đây là kết quả thẩm định, kính trình {content.letterhead.issuer} xem xét, tổng hợp./.",
        Signatory(content.signed_by or (_without_detail(content.role),), content.name),
        recipients=("Như trên", "Lưu: VT"),
    )


def _bases(content: OfficerReport) -> Iterator[str]:
    law = f"{content.set_basis} ban hành {content.set_title}" if content.set_basis else content.set_title
    yield f"Căn cứ {law}"
    if content.plan_title:
        yield f"Căn cứ {content.plan_title}"
    yield (
        f"Căn cứ kết quả tự đánh giá của {content.hamlet} đến ngày {short_document_date(content.round_date)} "
        "và minh chứng kèm theo"
    )


def _counts(content: OfficerReport) -> str:
    shares = [
        f"{_OPINIONS[opinion][:1].lower()}{_OPINIONS[opinion][1:]} {count(content.count(opinion))} chỉ tiêu"
        for opinion in (Opinion.AGREE, Opinion.DISAGREE, Opinion.ASK_MORE, None)
        if content.count(opinion)
    ]
    return f"Trong {count(len(content.lines))} chỉ tiêu được giao thẩm định: {'; '.join(shares)}."


def _table(content: OfficerReport) -> Grid:
    rows: list[GridRow] = []
    shaded = []
    for group in content.groups:
        shaded.append(len(rows))
        rows.append((Cell(group.number, bold=True), Cell(f"Tiêu chí {group.name}", bold=True, span=4)))
        rows += [_row(line) for line in group.lines]
    return Grid(_COLUMNS, tuple(rows), shaded=frozenset(shaded))


def _row(line: OpinionLine) -> GridRow:
    text = f"{line.text}\nKết quả: {line.value}" if line.value else line.text
    against = line.opinion in (Opinion.DISAGREE, Opinion.ASK_MORE)
    return (
        line.number,
        Cell(text, italic=not line.known),
        verdict_words(line.claimed),
        Cell(_OPINIONS[line.opinion], bold=against),
        _note(line),
    )


def _note(line: OpinionLine) -> str:
    parts = [line.note.rstrip(". ")]
    if line.changed:
        parts.append("Bản đã sửa sau khi thẩm định, chờ thẩm định lại")
    elif line.opinion is not None and line.on is not None:
        by = f", {line.by}" if line.by else ""
        parts.append(f"Ngày {short_document_date(line.on)}{by}")
    return "\n".join(part for part in parts if part)


def _returned(content: OfficerReport) -> Iterator[Block]:
    """What the hamlet has to mend or to add, once more as sentences."""
    lines = [line for line in content.lines if line.opinion in (Opinion.DISAGREE, Opinion.ASK_MORE)]
    if not lines:
        return
    yield Section("3. Nội dung đề nghị bản hoàn thiện, bổ sung")
    words = tuple(
        f"Chỉ tiêu {line.number}: {line.note.rstrip('. ') or _OPINIONS[line.opinion].lower()}"
        for line in lines
    )
    yield from (Text(f"- {text}") for text in ended(words))


def _without_detail(role: str) -> str:
    """ "Công chức Địa chính xã (kinh tế & hạ tầng)" signs as "Công chức Địa chính xã"."""
    return role.partition("(")[0].strip() or role
