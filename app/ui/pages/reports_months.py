"""Báo cáo › tháng của bản: which hamlet sent which month's report when, and how many came in time.

Object names: "reportGrid" (TablePanel; row keys are hamlet uids, month columns "m1" … "m12"), "reportForm"
(FormView; fields written_on, received_on, channel, reporter, progress, difficulties, proposals, figures,
entered_on), "exemptButton", "removeReportButton", "printGridButton", "lateListButton", "remindButton",
"twoYearsButton", "reportRuleButton".
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.domain.deadlines import Month, report_figures
from app.i18n import _
from app.report_words import month_words, rule_words
from app.services import monthly_reports, places, report_form
from app.services.monthly_reports import MonthGrid
from app.ui.context import Context
from app.ui.icons import set_icon
from app.ui.pages.base import Command, Page
from app.ui.pages.plan_gate import PlanGate
from app.ui.pages.reports_deeds import ReportDeeds
from app.ui.pages.reports_form import ReportPanel, Shown
from app.ui.pages.reports_grid import (
    MONTHS,
    GridLine,
    MonthDelegate,
    fit_figures,
    grid_columns,
    grid_lines,
    month_key,
    month_of,
    months_of,
    paper_grid,
    paper_title,
    percent_text,
)
from app.ui.pages.reports_legend import ReportLegend
from app.ui.pages.reports_more import ReportMore
from app.ui.pages.reports_remind import Reminders
from app.ui.tables import Empty, Grid, TablePanel
from app.ui.tables.grid import print_with_preview
from app.ui.theme import em, gap
from app.ui.widgets import Heading, MutedLabel

_WIDEST_HAMLET = 20  # characters
_BESIDE_FROM_EMS = 60


class MonthlyReportsPage(Page):
    """The grid takes the page; a chosen cell opens its report at the right."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._grid: MonthGrid | None = None
        self._columns_for: tuple[tuple[Month, ...], int] | None = None  # months, width of the names
        self._rule = QLabel()
        self._rule.setWordWrap(True)
        self._summary = MutedLabel()
        self._summary.setToolTip(
            _("Chỉ tính báo cáo phải có đến hôm nay; tháng được miễn và tháng chưa đến hạn không tính")
        )
        self.late_button = _button("lateListButton", _("Danh sách chậm nộp"), "copy")
        self.late_button.setToolTip(_("Sao chép lời nhắc các bản chưa nộp để dán vào Zalo"))
        self.late_button.clicked.connect(self.copy_late_list)
        self.print_button = _button("printGridButton", _("In bảng theo dõi…"), "print")
        self.print_button.clicked.connect(self.print_grid)
        self.two_years = _button("twoYearsButton", _("24 tháng"), "calendar")
        self.two_years.setCheckable(True)
        self.two_years.setToolTip(_("Xem cả năm trước"))
        self.two_years.toggled.connect(self.refresh)
        self.rule_button = _button("reportRuleButton", _("Hạn nộp…"), "settings")
        self.rule_button.setToolTip(_("Ngày cắt, cách tính, ngày nghỉ, ngày khóa"))
        self.rule_button.clicked.connect(self.change_rule)
        self.remind = Reminders(context, self, self._chosen_hamlet)
        self.table = _make_table(context.year)
        self.deeds = ReportDeeds(context, self)
        self.panel = ReportPanel(self.deeds.save)
        self.deeds.serve(self.panel)
        self.more = ReportMore(context, self.panel)
        self.panel.add_below(self.more)
        self.panel.hide()
        self._gate = PlanGate(context, self._lay_out())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._gate)
        self._connect()

    def refresh(self) -> None:
        if not self._gate.admit():
            self._grid = None
            return
        found = self.context.read(
            monthly_reports.month_grid,
            year=self.context.year,
            today=self.context.today(),
            years_before=1 if self.two_years.isChecked() else 0,
            whole=False,
        )
        self._grid = found
        self._set_columns(found)
        self.table.set_rows(grid_lines(found))
        self._show_words(found)
        self._show_report_again()

    def show_place(self, place: dict[str, Any]) -> None:
        hamlet_uid, month = str(place.get("hamlet_uid", "")), int(place.get("month") or 0)
        if month in MONTHS:
            month += 12 if self.two_years.isChecked() else 0
            self.table.view.select_key(hamlet_uid, self.table.model.column_number(month_key(month)))
            self.open_report(hamlet_uid, month)
        elif hamlet_uid:
            self.table.select_key(hamlet_uid)

    def place(self) -> dict[str, Any]:
        shown = self.panel.shown
        if shown is None or self.panel.isHidden() or shown.cell.month.year != self.context.year:
            return {}
        return {"hamlet_uid": shown.hamlet_uid, "month": shown.cell.month.number}

    def commit_pending(self) -> bool:
        return self.panel.isHidden() or self.panel.commit_pending()

    def commands(self) -> list[Command]:
        return [
            Command(_("Danh sách bản chậm nộp báo cáo"), self.copy_late_list, "copy"),
            Command(_("In bảng theo dõi báo cáo"), self.print_grid, "print"),
            Command(_("Hạn nộp báo cáo…"), self.change_rule, "settings"),
            *self.remind.commands(),
        ]

    def change_rule(self) -> None:
        """The rule of the day, in a dialog of its own."""
        from app.ui.dialogs.report_rule import ReportRuleDialog

        if self._grid is not None and self.commit_pending():
            dialog = ReportRuleDialog(self.context, self)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _chosen_hamlet(self) -> tuple[str, str] | None:
        """(uid, name) of the row where the person is."""
        line = self.table.current_row()
        return (line.key, line.title) if line is not None and line.months else None

    def open_report(self, hamlet_uid: str, month: int) -> bool:
        """Show one month at the right, counted from the first of the grid.

        False where no report is owed or a wrong text keeps the form.
        """
        found = self._find(hamlet_uid, month)
        if found is None or not self.commit_pending():
            return False
        self.panel.show_report(found)
        self.panel.show()
        QTimer.singleShot(0, self, self._keep_cell_in_sight)  # once the form has taken its room
        return True

    def copy_late_list(self) -> None:
        """The message for the hamlets, into the clipboard."""
        if self._grid is None:
            return
        self.remind.copy_text(self._grid)

    def paper(self) -> tuple[str, Grid]:
        """Title and cells of what is shown, marks as letters."""
        commune = self.context.read(places.book_info).commune
        rows = self.table.shown_rows()
        if self.two_years.isChecked():  # a page has room for one year
            rows = grid_lines(
                self.context.read(
                    monthly_reports.month_grid,
                    year=self.context.year,
                    today=self.context.today(),
                    whole=False,
                )
            )
        return paper_title(self.context.year, commune), paper_grid(rows)

    def print_grid(self) -> None:
        if self._grid is not None:
            title, grid = self.paper()
            print_with_preview(grid, title, self)

    def _find(self, hamlet_uid: str, month: int) -> Shown | None:
        rows = self._grid.rows if self._grid else ()
        row = next((row for row in rows if row.hamlet_uid == hamlet_uid), None)
        if row is None or not 1 <= month <= len(row.cells) or row.cells[month - 1].standing is None:
            return None
        form = self.context.read(
            report_form.report_form,
            hamlet_uid=hamlet_uid,
            cell=row.cells[month - 1],
            today=self.context.today(),
        )
        return Shown(hamlet_uid, row.hamlet, form)

    def _keep_cell_in_sight(self) -> None:
        self.table.view.scrollTo(self.table.view.currentIndex())

    def _show_report_again(self) -> None:
        shown = self.panel.shown
        if shown is None or self.panel.isHidden():
            return
        found = self._find(shown.hamlet_uid, self._place_of(shown.cell.month))
        if found is None or found.cell.month != shown.cell.month:
            self.panel.hide()
        else:
            self.panel.show_report(found)

    def _place_of(self, month: Month) -> int:
        """Counted from the first month of the grid; 0 for one that is not in it."""
        months = self._grid.months if self._grid else ()
        return months.index(month) + 1 if month in months else 0

    def _open_cell(self, line: GridLine, column: str, *, by_keyboard: bool) -> None:
        if line.months and self.open_report(line.key, month_of(column)) and by_keyboard:
            self.panel.form.focus_field()

    def _leave_form(self) -> None:
        """Back to the grid; a field whose text is wrong keeps the form open."""
        if self.panel.commit_pending():
            self.panel.hide()
            self.table.view.setFocus()

    def _set_columns(self, found: MonthGrid) -> None:
        """Once, and again when the year or the longest name is another."""
        longest = max((len(row.hamlet) for row in found.rows), default=0)
        wanted = found.months, min(max(14, longest), _WIDEST_HAMLET)
        if wanted == self._columns_for:
            return
        self._columns_for = wanted
        columns = grid_columns(*wanted)
        self.table.set_columns(columns)
        fit_figures(self.table.view, columns)
        view = self.table.view
        for number, column in enumerate(columns):
            month = month_of(column.key)
            own = MonthDelegate(month, self.table) if month else view.itemDelegate()
            view.setItemDelegateForColumn(number, own)

    def _show_words(self, found: MonthGrid) -> None:
        today = self.context.today()
        words = rule_words(found.rule)
        if today.year == found.year:
            words += " " + month_words(found.rule, Month(found.year, today.month))
        self._rule.setText(words)
        self._summary.setText(_summary(found))

    def _lay_out(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(gap(self))
        head.addWidget(Heading(_("Báo cáo"), 1))
        head.addWidget(self._summary, 1, Qt.AlignmentFlag.AlignBottom)
        for button in (self.remind.button, self.late_button, self.print_button):
            head.addWidget(button)
        tools = QHBoxLayout()
        for button in (self.rule_button, self.two_years):
            tools.addWidget(button)
        tools.addStretch(1)
        tools.addWidget(ReportLegend())
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.addWidget(self._rule, 1)
        self._words.addLayout(tools)
        content = QWidget()
        column = QVBoxLayout(content)
        pad = gap(self, 0.8)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(gap(self, 0.5))
        column.addLayout(head)
        column.addLayout(self._words)
        column.addWidget(_side_by_side(self.table, self.panel), 1)
        self.setFocusProxy(self.table.view)
        return content

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Beside the legend the rule would be a column of single words where letters are large."""
        super().resizeEvent(event)
        wide = self.width() >= em(self) * _BESIDE_FROM_EMS
        direction = QBoxLayout.Direction
        self._words.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def _connect(self) -> None:
        self.table.cell_clicked.connect(lambda line, column: self._open_cell(line, column, by_keyboard=False))
        self.table.cell_activated.connect(
            lambda line, column: self._open_cell(line, column, by_keyboard=True)
        )
        self.panel.left.connect(self._leave_form)


def _make_table(year: int) -> TablePanel[GridLine]:
    table = TablePanel[GridLine](
        grid_columns(months_of(year), 14),
        key=lambda line: line.key,
        name=_("Bảng theo dõi báo cáo"),
        empty=Empty(_("Kế hoạch năm này chưa có bản nào nên chưa có báo cáo để theo dõi."), icon="report"),
    )
    table.setObjectName("reportGrid")
    return table


def _side_by_side(table: QWidget, panel: QWidget) -> QSplitter:
    split = QSplitter(Qt.Orientation.Horizontal)
    split.addWidget(table)
    split.addWidget(panel)
    split.setStretchFactor(0, 1)
    split.setSizes([em(table) * 40, em(table) * 20])
    split.setChildrenCollapsible(False)
    split.setHandleWidth(1)
    return split


def _summary(found: MonthGrid) -> str:
    figures = report_figures(found.counts)
    return _(
        "Đến nay: đã nộp {received}/{expected} ({rate} %), đúng hạn {on_time} ({on_time_rate} %)"
    ).format(
        received=figures.received,
        expected=figures.expected,
        rate=percent_text(figures.rate),
        on_time=figures.on_time,
        on_time_rate=percent_text(figures.on_time_rate),
    )


def _button(name: str, text: str, icon: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    set_icon(button, icon)
    return button
