"""Review rounds and what each says of every indicator."""

from datetime import date
from decimal import Decimal

from sqlalchemy import JSON, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.rounds import RoundEventKind as RoundEventKind
from app.domain.rounds import RoundKind as RoundKind
from app.domain.verdict import Opinion, Verdict
from app.models.base import Base, Travels, choice, reference


class ReviewRound(Travels, Base):
    """One self-assessment of a hamlet, or of the commune itself, under one set, as of `held_on`."""

    __tablename__ = "review_round"
    __table_args__ = (UniqueConstraint("hamlet_uid", "set_uid", "held_on"),)

    hamlet_uid: Mapped[str] = mapped_column(reference("place.uid"), index=True)
    set_uid: Mapped[str] = mapped_column(reference("criteria_set.uid"), index=True)
    kind: Mapped[RoundKind] = mapped_column(choice(RoundKind))
    held_on: Mapped[date]
    closed_on: Mapped[date | None]  # set: nothing in the round may change (app.models.round_lock)


class RoundEvent(Travels, Base):
    """A round was closed or opened again: when, by whom, why."""

    __tablename__ = "round_event"

    round_uid: Mapped[str] = mapped_column(reference("review_round.uid"), index=True)
    kind: Mapped[RoundEventKind] = mapped_column(choice(RoundEventKind))
    on_date: Mapped[date]
    who: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str | None] = mapped_column(Text)


class Assessment(Travels, Base):
    """One indicator in one round: the claim, what was counted, the officer's opinion, the council's word."""

    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("round_uid", "indicator_uid"),)

    round_uid: Mapped[str] = mapped_column(reference("review_round.uid"), index=True)
    indicator_uid: Mapped[str] = mapped_column(reference("indicator.uid"), index=True)
    confirmed: Mapped[bool]  # False: carried over from the round before and not looked at since
    claimed: Mapped[Verdict | None] = mapped_column(choice(Verdict))
    part: Mapped[Decimal | None]
    whole: Mapped[Decimal | None]
    share: Mapped[Decimal | None]
    rating: Mapped[str | None] = mapped_column(String(200))
    amount: Mapped[Decimal | None]
    reference: Mapped[Decimal | None]
    papers: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    explanation: Mapped[str | None] = mapped_column(Text)
    remaining: Mapped[str | None] = mapped_column(String(200))
    opinion: Mapped[Opinion | None] = mapped_column(choice(Opinion))
    opinion_note: Mapped[str | None] = mapped_column(Text)
    opinion_on: Mapped[date | None]
    opinion_by: Mapped[str | None] = mapped_column(String(120))
    opinion_post: Mapped[str | None] = mapped_column(String(300))
    concluded: Mapped[Verdict | None] = mapped_column(choice(Verdict))
