"""A commune's figures as one file for the level above: plain rows in a small SQLite file, read as hostile.

The package carries what boards, timeliness and tables are made of. It names no table of the program: which columns
travel is given by `TableSpec`s, so that writer and reader agree with the book they serve.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.errors import InputError
from app.files.atomic import write_atomically
from app.i18n import _

SUFFIX = ".bansang"
APPLICATION_ID = 0x4253504B  # "BSPK"
FORMAT = 1
BATCH = 5000  # rows
MOST_BYTES = 512 << 20
MOST_ROWS = 5_000_000
_LONGEST_TEXT = 100_000
_MOST_STEPS = (
    2_000  # of the progress handler, each 100,000 instructions of SQLite: a query that never ends is ended
)
_UID = re.compile(r"[0-9a-f]{32}").fullmatch
_NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,30})?").fullmatch
_NAME = re.compile(r"[a-z_]{1,40}").fullmatch

Row = tuple[Any, ...]


class ColumnKind(StrEnum):
    UID = "uid"
    TEXT = "text"
    INTEGER = "integer"
    FLAG = "flag"
    DATE = "date"
    NUMBER = "number"  # exact, as text
    JSON = "json"


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """`longest` in letters, for texts; `words`: the few values a column of one of a few words may have."""

    name: str
    kind: ColumnKind
    required: bool
    longest: int = _LONGEST_TEXT
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TableSpec:
    name: str
    columns: tuple[ColumnSpec, ...]

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]


@dataclass(frozen=True, slots=True)
class PackageHead:
    """Which book wrote it, and when; `schema` is the version of the book's tables."""

    book_uid: str
    commune_uid: str
    commune: str
    made_at: str  # ISO, UTC
    schema: int


def write_package(
    target: Path, head: PackageHead, tables: Iterable[tuple[TableSpec, Iterable[Row]]]
) -> dict[str, int]:
    """Write `target` whole or not at all; returns the rows of each table. Raises StorageError."""
    counts: dict[str, int] = {}
    with write_atomically(target) as part:
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(part, isolation_level=None)) as file:
            file.executescript(
                f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA application_id={APPLICATION_ID};"
                f"PRAGMA user_version={FORMAT}; BEGIN; CREATE TABLE head (content TEXT NOT NULL)"
            )
            file.execute("INSERT INTO head VALUES (?)", (json.dumps(asdict(head), ensure_ascii=False),))
            for spec, rows in tables:
                columns = ", ".join(f'"{name}"' for name in spec.names)
                file.execute(f'CREATE TABLE "{spec.name}" ({columns})')
                marks = ", ".join("?" * len(spec.columns))
                done = file.executemany(f'INSERT INTO "{spec.name}" VALUES ({marks})', rows)
                counts[spec.name] = max(done.rowcount, 0)
            file.execute("COMMIT")
    return counts


