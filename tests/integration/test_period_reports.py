"""The commune's reports of a period: drafted, edited, frozen, written as three kinds of file; from the command line."""

import json
from datetime import date

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from app import cli
from app.domain.deadlines import Month
from app.domain.periods import Period, PeriodKind, parse_period
from app.errors import InputError, RefusedError
from app.reports.period_report import PARTS, as_json, from_json
from app.services import history, monthly_reports, period_reports, places, plans
from app.services.monthly_reports import ReportValues
from app.services.period_figures import period_figures
from app.services.period_reports import PeriodView
from app.services.workspace import Workspace

TODAY = date(2024, 4, 20)
FIRST = Period(PeriodKind.QUARTER, 2024, 1)


def put(book: Workspace) -> str:
    return book.read(places.find_hamlet, name="ban put").uid


def record(book: Workspace, month: int, received: date, **values: str) -> None:
    book.write(
        monthly_reports.record_report,
        hamlet_uid=put(book),
        month=Month(2024, month),
        values=ReportValues(received_on=received, **values),
        today=TODAY,
    )


def view(book: Workspace, period: Period = FIRST) -> PeriodView:
    return book.read(period_reports.period_view, period=period, today=TODAY)


@pytest.fixture
def quarter(book):
    record(book, 1, date(2024, 1, 12), difficulties="Thiếu vốn làm cổng")
    record(book, 2, date(2024, 2, 17))
    return book


def test_the_months_of_a_period_add_up_to_it(quarter):
    def sums(text: str) -> tuple[int, int, int]:
        reports = quarter.read(period_figures, period=parse_period(text), today=TODAY).reports
        return reports.expected, reports.received, reports.on_time

    months = [sums(f"2024-{number:02d}") for number in (1, 2, 3)]
    assert sums("2024-Q1") == (6, 2, 1) == tuple(map(sum, zip(*months, strict=True)))
    halves = [sums(text) for text in ("2024-H1", "2024-H2")]
    assert sums("2024") == tuple(map(sum, zip(*halves, strict=True)))
    grid = quarter.read(monthly_reports.month_grid, year=2024, today=TODAY)
    assert sums("2024")[0] == grid.counts["on_time"] + grid.counts["late"] + grid.counts["missing"]


def test_the_draft_says_what_the_figures_say(quarter):
    texts = view(quarter).texts
    assert set(texts) == set(PARTS)
    assert texts["reporting"].startswith(
        "Số báo cáo tháng các bản phải nộp: 6; đã nộp 2 (đạt 33,3 %), trong đó đúng hạn 1 (16,7 %), nộp chậm 1; "
        "chưa nộp 4."
    )
    assert "bản Pút (1), bản Tủm (3)" in texts["reporting"]
    assert "Bản Pút: đạt 13/16 tiêu chí, 41/44 chỉ tiêu; không thay đổi" in texts["results"]
    assert texts["difficulties"] == "- Bản Pút (tháng 01/2024): Thiếu vốn làm cổng."


def test_a_written_paragraph_stays_while_the_others_follow_the_figures(quarter):
    quarter.write(
        period_reports.write_text, period=FIRST, part="tasks", text="Làm xong cổng chào.", today=TODAY
    )
    record(quarter, 3, date(2024, 3, 14))
    found = view(quarter)
    assert (found.texts["tasks"], found.edited) == ("Làm xong cổng chào.", {"tasks"})
    assert "đã nộp 3" in found.texts["reporting"]
    quarter.write(period_reports.write_text, period=FIRST, part="tasks", text="", today=TODAY)
    assert view(quarter).edited == frozenset()


def test_figures_are_frozen_when_sent_and_differences_are_told(quarter):
    quarter.write(period_reports.send, period=FIRST, sent_on=date(2024, 3, 24), today=TODAY)
    sent = view(quarter)
    assert (sent.sent_on, sent.changes) == (date(2024, 3, 24), ())
    record(quarter, 3, date(2024, 3, 14))
    later = view(quarter)
    assert (later.figures, later.texts) == (sent.figures, sent.texts)
    told = [(one.hamlet, one.what, one.sent, one.today) for one in later.changes]
    assert told == [("Bản Pút", "báo cáo đã nộp", "2", "3"), ("Bản Pút", "báo cáo đúng hạn", "1", "2")]
    with pytest.raises(RefusedError, match="đã gửi"):
        quarter.write(period_reports.write_text, period=FIRST, part="tasks", text="x", today=TODAY)
    quarter.write(period_reports.take_back, period=FIRST)
    assert view(quarter).figures.reports.received == 3
    history.undo(quarter)
    assert view(quarter).figures == sent.figures


