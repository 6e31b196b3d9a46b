"""Means planned, raised and spent: one row a sum, exact, with what proves it."""

from datetime import date
from decimal import Decimal

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.funds import FundKind
from app.models.base import Base, Travels, choice, reference


class FundEntry(Travels, Base):
    """`amount` is in the unit of its source (app.domain.funds); without a hamlet it is for the whole commune."""

    __tablename__ = "fund_entry"

    plan_uid: Mapped[str] = mapped_column(reference("plan.uid"), index=True)
    source: Mapped[str] = mapped_column(String(20))
    kind: Mapped[FundKind] = mapped_column(choice(FundKind))
    hamlet_uid: Mapped[str | None] = mapped_column(reference("place.uid"), index=True)
    indicator_uid: Mapped[str | None] = mapped_column(reference("indicator.uid"))
    amount: Mapped[Decimal]
    on_date: Mapped[date | None]
    document: Mapped[str | None] = mapped_column(String(200))
    note: Mapped[str | None] = mapped_column(Text)
    evidence_uid: Mapped[str | None] = mapped_column(reference("evidence.uid"))
