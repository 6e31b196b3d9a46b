"""Procedure profiles: who receives, appraises, decides and announces, and of what a dossier consists."""

from datetime import date
from decimal import Decimal

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.procedure import ComponentKind
from app.models.base import Base, Travels, choice, reference


class ProcedureProfile(Travels, Base):
    """A body that no source names is None: the commune fills it in. A profile for reference is never in force."""

    __tablename__ = "procedure_profile"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    for_reference: Mapped[bool]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    letterhead_parent: Mapped[str | None] = mapped_column(String(200))
    received_by: Mapped[str | None] = mapped_column(String(200))
    appraised_by: Mapped[str | None] = mapped_column(String(200))
    decided_by: Mapped[str | None] = mapped_column(String(200))
    announced_by: Mapped[str | None] = mapped_column(String(200))
    vote_share: Mapped[Decimal | None]  # percent of those present who must agree
    notice_days: Mapped[int | None]  # days of public notice
    source: Mapped[str | None] = mapped_column(String(300))
    note: Mapped[str | None] = mapped_column(Text)
    position: Mapped[int]


class DossierComponent(Travels, Base):
    """One part of the dossier, in order; `signed_by` as printed under it, None where no source says."""

    __tablename__ = "dossier_component"

    profile_uid: Mapped[str] = mapped_column(reference("procedure_profile.uid"), index=True)
    position: Mapped[int]
    kind: Mapped[ComponentKind] = mapped_column(choice(ComponentKind))
    title: Mapped[str] = mapped_column(String(300))
    signed_by: Mapped[str | None] = mapped_column(String(300))
    required: Mapped[bool]


class ProcedureStep(Travels, Base):
    """A deadline of the procedure in words and, where the source gives them, as day and month of the year."""

    __tablename__ = "procedure_step"

    profile_uid: Mapped[str] = mapped_column(reference("procedure_profile.uid"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    before_day: Mapped[int | None]  # the day itself is too late
    before_month: Mapped[int | None]
    within_days: Mapped[int | None]  # days after the step before it
    source: Mapped[str | None] = mapped_column(String(200))
