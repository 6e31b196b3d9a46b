"""The declarative base and the types every table uses."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, ClassVar

from sqlalchemy import DateTime, Dialect, Enum, ForeignKey, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class ExactNumber(TypeDecorator[Decimal]):
    """A Decimal kept as text: SQLite's own numbers are binary floats."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else f"{value:f}"

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], Decimal | None]:
        """Straight to the number, without the two calls that a decorated type spends on every value."""
        return _decimal


@lru_cache(maxsize=8192)
def _decimal(text: str | None) -> Decimal | None:
    """Counts of people and households come again and again; a Decimal never changes, so one serves them all."""
    return None if text is None else Decimal(text)


class UtcTime(TypeDecorator[datetime]):
    """A moment, kept as UTC without zone and given back with it."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {Decimal: ExactNumber(), datetime: UtcTime()}


def choice(kinds: type[StrEnum]) -> Enum:
    """A column of one of a few words, kept as the word itself: no native enum, no check to migrate later."""
    return Enum(
        kinds,
        native_enum=False,
        length=20,
        create_constraint=False,
        validate_strings=True,
        values_callable=lambda members: [member.value for member in members],
    )


def reference(target: str) -> ForeignKey:
    """A foreign key checked at commit: rows of one transaction may come in any order, undo restores them so."""
    return ForeignKey(target, deferrable=True, initially="DEFERRED")


def new_uid() -> str:
    return uuid.uuid4().hex


class Travels:
    """A row that travels between books: its `uid` is its identity everywhere, numbers and names never are.

    The uid is set before the first flush, so that the journal and foreign keys can name the row at once.
    """

    uid: Mapped[str] = mapped_column(String(32), primary_key=True)

    def __init__(self, **values: Any) -> None:
        if "uid" not in values:
            values["uid"] = new_uid()
        super().__init__(**values)
