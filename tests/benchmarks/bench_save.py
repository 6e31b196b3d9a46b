"""One autosave, durable on disk, against a raw sqlite3 commit of the same rows (goal: at most 3×)."""

from __future__ import annotations

import secrets
import sqlite3
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from app.services import assessments, places
from app.services.samples import create_sample
from app.services.workspace import DATABASE_FILE

REPEATS = 150

Line = tuple[str, float, float | None]


def run() -> list[Line]:
    """Milliseconds; floor and program take turns, so that both see the same disk."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        workspace = create_sample(Path(folder) / "so")
        put = workspace.read(places.find_hamlet, name="put")
        round_uid = workspace.read(assessments.rounds_of, hamlet_uid=put.uid)[0].uid
        uid = workspace.read(assessments.sheet, round_uid=round_uid).rows[0].uid
        raw = create_sample(Path(folder) / "raw")
        raw.close()
        connection = sqlite3.connect(raw.folder / DATABASE_FILE, isolation_level=None)
        connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON")
        raw_uid = connection.execute("SELECT uid FROM assessment LIMIT 1").fetchone()[0]
        floor, ours = [], []
        for number in range(REPEATS):
            started = perf_counter()
            raw_save(connection, raw_uid, f"giải trình {number}")
            floor.append(perf_counter() - started)
            started = perf_counter()
            workspace.write(
                assessments.record, assessment_uid=uid, values={"explanation": f"giải trình {number}"}
            )
            ours.append(perf_counter() - started)
        connection.close()
        workspace.close()
    low, high = median(floor) * 1000, median(ours) * 1000
    return [
        ("raw sqlite3 commit of the same rows, ms", low, None),
        ("one autosave, ms (goal ≤ 3×)", high, high / low),
    ]


def raw_save(connection: sqlite3.Connection, uid: str, text: str) -> None:
    """The rows that an autosave writes: the field, the journal's transaction, its entry."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE assessment SET explanation = ? WHERE uid = ?", (text, uid))
    made = connection.execute(
        "INSERT INTO journal_transaction (uid, at, who, action, kind) VALUES (?, '2024-04-20', 'a', 'b', 'do')",
        (secrets.token_hex(16),),
    )
    connection.execute(
        "INSERT INTO journal (transaction_id, table_name, row_uid, field, old, new, hash)"
        " VALUES (?, 'assessment', ?, 'explanation', '\"x\"', ?, ?)",
        (made.lastrowid, uid, text, "0" * 64),
    )
    connection.execute("COMMIT")
