"""The one journal: every change of every row, who and when, chained by hash.

History, undo, the audit trail, "changed since" and merging all read it; nothing else records changes.
A flush listener writes it, so no use case can forget; writes that would pass it by are refused.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Date, Enum, ForeignKey, String, Text, event, insert, inspect, select
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, UOWTransaction, mapped_column

from app.models.base import Base, ExactNumber, Travels, UtcTime, choice, new_uid

CHAIN_START = "0" * 64
_INFO_KEY = "journal"
# One spelling for one value, whatever the order of its keys: hashes are made over it.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class TransactionKind(StrEnum):
    """BASE is never undone by Ctrl+Z: making a book, its sample, a migration."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"
    BASE = "base"


class JournalTransaction(Base):
    """One user event. `target_id` is the DO transaction that an UNDO or REDO speaks of."""

    __tablename__ = "journal_transaction"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(String(120))
    action: Mapped[str] = mapped_column(String(120))
    kind: Mapped[TransactionKind] = mapped_column(choice(TransactionKind))
    target_id: Mapped[int | None]


class JournalEntry(Base):
    """One field of one row; `field` None is the whole row (made: `new`, deleted: `old`), values as JSON."""

    __tablename__ = "journal"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's own declaration

    id: Mapped[int] = mapped_column(primary_key=True)
    transaction_id: Mapped[int] = mapped_column(ForeignKey("journal_transaction.id"), index=True)
    table_name: Mapped[str] = mapped_column(String(40))
    row_uid: Mapped[str] = mapped_column(String(32), index=True)
    field: Mapped[str | None] = mapped_column(String(40))
    old: Mapped[str | None] = mapped_column(Text)
    new: Mapped[str | None] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))


@dataclass(slots=True)
class JournalContext:
    """Who acts and how it is called, set on the session before its first flush."""

    who: str
    action: str
    at: datetime
    kind: TransactionKind = TransactionKind.DO
    target_id: int | None = None
    transaction_id: int | None = None
    head: str | None = None
    signature: str = ""


def begin_journal(session: Session, context: JournalContext) -> None:
    """Let `session` write under `context`; a session without one refuses to write."""
    session.info[_INFO_KEY] = context


def encode(value: Any) -> Any:
    """A column's value as JSON can hold it."""
    match value:
        case StrEnum():
            return value.value
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case _:
            return value


def decode(column: Column[Any], raw: Any) -> Any:
    """The inverse of `encode` for this column."""
    if raw is None:
        return None
    if isinstance(column.type, Enum):
        return column.type.enum_class(raw) if column.type.enum_class else raw
    if isinstance(column.type, ExactNumber):
        return Decimal(raw)
    if isinstance(column.type, UtcTime):
        return datetime.fromisoformat(raw)
    if isinstance(column.type, Date):
        return date.fromisoformat(raw)
    return raw


def row_as_json(row: Travels) -> str:
    """All columns of a row by attribute name."""
    mapper = inspect(row).mapper
    return _json({prop.key: encode(getattr(row, prop.key)) for prop in mapper.column_attrs})


def _json(value: Any) -> str:
    return _ENCODER.encode(value)


Change = tuple[str, str, str | None, str | None, str | None]  # table, row, field, old, new


def _changes(session: Session) -> Iterator[Change]:
    for row in session.new:
        if isinstance(row, Travels):
            yield _table(row), row.uid, None, None, row_as_json(row)
    for row in session.dirty:
        if isinstance(row, Travels):
            yield from _field_changes(session, row)
    for row in session.deleted:
        if isinstance(row, Travels):
            yield _table(row), row.uid, None, _stored_row(session, row), None


def _table(row: Travels) -> str:
    return str(inspect(row).mapper.local_table.description)


def _stored_row(session: Session, row: Travels) -> str:
    """The row as the database has it: unflushed edits of a row that goes away were never true."""
    mapper = inspect(row).mapper
    columns = {prop.key: prop.columns[0] for prop in mapper.column_attrs}
    statement = select(*columns.values()).where(mapper.local_table.c.uid == row.uid)
    stored = session.connection().execute(statement).one()
    return _json({key: encode(value) for key, value in zip(columns, stored, strict=True)})


