"""The one table: rows and columns as data, kept selection, Vietnamese order, copying, printing, keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeySequence
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.verdict import Verdict
from app.labels import verdict_label
from app.ui.tables import Column, Empty, RowModel, TablePanel
from app.ui.tables.grid import Grid, write_pdf
from app.ui.theme import LIGHT, Theme
from app.ui.widgets import verdict_mark, verdict_tone


@dataclass(frozen=True, slots=True)
class Hamlet:
    uid: str
    name: str
    met: int | None
    share: Decimal | None = None
    due: date | None = None
    verdict: Verdict | None = None


ROWS = [
    Hamlet("1", "Bản Tủm", 9, Decimal("84.32"), date(2024, 7, 15), Verdict.MET),
    Hamlet("2", "Bản Đúc", 13, None, date(2024, 1, 5), Verdict.UNMET),
    Hamlet("3", "Bản Dừa", None, Decimal("1234.5"), None, None),
    Hamlet("4", "Bản Á", 10, Decimal("90"), date(2023, 12, 31), Verdict.NOT_APPLICABLE),
]


def _columns() -> list[Column[Hamlet]]:
    return [
        Column("name", "Bản", lambda row: row.name, stretch=True, icon=lambda row: "home"),
        Column("met", "Tiêu chí", lambda row: row.met),
        Column("share", "Tỷ lệ", lambda row: row.share),
        Column("due", "Hạn", lambda row: row.due),
        Column(
            "verdict",
            "Kết quả",
            lambda row: row.verdict,
            text=lambda row: verdict_label(row.verdict),
            mark=lambda row: verdict_mark(row.verdict),
            tone=lambda row: verdict_tone(row.verdict),
        ),
    ]


@pytest.fixture
def model(qtbot: QtBot) -> RowModel[Hamlet]:
    made = RowModel(_columns(), key=lambda row: row.uid)
    made.set_rows(ROWS)
    return made


@pytest.fixture
def panel(qtbot: QtBot) -> TablePanel[Hamlet]:
    made = TablePanel(
        _columns(), key=lambda row: row.uid, name="Các bản", empty=Empty("Chưa có bản nào.", "Thêm bản…")
    )
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.set_rows(ROWS)
    made.show()
    qtbot.waitExposed(made)
    return made


def _names(model: RowModel[Hamlet]) -> list[str]:
    return [row.name for row in model.shown]


def _cell(model: RowModel[Hamlet], row: int, column: int, role: int = Qt.ItemDataRole.DisplayRole) -> object:
    return model.data(model.index(row, column), role)


def test_model_keeps_the_rules_of_qt(model: RowModel[Hamlet]) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_filter("ban")
    model.sort(1)
    model.set_rows(ROWS[:2])
    model.set_columns(_columns()[:2])
    assert tester.model() is model


def test_cells_are_written_as_officers_write(model: RowModel[Hamlet]) -> None:
    assert [_cell(model, 0, column) for column in range(5)] == ["Bản Tủm", "9", "84,32", "15/07/2024", "Đạt"]
    assert _cell(model, 2, 2) == "1.234,5"
    assert _cell(model, 2, 1) == ""
    right = Qt.AlignmentFlag.AlignRight
    assert _cell(model, 0, 1, Qt.ItemDataRole.TextAlignmentRole) & right
    assert not _cell(model, 0, 0, Qt.ItemDataRole.TextAlignmentRole) & right
    assert model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) & right


def test_colour_never_speaks_alone(model: RowModel[Hamlet]) -> None:
    assert _cell(model, 1, 4, Qt.ItemDataRole.BackgroundRole) == QColor(LIGHT.unmet.fill)
    assert _cell(model, 1, 4, Qt.ItemDataRole.ForegroundRole) == QColor(LIGHT.unmet.text)
    assert _cell(model, 1, 4, Qt.ItemDataRole.AccessibleTextRole) == "Kết quả: Chưa đạt"


@pytest.mark.parametrize(
    ("column", "ascending", "descending"),
    [
        (0, "Á Dừa Đúc Tủm", "Tủm Đúc Dừa Á"),
        (1, "Tủm Á Đúc Dừa", "Đúc Á Tủm Dừa"),
        (2, "Tủm Á Dừa Đúc", "Dừa Á Tủm Đúc"),
        (3, "Á Đúc Tủm Dừa", "Tủm Đúc Á Dừa"),
    ],
)
def test_sorting_is_vietnamese_and_empty_cells_come_last(
    model: RowModel[Hamlet], column: int, ascending: str, descending: str
) -> None:
    model.sort(column)
    assert _names(model) == [f"Bản {name}" for name in ascending.split()]
    model.sort(column, Qt.SortOrder.DescendingOrder)
    assert _names(model) == [f"Bản {name}" for name in descending.split()]
    model.sort(-1)
    assert model.shown == ROWS


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("duc", ["Bản Đúc"]),
        ("BẢN Á", ["Bản Á"]),
        ("chua dat", ["Bản Đúc"]),
        ("15/07", ["Bản Tủm"]),
        ("zz", []),
    ],
)
def test_filter_finds_without_marks_in_every_column(
    model: RowModel[Hamlet], typed: str, found: list[str]
) -> None:
    if typed == "BẢN Á":
        model.set_predicate(lambda row: row.met == 10)
    model.set_filter(typed)
    assert _names(model) == found


def test_selection_outlives_new_rows_sorting_and_filtering(panel: TablePanel[Hamlet]) -> None:
    assert panel.select_key("2")
    panel.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    panel.set_rows([Hamlet("9", "Bản Mới", 1), *reversed(ROWS)])
    panel.model.set_filter("ban")
    assert [row.uid for row in panel.selected_rows()] == ["2"]
    current = panel.current_row()
    assert current is not None
    assert current.uid == "2"


def test_a_row_that_goes_takes_its_selection_along(qtbot: QtBot, panel: TablePanel[Hamlet]) -> None:
    panel.select_key("2")
    with qtbot.waitSignal(panel.current_changed, check_params_cb=lambda row: row is None):
        panel.set_rows(ROWS[2:])
    assert panel.selected_rows() == []
    assert panel.current_row() is None


def test_changed_cells_do_not_reset_the_table(qtbot: QtBot, panel: TablePanel[Hamlet]) -> None:
    with qtbot.assertNotEmitted(panel.model.modelReset), qtbot.waitSignal(panel.model.dataChanged):
        panel.set_rows([replace(row, met=16) for row in ROWS])
    assert _cell(panel.model, 2, 1) == "16"


def test_enter_and_double_click_open_a_row(qtbot: QtBot, panel: TablePanel[Hamlet]) -> None:
    panel.select_key("4")
    panel.view.setCurrentIndex(panel.model.index(3, 1))
    heard: list[object] = []
    panel.activated.connect(heard.append)
    panel.cell_activated.connect(lambda row, key: heard.append((row, key)))
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert heard == [ROWS[3], (ROWS[3], "met")]
    place = panel.view.visualRect(panel.model.index(1, 0)).center()
    with qtbot.waitSignal(
        panel.cell_clicked, check_params_cb=lambda row, key: (row, key) == (ROWS[1], "name")
    ):
        qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(panel.activated, check_params_cb=lambda row: row == ROWS[1]):
        qtbot.mouseDClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_arrows_move_and_tab_leaves(qtbot: QtBot, panel: TablePanel[Hamlet]) -> None:
    panel.view.setFocus()
    panel.select_key("1")
    qtbot.keyClick(panel.view, Qt.Key.Key_Down)
    assert panel.current_row() == ROWS[1]
    qtbot.keyClick(panel.view, Qt.Key.Key_Tab)
    assert not panel.view.hasFocus()


def test_copy_pastes_into_excel(qtbot: QtBot, panel: TablePanel[Hamlet]) -> None:
    panel.select_key("1")
    qtbot.keySequence(panel.view, QKeySequence(QKeySequence.StandardKey.Copy))
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "Bản Tủm\t9\t84,32\t15/07/2024\tĐạt"
    assert "<th>" not in data.html()
    panel.view.selectAll()
    qtbot.keySequence(panel.view, QKeySequence(QKeySequence.StandardKey.Copy))
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().splitlines()[0] == "Bản\tTiêu chí\tTỷ lệ\tHạn\tKết quả"
    assert "<th>Tiêu chí</th>" in data.html()
    assert "<td align=right>1.234,5</td>" in data.html()


def test_copied_cells_cannot_break_the_table() -> None:
    grid = Grid((), (("a\tb\nc", "<b>&"),))
    assert grid.tsv() == "a b c\t<b>&"
    assert "<td>a\tb<br>c</td><td>&lt;b&gt;&amp;</td>" in grid.html()


def test_printing_gives_a_paper_with_the_whole_table(panel: TablePanel[Hamlet], tmp_path: Path) -> None:
    path = tmp_path / "bang.pdf"
    write_pdf(panel.view.grid(), "Các bản", str(path))
    text = PdfReader(path).pages[0].extract_text().replace("\t", " ")
    assert text.count("Tiêu chí") == 1
    for word in ("Các bản", "Tiêu chí", "Bản Đúc", "1.234,5", "Không áp dụng"):
        assert word in text


def test_state_brings_back_order_widths_hidden_columns_and_sorting(
    qtbot: QtBot, panel: TablePanel[Hamlet]
) -> None:
    head = panel.view.horizontalHeader()
    head.moveSection(0, 2)
    head.resizeSection(1, 222)
    panel.view.setColumnHidden(3, True)
    panel.view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    kept = panel.state()
    other = TablePanel(_columns(), key=lambda row: row.uid, name="Các bản", empty=Empty("Trống."))
    qtbot.addWidget(other)
    other.set_rows(ROWS)
    other.restore_state(kept)
    assert other.state() == kept
    assert other.view.grid().headings == ("Tiêu chí", "Tỷ lệ", "Bản", "Kết quả")
    assert _names(other.model) == ["Bản Đúc", "Bản Á", "Bản Tủm", "Bản Dừa"]


def test_widths_outlive_a_reset(panel: TablePanel[Hamlet]) -> None:
    head = panel.view.horizontalHeader()
    head.resizeSection(1, 222)
    panel.view.setColumnHidden(3, True)
    panel.set_rows(ROWS[1:])
    assert head.sectionSize(1) == 222
    assert panel.view.isColumnHidden(3)


def test_columns_are_chosen_from_a_menu(qtbot: QtBot, panel: TablePanel[Hamlet]) -> None:
    button = next(b for b in panel.findChildren(QPushButton.__base__) if b.accessibleName() == "Chọn cột")
    button.click()
    menu = next(m for m in panel.findChildren(QMenu) if m.isVisible())
    assert [action.text() for action in menu.actions()] == ["Bản", "Tiêu chí", "Tỷ lệ", "Hạn", "Kết quả"]
    menu.actions()[1].trigger()
    assert panel.view.isColumnHidden(1)
    menu.close()


def test_empty_table_says_what_to_do(qtbot: QtBot) -> None:
    added: list[bool] = []
    panel = TablePanel(
        _columns(),
        key=lambda row: row.uid,
        name="Các bản",
        empty=Empty("Chưa có bản nào.", "Thêm bản…", lambda: added.append(True)),
    )
    qtbot.addWidget(panel)
    panel.show()
    assert not panel.view.isVisible()
    button = next(b for b in panel.findChildren(QPushButton) if b.isVisible())
    assert button.text() == "Thêm bản…"
    button.click()
    assert added == [True]
    panel.set_rows(ROWS)
    assert panel.view.isVisible()


def test_a_filter_that_hides_all_can_be_taken_away(qtbot: QtBot, panel: TablePanel[Hamlet]) -> None:
    panel.set_predicate(lambda row: False)
    panel.filter_box.setText("tum")
    qtbot.waitUntil(lambda: not panel.view.isVisible())
    button = next(b for b in panel.findChildren(QPushButton) if b.isVisible())
    with qtbot.waitSignal(panel.filter_cleared):
        button.click()
    assert panel.shown_rows() == ROWS
    assert panel.filter_box.text() == ""


def test_typing_in_the_filter_box_filters(qtbot: QtBot, panel: TablePanel[Hamlet]) -> None:
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert panel.filter_box.hasFocus()
    qtbot.keyClicks(panel.filter_box, "duc")
    qtbot.waitUntil(lambda: len(panel.shown_rows()) == 1)
    assert panel.shown_rows() == [ROWS[1]]


def test_stretched_column_takes_the_room_and_is_never_squeezed(panel: TablePanel[Hamlet]) -> None:
    head = panel.view.horizontalHeader()
    assert abs(head.length() - panel.view.viewport().width()) <= 1
    before = head.sectionSize(0)
    panel.resize(300, 400)
    assert 80 < head.sectionSize(0) < before


def test_rows_of_a_big_table_are_even_at_any_size(qtbot: QtBot, dress: Callable[[Theme], None]) -> None:
    panel = TablePanel(_columns(), key=lambda row: row.uid, name="Nhiều", empty=Empty("Trống."))
    qtbot.addWidget(panel)
    panel.set_rows([Hamlet(str(n), f"Bản {n}", n) for n in range(20_000)])
    panel.show()
    heights = {panel.view.rowHeight(n) for n in range(0, 20_000, 997)}
    assert len(heights) == 1
    assert heights.pop() >= panel.view.fontMetrics().height()
    dress(Theme("light", 2.0))
    assert panel.view.rowHeight(19_999) >= panel.view.fontMetrics().height()
