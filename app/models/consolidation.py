"""Packages of communes that a district's or province's book has taken in."""

from datetime import date, datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.calendar import Shift
from app.models.base import Base, Travels, choice, reference


class CommuneIntake(Travels, Base):
    """The newest package of one commune: its rows came with it and are replaced whole by the next.

    `before_day` to `days_off` (ISO days) are the commune's own rule for monthly reports, by which it judges lateness
    itself; None before its first plan.
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
    shift: Mapped[Shift | None] = mapped_column(choice(Shift))
    days_off: Mapped[list[str]] = mapped_column(JSON)
