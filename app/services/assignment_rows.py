"""What the screens of assignments show: rows, workloads, and all of a year at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domain.verdict import Verdict
from app.domain.work import OrderRemark, WorkProgress
from app.labels import set_level_label
from app.services.criteria import IndicatorRow, RoleRow, SetRow
from app.services.plans import PlannedHamletRow, PlanRow


@dataclass(frozen=True, slots=True)
class Target:
    """One indicator of one hamlet that is to be assigned."""

    hamlet_uid: str
    indicator_uid: str


@dataclass(frozen=True, slots=True)
class Order:
    """What is ordered for a target; `due_before`: the day itself is too late."""

    lead_uid: str
    lead_wording: str | None = None
    support: str | None = None
    work: str | None = None
    due_before: date | None = None


@dataclass(frozen=True, slots=True)
class StandingOwners:
    """Who leads and supports an indicator by the responsibility table; `lead_uid` None where nobody does."""

    lead_uid: str | None
    support: str


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """An unmet or assigned indicator; `assignment_uid` None: nobody was told yet.

    Then lead and support are the standing owners of the set, `work` is what the review found and `due_before` the
    plan's day for mending: the order that is given when nothing else is said. `other_leads` names who else the set
    makes responsible; `holder` who acts in the leading role, "" where nobody is known. `further` is the set of the
    indicator where it is not the plan's own: its numbers would be taken for those of the plan. `remaining` is
    derived from the latest round; `proofs` is their number, None where nobody counted them.
    """

    target: Target
    hamlet: str
    indicator: IndicatorRow
    verdict: Verdict | None
    assignment_uid: str | None
    lead_uid: str | None
    lead: str
    support: str
    work: str
    due_before: date | None
    progress: WorkProgress
    note: str
    days_over: int
    other_leads: tuple[str, ...] = ()
    holder: str = ""
    further: SetRow | None = None
    money_needed: Decimal | None = None  # đồng
    done_on: date | None = None
    remaining: str = ""
    proofs: int | None = None
    standing: StandingOwners | None = None

    @property
    def place_name(self) -> str:
        """ "Bản Pút", under a further set "Bản Pút (Du lịch nông thôn)"."""
        return named_under(self.hamlet, self.further)

    @property
    def open(self) -> bool:
        """Work that is still owed: unmet or being mended."""
        return self.progress is not WorkProgress.DONE

    @property
    def remarks(self) -> tuple[OrderRemark, ...]:
        if self.assignment_uid is None and self.verdict is not Verdict.UNMET:
            return ()
        found = (
            (OrderRemark.UNASSIGNED, self.assignment_uid is None),
            (OrderRemark.NO_DEADLINE, self.assignment_uid is not None and self.due_before is None),
            (OrderRemark.SEVERAL_LEADS, bool(self.other_leads)),
            (OrderRemark.NO_PROOF, not self.open and self.proofs == 0),
        )
        return tuple(remark for remark, holds in found if holds)


@dataclass(frozen=True, slots=True)
class Workload:
    """What one role carries: standing indicators of the set, open assignments, those overdue, their money in đồng."""

    role: RoleRow
    standing: int
    open: int
    overdue: int
    holder: str = ""
    money: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the screen of assignments shows, read at once."""

    plan: PlanRow
    hamlets: tuple[PlannedHamletRow, ...]
    roles: tuple[RoleRow, ...]
    basis_number: str
    indicators_total: int
    rows: tuple[AssignmentRow, ...]
    workloads: tuple[Workload, ...]


def named_under(place: str, further: SetRow | None) -> str:
    return f"{place} ({further.field or set_level_label(further.level)})" if further else place
