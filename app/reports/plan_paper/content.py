"""What the plan of a year says, as printed; "" and None is what nobody has said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.reports.letterhead import Letterhead, Signer


@dataclass(frozen=True, slots=True)
class HamletLine:
    """Where a hamlet stood when the plan was made; `reviewed_on` None: it was never reviewed."""

    hamlet: str
    target: str  # title of the criteria set
    reviewed_on: date | None
    criteria: str  # "13/16"
    indicators: str  # "41/44"
    unmet: tuple[str, ...]  # numbers


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of the annex; `remaining` is what is still lacking ("57 hộ"), `money` in đồng."""

    hamlet: str
    number: str
    text: str
    known: bool  # the official text is there
    work: str
    lead: str
    support: str
    due_before: date | None  # the day itself is too late
    remaining: str = ""
    money: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """When one hamlet is to reach each milestone, as printed; "" where nobody said."""

    hamlet: str
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """`hamlet` "" is all of them; `when` as printed: "trước ngày 22/10/2024"."""

    title: str
    when: str
    hamlet: str = ""


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """`sign` is the part of the number behind its stroke: "KH-UBND"; `dated` None: not known."""

    letterhead: Letterhead
    signer: Signer
    sign: str
    title: str  # "Kế hoạch thực hiện xây dựng bản đạt chuẩn nông thôn mới năm 2024"
    year: int
    number: str
    dated: date | None
    bases: tuple[str, ...]
    hamlets: tuple[HamletLine, ...]
    orders: tuple[OrderLine, ...]
    report_before_day: int
    report_to: str
    evidence_due: date | None
    appraisal_due: date | None
    submitted_to: str
    decided_by: str
    milestones: tuple[MilestoneLine, ...] = ()
    schedule_titles: tuple[str, ...] = ()
    schedule: tuple[ScheduleLine, ...] = ()
