"""Badges, bars, links, the side bar and the search palette, by real events."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.deadlines import ReportClass
from app.domain.verdict import Verdict
from app.ui.theme import LIGHT, Theme, em
from app.ui.widgets import (
    Card,
    EmptyState,
    Entry,
    Heading,
    Link,
    LinkList,
    MessageBar,
    MeterBar,
    SavedIndicator,
    SideBar,
    VerdictBadge,
    glyph,
    paint_mark,
    verdict_mark,
)
from app.ui.widgets import message_bar as message_bar_module
from app.ui.widgets.search_palette import Hit, SearchPalette

MARKS = [*(verdict_mark(verdict) for verdict in (*Verdict, None)), "doing", *ReportClass]


def _picture(mark: str) -> QImage:
    image = QImage(40, 40, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_mark(painter, image.rect(), mark, "#000000")
    painter.end()
    return image


def test_glyphs_are_those_of_the_screens() -> None:
    assert "".join(glyph(verdict_mark(v)) for v in (*Verdict, None)) == "✓✗–?"
    assert glyph("doing") == "…"
    assert glyph(None) == "?"


@pytest.mark.parametrize("mark", MARKS)
def test_every_mark_is_drawn_within_its_place_and_differs_from_the_others(mark: str) -> None:
    image = _picture(mark)
    dark = [(x, y) for x in range(40) for y in range(40) if image.pixelColor(x, y).lightness() < 128]
    assert dark
    assert all(3 <= x <= 36 and 3 <= y <= 36 for x, y in dark)
    same = [other for other in MARKS if other != mark and _picture(other) == image]
    assert set(same) <= {"exempt", "not_applicable"}


def test_badge_says_its_verdict(qtbot: QtBot) -> None:
    badge = VerdictBadge(Verdict.UNMET)
    qtbot.addWidget(badge)
    assert badge.accessibleName() == "Chưa đạt"
    narrow = badge.sizeHint().width()
    badge.set_verdict(Verdict.NOT_APPLICABLE)
    assert badge.accessibleName() == "Không áp dụng"
    assert badge.sizeHint().width() > narrow
    badge.resize(badge.sizeHint())
    ground = badge.grab().toImage().pixelColor(badge.width() // 2, 2)
    assert ground == QColor(LIGHT.not_applicable.fill)


def test_empty_state_does_what_its_button_says(qtbot: QtBot) -> None:
    pressed: list[bool] = []
    state = EmptyState("evidence", "Chưa có minh chứng nào.", "Thêm…", lambda: pressed.append(True))
    qtbot.addWidget(state)
    state.button.click()
    assert pressed == [True]
    silent = EmptyState("evidence", "Chưa có gì.")
    qtbot.addWidget(silent)
    silent.show()
    assert not silent.button.isVisible()


def test_headings_follow_the_size_of_text(qtbot: QtBot, dress: Callable[[Theme], None]) -> None:
    heading = Heading("Tổng quan", 1)
    qtbot.addWidget(heading)
    before = heading.font().pointSizeF()
    dress(Theme("light", 2.0))
    assert heading.font().pointSizeF() == pytest.approx(before * 2)


def test_meter_fills_with_what_is_done(qtbot: QtBot) -> None:
    meter = MeterBar()
    qtbot.addWidget(meter)
    meter.resize(160, 10)

    def filled() -> int:
        image = meter.grab().toImage()
        strong = QColor(LIGHT.strong.fill)
        return sum(image.pixelColor(x, 5) == strong for x in range(160))

    assert filled() == 0
    meter.set_value(13, 16)
    assert abs(filled() - 130) <= 2
    assert meter.accessibleName() == "13/16"


def test_card_shows_its_title(qtbot: QtBot) -> None:
    card = Card("Việc hôm nay")
    qtbot.addWidget(card)
    button = QPushButton("In")
    card.add_action(button)
    card.show()
    assert button.isVisible()
    assert card.accessibleName() == "Việc hôm nay"


def test_news_goes_away_and_errors_stay(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(message_bar_module, "MILLISECONDS_SHOWN", 30)
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_info("Đã xuất hồ sơ.")
    assert bar.text == "Đã xuất hồ sơ."
    qtbot.waitUntil(lambda: bar.text == "")
    bar.show_info("Đã lưu.")
    bar.show_error("Ổ đĩa đã đầy.")
    qtbot.wait(80)
    assert bar.text == "Ổ đĩa đã đầy."
    assert bar.accessibleName() == "Ổ đĩa đã đầy."
    bar._close.click()
    assert bar.text == ""


def test_action_of_a_message_may_show_the_next(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_error("Chưa lưu được.", "Thử lại", lambda: bar.show_info("Đã lưu."))
    bar._button.click()
    assert bar.text == "Đã lưu."
    assert not bar._button.isVisible()


def test_saved_indicator_says_when(qtbot: QtBot) -> None:
    indicator = SavedIndicator()
    qtbot.addWidget(indicator)
    indicator.show_saved(datetime(2024, 5, 14, 10, 42))
    assert (indicator.text, indicator.accessibleName()) == ("Đã lưu 10:42", "Đã lưu 10:42")
    indicator.show_failed("Chưa lưu được")
    assert indicator._text.palette().color(indicator._text.foregroundRole()) == QColor(LIGHT.error.text)
    indicator.show_unsaved()
    assert indicator.text == "Đang nhập…"


LINKS = [
    Link("Bản Tủm chưa nộp báo cáo tháng 5", "quá hạn 12 ngày", "report", "late", payload="a"),
    Link("Nhà văn hóa bản Pút", "còn 3 ngày", "clock", "due", payload="b"),
    Link("Sao lưu gần nhất đã 9 ngày", payload="c"),
]


@pytest.fixture
def links(qtbot: QtBot) -> LinkList:
    made = LinkList()
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.set_links(LINKS)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_links_open_by_key_and_by_click(qtbot: QtBot, links: LinkList) -> None:
    chosen: list[object] = []
    links.chosen.connect(chosen.append)
    links.setFocus()
    qtbot.keyClick(links, Qt.Key.Key_Down)
    qtbot.keyClick(links, Qt.Key.Key_Return)
    qtbot.keyClick(links, Qt.Key.Key_Down)
    qtbot.keyClick(links, Qt.Key.Key_Space)
    first = links.visualRect(links.model().index(0, 0)).center()
    qtbot.mouseClick(links.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert len(chosen) == 3
    assert chosen[-1] == "a"
    assert set(chosen) <= {"a", "b", "c"}


def test_links_are_spoken_with_their_detail(links: LinkList) -> None:
    spoken = links.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Bản Tủm chưa nộp báo cáo tháng 5, quá hạn 12 ngày"


def test_links_keep_their_place_when_they_come_anew(links: LinkList) -> None:
    links.select_payload("b")
    links.set_links(list(reversed(LINKS)))
    assert links.currentIndex().row() == 1


def test_long_links_take_more_lines_instead_of_being_cut(qtbot: QtBot, links: LinkList) -> None:
    wide = links.full_height()
    links.resize(180, 300)
    qtbot.waitUntil(lambda: links.full_height() > wide * 1.4)
    assert links.sizeHintForRow(0) > em(links) * 3


ENTRIES = [
    Entry("today", "Hôm nay", "today", "Ctrl+1"),
    Entry("board", "Tổng quan", "overview", "Ctrl+2"),
    Entry("review", "Tự đánh giá", "assessment", "Ctrl+3"),
]


@pytest.fixture
def bar(qtbot: QtBot) -> SideBar:
    made = SideBar()
    qtbot.addWidget(made)
    made.set_entries(ENTRIES)
    made.set_current("today")
    made.show()
    qtbot.waitExposed(made)
    return made


def test_side_bar_moves_with_arrows_and_tells_once(qtbot: QtBot, bar: SideBar) -> None:
    chosen: list[str] = []
    bar.chosen.connect(chosen.append)
    bar.setFocus()
    qtbot.keyClick(bar, Qt.Key.Key_Down)
    assert (bar.current, chosen) == ("board", ["board"])
    bar.set_current("review")
    assert (bar.current, chosen) == ("review", ["board"]), "only a person's own move is told"
    place = bar.visualRect(bar.model().index(0, 0)).center()
    qtbot.mouseClick(bar.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == ["board", "today"]


def test_side_bar_speaks_names_shortcuts_and_badges(bar: SideBar) -> None:
    bar.set_badge("today", "5")
    index = bar.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Hôm nay (5)"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Hôm nay (Ctrl+1)"
    spoken = QAccessible.queryAccessibleInterface(bar)
    assert spoken.role() == QAccessible.Role.List
    assert spoken.child(0).text(QAccessible.Text.Name) == "Hôm nay (5)"


def test_current_page_is_marked_by_more_than_colour(qtbot: QtBot, bar: SideBar) -> None:
    row = bar.visualRect(bar.model().index(0, 0))
    image = bar.viewport().grab().toImage()
    strong = QColor(LIGHT.strong.fill)
    edge = [image.pixelColor(x, row.center().y()) for x in range(row.x(), row.x() + em(bar))]
    assert strong in edge


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_side_bar_has_room_for_its_words_or_shows_icons(
    bar: SideBar, dress: Callable[[Theme], None], scale: float
) -> None:
    dress(Theme("light", scale))
    longest = max(bar.fontMetrics().horizontalAdvance(entry.text) for entry in ENTRIES)
    assert bar.width() > longest + em(bar) * 2
    bar.set_narrow(True)
    assert bar.width() < em(bar) * 3
    bar.set_narrow(False)
    assert bar.width() == bar.wide_width()


HITS = [
    Hit("Bản Chiềng Khoi", "13/16", "home", 1),
    Hit("Bản Chiềng Pha", payload=2),
    Hit("Bản Pút", payload=3),
]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.line = QLineEdit(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.line.setFocus()
    return made


def test_search_goes_to_what_was_found(qtbot: QtBot, window: QWidget) -> None:
    palette = SearchPalette(window)
    asked: list[str] = []

    def source(query: str) -> list[Hit]:
        asked.append(query)
        return [hit for hit in HITS if query in ("", "chieng")][: 2 if query else 3]

    palette.set_source(source)
    palette.open()
    assert palette._line.hasFocus()
    qtbot.keyClicks(palette._line, "chieng")
    qtbot.keyClick(palette._line, Qt.Key.Key_Return)
    assert asked[-1] == "chieng", "Enter does not outrun the search"
    assert not palette.isVisible()
    assert window.line.hasFocus()

    chosen: list[object] = []
    palette.chosen.connect(chosen.append)
    palette.open()
    qtbot.keyClick(palette._line, Qt.Key.Key_Down)
    qtbot.keyClick(palette._line, Qt.Key.Key_Down)
    qtbot.keyClick(palette._line, Qt.Key.Key_Up)
    qtbot.keyClick(palette._line, Qt.Key.Key_Enter)
    assert chosen == [2]


def test_search_without_a_hit_says_so_and_escape_closes(qtbot: QtBot, window: QWidget) -> None:
    palette = SearchPalette(window)
    palette.open("zz")
    assert palette._nothing.isVisible()
    assert not palette._list.isVisible()
    qtbot.keyClick(palette._line, Qt.Key.Key_Return)
    assert palette.isVisible()
    qtbot.keyClick(palette._line, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.line.hasFocus()


def test_search_stays_in_the_middle_and_closes_when_left(qtbot: QtBot, window: QWidget) -> None:
    palette = SearchPalette(window)
    palette.set_source(lambda query: HITS)
    palette.open()
    window.resize(1200, 600)
    assert abs(palette.geometry().center().x() - 600) <= 2
    assert palette._list.verticalScrollBar().maximum() == 0, "few hits need no scrolling"
    window.line.setFocus()
    assert not palette.isVisible()
    assert window.childAt(QPoint(600, 60)) is None
