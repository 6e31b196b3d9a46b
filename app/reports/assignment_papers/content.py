"""What the papers about orders say, as printed; "" and None is what nobody has said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.reports.letterhead import Letterhead, Signer
from app.reports.plan_paper.content import OrderLine


class AssignmentKind(StrEnum):
    """In which form the commune assigns."""

    NOTICE = "notice"  # thông báo
    DECISION = "decision"  # quyết định


@dataclass(frozen=True, slots=True)
class AssignmentPaper:
    """`plan` is the plan as it is cited; `authority` who decides ("Chủ tịch Ủy ban nhân dân xã Chiềng Khoi")."""

    kind: AssignmentKind
    letterhead: Letterhead
    authority: str
    signer: Signer
    year: int
    dated: date
    bases: tuple[str, ...]
    plan: str
    hamlets: tuple[str, ...]
    leads: tuple[str, ...]
    orders: tuple[OrderLine, ...]
    report_before_day: int


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One order of an officer; `state` is how far it is, in words."""

    hamlet: str
    number: str
    text: str
    known: bool
    work: str
    remaining: str
    support: str
    due_before: date | None
    money: Decimal | None
    state: str
    log: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficerSheet:
    """What one role is ordered to do in a year; `holder` who acts in it."""

    letterhead: Letterhead
    signer: Signer
    role: str
    holder: str
    year: int
    dated: date
    plan: str
    lines: tuple[SheetLine, ...]
