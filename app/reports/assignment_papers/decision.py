"""Thông báo or quyết định phân công: who mends which indicator, with the table as its annex."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.dates import document_date
from app.reports.assignment_papers.content import AssignmentKind, AssignmentPaper
from app.reports.dossier.wording import count, in_sentence
from app.reports.letters.document import (
    DOTS,
    SHORT_DOTS,
    Banner,
    Bases,
    Block,
    Heading,
    Letter,
    Masthead,
    NewPage,
    Note,
    Signatory,
    Signatures,
    Text,
)
from app.reports.plan_paper.letter import orders_grid

_SIGNS = {AssignmentKind.NOTICE: "TB-UBND", AssignmentKind.DECISION: "QĐ-UBND"}
_TYPES = {AssignmentKind.NOTICE: "Thông báo", AssignmentKind.DECISION: "Quyết định"}


def assignment_paper(content: AssignmentPaper) -> Letter:
    subject = _subject(content)
    return Letter(
        f"{_TYPES[content.kind]} {subject[:1].lower()}{subject[1:]}",
        content.letterhead.issuer,
        content.plan,
        tuple(_blocks(content)),
    )


def _subject(content: AssignmentPaper) -> str:
    verb = "Về việc phân công" if content.kind is AssignmentKind.DECISION else "Phân công"
    return f"{verb} hoàn thành chỉ tiêu nông thôn mới chưa đạt năm {content.year}"


def _blocks(content: AssignmentPaper) -> Iterator[Block]:
    yield Masthead(content.letterhead, _SIGNS[content.kind], content.dated)
    yield Heading(_TYPES[content.kind], _subject(content))
    if content.kind is AssignmentKind.DECISION:
        yield from _articles(content)
    else:
        yield from _notice(content)
    yield NewPage(landscape=True)
    yield Heading("Phụ lục", f"Phân công hoàn thành chỉ tiêu chưa đạt năm {content.year}", annex=True)
    day = document_date(content.dated)
    kind = _TYPES[content.kind]
    yield Note(
        f"(Kèm theo {kind} số {SHORT_DOTS}/{_SIGNS[content.kind]} ngày {day} của {content.letterhead.issuer})"
    )
    yield orders_grid(content.orders)


def _articles(content: AssignmentPaper) -> Iterator[Block]:
    """What gives the power to decide is no fact of the book: a line of dots stands for it."""
    yield Banner(content.authority)
    yield Bases((f"Căn cứ {DOTS}{DOTS}", *content.bases, f"Căn cứ {content.plan}"))
    yield Banner("Quyết định:")
    yield Text(f"{_order_sentence(content)} (có phụ lục kèm theo).", "Điều 1.")
    yield Text(_duties(content), "Điều 2.")
    yield Text(
        f"Các công chức, đơn vị có tên tại Điều 1 và Ban quản lý {_hamlets(content)} chịu trách nhiệm thi hành "
        "Quyết định này.",
        "Điều 3.",
    )
    yield Signatures(
        "",
        Signatory(content.signer.titles, content.signer.name),
        recipients=("Như Điều 3", "Lưu: VT"),
    )


def _notice(content: AssignmentPaper) -> Iterator[Block]:
    yield Text(
        f"Thực hiện {content.plan}, {content.letterhead.issuer} thông báo phân công hoàn thành các chỉ tiêu "
        "chưa đạt như sau:"
    )
    yield Text(f"{_order_sentence(content)} (có phụ lục kèm theo).", "1.")
    yield Text(_duties(content), "2.")
    recipients = (*content.leads, f"Ban quản lý {_hamlets(content)}", "Lưu: VT")
    yield Signatures(
        "Yêu cầu các công chức, đơn vị nghiêm túc thực hiện./.",
        Signatory(content.signer.titles, content.signer.name),
        recipients=recipients,
    )


def _order_sentence(content: AssignmentPaper) -> str:
    leads = "; ".join(content.leads)
    return (
        f"Phân công {count(len(content.leads))} công chức, đơn vị chủ trì hoàn thành {count(len(content.orders))} "
        f"chỉ tiêu của {_hamlets(content)}: {leads}"
    )


def _duties(content: AssignmentPaper) -> str:
    return (
        "Công chức, đơn vị chủ trì phối hợp với Ban quản lý bản và các đơn vị nêu tại phụ lục hoàn thành chỉ tiêu "
        "đúng thời hạn; báo cáo tiến độ, khó khăn và đề xuất để tổng hợp trước ngày "
        f"{content.report_before_day:02d} hằng tháng."
    )


def _hamlets(content: AssignmentPaper) -> str:
    return ", ".join(in_sentence(name) for name in content.hamlets)
