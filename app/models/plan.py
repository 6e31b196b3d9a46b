"""The plan of a year: which hamlets, by when, and who mends which unmet indicator."""

from datetime import date
from decimal import Decimal

from sqlalchemy import JSON, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.calendar import Shift
from app.domain.milestones import MilestoneKind
from app.domain.work import WorkProgress
from app.models.base import Base, Travels, choice, reference


class Plan(Travels, Base):
    """`*_due` dates are "before": the day itself is too late. `submitted_to` may be unknown since 1/7/2025."""

    __tablename__ = "plan"

    year: Mapped[int] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(String(400))
    number: Mapped[str | None] = mapped_column(String(60))
    dated: Mapped[date | None]
    signer_titles: Mapped[str | None] = mapped_column(String(300))
    signer_name: Mapped[str | None] = mapped_column(String(120))
    set_uid: Mapped[str] = mapped_column(reference("criteria_set.uid"))
    report_before_day: Mapped[int]
    report_strict: Mapped[bool]
    report_shift: Mapped[Shift] = mapped_column(choice(Shift))
    report_lock_day: Mapped[int | None]
    report_to: Mapped[str | None] = mapped_column(String(200))
    evidence_due: Mapped[date | None]
    appraisal_due: Mapped[date | None]
    submitted_to: Mapped[str | None] = mapped_column(String(200))
    decided_by: Mapped[str | None] = mapped_column(String(200))
    guidance: Mapped[str | None] = mapped_column(String(200))


class PlanHamlet(Travels, Base):
    """A hamlet in a plan; it owes a report for each month of the year from `report_from` to `report_until`."""

    __tablename__ = "plan_hamlet"
    __table_args__ = (UniqueConstraint("plan_uid", "hamlet_uid"),)

    plan_uid: Mapped[str] = mapped_column(reference("plan.uid"), index=True)
    hamlet_uid: Mapped[str] = mapped_column(reference("place.uid"), index=True)
    set_uid: Mapped[str] = mapped_column(reference("criteria_set.uid"))
    report_from: Mapped[int]
    report_until: Mapped[int]


class PrintedResult(Travels, Base):
    """What a paper prints of a hamlet's result, as printed: held against what the book computes, never used for it.

    `unmet_fraction` is "3/14"; `met_criteria` are the numbers the paper lists as met.
    """

    __tablename__ = "printed_result"
    __table_args__ = (UniqueConstraint("plan_uid", "hamlet_uid"),)

    plan_uid: Mapped[str] = mapped_column(reference("plan.uid"), index=True)
    hamlet_uid: Mapped[str] = mapped_column(reference("place.uid"), index=True)
    criteria_met: Mapped[int | None]
    criteria_total: Mapped[int | None]
    indicators_met: Mapped[int | None]
    indicators_total: Mapped[int | None]
    unmet_fraction: Mapped[str | None] = mapped_column(String(20))
    met_criteria: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))


class PlanSet(Travels, Base):
    """A further set under which a place is assessed in the plan's year: model fields, or the commune's own sets."""

    __tablename__ = "plan_set"
    __table_args__ = (UniqueConstraint("plan_uid", "place_uid", "set_uid"),)

    plan_uid: Mapped[str] = mapped_column(reference("plan.uid"), index=True)
    place_uid: Mapped[str] = mapped_column(reference("place.uid"), index=True)
    set_uid: Mapped[str] = mapped_column(reference("criteria_set.uid"))


class Milestone(Travels, Base):
    """When a step of the year is due and when it was reached: of one hamlet, or of all (`hamlet_uid` None).

    At most one of `before_on` (the day itself is too late), `before_day` with `before_month`, and `after_kind`
    with `after_days` is said. A hamlet's row that says none of them follows the rule of all hamlets. The day of
    all hamlets for evidence and appraisal is the plan's own `*_due`; a row says it only as a rule.
    """

    __tablename__ = "milestone"
    __table_args__ = (UniqueConstraint("plan_uid", "hamlet_uid", "kind"),)

    plan_uid: Mapped[str] = mapped_column(reference("plan.uid"), index=True)
    hamlet_uid: Mapped[str | None] = mapped_column(reference("place.uid"), index=True)
    kind: Mapped[MilestoneKind] = mapped_column(choice(MilestoneKind))
    before_on: Mapped[date | None]
    before_day: Mapped[int | None]
    before_month: Mapped[int | None]
    after_kind: Mapped[MilestoneKind | None] = mapped_column(choice(MilestoneKind))
    after_days: Mapped[int | None]
    done_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(Text)


class Assignment(Travels, Base):
    """Who mends one indicator of one hamlet in one plan.

    `lead_wording` keeps the plan's own words where they say more than the role's name. `money_needed` in đồng.
    """

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("plan_uid", "hamlet_uid", "indicator_uid"),)

    plan_uid: Mapped[str] = mapped_column(reference("plan.uid"), index=True)
    hamlet_uid: Mapped[str] = mapped_column(reference("place.uid"), index=True)
    indicator_uid: Mapped[str] = mapped_column(reference("indicator.uid"), index=True)
    lead_uid: Mapped[str] = mapped_column(reference("role.uid"), index=True)
    lead_wording: Mapped[str | None] = mapped_column(String(300))
    support: Mapped[str | None] = mapped_column(String(300))
    work: Mapped[str | None] = mapped_column(Text)
    due_before: Mapped[date | None]
    progress: Mapped[WorkProgress] = mapped_column(choice(WorkProgress))
    note: Mapped[str | None] = mapped_column(Text)
    money_needed: Mapped[Decimal | None]
    done_on: Mapped[date | None]


class AssignmentNote(Travels, Base):
    """How the work of an assignment went on: a line of its log."""

    __tablename__ = "assignment_note"

    assignment_uid: Mapped[str] = mapped_column(reference("assignment.uid"), index=True)
    on_date: Mapped[date]
    who: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
