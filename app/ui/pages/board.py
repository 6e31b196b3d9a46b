"""Tổng quan: the year in numbers, every hamlet against every criterion, and the way there.

Object names: "boardTable" (TablePanel), "boardChart" (LineChart), "boardCriterion" (what is under the cursor),
"boardPictureButton", "boardCopyButton", "boardExcelButton".
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.progress import Progress
from app.domain.text import safe_file_name
from app.i18n import _, as_printed
from app.services.boards import BoardRow
from app.services.status import Overview, overview
from app.ui.context import Context
from app.ui.icons import set_icon
from app.ui.pages.base import Command, Page
from app.ui.pages.board_numbers import NumberRow
from app.ui.pages.board_panel import BoardPanel, BoardSets
from app.ui.pages.board_picture import picture_sheet, save_picture
from app.ui.pages.board_table import (
    board_columns,
    board_sheet,
    board_subtitle,
    board_title,
    cell_sentence,
    criterion_number,
    legend_entries,
)
from app.ui.pages.plan_start import PlanStart
from app.ui.theme import gap
from app.ui.widgets import Card, Heading, MutedLabel
from app.ui.widgets.legend import MarkLegend
from app.ui.widgets.line_chart import LineChart, Series

_MOST_LINES = 6


class BoardPage(Page):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._overview: Overview | None = None
        self.sets = BoardSets()
        self.sets.chosen.connect(self.refresh)
        self.numbers = NumberRow()
        self.table = self._make_table()
        self._criterion = MutedLabel()
        self._criterion.setObjectName("boardCriterion")
        self.chart = LineChart()
        self.chart.setObjectName("boardChart")
        self._chart_note = MutedLabel()
        self._start = PlanStart(context)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._scrolled_content())
        self._stack.addWidget(self._start)
        layout = QVBoxLayout(self)
        pad = gap(self, 0.9)
        layout.setContentsMargins(pad, pad, pad, gap(self, 0.4))
        layout.setSpacing(gap(self, 0.6))
        layout.addLayout(self._head())
        layout.addWidget(self._stack, 1)

    def refresh(self) -> None:
        self._overview = found = self._read()
        self.sets.show_sets(found.board if found is not None else None)
        if found is None or not found.board.rows:
            self._start.refresh(planned=found is not None)
            self._stack.setCurrentIndex(1)
            return
        self._stack.setCurrentIndex(0)
        self.numbers.show_numbers(found.numbers, of_commune=found.board.criteria_set.level.of_commune)
        self.table.show_board(found.board)
        self._show_chart()
        self._show_criterion(self.table.view.currentIndex())

    def _read(self) -> Overview | None:
        return self.context.read(
            overview, year=self.context.year, today=self.context.today(), set_uid=self.sets.set_uid()
        )

    def show_place(self, place: dict[str, Any]) -> None:
        if place.get("set_uid") and place["set_uid"] != self.sets.set_uid():
            self.sets.want(str(place["set_uid"]))
            self.refresh()
        hamlet_uid = place.get("hamlet_uid")
        if hamlet_uid:
            self.table.select_key(hamlet_uid)

    def place(self) -> dict[str, Any]:
        row, set_uid = self.table.current_row(), self.sets.set_uid()
        found = {"hamlet_uid": row.hamlet_uid if row is not None else None, "set_uid": set_uid}
        return {key: uid for key, uid in found.items() if uid}

    def commands(self) -> list[Command]:
        if self._overview is None or not self._overview.board.rows:
            return []
        return [
            Command(_("Lưu ảnh bảng tổng quan"), self.choose_picture_file, "photo"),
            Command(_("Sao chép bảng tổng quan"), self.table.copy_all, "copy"),
            Command(_("Lưu bảng tổng quan ra Excel"), self.choose_workbook, "table"),
            Command(_("In bảng tổng quan"), self.table.print_preview, "print"),
        ]

    def choose_picture_file(self) -> None:
        path = self._ask_path(_("Lưu ảnh bảng tổng quan"), "png", "PNG (*.png)")
        if path is not None:
            self.save_picture(path)

    def save_picture(self, path: Path) -> None:
        """All rows in the order of the screen. Raises StorageError."""
        found = self._overview
        assert found is not None
        sheet = picture_sheet(
            board_title(found),
            board_subtitle(self.context.today()),
            board_columns(found.board),
            self.table.shown_rows(),
            MarkLegend(legend_entries()),
        )
        save_picture(sheet, path)
        sheet.deleteLater()
        self.context.say(_("Đã lưu ảnh vào {path}").format(path=path))

    def choose_workbook(self) -> None:
        path = self._ask_path(_("Lưu bảng tổng quan ra Excel"), "xlsx", "Excel (*.xlsx)")
        if path is not None:
            self.save_workbook(path)

    def save_workbook(self, path: Path) -> None:
        """Through the file worker: the first workbook of a day loads openpyxl."""
        with as_printed():
            found = self._read()
        assert found is not None
        sheet = board_sheet(found, self.context.today())

        def job(progress: Progress) -> None:
            from app.reports.board_xlsx import write_board_xlsx

            progress.step(_("Đang ghi bảng tổng quan"), 0, 1)
            write_board_xlsx(sheet, path)

        self.context.tasks.start(
            job,
            title=_("Lưu bảng tổng quan ra Excel"),
            on_done=lambda _result: self.context.say(_("Đã lưu bảng vào {path}").format(path=path)),
        )

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(gap(self, 0.8))
        heading = Heading(_("Tổng quan"))
        heading.setWordWrap(False)
        head.addWidget(heading)
        head.addWidget(self.sets)
        head.addStretch(1)
        return head

    def _make_table(self) -> BoardPanel:
        table = BoardPanel()
        for name, text, icon, slot in (
            ("boardPictureButton", _("Lưu ảnh…"), "photo", self.choose_picture_file),
            ("boardCopyButton", _("Sao chép bảng"), "copy", table.copy_all),
            ("boardExcelButton", _("Lưu Excel…"), "table", self.choose_workbook),
        ):
            table.add_tool(_tool(name, text, icon, slot))
        table.cell_clicked.connect(self._open_criterion)
        table.cell_activated.connect(self._open_cell)
        table.selection_changed.connect(self._show_chart)
        table.view.setMouseTracking(True)
        table.view.entered.connect(self._show_criterion)
        table.view.selectionModel().currentChanged.connect(lambda new, _old: self._show_criterion(new))
        return table

    def _scrolled_content(self) -> QScrollArea:
        below = QHBoxLayout()
        below.addWidget(self._criterion, 1)
        below.addWidget(MarkLegend(legend_entries()))
        chart = Card(_("Số tiêu chí đạt qua các đợt rà soát"))
        chart.body.addWidget(self._chart_note)
        chart.body.addWidget(self.chart, 1)
        content = QWidget()
        content.setObjectName("page")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(self, 0.6))
        layout.addWidget(self.numbers)
        layout.addWidget(self.table, 3)
        layout.addLayout(below)
        layout.addWidget(chart, 2)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(content)
        return area

    def _show_chart(self) -> None:
        """Every hamlet while their lines can be told apart, otherwise those selected."""
        if self._overview is None:
            return
        rows = list(self._overview.board.rows)
        many = len(rows) > _MOST_LINES
        if many:
            rows = (self.table.selected_rows() or self.table.shown_rows()[:1])[:_MOST_LINES]
        series = [
            Series(row.hamlet, tuple((point.held_on, point.criteria_met) for point in row.points))
            for row in rows
        ]
        self.chart.set_series(
            series, maximum=len(self._overview.board.criteria), name=_("Số tiêu chí đạt qua các đợt rà soát")
        )
        drawn = bool(self.chart.series())
        self.chart.setVisible(drawn)
        self._chart_note.setText(_chart_note(many, drawn))
        self._chart_note.setVisible(bool(self._chart_note.text()))

    def _show_criterion(self, index: QModelIndex) -> None:
        """The criterion of the cell under the mouse or the keyboard, in words."""
        found = self._overview
        row = self.table.model.row_at(index) if found is not None else None
        number = criterion_number(self.table.model.columns[index.column()].key) if row is not None else None
        if found is None or row is None or number is None:
            self._criterion.setText(_("Đưa chuột vào ô để xem tên tiêu chí, bấm để mở ở Tự đánh giá."))
            return
        numbers = [criterion.number for criterion in found.board.criteria]
        place = numbers.index(number)
        self._criterion.setText(cell_sentence(found.board.criteria[place], row, place))

    def _open_criterion(self, row: BoardRow, column_key: str) -> None:
        """A click opens criteria only: elsewhere it selects the hamlet."""
        if criterion_number(column_key) is not None:
            self._open_cell(row, column_key)

    def _open_cell(self, row: BoardRow, column_key: str) -> None:
        number = criterion_number(column_key)
        place = {
            "hamlet_uid": row.hamlet_uid,
            "set_uid": self.sets.set_uid(),
            "criterion_number": number,
        }
        self.context.go("assessment", **{key: value for key, value in place.items() if value is not None})

    def _ask_path(self, title: str, ending: str, kinds: str) -> Path | None:
        assert self._overview is not None
        offered = safe_file_name(f"{board_title(self._overview)}.{ending}")
        path, _kind = QFileDialog.getSaveFileName(self, title, offered, kinds)
        if not path:
            return None
        return Path(path) if path.endswith(f".{ending}") else Path(f"{path}.{ending}")


def _chart_note(many: bool, drawn: bool) -> str:
    if many:
        return _("Chọn một hay vài bản trong bảng để xem đường của các bản đó.")
    return "" if drawn else _("Chưa có đợt rà soát nào.")


def _tool(name: str, text: str, icon: str, slot: Callable[[], None]) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setText(text)
    button.setAccessibleName(text)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    set_icon(button, icon)
    button.clicked.connect(lambda: slot())
    return button
