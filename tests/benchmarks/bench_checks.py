"""All checks of 30 hamlets × 44 indicators × 5 rounds with 300 proofs, orders, reports and printed figures."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.verdict import Verdict
from app.files.evidence_store import stored_path
from app.models.assessment import Assessment
from app.models.evidence import Evidence, EvidenceLink
from app.models.report import MonthlyReport
from app.services import plans, printed_results
from app.services.checks import check_book
from app.services.samples import create_sample
from app.services.today import today_list
from app.services.workspace import Workspace
from tests.benchmarks.bench_board import HAMLETS, REPEATS, ROUNDS, TODAY, Line
from tests.benchmarks.bench_board import fill as fill_rounds

PROOFS = 300


def run() -> list[Line]:
    """(name, median in milliseconds, ratio to the floor or None)."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = create_sample(Path(folder) / "so", now=lambda: datetime(2024, 4, 20, 3, 0, tzinfo=UTC))
        try:
            workspace.write(fill_rounds, hamlets=HAMLETS, rounds=ROUNDS)
            workspace.write(fill, folder=workspace.evidence_folder)
            return measure(workspace)
        finally:
            workspace.close()


def fill(session: Session, *, folder: Path) -> None:
    """Every hamlet gets proofs, a report that speaks of counts, and figures as printed."""
    plan = plans.plan_of_year(session, year=2024)
    hamlets = plans.planned_hamlets(session, plan_uid=plan.uid)
    indicators = list(session.scalars(select(Assessment.indicator_uid).distinct()))
    for number in range(PROOFS):
        sha256 = f"{number:064x}"
        path = stored_path(folder, sha256, "application/pdf")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%PDF-1.4")
        proof = Evidence(
            sha256=sha256,
            file_name=f"{number}.pdf",
            size=8,
            media_type="application/pdf",
            pages=1,
            title=f"Quyết định {number}",
            issued_on=date(2020 + number % 5, 3, 1),
            sensitive=False,
            added_on=TODAY,
        )
        session.add(proof)
        place = hamlets[number % len(hamlets)].hamlet_uid
        for at in range(3):
            indicator = indicators[(number + at * 7) % len(indicators)]
            session.add(EvidenceLink(evidence_uid=proof.uid, hamlet_uid=place, indicator_uid=indicator))
    for row in hamlets:
        session.add(
            MonthlyReport(
                hamlet_uid=row.hamlet_uid,
                year=2024,
                month=3,
                entered_on=TODAY,
                progress="Bản đạt 12/16 tiêu chí, 40/44 chỉ tiêu",
            )
        )
        values = {"criteria_met": 13, "criteria_total": 16, "met_criteria": ("1", "2", "3")}
        printed_results.record_printed(session, plan_uid=plan.uid, hamlet_uid=row.hamlet_uid, values=values)
    _count(session)


def _count(session: Session) -> None:
    """Something counted in every tenth row, so that jumps and arithmetic are looked at."""
    for place, row in enumerate(session.scalars(select(Assessment))):
        if place % 10 == 0:
            row.part, row.whole = place % 90, 100
        if place % 400 == 0:
            row.claimed = Verdict.NOT_APPLICABLE
    session.flush()


def plain_read(session: Session) -> int:
    """The floor: the rows of the latest two rounds of each hamlet with their answers."""
    columns = Assessment
    statement = select(
        columns.round_uid,
        columns.indicator_uid,
        columns.claimed,
        columns.opinion,
        columns.concluded,
        columns.explanation,
        columns.part,
        columns.whole,
    ).limit(HAMLETS * 44 * 2)
    return len(session.execute(statement).all())


def measure(workspace: Workspace) -> list[Line]:
    folder = workspace.evidence_folder
    floor = _median(lambda: workspace.read(plain_read))
    found = workspace.read(check_book, year=2024, today=TODAY, evidence_folder=folder)
    checks = _median(lambda: workspace.read(check_book, year=2024, today=TODAY, evidence_folder=folder))
    tasks = _median(lambda: workspace.read(today_list, year=2024, today=TODAY, evidence_folder=folder))
    return [
        ("2,640 assessments through SQLAlchemy Core, ms", floor, None),
        (f"all checks, {len(found.findings)} findings, ms (goal ≤ 500)", checks, checks / floor),
        ("Hôm nay with its line of failing checks, ms", tasks, tasks / floor),
    ]


def _median(work: object) -> float:
    assert callable(work)
    work()
    times = []
    for _repeat in range(REPEATS):
        begun = perf_counter()
        work()
        times.append((perf_counter() - begun) * 1000)
    return median(times)


if __name__ == "__main__":
    for name, milliseconds, ratio in run():
        print(f"{name:60} {milliseconds:8.1f} ms" + (f"  {ratio:.2f}×" if ratio else ""))
