"""Roles that carry indicators, and the people who hold them: data of the commune, because posts change."""

from datetime import date

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.criteria import RoleLevel
from app.models.base import Base, Travels, choice, reference


class Role(Travels, Base):
    """A post or body; `code` is what criteria sets refer to, `name` what people read.

    A role that was joined to another keeps its row for the past: `merged_into_uid` says where its work went.
    """

    __tablename__ = "role"

    code: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    variants: Mapped[list[str]] = mapped_column(JSON)
    source: Mapped[str | None] = mapped_column(String(100))
    position: Mapped[int]
    level: Mapped[RoleLevel | None] = mapped_column(choice(RoleLevel))
    merged_into_uid: Mapped[str | None] = mapped_column(reference("role.uid"))


class Person(Travels, Base):
    __tablename__ = "person"

    name: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str | None] = mapped_column(String(40))
    note: Mapped[str | None] = mapped_column(Text)


class Tenure(Travels, Base):
    """A person holds a role from a day to a day, both included; None is open.

    `hamlet_uid` is set for a role of the hamlet level.
    """

    __tablename__ = "tenure"

    person_uid: Mapped[str] = mapped_column(reference("person.uid"), index=True)
    role_uid: Mapped[str] = mapped_column(reference("role.uid"), index=True)
    hamlet_uid: Mapped[str | None] = mapped_column(reference("place.uid"), index=True)
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]


class Absence(Travels, Base):
    """The holder of a tenure is away from a day to a day, both included; `replaced_by_uid` acts meanwhile."""

    __tablename__ = "absence"

    tenure_uid: Mapped[str] = mapped_column(reference("tenure.uid"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    replaced_by_uid: Mapped[str | None] = mapped_column(reference("person.uid"))
    reason: Mapped[str | None] = mapped_column(String(200))