def _field_changes(session: Session, row: Travels) -> Iterator[Change]:
    state = inspect(row)
    untouched = state.unmodified
    for prop in state.mapper.column_attrs:
        if prop.key in untouched:
            continue
        history = state.attrs[prop.key].history
        if not history.added:
            continue
        new = history.added[0]
        old = history.deleted[0] if history.deleted else _stored_value(session, row, prop.columns[0])
        if old != new:
            yield _table(row), row.uid, prop.key, _json(encode(old)), _json(encode(new))


def _stored_value(session: Session, row: Travels, column: Any) -> Any:
    table = inspect(row).mapper.local_table
    return session.connection().execute(select(column).where(table.c.uid == row.uid)).scalar()


def chain_hash(previous: str, signature: str, change: Change) -> str:
    """SHA-256 (hex) over the entry before, the transaction's own data, and the change."""
    return hashlib.sha256(_json([previous, signature, *change]).encode()).hexdigest()


def transaction_signature(transaction: JournalTransaction | JournalContext, uid: str) -> str:
    return _json(
        [
            uid,
            encode(transaction.at),
            transaction.who,
            transaction.action,
            transaction.kind.value,
            transaction.target_id,
        ]
    )


# Built once, over the tables themselves, which SQLAlchemy looks up faster: every autosave runs these three.
_ENTRIES = Base.metadata.tables["journal"]
_LAST_HASH = select(_ENTRIES.c.hash).order_by(_ENTRIES.c.id.desc()).limit(1)
_INSERT_TRANSACTION = insert(Base.metadata.tables["journal_transaction"])
_INSERT_ENTRY = insert(_ENTRIES)


@event.listens_for(Session, "before_flush")
def _write_journal(session: Session, flush_context: UOWTransaction, instances: object) -> None:
    changes = list(_changes(session))
    if not changes:
        return
    context: JournalContext | None = session.info.get(_INFO_KEY)
    if context is None:
        raise RuntimeError("a session without journal context must not write")
    connection = session.connection()
    if context.transaction_id is None:
        _open_transaction(session, context)
    rows = []
    for change in changes:
        context.head = chain_hash(context.head or CHAIN_START, context.signature, change)
        table, row_uid, field, old, new = change
        rows.append(
            {
                "transaction_id": context.transaction_id,
                "table_name": table,
                "row_uid": row_uid,
                "field": field,
                "old": old,
                "new": new,
                "hash": context.head,
            }
        )
    connection.execute(_INSERT_ENTRY, rows)


def _open_transaction(session: Session, context: JournalContext) -> None:
    connection = session.connection()
    context.head = connection.execute(_LAST_HASH).scalar() or CHAIN_START
    uid = new_uid()
    context.signature = transaction_signature(context, uid)
    values = {
        "uid": uid,
        "at": context.at,
        "who": context.who,
        "action": context.action,
        "kind": context.kind,
        "target_id": context.target_id,
    }
    result = connection.execute(_INSERT_TRANSACTION, values)
    context.transaction_id = result.inserted_primary_key[0]  # type: ignore[index]


@event.listens_for(Session, "do_orm_execute")
def _refuse_bulk_writes(state: ORMExecuteState) -> None:
    if state.is_update or state.is_delete or state.is_insert:
        raise RuntimeError("bulk writes would pass the journal by: change the rows through the session")


@dataclass(frozen=True, slots=True)
class ChainReport:
    """`broken_at` is the id of the first journal entry whose hash does not follow, None when all do."""

    entries: int
    broken_at: int | None


def verify_chain(session: Session) -> ChainReport:
    """Recompute every hash in order; memory does not grow with the journal."""
    head = CHAIN_START
    entries = 0
    statement = (
        select(JournalEntry, JournalTransaction)
        .join(JournalTransaction, JournalTransaction.id == JournalEntry.transaction_id)
        .order_by(JournalEntry.id)
        .execution_options(yield_per=1000)
    )
    for entry, transaction in session.execute(statement):
        signature = transaction_signature(transaction, transaction.uid)
        change = (entry.table_name, entry.row_uid, entry.field, entry.old, entry.new)
        head = chain_hash(head, signature, change)
        entries += 1
        if head != entry.hash:
            return ChainReport(entries, entry.id)
    return ChainReport(entries, None)
