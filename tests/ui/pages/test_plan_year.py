"""Kế hoạch năm: the timeline, the table of milestones and their form, on the plan of Chiềng Khoi 2024."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from app.domain.milestones import MilestoneKind, RuleKind
from app.services import history, milestones, places, plans
from app.ui.dialogs.plan_copy import PlanCopyDialog
from app.ui.dialogs.plan_hamlets import PlanHamletsDialog
from app.ui.dialogs.plan_paper import PlanPaperDialog
from app.ui.pages.plan_year import PlanYearPanel
from app.ui.pages.plan_year_form import Way
from app.ui.widgets.year_timeline import SHAPES, YearTimeline

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot, context):
    made = PlanYearPanel(context)
    qtbot.addWidget(made)
    context.changed.connect(made.refresh)
    made.resize(1150, 700)
    made.refresh()
    made.show()
    qtbot.waitExposed(made)
    return made


def put(context) -> str:
    return context.read(places.find_hamlet, name="Bản Pút").uid


def rows(page) -> dict[str, list[str]]:
    """Kind → texts of its cells."""
    table = page.table
    return {
        shown.row.kind.value: [column.display(shown) for column in table.model.columns]
        for shown in table.shown_rows()
    }


def choose(page, field: str, value: object) -> None:
    box = page.panel.form.editor(field)
    assert isinstance(box, QComboBox)
    slot = page.panel.form._slots[field]
    at = next(at for at, option in enumerate(slot.editor._options) if option.value == value)
    box.setCurrentIndex(at)
    box.activated.emit(at)


def type_into(qtbot, page, field: str, text: str) -> None:
    editor = page.panel.form.editor(field)
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)


def milestone(context, kind: MilestoneKind, hamlet: str = "Bản Pút"):
    year = context.read(milestones.year_plan, year=2024, today=context.today())
    found = next(one for one in year.hamlets if one.name == hamlet)
    return next(row for row in found.milestones if row.kind is kind)


def test_the_plan_as_it_is_stands_there_without_typing(page, context):
    timeline = page.timeline
    assert timeline.words_of(put(context)) == [
        "Rà soát 31/12/2023: xong",
        "Khắc phục",
        "Minh chứng",
        "Thẩm định",
    ]
    page.show_place({"hamlet_uid": put(context)})
    found = rows(page)
    assert found["remedy"][1:4] == ["trước 15/07/2024 (hạn việc đã giao)", "14/07/2024", "còn 85 ngày"]
    assert found["evidence"][1:3] == ["trước 22/10/2024 (chung)", "21/10/2024"]
    assert found["decision"][3] == "chưa định hạn"


def test_a_day_that_is_a_sunday_is_told_beside_the_fields(page, context):
    page.show_place({"hamlet_uid": put(context), "milestone": "remedy"})
    assert "Chủ nhật" in page.panel._words.text()
    assert "14/07/2024" in page.panel._words.text()


def test_a_day_is_typed_and_taken_back(qtbot, page, context):
    page.show_place({"milestone": "decision"})
    choose(page, "way", Way.DATE)
    assert milestone(context, MilestoneKind.DECISION).rule.kind is None
    type_into(qtbot, page, "before_on", "15/12/2024")
    assert milestone(context, MilestoneKind.DECISION).last_day == date(2024, 12, 14)
    assert "Quyết định" in page.timeline.words_of("")
    history.undo(context.workspace)
    assert milestone(context, MilestoneKind.DECISION).last_day is None


def test_a_rule_waits_until_it_is_whole(qtbot, page, context):
    page.show_place({"milestone": "dossier"})
    choose(page, "way", Way.AFTER)
    assert page.panel.form.editor("days").isVisible()
    assert not page.panel.form.editor("before_on").isVisible()
    type_into(qtbot, page, "days", "10")
    assert milestone(context, MilestoneKind.DOSSIER).rule.kind is None
    choose(page, "after", MilestoneKind.APPRAISAL)
    found = milestone(context, MilestoneKind.DOSSIER)
    assert (found.rule.kind, found.last_day) == (RuleKind.AFTER, date(2024, 10, 31))
    assert rows(page)["dossier"][1] == "10 ngày sau “Xã thẩm định”"


def test_a_circle_is_refused_beside_its_field_and_mended_there(qtbot, page, context):
    page.show_place({"milestone": "dossier"})
    choose(page, "way", Way.AFTER)
    type_into(qtbot, page, "days", "10")
    choose(page, "after", MilestoneKind.DECISION)
    page.show_place({"milestone": "decision"})
    choose(page, "way", Way.AFTER)
    type_into(qtbot, page, "days", "3")
    choose(page, "after", MilestoneKind.DOSSIER)
    assert "vòng" in page.panel.form.errors()["after"]
    choose(page, "after", MilestoneKind.APPRAISAL)
    assert page.panel.form.errors() == {}
    assert milestone(context, MilestoneKind.DECISION).last_day == date(2024, 10, 24)


def test_the_31st_of_february_is_refused_and_mended(qtbot, page, context):
    page.show_place({"milestone": "decision"})
    choose(page, "way", Way.DAY_MONTH)
    type_into(qtbot, page, "day", "31")
    type_into(qtbot, page, "month", "2")
    assert "Không có ngày này" in page.panel.form.errors()["day"]
    type_into(qtbot, page, "day", "28")
    assert page.panel.form.errors() == {}
    assert milestone(context, MilestoneKind.DECISION).last_day == date(2024, 2, 27)


def test_a_day_of_one_hamlet_leaves_the_others(qtbot, page, context):
    page.show_place({"hamlet_uid": put(context), "milestone": "evidence"})
    type_into(qtbot, page, "done_on", "10/4/2024")
    assert milestone(context, MilestoneKind.EVIDENCE).done_on == date(2024, 4, 10)
    assert milestone(context, MilestoneKind.EVIDENCE, "Bản Tủm").done_on is None
    page.show_place({"hamlet_uid": ""})
    assert rows(page)["evidence"][3] == "1/2 bản xong"
    type_into(qtbot, page, "done_on", "1/1/2025")
    assert "chưa tới" in page.panel.form.errors()["done_on"]


def test_a_wrong_text_keeps_its_milestone_chosen(qtbot, page, context):
    page.show_place({"milestone": "evidence"})
    type_into(qtbot, page, "done_on", "31/02/2024")
    page.table.select_key(MilestoneKind.REVIEW)
    assert page.table.current_row().row.kind is MilestoneKind.EVIDENCE
    qtbot.keyClick(page.timeline, Qt.Key.Key_Down)
    assert page.timeline.at() == ("", "evidence")


def test_the_timeline_is_walked_with_the_keyboard_and_spoken(qtbot, page, context):
    timeline = page.findChild(YearTimeline, "yearTimeline")
    timeline.setFocus()
    qtbot.keyClick(timeline, Qt.Key.Key_Down)
    assert timeline.at()[0] == put(context)
    qtbot.keyClick(timeline, Qt.Key.Key_Right)
    assert page.table.current_row().row.kind is MilestoneKind.REMEDY
    assert timeline.accessibleName() == (
        "Các mốc năm 2024. Bản Pút: Khắc phục chỉ tiêu chưa đạt, 14/07/2024, còn 85 ngày"
    )
    qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert page.panel.form.editor("way").hasFocus()


def test_a_click_on_a_mark_chooses_it(qtbot, page, context):
    at = page.timeline.place_of(put(context), "appraisal").toPoint()
    qtbot.mouseClick(page.timeline, LEFT, pos=at)
    assert page.place() == {"milestone": "appraisal", "hamlet_uid": put(context)}


def test_marks_of_one_day_never_cover_each_other(page):
    for placed in page.timeline._placed:
        areas = [found.area for found in placed]
        assert not any(one.intersects(other) for n, one in enumerate(areas) for other in areas[n + 1 :])
    assert len({paint.__name__ for paint in SHAPES.values()}) == len(SHAPES)


def test_hamlets_are_ticked_in_and_one_with_work_stays(qtbot, page, context):
    context.write(places.add_hamlets, names=["Bản Mé"])
    dialog = PlanHamletsDialog(context, page)
    everyone = tuple(option.value for option in dialog.form._slots["hamlets"].editor._options)
    dialog.form.load({"hamlets": everyone})
    dialog._keep()
    assert [row.name for row in page.timeline._rows][1:] == ["Bản Mé", "Bản Pút", "Bản Tủm"]
    dialog = PlanHamletsDialog(context, page)
    dialog.form.load({"hamlets": ()})
    dialog._keep()
    assert "giao việc" in dialog.form.errors()["hamlets"]
    assert len(page.timeline._rows) == 4


def test_number_and_day_of_the_plan_are_typed(qtbot, page, context):
    from app.services import plan_facts

    dialog = PlanPaperDialog(context, page)
    dialog.show()
    dialog.form.editor("number").setText("12/KH-BCĐ")
    dialog.form.editor("number").textEdited.emit("12/KH-BCĐ")
    dialog.reject()
    assert context.read(plan_facts.plan_paper, year=2024).number == "12/KH-BCĐ"


# The next year


def test_next_years_plan_comes_from_this_one_in_one_step(qtbot, page, context):
    dialog = PlanCopyDialog(context, 2025, page)
    assert "2 bản (Bản Pút, Bản Tủm)" in dialog.words.text()
    dialog.make()
    assert context.year == 2025
    assert page._heading.text() == "Kế hoạch năm 2025"
    assert page.timeline.words_of("") == ["Minh chứng", "Thẩm định"]
    history.undo(context.workspace)
    assert context.read(plans.years) == [2024]


def test_a_year_with_a_plan_is_refused_beside_its_field(qtbot, page, context):
    dialog = PlanCopyDialog(context, 2025, page)
    editor = dialog.form.editor("to_year")
    editor.setText("2024")
    editor.textEdited.emit("2024")
    dialog.make()
    assert "đã có kế hoạch" in dialog.form.errors()["to_year"]
    assert context.read(plans.years) == [2024]


def test_a_set_that_ends_before_the_year_is_told(page, context):
    assert "hết hiệu lực" in PlanCopyDialog(context, 2027, page).words.text()


def test_a_year_without_a_plan_offers_to_copy_one(qtbot, page, context):
    context.set_year(2025)
    button = page._gate._start.copy_button
    qtbot.waitUntil(button.isVisible)  # a layout shows what is put into it with the next turn
    assert button.text() == "Lập kế hoạch 2025 từ năm 2024…"


# Papers


def test_every_paper_is_written_where_the_person_says(qtbot, page, context, tmp_path):
    told = []
    context.told.connect(told.append)
    asked = []

    def ask(suggested: str, suffix: str) -> str:
        asked.append(suggested)
        return str(tmp_path / f"giấy{len(asked)}")

    page.papers.ask = ask
    commands = page.papers.commands()
    assert len(commands) == 9
    for number, command in enumerate(commands, start=1):
        command.run()
        qtbot.waitUntil(lambda number=number: len(told) == number, timeout=20000)
    assert sorted(path.suffix for path in tmp_path.glob("giấy*")) == [".docx"] * 4 + [".pdf"] * 4 + [".xlsx"]
    assert asked[0].endswith("Kế hoạch bản nông thôn mới 2024.docx")
