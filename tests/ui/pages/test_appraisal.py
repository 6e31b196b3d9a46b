"""The page Thẩm định with real keys and a real book: an officer's work, and how a round is closed and compared."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from app.domain.appraisal import WorkState
from app.domain.rounds import RoundKind
from app.domain.verdict import Opinion, Verdict
from app.errors import RefusedError
from app.services import appraisals, assessments, evidence_intake, history, places, rounds
from app.ui.dialogs.round_compare import CompareRoundsDialog
from app.ui.dialogs.round_reason import RoundReasonDialog
from app.ui.pages.appraisal import AppraisalPage
from app.ui.pages.assessment import AssessmentPage

TODAY = date(2024, 4, 20)


def shown_page(made, context, qtbot):
    qtbot.addWidget(made)
    context.changed.connect(made.refresh)
    made.resize(1150, 700)
    made.refresh()
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def page(context, qtbot):
    return shown_page(AppraisalPage(context), context, qtbot)


@pytest.fixture
def work(page):
    page.panel.table.setFocus()
    return page.panel


@pytest.fixture
def sheet(context, qtbot):
    return shown_page(AssessmentPage(context), context, qtbot)


@pytest.fixture
def put(context):
    return context.read(places.find_hamlet, name="put").uid


@pytest.fixture
def review(context, put):
    return context.read(assessments.rounds_of, hamlet_uid=put)[0]


def stored(context, review, number):
    rows = context.read(assessments.sheet, round_uid=review.uid).rows
    return next(row for row in rows if row.indicator.number == number)


def number(work):
    return work.detail.row.indicator.number


def test_the_list_is_that_of_one_role_and_says_why_nothing_can_be_agreed_unseen(work):
    rows = work.table.panel.shown_rows()
    code = work.place()["role_code"]
    assert rows
    assert all(code in row.appraisers for row in rows)
    assert {row.place for row in rows} == {"Bản Pút", "Bản Tủm"}
    assert work.groups.itemText(0) == f"Tất cả ({len(rows)})"
    assert not work.agree_button.isEnabled()
    assert "Chưa có minh chứng" in work.table.panel.view.grid().tsv()


def test_the_key_agrees_with_name_and_post(work, context, review):
    wanted = number(work)
    QTest.keyClick(work.table.panel.view, Qt.Key.Key_D)
    row = stored(context, review, wanted)
    assert (row.opinion, row.opinion_on, row.opinion_by) == (Opinion.AGREE, TODAY, "Địa chính")
    assert row.opinion_post
    assert "Địa chính" in work.detail.form.values()["signed"]
    assert work.table.panel.current_row().state is WorkState.AGREED


def test_disagreeing_waits_for_its_note(work, context, review):
    wanted = number(work)
    QTest.keyClick(work.table.panel.view, Qt.Key.Key_K)
    assert stored(context, review, wanted).opinion is None
    note = work.detail.form.editor("opinion_note")
    assert note.hasFocus()
    assert "opinion_note" in work.detail.form.errors()
    assert isinstance(note, QPlainTextEdit)
    note.setPlainText("Chưa thấy biên bản")
    assert work.commit_pending()
    row = stored(context, review, wanted)
    assert (row.opinion, row.opinion_note) == (Opinion.DISAGREE, "Chưa thấy biên bản")
    assert work.detail.form.errors() == {}


def test_escape_gives_up_an_opinion_without_note(work, context, review):
    QTest.keyClick(work.table.panel.view, Qt.Key.Key_B)
    assert not work.commit_pending()
    QTest.keyClick(work.detail.form.editor("opinion_note"), Qt.Key.Key_Escape)
    assert work.commit_pending()
    assert work.table.panel.view.hasFocus()
    assert stored(context, review, number(work)).opinion is None


def test_several_are_agreed_to_together_and_taken_back_together(work, context, review):
    panel = work.table.panel
    panel.view.selectRow(0)
    QTest.keyClick(panel.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    numbers = [row.indicator.number for row in panel.selected_rows()]
    assert len(numbers) == 2
    QTest.keyClick(panel.view, Qt.Key.Key_D)
    assert {stored(context, review, one).opinion for one in numbers} == {Opinion.AGREE}
    history.undo(context.workspace)
    assert {stored(context, review, one).opinion for one in numbers} == {None}


def test_what_is_in_order_is_agreed_to_by_the_button(work, context, review, put, tmp_path):
    row = work.detail.row
    (tmp_path / "a.txt").write_text("Biên bản", "utf-8")
    evidence_intake.add_files(
        context.workspace,
        [tmp_path / "a.txt"],
        Silent(),
        hamlet_uid=put,
        indicator_uid=row.indicator.uid,
    )
    assert work.agree_button.text() == "Đồng ý 1 mục đủ điều kiện"
    work.agree_button.click()
    assert stored(context, review, row.indicator.number).opinion is Opinion.AGREE
    assert not work.agree_button.isEnabled()


def test_a_group_shows_what_is_in_it_and_the_role_stays(work, context):
    QTest.keyClick(work.table.panel.view, Qt.Key.Key_D)
    agreed = [group.state for group in work._groups].index(WorkState.AGREED)
    assert work.groups.itemText(agreed) == "Đã đồng ý (1)"
    work.groups.setCurrentIndex(agreed)
    work.groups.activated.emit(agreed)
    assert [row.state for row in work.table.panel.shown_rows()] == [WorkState.AGREED]
    other = work.roles.count() - 1
    work.roles.setCurrentIndex(other)
    work.roles.activated.emit(other)
    code = work.place()["role_code"]
    work.refresh()
    assert work.place()["role_code"] == code


def test_a_year_without_a_plan_offers_one_that_has(work, context):
    context.set_year(2030)
    assert not work.table.isVisible()


def test_what_was_sent_back_is_found_and_sent_in_again(sheet, context, review):
    row = stored(context, review, "2.1")
    context.write(
        appraisals.appraise,
        assessment_uids=[row.uid],
        opinion=Opinion.ASK_MORE,
        note="Thiếu ảnh",
        today=TODAY,
    )
    texts = [sheet.pane.filter.itemText(at) for at in range(sheet.pane.filter.count())]
    assert "Bị trả lại (1)" in texts
    sheet.show_place({"indicator_uid": row.indicator.uid})
    assert sheet.form.returned.isVisible()
    assert "Thiếu ảnh" in sheet.form.returned.words.text()
    sheet.form.returned.button.click()
    assert not sheet.form.returned.isVisible()
    assert stored(context, review, "2.1").changed_since_opinion


def test_an_opinion_on_the_sheet_is_signed_too(sheet, context, review):
    sheet.show_place({"indicator_uid": stored(context, review, "2.1").indicator.uid})
    box = sheet.form.form.editor("opinion")
    box.setCurrentIndex(1)
    box.activated.emit(1)
    row = stored(context, review, "2.1")
    assert (row.opinion, row.opinion_on) == (Opinion.AGREE, TODAY)


def dialog_of(kind, parent):
    return parent.findChild(kind)


def test_a_closed_round_takes_nothing_until_it_is_opened_with_a_reason(sheet, context, review):
    sheet.rounds.close()
    dialog_of(RoundReasonDialog, sheet).do_button.click()
    assert sheet.lock.words.text() == "Đã khóa ngày 20/04/2024, Địa chính."
    assert sheet.lock.isVisible()
    assert not sheet.form.form.editor("explanation").isEnabled()
    assert not sheet.form.form.editor("claimed").isEnabled()
    with pytest.raises(RefusedError):
        sheet._write({"claimed": Verdict.UNMET})
    sheet.rounds.reopen()
    dialog = next(one for one in sheet.findChildren(RoundReasonDialog) if one.isVisible())
    dialog.do_button.click()
    assert dialog.isVisible()
    assert "reason" in dialog.form.errors()
    dialog.form.editor("reason").setPlainText("Ghi nhầm 13.2")
    dialog.do_button.click()
    assert not sheet.lock.isVisible()
    assert sheet.form.form.editor("explanation").isEnabled()
    assert [event.reason for event in context.read(rounds.round_events, round_uid=review.uid)][-1] == (
        "Ghi nhầm 13.2"
    )


def test_two_rounds_are_compared(sheet, context, review, put):
    sheet.rounds.compare()
    assert dialog_of(CompareRoundsDialog, sheet) is None, "one round alone"
    later = context.write(
        assessments.start_round,
        hamlet_uid=put,
        set_uid=review.set_uid,
        held_on=date(2024, 4, 1),
        kind=RoundKind.FINAL,
    )
    sheet.show_place({"round_uid": later})
    row = next(
        r for r in context.read(assessments.sheet, round_uid=later).rows if r.indicator.number == "1.2"
    )
    context.write(assessments.record, assessment_uid=row.uid, values={"claimed": Verdict.MET})
    assert sheet.bar.rounds.currentText() == "rà soát cuối kỳ 01/04/2024"
    sheet.rounds.compare()
    dialog = dialog_of(CompareRoundsDialog, sheet)
    assert [pair.indicator.number for pair in dialog.table.shown_rows()] == ["1.2"]
    assert "Đạt thêm" in dialog.table.view.grid().tsv()
    assert "Thêm 1 chỉ tiêu đạt" in dialog.totals.text()
    dialog.only_differences.setChecked(False)
    assert len(dialog.table.shown_rows()) == 44


def test_enter_twice_confirms_what_was_carried_over(sheet, context, review, put):
    later = context.write(
        assessments.start_round, hamlet_uid=put, set_uid=review.set_uid, held_on=date(2024, 4, 1)
    )
    sheet.show_place({"round_uid": later})
    sheet.pane.list.setFocus()
    QTest.keyClick(sheet.pane.list, Qt.Key.Key_Return)
    assert sheet.form.confirm_button.hasFocus()
    QTest.keyClick(sheet.form.confirm_button, Qt.Key.Key_Space)
    first = context.read(assessments.sheet, round_uid=later).rows[0]
    assert first.confirmed
    assert sheet.form.row.confirmed


class Silent:
    def step(self, text: str, done: int, total: int) -> None:
        """Nobody watches."""


def test_what_waits_in_a_hamlet_is_shown_in_a_role_that_has_some(page, put):
    tum = page.context.read(places.find_hamlet, name="tum").uid
    page.show_place({"hamlet_uid": tum, "panel": "work", "waiting": True})
    shown = page.panel.detail.row
    assert (shown.place_uid, shown.state) == (tum, WorkState.WAITING)
    assert page.panel._role_code() in shown.appraisers
