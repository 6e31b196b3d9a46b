"""What the plan's paper and the reports say against what the book computes; waiving; the command line."""

import json
from dataclasses import replace
from datetime import date

import pytest

from app.check_words import check_label, finding_sentence
from app.cli import main
from app.domain.checks import CheckCode, Severity
from app.domain.deadlines import Month
from app.domain.rights import AccountKind, Actor
from app.domain.verdict import Verdict
from app.errors import InputError, NotFoundError, RefusedError
from app.services import (
    checks,
    monthly_reports,
    plans,
    printed_results,
)
from app.services.monthly_reports import ReportValues
from app.services.workspace import Workspace
from tests.integration.checked import (
    TODAY,
    found,
    hamlet,
    next_round,
    record,
    run,
)


def test_the_seven_contradictions_of_the_plan_as_printed(book: Workspace) -> None:
    """Those of shared/domain/plan-chieng-khoi-2024.yaml, by code, place and what it is about."""
    report = run(book)
    told = {
        (
            row.finding.code,
            row.hamlet,
            row.finding.words.get("number") or row.finding.words.get("printed", ""),
        )
        for row in report.findings
    }
    assert {
        # 13/16 is printed and 14 criteria are listed as met
        (CheckCode.TYPED_COUNTS_DIFFER, "Bản Tủm", "13"),
        # 13 and 15 are listed as met and as unmet
        (CheckCode.CRITERION_IN_BOTH_LISTS, "Bản Tủm", "13"),
        (CheckCode.CRITERION_IN_BOTH_LISTS, "Bản Tủm", "15"),
        # 6 is in neither list
        (CheckCode.CRITERION_IN_NO_LIST, "Bản Tủm", "6"),
        # "chưa đạt 3/14" where the set has 16
        (CheckCode.TOTAL_DIFFERS_FROM_SET, "Bản Pút", "3/14"),
        (CheckCode.TOTAL_DIFFERS_FROM_SET, "Bản Tủm", "3/14"),
        # 15.1 has no deadline, and its owner differs from the set's
        (CheckCode.DEADLINE_MISSING, "Bản Tủm", "15.1"),
        (CheckCode.LEAD_DIFFERS_FROM_SET, "Bản Tủm", "15.1"),
        # 13.2 has two owners
        (CheckCode.LEAD_DOUBLE, "", "13.2"),
        # evidence and its appraisal are due on the same day
        (CheckCode.APPRAISAL_NOT_AFTER_EVIDENCE, "", ""),
    } <= told
    of_paper = {
        CheckCode.TYPED_COUNTS_DIFFER,
        CheckCode.CRITERION_IN_BOTH_LISTS,
        CheckCode.CRITERION_IN_NO_LIST,
        CheckCode.TOTAL_DIFFERS_FROM_SET,
    }
    assert sum(row.finding.code in of_paper for row in report.findings) == 6, (
        "and nothing else is held against it"
    )


def test_a_corrected_paper_has_nothing_against_it(book: Workspace) -> None:
    plan = book.read(plans.plan_of_year, year=2024)
    met = tuple(str(n) for n in range(1, 17) if n not in (4, 13, 15))
    values = {"unmet_fraction": "3/16", "met_criteria": met}
    book.write(
        printed_results.record_printed, plan_uid=plan.uid, hamlet_uid=hamlet(book, "tum"), values=values
    )
    book.write(printed_results.set_due_dates, plan_uid=plan.uid, values={"appraisal_due": date(2024, 11, 5)})
    report = run(book)
    about = [row.finding.code for row in report.findings if row.finding.page == "checks"]
    assert about == [CheckCode.TOTAL_DIFFERS_FROM_SET], "only Bản Pút's 3/14 is left"