class PackageReader:
    """An open package. Every value that comes out has been held against its column. Raises InputError."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        _look_at_header(path)
        try:
            self._file = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        except sqlite3.Error as error:
            raise self._damaged() from error
        self._steps = 0
        self._file.set_progress_handler(self._step, 100_000)
        self._file.execute("PRAGMA trusted_schema=OFF")
        self._file.execute("PRAGMA cell_size_check=ON")
        self.head = self._asked(self._read_head)

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> PackageReader:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def batches(self, spec: TableSpec) -> Iterator[list[Row]]:
        """The rows of one table, some thousand at a time, in the order of the spec's columns.

        A column that an older package does not have is None; one that must be filled is an error.
        """
        there = self._asked(lambda: self._columns_of(spec.name))
        chosen = ", ".join(f'"{name}"' if name in there else "NULL" for name in spec.names)
        cursor = self._asked(lambda: self._file.execute(f'SELECT {chosen} FROM "{spec.name}"'))  # noqa: S608
        seen = 0
        while rows := self._asked(lambda: cursor.fetchmany(BATCH)):
            seen += len(rows)
            if seen > MOST_ROWS:
                raise self._damaged()
            for column, values in zip(spec.columns, zip(*rows, strict=True), strict=True):
                if not _fits(column, values):
                    raise self._wrong(spec.name, column.name)
            yield rows

    def _columns_of(self, table: str) -> set[str]:
        kind = self._file.execute("SELECT type FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        if kind != ("table",):  # a view could compute for ever
            raise self._wrong(table, "")
        return {row[1] for row in self._file.execute(f'PRAGMA table_info("{table}")')}

    def _read_head(self) -> PackageHead:
        self._columns_of("head")
        (content,) = self._file.execute("SELECT content FROM head").fetchone()
        given = json.loads(content)
        head = PackageHead(**{field: given[field] for field in PackageHead.__dataclass_fields__})
        sound = _UID(head.book_uid) and _UID(head.commune_uid) and isinstance(head.commune, str)
        if not (sound and isinstance(head.schema, int) and len(head.commune) <= 200):
            raise self._damaged()
        datetime.fromisoformat(head.made_at)
        return head

    def _asked(self, question: Callable[[], Any]) -> Any:
        try:
            return question()
        except (sqlite3.Error, ValueError, TypeError, KeyError, OverflowError) as error:
            raise self._damaged() from error

    def _step(self) -> int:
        self._steps += 1
        return int(self._steps > _MOST_STEPS)

    def _damaged(self) -> InputError:
        return InputError(
            _("Gói “{name}” hỏng hoặc không đúng dạng. Hãy xin xã gói khác.").format(name=self._name)
        )

    def _wrong(self, table: str, column: str) -> InputError:
        where = f"{table}.{column}" if column else table
        return InputError(
            _("Gói “{name}” có dữ liệu không đúng dạng ở {where}. Hãy xin xã gói khác.").format(
                name=self._name, where=where
            )
        )


def _look_at_header(path: Path) -> None:
    """Before SQLite opens anything."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise InputError(
            _("Không đọc được gói “{name}”. Hãy kiểm tra tệp còn đó.").format(name=path.name)
        ) from error
    if not header.startswith(b"SQLite format 3\x00") or int.from_bytes(header[68:72]) != APPLICATION_ID:
        raise InputError(_("“{name}” không phải gói số liệu của xã.").format(name=path.name))
    if int.from_bytes(header[60:64]) > FORMAT:
        raise InputError(
            _("Gói “{name}” do bản Bản Sáng mới hơn tạo ra. Hãy cài bản mới rồi mở lại.").format(
                name=path.name
            )
        )
    if size > MOST_BYTES:
        raise InputError(_("Gói “{name}” quá lớn. Hãy xin xã gói khác.").format(name=path.name))


def _fits(column: ColumnSpec, values: Sequence[Any]) -> bool:
    """All values of one column at once: the loops run inside the interpreter."""
    if None in values:
        if column.required:
            return False
        values = [value for value in values if value is not None]
    try:
        return _FITS[column.kind](column, values)
    except (TypeError, ValueError, RecursionError):
        return False


def _fit_texts(column: ColumnSpec, values: Sequence[Any]) -> bool:
    if column.words:
        return set(values) <= column.words
    return all(type(value) is str and len(value) <= column.longest for value in values)


def _fit_dates(column: ColumnSpec, values: Sequence[Any]) -> bool:
    return all(date.fromisoformat(value).year >= 1900 for value in set(values))


def _fit_json(column: ColumnSpec, values: Sequence[Any]) -> bool:
    return all(len(value) <= _LONGEST_TEXT and json.loads(value) is not ... for value in set(values))


_FITS: Mapping[ColumnKind, Callable[[ColumnSpec, Sequence[Any]], bool]] = {
    ColumnKind.UID: lambda _column, values: all(map(_UID, values)),
    ColumnKind.TEXT: _fit_texts,
    ColumnKind.INTEGER: lambda _column, values: all(type(v) is int and abs(v) < 1 << 31 for v in set(values)),
    ColumnKind.FLAG: lambda _column, values: set(values) <= {0, 1},
    ColumnKind.DATE: _fit_dates,
    ColumnKind.NUMBER: lambda _column, values: all(map(_NUMBER, values)),
    ColumnKind.JSON: _fit_json,
}
