"""Monthly reports of the hamlet boards, the commune's reports of a period, and the days off they reckon with."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, String, Text, UniqueConstraint
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
    evidence_uid: Mapped[str | None] = mapped_column(reference("evidence.uid"), index=True)


class ReportProgress(Travels, Base):
    """What the hamlet reports of one unmet indicator in one month."""

    __tablename__ = "report_progress"
    __table_args__ = (UniqueConstraint("report_uid", "indicator_uid"),)

    report_uid: Mapped[str] = mapped_column(reference("monthly_report.uid"), index=True)
    indicator_uid: Mapped[str] = mapped_column(reference("indicator.uid"), index=True)
    text: Mapped[str] = mapped_column(Text)


class ReportRevision(Travels, Base):
    """What a report said before somebody corrected it.

    `content`: the fields of the report by name as the journal writes them, and "works": {uid of an indicator: text}.
    `reason` is said where the month was locked.
    """

    __tablename__ = "report_revision"
    __table_args__ = (UniqueConstraint("report_uid", "number"),)

    report_uid: Mapped[str] = mapped_column(reference("monthly_report.uid"), index=True)
    number: Mapped[int]  # from 1
    on_date: Mapped[date]
    who: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str | None] = mapped_column(Text)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class Holiday(Travels, Base):
    """A day off that the commune typed in, beside those of the law that have a fixed day."""

    __tablename__ = "holiday"

    on_date: Mapped[date] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(120))


class PeriodReport(Travels, Base):
    """The commune's own report of a month, quarter, half-year or year.

    `period`: "2024-09", "2024-Q3", "2024-H1", "2024". `texts`: {name of a paragraph: what was written in place of
    the draft}. `figures` None until it is sent, then what it said for good: {"figures": …, "texts": …}.
    """

    __tablename__ = "period_report"

    period: Mapped[str] = mapped_column(String(10), unique=True)
    number: Mapped[str | None] = mapped_column(String(60))  # "05/BC-UBND"
    dated: Mapped[date | None]
    sent_on: Mapped[date | None]
    sent_to: Mapped[str | None] = mapped_column(String(200))
    texts: Mapped[dict[str, str]] = mapped_column(JSON)
    figures: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    evidence_uid: Mapped[str | None] = mapped_column(reference("evidence.uid"), index=True)
