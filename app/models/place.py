"""The commune of the book, what stands above it, and its hamlets."""

from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Travels, choice, reference


class PlaceLevel(StrEnum):
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    HAMLET = "hamlet"


class Place(Travels, Base):
    """`name` carries its kind as people write it: "tỉnh Sơn La", "huyện Yên Châu", "xã Chiềng Khoi", "Bản Pút"."""

    __tablename__ = "place"

    level: Mapped[PlaceLevel] = mapped_column(choice(PlaceLevel), index=True)
    name: Mapped[str] = mapped_column(String(200))
    parent_uid: Mapped[str | None] = mapped_column(reference("place.uid"), index=True)
    position: Mapped[int]
