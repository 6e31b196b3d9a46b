"""The journal in words, page by page: who did what when, from what to what."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.action_words import action_label
from app.domain.text import fold, sort_key
from app.history_words import TABLES, Subject
from app.i18n import _
from app.models.journal import JournalEntry, JournalTransaction, TransactionKind
from app.services.history_names import Key, Names

PAGE = 100
_NO_STEP = frozenset({"evidence_trash.delete_for_good"})  # what Ctrl+Z passes over, though somebody did it
_SCANNED_AT_ONCE = 2000
_MOST_SCANS = 3  # a rare word is looked for a page at a time: the person decides to go on


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """Days are of the commune's calendar, both included; `text` is searched folded, every word must occur."""

    from_on: date | None = None
    until_on: date | None = None
    who: str = ""
    subject: Subject | None = None
    text: str = ""
    row_uids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One change in words; `field` "" for a row that was made or taken out as a whole."""

    entry_id: int
    transaction_id: int
    at: datetime
    who: str
    deed: str
    subject: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class JournalPage:
    """Newest first; `before` leads to the older ones, None at the end.

    A search by text may stop short, with few lines or none and `before` set.
    """

    lines: tuple[JournalLine, ...]
    before: int | None


def journal_page(
    session: Session, *, wanted: JournalFilter, before: int | None = None, limit: int = PAGE
) -> JournalPage:
    """What is older than the entry `before`. Reads no more than it must, whatever the journal's length."""
    names = Names(session)
    words = fold(wanted.text).split()
    if not words:
        found = session.execute(_statement(wanted, before).limit(limit + 1)).all()
        return _page(_lines(names, found[:limit]), len(found) > limit)
    kept: list[JournalLine] = []
    for number, (lines, last) in enumerate(_scanned(session, names, wanted, before), start=1):
        kept += [line for line in lines if _matches(line, words)]
        if len(kept) > limit:
            break
        if number == _MOST_SCANS:
            return JournalPage(tuple(kept), last)
    return _page(kept[:limit], len(kept) > limit)


def people_of_journal(session: Session) -> list[str]:
    """Everybody the journal names, in the order of the alphabet."""
    statement = select(JournalTransaction.who).group_by(JournalTransaction.who)
    return sorted(session.scalars(statement), key=sort_key)


def _scanned(
    session: Session, names: Names, wanted: JournalFilter, before: int | None
) -> Iterator[tuple[list[JournalLine], int]]:
    """The lines, and the entry they end at."""
    while True:
        found = session.execute(_statement(wanted, before).limit(_SCANNED_AT_ONCE)).all()
        if not found:
            return
        before = int(found[-1][0])
        yield _lines(names, found), before


def _page(lines: Sequence[JournalLine], more: bool) -> JournalPage:
    return JournalPage(tuple(lines), lines[-1].entry_id if more and lines else None)


def _statement(wanted: JournalFilter, before: int | None) -> Any:
    entry, transaction, target = JournalEntry, JournalTransaction, aliased(JournalTransaction)
    statement: Any = (
        select(
            entry.id,
            entry.transaction_id,
            entry.table_name,
            entry.row_uid,
            entry.field,
            entry.old,
            entry.new,
            transaction.at,
            transaction.who,
            transaction.action,
            transaction.kind,
            target.action,
        )
        .join(transaction, transaction.id == entry.transaction_id)
        .outerjoin(target, target.id == transaction.target_id)
        .order_by(entry.id.desc())
    )
    if before is not None:
        statement = statement.where(entry.id < before)
    if wanted.row_uids:
        statement = statement.where(entry.row_uid.in_(wanted.row_uids))
    if wanted.subject is not None:
        statement = statement.where(entry.table_name.in_(TABLES[wanted.subject]))
    if wanted.who:
        statement = statement.where(transaction.who == wanted.who)
    if wanted.from_on is not None:
        statement = statement.where(transaction.at >= _midnight(wanted.from_on))
    if wanted.until_on is not None:
        statement = statement.where(transaction.at < _midnight(wanted.until_on + timedelta(days=1)))
    return statement


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone(UTC)


def _lines(names: Names, found: Sequence[Any]) -> list[JournalLine]:
    names.load(_keys(names, found))
    deeds: dict[tuple[str, TransactionKind], str] = {}
    return [_line(names, deeds, row) for row in found]


def _keys(names: Names, found: Sequence[Any]) -> Iterator[Key]:
    for _id, _transaction, table, row_uid, field, old, new, *_rest in found:
        yield table, row_uid
        yield from _references(names, table, field, old, new)


def _references(
    names: Names, table: str, field: str | None, old: str | None, new: str | None
) -> Iterator[Key]:
    for raw in (old, new):
        values = _values(field, raw)
        for name, value in values.items():
            if name.endswith("_uid") and isinstance(value, str):
                target = names.target(table, name)
                if target is not None:
                    yield target, value


def _values(field: str | None, raw: str | None) -> dict[str, Any]:
    if raw is None:
        return {}
    value = json.loads(raw)
    return {field: value} if field is not None else value


def _line(names: Names, deeds: dict[tuple[str, TransactionKind], str], row: Any) -> JournalLine:
    entry_id, transaction_id, table, row_uid, field, old, new, at, who, action, kind, target = row
    line = JournalLine(
        entry_id,
        transaction_id,
        at.astimezone(),
        who,
        _deed(deeds, target or action, kind),
        f"{names.words.table(table)}: {names.of((table, row_uid))}",
        "" if field is None else names.words.field(table, field),
        names.whole(table, _one(old)) if field is None else names.value(table, field, _one(old)),
        names.whole(table, _one(new)) if field is None else names.value(table, field, _one(new)),
    )
    return replace(line, field=_("(lập mới)") if old is None else _("(bỏ)")) if field is None else line


def _one(raw: str | None) -> Any:
    return None if raw is None else json.loads(raw)


def _deed(deeds: dict[tuple[str, TransactionKind], str], action: str, kind: TransactionKind) -> str:
    if (action, kind) not in deeds:
        deeds[action, kind] = _deed_words(action, kind)
    return deeds[action, kind]


def _deed_words(action: str, kind: TransactionKind) -> str:
    if action in _NO_STEP:
        return action_label(action)
    words = {
        TransactionKind.DO: "{what}",
        TransactionKind.UNDO: _("hoàn tác: {what}"),
        TransactionKind.REDO: _("làm lại: {what}"),
        TransactionKind.BASE: _("lập sổ"),
    }[kind]
    return words.format(what=action_label(action))


def _matches(line: JournalLine, words: list[str]) -> bool:
    text = fold(" ".join((line.who, line.deed, line.subject, line.field, line.old, line.new)))
    return all(word in text for word in words)
