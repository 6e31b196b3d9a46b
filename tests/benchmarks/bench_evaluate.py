"""3,000 hamlets × 44 indicators from answers to verdicts and totals (goal: at most 1 s), alone and from a book."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.measure import Answer, Direction, Measure, Yardstick, judge
from app.domain.verdict import Totals, Verdict, totals
from app.models.assessment import Assessment
from app.models.base import new_uid
from app.services import criteria, plans
from app.services.boards import board
from app.services.collecting import without_collecting
from app.services.samples import create_sample
from app.services.workspace import DATABASE_FILE, open_book

HAMLETS = 3000
REPEATS = 5
PAPERS = ("Quyết định", "Biên bản", "Ảnh")
SCALE = ("không hoàn thành", "hoàn thành", "hoàn thành tốt", "hoàn thành xuất sắc")
YARDSTICKS = (
    Yardstick(Measure.PERCENT, "90", unit="người"),
    Yardstick(Measure.PERCENT, "8", direction=Direction.AT_MOST, unit="hộ"),
    Yardstick(Measure.NUMBER, "6.2", unit="km"),
    Yardstick(Measure.RATIO, "1.2", unit="triệu đồng"),
    Yardstick(Measure.RATING, SCALE[-1], SCALE),
    Yardstick(Measure.PAPERS, papers=PAPERS),
)

Line = tuple[str, float, float | None]
Sheet = dict[str, list[tuple[Yardstick, Answer]]]  # by criterion


def run() -> list[Line]:
    """Seconds."""
    sheets = [_sheet(number) for number in range(HAMLETS)]
    alone = _median(lambda: [_counted(sheet) for sheet in sheets])
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "so"
        create_sample(book, now=lambda: datetime(2024, 4, 20, 3, 0, tzinfo=UTC)).close()
        _fill(book / DATABASE_FILE)
        workspace = open_book(book)
        assert len(workspace.read(_evaluated)) == HAMLETS
        assert len(workspace.read(board, year=2024).rows) == HAMLETS
        plain = _median(lambda: workspace.read(_plain_read))
        read = _median(lambda: workspace.read(_evaluated))
        shown = _median(lambda: workspace.read(board, year=2024))
        workspace.close()
    return [
        ("132,000 answers judged and counted, s (goal ≤ 1)", alone, None),
        ("132,000 rows of answers through SQLAlchemy Core, s", plain, None),
        ("the same rows judged and counted, s (goal ≤ 1)", read, read / plain),
        ("the board of 3,000 hamlets, what remains in words, s (goal ≤ 1)", shown, shown / plain),
    ]


def _sheet(number: int) -> Sheet:
    """16 criteria, 44 indicators of every measure; no two hamlets answer alike."""
    sheet: Sheet = {}
    for place in range(44):
        yardstick = YARDSTICKS[place % len(YARDSTICKS)]
        sheet.setdefault(str(place * 16 // 44), []).append((yardstick, _answer(yardstick, number + place)))
    return sheet


def _answer(yardstick: Yardstick, number: int) -> Answer:
    whole = Decimal(100 + number % 900)
    if yardstick.measure is Measure.PERCENT:
        return Answer(part=whole - number % 97, whole=whole)
    if yardstick.measure is Measure.NUMBER:
        return Answer(amount=Decimal(number % 1200) / 100)
    if yardstick.measure is Measure.RATIO:
        return Answer(amount=Decimal(30 + number % 40), reference=Decimal(45))
    if yardstick.measure is Measure.RATING:
        return Answer(rating=SCALE[number % 4])
    return Answer(papers=PAPERS[: number % 4])


def _counted(sheet: Sheet) -> Totals:
    return totals(
        {
            criterion: [judge(yardstick)(answer) for yardstick, answer in rows]
            for criterion, rows in sheet.items()
        }
    )


def _fill(path: Path) -> None:
    """Straight into the file: 3,000 hamlets in the plan, a round each, every row with its counts."""
    connection = sqlite3.connect(path)
    (plan, set_uid) = connection.execute("SELECT uid, set_uid FROM plan").fetchone()
    (parent,) = connection.execute("SELECT commune_uid FROM book").fetchone()
    for table in ("assignment", "assessment", "review_round", "plan_hamlet"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names from the line above
    connection.execute(
        "UPDATE indicator SET measure = 'percent', threshold = '90', unit = 'người', scale = '[]'"
    )
    indicators = [uid for (uid,) in connection.execute("SELECT uid FROM indicator")]
    for number in range(HAMLETS):
        hamlet, held = new_uid(), new_uid()
        connection.execute(
            "INSERT INTO place (uid, level, name, parent_uid, position) VALUES (?, 'hamlet', ?, ?, ?)",
            (hamlet, f"Bản {number}", parent, number + 10),
        )
        connection.execute(
            "INSERT INTO plan_hamlet (uid, plan_uid, hamlet_uid, set_uid, report_from, report_until)"
            " VALUES (?, ?, ?, ?, 1, 12)",
            (new_uid(), plan, hamlet, set_uid),
        )
        connection.execute(
            "INSERT INTO review_round (uid, hamlet_uid, set_uid, kind, held_on)"
            " VALUES (?, ?, ?, 'baseline', '2024-03-31')",
            (held, hamlet, set_uid),
        )
        connection.executemany(
            "INSERT INTO assessment (uid, round_uid, indicator_uid, confirmed, claimed, part, whole)"
            " VALUES (?, ?, ?, 1, ?, ?, ?)",
            [_row(held, uid, number + place) for place, uid in enumerate(indicators)],
        )
    connection.commit()
    connection.close()


def _row(held: str, indicator: str, number: int) -> tuple[object, ...]:
    whole = 100 + number % 900
    part = whole - number % 37
    claimed = Verdict.MET if part * 10 >= whole * 9 else Verdict.UNMET
    return new_uid(), held, indicator, claimed.value, str(part), str(whole)


_COLUMNS = (
    Assessment.round_uid,
    Assessment.indicator_uid,
    Assessment.part,
    Assessment.whole,
    Assessment.share,
    Assessment.rating,
    Assessment.amount,
    Assessment.reference,
    Assessment.papers,
)


def _plain_read(session: Session) -> int:
    return len(session.execute(select(*_COLUMNS)).all())


def _evaluated(session: Session) -> dict[str, Totals]:
    """By round, what the arithmetic says of every answer; garbage is let be meanwhile, as on the board."""
    with without_collecting():
        return _evaluated_rows(session)


def _evaluated_rows(session: Session) -> dict[str, Totals]:
    plan = plans.plan_of_year(session, year=2024)
    rows = criteria.indicators(session, set_uid=plan.set_uid)
    judges = {row.uid: (row.criterion_uid, judge(row.yardstick)) for row in rows}
    found: dict[str, dict[str, list[Verdict | None]]] = {}
    for round_uid, indicator_uid, *counted, papers in session.execute(select(*_COLUMNS)):
        criterion, verdict = judges[indicator_uid]
        sheet = found.setdefault(round_uid, {})
        sheet.setdefault(criterion, []).append(verdict(Answer(*counted, tuple(papers or ()))))
    return {uid: totals(by_criterion) for uid, by_criterion in found.items()}


def _median(work: Callable[[], object]) -> float:
    work()
    times = []
    for _repeat in range(REPEATS):
        begun = perf_counter()
        work()
        times.append(perf_counter() - begun)
    return median(times)
