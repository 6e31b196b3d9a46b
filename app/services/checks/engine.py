"""All rules over a book at once, with what somebody has waived."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.checks import CheckCode, Finding, Severity, Waiver
from app.domain.text import sort_key
from app.models.check import CheckWaiver
from app.services.checks import (  # noqa: F401 - rules register themselves
    evidence_rules,
    order_rules,
    paper_rules,
    set_rules,
    sheet_rules,
)
from app.services.checks.facts import Facts
from app.services.checks.gathering import gather, place_name
from app.services.checks.rule import RULES

_SEVERITIES = tuple(Severity)
_CODES = tuple(CheckCode)


@dataclass(frozen=True, slots=True)
class CheckedFinding:
    """`hamlet` is "" for what concerns the whole book; a waived one stays listed."""

    finding: Finding
    hamlet: str
    waiver: Waiver | None = None

    @property
    def open(self) -> bool:
        return self.waiver is None

    @property
    def key(self) -> tuple[str, str]:
        return self.finding.code, self.finding.subject


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Errors first, then by place; what is waived comes last and is not counted."""

    findings: tuple[CheckedFinding, ...]
    proofs: int = 0  # how many files there are to read again

    def count(self, severity: Severity) -> int:
        return sum(row.open and row.finding.severity is severity for row in self.findings)

    @property
    def waived(self) -> int:
        return sum(not row.open for row in self.findings)

    def of_hamlet(self, hamlet_uid: str) -> CheckReport:
        """What concerns a place: its own findings, and those of the whole book are left out."""
        own = tuple(row for row in self.findings if row.finding.hamlet_uid == hamlet_uid)
        return CheckReport(own, self.proofs)


def check_book(
    session: Session,
    *,
    year: int,
    today: date,
    evidence_folder: Path | None = None,
    damaged: frozenset[str] = frozenset(),
) -> CheckReport:
    """Every rule for all places of a year; a book without a plan is checked by its latest rounds.

    `damaged`: uids of proofs that `check_files` found changed. Without a folder no file is looked for.
    """
    facts = gather(session, year=year, today=today, evidence_folder=evidence_folder, damaged=damaged)
    waived = _waivers(session)
    found = [_checked(facts, finding, waived) for finding in findings(facts)]
    return CheckReport(tuple(sorted(found, key=_order)), len(facts.proofs))


def findings(facts: Facts) -> Iterable[Finding]:
    for registered in RULES:
        yield from registered.findings(facts)


def _checked(facts: Facts, finding: Finding, waived: dict[tuple[str, str], Waiver]) -> CheckedFinding:
    set_uid = finding.place.get("set_uid", "")
    name = place_name(facts, finding.hamlet_uid, set_uid) if finding.hamlet_uid else ""
    return CheckedFinding(finding, name, waived.get((finding.code, finding.subject)))


def _waivers(session: Session) -> dict[tuple[str, str], Waiver]:
    rows = session.execute(
        select(
            CheckWaiver.code, CheckWaiver.subject, CheckWaiver.who, CheckWaiver.on_date, CheckWaiver.reason
        )
    )
    return {(code, subject): Waiver(who, on_date, reason) for code, subject, who, on_date, reason in rows}


def _order(row: CheckedFinding) -> tuple[object, ...]:
    finding = row.finding
    return (
        not row.open,
        _SEVERITIES.index(finding.severity),
        finding.code is CheckCode.MET_WITHOUT_EVIDENCE,  # dozens of them would hide what contradicts itself
        sort_key(row.hamlet),
        _CODES.index(finding.code),
        _number_key(finding.words.get("number", "")),
        finding.subject,
    )


def _number_key(number: str) -> tuple[int, ...]:
    """ "4.2" before "4.10"."""
    return tuple(int(part) for part in re.findall(r"\d+", number))
