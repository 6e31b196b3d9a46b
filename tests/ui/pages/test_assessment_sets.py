"""Tự đánh giá under several sets: choosing, adding, answers of every measure, the commune itself."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QRadioButton

from app.domain.criteria import (
    CriterionDefinition,
    GroupKind,
    IndicatorDefinition,
    LegalBasis,
    SetDefinition,
    SetLevel,
)
from app.domain.measure import IndicatorStatus, Measure
from app.services import assessments, places, plan_sets
from app.ui.pages.assessment import AssessmentPage
from app.ui.pages.assessment_round import NewRoundDialog
from app.ui.pages.assessment_sets import AddSetDialog
from app.ui.pages.board import BoardPage

ENTERED = IndicatorStatus.ENTERED
MODEL = SetDefinition(
    "KM",
    "1",
    SetLevel.MODEL_HAMLET,
    "Bộ thử",
    LegalBasis(None, None, None),
    None,
    None,
    None,
    None,
    (
        CriterionDefinition(
            "1",
            "Mọi cách đo",
            (
                IndicatorDefinition("1", ENTERED, "Đường", Measure.NUMBER, "6.2", unit="km"),
                IndicatorDefinition(
                    "2",
                    ENTERED,
                    "Hồ sơ",
                    Measure.PAPERS,
                    required_papers=("Quyết định", "Biên bản"),
                    may_not_apply=False,
                ),
                IndicatorDefinition(
                    "3",
                    ENTERED,
                    "Nước sạch",
                    Measure.PERCENT,
                    group_kind=GroupKind.AREA,
                    group_thresholds=(("I", "95"),),
                    part_label="Số hộ dùng nước sạch",
                ),
            ),
        ),
    ),
    field="Du lịch",
    prerequisite="SL-BAN-NTM",
)


@pytest.fixture
def put(context):
    return context.read(places.find_hamlet, name="put").uid


@pytest.fixture
def model(context, put):
    uid = context.write(plan_sets.add_shipped_set, year=2024, place_uid=put, definition=MODEL)
    context.write(assessments.start_round, hamlet_uid=put, set_uid=uid, held_on=date(2024, 4, 1))
    return uid


@pytest.fixture
def page(context, qtbot):
    page = AssessmentPage(context)
    qtbot.addWidget(page)
    context.changed.connect(page.refresh)
    page.resize(1150, 700)
    page.refresh()
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def go(page, put, model, number):
    page.show_place({"hamlet_uid": put, "set_uid": model})
    uid = next(uid for uid, row in page._rows.items() if row.indicator.number == number)
    page.show_place({"indicator_uid": uid})


def visible(page):
    QApplication.processEvents()  # boxes to tick are new and show with the next event
    names = ("part", "whole", "share", "amount", "reference", "rating", "papers")
    return [name for name in names if page.form.form.editor(name).isVisible()]


def test_a_second_set_has_its_own_rounds_and_asks_for_the_first(page, put, model):
    page.show_place({"hamlet_uid": put})
    assert [page.bar.sets.itemText(at) for at in range(2)] == ["Bản nông thôn mới", "Bản kiểu mẫu – Du lịch"]
    assert page.bar.totals.text() == "13/16 tiêu chí · 41/44 chỉ tiêu"
    assert not page.prerequisite.isVisible()
    page.bar.sets.setFocus()
    QTest.keyClick(page.bar.sets, Qt.Key.Key_Down)
    assert page.bar.totals.text() == "0/1 tiêu chí · 0/3 chỉ tiêu"
    assert page.bar.rounds.currentText() == "rà soát 01/04/2024"
    assert page.prerequisite.text() == "Cần đạt “Bản nông thôn mới” trước: hiện 13/16 tiêu chí."
    assert page.place()["set_uid"] == model
    page.bar.new_round.click()
    assert page.findChild(NewRoundDialog).set_uid() == model


def test_each_measure_shows_its_own_fields(page, put, model):
    go(page, put, model, "1")
    assert visible(page) == ["amount"]
    page.context.write(
        assessments.record, assessment_uid=page.form.row.uid, values={"amount": Decimal("3.75")}
    )
    assert page.form.form.values()["computed"] == "3,75 km < 6,2 km → CHƯA ĐẠT, còn 2,45 km"
    assert page.form.form.editor("remaining").placeholderText() == "2,45 km"
    go(page, put, model, "3")
    assert visible(page) == ["part", "whole", "share"]
    assert page.form.form.editor("part").accessibleName() == "Số hộ dùng nước sạch"


def test_papers_are_ticked_off(page, put, model):
    go(page, put, model, "2")
    assert visible(page) == ["papers"]
    boxes = [box for box in page.form.findChildren(QCheckBox) if box.isVisible()]
    assert [box.text() for box in boxes] == ["Quyết định", "Biên bản"]
    boxes[1].setFocus()
    QTest.keyClick(boxes[1], Qt.Key.Key_Space)
    assert page.form.row.answer.papers == ("Biên bản",)
    assert page.form.form.values()["computed"].startswith("1 / 2 giấy tờ → CHƯA ĐẠT, còn thiếu 1 giấy tờ")
    QTest.keyClick(boxes[1], Qt.Key.Key_Space)
    assert page.form.row.answer.papers == ()


def test_not_applicable_is_closed_where_the_set_says_so(page, qtbot, put, model):
    go(page, put, model, "2")
    radios = {radio.text(): radio for radio in page.form.findChildren(QRadioButton)}
    assert not radios["Không áp dụng"].isEnabled()
    with qtbot.captureExceptions() as caught:
        QTest.keyClick(page.pane.list, Qt.Key.Key_K)
    assert [str(error) for _kind, error, _trace in caught] == [
        "Chỉ tiêu 2 luôn áp dụng. Hãy chọn đạt hoặc chưa đạt."
    ]
    go(page, put, model, "1")
    assert radios["Không áp dụng"].isEnabled()


def test_an_unknown_group_leads_to_where_it_is_entered(page, put, model):
    went = []
    page.context.going.connect(lambda key, place: went.append((key, place)))
    go(page, put, model, "1")
    assert not page.form.group_link.isVisible()
    go(page, put, model, "3")
    assert "chưa khai khu vực của bản" in page.form.group_link.text()
    page.form.group_link.linkActivated.emit("places")
    assert went == [("catalogue", {"panel": "places", "place_uid": put})]


def test_the_commune_gets_a_shipped_set_and_its_first_round(page, qtbot):
    page.bar.hamlets.setFocus()
    QTest.keyClick(page.bar.hamlets, Qt.Key.Key_End)
    assert page.bar.hamlets.currentText() == "Xã Chiềng Khoi (cả xã)"
    assert page.no_sets.isVisible()
    page.no_sets.button.click()
    dialog = page.findChild(AddSetDialog)
    assert all("Xã" in dialog.list.item(at).text() for at in range(dialog.list.count()))
    dialog.add_button.click()
    assert page.no_rounds.isVisible()
    page.no_rounds.button.click()
    page.findChild(NewRoundDialog).open_button.click()
    assert page.bar.totals.text().startswith("0/")
    assert page.form.isVisible()


def test_the_board_is_drawn_under_the_chosen_set(context, qtbot, put, model):
    page = BoardPage(context)
    qtbot.addWidget(page)
    page.refresh()
    page.show()
    assert page.sets.isVisible()
    assert page.place() == {}
    page.sets.setFocus()
    QTest.keyClick(page.sets, Qt.Key.Key_Down)
    assert [row.hamlet for row in page.table.shown_rows()] == ["Bản Pút"]
    before = page.table.model.columns[page.table.model.column_number("before")]
    assert before.display(page.table.shown_rows()[0]) == "13/16"
    went = []
    context.going.connect(lambda key, place: went.append(place))
    page._open_cell(page.table.shown_rows()[0], "criterion-1")
    assert went == [{"hamlet_uid": put, "set_uid": model, "criterion_number": "1"}]
