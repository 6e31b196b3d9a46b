"""The checks: each rule in a book that breaks it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.check_words import finding_sentence
from app.domain.checks import CheckCode
from app.domain.dossier import EventKind
from app.domain.measure import Measure, Yardstick
from app.domain.verdict import Opinion, Verdict
from app.models.assessment import Assessment
from app.models.criteria import Indicator
from app.services import (
    appraisals,
    assessments,
    checks,
    dossier_event_edit,
    evidence,
    plans,
)
from app.services.workspace import Workspace
from tests.integration.checked import (
    TODAY,
    Silent,
    force,
    found,
    hamlet,
    next_round,
    numbers,
    prove,
    record,
    rows,
    run,
)


def test_met_without_evidence_goes_with_the_proof_and_comes_back_when_it_is_gone(
    book: Workspace, tmp_path: Path
) -> None:
    assert len(found(run(book), CheckCode.MET_WITHOUT_EVIDENCE)) == 82
    uid = prove(book, tmp_path, "put", "2.1")
    report = run(book)
    assert ("Bản Pút", "2.1") not in numbers(report, CheckCode.MET_WITHOUT_EVIDENCE)
    assert not found(report, CheckCode.EVIDENCE_FILE_GONE)
    stored = book.read(evidence.evidence_row, evidence_uid=uid).path(book.evidence_folder)
    assert checks.check_files(book, progress=Silent()).damaged == frozenset()
    stored.chmod(0o644)
    stored.write_bytes(b"khac")
    damaged = checks.check_files(book, progress=Silent()).damaged
    assert damaged == {uid}
    [row] = found(run(book, damaged=damaged), CheckCode.EVIDENCE_FILE_DAMAGED)
    assert (row.hamlet, row.finding.place) == ("Bản Pút", {"evidence_uid": uid})
    stored.unlink()
    report = run(book, damaged=damaged)
    assert len(found(report, CheckCode.EVIDENCE_FILE_GONE)) == 1
    assert not found(report, CheckCode.EVIDENCE_FILE_DAMAGED), "once is enough"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"expires_on": date(2024, 4, 19)}, CheckCode.EVIDENCE_EXPIRED),
        ({"expires_on": date(2024, 4, 20)}, None),
        ({"issued_on": date(2021, 5, 1)}, CheckCode.EVIDENCE_OUTSIDE_YEAR),
        ({"issued_on": date(2021, 5, 1), "expires_on": date(2026, 5, 1)}, None),
        ({"issued_on": date(2023, 5, 1)}, None),
        ({"issued_on": date(2024, 2, 1)}, None),
    ],
)
def test_dates_of_proofs(
    book: Workspace, tmp_path: Path, values: dict[str, date], code: CheckCode | None
) -> None:
    uid = prove(book, tmp_path, "put", "2.1")
    book.write(evidence.update, evidence_uid=uid, values=values)
    dated = {CheckCode.EVIDENCE_EXPIRED, CheckCode.EVIDENCE_OUTSIDE_YEAR}
    assert [row.finding.code for row in run(book).findings if row.finding.code in dated] == (
        [code] if code else []
    )


def test_a_claim_against_the_arithmetic_asks_for_a_reason(book: Workspace) -> None:
    step = "Hoàn thành tốt nhiệm vụ"
    record(book, "put", "15.1", rating=step, claimed=Verdict.MET, explanation="")
    [row] = found(run(book), CheckCode.OVERRIDE_WITHOUT_REASON)
    assert finding_sentence(row.finding) == (
        "Chỉ tiêu 15.1 ghi đạt, tính ra chưa đạt, chưa có lý do. Hãy ghi giải trình."
    )
    record(book, "put", "15.1", explanation="Cấp trên đã xếp lại")
    report = run(book)
    assert not found(report, CheckCode.OVERRIDE_WITHOUT_REASON)
    assert numbers(report, CheckCode.CLAIM_DIFFERS) == [("Bản Pút", "15.1")]


def test_not_applicable_asks_for_a_reason_and_is_not_always_allowed(book: Workspace) -> None:
    record(book, "put", "2.1", claimed=Verdict.NOT_APPLICABLE)
    assert numbers(run(book), CheckCode.NOT_APPLICABLE_WITHOUT_REASON) == [("Bản Pút", "2.1")]
    uid = rows(book, "put")["2.1"].indicator.uid
    book.write(force, table=Indicator, uid=uid, values={"may_not_apply": False})
    record(book, "put", "2.1", explanation="Bản không có đường nội đồng")
    report = run(book)
    assert not found(report, CheckCode.NOT_APPLICABLE_WITHOUT_REASON)
    assert numbers(report, CheckCode.NOT_APPLICABLE_FORBIDDEN) == [("Bản Pút", "2.1")]


def test_impossible_counts_that_came_in_another_way(book: Workspace) -> None:
    sheet = rows(book, "put")
    impossible = {"13.2": {"part": Decimal(970), "whole": Decimal(963)}, "4.3": {"share": Decimal(104)}}
    for number, values in impossible.items():
        book.write(force, table=Assessment, uid=sheet[number].uid, values=values)
    report = run(book)
    assert numbers(report, CheckCode.PART_OVER_WHOLE) == [("Bản Pút", "13.2")]
    assert numbers(report, CheckCode.PERCENT_OVER_100) == [("Bản Pút", "4.3")]


@pytest.mark.parametrize(
    ("part", "whole", "jumps"),
    [(770, 963, False), (960, 963, True), (960, 1200, True), (None, None, False)],
)
def test_a_sudden_jump_since_the_last_round(
    book: Workspace, part: int | None, whole: int | None, jumps: bool
) -> None:
    record(book, "put", "13.2", part=Decimal(700), whole=Decimal(963))
    next_round(book, "put", date(2024, 4, 1))
    if part is not None and whole is not None:
        record(book, "put", "13.2", part=Decimal(part), whole=Decimal(whole))
    assert numbers(run(book), CheckCode.SUDDEN_JUMP) == ([("Bản Pút", "13.2")] if jumps else [])


def test_unmet_needs_remaining_work_and_an_order(book: Workspace) -> None:
    assert ("Bản Pút", "4.3") in numbers(run(book), CheckCode.UNMET_WITHOUT_REMAINING)
    record(book, "put", "4.3", remaining="2,45 km")
    record(book, "put", "2.1", claimed=Verdict.UNMET)
    report = run(book)
    assert ("Bản Pút", "4.3") not in numbers(report, CheckCode.UNMET_WITHOUT_REMAINING)
    assert numbers(report, CheckCode.UNMET_WITHOUT_ASSIGNMENT) == [("Bản Pút", "2.1")]


def test_a_hamlet_where_all_is_in_order_gives_no_alarm(book: Workspace, tmp_path: Path) -> None:
    """Answered, reached, proven, judged: all that is still said of it is what the plan's paper prints wrongly."""
    review = next_round(book, "Bản Pút", TODAY)
    proof = prove(book, tmp_path, "Bản Pút", "1.1")
    book.write(evidence.update, evidence_uid=proof, values={"issued_on": date(2024, 3, 1)})
    for number, row in rows(book, "Bản Pút").items():
        record(book, "Bản Pút", number, **_reached(row.indicator.yardstick), remaining="")
        place = {"hamlet_uid": hamlet(book, "Bản Pút"), "indicator_uid": row.indicator.uid}
        book.write(evidence.link, evidence_uid=proof, **place)
    uids = [row.uid for row in book.read(assessments.sheet, round_uid=review).rows]
    book.write(appraisals.agree_all, assessment_uids=uids, today=TODAY)
    report = run(book).of_hamlet(hamlet(book, "Bản Pút"))
    assert [row.finding.code for row in report.findings] == [CheckCode.TOTAL_DIFFERS_FROM_SET]