@pytest.mark.parametrize(
    ("sent_on", "words"),
    [
        (date(2024, 4, 21), "chưa tới"),
        (date(2023, 12, 31), "trước khi kỳ"),
        (date(2024, 3, 1), "trước ngày ký"),
    ],
)
def test_a_day_of_sending_that_cannot_be(quarter, sent_on, words):
    quarter.write(period_reports.change_document, period=FIRST, values={"dated": date(2024, 3, 20)})
    with pytest.raises(InputError, match=words) as refused:
        quarter.write(period_reports.send, period=FIRST, sent_on=sent_on, today=TODAY)
    assert refused.value.field == "sent_on"


def test_frozen_figures_survive_the_journey_through_json(quarter):
    figures = view(quarter).figures
    assert from_json(json.loads(json.dumps(as_json(figures)))) == figures


def test_the_list_ends_with_today(quarter):
    periods = [str(one.period) for one in quarter.read(period_reports.period_lines, year=2024, today=TODAY)]
    assert periods == ["2024-01", "2024-02", "2024-03", "2024-04", "2024-Q1", "2024-Q2", "2024-H1", "2024"]


def test_the_three_files_say_the_same(quarter, tmp_path):
    values = {"number": "12/BC-UBND", "sent_to": "UBND huyện Yên Châu", "dated": date(2024, 3, 22)}
    quarter.write(period_reports.change_document, period=FIRST, values=values)
    files = {suffix: tmp_path / f"bao-cao{suffix}" for suffix in (".pdf", ".docx", ".xlsx")}
    for file in files.values():
        period_reports.write_paper(quarter, file, period=FIRST)
    pdf = " ".join(" ".join(page.extract_text() for page in PdfReader(files[".pdf"]).pages).split())
    word = "\n".join(one.text for one in Document(str(files[".docx"])).paragraphs).replace("\xa0", " ")
    for text in ("Kết quả xây dựng bản nông thôn mới quý I năm 2024", "đã nộp 2 (đạt 33,3 %)"):
        assert text in pdf
        assert text in word
    assert "Số: 12/BC-UBND" in pdf
    assert "ngày 22 tháng 3 năm 2024" in pdf
    page = load_workbook(files[".xlsx"]).worksheets[0]
    rows = {row[1]: row for row in page.iter_rows(min_row=4, values_only=True)}
    assert rows["Cộng"][2:7] == (6, 2, 33.3, 1, 16.7)
    assert rows["Bản Pút"][7:9] == ("13/16", "41/44")
    with pytest.raises(InputError, match=r"\.pdf"):
        period_reports.write_paper(quarter, tmp_path / "bao-cao.txt", period=FIRST)


def test_a_hamlet_that_came_later_is_told(quarter):
    quarter.write(period_reports.send, period=FIRST, sent_on=TODAY, today=TODAY)
    quarter.write(plans.plan_hamlets_by_name, year=2024, names=["Bản Mé"])
    (change,) = view(quarter).changes
    assert (change.hamlet, change.sent, change.today) == ("Bản Mé", "không có", "có")


def test_the_command_line_does_the_same(quarter, tmp_path, capsys):
    folder = str(quarter.folder)
    quarter.close()
    assert cli.main(["reports", folder, "--json", "--today", "20/04/2024"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["total"] == {
        "expected": 8,
        "received": 2,
        "rate": "1/4",
        "on_time": 1,
        "on_time_rate": "1/8",
    }
    out = tmp_path / "quy.docx"
    common = ["--today", "20/04/2024", "--out", str(out)]
    assert cli.main(["period-report", folder, "--period", "2024-Q1", *common]) == 0
    assert out.exists()
    assert cli.main(["period-report", folder, "--period", "2024-Q9", *common]) == 1
    assert "2024-Q9" in capsys.readouterr().err
    calendar = tmp_path / "nhac.ics"
    assert cli.main(["reminder", folder, "--today", "20/04/2024", "--out", str(calendar)]) == 0
    assert b"BEGIN:VALARM" in calendar.read_bytes()
