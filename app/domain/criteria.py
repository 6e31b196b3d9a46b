"""A criteria set as data, before it is in any book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.measure import IndicatorStatus, Measure


@dataclass(frozen=True, slots=True)
class IndicatorDefinition:
    """`text` None: no source gives it. `lead` and `support` are role codes."""

    number: str
    status: IndicatorStatus
    text: str | None
    measure: Measure | None
    threshold: str | None
    scale: tuple[str, ...]
    lead: str | None
    support: tuple[str, ...]
    hint: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class CriterionDefinition:
    number: str
    name: str
    indicators: tuple[IndicatorDefinition, ...]


@dataclass(frozen=True, slots=True)
class LegalBasis:
    number: str  # "1897/QĐ-UBND"
    dated: date
    issuer: str


@dataclass(frozen=True, slots=True)
class SetDefinition:
    """`criteria_total` and `indicators_total` as printed by the source: checked against the rows."""

    code: str
    version: str
    level: str
    title: str
    basis: LegalBasis
    valid_from: date | None
    valid_to: date | None
    criteria_total: int
    indicators_total: int
    criteria: tuple[CriterionDefinition, ...]


@dataclass(frozen=True, slots=True)
class RoleDefinition:
    code: str
    name: str
    variants: tuple[str, ...]
    source: str | None


@dataclass(frozen=True, slots=True)
class PlannedWork:
    """One unmet indicator of a plan: what was found, who mends it, before which day."""

    indicator: str
    finding: str
    lead_code: str
    lead_wording: str
    support: str
    due_before: date | None


@dataclass(frozen=True, slots=True)
class PlannedHamlet:
    name: str
    unmet: tuple[PlannedWork, ...]


@dataclass(frozen=True, slots=True)
class PlanDefinition:
    """A commune's plan of one year as data; printed totals stay out, they are computed."""

    province: str
    district: str
    commune: str
    year: int
    title: str
    signer_titles: str
    signer_name: str
    set_code: str
    set_version: str
    baseline_date: date
    report_before_day: int
    report_to: str
    evidence_due: date
    appraisal_due: date
    submitted_to: str
    decided_by: str
    guidance: str
    hamlets: tuple[PlannedHamlet, ...]
