"""Reading a workbook of 3,000 indicators, child process and all, against openpyxl reading the same file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

from app.domain.criteria import CriterionDefinition, LegalBasis, SetDefinition, SetLevel
from app.domain.measure import IndicatorStatus, Measure
from app.exchange.catalogue_xlsx import read_catalogue, write_catalogue
from app.exchange.hamlets_xlsx import HamletLine, read_hamlets, write_hamlets
from app.exchange.workbook_reading import read_workbook
from app.exchange.yaml_data import read_set_text, write_set
from app.services.samples import HAMLET_SET

CRITERIA = 60
INDICATORS = 49  # with the row of the criterion 50 a criterion, 3,000 rows in all
HAMLETS = 3_000
REPEATS = 5

Line = tuple[str, float, float | None]


def run() -> list[Line]:
    """(name, median in milliseconds, ratio to openpyxl's read-only read or None)."""
    with tempfile.TemporaryDirectory() as folder:
        file, list_of_hamlets = Path(folder) / "bộ.xlsx", Path(folder) / "bản.xlsx"
        written = _median(lambda: write_catalogue(file, large_set(), {}), repeats=1)
        write_hamlets(list_of_hamlets, hamlets(), year=2024)
        return [
            *_read(file, "3,000 rows × 33 of a criteria set", "read_catalogue", lambda: read_catalogue(file)),
            *_read(list_of_hamlets, "3,000 hamlets", "read_hamlets", lambda: read_hamlets(list_of_hamlets)),
            ("the criteria set written as a template, ms", written, None),
            *_yaml(),
        ]


def large_set() -> SetDefinition:
    """As filled as a commune fills a set in: text, guidance, measure, threshold, roles."""
    from app.exchange.yaml_data import read_set

    shipped = read_set(HAMLET_SET)
    pattern = replace(
        shipped.indicators[1],
        status=IndicatorStatus.ENTERED,
        measure=Measure.PERCENT,
        threshold="67.5",
        guidance="Tính theo số hộ có tên trong sổ của bản tại thời điểm đánh giá",
    )
    criteria = tuple(
        CriterionDefinition(
            number=str(number),
            name=f"Tiêu chí {number}",
            indicators=tuple(
                replace(pattern, number=f"{number}.{place}", text=f"{pattern.text}, mục {place}")
                for place in range(1, INDICATORS + 1)
            ),
        )
        for number in range(1, CRITERIA + 1)
    )
    basis = LegalBasis(None, None, None)
    return SetDefinition("X", "1", SetLevel.HAMLET, "Bộ lớn", basis, None, None, None, None, criteria)


def hamlets() -> list[HamletLine]:
    return [
        HamletLine(f"Bản Nà {n}", f"B{n}", None, "III", 80 + n % 50, 400, 12, 3, (("Thái", 300),), "Lò Văn A")
        for n in range(HAMLETS)
    ]


def _read(file: Path, what: str, name: str, ours: Callable[[], object]) -> list[Line]:
    floor = _median(lambda: openpyxl_read(file, read_only=True))
    whole = _median(lambda: openpyxl_read(file, read_only=False), repeats=3)
    values, checked = _median(lambda: read_workbook(file)), _median(ours)
    return [
        (f"{what}: openpyxl, read-only, ms", floor, None),
        (f"{what}: openpyxl as it comes, ms", whole, whole / floor),
        (f"{what}: read_workbook with its child, ms", values, values / floor),
        (f"{what}: {name}, every cell checked, ms (goal ≤ 1.5×)", checked, checked / floor),
    ]


def openpyxl_read(file: Path, *, read_only: bool) -> int:
    from openpyxl import load_workbook

    book = load_workbook(file, read_only=read_only, data_only=True)
    try:
        return sum(len(row) for sheet in book for row in sheet.iter_rows(values_only=True))
    finally:
        book.close()


def _yaml() -> list[Line]:
    from app.exchange.yaml_data import read_set

    shipped = read_set(HAMLET_SET)
    text = write_set(shipped)
    return [("the shipped set of 44 from YAML, ms", _median(lambda: read_set_text(text, name="x")), None)]


def _median(work: Callable[[], object], *, repeats: int = REPEATS) -> float:
    if repeats > 1:
        work()
    times = []
    for _repeat in range(repeats):
        begun = perf_counter()
        work()
        times.append((perf_counter() - begun) * 1000)
    return median(times)


if __name__ == "__main__":
    for label, milliseconds, ratio in run():
        print(f"{label:75} {milliseconds:8.1f} ms" + (f"  {ratio:.2f}×" if ratio else ""))
