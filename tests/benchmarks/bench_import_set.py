"""A criteria set of 3,000 rows from its workbook into the book, against openpyxl's reading alone (goal: 1.5×)."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from openpyxl import load_workbook

from app.domain.criteria import (
    CriterionDefinition,
    IndicatorDefinition,
    LegalBasis,
    SetDefinition,
    SetLevel,
)
from app.domain.measure import IndicatorStatus, Measure
from app.exchange.catalogue_xlsx import write_catalogue
from app.services import catalogue, set_import
from app.services.samples import create_sample
from app.services.set_files import read_sheets
from app.services.workspace import Workspace

CRITERIA, EACH = 60, 50
REPEATS = 5

Line = tuple[str, float, float | None]


def run() -> list[Line]:
    """Seconds; floor and program take turns."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        workspace = create_sample(Path(folder) / "so")
        path = Path(folder) / "bộ.xlsx"
        write_catalogue(path, large_set(), {})
        floor: list[float] = []
        reading: list[float] = []
        whole: list[float] = []
        for _number in range(REPEATS):
            started = perf_counter()
            load_workbook(path)
            floor.append(perf_counter() - started)
            read, done, uid = import_once(workspace, path)
            reading.append(read)
            whole.append(done)
            workspace.write(catalogue.remove_set, set_uid=uid)
        workspace.close()
    low = median(floor)
    return [
        ("openpyxl reads the workbook, s", low, None),
        ("read in the child process, checked, s", median(reading), median(reading) / low),
        ("read, dry run and import, s (goal ≤ 1.5×)", median(whole), median(whole) / low),
    ]


def import_once(workspace: Workspace, path: Path) -> tuple[float, float, str]:
    """Seconds until it was read, until it was in the book, and the set."""
    started = perf_counter()
    sheet = read_sheets(path)[0]
    read = perf_counter() - started
    found = workspace.read(set_import.preview, sheet=sheet)
    uid = workspace.write(set_import.apply, found=found)
    return read, perf_counter() - started, uid


def large_set() -> SetDefinition:
    """Every indicator with text, guidance, threshold and one lead, as the shipped sets have."""
    criteria = tuple(
        CriterionDefinition(
            str(number),
            f"Tiêu chí {number}",
            tuple(_indicator(f"{number}.{place}") for place in range(1, EACH + 1)),
        )
        for number in range(1, CRITERIA + 1)
    )
    basis = LegalBasis(None, None, None)
    return SetDefinition("LON", "1", SetLevel.HAMLET, "Bộ lớn", basis, None, None, None, None, criteria)


def _indicator(number: str) -> IndicatorDefinition:
    return IndicatorDefinition(
        number,
        IndicatorStatus.ENTERED,
        text=f"Tỷ lệ hộ dân được sử dụng nước sạch theo quy chuẩn, tuyến {number}",
        guidance="Thống kê theo hộ thường trú, có danh sách kèm theo, xác nhận của trưởng bản. " * 3,
        measure=Measure.PERCENT,
        threshold="90",
        unit="hộ",
        leads=("DC_KTHT",),
    )
