"""What the minutes of a meeting say, as printed; "" and None is what nobody has said: dots to fill in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.verdict import Totals, Verdict
from app.domain.votes import VoteShare
from app.reports.letterhead import Letterhead


@dataclass(frozen=True, slots=True)
class Occasion:
    """What both meetings share: the round they judge, when and where they met."""

    letterhead: Letterhead
    hamlet: str  # "bản Pút", inside a sentence
    set_title: str
    round_date: date
    held_on: date | None
    held_at: str
    begins: str
    ends: str


@dataclass(frozen=True, slots=True)
class MemberLine:
    name: str
    post: str
    duty: str
    present: bool


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """`unmet`: the indicators of the criterion that are not met, with what remains to do ("13.2: còn 55 người")."""

    number: str
    name: str
    verdict: Verdict | None
    votes_for: int | None
    votes_against: int | None
    note: str
    unmet: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CouncilMinutes:
    """`totals` are of what the council concluded; `concluded` counts its criteria."""

    occasion: Occasion
    decision: str  # "Quyết định số 12/QĐ-UBND ngày 05/9/2024"
    chair: str
    secretary: str
    members: tuple[MemberLine, ...]
    criteria: tuple[CriterionLine, ...]
    concluded: int
    totals: Totals
    remarks: str
    conclusion: str


@dataclass(frozen=True, slots=True)
class ResidentsMinutes:
    """`counted` is what the counts count ("hộ", "người"); verdicts of `criteria` are those of the round."""

    occasion: Occasion
    chair: str
    secretary: str
    guests: str
    counted: str
    invited: int | None
    present: int | None
    agreed: int | None
    share: VoteShare
    criteria: tuple[CriterionLine, ...]
    totals: Totals
    opinions: str
    conclusion: str
