"""Findings of the checks that somebody has waived."""

from datetime import date

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Travels


class CheckWaiver(Travels, Base):
    """`code` and `subject` name the finding as app.domain.checks.Finding does; it stays listed as waived."""

    __tablename__ = "check_waiver"
    __table_args__ = (UniqueConstraint("code", "subject"),)

    code: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(200))
    who: Mapped[str] = mapped_column(String(120))
    on_date: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
