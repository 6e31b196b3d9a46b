"""Rows of the province's tables that are typed: tasks of advice (Biểu 03), activities (Biểu 04), printed results."""

from datetime import date

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.activities import ActivityKind
from app.domain.printed_tables import TableNumber
from app.models.base import Base, Travels, choice, reference


class AdvisoryTask(Travels, Base):
    """Who drafts which policy by when. `timing` as `app.domain.timing` writes it."""

    __tablename__ = "advisory_task"

    plan_uid: Mapped[str] = mapped_column(reference("plan.uid"), index=True)
    position: Mapped[int]
    task: Mapped[str] = mapped_column(Text)
    lead: Mapped[str | None] = mapped_column(String(300))
    support: Mapped[str | None] = mapped_column(String(300))
    issued_by: Mapped[str | None] = mapped_column(String(200))
    timing: Mapped[str | None] = mapped_column(String(60))
    done_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(Text)


class Activity(Travels, Base):
    """A check, appraisal, completion or announcement. `place_uid` or, for what the book does not know, `wording`.

    `members` has one line each; `timing` as `app.domain.timing` writes it.
    """

    __tablename__ = "activity"

    plan_uid: Mapped[str] = mapped_column(reference("plan.uid"), index=True)
    position: Mapped[int]
    kind: Mapped[ActivityKind] = mapped_column(choice(ActivityKind))
    place_uid: Mapped[str | None] = mapped_column(reference("place.uid"), index=True)
    wording: Mapped[str | None] = mapped_column(String(200))
    content: Mapped[str | None] = mapped_column(Text)
    members: Mapped[str | None] = mapped_column(Text)
    timing: Mapped[str | None] = mapped_column(String(60))
    done_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(Text)


class PrintedLineRow(Travels, Base):
    """A place of Biểu 01 or 02 as a paper prints it, right or wrong: kept to be held against its own figures."""

    __tablename__ = "printed_line"

    plan_uid: Mapped[str] = mapped_column(reference("plan.uid"), index=True)
    table_number: Mapped[TableNumber] = mapped_column(choice(TableNumber))
    position: Mapped[int]
    place: Mapped[str] = mapped_column(String(200))
    area: Mapped[str | None] = mapped_column(String(200))
    region: Mapped[str | None] = mapped_column(String(20))
    criteria_met: Mapped[int | None]
    indicators_met: Mapped[int | None]
    criteria_unmet: Mapped[int | None]
    indicators_unmet: Mapped[int | None]
    unmet: Mapped[list[str]] = mapped_column(JSON)
    remaining: Mapped[list[str]] = mapped_column(JSON)
