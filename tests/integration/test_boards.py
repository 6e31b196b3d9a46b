"""The board and the numbers above it, counted from the sample book."""

from datetime import date

from app.domain.deadlines import Month
from app.domain.verdict import Opinion, Verdict
from app.services import appraisals, assessments, monthly_reports, places, plans, status
from app.services.boards import BoardRow, board
from app.services.status import Overview, overview
from app.services.workspace import Workspace

TODAY = date(2024, 4, 20)


def row_of(book: Workspace, name: str) -> BoardRow:
    return next(row for row in book.read(board, year=2024).rows if row.hamlet == name)


def overview_of(book: Workspace, today: date = TODAY) -> Overview:
    found = book.read(overview, year=2024, today=today)
    assert found is not None
    return found


def new_round(book: Workspace, hamlet: str, held_on: date) -> dict[str, str]:
    """Assessment uids by indicator number."""
    plan = book.read(plans.plan_of_year, year=2024)
    uid = book.write(
        assessments.start_round,
        hamlet_uid=row_of(book, hamlet).hamlet_uid,
        set_uid=plan.set_uid,
        held_on=held_on,
    )
    return {row.indicator.number: row.uid for row in book.read(assessments.sheet, round_uid=uid).rows}


def test_both_hamlets_stand_at_13_of_16_and_41_of_44(book: Workspace) -> None:
    found = book.read(board, year=2024)
    assert [criterion.number for criterion in found.criteria] == [str(number) for number in range(1, 17)]
    for row in found.rows:
        totals = row.totals
        assert (totals.criteria_met, totals.criteria_total) == (13, 16)
        assert (totals.indicators_met, totals.indicators_total) == (41, 44)
        assert row.trend is None
        assert [(point.held_on, point.criteria_met) for point in row.points] == [(date(2023, 12, 31), 13)]
    assert [row.unmet for row in found.rows] == [("1.2", "4.3", "13.2"), ("4.3", "13.2", "15.1")]


def test_the_board_counts_like_the_sheet_of_the_round(book: Workspace) -> None:
    uids = new_round(book, "Bản Pút", date(2024, 4, 1))
    book.write(assessments.record, assessment_uid=uids["1.2"], values={"claimed": Verdict.MET})
    book.write(assessments.record, assessment_uid=uids["2.1"], values={"claimed": None})
    book.write(
        appraisals.appraise,
        assessment_uids=[uids["3.1"]],
        opinion=Opinion.DISAGREE,
        note="Chưa đủ",
        today=date(2024, 4, 20),
    )
    book.write(assessments.record, assessment_uid=uids["13.2"], values={"concluded": Verdict.MET})
    book.write(assessments.record, assessment_uid=uids["5.1"], values={"claimed": Verdict.NOT_APPLICABLE})
    row = row_of(book, "Bản Pút")
    assert row.round_uid is not None
    sheet = book.read(assessments.sheet, round_uid=row.round_uid)
    assert row.totals == sheet.totals
    unmet = tuple(one.indicator.number for one in sheet.rows if one.verdict is Verdict.UNMET)
    assert row.unmet == unmet == ("3.1", "4.3")
    by_number = dict(zip([c.number for c in book.read(board, year=2024).criteria], row.cells, strict=True))
    assert by_number["1"].verdict is Verdict.MET
    assert by_number["2"].verdict is None
    assert by_number["3"].verdict is Verdict.UNMET
    assert by_number["3"].met == by_number["3"].total - 1


def test_trend_and_points_follow_the_rounds(book: Workspace) -> None:
    uids = new_round(book, "Bản Pút", date(2024, 4, 1))
    for number in ("1.2", "13.2"):
        book.write(assessments.record, assessment_uid=uids[number], values={"claimed": Verdict.MET})
    book.write(assessments.record, assessment_uid=uids["4.3"], values={"remaining": "2,45 km"})
    row = row_of(book, "Bản Pút")
    assert row.trend == 2
    assert [(point.held_on, point.criteria_met, point.indicators_met) for point in row.points] == [
        (date(2023, 12, 31), 13, 41),
        (date(2024, 4, 1), 15, 43),
    ]
    assert [(one.number, one.remaining) for one in row.unmet_indicators] == [("4.3", "2,45 km")]
    assert row_of(book, "Bản Tủm").trend is None


def test_a_hamlet_never_assessed_has_a_row_of_open_cells(book: Workspace) -> None:
    book.write(plans.plan_hamlets_by_name, year=2024, names=["Bản Hiêm"])
    row = row_of(book, "Bản Hiêm")
    assert (row.round_uid, row.held_on, row.trend, row.unmet, row.points) == (None, None, None, (), ())
    assert {cell.verdict for cell in row.cells} == {None}
    assert len(row.cells) == 16
    assert row.totals.indicators_met == 0
    assert not row.totals.all_met


def test_the_numbers_of_the_year(book: Workspace) -> None:
    numbers = overview_of(book).numbers
    assert (numbers.hamlets, numbers.hamlets_met) == (2, 0)
    assert (numbers.month, numbers.reports_planned, numbers.reports.received) == (4, 2, 0)
    assert (numbers.unmet_assigned, numbers.unmet) == (6, 6)
    uid = row_of(book, "Bản Pút").hamlet_uid
    values = monthly_reports.ReportValues(received_on=date(2024, 4, 16))
    book.write(
        monthly_reports.record_report, hamlet_uid=uid, month=Month(2024, 4), values=values, today=TODAY
    )
    reports = overview_of(book).numbers.reports
    assert (reports.received, reports.on_time) == (1, 0)


def test_a_year_that_is_over_counts_all_its_reports(book: Workspace) -> None:
    numbers = overview_of(book, date(2025, 2, 1)).numbers
    assert (numbers.month, numbers.reports_planned) == (None, 24)


def test_an_exempt_month_is_not_planned(book: Workspace) -> None:
    uid = row_of(book, "Bản Pút").hamlet_uid
    book.write(
        monthly_reports.exempt, hamlet_uid=uid, month=Month(2024, 4), reason="Bản mới sáp nhập", today=TODAY
    )
    assert overview_of(book).numbers.reports_planned == 1


def test_a_hamlet_with_everything_met_is_counted(book: Workspace) -> None:
    uids = new_round(book, "Bản Tủm", date(2024, 4, 1))
    for number in ("4.3", "13.2", "15.1"):
        book.write(assessments.record, assessment_uid=uids[number], values={"claimed": Verdict.MET})
    numbers = overview_of(book).numbers
    assert (numbers.hamlets_met, numbers.unmet) == (1, 3)


def test_a_year_without_a_plan_has_no_overview(book: Workspace) -> None:
    assert book.read(overview, year=2025, today=TODAY) is None


def test_a_hamlet_nobody_assessed_has_no_unmet_criteria(book: Workspace) -> None:
    """Not assessed is not unmet: the status says what the board shows."""
    book.write(plans.plan_hamlets_by_name, year=2024, names=["Bản Mé"])
    uid = book.read(places.find_hamlet, name="me").uid
    set_uid = book.read(plans.plan_of_year, year=2024).set_uid
    book.write(assessments.start_round, hamlet_uid=uid, set_uid=set_uid, held_on=date(2024, 1, 31))
    rows = book.read(status.hamlet_statuses, year=2024, today=date(2024, 4, 20))
    found = next(row for row in rows if row.name == "Bản Mé")
    assert (found.unmet, found.unmet_criteria) == ((), ())
