"""A criteria set as data, before it is in any book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from app.domain.measure import Direction, IndicatorStatus, Measure


class SetLevel(StrEnum):
    """What a set judges."""

    HAMLET = "hamlet"
    MODEL_HAMLET = "model_hamlet"  # bản kiểu mẫu, one set a field
    COMMUNE = "commune"
    COMMUNE_ADVANCED = "commune_advanced"  # xã nâng cao

    @property
    def of_commune(self) -> bool:
        """The commune itself is assessed, not its hamlets."""
        return self in (SetLevel.COMMUNE, SetLevel.COMMUNE_ADVANCED)


class GroupKind(StrEnum):
    """By which group of the place a threshold differs."""

    AREA = "area"  # khu vực I, II, III
    COMMUNE = "commune"  # nhóm xã 1, 2, 3


GROUPS: Mapping[GroupKind, tuple[str, ...]] = MappingProxyType(
    {GroupKind.AREA: ("I", "II", "III"), GroupKind.COMMUNE: ("1", "2", "3")}
)


@dataclass(frozen=True, slots=True)
class IndicatorDefinition:
    """`text` None: no source gives it. `leads`, `support`, `appraisers` are role codes.

    `threshold` as in Yardstick. `group_thresholds` are pairs (group, threshold) for `group_kind` and win over
    `threshold`; a group without a pair is unknown. `guidance`: what is asked and why; `computing`: how it is
    counted; `reference`: the figure of a RATIO. `predecessors`: numbers in the set that this one follows; None
    means the same number, () means that it is new.
    """

    number: str
    status: IndicatorStatus
    text: str | None = None
    measure: Measure | None = None
    threshold: str | None = None
    scale: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    hint: str | None = None
    source: str | None = None
    guidance: str | None = None
    computing: str | None = None
    direction: Direction = Direction.AT_LEAST
    unit: str | None = None
    part_label: str | None = None
    whole_label: str | None = None
    reference: str | None = None
    group_kind: GroupKind | None = None
    group_thresholds: tuple[tuple[str, str], ...] = ()
    may_not_apply: bool = True
    required_papers: tuple[str, ...] = ()
    appraisers: tuple[str, ...] = ()
    predecessors: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class CriterionDefinition:
    """`leads`, `support`, `appraisers` count for the indicators that name nobody themselves."""

    number: str
    name: str
    indicators: tuple[IndicatorDefinition, ...]
    name_variants: tuple[str, ...] = ()
    source: str | None = None
    leads: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    appraisers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """None where nobody has said it yet."""

    number: str | None  # "1897/QĐ-UBND"
    dated: date | None
    issuer: str | None


@dataclass(frozen=True, slots=True)
class SetDefinition:
    """A set with all its rows.

    `criteria_total` and `indicators_total` as printed by the source, None where none prints them: checked
    against the rows, never used as totals. `field`: what a model set is about. `prerequisite`: code of the set
    that must be met as well. `follows`: (code, version) of the set whose numbers `predecessors` name.
    """

    code: str
    version: str
    level: SetLevel
    title: str
    basis: LegalBasis
    valid_from: date | None
    valid_to: date | None
    criteria_total: int | None
    indicators_total: int | None
    criteria: tuple[CriterionDefinition, ...]
    field: str | None = None
    prerequisite: str | None = None
    follows: tuple[str, str] | None = None
    note: str | None = None

    @property
    def indicators(self) -> tuple[IndicatorDefinition, ...]:
        return tuple(indicator for criterion in self.criteria for indicator in criterion.indicators)


class RoleLevel(StrEnum):
    """Where a role is held: one in the commune, or one in each hamlet (Ban quản lý bản)."""

    COMMUNE = "commune"
    HAMLET = "hamlet"


class DutyKind(StrEnum):
    """What a role does for an indicator."""

    LEAD = "lead"
    SUPPORT = "support"
    APPRAISE = "appraise"


@dataclass(frozen=True, slots=True)
class RoleDefinition:
    code: str
    name: str
    variants: tuple[str, ...]
    source: str | None
    level: RoleLevel = RoleLevel.COMMUNE


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
class PrintedFigures:
    """What a paper prints of a hamlet, right or wrong; None where it says nothing. `unmet_fraction`: "3/14"."""

    criteria_met: int | None = None
    criteria_total: int | None = None
    indicators_met: int | None = None
    indicators_total: int | None = None
    unmet_fraction: str | None = None
    met_criteria: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedHamlet:
    name: str
    unmet: tuple[PlannedWork, ...]
    printed: PrintedFigures = PrintedFigures()


@dataclass(frozen=True, slots=True)
class PlanDefinition:
    """A commune's plan of one year as data; totals are computed, printed ones are only held against them."""

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
