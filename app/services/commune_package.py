"""The package that a commune hands to the level above: the figures of its book, nobody's names, no files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnClause,
    Date,
    DateTime,
    Enum,
    Integer,
    Select,
    String,
    Table,
    column,
    select,
    table,
)
from sqlalchemy.orm import Session

from app.domain.text import safe_file_name
from app.errors import InputError, RefusedError
from app.exchange.commune_package import (
    BATCH,
    SUFFIX,
    ColumnKind,
    ColumnSpec,
    PackageHead,
    Row,
    TableSpec,
    write_package,
)
from app.i18n import _
from app.models.base import Base, ExactNumber
from app.models.database import SCHEMA_VERSION
from app.services import places
from app.services.places import is_area_book
from app.services.workspace import Workspace

# In the order in which rows name each other.
TRAVELLING = (
    "place",
    "place_year",
    "criteria_set",
    "criterion",
    "indicator",
    "holiday",
    "plan",
    "plan_hamlet",
    "plan_set",
    "review_round",
    "assessment",
    "monthly_report",
)
# Names of people, and what was said of them, stay in the commune.
_STAYS = {
    ("place_year", "head_name"),
    ("plan", "signer_titles"),
    ("plan", "signer_name"),
    ("assessment", "opinion_by"),
    ("assessment", "opinion_post"),
    ("assessment", "opinion_note"),
    ("monthly_report", "reporter"),
}


@cache
def table_spec(name: str) -> TableSpec:
    """The columns of a table that travel: all but names of people and what points out of the package."""
    source = Base.metadata.tables[name]
    return TableSpec(name, tuple(_spec(found) for found in source.columns if _travels(source, found)))


def _travels(source: Table, found: Any) -> bool:
    if (source.name, found.name) in _STAYS:
        return False
    return all(key.column.table.name in TRAVELLING for key in found.foreign_keys)


def _spec(found: Any) -> ColumnSpec:
    kind = found.type
    longest = kind.length if isinstance(kind, String) and kind.length else 100_000
    words = frozenset(kind.enums) if isinstance(kind, Enum) else frozenset()
    is_uid = found.primary_key or bool(found.foreign_keys)
    return ColumnSpec(
        found.name, ColumnKind.UID if is_uid else _kind(kind), not found.nullable, longest, words
    )


def _kind(kind: Any) -> ColumnKind:
    kinds: tuple[tuple[type, ColumnKind], ...] = (
        (ExactNumber, ColumnKind.NUMBER),
        (Boolean, ColumnKind.FLAG),
        (Integer, ColumnKind.INTEGER),
        (Date, ColumnKind.DATE),
        (DateTime, ColumnKind.TEXT),
        (JSON, ColumnKind.JSON),
    )
    return next((found for wanted, found in kinds if isinstance(kind, wanted)), ColumnKind.TEXT)


def export_package(workspace: Workspace, target: Path) -> dict[str, int]:
    """Write the package; rows by table. Raises StorageError, InputError for a place inside the book's data."""
    if target.suffix.casefold() != SUFFIX:
        raise InputError(_("Hãy đặt tên gói có đuôi {suffix}.").format(suffix=SUFFIX))
    if workspace.owns(target):
        raise InputError(_("Không ghi vào phần dữ liệu của sổ. Hãy chọn tên tệp khác."))
    return workspace.read(_write, target=target, made_at=workspace.now())


def package_name(session: Session, *, today: date) -> str:
    """A name to propose: "Số liệu xã Chiềng Khoi 2024-04-20.bansang"."""
    return safe_file_name(f"Số liệu {places.commune_name(session)} {today:%Y-%m-%d}{SUFFIX}")


def _write(session: Session, *, target: Path, made_at: datetime) -> dict[str, int]:
    if is_area_book(session):
        raise RefusedError(_("Sổ này là sổ tổng hợp nên không có gói để nộp. Hãy mở sổ của xã."))
    book = places.book_info(session)
    head = PackageHead(
        book_uid=book.uid,
        commune_uid=places.commune_uid(session),
        commune=book.commune,
        made_at=made_at.isoformat(),
        schema=SCHEMA_VERSION,
    )
    return write_package(target, head, [(table_spec(name), _rows(session, name)) for name in TRAVELLING])


def _rows(session: Session, name: str) -> Iterator[Row]:
    """As the database keeps them, without the types of the program: the package keeps the same words."""
    found = session.connection().execute(plain_select(name), execution_options={"yield_per": BATCH})
    for row in found:
        yield tuple(_plain(value) for value in row)


def plain_select(name: str) -> Select[Any]:
    columns: list[ColumnClause[Any]] = [column(one) for one in table_spec(name).names]
    return select(*columns).select_from(table(name, *columns))


def _plain(value: Any) -> Any:
    """A server gives days, truth values and JSON as Python's own; a file gives them as it keeps them."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict | list):
        import json

        return json.dumps(value, ensure_ascii=False)
    return value
