"""Criteria sets, roles, plans and procedure profiles from YAML data files into definitions.

The shipped files and files a commune brings pass the same door: safe loading, limits, NFC, every key checked.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app.domain.criteria import (
    PlanDefinition,
    PlannedHamlet,
    PlannedWork,
    PrintedFigures,
    RoleDefinition,
    RoleLevel,
)
from app.exchange.profile_yaml import read_profile
from app.exchange.set_yaml import read_set, read_set_text, read_sets, write_set
from app.exchange.yaml_nodes import Node, load

__all__ = [
    "read_plan",
    "read_profile",
    "read_roles",
    "read_set",
    "read_set_text",
    "read_sets",
    "write_set",
]


def read_roles(path: Path) -> list[RoleDefinition]:
    """Roles in the order of the file. Raises InputError."""
    return [
        RoleDefinition(
            code=node.value("code", str),
            name=node.value("name", str),
            variants=node.texts("variants"),
            source=node.optional("source", str),
            level=node.choice("level", RoleLevel) or RoleLevel.COMMUNE,
        )
        for node in load(path).nodes("roles")
    ]


def read_plan(path: Path) -> PlanDefinition:
    """A commune's plan of one year. Raises InputError."""
    node = load(path)
    plan, signer = node.node("plan"), node.node("plan").node("signer")
    recognition, report = node.node("recognition"), node.node("monthly_report")
    return PlanDefinition(
        province=node.value("province", str),
        district=node.value("district", str),
        commune=node.value("commune", str),
        year=node.value("year", int),
        title=plan.value("title", str),
        signer_titles=signer.value("title", str),
        signer_name=signer.value("name", str),
        set_code=node.node("criteria_set").value("code", str),
        set_version=node.node("criteria_set").value("version", str),
        baseline_date=node.value("baseline_date", date),
        report_before_day=report.value("due_before_day", int),
        report_to=report.value("to", str),
        evidence_due=node.value("evidence_due", date),
        appraisal_due=node.value("appraisal_due", date),
        submitted_to=recognition.value("submitted_to", str),
        decided_by=recognition.value("decided_by", str),
        guidance=recognition.value("guidance", str),
        hamlets=tuple(_hamlet(item) for item in node.nodes("hamlets")),
    )


def _hamlet(node: Node) -> PlannedHamlet:
    works = tuple(_work(item) for item in node.nodes("unmet"))
    return PlannedHamlet(node.value("name", str), works, _printed(node))


def _printed(hamlet: Node) -> PrintedFigures:
    met = hamlet.texts("printed_met_criteria")
    if not hamlet.has("printed"):
        return PrintedFigures(met_criteria=met)
    node = hamlet.node("printed")
    return PrintedFigures(
        criteria_met=node.optional("criteria_met", int),
        criteria_total=node.optional("criteria_total", int),
        indicators_met=node.optional("indicators_met", int),
        indicators_total=node.optional("indicators_total", int),
        unmet_fraction=node.optional("unmet_fraction", str),
        met_criteria=met,
    )


def _work(node: Node) -> PlannedWork:
    return PlannedWork(
        indicator=node.value("indicator", str),
        finding=node.value("finding", str),
        lead_code=node.value("lead_code", str),
        lead_wording=node.value("lead", str),
        support=node.value("support", str),
        due_before=node.optional("due_before", date),
    )
