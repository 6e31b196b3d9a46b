"""The plan as a letter with its annex of assignments."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from app.domain.dates import document_date, short_document_date
from app.domain.money import format_millions
from app.domain.text import initial_capital
from app.reports.dossier.wording import count, in_sentence
from app.reports.letters.document import (
    SHORT_DOTS,
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
    NewPage,
    Note,
    Section,
    Signatory,
    Signatures,
    Text,
    ended,
)
from app.reports.plan_paper.content import HamletLine, OrderLine, PlanPaper

_HAMLETS = (
    Column("TT", 9, Align.CENTRE),
    Column("Bản", 34),
    Column("Rà soát đến ngày", 25, Align.CENTRE),
    Column("Tiêu chí đạt", 20, Align.CENTRE),
    Column("Chỉ tiêu đạt", 20, Align.CENTRE),
    Column("Chỉ tiêu chưa đạt", 57),
)
_TIMES = (Column("TT", 9, Align.CENTRE), Column("Nội dung", 96), Column("Thời hạn", 60))
_ORDERS = (
    Column("Chỉ tiêu", 16, Align.CENTRE),
    Column("Nội dung", 62),
    Column("Hiện trạng, việc phải làm", 58),
    Column("Chủ trì", 44),
    Column("Phối hợp", 46),
    Column("Thời hạn", 26, Align.CENTRE),
)
_PRICED = (
    *_ORDERS[:2],
    Column("Hiện trạng, việc phải làm", 54),
    *_ORDERS[3:],
    Column("Kinh phí (triệu đồng)", 24, Align.CENTRE),
)


def plan_paper(content: PlanPaper) -> Letter:
    title = f"{content.title} ({content.year})" if str(content.year) not in content.title else content.title
    return Letter(title, content.letterhead.issuer, content.title, tuple(_blocks(content)))


def _blocks(content: PlanPaper) -> Iterator[Block]:
    yield Masthead(content.letterhead, content.sign, content.dated, content.number, open_year=content.year)
    yield Heading("Kế hoạch", _subject(content.title))
    if content.bases:
        yield Bases(content.bases)
    yield Section("I. Mục tiêu", anchor="muc-tieu")
    yield from _goal(content)
    yield Section("II. Kết quả rà soát", anchor="ra-soat")
    yield Grid(_HAMLETS, tuple(_hamlet_rows(content.hamlets)))
    yield Section("III. Thời hạn thực hiện", anchor="thoi-han")
    yield from _times(content)
    yield Section("IV. Tổ chức thực hiện", anchor="to-chuc")
    yield from _doing(content)
    recipients = [content.submitted_to, *_boards(content), "Công chức, đơn vị được phân công", "Lưu: VT"]
    yield Signatures(
        f"Trên đây là {_small(content.title)}./.",
        Signatory(content.signer.titles, content.signer.name),
        recipients=tuple(name for name in recipients if name),
    )
    yield from _annexes(content)


def _subject(title: str) -> str:
    """The type stands above it: "Kế hoạch thực hiện …" is not said twice."""
    kept = title.removeprefix("Kế hoạch ").strip()
    return initial_capital(kept or title)


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]


def _goal(content: PlanPaper) -> Iterator[Block]:
    names = [in_sentence(line.hamlet) for line in content.hamlets]
    if not names:
        yield Text(f"Năm {content.year} kế hoạch chưa có bản nào.")
        return
    yield Text(f"Năm {content.year}, phấn đấu {count(len(names))} bản đạt chuẩn: {', '.join(names)}.")
    for target, lines in groupby(
        sorted(content.hamlets, key=lambda line: line.target), lambda line: line.target
    ):
        hamlets = ", ".join(in_sentence(line.hamlet) for line in lines)
        yield Text(f"Áp dụng {target} đối với {hamlets}.")


def _hamlet_rows(hamlets: tuple[HamletLine, ...]) -> Iterator[GridRow]:
    for place, line in enumerate(hamlets, start=1):
        reviewed = short_document_date(line.reviewed_on) if line.reviewed_on else "Chưa rà soát"
        unmet = ", ".join(line.unmet) or ("Không" if line.reviewed_on else "")
        yield (str(place), line.hamlet, reviewed, line.criteria, line.indicators, unmet)


def _times(content: PlanPaper) -> Iterator[Block]:
    rows = [
        (f"{one.title} ({in_sentence(one.hamlet)})" if one.hamlet else one.title, one.when)
        for one in content.milestones
    ]
    to = f" {content.report_to}" if content.report_to else ""
    rows.append(
        (f"Ban quản lý bản báo cáo{to} hằng tháng", f"Trước ngày {content.report_before_day:02d} hằng tháng")
    )
    if not content.milestones:
        given = (
            ("Hoàn thành hồ sơ minh chứng các tiêu chí đã đạt", content.evidence_due),
            ("Công chức, đơn vị phụ trách thẩm định", content.appraisal_due),
        )
        rows += [(title, f"Trước ngày {short_document_date(day)}") for title, day in given if day is not None]
    numbered = tuple((str(place), *row) for place, row in enumerate(rows, start=1))
    yield Grid(_TIMES, numbered)


def _doing(content: PlanPaper) -> Iterator[Block]:
    lines = [
        "Công chức, đơn vị được phân công chủ trì, phối hợp hoàn thành các chỉ tiêu chưa đạt đúng thời hạn tại phụ lục"
        if content.orders
        else "Chưa phân công chỉ tiêu nào trong kế hoạch",
        "Ban quản lý bản tổ chức thực hiện, tự đánh giá, lập hồ sơ minh chứng và báo cáo hằng tháng",
    ]
    if content.submitted_to:
        lines.append(f"Bản đạt đủ các chỉ tiêu được lập hồ sơ trình {content.submitted_to}")
    if content.decided_by:
        lines.append(f"{content.decided_by} xem xét, quyết định công nhận")
    yield from (Text(f"- {line}") for line in ended(tuple(lines)))


def _boards(content: PlanPaper) -> list[str]:
    names = ", ".join(in_sentence(line.hamlet) for line in content.hamlets)
    return [f"Ban quản lý {names}"] if names else []


def _annexes(content: PlanPaper) -> Iterator[Block]:
    both = bool(content.orders and content.schedule)
    if content.orders:
        title = f"Phân công hoàn thành chỉ tiêu chưa đạt năm {content.year}"
        yield from _annex_head(content, "Phụ lục I" if both else "Phụ lục", title)
        yield orders_grid(content.orders)
    if content.schedule:
        title = f"Tiến độ thực hiện của từng bản năm {content.year}"
        yield from _annex_head(content, "Phụ lục II" if both else "Phụ lục", title)
        yield _schedule_grid(content)


def _annex_head(content: PlanPaper, name: str, title: str) -> Iterator[Block]:
    yield NewPage(landscape=True)
    yield Heading(name, title, annex=True)
    yield Note(f"(Kèm theo {cited(content)})")


def cited(content: PlanPaper) -> str:
    """ "Kế hoạch số 12/KH-UBND ngày 15 tháng 01 năm 2024 của UBND xã …", with dots for what is not known."""
    number = f"số {content.number}" if content.number else f"số {SHORT_DOTS}/{content.sign}"
    day = (
        document_date(content.dated) if content.dated else f"{SHORT_DOTS} tháng {SHORT_DOTS} năm {SHORT_DOTS}"
    )
    return f"Kế hoạch {number} ngày {day} của {content.letterhead.issuer}"


def orders_grid(orders: tuple[OrderLine, ...]) -> Grid:
    """Hamlet by hamlet; with a column of money and its sum where any order names some."""
    priced = any(line.money is not None for line in orders)
    columns = _PRICED if priced else _ORDERS
    rows: list[GridRow] = []
    shaded = []
    for hamlet, lines in groupby(orders, lambda line: line.hamlet):
        shaded.append(len(rows))
        rows.append((Cell(hamlet, bold=True, span=len(columns), align=Align.LEFT),))
        rows += [_order_row(line, priced=priced) for line in lines]
    if priced:
        total = sum((line.money for line in orders if line.money is not None), Decimal(0))
        words = Cell("Cộng", bold=True, span=len(columns) - 1, align=Align.CENTRE)
        rows.append((words, Cell(format_millions(total), bold=True)))
    return Grid(columns, tuple(rows), shaded=frozenset(shaded))


def _order_row(line: OrderLine, *, priced: bool) -> GridRow:
    due = f"Trước ngày {short_document_date(line.due_before)}" if line.due_before else "Chưa giao thời hạn"
    row: GridRow = (
        line.number,
        Cell(line.text, italic=not line.known),
        work_words(line),
        line.lead or "Chưa giao người chủ trì",
        line.support,
        due,
    )
    return (*row, format_millions(line.money) if line.money is not None else "") if priced else row


def work_words(line: OrderLine) -> str:
    remaining = f"Còn lại: {line.remaining}" if line.remaining else ""
    return ". ".join(text for text in (line.work.rstrip(". "), remaining) if text)


def _schedule_grid(content: PlanPaper) -> Grid:
    share = 215 // max(1, len(content.schedule_titles))
    columns = (
        Column("TT", 9, Align.CENTRE),
        Column("Bản", 28),
        *(Column(title, share, Align.CENTRE) for title in content.schedule_titles),
    )
    rows = enumerate(content.schedule, start=1)
    return Grid(columns, tuple((str(place), line.hamlet, *line.days) for place, line in rows))
