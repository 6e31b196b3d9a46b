"""A procedure profile as data: bodies, shares, deadlines and the parts of a dossier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)  # from 1/7/2025 there are provinces and communes


class ComponentKind(StrEnum):
    """What a part of the dossier is; OTHER is a paper that the commune attaches under its own title."""

    PROPOSAL = "proposal"  # tờ trình
    RESULT_REPORT = "result_report"  # báo cáo kết quả
    SELF_ASSESSMENT = "self_assessment"  # biểu tự đánh giá
    MEETING_MINUTES = "meeting_minutes"  # biên bản họp bản
    OFFICER_APPRAISALS = "officer_appraisals"  # báo cáo thẩm định của từng công chức
    COUNCIL_MINUTES = "council_minutes"  # biên bản họp hội đồng thẩm định
    PLAN = "plan"
    EVIDENCE = "evidence"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ComponentDefinition:
    kind: ComponentKind
    title: str
    signed_by: str | None = None
    required: bool = True


@dataclass(frozen=True, slots=True)
class StepDefinition:
    """`before`: (day, month), the day itself is too late, every month where the month is None.

    `within_days`: after the step before it.
    """

    title: str
    before: tuple[int, int | None] | None = None
    within_days: int | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class ProfileDefinition:
    """None: no source says it. `for_reference`: of another province, to compare with, never in force."""

    code: str
    title: str
    for_reference: bool
    valid_from: date | None
    valid_to: date | None
    letterhead_parent: str | None
    received_by: str | None
    appraised_by: str | None
    decided_by: str | None
    announced_by: str | None
    vote_share: Decimal | None
    notice_days: int | None
    source: str | None
    note: str | None
    components: tuple[ComponentDefinition, ...]
    steps: tuple[StepDefinition, ...]
