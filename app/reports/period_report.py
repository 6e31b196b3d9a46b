"""The commune's report of a month, quarter, half-year or year: its figures, the text drafted from them, the paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from app.domain.dates import short_document_date
from app.domain.deadlines import ReportFigures
from app.domain.numbers import format_number, rounded
from app.domain.periods import Period, PeriodKind
from app.reports.letterhead import Letterhead
from app.reports.letters.document import (
    Addressee,
    Align,
    Block,
    Cell,
    Column,
    Grid,
    Heading,
    Letter,
    Masthead,
    NewPage,
    Section,
    Signatory,
    Signatures,
    Text,
)

PARTS: dict[str, str] = {
    "reporting": "Việc chấp hành chế độ báo cáo",
    "results": "Kết quả thực hiện các tiêu chí",
    "unmet": "Chỉ tiêu chưa đạt và khối lượng còn lại",
    "difficulties": "Khó khăn, vướng mắc",
    "tasks": "Nhiệm vụ thời gian tới",
    "proposals": "Đề xuất, kiến nghị",
}
_ROMAN = ("I", "II", "III", "IV")
_MOST_NAMED = 12  # works named in a paragraph
_COLUMNS = (
    Column("TT", 8, Align.CENTRE),
    Column("Bản", 34),
    Column("Phải nộp", 14, Align.CENTRE),
    Column("Đã nộp", 14, Align.CENTRE),
    Column("Tỷ lệ nộp (%)", 16, Align.CENTRE),
    Column("Đúng hạn", 14, Align.CENTRE),
    Column("Tỷ lệ đúng hạn (%)", 18, Align.CENTRE),
    Column("Tiêu chí đạt", 18, Align.CENTRE),
    Column("Chỉ tiêu đạt", 18, Align.CENTRE),
    Column("Tăng, giảm chỉ tiêu", 18, Align.CENTRE),
    Column("Chỉ tiêu chưa đạt", 60),
)
COLUMN_TITLES = tuple(column.title for column in _COLUMNS)


@dataclass(frozen=True, slots=True)
class HamletFigures:
    """Of one hamlet at the end of the period. `indicators_before` None: not assessed before the period.

    `unmet`: (number, what remains); `gained`: numbers that became met in the period.
    """

    uid: str
    hamlet: str
    expected: int
    received: int
    on_time: int
    assessed: bool
    criteria_met: int
    criteria_total: int
    indicators_met: int
    indicators_total: int
    indicators_before: int | None
    unmet: tuple[tuple[str, str], ...]
    gained: tuple[str, ...]

    @property
    def reports(self) -> ReportFigures:
        return ReportFigures(self.expected, self.received, self.on_time)

    @property
    def trend(self) -> int | None:
        return None if self.indicators_before is None else self.indicators_met - self.indicators_before


@dataclass(frozen=True, slots=True)
class OpenWork:
    """`due` as written ("14/07/2024"), "" without a day."""

    hamlet: str
    indicator: str
    work: str
    lead: str
    due: str


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """`as_of`: ISO day up to which everything is counted. Texts of the hamlets' reports: (hamlet, months, text)."""

    period: str
    as_of: str
    hamlets: tuple[HamletFigures, ...]
    difficulties: tuple[tuple[str, str, str], ...]
    proposals: tuple[tuple[str, str, str], ...]
    works_done: int
    works_open: tuple[OpenWork, ...]

    @property
    def reports(self) -> ReportFigures:
        rows = self.hamlets
        return ReportFigures(
            sum(row.expected for row in rows),
            sum(row.received for row in rows),
            sum(row.on_time for row in rows),
        )


def as_json(figures: PeriodFigures) -> dict[str, Any]:
    return asdict(figures)


def from_json(kept: Mapping[str, Any]) -> PeriodFigures:
    hamlets = tuple(
        HamletFigures(
            **{
                **row,
                "unmet": tuple((number, left) for number, left in row["unmet"]),
                "gained": tuple(row["gained"]),
            }
        )
        for row in kept["hamlets"]
    )
    said = {
        name: tuple((hamlet, months, text) for hamlet, months, text in kept[name])
        for name in ("difficulties", "proposals")
    }
    works = tuple(OpenWork(**row) for row in kept["works_open"])
    return PeriodFigures(
        kept["period"], kept["as_of"], hamlets, **said, works_done=kept["works_done"], works_open=works
    )