def _reached(yardstick: Yardstick) -> dict[str, object]:
    claimed = {"claimed": Verdict.MET}
    match yardstick.measure:
        case Measure.PERCENT:
            return claimed | {"part": Decimal(96), "whole": Decimal(96)}
        case Measure.NUMBER:
            return claimed | {"amount": Decimal(yardstick.threshold or 1)}
        case Measure.RATIO:
            return claimed | {"amount": Decimal(90), "reference": Decimal(30)}
        case Measure.RATING:
            return claimed | {"rating": yardstick.threshold}
        case Measure.PAPERS:
            return claimed | {"papers": yardstick.papers}
        case _:
            return claimed


def test_an_officers_word_counts(book: Workspace) -> None:
    row = rows(book, "put")["2.1"]
    book.write(
        appraisals.appraise,
        assessment_uids=[row.uid],
        opinion=Opinion.DISAGREE,
        note="Còn 200 m chưa cứng hóa",
        today=TODAY,
    )
    report = run(book)
    assert ("Bản Pút", "2.1") not in numbers(report, CheckCode.MET_WITHOUT_EVIDENCE)
    assert numbers(report, CheckCode.UNMET_WITHOUT_ASSIGNMENT) == [("Bản Pút", "2.1")]


def test_orders_past_their_day(book: Workspace) -> None:
    assert not found(run(book, date(2024, 7, 14)), CheckCode.DEADLINE_PAST)
    late = run(book, date(2024, 7, 15))
    assert len(found(late, CheckCode.DEADLINE_PAST)) == 5
    first = found(late, CheckCode.DEADLINE_PAST)[0]
    assert first.finding.words["n"] == "1"


