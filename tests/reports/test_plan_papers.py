"""The plan with its annexes, the assignment and the officers' sheets, from the real plan of Chiềng Khoi 2024."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from app.domain.milestones import MilestoneKind, MilestoneRule
from app.domain.work import WorkProgress
from app.errors import InputError, NotFoundError
from app.services import (
    assignment_notes,
    assignment_papers,
    assignments,
    criteria,
    milestones,
    people,
    plan_facts,
    plans,
)
from app.services.assignment_papers import ENDINGS, PaperKind
from app.services.people import Term
from app.services.workspace import Workspace, open_book

TODAY = date(2024, 4, 20)


@pytest.fixture
def book(sample_folder: Path, tmp_path: Path) -> Iterator[Workspace]:
    shutil.copytree(sample_folder, tmp_path / "so")
    workspace = open_book(tmp_path / "so", now=lambda: datetime(2024, 4, 20, 3, 0, tzinfo=UTC))
    yield workspace
    workspace.close()


def rows_of(book: Workspace):
    return book.read(assignments.assignment_rows, year=2024, today=TODAY)


def change(book: Workspace, place: int, **values) -> None:
    plan = book.read(plans.plan_of_year, year=2024)
    rows = rows_of(book)[place : place + 1]
    book.write(assignments.change, plan_uid=plan.uid, rows=rows, values=values, today=TODAY)


def milestone(
    book: Workspace, kind: MilestoneKind, rule: MilestoneRule, hamlet_uid: str | None = None
) -> None:
    plan = book.read(plans.plan_of_year, year=2024)
    book.write(
        milestones.record,
        plan_uid=plan.uid,
        kind=kind,
        hamlet_uid=hamlet_uid,
        values={"rule": rule},
        today=TODAY,
    )


def made(book: Workspace, kind: PaperKind, ending: str, role_uid: str | None = None) -> Path:
    content = book.read(assignment_papers.content, kind=kind, year=2024, today=TODAY, role_uid=role_uid)
    target = book.folder.parent / f"giay{ending}"
    assignment_papers.write(book, content, target)
    return target


def text_of(path: Path) -> str:
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return " ".join(" ".join([*(one.text for one in document.paragraphs), *cells]).split())
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


@pytest.mark.parametrize("ending", [".pdf", ".docx"])
def test_the_plan_prints_its_milestones_and_both_annexes(book, ending):
    milestone(book, MilestoneKind.DOSSIER, MilestoneRule(after=MilestoneKind.APPRAISAL, days=10))
    paper = book.read(plan_facts.plan_paper, year=2024)
    values = {"number": "12/KH-BCĐ", "dated": date(2024, 1, 5)}
    book.write(plan_facts.change_paper, plan_uid=paper.uid, values=values)
    text = text_of(made(book, PaperKind.PLAN, ending))
    for expected in (
        "Hoàn thành các chỉ tiêu chưa đạt",
        "Trước ngày 15/7/2024",
        "Trước ngày 22/10/2024",
        "Trong 10 ngày sau khi xã thẩm định",
        "Kèm theo Kế hoạch số 12/KH-BCĐ ngày 05 tháng 01 năm 2024",
        "Cấp ủy chi bộ bản Tủm, VP Đảng ủy xã",
        "Chưa giao thời hạn",
        "TIẾN ĐỘ THỰC HIỆN CỦA TỪNG BẢN NĂM 2024",
        "Chậm nhất 31/10/2024",
    ):
        assert expected in text


def test_a_hamlets_own_day_is_a_line_of_its_own(book):
    put = rows_of(book)[0].target.hamlet_uid
    milestone(book, MilestoneKind.EVIDENCE, MilestoneRule(before_on=date(2024, 10, 1)), put)
    content = book.read(assignment_papers.content, kind=PaperKind.PLAN, year=2024, today=TODAY)
    told = [(line.hamlet, line.when) for line in content.milestones if "minh chứng" in line.title]
    assert told == [("", "Trước ngày 22/10/2024"), ("Bản Pút", "Trước ngày 1/10/2024")]
    assert [line.days[1] for line in content.schedule] == ["Trước 1/10/2024", "Trước 22/10/2024"]


def test_money_has_a_column_with_its_exact_sum_only_where_some_is_named(book):
    assert "Kinh phí" not in text_of(made(book, PaperKind.PLAN, ".pdf"))
    change(book, 0, money_needed=Decimal(389_868_000))
    change(book, 1, money_needed=Decimal(1_649_788_000))
    text = text_of(made(book, PaperKind.PLAN, ".docx"))
    assert "Kinh phí (triệu đồng)" in text
    assert "2.039,656" in text


@pytest.mark.parametrize("ending", [".pdf", ".docx"])
def test_the_decision_has_three_articles_and_leaves_open_what_the_book_does_not_know(book, ending):
    text = text_of(made(book, PaperKind.DECISION, ending))
    for expected in (
        "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ CHIỀNG KHOI",
        "QUYẾT ĐỊNH:",
        "Điều 1. Phân công 03 công chức, đơn vị chủ trì hoàn thành 06 chỉ tiêu của bản Pút, bản Tủm",
        "trước ngày 15 hằng tháng",
        "Điều 3.",
        "Như Điều 3",
        "Lò Thị Phương",
    ):
        assert expected in text
    assert text.count("………") >= 2
    assert "Luật" not in text


def test_the_notice_says_the_same_without_articles(book):
    text = text_of(made(book, PaperKind.NOTICE, ".pdf"))
    assert "THÔNG BÁO" in text
    assert "Điều 1" not in text
    assert "TM. ỦY BAN NHÂN DÂN" in text


def test_a_signer_who_is_not_the_chairman_does_not_sign_as_one(book):
    paper = book.read(plan_facts.plan_paper, year=2024)
    values = {"signer_titles": "KT. TRƯỞNG BAN, PHÓ TRƯỞNG BAN, PHÓ CHỦ TỊCH UBND XÃ"}
    book.write(plan_facts.change_paper, plan_uid=paper.uid, values=values)
    assert "Lò Thị Phương" not in text_of(made(book, PaperKind.DECISION, ".pdf"))


def test_an_officers_sheet_names_who_acts_what_remains_and_the_log(book):
    roles = {row.code: row.uid for row in book.read(criteria.roles)}
    book.write(people.hold, term=Term("", roles["YT"]), new_person="Lò Thị Hoa")
    order = next(row for row in rows_of(book) if row.indicator.number == "13.2")
    book.write(
        assignment_notes.add_note,
        assignment_uid=order.assignment_uid,
        text="Vận động 30 hộ",
        on_date=date(2024, 4, 1),
        today=TODAY,
    )
    change(book, rows_of(book).index(order), progress=WorkProgress.DONE, money_needed=Decimal(1_500_000))
    text = text_of(made(book, PaperKind.SHEETS, ".pdf", roles["YT"]))
    assert "Trạm y tế xã (Lò Thị Hoa)" in text
    assert "Xong ngày 20/04/2024; 01/04/2024: Vận động 30 hộ" in text
    assert "Bản Tủm" in text
    assert "cổng chào" not in text


def test_all_sheets_are_one_file_or_one_sheet_each_in_excel(book):
    change(book, 0, money_needed=Decimal(35_500_000))
    pages = PdfReader(made(book, PaperKind.SHEETS, ".pdf")).pages
    assert sum("PHIẾU GIAO VIỆC" in page.extract_text() for page in pages) == 3
    workbook = load_workbook(made(book, PaperKind.SHEETS, ".xlsx"))
    assert len(workbook.sheetnames) == 3
    assert all(len(name) <= 31 for name in workbook.sheetnames)
    page = workbook.worksheets[0]
    assert [cell.value for cell in page[6]][:3] == [
        1,
        "Bản Pút",
        "1.2. Có cổng chào hoặc biển chỉ dẫn vị trí địa lý tại đầu tuyến đường giao thông kết nối vào bản",
    ]
    assert (page["G6"].value, page["G9"].value) == (35.5, "=SUM(G6:G8)")


def test_a_text_that_looks_like_a_formula_stays_a_text(book):
    change(book, 0, work="=1+1")
    page = load_workbook(made(book, PaperKind.SHEETS, ".xlsx")).worksheets[0]
    assert page["D6"].data_type == "s"


def test_nothing_ordered_is_told(book):
    uids = [row.assignment_uid for row in rows_of(book)]
    book.write(assignments.withdraw, assignment_uids=uids)
    for kind in (PaperKind.NOTICE, PaperKind.DECISION, PaperKind.SHEETS):
        with pytest.raises(NotFoundError, match="Chưa giao việc nào"):
            made(book, kind, ".pdf")


def test_every_paper_has_a_name_and_never_overwrites_the_book(book):
    for kind in PaperKind:
        content = book.read(assignment_papers.content, kind=kind, year=2024, today=TODAY)
        for ending in ENDINGS[kind]:
            assert assignment_papers.file_name(content, ending).endswith(f"2024{ending}") or "cả xã" in (
                assignment_papers.file_name(content, ending)
            )
        with pytest.raises(InputError):
            assignment_papers.write(book, content, book.folder / "so.sqlite3")
        with pytest.raises(InputError):
            assignment_papers.write(book, content, book.folder.parent / "giấy.odt")