def drafts(figures: PeriodFigures) -> dict[str, str]:
    """A text for each of PARTS, from the figures alone; lines are paragraphs."""
    return {
        "reporting": "\n".join(_reporting(figures)),
        "results": "\n".join(_results(figures)),
        "unmet": "\n".join(_unmet(figures)),
        "difficulties": _said(figures.difficulties, "Các bản không phản ánh khó khăn, vướng mắc trong kỳ."),
        "tasks": "\n".join(_tasks(figures)),
        "proposals": _said(figures.proposals, "Các bản không có đề xuất, kiến nghị trong kỳ."),
    }


def _reporting(figures: PeriodFigures) -> Iterator[str]:
    reports = figures.reports
    if not reports.expected:
        yield "Trong kỳ chưa có báo cáo tháng nào của bản đến hạn."
        return
    late = reports.received - reports.on_time
    yield (
        f"Số báo cáo tháng các bản phải nộp: {reports.expected}; đã nộp {reports.received} "
        f"(đạt {percent(reports.rate)} %), trong đó đúng hạn {reports.on_time} ({percent(reports.on_time_rate)} %), "
        f"nộp chậm {late}; chưa nộp {reports.expected - reports.received}."
    )
    missing = [
        f"{in_sentence(row.hamlet)} ({row.expected - row.received})"
        for row in figures.hamlets
        if row.received < row.expected
    ]
    if missing:
        yield f"Các bản còn thiếu báo cáo: {', '.join(missing)}."


def _results(figures: PeriodFigures) -> Iterator[str]:
    assessed = [row for row in figures.hamlets if row.assessed]
    if not assessed:
        yield "Chưa có bản nào được rà soát."
        return
    full = [row for row in assessed if row.indicators_met == row.indicators_total]
    day = short_document_date(date.fromisoformat(figures.as_of))
    yield f"Đến ngày {day}, {len(full)}/{len(figures.hamlets)} bản đạt đủ các chỉ tiêu của bộ tiêu chí."
    for row in assessed:
        yield (
            f"- {row.hamlet}: đạt {row.criteria_met}/{row.criteria_total} tiêu chí, "
            f"{row.indicators_met}/{row.indicators_total} chỉ tiêu{_trend(row)}."
        )
    if figures.works_done:
        yield f"Trong kỳ hoàn thành {figures.works_done} việc đã phân công."


def _trend(row: HamletFigures) -> str:
    if not row.trend:
        return "" if row.trend is None else "; không thay đổi so với đầu kỳ"
    words = "tăng" if row.trend > 0 else "giảm"
    gained = f" (đạt thêm {', '.join(row.gained)})" if row.gained else ""
    return f"; {words} {abs(row.trend)} chỉ tiêu so với đầu kỳ{gained}"


def _unmet(figures: PeriodFigures) -> Iterator[str]:
    rows = [row for row in figures.hamlets if row.unmet]
    if not rows:
        yield "Không còn chỉ tiêu chưa đạt."
    for row in rows:
        told = [f"{number} (còn {left})" if left else number for number, left in row.unmet]
        yield f"- {row.hamlet}: {len(row.unmet)} chỉ tiêu chưa đạt: {', '.join(told)}."


def _tasks(figures: PeriodFigures) -> Iterator[str]:
    missing = figures.reports.expected - figures.reports.received
    if missing:
        yield f"- Đôn đốc các bản nộp {missing} báo cáo tháng còn thiếu."
    for work in figures.works_open[:_MOST_NAMED]:
        text = f"- {work.hamlet}, chỉ tiêu {work.indicator}"
        text += f": {work.work.rstrip('. ')}" if work.work else ""
        text += f"; chủ trì: {work.lead}" if work.lead else ""
        yield text + (f"; chậm nhất ngày {work.due}." if work.due else ".")
    rest = len(figures.works_open) - _MOST_NAMED
    if rest > 0:
        yield f"- Tiếp tục thực hiện {rest} việc khác theo bảng phân công."
    if not missing and not figures.works_open:
        yield "Không còn việc đã phân công chưa hoàn thành."


def _said(texts: Iterable[tuple[str, str, str]], nothing: str) -> str:
    lines = [
        f"- {hamlet} (tháng {month}): {' '.join(text.split()).rstrip('. ')}." for hamlet, month, text in texts
    ]
    return "\n".join(lines) or nothing


