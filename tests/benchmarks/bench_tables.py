"""Biểu 01 of the province's 188 communes: read from the book, written as Excel and as PDF."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.criteria import SetLevel
from app.domain.printed_tables import TableNumber
from app.domain.verdict import Verdict
from app.models.assessment import Assessment
from app.models.place import Place, PlaceLevel
from app.models.plan import PlanSet
from app.reports.province_tables.pdf import write_table_pdf
from app.reports.province_tables.workbook import write_table_xlsx
from app.services import assessments, plans, set_entry
from app.services.books import shipped_sets
from app.services.province_papers import results_table
from app.services.province_tables import TableResults, table_results
from app.services.samples import create_sample

COMMUNES = 188
REPEATS = 5
TODAY = date(2024, 4, 20)

Line = tuple[str, float, float | None]


def run() -> list[Line]:
    """(name, median in milliseconds, ratio to the goal of 2 s or None)."""
    with tempfile.TemporaryDirectory() as folder:
        book = create_sample(Path(folder) / "so", now=lambda: datetime(2024, 4, 20, 3, 0, tzinfo=UTC))
        try:
            book.write(fill)
            read = lambda: book.read(table_results, year=2024, table=TableNumber.FIRST, today=TODAY)  # noqa: E731
            return measure(read, Path(folder))
        finally:
            book.close()


def fill(session: Session) -> None:
    """Communes under the commune's own set of 19 criteria and 57 indicators, 12 of them unmet in each."""
    definition = next(one.definition for one in shipped_sets() if one.definition.level is SetLevel.COMMUNE)
    set_uid = set_entry.install_set(session, definition=definition)
    plan = plans.plan_of_year(session, year=2024)
    for number in range(COMMUNES):
        place = Place(
            level=PlaceLevel.COMMUNE, name=f"xã Mường {number:03d}", parent_uid=None, position=number
        )
        session.add(place)
        session.add(PlanSet(plan_uid=plan.uid, place_uid=place.uid, set_uid=set_uid))
        session.flush()
        round_uid = assessments.start_round(
            session, hamlet_uid=place.uid, set_uid=set_uid, held_on=date(2024, 3, 31)
        )
        rows = session.scalars(select(Assessment).where(Assessment.round_uid == round_uid))
        for at, row in enumerate(rows):
            row.claimed = Verdict.UNMET if (at * 5 + number) % 57 < 12 else Verdict.MET
            if row.claimed is Verdict.UNMET:
                row.remaining = "Cần cứng hóa ít nhất 15,8 km đường trục bản, liên bản theo quy định"
    session.flush()


def measure(read: Callable[[], TableResults], folder: Path) -> list[Line]:
    results = read()
    communes = [one for one in results.sets if one.criteria_set.level is SetLevel.COMMUNE]
    assert len(communes[0].places) == COMMUNES
    assert all(len(place.lines) > 3 for place in communes[0].places)
    table = results_table(results, "")
    reading = _median(read)
    excel = _median(lambda: write_table_xlsx(table, folder / "b.xlsx"))
    pdf = _median(lambda: write_table_pdf(table, folder / "b.pdf"))
    return [
        ("Biểu 01 of 188 communes: read, ms", reading, None),
        ("read and written as Excel, ms (goal ≤ 2,000)", reading + excel, (reading + excel) / 2000),
        ("read and written as PDF, ms (goal ≤ 2,000)", reading + pdf, (reading + pdf) / 2000),
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
        print(f"{name:48} {milliseconds:8.1f} ms" + (f"  {ratio:.2f}×" if ratio else ""))