def test_a_lead_that_left_is_missing(book: Workspace) -> None:
    def forget_leads(session, *, criterion_number: str) -> None:
        from sqlalchemy import select

        from app.models.criteria import Criterion, Responsibility

        criterion = session.scalars(select(Criterion).where(Criterion.number == criterion_number)).one()
        uids = session.scalars(select(Indicator.uid).where(Indicator.criterion_uid == criterion.uid)).all()
        for row in session.scalars(select(Responsibility)):
            if row.indicator_uid in uids or row.criterion_uid == criterion.uid:
                session.delete(row)

    book.write(forget_leads, criterion_number="2")
    [row] = found(run(book), CheckCode.LEAD_MISSING)
    assert row.finding.words["numbers"] == "2.1, 2.2"


def test_blank_rows_and_hamlets_without_a_round(book: Workspace) -> None:
    next_round(book, "put", date(2024, 4, 1))
    record(book, "put", "2.1", claimed=None)
    book.write(plans.plan_hamlets_by_name, year=2024, names=["Bản Mé"])
    told = [
        (row.hamlet, row.finding.words.get("numbers")) for row in found(run(book), CheckCode.NOT_ASSESSED)
    ]
    assert told == [("Bản Mé", None), ("Bản Pút", "2.1")]


def test_a_hamlet_that_met_all_is_watched_also_outside_the_plan(book: Workspace) -> None:
    for number in ("1.2", "4.3", "13.2"):
        record(book, "put", number, claimed=Verdict.MET)
    assert not found(run(book, date(2024, 12, 30)), CheckCode.ROUND_TOO_OLD)
    assert [row.hamlet for row in found(run(book, date(2025, 1, 10)), CheckCode.ROUND_TOO_OLD)] == ["Bản Pút"]


def test_the_year_of_a_recognised_hamlet_runs_from_the_decision(book: Workspace) -> None:
    of = {"hamlet_uid": hamlet(book, "put"), "year": 2024, "today": date(2026, 1, 1)}
    for kind, day in ((EventKind.SUBMITTED, date(2024, 5, 2)), (EventKind.RECOGNISED, date(2024, 6, 1))):
        book.write(dossier_event_edit.add_event, **of, kind=kind, values={"on_date": day})
    assert not found(run(book, date(2025, 6, 1)), CheckCode.ROUND_TOO_OLD)
    assert [row.hamlet for row in found(run(book, date(2025, 6, 2)), CheckCode.ROUND_TOO_OLD)] == ["Bản Pút"]
    next_round(book, "put", date(2025, 3, 1))
    assert not found(run(book, date(2025, 6, 2)), CheckCode.ROUND_TOO_OLD)
    withdrawn = {"on_date": date(2025, 7, 1)}
    book.write(dossier_event_edit.add_event, **of, kind=EventKind.WITHDRAWN, values=withdrawn)
    assert not found(run(book, date(2026, 3, 20)), CheckCode.ROUND_TOO_OLD), "3 indicators are not met"