def percent(rate: Fraction | None) -> str:
    return "–" if rate is None else format_number(rounded(rate * 100, 1))


def in_sentence(hamlet: str) -> str:
    return hamlet[:1].lower() + hamlet[1:]


def period_words(period: Period) -> str:
    """ "tháng 9 năm 2024", "quý III năm 2024", "6 tháng đầu năm 2024", "năm 2024"."""
    year = f"năm {period.year}"
    return {
        PeriodKind.MONTH: f"tháng {period.number} {year}",
        PeriodKind.QUARTER: f"quý {_ROMAN[(period.number - 1) % 4]} {year}",
        PeriodKind.HALF: f"6 tháng {'đầu' if period.number == 1 else 'cuối'} {year}",
        PeriodKind.YEAR: year,
    }[period.kind]


@dataclass(frozen=True, slots=True)
class PeriodPaper:
    """`texts`: each of PARTS as it is printed."""

    letterhead: Letterhead
    period: Period
    figures: PeriodFigures
    texts: Mapping[str, str]
    number: str
    dated: date
    sent_to: str
    plan_title: str
    signer_titles: tuple[str, ...]
    signer_name: str


def period_letter(paper: PeriodPaper) -> Letter:
    return Letter(
        f"Báo cáo kết quả xây dựng bản nông thôn mới {period_words(paper.period)}",
        paper.letterhead.issuer,
        "Báo cáo xây dựng bản nông thôn mới",
        tuple(_blocks(paper)),
    )


def _blocks(paper: PeriodPaper) -> Iterator[Block]:
    words = period_words(paper.period)
    yield Masthead(paper.letterhead, "BC-UBND", paper.dated, paper.number)
    yield Heading("Báo cáo", f"Kết quả xây dựng bản nông thôn mới {words}")
    if paper.sent_to:
        yield Addressee(f"Kính gửi: {paper.sent_to}.")
    issuer = paper.letterhead.issuer
    title = paper.plan_title[:1].lower() + paper.plan_title[1:]
    yield Text(f"Thực hiện {title}, {issuer} báo cáo kết quả {words} như sau:")
    for place, (name, heading) in enumerate(PARTS.items(), start=1):
        yield Section(f"{place}. {heading}")
        yield from (Text(line) for line in paper.texts[name].split("\n") if line.strip())
    recipients = ("Như trên" if paper.sent_to else "Lưu: BCĐ xã", "Lưu: VT")
    yield Signatures(
        f"Trên đây là báo cáo kết quả xây dựng bản nông thôn mới {words} của {issuer} (có biểu kèm theo)./.",
        Signatory(paper.signer_titles, paper.signer_name),
        recipients=recipients,
    )
    yield NewPage(landscape=True)
    yield Heading("Biểu kèm theo", f"Kết quả báo cáo và xây dựng bản nông thôn mới {words}")
    yield Grid(_COLUMNS, tuple(annex_rows(paper.figures)))


def annex_rows(figures: PeriodFigures) -> Iterator[tuple[str | Cell, ...]]:
    for place, row in enumerate(figures.hamlets, start=1):
        done = f"{row.criteria_met}/{row.criteria_total}", f"{row.indicators_met}/{row.indicators_total}"
        trend = "" if row.trend is None else f"{row.trend:+d}" if row.trend else "0"
        unmet = ", ".join(f"{number} (còn {left})" if left else number for number, left in row.unmet)
        results = (*done, trend, unmet) if row.assessed else ("", "", "", "chưa rà soát")
        yield (str(place), row.hamlet, *_five(row.reports), *results)
    met = sum(row.criteria_met for row in figures.hamlets), sum(row.indicators_met for row in figures.hamlets)
    of = (
        sum(row.criteria_total for row in figures.hamlets),
        sum(row.indicators_total for row in figures.hamlets),
    )
    sums = ("", "Cộng", *_five(figures.reports), f"{met[0]}/{of[0]}", f"{met[1]}/{of[1]}", "", "")
    yield tuple(Cell(text, bold=True) for text in sums)


def _five(reports: ReportFigures) -> tuple[str, ...]:
    return (
        str(reports.expected),
        str(reports.received),
        percent(reports.rate),
        str(reports.on_time),
        percent(reports.on_time_rate),
    )
