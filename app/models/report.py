"""Monthly reports of the hamlet boards."""

from datetime import date

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.deadlines import Channel
from app.models.base import Base, Travels, choice, reference


class MonthlyReport(Travels, Base):
    """Three dates are kept: written, received, typed in; lateness is judged by the received one."""

    __tablename__ = "monthly_report"
    __table_args__ = (UniqueConstraint("hamlet_uid", "year", "month"),)

    hamlet_uid: Mapped[str] = mapped_column(reference("place.uid"), index=True)
    year: Mapped[int]
    month: Mapped[int]
    written_on: Mapped[date | None]
    received_on: Mapped[date | None]
    entered_on: Mapped[date]
    channel: Mapped[Channel | None] = mapped_column(choice(Channel))
    reporter: Mapped[str | None] = mapped_column(String(120))
    progress: Mapped[str | None] = mapped_column(Text)
    difficulties: Mapped[str | None] = mapped_column(Text)
    proposals: Mapped[str | None] = mapped_column(Text)
    exempt_reason: Mapped[str | None] = mapped_column(Text)
