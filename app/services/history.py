"""What the journal tells: history of a row, and undo and redo of whole user events, also after a restart."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.rights import AccountKind
from app.errors import RefusedError
from app.i18n import _
from app.models.account import Account
from app.models.journal import (
    ChainReport,
    JournalEntry,
    JournalTransaction,
    TransactionKind,
    decode,
    encode,
    verify_chain,
)
from app.models.tables import Base
from app.services.accounts import refuse_without_keeper
from app.services.rights import actor_of
from app.services.workspace import Workspace

REACH = 500  # transactions back that Ctrl+Z can walk
_NEAR = 20  # enough unless somebody has just taken back a long row of them

_Transaction = Row[int, str, datetime, str, TransactionKind, int | None]


@dataclass(frozen=True, slots=True)
class Step:
    """One user event that can be undone or redone; `action` is a use case's name for labels."""

    transaction_id: int
    action: str
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class UndoState:
    """What Ctrl+Z and Ctrl+Y would do now; None where there is nothing."""

    undo: Step | None
    redo: Step | None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change of one field; `old` and `new` are JSON values, `field` None is the whole row."""

    at: datetime
    who: str
    action: str
    kind: TransactionKind
    field: str | None
    old: Any
    new: Any


def undo_state(session: Session) -> UndoState:
    """What the newest transactions come to; asked after every save, so it looks far back only when it must."""
    near = _newest(session, _NEAR)
    known = {row.id for row in near}
    state = _replay(near)
    if len(near) < _NEAR or (state.undo and all(row.target_id in known for row in near if row.target_id)):
        return state
    return _replay(_newest(session, REACH))


def _newest(session: Session, count: int) -> Sequence[_Transaction]:
    """Newest first."""
    columns = JournalTransaction
    statement = (
        select(columns.id, columns.action, columns.at, columns.who, columns.kind, columns.target_id)
        .order_by(columns.id.desc())
        .limit(count)
    )
    return session.execute(statement).all()


def _replay(newest_first: Sequence[_Transaction]) -> UndoState:
    """A new transaction empties the redo list, an undo moves its target over, a redo back."""
    undo: list[_Transaction] = []
    redo: list[_Transaction] = []
    for transaction in reversed(newest_first):
        if transaction.kind is TransactionKind.DO:
            undo.append(transaction)
            redo.clear()
        elif transaction.kind is TransactionKind.UNDO:
            _move(transaction.target_id, undo, redo)
        elif transaction.kind is TransactionKind.REDO:
            _move(transaction.target_id, redo, undo)
    return UndoState(_step(undo), _step(redo))


def _move(target_id: int | None, source: list[_Transaction], target: list[_Transaction]) -> None:
    for transaction in source:
        if transaction.id == target_id:
            source.remove(transaction)
            target.append(transaction)
            return


def _step(stack: list[_Transaction]) -> Step | None:
    if not stack:
        return None
    top = stack[-1]
    return Step(top.id, top.action, top.at, top.who)


def undo(workspace: Workspace) -> Step | None:
    """Take back the newest user event; None when there is none. Raises RefusedError where work would be lost."""
    step = workspace.read(undo_state).undo
    if step is not None:
        workspace.write_as(
            TransactionKind.UNDO, step.transaction_id, apply_inverse, transaction_id=step.transaction_id
        )
    return step


def redo(workspace: Workspace) -> Step | None:
    """Do again what was taken back last; None when there is nothing. Raises RefusedError."""
    step = workspace.read(undo_state).redo
    if step is not None:
        inverse = workspace.read(_undo_of, target_id=step.transaction_id)
        workspace.write_as(TransactionKind.REDO, step.transaction_id, apply_inverse, transaction_id=inverse)
    return step


def _undo_of(session: Session, *, target_id: int) -> int:
    statement = (
        select(JournalTransaction.id)
        .where(JournalTransaction.kind == TransactionKind.UNDO, JournalTransaction.target_id == target_id)
        .order_by(JournalTransaction.id.desc())
        .limit(1)
    )
    return session.scalars(statement).one()


def apply_inverse(session: Session, *, transaction_id: int) -> None:
    """Write the opposite of every change of one transaction, newest first, as a change of its own.

    Raises RefusedError when a value has changed since, a row has got rows that hang on it, or another row has
    taken the place of one that would come back (the same file added again).
    """
    statement = (
        select(JournalEntry)
        .where(JournalEntry.transaction_id == transaction_id)
        .order_by(JournalEntry.id.desc())
    )
    _refuse_work_of_others(session, transaction_id)
    removed: list[tuple[str, str]] = []
    entries = session.scalars(statement).all()
    for entry in entries:
        model = _models()[entry.table_name]
        if entry.field is not None:
            _restore_field(session, model, entry)
        elif entry.old is None:
            _remove_row(session, model, entry)
            removed.append((entry.table_name, entry.row_uid))
        else:
            _restore_row(session, model, entry)
        try:
            session.flush()
        except IntegrityError as error:
            raise _later_work() from error
    _refuse_orphans(session, removed)
    if any(entry.table_name == Account.__tablename__ for entry in entries):
        refuse_without_keeper(session)


def _refuse_work_of_others(session: Session, transaction_id: int) -> None:
    """Only a cadastral account takes back what another did."""
    actor = actor_of(session)
    who = session.get_one(JournalTransaction, transaction_id).who
    if actor.kind is AccountKind.VIEWER or (actor.kind is not AccountKind.CADASTRAL and who != actor.name):
        raise RefusedError(
            _("Việc gần nhất do {who} làm. Chỉ người đó hoặc địa chính hoàn tác, làm lại được.").format(
                who=who
            )
        )


def _models() -> dict[str, type[Any]]:
    return {mapper.local_table.description: mapper.class_ for mapper in Base.registry.mappers}


def _later_work() -> RefusedError:
    return RefusedError(_("Không hoàn tác được: sau đó đã có thay đổi khác. Hãy sửa trực tiếp ô cần sửa."))


def _restore_field(session: Session, model: type[Any], entry: JournalEntry) -> None:
    row = session.get(model, entry.row_uid)
    assert entry.field is not None
    assert entry.old is not None
    assert entry.new is not None
    if row is None or encode(getattr(row, entry.field)) != json.loads(entry.new):
        raise _later_work()
    column = inspect(model).column_attrs[entry.field].columns[0]
    setattr(row, entry.field, decode(column, json.loads(entry.old)))


def _remove_row(session: Session, model: type[Any], entry: JournalEntry) -> None:
    row = session.get(model, entry.row_uid)
    assert entry.new is not None
    made: dict[str, Any] = json.loads(entry.new)
    if row is None or any(encode(getattr(row, field)) != value for field, value in made.items()):
        raise _later_work()
    session.delete(row)


def _restore_row(session: Session, model: type[Any], entry: JournalEntry) -> None:
    assert entry.old is not None
    if session.get(model, entry.row_uid) is not None:
        raise _later_work()
    attributes = inspect(model).column_attrs
    stored: dict[str, Any] = json.loads(entry.old)
    session.add(model(**{key: decode(attributes[key].columns[0], value) for key, value in stored.items()}))


def _refuse_orphans(session: Session, removed: Iterable[tuple[str, str]]) -> None:
    """A row that later work refers to must stay; the database would refuse too, but without a reason."""
    for table_name, uid in removed:
        for table in Base.metadata.sorted_tables:
            for key in table.foreign_keys:
                if key.column.table.name != table_name:
                    continue
                if session.execute(select(key.parent).where(key.parent == uid).limit(1)).first():
                    raise _later_work()


def row_history(session: Session, *, row_uid: str) -> list[HistoryLine]:
    """Every change of one row, newest first."""
    statement = (
        select(JournalEntry, JournalTransaction)
        .join(JournalTransaction, JournalTransaction.id == JournalEntry.transaction_id)
        .where(JournalEntry.row_uid == row_uid)
        .order_by(JournalEntry.id.desc())
    )
    return [
        HistoryLine(
            transaction.at,
            transaction.who,
            transaction.action,
            transaction.kind,
            entry.field,
            None if entry.old is None else json.loads(entry.old),
            None if entry.new is None else json.loads(entry.new),
        )
        for entry, transaction in session.execute(statement)
    ]


def check_chain(session: Session) -> ChainReport:
    """Whether the journal is as it was written."""
    return verify_chain(session)
