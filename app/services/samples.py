"""The sample book of xã Chiềng Khoi, made by the same use cases that a person triggers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app.domain.criteria import PlanDefinition, PlannedHamlet, RoleDefinition, SetDefinition
from app.domain.verdict import Verdict
from app.models.assessment import RoundKind
from app.models.journal import TransactionKind
from app.paths import resource
from app.services import (
    assessments,
    assignments,
    criteria,
    places,
    plans,
    printed_results,
    procedure_install,
    set_entry,
)
from app.services.workspace import (
    Workspace,
    book_folder,
    closed_on_failure,
    create_book,
    nothing_left_behind,
    system_now,
)

HAMLET_SET = resource("criteria", "sl-ban-ntm-2022-2025.yaml")


def create_sample(path: Path, *, now: Callable[[], datetime] = system_now) -> Workspace:
    """Make the sample book in a new folder and open it. Raises StorageError; a failed try leaves nothing."""
    from app.exchange.yaml_data import read_plan, read_roles, read_set

    plan = read_plan(resource("samples", "chieng-khoi-2024.yaml"))
    roles = read_roles(resource("samples", "chieng-khoi-roles.yaml"))
    definition = read_set(HAMLET_SET)
    with nothing_left_behind(book_folder(path)):
        workspace = create_book(path, now=now)
        with closed_on_failure(workspace):
            workspace.write_as(
                TransactionKind.BASE,
                None,
                enter_plan,
                plan=plan,
                roles=roles,
                definition=definition,
                today=workspace.today(),
            )
    return workspace


def enter_plan(
    session: Session,
    *,
    plan: PlanDefinition,
    roles: list[RoleDefinition],
    definition: SetDefinition,
    today: date,
) -> None:
    """Everything a plan of a commune says; totals come out as computed, whatever the paper prints."""
    places.create_commune(
        session, province=plan.province, district=plan.district, commune=plan.commune, today=today
    )
    set_entry.install_roles(session, definitions=roles)  # the set's rows name them
    set_uid = set_entry.install_set(session, definition=definition)
    plan_uid = plans.create_plan(session, year=plan.year, set_uid=set_uid, facts=_facts(plan))
    hamlet_uids = places.add_hamlets(session, names=[hamlet.name for hamlet in plan.hamlets])
    for hamlet_uid, hamlet in zip(hamlet_uids, plan.hamlets, strict=True):
        plans.include_hamlet(session, plan_uid=plan_uid, hamlet_uid=hamlet_uid)
        _assess(session, hamlet_uid, set_uid, plan.baseline_date, hamlet)
        _assign(session, plan_uid, hamlet_uid, set_uid, hamlet)
        printed_results.record_printed(
            session, plan_uid=plan_uid, hamlet_uid=hamlet_uid, values=asdict(hamlet.printed)
        )
    procedure_install.install_shipped_profiles(session)


def _facts(plan: PlanDefinition) -> plans.PlanFacts:
    return plans.PlanFacts(
        title=plan.title,
        signer_titles=plan.signer_titles,
        signer_name=plan.signer_name,
        report_before_day=plan.report_before_day,
        report_to=plan.report_to,
        evidence_due=plan.evidence_due,
        appraisal_due=plan.appraisal_due,
        submitted_to=plan.submitted_to,
        decided_by=plan.decided_by,
        guidance=plan.guidance,
    )


def _assess(session: Session, hamlet_uid: str, set_uid: str, held_on: date, hamlet: PlannedHamlet) -> None:
    """The review of the plan: what it does not name as unmet was found met."""
    findings = {work.indicator: work.finding for work in hamlet.unmet}
    round_uid = assessments.start_round(
        session, hamlet_uid=hamlet_uid, set_uid=set_uid, held_on=held_on, kind=RoundKind.BASELINE
    )
    for row in assessments.sheet(session, round_uid=round_uid).rows:
        finding = findings.get(row.indicator.number)
        claimed = Verdict.MET if finding is None else Verdict.UNMET
        values = {"claimed": claimed, "explanation": finding or ""}
        assessments.record(session, assessment_uid=row.uid, values=values)


def _assign(session: Session, plan_uid: str, hamlet_uid: str, set_uid: str, hamlet: PlannedHamlet) -> None:
    roles = {role.code: role.uid for role in criteria.roles(session)}
    indicators = {row.number: row.uid for row in criteria.indicators(session, set_uid=set_uid)}
    for work in hamlet.unmet:
        order = assignments.Order(
            lead_uid=roles[work.lead_code],
            lead_wording=work.lead_wording,
            support=work.support,
            work=work.finding,
            due_before=work.due_before,
        )
        target = assignments.Target(hamlet_uid, indicators[work.indicator])
        assignments.assign(session, plan_uid=plan_uid, targets=[target], order=order)
