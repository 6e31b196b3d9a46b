"""A sample book whose dossier may be made final, and the few deeds its tests need."""

from __future__ import annotations

from pathlib import Path

from app.domain.checks import Severity
from app.services import assessments, checks, criteria, places, plans, procedure_edit, procedures
from app.services.checks import waivers
from app.services.dossiers import ExportedDossier, export_dossier
from app.services.workspace import Workspace

YEAR = 2024


class Silent:
    def step(self, text: str, done: int, total: int) -> None:
        pass


def put(book: Workspace) -> str:
    return book.read(places.find_hamlet, name="ban put").uid


def indicator(book: Workspace, number: str) -> str:
    set_uid = book.read(plans.plan_of_year, year=YEAR).set_uid
    rows = book.read(criteria.indicators, set_uid=set_uid)
    return next(row.uid for row in rows if row.number == number)


def waive_errors(book: Workspace) -> None:
    report = book.read(checks.check_book, year=YEAR, today=book.today(), evidence_folder=book.evidence_folder)
    for row in report.of_hamlet(put(book)).findings:
        if row.open and row.finding.severity is Severity.ERROR:
            book.write(
                waivers.waive,
                code=row.finding.code,
                subject=row.finding.subject,
                reason="Minh chứng giấy lưu ở xã",
                today=book.today(),
            )


def ask_for_no_papers(book: Workspace) -> None:
    profile = book.read(procedures.profile_on, on=book.today())
    assert profile is not None
    for part in profile.components:
        book.write(procedure_edit.change_component, component_uid=part.uid, values={"required": False})


def make_ready(book: Workspace) -> None:
    ask_for_no_papers(book)
    waive_errors(book)


def record(book: Workspace, number: str, **values: object) -> None:
    plan = book.read(plans.plan_of_year, year=YEAR)
    latest = book.read(assessments.latest_round, hamlet_uid=put(book), set_uid=plan.set_uid)
    assert latest is not None
    rows = book.read(assessments.sheet, round_uid=latest.uid).rows
    uid = next(row.uid for row in rows if row.indicator.number == number)
    book.write(assessments.record, assessment_uid=uid, values=values)


def export(book: Workspace, target: Path, **options: object) -> ExportedDossier:
    return export_dossier(book, hamlet_uid=put(book), year=YEAR, target=target, progress=Silent(), **options)
