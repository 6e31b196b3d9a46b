"""Hôm nay: lines grouped by urgency, links that lead where the work is, and the list for the chairman."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from app.domain.deadlines import Month
from app.domain.text import nfc
from app.domain.verdict import Opinion
from app.errors import StorageError
from app.services import advisory_tasks, appraisals, assessments, checks, monthly_reports, plans
from app.services.today import TaskKind
from app.services.workspace import Workspace, open_book
from app.ui.context import Context
from app.ui.pages.funds import FundsPage
from app.ui.pages.today import TodayPage
from app.ui.pages.today_lines import task_link, task_target

MakeContext = Callable[[Workspace], Context]


def shown(qtbot, context: Context) -> TodayPage:
    page = TodayPage(context)
    qtbot.addWidget(page)
    context.changed.connect(page.refresh)
    page.resize(1150, 700)
    page.refresh()
    page.show()
    return page


@pytest.fixture
def page(qtbot, context: Context) -> TodayPage:
    return shown(qtbot, context)


@pytest.fixture
def late_page(qtbot, sample_book: Workspace, make_context: MakeContext) -> TodayPage:
    """Five days after the deadline of the works."""
    workspace = open_book(sample_book.folder, now=lambda: datetime(2024, 7, 20, 3, 0, tzinfo=UTC))
    return shown(qtbot, make_context(workspace))


def places_gone_to(context: Context) -> list[tuple[str, dict]]:
    gone: list[tuple[str, dict]] = []
    context.going.connect(lambda page, place: gone.append((page, place)))
    return gone


def test_groups_say_how_many_lines_they_hold(page: TodayPage) -> None:
    assert page.links.titles() == ["Quá hạn (2)", "Cần làm (3)"]
    first = page.links.links()[0]
    assert first.text == "Bản Pút: chưa nộp 4 báo cáo (tháng 1–4)"
    assert first.detail == "quá hạn 97 ngày"
    assert first.tone == "late"


def test_overdue_work_names_what_is_missing_and_who_leads(late_page: TodayPage) -> None:
    lines = {link.text: link.detail for link in late_page.links.links()}
    assert (
        lines["Bản Pút, chỉ tiêu 1.2: Bản chưa có cổng chào đầu bản"]
        == "Công chức Địa chính xã · quá hạn 6 ngày"
    )


def test_a_click_leads_to_the_oldest_missing_month(qtbot, page: TodayPage) -> None:
    gone = places_gone_to(page.context)
    links = page.links.lists()[0]
    spot = links.visualRect(links.model().index(1, 0)).center()
    qtbot.mouseClick(links.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    [(key, place)] = gone
    assert (key, place["month"]) == ("reports", 1)
    rows = page.context.read(
        plans.planned_hamlets, plan_uid=page.context.read(plans.plan_of_year, year=2024).uid
    )
    assert place["hamlet_uid"] == rows[1].hamlet_uid


def test_the_keyboard_walks_through_all_groups(qtbot, late_page: TodayPage) -> None:
    gone = places_gone_to(late_page.context)
    overdue, rest = late_page.links.lists()
    late_page.activateWindow()
    overdue.setFocus()
    assert overdue.currentIndex().row() == 0
    for _step in range(overdue.model().rowCount()):
        qtbot.keyClick(overdue, Qt.Key.Key_Down)
    assert rest.hasFocus()
    assert rest.currentIndex().row() == 0
    qtbot.keyClick(rest, Qt.Key.Key_Return)
    assert gone[0][0] == "appraisal"
    qtbot.keyClick(rest, Qt.Key.Key_Up)
    assert overdue.hasFocus()
    assert overdue.currentIndex().row() == overdue.model().rowCount() - 1
    qtbot.keyClick(overdue, Qt.Key.Key_Space)
    assert gone[1][0] == "assignments"
    assert gone[1][1]["indicator_uid"]


def test_rows_never_overlap_when_the_window_narrows(qtbot, late_page: TodayPage) -> None:
    for width in (1150, 700, 520):
        late_page.resize(width, 700)
        for _round in range(2):  # where the page begins to scroll, its bar takes room in a second round
            QApplication.processEvents()
        for links in late_page.links.lists():
            rows = [links.model().index(row, 0) for row in range(links.model().rowCount())]
            heights = [links.visualRect(index).height() for index in rows]
            assert heights == [links.sizeHintForIndex(index).height() for index in rows]
            assert links.visualRect(rows[-1]).bottom() < links.viewport().height()


def test_a_line_goes_when_its_work_is_done(page: TodayPage) -> None:
    context = page.context
    plan = context.read(plans.plan_of_year, year=2024)
    for hamlet in context.read(plans.planned_hamlets, plan_uid=plan.uid):
        for number in range(1, 5):
            month = Month(2024, number)
            values = monthly_reports.ReportValues(received_on=context.today())
            context.write(
                monthly_reports.record_report,
                hamlet_uid=hamlet.hamlet_uid,
                month=month,
                values=values,
                today=context.today(),
            )
    assert page.links.titles() == ["Cần làm (3)"]


def test_nothing_left_to_do_is_said_kindly(qtbot, page: TodayPage) -> None:
    context = page.context
    test_a_line_goes_when_its_work_is_done(page)
    plan = context.read(plans.plan_of_year, year=2024)
    for hamlet in context.read(plans.planned_hamlets, plan_uid=plan.uid):
        latest = context.read(assessments.latest_round, hamlet_uid=hamlet.hamlet_uid, set_uid=plan.set_uid)
        assert latest is not None
        context.write(agree_with_everything, round_uid=latest.uid)
    context.write(waive_everything)
    gone = places_gone_to(context)
    assert not page.links.isVisible()
    [button] = [
        one for one in page.findChildren(QPushButton) if one.isVisible() and one.text() == "Xem Tổng quan"
    ]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert gone == [("board", {})]


def agree_with_everything(session, *, round_uid: str) -> None:
    uids = [row.uid for row in assessments.sheet(session, round_uid=round_uid).rows]
    day = date(2024, 4, 20)
    appraisals.appraise(session, assessment_uids=uids, opinion=Opinion.AGREE, note="", today=day)


def waive_everything(session) -> None:
    today = date(2024, 4, 20)
    for row in checks.check_book(session, year=2024, today=today).findings:
        code, subject = row.finding.code, row.finding.subject
        checks.waive(session, code=code, subject=subject, reason="Đã xem", today=today)


def test_failing_checks_are_one_line_that_leads_to_them(page: TodayPage) -> None:
    gone = places_gone_to(page.context)
    last = page.links.links()[-1]
    assert last.text == "Kiểm tra sổ: 88 lỗi, 10 cảnh báo"
    page.links.chosen.emit(last.payload)
    assert gone == [("checks", {})]


def test_a_year_that_is_over_says_so(qtbot, sample_book: Workspace, make_context: MakeContext) -> None:
    workspace = open_book(sample_book.folder, now=lambda: datetime(2025, 2, 3, 3, 0, tzinfo=UTC))
    page = shown(qtbot, make_context(workspace))
    assert page._summary.text() == "Thứ Hai, 03/02/2025 · Năm 2024 đã qua; danh sách tính đến hôm nay."
    assert page.links.links()[0].text == "Bản Pút: chưa nộp 12 báo cáo (tháng 1–12)"


def test_the_reminder_list_is_a_pdf_with_every_late_line(late_page: TodayPage, tmp_path: Path) -> None:
    path = tmp_path / "Danh sách đôn đốc.pdf"
    said: list[str] = []
    late_page.context.said.connect(said.append)
    late_page.save_reminders(path)
    pages = PdfReader(path).pages
    text = nfc(" ".join(" ".join(page.extract_text() for page in pages).split()))
    assert "DANH SÁCH ĐÔN ĐỐC" in text
    assert "XÃ CHIỀNG KHOI" in text
    assert "Báo cáo tháng chưa nộp (2 bản)" in text
    assert "Việc quá hạn (5 việc)" in text
    assert "Bản chưa có cổng chào đầu bản" in text
    assert "Trạm y tế xã" in text
    assert str(path) in said[0]
    assert [file.name for file in tmp_path.glob("*.part")] == []


def test_printing_shows_a_preview_first(qtbot, late_page: TodayPage) -> None:
    seen: list[str] = []

    def close_preview() -> None:
        [dialog] = [one for one in QApplication.topLevelWidgets() if isinstance(one, QPrintPreviewDialog)]
        seen.append(dialog.windowTitle())
        dialog.reject()

    QTimer.singleShot(200, close_preview)
    qtbot.mouseClick(late_page.print_button, Qt.MouseButton.LeftButton)
    assert seen == ["Xem trước khi in"]


def test_a_folder_that_is_gone_is_told_in_one_sentence(late_page: TodayPage, tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        late_page.save_reminders(tmp_path / "không có" / "a.pdf")


def test_the_button_asks_for_a_file_and_offers_a_name(
    qtbot, late_page: TodayPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def choose(_parent, _title, name, _kinds):
        offered.append(name)
        return str(tmp_path / name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    qtbot.mouseClick(late_page.save_button, Qt.MouseButton.LeftButton)
    assert offered == ["Danh sách đôn đốc ngày 20-07-2024.pdf"]
    assert (tmp_path / offered[0]).read_bytes().startswith(b"%PDF")


def test_a_year_without_a_plan_leads_to_one_that_has(qtbot, page: TodayPage) -> None:
    page.context.set_year(2026)
    button = page._start.other_year.button
    assert button.isVisible()
    assert button.text() == "Xem năm 2024"
    assert not page.print_button.isVisible()
    assert page.commands() == []
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.context.year == 2024
    assert page.links.isVisible()


def test_a_book_without_any_plan_says_what_to_do_first(
    qtbot, empty_book: Workspace, make_context: MakeContext
) -> None:
    page = shown(qtbot, make_context(empty_book))
    assert page._start.no_plan.isVisible()
    assert not page.print_button.isVisible()


def test_every_list_and_button_has_a_name(page: TodayPage) -> None:
    assert [links.accessibleName() for links in page.links.lists()] == page.links.titles()
    assert page.print_button.text() == "In danh sách đôn đốc"
    assert [command.text for command in page.commands()][0] == "In danh sách đôn đốc"


def test_a_late_task_of_a_table_leads_to_its_row(page: TodayPage) -> None:
    values = {"task": "Đề án OCOP", "timing": "Quý I/2024"}
    uid = page.context.write(advisory_tasks.add_task, year=2024, values=values)
    page.refresh()
    task = next(task for task in page._list.tasks if task.kind is TaskKind.TABLE_LATE)
    assert task_link(task).text == "Biểu 03: Đề án OCOP"
    assert task_target(task) == ("funds", {"panel": "table03", "row": uid})
    funds = FundsPage(page.context)
    funds.refresh()
    funds.show_place(task_target(task)[1])
    assert funds.panel.rows.current_row().uid == uid
    funds.deleteLater()
