"""Meetings that judge a round: the residents of the hamlet, and the appraisal council of the commune."""

from datetime import date

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.verdict import Verdict
from app.models.base import Base, Travels, choice, reference


class ResidentsMeeting(Travels, Base):
    """Cuộc họp bản: `invited`, `present` and `agreed` count households or people, as `counted` says."""

    __tablename__ = "residents_meeting"

    round_uid: Mapped[str] = mapped_column(reference("review_round.uid"), index=True)
    held_on: Mapped[date | None]
    held_at: Mapped[str | None] = mapped_column(String(200))  # where
    begins: Mapped[str | None] = mapped_column(String(40))  # "14 giờ 00"
    ends: Mapped[str | None] = mapped_column(String(40))
    chair: Mapped[str | None] = mapped_column(String(120))
    secretary: Mapped[str | None] = mapped_column(String(120))
    guests: Mapped[str | None] = mapped_column(Text)
    counted: Mapped[str | None] = mapped_column(String(60))  # "hộ", "người"
    invited: Mapped[int | None]
    present: Mapped[int | None]
    agreed: Mapped[int | None]
    opinions: Mapped[str | None] = mapped_column(Text)
    conclusion: Mapped[str | None] = mapped_column(Text)


class CouncilMeeting(Travels, Base):
    """Họp hội đồng thẩm định of one round; its conclusions are CouncilConclusion and Assessment.concluded."""

    __tablename__ = "council_meeting"

    round_uid: Mapped[str] = mapped_column(reference("review_round.uid"), index=True)
    held_on: Mapped[date | None]
    held_at: Mapped[str | None] = mapped_column(String(200))
    begins: Mapped[str | None] = mapped_column(String(40))
    ends: Mapped[str | None] = mapped_column(String(40))
    decision: Mapped[str | None] = mapped_column(String(200))  # the decision that made the council
    remarks: Mapped[str | None] = mapped_column(Text)
    conclusion: Mapped[str | None] = mapped_column(Text)


class CouncilMember(Travels, Base):
    __tablename__ = "council_member"

    meeting_uid: Mapped[str] = mapped_column(reference("council_meeting.uid"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    post: Mapped[str | None] = mapped_column(String(300))
    duty: Mapped[str | None] = mapped_column(String(120))  # chủ tịch hội đồng, thư ký, ủy viên
    present: Mapped[bool]


class CouncilConclusion(Travels, Base):
    """What the council says of one criterion, with its votes."""

    __tablename__ = "council_conclusion"
    __table_args__ = (UniqueConstraint("meeting_uid", "criterion_uid"),)

    meeting_uid: Mapped[str] = mapped_column(reference("council_meeting.uid"), index=True)
    criterion_uid: Mapped[str] = mapped_column(reference("criterion.uid"), index=True)
    verdict: Mapped[Verdict | None] = mapped_column(choice(Verdict))
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    note: Mapped[str | None] = mapped_column(Text)
