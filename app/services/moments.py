"""Two moments of the book compared: what differs, field by field, read off the journal between them.

A value that was changed and changed back does not differ; a row made and taken out again was never there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.text import sort_key
from app.models.journal import JournalEntry, JournalTransaction
from app.services.history_names import Key, Names


class Fate(StrEnum):
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs; `field` "" and one side "" for a row that is on one side only.

    `hamlet` and `indicator` are "" for what belongs to none. `table`, `row_uid` and `place_uid` (of the hamlet) are
    for those who pick some of them.
    """

    number: int
    fate: Fate
    hamlet: str
    indicator: str
    subject: str
    field: str
    old: str
    new: str
    table: str = ""
    row_uid: str = ""
    place_uid: str = ""
    column: str = ""


@dataclass(slots=True)
class _Row:
    """What is known of a row on both sides: fields that were written between, and the whole row at its ends."""

    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    was_there: bool | None = None
    is_there: bool = True
    gone: dict[str, Any] | None = None  # the whole row of the last deletion


def moment_at(session: Session, *, at: datetime) -> int:
    """The last transaction that was done by then, 0 before the first."""
    statement = select(func.max(JournalTransaction.id)).where(JournalTransaction.at <= at)
    return session.scalar(statement) or 0


def newest_moment(session: Session) -> int:
    return session.scalar(select(func.max(JournalTransaction.id))) or 0


def compare(session: Session, *, since: int, until: int) -> tuple[Difference, ...]:
    """From just after transaction `since` to just after `until`; by hamlet, then subject.

    The later moment may be named first: then the old values are those of the later one.
    """
    turned = since > until
    rows = _rows(_entries(session, min(since, until), max(since, until)))
    found = [one for key, row in rows.items() for one in _differences(key, row)]
    names = Names(session)
    names.load(_named(names, found))
    lines = [_line(names, key, what, turned) for key, *what in found]
    lines.sort(key=lambda line: (not line.hamlet, sort_key(line.hamlet), sort_key(line.subject), line.number))
    return tuple(_numbered(lines))


def compare_times(session: Session, *, since: datetime, until: datetime) -> tuple[Difference, ...]:
    return compare(session, since=moment_at(session, at=since), until=moment_at(session, at=until))


def net_changes(session: Session, *, since: int, until: int) -> dict[Key, tuple[Any, Any]]:
    """Per row (before, after) as far as they differ: the fields that differ, or None where the row was not there."""
    rows = _rows(_entries(session, since, until))
    found = {key: _ends(row) for key, row in rows.items()}
    return {key: ends for key, ends in found.items() if ends[0] != ends[1]}


def _entries(session: Session, since: int, until: int) -> Iterable[Any]:
    entry = JournalEntry
    statement = (
        select(entry.table_name, entry.row_uid, entry.field, entry.old, entry.new)
        .where(entry.transaction_id > since, entry.transaction_id <= until)
        .order_by(entry.id)
        .execution_options(yield_per=2000)
    )
    return session.execute(statement)


def _rows(entries: Iterable[Any]) -> dict[Key, _Row]:
    rows: dict[Key, _Row] = {}
    for table, uid, name, old, new in entries:
        row = rows.setdefault((table, uid), _Row())
        if name is not None:
            row.was_there = True if row.was_there is None else row.was_there
            row.before.setdefault(name, json.loads(old))
            row.after[name] = json.loads(new)
        elif old is None:
            _make(row, json.loads(new))
        else:
            _take_out(row, json.loads(old))
    return rows


def _make(row: _Row, values: dict[str, Any]) -> None:
    row.was_there = False if row.was_there is None else row.was_there
    row.is_there = True
    row.after = dict(values)


def _take_out(row: _Row, values: dict[str, Any]) -> None:
    if row.was_there is None or (row.was_there and row.gone is None):
        row.was_there = True
        row.before = {**values, **row.before}  # what was changed before it went keeps its first value
    row.is_there = False
    row.gone = values


def _ends(row: _Row) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    before = row.before if row.was_there else None
    if not row.is_there:
        return before, None
    if before is None:
        return None, row.after
    names = {name for name in row.after if name in before and before[name] != row.after[name]}
    return {name: before[name] for name in names}, {name: row.after[name] for name in names}


_What = tuple[Key, Fate, str, Any, Any]


def _differences(key: Key, row: _Row) -> Iterator[_What]:
    before, after = _ends(row)
    if before is None and after is None:
        return
    if before is None:
        yield key, Fate.ADDED, "", None, after
    elif after is None:
        yield key, Fate.REMOVED, "", before, None
    else:
        for name in sorted(after):
            yield key, Fate.CHANGED, name, before[name], after[name]


def _named(names: Names, found: Iterable[_What]) -> Iterator[Key]:
    for (table, uid), _fate, name, old, new in found:
        yield table, uid
        for values in (old, new) if not name else ({name: old}, {name: new}):
            for column, value in (values or {}).items():
                target = names.target(table, column)
                if target is not None and isinstance(value, str):
                    yield target, value


def _line(names: Names, key: Key, what: list[Any], turned: bool) -> Difference:
    fate, name, old, new = what
    table, uid = key
    if name:
        words = (names.value(table, name, old), names.value(table, name, new))
    else:
        words = (names.whole(table, old), names.whole(table, new))
    if turned:
        words = (words[1], words[0])
        fate = {Fate.ADDED: Fate.REMOVED, Fate.REMOVED: Fate.ADDED}.get(fate, fate)
    subject = f"{names.words.table(table)}: {names.of(key)}"
    label = names.words.field(table, name) if name else ""
    told = (fate, names.hamlet(key), names.indicator(key), subject, label, *words)
    return Difference(0, *told, table=table, row_uid=uid, place_uid=names.place_uid(key), column=name)


def _numbered(lines: Iterable[Difference]) -> Iterator[Difference]:
    for number, line in enumerate(lines):
        yield replace(line, number=number)
