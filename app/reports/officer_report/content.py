"""What an officer's report says, as printed; "" and None is what nobody has said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.verdict import Opinion, Verdict
from app.reports.letterhead import Letterhead


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """One indicator. `known`: its official text is there. `by`: who judged it where it was not this officer.

    `changed`: the hamlet changed it after an opinion, which therefore counts no more.
    """

    number: str
    text: str
    known: bool
    claimed: Verdict | None
    value: str  # "812/963 = 84,32 %"
    opinion: Opinion | None
    note: str
    on: date | None
    by: str = ""
    changed: bool = False


@dataclass(frozen=True, slots=True)
class OpinionGroup:
    """A criterion with those of its indicators that the officer appraises."""

    number: str
    name: str
    lines: tuple[OpinionLine, ...]


@dataclass(frozen=True, slots=True)
class OfficerReport:
    letterhead: Letterhead
    hamlet: str  # "bản Pút", inside a sentence
    set_title: str
    set_basis: str
    plan_title: str
    round_date: date
    dated: date
    role: str
    name: str  # who acts in the role; "" where the book names nobody
    groups: tuple[OpinionGroup, ...]
    number: str = ""
    signed_by: tuple[str, ...] = ()  # title lines; () takes the role's own name

    @property
    def lines(self) -> tuple[OpinionLine, ...]:
        return tuple(line for group in self.groups for line in group.lines)

    def count(self, opinion: Opinion | None) -> int:
        return sum(line.opinion is opinion for line in self.lines)
