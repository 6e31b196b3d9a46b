"""What tests of the checks share: running them over the sample book, and making it wrong."""

from datetime import date
from pathlib import Path

from app.domain.checks import CheckCode
from app.services import assessments, checks, evidence, evidence_intake, places, plans
from app.services.checks import CheckedFinding, CheckReport
from app.services.workspace import Workspace

TODAY = date(2024, 4, 20)


class Silent:
    def step(self, text: str, done: int, total: int) -> None:
        """Nobody watches."""


def run(book: Workspace, today: date = TODAY, damaged: frozenset[str] = frozenset()) -> CheckReport:
    return book.read(
        checks.check_book, year=2024, today=today, evidence_folder=book.evidence_folder, damaged=damaged
    )


def found(report: CheckReport, code: CheckCode) -> list[CheckedFinding]:
    return [row for row in report.findings if row.finding.code is code]


def numbers(report: CheckReport, code: CheckCode) -> list[tuple[str, str]]:
    return [(row.hamlet, row.finding.words["number"]) for row in found(report, code)]


def hamlet(book: Workspace, name: str) -> str:
    return book.read(places.find_hamlet, name=name).uid


def rows(book: Workspace, name: str) -> dict[str, assessments.SheetRow]:
    newest = book.read(assessments.rounds_of, hamlet_uid=hamlet(book, name))[0]
    return {row.indicator.number: row for row in book.read(assessments.sheet, round_uid=newest.uid).rows}


def record(book: Workspace, name: str, number: str, **values: object) -> None:
    book.write(assessments.record, assessment_uid=rows(book, name)[number].uid, values=values)


def force(session, *, table: type, uid: str, values: dict[str, object]) -> None:
    """As an import, or an older program, could have left it."""
    row = session.get_one(table, uid)
    for field, value in values.items():
        setattr(row, field, value)


def prove(book: Workspace, folder: Path, name: str, number: str, text: str = "Biên bản") -> str:
    file = folder / f"{text}.txt"
    file.write_text(text, "utf-8")
    uid = rows(book, name)[number].indicator.uid
    evidence_intake.add_files(book, [file], Silent(), hamlet_uid=hamlet(book, name), indicator_uid=uid)
    return book.read(evidence.evidence_rows, hamlet_uid=hamlet(book, name), indicator_uid=uid)[0].uid


def next_round(book: Workspace, name: str, held_on: date) -> str:
    plan = book.read(plans.plan_of_year, year=2024)
    return book.write(
        assessments.start_round, hamlet_uid=hamlet(book, name), set_uid=plan.set_uid, held_on=held_on
    )
