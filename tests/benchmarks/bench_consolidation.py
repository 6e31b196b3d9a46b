"""188 communes, 3,000 hamlets: packages taken into one book (goal ≥ 20,000 rows/s), then all communes at a glance.

The floor of the intake is the same rows read from the packages and written into an empty file with bare sqlite3.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from app.exchange.commune_package import PackageHead, PackageReader, Row, TableSpec, write_package
from app.models.base import new_uid
from app.services.books import found_area_book
from app.services.commune_package import TRAVELLING, export_package, table_spec
from app.services.consolidation import take_in
from app.services.consolidation_overview import overview
from app.services.samples import create_sample

COMMUNES = 188
HAMLETS = 3000
REPEATS = 9
NOW = datetime(2024, 9, 20, 3, 0, tzinfo=UTC)

Line = tuple[str, float, float | None]


class _Silent:
    def step(self, text: str, done: int, total: int) -> None:
        """Nobody watches."""


def run() -> list[Line]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        packages = make_packages(folder)
        floor = _bare_copy(packages, folder / "floor.sqlite3")
        workspace = found_area_book(
            folder / "tinh", province="tỉnh Sơn La", now=lambda: datetime(2024, 9, 21, 3, 0, tzinfo=UTC)
        )
        try:
            begun = perf_counter()
            outcome = take_in(workspace, packages, _Silent())
            took = perf_counter() - begun
            assert outcome.failures == (), outcome.failures[0]
            rows = sum(one.rows for one in outcome.taken)
            found = workspace.read(overview, year=2024, today=date(2024, 9, 20))
            assert found is not None
            assert (found.total.hamlets, found.total.indicators_total) == (HAMLETS, HAMLETS * 44)
            times = []
            for _repeat in range(REPEATS):
                begun = perf_counter()
                workspace.read(overview, year=2024, today=date(2024, 9, 20))
                times.append(perf_counter() - begun)
        finally:
            workspace.close()
    return [
        (f"{COMMUNES} packages, {rows:,} rows taken in, s", took, took / floor),
        ("rows a second (goal ≥ 20,000)", rows / took, None),
        ("all communes at a glance, ms (goal ≤ 500)", median(times) * 1000, None),
    ]


def make_packages(folder: Path) -> list[Path]:
    """One a commune, in the words of the sample's own package."""
    sample = create_sample(folder / "mau", now=lambda: NOW)
    export_package(sample, folder / "mau.bansang")
    sample.close()
    with PackageReader(folder / "mau.bansang") as package:
        given = {
            name: [row for batch in package.batches(table_spec(name)) for row in batch] for name in TRAVELLING
        }
        schema = package.head.schema
    found = []
    for number in range(COMMUNES):
        hamlets = HAMLETS * (number + 1) // COMMUNES - HAMLETS * number // COMMUNES
        head = PackageHead(new_uid(), new_uid(), f"xã Số {number + 1}", NOW.isoformat(), schema)
        target = folder / f"xa-{number + 1}.bansang"
        write_package(target, head, list(_commune(head, given, number, hamlets)))
        found.append(target)
    return found


def _commune(
    head: PackageHead, given: dict[str, list[Row]], number: int, hamlets: int
) -> Iterator[tuple[TableSpec, list[Row]]]:
    places = [new_uid() for _hamlet in range(hamlets)]
    rounds = [new_uid() for _hamlet in range(hamlets)]
    plan = _values("plan", given["plan"][0])
    plan["uid"] = new_uid()
    set_uid = plan["set_uid"]
    indicators = _of_set(given, set_uid)
    made: dict[str, list[dict[str, Any]]] = {
        "place": [
            {"uid": head.commune_uid, "level": "commune", "name": head.commune, "position": number},
            *(
                {
                    "uid": uid,
                    "level": "hamlet",
                    "name": f"Bản {at}",
                    "parent_uid": head.commune_uid,
                    "position": at,
                }
                for at, uid in enumerate(places)
            ),
        ],
        "plan": [plan],
        "plan_hamlet": [
            {
                "uid": new_uid(),
                "plan_uid": plan["uid"],
                "hamlet_uid": uid,
                "set_uid": set_uid,
                "report_from": 1,
            }
            | {"report_until": 12}
            for uid in places
        ],
        "review_round": [
            {"uid": uid, "hamlet_uid": place, "set_uid": set_uid, "kind": "baseline", "held_on": "2023-12-31"}
            for uid, place in zip(rounds, places, strict=True)
        ],
        "assessment": [
            {"uid": new_uid(), "round_uid": uid, "indicator_uid": indicator, "confirmed": 1}
            | {"claimed": "unmet" if (at + place) % 9 == number % 9 else "met"}
            for place, uid in enumerate(rounds)
            for at, indicator in enumerate(indicators)
        ],
        "monthly_report": [
            {
                "uid": new_uid(),
                "hamlet_uid": uid,
                "year": 2024,
                "month": month,
                "entered_on": f"2024-{month:02d}-20",
            }
            | {"received_on": f"2024-{month:02d}-{8 + (month + at) % 12:02d}"}
            for at, uid in enumerate(places)
            for month in range(1, 13)
        ],
    }
    for name in TRAVELLING:
        spec = table_spec(name)
        if name in made:
            yield spec, [tuple(row.get(column) for column in spec.names) for row in made[name]]
        else:
            yield spec, given[name] if name in ("criteria_set", "criterion", "indicator") else []


def _values(name: str, row: Row) -> dict[str, Any]:
    return dict(zip(table_spec(name).names, row, strict=True))


def _of_set(given: dict[str, list[Row]], set_uid: str) -> list[str]:
    criteria = {
        row["uid"]
        for row in (_values("criterion", one) for one in given["criterion"])
        if row["set_uid"] == set_uid
    }
    rows = (_values("indicator", one) for one in given["indicator"])
    return [row["uid"] for row in rows if row["criterion_uid"] in criteria]


def _bare_copy(packages: list[Path], target: Path) -> float:
    begun = perf_counter()
    with closing(sqlite3.connect(target)) as book:
        for package in packages:
            with closing(sqlite3.connect(package)) as source:
                for name in TRAVELLING:
                    names = table_spec(name).names
                    columns = ", ".join(f'"{one}"' for one in names)
                    book.execute(f'CREATE TABLE IF NOT EXISTS "{name}" ({columns})')
                    rows = source.execute(f'SELECT {columns} FROM "{name}"')  # noqa: S608 - our own names
                    book.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(names))})', rows)
            book.commit()
    return perf_counter() - begun
