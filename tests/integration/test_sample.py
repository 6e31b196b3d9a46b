"""The sample book says what the plan's data say, and not what its paper prints."""

from datetime import date

from app.domain.dates import format_date
from app.labels import indicator_text
from app.services import assignments, boards, criteria, plans, status
from app.services.workspace import Workspace

TODAY = date(2024, 4, 20)


def test_both_hamlets_come_out_at_13_of_16_and_41_of_44(book: Workspace) -> None:
    rows = book.read(status.hamlet_statuses, year=2024, today=TODAY)
    found = {
        row.name: (
            row.totals.criteria_met,
            row.totals.criteria_total,
            row.totals.indicators_met,
            row.totals.indicators_total,
            row.unmet,
            row.unmet_criteria,
            format_date(row.round_date),
        )
        for row in rows
    }
    assert found == {
        "Bản Pút": (13, 16, 41, 44, ("1.2", "4.3", "13.2"), ("1", "4", "13"), "31/12/2023"),
        "Bản Tủm": (13, 16, 41, 44, ("4.3", "13.2", "15.1"), ("4", "13", "15"), "31/12/2023"),
    }


def test_the_set_has_16_criteria_and_44_indicators_and_says_what_it_does_not_know(book: Workspace) -> None:
    criteria_set = book.read(criteria.criteria_sets)[0]
    rows = book.read(criteria.indicators, set_uid=criteria_set.uid)
    assert len(rows) == 44
    assert len({row.criterion_number for row in rows}) == 16
    assert sum(row.text is not None for row in rows) == 7
    unknown = next(row for row in rows if row.number == "14.1")
    text = indicator_text(unknown.number, unknown.text, criteria_set.basis_number)
    assert text == "Chỉ tiêu 14.1 (chưa có nội dung; nhập theo QĐ 1897/QĐ-UBND)"


def test_the_plan_orders_three_works_a_hamlet_with_its_deadlines(book: Workspace) -> None:
    rows = book.read(assignments.assignment_rows, year=2024, today=TODAY)
    found = [(row.hamlet, row.indicator.number, row.lead, format_date(row.due_before)) for row in rows]
    assert found == [
        ("Bản Pút", "1.2", "Công chức Địa chính xã", "15/07/2024"),
        ("Bản Pút", "4.3", "Công chức Địa chính xã", "15/07/2024"),
        ("Bản Pút", "13.2", "Trạm y tế xã", "15/07/2024"),
        ("Bản Tủm", "4.3", "Công chức Địa chính xã", "15/07/2024"),
        ("Bản Tủm", "13.2", "Trạm y tế xã", "15/07/2024"),
        ("Bản Tủm", "15.1", "Cấp ủy chi bộ bản Tủm, VP Đảng ủy xã", ""),
    ]


def test_the_plan_keeps_its_dates(book: Workspace) -> None:
    plan = book.read(plans.plan_of_year, year=2024)
    assert plan.rule.last_day == 14
    assert format_date(plan.facts.evidence_due) == "22/10/2024"
    assert plan.facts.submitted_to == "UBND huyện Yên Châu"


def test_the_board_has_a_cell_for_each_criterion(book: Workspace) -> None:
    board = book.read(boards.board, year=2024)
    assert [column.number for column in board.criteria] == [str(number) for number in range(1, 17)]
    put = board.rows[0]
    assert [cell.verdict.value if cell.verdict else None for cell in put.cells].count("unmet") == 3
    assert (put.cells[0].met, put.cells[0].total) == (1, 2)
    assert put.trend is None
    assert [point.criteria_met for point in put.points] == [13]
