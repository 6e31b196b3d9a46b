"""Hội đồng and Họp bản: meetings written down as they are typed, criteria concluded, minutes made."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QRadioButton

from app.domain.verdict import Verdict
from app.services import assessments, councils, history, meetings, places, rounds
from app.ui.pages.appraisal import AppraisalPage


@pytest.fixture
def page(context, qtbot):
    page = AppraisalPage(context)
    qtbot.addWidget(page)
    context.changed.connect(page.refresh)
    page.resize(1150, 760)
    page.refresh()
    page.show()
    return page


@pytest.fixture
def review(context):
    put = context.read(places.find_hamlet, name="put")
    return context.read(assessments.rounds_of, hamlet_uid=put.uid)[0]


@pytest.fixture
def council(page, review, qtbot):
    page.show_place({"panel": "council", "hamlet_uid": review.hamlet_uid, "round_uid": review.uid})
    panel = page.panel
    qtbot.waitUntil(panel.no_meeting.isVisible)
    panel.no_meeting.button.click()
    return panel


@pytest.fixture
def residents(page, review, qtbot):
    page.show_place({"panel": "residents", "hamlet_uid": review.hamlet_uid, "round_uid": review.uid})
    qtbot.waitUntil(page.panel.form.isVisible)
    return page.panel


def put_in(form, name, text):
    field = form.editor(name)
    if isinstance(field, QLineEdit):
        field.setText(text)
        field.textEdited.emit(text)
        field.editingFinished.emit()
    else:
        field.setPlainText(text)
        assert form.commit_pending()


def radio(view, text):
    return next(one for one in view.form.findChildren(QRadioButton) if one.text() == text)


def found(panel, review):
    return panel.context.read(councils.council, round_uid=review.uid)


def choose(council, number):
    uid = next(row.uid for row in council.criteria.table.shown_rows() if row.number == number)
    council.criteria.table.select_key(uid)


def test_a_meeting_and_its_members_are_written_as_typed(council, review):
    put_in(council.facts.form, "held_at", "Nhà văn hóa bản Pút")
    council.facts.add()
    put_in(council.facts.member_form, "name", "Lò Văn Hặc")
    council.facts.add()
    put_in(council.facts.member_form, "name", "Hà Thị Soan")
    now = found(council, review)
    assert now.meeting.held_at == "Nhà văn hóa bản Pút"
    assert [(row.name, row.present) for row in now.members][-2:] == [
        ("Lò Văn Hặc", True),
        ("Hà Thị Soan", True),
    ]
    council.facts.up_button.click()
    assert [row.name for row in found(council, review).members][-2:] == ["Hà Thị Soan", "Lò Văn Hặc"]
    before = found(council, review).present
    council.facts.members.cell_activated.emit(council.facts.members.current_row(), "present")
    assert found(council, review).present == before - 1


def test_a_criterion_is_concluded_and_its_indicators_follow(council, review):
    choose(council, "3")
    radio(council.criteria, "Đạt").click()
    row = next(one for one in found(council, review).criteria if one.number == "3")
    assert row.verdict is Verdict.MET
    assert {one.concluded for one in row.indicators} == {Verdict.MET}
    council.criteria.withdraw.click()
    row = next(one for one in found(council, review).criteria if one.number == "3")
    assert (row.verdict, {one.concluded for one in row.indicators}) == (None, {None})


def test_unmet_asks_which_indicators_where_nobody_found_one(council, review):
    choose(council, "3")
    radio(council.criteria, "Chưa đạt").click()
    form = council.criteria.form
    assert found(council, review).concluded == 0
    assert "indicator_uids" in form.errors()
    first = form.editor("indicator_uids")
    assert first.isVisible()
    first.click()
    row = next(one for one in found(council, review).criteria if one.number == "3")
    assert row.verdict is Verdict.UNMET
    assert [one.concluded for one in row.indicators][0] is Verdict.UNMET
    assert form.errors() == {}


def test_more_votes_than_members_are_refused_beside_the_field(council, review):
    choose(council, "3")
    put_in(council.criteria.form, "votes_for", "99")
    assert "votes_for" in council.criteria.form.errors()
    assert next(one for one in found(council, review).criteria if one.number == "3").votes_for is None


def test_all_criteria_as_proposed_in_one_step(council, review):
    council.criteria.as_proposed.click()
    assert found(council, review).concluded == 16
    assert not council.criteria.as_proposed.isEnabled()
    history.undo(council.context.workspace)
    assert found(council, review).concluded == 0


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_minutes_of_the_council(council, review, qtbot, tmp_path, suffix):
    council.minutes.ask = lambda suggested, _suffix: str(tmp_path / "bien-ban")
    told = []
    council.context.told.connect(told.append)
    council.save_minutes(suffix)
    qtbot.waitUntil(lambda: bool(told), timeout=15_000)
    assert (tmp_path / f"bien-ban{suffix}").read_bytes()[:4] in (b"%PDF", b"PK\x03\x04")
    assert told[0].text == f"Đã ghi “bien-ban{suffix}”."


def test_counts_of_the_residents_make_a_sentence(residents, review):
    assert not residents.bar.pdf.isVisible()
    for name, text in (("invited", "120"), ("present", "104"), ("agreed", "97")):
        put_in(residents.form, name, text)
    assert "93,26 %" in residents.form.values()["share"]
    assert residents.bar.pdf.isVisible()
    put_in(residents.form, "agreed", "105")
    assert "agreed" in residents.form.errors()
    row = residents.context.read(
        meetings.residents_meeting, round_uid=review.uid, today=residents.context.today()
    )
    assert row.agreed == 97


def test_a_wrong_count_keeps_the_place_and_the_tab(page, residents, review):
    put_in(residents.form, "present", "10")
    put_in(residents.form, "agreed", "11")
    page.tabs.setCurrentIndex(0)
    assert page.panel is residents
    other = next(at for at in range(3) if residents.bar.hamlets.itemData(at) != review.hamlet_uid)
    residents.bar.hamlets.setCurrentIndex(other)
    residents.bar.hamlets.activated.emit(other)
    assert residents.bar.hamlets.current_uid() == review.hamlet_uid


def test_a_closed_round_shows_its_meetings_and_takes_nothing(page, council, residents, review, context):
    context.write(rounds.close_round, round_uid=review.uid, reason="", today=context.today())
    assert residents.lock.isVisible()
    assert not residents.form.editor("chair").isEnabled()
    page.show_panel("council")
    assert council.lock.isVisible()
    assert not council.facts.form.editor("held_at").isEnabled()
    assert not council.criteria.as_proposed.isEnabled()
    assert council.bar.pdf.isVisible()
    assert not council.bar.remove.isVisible()


def test_the_round_goes_along_from_tab_to_tab(page, council, review):
    page.tabs.setCurrentIndex(2)
    assert page.panel.place()["round_uid"] == review.uid
    QTest.keyClick(page.tabs.tabBar(), Qt.Key.Key_Left)
    QApplication.processEvents()
    assert page.place()["panel"] == "council"
