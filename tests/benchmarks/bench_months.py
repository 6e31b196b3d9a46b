"""The grid of 300 hamlets × 24 months against a plain read of the same 7,200 reports."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.deadlines import Channel
from app.models.report import MonthlyReport
from app.services import plans
from app.services.monthly_reports import month_grid
from app.services.places import add_hamlets
from app.services.plans import PlanFacts
from app.services.samples import create_sample
from app.services.workspace import Workspace

HAMLETS = 300
REPEATS = 15
TODAY = date(2024, 12, 20)

Line = tuple[str, float, float | None]


def run() -> list[Line]:
    """(name, median in milliseconds, ratio to the plain read or None)."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = create_sample(Path(folder) / "so", now=lambda: datetime(2024, 12, 20, 3, 0, tzinfo=UTC))
        try:
            workspace.write(fill)
            return measure(workspace)
        finally:
            workspace.close()


def fill(session: Session) -> None:
    plan = plans.plan_of_year(session, year=2024)
    before = plans.create_plan(session, year=2023, set_uid=plan.set_uid, facts=PlanFacts("Kế hoạch 2023"))
    known = [row.hamlet_uid for row in plans.planned_hamlets(session, plan_uid=plan.uid)]
    names = [f"Bản Nà Phiêng Khoang {number}" for number in range(1, HAMLETS - len(known) + 1)]
    added = add_hamlets(session, names=names)
    for uid in added:
        plans.include_hamlet(session, plan_uid=plan.uid, hamlet_uid=uid)
    for place, uid in enumerate(known + added):
        plans.include_hamlet(session, plan_uid=before, hamlet_uid=uid)
        for at in range(24):
            year, month = 2023 + at // 12, at % 12 + 1
            received = date(year, month, 10 + (place + at) % 9)
            session.add(
                MonthlyReport(
                    hamlet_uid=uid,
                    year=year,
                    month=month,
                    written_on=received,
                    received_on=received,
                    entered_on=received,
                    channel=Channel.ZALO,
                    reporter="Lò Văn Pán",
                    progress="Đang vận động bà con đóng góp",
                    difficulties="Thiếu vốn",
                )
            )
    session.flush()


def plain_read(session: Session) -> int:
    """The floor: the reports as SQLAlchemy Core tuples with their types read."""
    columns = [getattr(MonthlyReport, name) for name in MonthlyReport.__table__.c.keys()]  # noqa: SIM118
    return len(session.execute(select(*columns)).all())


def measure(workspace: Workspace) -> list[Line]:
    assert workspace.read(plain_read) == HAMLETS * 24
    floor = _median(lambda: workspace.read(plain_read))
    grid = workspace.read(month_grid, year=2024, today=TODAY, years_before=1, whole=False)
    assert (len(grid.rows), len(grid.rows[0].cells)) == (HAMLETS, 24)
    both = _median(lambda: workspace.read(month_grid, year=2024, today=TODAY, years_before=1, whole=False))
    one = _median(lambda: workspace.read(month_grid, year=2024, today=TODAY, whole=False))
    return [
        ("7,200 reports through SQLAlchemy Core, ms", floor, None),
        ("grid of 300 hamlets × 24 months, ms (goal ≤ 100)", both, both / floor),
        ("grid of 300 hamlets × 12 months, ms", one, one / floor),
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
