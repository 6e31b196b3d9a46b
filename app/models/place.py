"""The commune of the book, what stands above it, its hamlets, and what became of them over the years."""

from datetime import date
from enum import StrEnum

from sqlalchemy import JSON, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.lineage import ChangeKind
from app.models.base import Base, Travels, choice, reference


class PlaceLevel(StrEnum):
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    HAMLET = "hamlet"


class Place(Travels, Base):
    """`name` carries its kind as people write it: "tỉnh Sơn La", "huyện Yên Châu", "xã Chiềng Khoi", "Bản Pút".

    It exists from `valid_from` to `valid_to`, both included; None is open. `former_commune` ("xã Chiềng Khoi")
    tells two hamlets of one name apart.
    """

    __tablename__ = "place"

    level: Mapped[PlaceLevel] = mapped_column(choice(PlaceLevel), index=True)
    name: Mapped[str] = mapped_column(String(200))
    parent_uid: Mapped[str | None] = mapped_column(reference("place.uid"), index=True)
    position: Mapped[int]
    code: Mapped[str | None] = mapped_column(String(20))
    former_commune: Mapped[str | None] = mapped_column(String(200))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class PlaceYear(Travels, Base):
    """What is known of a place in one year; None is not known. `ethnic_groups`: people by name of the group."""

    __tablename__ = "place_year"
    __table_args__ = (UniqueConstraint("place_uid", "year"),)

    place_uid: Mapped[str] = mapped_column(reference("place.uid"), index=True)
    year: Mapped[int]
    area_group: Mapped[str | None] = mapped_column(String(10))  # khu vực: I, II, III
    commune_group: Mapped[str | None] = mapped_column(String(10))  # nhóm xã: 1, 2, 3
    households: Mapped[int | None]
    people: Mapped[int | None]
    poor_households: Mapped[int | None]
    near_poor_households: Mapped[int | None]
    ethnic_groups: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    head_name: Mapped[str | None] = mapped_column(String(120))


class PlaceChange(Travels, Base):
    """One event by decision: a merger, a split, a new name, another commune; in force from `on_date`."""

    __tablename__ = "place_change"

    kind: Mapped[ChangeKind] = mapped_column(choice(ChangeKind))
    on_date: Mapped[date]
    document: Mapped[str | None] = mapped_column(String(200))
    note: Mapped[str | None] = mapped_column(Text)


class PlaceSuccession(Travels, Base):
    """In this change the successor went on from the predecessor, which had that name until then.

    A new name leaves one place: predecessor and successor are the same row.
    """

    __tablename__ = "place_succession"
    __table_args__ = (UniqueConstraint("change_uid", "predecessor_uid", "successor_uid"),)

    change_uid: Mapped[str] = mapped_column(reference("place_change.uid"), index=True)
    predecessor_uid: Mapped[str] = mapped_column(reference("place.uid"), index=True)
    successor_uid: Mapped[str] = mapped_column(reference("place.uid"), index=True)
    predecessor_name: Mapped[str] = mapped_column(String(200))
