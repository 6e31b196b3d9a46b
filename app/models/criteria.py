"""Criteria sets as a commune holds them: an indicator is (set code, version, number)."""

from datetime import date

from sqlalchemy import JSON, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.measure import IndicatorStatus, Measure
from app.models.base import Base, Travels, choice, reference


class CriteriaSet(Travels, Base):
    """`criteria_total` and `indicators_total` are as printed: a check on the rows, never a source of totals."""

    __tablename__ = "criteria_set"
    __table_args__ = (UniqueConstraint("code", "version"),)

    code: Mapped[str] = mapped_column(String(40))
    version: Mapped[str] = mapped_column(String(20))
    level: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(300))
    basis_number: Mapped[str] = mapped_column(String(60))
    basis_date: Mapped[date]
    basis_issuer: Mapped[str] = mapped_column(String(120))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    criteria_total: Mapped[int]
    indicators_total: Mapped[int]


class Criterion(Travels, Base):
    __tablename__ = "criterion"
    __table_args__ = (UniqueConstraint("set_uid", "number"),)

    set_uid: Mapped[str] = mapped_column(reference("criteria_set.uid"), index=True)
    number: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(300))
    position: Mapped[int]


class Indicator(Travels, Base):
    """`text` is None while no source gives it; `hint` aids whoever types it in and is never printed."""

    __tablename__ = "indicator"
    __table_args__ = (UniqueConstraint("criterion_uid", "number"),)

    criterion_uid: Mapped[str] = mapped_column(reference("criterion.uid"), index=True)
    number: Mapped[str] = mapped_column(String(10))
    position: Mapped[int]
    status: Mapped[IndicatorStatus] = mapped_column(choice(IndicatorStatus))
    text: Mapped[str | None] = mapped_column(Text)
    measure: Mapped[Measure | None] = mapped_column(choice(Measure))
    threshold: Mapped[str | None] = mapped_column(String(200))
    scale: Mapped[list[str]] = mapped_column(JSON)
    lead_code: Mapped[str | None] = mapped_column(String(32))
    support_codes: Mapped[list[str]] = mapped_column(JSON)
    hint: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(String(200))
