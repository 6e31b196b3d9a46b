"""What a check finds: a code, how bad it is, whom and what it concerns. Rules live in app.services.checks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"  # a final dossier waits until it is mended or waived
    WARNING = "warning"
    NOTE = "note"


class CheckCode(StrEnum):
    """Every rule has one; the word is what waivers and the journal keep."""

    MET_WITHOUT_EVIDENCE = "met_without_evidence"
    EVIDENCE_FILE_GONE = "evidence_file_gone"
    EVIDENCE_FILE_DAMAGED = "evidence_file_damaged"
    CLAIM_DIFFERS = "claim_differs"  # from what the counts come to
    OVERRIDE_WITHOUT_REASON = "override_without_reason"
    NOT_APPLICABLE_WITHOUT_REASON = "not_applicable_without_reason"
    NOT_APPLICABLE_FORBIDDEN = "not_applicable_forbidden"
    PERCENT_OVER_100 = "percent_over_100"
    PART_OVER_WHOLE = "part_over_whole"
    SUDDEN_JUMP = "sudden_jump"  # since the last round
    LEAD_MISSING = "lead_missing"
    LEAD_DOUBLE = "lead_double"
    LEAD_DIFFERS_FROM_SET = "lead_differs_from_set"
    DEADLINE_MISSING = "deadline_missing"
    DEADLINE_PAST = "deadline_past"
    APPRAISAL_NOT_AFTER_EVIDENCE = "appraisal_not_after_evidence"
    UNMET_WITHOUT_REMAINING = "unmet_without_remaining"
    UNMET_WITHOUT_ASSIGNMENT = "unmet_without_assignment"
    TEXT_UNKNOWN = "text_unknown"
    THRESHOLD_UNKNOWN = "threshold_unknown"
    TYPED_COUNTS_DIFFER = "typed_counts_differ"  # printed or reported totals against computed ones
    CRITERION_IN_BOTH_LISTS = "criterion_in_both_lists"
    CRITERION_IN_NO_LIST = "criterion_in_no_list"
    TOTAL_DIFFERS_FROM_SET = "total_differs_from_set"  # "3/14" where the set has 16
    EVIDENCE_OUTSIDE_YEAR = "evidence_outside_year"
    EVIDENCE_EXPIRED = "evidence_expired"
    NOT_ASSESSED = "not_assessed"
    ROUND_TOO_OLD = "round_too_old"  # a year after recognition nobody has looked again


@dataclass(frozen=True, slots=True)
class Finding:
    """`subject` names what it is about in a stable way (uids joined by "/"), so that a waiver finds it again.

    `words` fill the sentence of the code (app.check_words.finding_sentence). `page` and `place` are where it is
    mended, as Context.go takes them.
    """

    code: CheckCode
    severity: Severity
    subject: str
    hamlet_uid: str
    words: dict[str, str] = field(default_factory=dict)
    page: str = ""
    place: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Waiver:
    who: str
    on_date: date
    reason: str
