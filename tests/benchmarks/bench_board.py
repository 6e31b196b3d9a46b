"""The board of 30 hamlets × 44 indicators × 5 rounds against a plain read of the same 6,600 rows."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.verdict import Opinion, Verdict
from app.models.assessment import Assessment, ReviewRound
from app.models.criteria import Criterion, Indicator
from app.services import assessments, plans
from app.services.boards import board
from app.services.places import add_hamlets
from app.services.samples import create_sample
from app.services.status import overview
from app.services.today import today_list
from app.services.workspace import Workspace

HAMLETS = 30
ROUNDS = 5
REPEATS = 25
TODAY = date(2024, 4, 20)

Line = tuple[str, float, float | None]


def run() -> list[Line]:
    """(name, median in milliseconds, ratio to the plain read or None)."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = create_sample(Path(folder) / "so", now=lambda: datetime(2024, 4, 20, 3, 0, tzinfo=UTC))
        try:
            workspace.write(fill, hamlets=HAMLETS, rounds=ROUNDS)
            return measure(workspace)
        finally:
            workspace.close()


def fill(session: Session, *, hamlets: int, rounds: int) -> None:
    """Hamlets beside the two of the sample, in rounds a quarter apart, each a little better than the last."""
    plan = plans.plan_of_year(session, year=2024)
    known = [row.hamlet_uid for row in plans.planned_hamlets(session, plan_uid=plan.uid)]
    names = [f"Bản Nà Phiêng Khoang {number}" for number in range(1, hamlets - len(known) + 1)]
    added = add_hamlets(session, names=names)
    for uid in added:
        plans.include_hamlet(session, plan_uid=plan.uid, hamlet_uid=uid)
    for place, uid in enumerate(known + added):
        held = len(assessments.rounds_of(session, hamlet_uid=uid))
        for number in range(held, rounds):
            held_on = date(2024, 1, 1 + 5 * number)
            round_uid = assessments.start_round(
                session, hamlet_uid=uid, set_uid=plan.set_uid, held_on=held_on
            )
            _assess(session, round_uid, unmet=max(0, 9 - number - place % 5))
    session.flush()


def _assess(session: Session, round_uid: str, *, unmet: int) -> None:
    statement = select(Assessment).where(Assessment.round_uid == round_uid)
    for place, row in enumerate(session.scalars(statement)):
        row.claimed = Verdict.UNMET if place * 7 % 44 < unmet else Verdict.MET
        row.opinion = Opinion.AGREE if place % 3 else None
        row.remaining = "57 hộ" if row.claimed is Verdict.UNMET else None


def plain_read(session: Session) -> int:
    """The floor: what a board is counted from, as SQLAlchemy Core tuples with their types read."""
    statement = (
        select(
            ReviewRound.hamlet_uid,
            ReviewRound.held_on,
            Criterion.number,
            Assessment.claimed,
            Assessment.opinion,
            Assessment.concluded,
        )
        .join(ReviewRound, ReviewRound.uid == Assessment.round_uid)
        .join(Indicator, Indicator.uid == Assessment.indicator_uid)
        .join(Criterion, Criterion.uid == Indicator.criterion_uid)
    )
    return len(session.execute(statement).all())


def narrow_read(session: Session) -> int:
    """The lowest floor: the verdicts alone, without asking whose they are."""
    statement = select(
        Assessment.round_uid,
        Assessment.indicator_uid,
        Assessment.claimed,
        Assessment.opinion,
        Assessment.concluded,
    )
    return len(session.execute(statement).all())


def measure(workspace: Workspace) -> list[Line]:
    assert workspace.read(plain_read) == HAMLETS * ROUNDS * 44
    floor = _median(lambda: workspace.read(plain_read))
    narrow = _median(lambda: workspace.read(narrow_read))
    shown = _median(lambda: workspace.read(board, year=2024))
    top = _median(lambda: workspace.read(overview, year=2024, today=TODAY))
    tasks = _median(lambda: workspace.read(today_list, year=2024, today=TODAY))
    return [
        ("6,600 rows through SQLAlchemy Core, ms", floor, None),
        ("the same rows of the assessment table alone, ms", narrow, narrow / floor),
        ("board of 30 hamlets × 44 × 5, ms (goal ≤ 2×)", shown, shown / floor),
        ("all that the page Tổng quan reads, ms", top, top / floor),
        ("all that the page Hôm nay reads, ms", tasks, tasks / floor),
    ]


def _median(work: Callable[[], object]) -> float:
    work()
    times = []
    for _repeat in range(REPEATS):
        begun = perf_counter()
        work()
        times.append((perf_counter() - begun) * 1000)
    return median(times)


if __name__ == "__main__":
    for name, milliseconds, ratio in run():
        print(f"{name:40} {milliseconds:8.1f} ms" + (f"  {ratio:.2f}×" if ratio else ""))
