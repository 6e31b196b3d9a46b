"""The book itself: one row that names it and its commune."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Travels, reference


class Book(Travels, Base):
    """`uid` tells two books of one commune apart when they are merged."""

    __tablename__ = "book"

    commune_uid: Mapped[str] = mapped_column(reference("place.uid"))
    title: Mapped[str] = mapped_column(String(200))
    created_on: Mapped[date]
