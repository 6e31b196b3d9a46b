"""Kiểm tra: the list, its filters, the way to where a thing is mended, waiving, figures as printed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from app.domain.checks import CheckCode, Severity
from app.services import evidence_intake, places, plans, printed_results
from app.ui.context import Context
from app.ui.dialogs.person_fields import FieldsDialog
from app.ui.dialogs.printed_figures import PrintedFiguresDialog
from app.ui.pages.checks import ChecksPage


@pytest.fixture
def page(qtbot, context: Context) -> ChecksPage:
    page = ChecksPage(context)
    qtbot.addWidget(page)
    context.changed.connect(page.refresh)
    page.resize(1150, 700)
    page.refresh()
    page.show()
    yield page
    page._runner.shutdown()


def choose(page: ChecksPage, code: CheckCode) -> None:
    row = next(row for row in page.report.findings if row.finding.code is code)
    assert page.table.select_key(row.key)


def test_what_contradicts_itself_stands_first(page: ChecksPage) -> None:
    first = page.table.shown_rows()[0]
    assert (first.hamlet, first.finding.code) == ("Bản Pút", CheckCode.TOTAL_DIFFERS_FROM_SET)
    assert page._summary.text() == "88 lỗi · 10 cảnh báo · 2 ghi chú · 0 đã bỏ qua"


def test_filters_by_severity_hamlet_and_kind(page: ChecksPage) -> None:
    boxes = page.filters
    boxes.severity.setCurrentIndex(boxes.severity.findData(Severity.WARNING.value))
    boxes.changed.emit()
    assert {row.finding.severity for row in page.table.shown_rows()} == {Severity.WARNING}
    put = page.context.read(places.find_hamlet, name="put")
    page.show_place({"hamlet_uid": put.uid})
    assert {row.hamlet for row in page.table.shown_rows()} == {"Bản Pút"}
    boxes.kind.setCurrentIndex(boxes.kind.findData(CheckCode.UNMET_WITHOUT_REMAINING.value))
    boxes.changed.emit()
    assert [row.finding.words["number"] for row in page.table.shown_rows()] == ["1.2", "4.3", "13.2"]


def test_enter_goes_to_where_it_is_mended(qtbot, page: ChecksPage) -> None:
    gone: list[tuple[str, dict]] = []
    page.context.going.connect(lambda key, place: gone.append((key, place)))
    choose(page, CheckCode.DEADLINE_MISSING)
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    tum = page.context.read(places.find_hamlet, name="tum")
    assert gone[0][0] == "assignments"
    assert gone[0][1]["hamlet_uid"] == tum.uid


def test_waiving_asks_for_a_reason_and_can_be_taken_back(qtbot, page: ChecksPage) -> None:
    choose(page, CheckCode.TYPED_COUNTS_DIFFER)
    page.waive_button.click()
    dialog = page.findChild(FieldsDialog)
    assert dialog is not None
    dialog.accept()
    assert dialog.form.errors() == {"reason": "Cần điền mục này."}
    dialog.form.load({"reason": "Văn bản đã gửi, sẽ đính chính", "who": "Lò Thị Phương"})
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Accepted
    qtbot.waitUntil(lambda: page._summary.text() == "87 lỗi · 10 cảnh báo · 2 ghi chú · 1 đã bỏ qua")
    last = page.table.model.rows[-1]
    assert last.waiver is not None
    assert last.waiver.who == "Lò Thị Phương"
    page.table.select_key(last.key)
    assert page.waive_button.text() == "Thôi bỏ qua"
    page.waive_button.click()
    qtbot.waitUntil(lambda: page.report.waived == 0)


def test_printed_figures_save_as_they_are_typed(qtbot, page: ChecksPage) -> None:
    choose(page, CheckCode.CRITERION_IN_NO_LIST)
    page.mend()
    dialog = page.findChild(PrintedFiguresDialog)
    assert dialog is not None
    assert dialog.hamlets.currentText() == "Bản Tủm"
    editor = dialog.form.editor("met_criteria")
    assert editor.text() == "1, 2, 3, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16"
    editor.setText("1, 99")
    editor.textEdited.emit("1, 99")
    assert not dialog.form.commit_pending()
    editor.setText("1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16")
    editor.textEdited.emit(editor.text())
    assert dialog.form.commit_pending()
    tum = page.context.read(places.find_hamlet, name="tum")
    plan = page.context.read(plans.plan_of_year, year=2024)
    kept = page.context.read(printed_results.printed_results, plan_uid=plan.uid)[tum.uid]
    assert len(kept.met_criteria) == 13
    of_paper = {
        CheckCode.CRITERION_IN_NO_LIST,
        CheckCode.CRITERION_IN_BOTH_LISTS,
        CheckCode.TYPED_COUNTS_DIFFER,
    }
    qtbot.waitUntil(lambda: not of_paper & {row.finding.code for row in page.report.findings})


def test_a_slow_check_runs_beside_the_screen(qtbot, page: ChecksPage) -> None:
    page._took = 1000.0
    page._rest.setInterval(0)
    page.report = page.report.of_hamlet("nobody")
    page.refresh()
    assert not page.report.findings
    qtbot.waitUntil(lambda: len(page.report.findings) == 100)


def test_a_damaged_file_is_found_by_reading(qtbot, page: ChecksPage, tmp_path: Path) -> None:
    source = tmp_path / "Biên bản.txt"
    source.write_text("Biên bản họp bản", "utf-8")
    context = page.context
    row = next(one for one in page.report.findings if one.finding.code is CheckCode.MET_WITHOUT_EVIDENCE)
    add_proof(context, source, row.finding.place["hamlet_uid"], row.finding.place["indicator_uid"])
    qtbot.waitUntil(lambda: page._files is not None and page._files.read == 1)
    [stored] = [path for path in context.evidence_folder().rglob("*") if path.is_file()]
    stored.chmod(0o644)
    stored.write_bytes(b"khac")
    page.read_files()
    qtbot.waitUntil(
        lambda: any(one.finding.code is CheckCode.EVIDENCE_FILE_DAMAGED for one in page.report.findings)
    )


def add_proof(context: Context, source: Path, hamlet_uid: str, indicator_uid: str) -> None:
    class Silent:
        def step(self, text: str, done: int, total: int) -> None:
            """Nobody watches."""

    evidence_intake.add_files(
        context.workspace, [source], Silent(), hamlet_uid=hamlet_uid, indicator_uid=indicator_uid
    )
