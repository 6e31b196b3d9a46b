"""Criteria sets as a commune holds them: an indicator is (set code, version, number)."""

from datetime import date

from sqlalchemy import JSON, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.criteria import DutyKind, GroupKind, SetLevel
from app.domain.measure import Direction, IndicatorStatus, Measure
from app.models.base import Base, Travels, choice, reference


class CriteriaSet(Travels, Base):
    """`criteria_total` and `indicators_total` are as printed: a check on the rows, never a source of totals.

    `prerequisite` is the code of a set that must be met as well; `follows_*` name the set whose numbers the
    `predecessors` of this one's indicators speak of.
    """

    __tablename__ = "criteria_set"
    __table_args__ = (UniqueConstraint("code", "version"),)

    code: Mapped[str] = mapped_column(String(40))
    version: Mapped[str] = mapped_column(String(20))
    level: Mapped[SetLevel] = mapped_column(choice(SetLevel))
    title: Mapped[str] = mapped_column(String(300))
    basis_number: Mapped[str | None] = mapped_column(String(60))
    basis_date: Mapped[date | None]
    basis_issuer: Mapped[str | None] = mapped_column(String(120))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    criteria_total: Mapped[int | None]
    indicators_total: Mapped[int | None]
    field: Mapped[str | None] = mapped_column(String(200))
    prerequisite: Mapped[str | None] = mapped_column(String(40))
    follows_code: Mapped[str | None] = mapped_column(String(40))
    follows_version: Mapped[str | None] = mapped_column(String(20))
    note: Mapped[str | None] = mapped_column(Text)


class Criterion(Travels, Base):
    __tablename__ = "criterion"
    __table_args__ = (UniqueConstraint("set_uid", "number"),)

    set_uid: Mapped[str] = mapped_column(reference("criteria_set.uid"), index=True)
    number: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(300))
    position: Mapped[int]
    name_variants: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    source: Mapped[str | None] = mapped_column(String(200))


class Indicator(Travels, Base):
    """`text` is None while no source gives it; `hint` aids whoever types it in and is never printed.

    `threshold` and `group_thresholds` are written as in app.domain.measure.Yardstick; the group of the place wins.
    `predecessors`: numbers of the set that this one follows, None for the same number.
    """

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
    hint: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(String(200))
    guidance: Mapped[str | None] = mapped_column(Text)
    computing: Mapped[str | None] = mapped_column(Text)
    direction: Mapped[Direction | None] = mapped_column(choice(Direction))
    unit: Mapped[str | None] = mapped_column(String(60))
    part_label: Mapped[str | None] = mapped_column(String(120))
    whole_label: Mapped[str | None] = mapped_column(String(120))
    reference: Mapped[str | None] = mapped_column(String(200))
    group_kind: Mapped[GroupKind | None] = mapped_column(choice(GroupKind))
    group_thresholds: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    may_not_apply: Mapped[bool | None]
    required_papers: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    predecessors: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))


class Responsibility(Travels, Base):
    """What a role does for one indicator, or for all indicators of a criterion that name nobody themselves.

    Exactly one of `criterion_uid` and `indicator_uid` is set. It belongs to the commune: changing it never makes
    a new version of the set.
    """

    __tablename__ = "responsibility"
    criterion_uid: Mapped[str | None] = mapped_column(reference("criterion.uid"), index=True)
    indicator_uid: Mapped[str | None] = mapped_column(reference("indicator.uid"), index=True)
    role_uid: Mapped[str] = mapped_column(reference("role.uid"), index=True)
    kind: Mapped[DutyKind] = mapped_column(choice(DutyKind))
    position: Mapped[int]
