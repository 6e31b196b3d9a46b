"""Packages of communes that a district's or province's book has taken in."""

from datetime import date, datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Travels, reference


class CommuneIntake(Travels, Base):
    """The newest package of one commune: its rows came with it and are replaced whole by the next.

    `before_day` and `strict` are the commune's own rule for monthly reports, by which it judges lateness itself.
    """

    __tablename__ = "commune_intake"

    commune_uid: Mapped[str] = mapped_column(reference("place.uid"), unique=True)
    book_uid: Mapped[str] = mapped_column(String(32))
    package_sha256: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(String(255))
    made_at: Mapped[datetime]
    taken_on: Mapped[date]
    hamlets: Mapped[int]
    results: Mapped[int]
    reports: Mapped[int]
    before_day: Mapped[int | None]
    strict: Mapped[bool | None]
