"""Tổng quan: the board, its numbers, its line, and its ways out."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QInputDialog, QToolButton

from app.domain.verdict import Verdict
from app.errors import StorageError
from app.services import assessments, places, plans
from app.services.workspace import Workspace
from app.ui.context import Context
from app.ui.pages.board import BoardPage
from app.ui.theme import Theme, apply_theme

MakeContext = Callable[[Workspace], Context]
LONG_NAME = "Bản Nà Phiêng Khoang Thượng Hạ"


def shown(qtbot, context: Context) -> BoardPage:
    page = BoardPage(context)
    qtbot.addWidget(page)
    context.changed.connect(page.refresh)
    page.resize(1150, 700)
    page.refresh()
    page.show()
    return page


@pytest.fixture
def page(qtbot, context: Context) -> BoardPage:
    return shown(qtbot, context)


def places_gone_to(context: Context) -> list[tuple[str, dict]]:
    gone: list[tuple[str, dict]] = []
    context.going.connect(lambda page, place: gone.append((page, place)))
    return gone


def index_of(page: BoardPage, row: int, key: str):
    return page.table.model.index(row, page.table.model.column_number(key))


def texts_of(page: BoardPage, row: int) -> list[str]:
    return [column.display(page.table.shown_rows()[row]) for column in page.table.model.columns]


def add_round(context: Context, hamlet: str, held_on: date, met: list[str]) -> None:
    plan = context.read(plans.plan_of_year, year=2024)
    uid = context.read(places.find_hamlet, name=hamlet).uid
    round_uid = context.write(assessments.start_round, hamlet_uid=uid, set_uid=plan.set_uid, held_on=held_on)
    for row in context.read(assessments.sheet, round_uid=round_uid).rows:
        if row.indicator.number in met:
            context.write(assessments.record, assessment_uid=row.uid, values={"claimed": Verdict.MET})


def test_every_hamlet_is_a_row_of_glyphs_and_sums(page: BoardPage) -> None:
    texts = texts_of(page, 0)
    assert texts[0] == "Bản Pút"
    assert texts[1:17] == ["✗", "✓", "✓", "✗", *"✓" * 8, "✗", *"✓" * 3]
    assert texts[17:] == ["13/16", "41/44", "", "31/12/2023", "1.2, 4.3, 13.2"]


def test_the_numbers_stand_above(page: BoardPage) -> None:
    assert [card.text() for card in page.numbers.cards] == [
        "2 bản trong kế hoạch",
        "0/2 bản đạt đủ chỉ tiêu",
        "0/2 báo cáo tháng 4, 0 đúng hạn",
        "6/6 chỉ tiêu chưa đạt đã giao",
    ]


def test_a_click_on_a_cell_opens_its_criterion(qtbot, page: BoardPage) -> None:
    gone = places_gone_to(page.context)
    spot = page.table.view.visualRect(index_of(page, 1, "criterion-15")).center()
    qtbot.mouseClick(page.table.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    uid = page.table.shown_rows()[1].hamlet_uid
    assert gone == [("assessment", {"hamlet_uid": uid, "criterion_number": "15"})]


def test_a_click_on_the_name_only_selects(qtbot, page: BoardPage) -> None:
    gone = places_gone_to(page.context)
    spot = page.table.view.visualRect(index_of(page, 1, "hamlet")).center()
    qtbot.mouseClick(page.table.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert gone == []
    assert page.place() == {"hamlet_uid": page.table.shown_rows()[1].hamlet_uid}


def test_enter_opens_what_the_keyboard_stands_on(qtbot, page: BoardPage) -> None:
    gone = places_gone_to(page.context)
    page.table.view.setCurrentIndex(index_of(page, 0, "hamlet"))
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    for _step in range(4):
        qtbot.keyClick(page.table.view, Qt.Key.Key_Right)
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    uid = page.table.shown_rows()[0].hamlet_uid
    assert gone == [
        ("assessment", {"hamlet_uid": uid}),
        ("assessment", {"hamlet_uid": uid, "criterion_number": "4"}),
    ]


def test_the_criterion_under_the_cursor_is_named(qtbot, page: BoardPage) -> None:
    page.table.view.setCurrentIndex(index_of(page, 0, "criterion-13"))
    by_keyboard = page._criterion.text()
    assert by_keyboard.startswith("Tiêu chí 13. ")
    assert by_keyboard.endswith("– Bản Pút: chưa đạt, 1/2 chỉ tiêu đạt")
    spot = page.table.view.visualRect(index_of(page, 1, "criterion-1")).center()
    qtbot.mouseMove(page.table.view.viewport(), spot + QPoint(1, 1))
    qtbot.mouseMove(page.table.view.viewport(), spot)
    assert "Tiêu chí 1. " in page._criterion.text()
    assert "Bản Tủm" in page._criterion.text()


def test_headings_and_cells_say_their_criterion(page: BoardPage) -> None:
    model = page.table.model
    place = model.column_number("criterion-13")
    heading = model.headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert heading.startswith("Tiêu chí 13. ")
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert "1/2 chỉ tiêu đạt" in model.data(model.index(0, place), role)


def test_a_new_round_moves_the_board_the_trend_and_the_line(page: BoardPage) -> None:
    add_round(page.context, "Bản Pút", date(2024, 4, 1), ["1.2", "13.2"])
    texts = texts_of(page, 0)
    assert texts[17:] == ["15/16", "43/44", "▲ 2", "01/04/2024", "4.3"]
    put, tum = page.chart.series()
    assert put.points == ((date(2023, 12, 31), 13), (date(2024, 4, 1), 15))
    assert tum.points == ((date(2023, 12, 31), 13),)
    assert page.chart.accessibleName().endswith("Bản Pút: 15/16; Bản Tủm: 13/16")


def test_the_chart_draws_ink_for_one_round_and_for_two(qtbot, page: BoardPage) -> None:
    blank = page.chart.grab().toImage()
    blank.fill(blank.pixelColor(blank.width() - 2, 2))
    one = page.chart.grab().toImage()
    assert one != blank
    add_round(page.context, "Bản Pút", date(2024, 4, 1), ["1.2"])
    assert page.chart.grab().toImage() != one


def test_with_many_hamlets_the_chart_shows_those_selected(qtbot, page: BoardPage) -> None:
    names = [f"{LONG_NAME} {number}" for number in range(1, 8)]
    page.context.write(plans.plan_hamlets_by_name, year=2024, names=names)
    assert page._chart_note.isVisible()
    uid = page.context.read(places.find_hamlet, name="Bản Tủm").uid
    page.show_place({"hamlet_uid": uid})
    assert [series.name for series in page.chart.series()] == ["Bản Tủm"]
    page.table.view.selectAll()
    assert [series.name for series in page.chart.series()] == ["Bản Pút", "Bản Tủm"][
        : len(page.chart.series())
    ]


def test_a_hamlet_without_a_round_says_so(page: BoardPage) -> None:
    page.context.write(plans.plan_hamlets_by_name, year=2024, names=["Bản Hiêm"])
    texts = texts_of(page, 0)
    assert texts[0] == "Bản Hiêm"
    assert set(texts[1:17]) == {"?"}
    assert texts[17:] == ["–", "–", "", "", "chưa rà soát"]


def test_a_selection_outlives_a_write(page: BoardPage) -> None:
    uid = page.context.read(places.find_hamlet, name="Bản Tủm").uid
    page.show_place({"hamlet_uid": uid})
    add_round(page.context, "Bản Pút", date(2024, 4, 1), [])
    assert page.place() == {"hamlet_uid": uid}


def test_the_picture_holds_every_row_at_double_sharpness(page: BoardPage, tmp_path: Path) -> None:
    path = tmp_path / "Tổng quan.png"
    page.save_picture(path)
    small = QImage(str(path))
    assert not small.isNull()
    page.context.write(
        plans.plan_hamlets_by_name, year=2024, names=[f"{LONG_NAME} {n}" for n in range(1, 29)]
    )
    page.save_picture(path)
    large = QImage(str(path))
    row = page.table.view.verticalHeader().defaultSectionSize()
    assert large.height() - small.height() == 28 * row * 2
    assert list(tmp_path.glob("*.part")) == []


def test_a_picture_that_cannot_be_saved_is_told(page: BoardPage, tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        page.save_picture(tmp_path / "không có" / "a.png")


def test_larger_text_keeps_every_row_in_sight(qtbot, page: BoardPage, themed_app) -> None:
    apply_theme(themed_app, Theme("dark", 1.5))
    view = page.table.view
    qtbot.waitUntil(lambda: view.viewport().height() >= 2 * view.verticalHeader().defaultSectionSize())
    assert view.visualRect(index_of(page, 1, "hamlet")).bottom() <= view.viewport().height()


def test_copying_the_board_takes_headings_and_glyphs(qtbot, page: BoardPage) -> None:
    button = page.findChild(QToolButton, "boardCopyButton")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[:3] == ["Bản", "1", "2"]
    assert lines[1].split("\t")[:3] == ["Bản Pút", "✗", "✓"]


def test_the_workbook_comes_through_the_file_worker(
    qtbot, page: BoardPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "Bảng"), ""))
    button = page.findChild(QToolButton, "boardExcelButton")
    assert button is not None
    with qtbot.waitSignal(page.context.said) as said:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    path = tmp_path / "Bảng.xlsx"
    assert str(path) in said.args[0]
    sheet = load_workbook(path).active
    assert sheet["A1"].value == "Tổng quan xây dựng bản nông thôn mới năm 2024 – xã Chiềng Khoi"
    assert [cell.value for cell in sheet[5]][:4] == ["Bản Pút", "✗", "✓", "✓"]
    assert [cell.value for cell in sheet[5]][17:] == ["13/16", "41/44", None, "31/12/2023", "1.2, 4.3, 13.2"]


def test_a_plan_without_hamlets_takes_their_names(
    qtbot, empty_book: Workspace, make_context: MakeContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty_book.write(plan_without_hamlets)
    page = shown(qtbot, make_context(empty_book))
    assert page._start.no_hamlets.isVisible()
    monkeypatch.setattr(QInputDialog, "getMultiLineText", lambda *_args: ("bản Hiêm\n\nBản Me\n", True))
    qtbot.mouseClick(page._start.no_hamlets.button, Qt.MouseButton.LeftButton)
    assert [row.hamlet for row in page.table.shown_rows()] == ["Bản Hiêm", "Bản Me"]


def plan_without_hamlets(session) -> None:
    from app.exchange.yaml_data import read_set
    from app.services import set_entry
    from app.services.samples import HAMLET_SET

    today = date(2024, 4, 20)
    places.create_commune(session, province="tỉnh Sơn La", district="", commune="xã Yên Châu", today=today)
    set_uid = set_entry.install_set(session, definition=read_set(HAMLET_SET))
    plans.create_plan(session, year=2024, set_uid=set_uid, facts=plans.PlanFacts("Kế hoạch năm 2024"))


def test_a_book_without_a_plan_says_what_to_do_first(
    qtbot, empty_book: Workspace, make_context: MakeContext
) -> None:
    page = shown(qtbot, make_context(empty_book))
    assert page._start.no_plan.isVisible()
    assert page.commands() == []