def test_printed_totals_are_held_against_the_round_the_paper_speaks_of(book: Workspace) -> None:
    plan, put = book.read(plans.plan_of_year, year=2024), hamlet(book, "put")
    values = {"criteria_met": 12, "indicators_met": 40, "unmet_fraction": "4/16", "met_criteria": ()}
    book.write(printed_results.record_printed, plan_uid=plan.uid, hamlet_uid=put, values=values)
    next_round(book, "put", date(2024, 4, 1))
    record(book, "put", "2.1", claimed=Verdict.UNMET)  # later than the plan: 12/16 is still wrong
    told = {
        row.finding.words["what"]: row.finding.words["found"]
        for row in found(run(book), CheckCode.TYPED_COUNTS_DIFFER)
        if row.hamlet == "Bản Pút"
    }
    assert told == {"criteria": "13", "indicators": "41", "unmet": "3"}


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Đến nay bản đạt 13/16 tiêu chí, 41/44 chỉ tiêu", []),
        ("Bản đạt 14/16 tiêu chí; 41 / 44 chỉ tiêu", ["14/16"]),
        ("ban dat 13/16 tieu chi, chưa đạt 4/44 chỉ tiêu", ["4/44"]),
        ("Chưa đạt 3/14 tiêu chí", ["3/14"]),
        ("Họp ngày 12/3, thu được 5/7 triệu", []),
    ],
)
def test_counts_in_a_report_are_held_against_the_round_of_its_month(
    book: Workspace, text: str, printed: list[str]
) -> None:
    values = ReportValues(received_on=date(2024, 3, 10), progress=text)
    put = hamlet(book, "put")
    book.write(
        monthly_reports.record_report, hamlet_uid=put, month=Month(2024, 3), values=values, today=TODAY
    )
    next_round(book, "put", date(2024, 4, 1))
    record(book, "put", "1.2", claimed=Verdict.MET)  # after the report: 14/16 was still wrong then
    rows = [row for row in found(run(book), CheckCode.TYPED_COUNTS_DIFFER) if row.finding.page == "reports"]
    assert [row.finding.words["printed"] for row in rows] == printed


def test_what_is_unknown_is_a_note(book: Workspace) -> None:
    report = run(book)
    notes = [row for row in report.findings if row.finding.severity is Severity.NOTE]
    assert [(row.finding.code, row.finding.words["n"]) for row in notes] == [
        (CheckCode.TEXT_UNKNOWN, "37"),
        (CheckCode.THRESHOLD_UNKNOWN, "2"),
    ]


def test_waiving_keeps_name_and_reason_and_can_be_undone(book: Workspace) -> None:
    before = run(book)
    first = found(before, CheckCode.TYPED_COUNTS_DIFFER)[0].finding
    with pytest.raises(InputError):
        book.write(checks.waive, code=first.code, subject=first.subject, reason=" ", today=TODAY)
    book.actor = replace(book.actor, name="Lò Thị Phương")
    book.write(checks.waive, code=first.code, subject=first.subject, reason="Sẽ đính chính", today=TODAY)
    after = run(book)
    assert after.count(Severity.ERROR) == before.count(Severity.ERROR) - 1
    last = after.findings[-1]
    assert last.finding == first
    assert last.waiver is not None
    assert (last.waiver.who, last.waiver.reason) == ("Lò Thị Phương", "Sẽ đính chính")
    book.write(checks.unwaive, code=first.code, subject=first.subject)
    assert run(book).waived == 0
    with pytest.raises(NotFoundError):
        book.write(checks.unwaive, code=first.code, subject=first.subject)


def test_an_officer_may_not_waive(book: Workspace) -> None:
    book.actor = Actor("Hoa", AccountKind.OFFICER, role_code="YT")
    with pytest.raises(RefusedError):
        book.write(checks.waive, code=CheckCode.DEADLINE_PAST, subject="x", reason="Vì", today=TODAY)


def test_a_year_without_a_plan_is_checked_by_its_rounds(book: Workspace) -> None:
    report = book.read(checks.check_book, year=2030, today=TODAY)
    assert len(found(report, CheckCode.MET_WITHOUT_EVIDENCE)) == 82
    assert not found(report, CheckCode.UNMET_WITHOUT_ASSIGNMENT)


def test_every_finding_has_words_and_every_code_a_label(book: Workspace) -> None:
    assert all(check_label(code) for code in CheckCode)
    for row in run(book, date(2026, 7, 15)).findings:
        sentence = finding_sentence(row.finding)
        assert sentence.endswith(".")
        assert "{" not in sentence


def test_the_command_line_tells_the_same(book: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    where = [str(book.folder), "--today", "20/04/2024"]
    assert main(["checks", *where, "--json", "--hamlet", "tum", "--files"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["counts"] == {"error": 46, "warning": 5, "note": 0}
    assert {row["hamlet"] for row in document["findings"]} == {"Bản Tủm"}
    assert main(["checks", *where]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("lỗi 88, cảnh báo 10, ghi chú 2; đã bỏ qua 0\n")
    assert "Bản Tủm: Văn bản ghi đạt 13 tiêu chí nhưng liệt kê 14. Hãy đính chính văn bản." in printed


def test_a_round_of_a_day_to_come_says_nothing_yet(book: Workspace) -> None:
    next_round(book, "put", date(2024, 5, 1))
    record(book, "put", "2.1", claimed=None)
    assert not found(run(book), CheckCode.NOT_ASSESSED)
    assert len(found(run(book, date(2024, 5, 1)), CheckCode.NOT_ASSESSED)) == 1
