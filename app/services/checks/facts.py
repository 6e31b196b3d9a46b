"""What the rules look at: plain rows, gathered once for all places of a year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.domain.criteria import PrintedFigures
from app.domain.measure import Answer, Computed
from app.domain.verdict import Totals, Verdict
from app.domain.work import WorkProgress
from app.models.assessment import RoundKind
from app.services.criteria import IndicatorRow, SetRow
from app.services.plans import PlanRow


@dataclass(frozen=True, slots=True)
class RowFacts:
    """One indicator in one round; `verdict` is the effective one, `computed` without its share."""

    indicator: IndicatorRow
    claimed: Verdict | None
    concluded: Verdict | None
    verdict: Verdict | None
    answer: Answer
    computed: Computed
    explanation: str
    remaining: str


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """The latest round of a place under a set; `before`: answers of the round before it, by indicator uid."""

    uid: str
    place_uid: str
    set_uid: str
    kind: RoundKind
    held_on: date
    rows: tuple[RowFacts, ...] = ()
    before: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RoundCount:
    """What a round comes to: its totals, and the verdict of each criterion by number."""

    totals: Totals
    criteria: Mapping[str, Verdict | None]


@dataclass(frozen=True, slots=True)
class SetFacts:
    """A set that judges somebody in the year, with the thresholds of no group."""

    row: SetRow
    indicators: tuple[IndicatorRow, ...]

    @property
    def criteria(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.criterion_number for row in self.indicators))


@dataclass(frozen=True, slots=True)
class ProofFacts:
    """A proof in use; `served`: (place, indicator) pairs it is linked to."""

    uid: str
    title: str
    file_name: str
    sha256: str
    media_type: str
    issued_on: date | None
    expires_on: date | None
    served: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """An order of the plan; `lead` in its own words, `lead_uid` after roles were joined."""

    place_uid: str
    indicator_uid: str
    lead_uid: str
    lead: str
    due_before: date | None
    progress: WorkProgress


@dataclass(frozen=True, slots=True)
class PrintedFacts:
    """What the plan's paper prints of a hamlet, and the round it speaks of (None: there is none)."""

    place_uid: str
    set_uid: str
    figures: PrintedFigures
    round_uid: str | None


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """A monthly report that speaks of counts, and the round in force when it was written."""

    place_uid: str
    month: int
    text: str
    round_uid: str


@dataclass(frozen=True, slots=True)
class Facts:
    """`rounds`: the latest of every place and set judged in the year, `unreviewed` those without one.

    `watched`: latest rounds, older than a year, of places the plan leaves out. `counts` by round uid, `names` by
    place uid, `roles` by code (uid, name), `groups_unknown` by (place, set) the numbers whose threshold depends
    on a group nobody has said. `gone` and `damaged` are uids of proofs. `recognised`: by place uid the day of the
    recognition in force.
    """

    year: int
    today: date
    plan: PlanRow | None
    names: Mapping[str, str]
    sets: Mapping[str, SetFacts]
    rounds: tuple[RoundFacts, ...]
    watched: tuple[RoundFacts, ...]
    unreviewed: tuple[tuple[str, str], ...]
    counts: Mapping[str, RoundCount]
    proofs: tuple[ProofFacts, ...]
    proven: frozenset[tuple[str, str]]
    orders: tuple[OrderFacts, ...]
    roles: Mapping[str, tuple[str, str]]
    printed: tuple[PrintedFacts, ...]
    reports: tuple[ReportFacts, ...]
    groups_unknown: Mapping[tuple[str, str], tuple[str, ...]]
    gone: frozenset[str]
    damaged: frozenset[str]
    recognised: Mapping[str, date]

    @property
    def indicators_by_uid(self) -> Mapping[str, IndicatorRow]:
        return {row.uid: row for found in self.sets.values() for row in found.indicators}
