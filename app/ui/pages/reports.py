"""Báo cáo: which hamlet sent which month's report when, and how many came in time.

Object names: "reportGrid" (TablePanel; row keys are hamlet uids, month columns "m1" … "m12"), "reportForm"
(FormView; fields written_on, received_on, channel, reporter, progress, difficulties, proposals, figures,
entered_on), "exemptButton", "removeReportButton", "printGridButton", "lateListButton".
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.domain.deadlines import Month, report_figures
from app.i18n import _
from app.services import monthly_reports, places, reminders, report_form
from app.services.monthly_reports import MonthGrid, ReportValues
from app.ui.context import Context
from app.ui.dialogs.exemption import ExemptionDialog
from app.ui.icons import set_icon
from app.ui.pages.base import Command, Page
from app.ui.pages.plan_gate import PlanGate
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
    paper_grid,
    paper_title,
    percent_text,
)
from app.ui.pages.reports_legend import ReportLegend
from app.ui.tables import Empty, Grid, TablePanel
from app.ui.tables.grid import print_with_preview
from app.ui.theme import em, gap
from app.ui.widgets import Heading, MutedLabel

_WIDEST_HAMLET = 20  # characters
_BESIDE_FROM_EMS = 60


class ReportsPage(Page):
    """The grid takes the page; a chosen cell opens its report at the right."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._grid: MonthGrid | None = None
        self._columns_for: tuple[int, int] | None = None  # year, width of the names
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
        self.table = self._make_table()
        self.panel = ReportPanel(self._save)
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
            monthly_reports.month_grid, year=self.context.year, today=self.context.today()
        )
        self._grid = found
        self._set_columns(found)
        self.table.set_rows(grid_lines(found))
        self._show_words(found)
        self._show_report_again()

    def show_place(self, place: dict[str, Any]) -> None:
        hamlet_uid, month = str(place.get("hamlet_uid", "")), int(place.get("month") or 0)
        if month in MONTHS:
            self.table.view.select_key(hamlet_uid, self.table.model.column_number(month_key(month)))
            self.open_report(hamlet_uid, month)
        elif hamlet_uid:
            self.table.select_key(hamlet_uid)

    def place(self) -> dict[str, Any]:
        shown = self.panel.shown
        if shown is None or self.panel.isHidden():
            return {}
        return {"hamlet_uid": shown.hamlet_uid, "month": shown.cell.month.number}

    def commit_pending(self) -> bool:
        return self.panel.isHidden() or self.panel.commit_pending()

    def commands(self) -> list[Command]:
        return [
            Command(_("Danh sách bản chậm nộp báo cáo"), self.copy_late_list, "copy"),
            Command(_("In bảng theo dõi báo cáo"), self.print_grid, "print"),
        ]

    def open_report(self, hamlet_uid: str, month: int) -> bool:
        """Show one month at the right; False where no report is owed or a wrong text keeps the form."""
        found = self._find(hamlet_uid, month)
        if found is None or not self.commit_pending():
            return False
        self.panel.show_report(found)
        self.panel.show()
        QTimer.singleShot(0, self._keep_cell_in_sight)  # once the form has taken its room
        return True

    def copy_late_list(self) -> None:
        """The message for the hamlets, into the clipboard."""
        if self._grid is None:
            return
        text = reminders.reminder_text(self._grid, today=self.context.today())
        sentence = _("Không có bản nào chậm nộp.")
        if text:
            QGuiApplication.clipboard().setText(text)
            sentence = _("Đã sao chép danh sách chậm nộp. Hãy dán vào Zalo.")
        self.context.say(sentence)

    def paper(self) -> tuple[str, Grid]:
        """Title and cells of what is shown, marks as letters."""
        commune = self.context.read(places.book_info).commune
        return paper_title(self.context.year, commune), paper_grid(self.table.shown_rows())

    def print_grid(self) -> None:
        if self._grid is not None:
            title, grid = self.paper()
            print_with_preview(grid, title, self)

    def _find(self, hamlet_uid: str, month: int) -> Shown | None:
        rows = self._grid.rows if self._grid else ()
        row = next((row for row in rows if row.hamlet_uid == hamlet_uid), None)
        if row is None or month not in MONTHS or row.cells[month - 1].standing is None:
            return None
        figures = self.context.read(
            report_form.round_figures,
            hamlet_uid=hamlet_uid,
            year=self.context.year,
            today=self.context.today(),
        )
        return Shown(hamlet_uid, row.hamlet, row.cells[month - 1], figures)

    def _keep_cell_in_sight(self) -> None:
        self.table.view.scrollTo(self.table.view.currentIndex())

    def _show_report_again(self) -> None:
        shown = self.panel.shown
        if shown is None or self.panel.isHidden():
            return
        found = self._find(shown.hamlet_uid, shown.cell.month.number)
        if found is None or found.cell.month != shown.cell.month:
            self.panel.hide()
        else:
            self.panel.show_report(found)

    def _save(self, hamlet_uid: str, month: Month, values: ReportValues) -> None:
        self.context.write(
            monthly_reports.record_report,
            hamlet_uid=hamlet_uid,
            month=month,
            values=values,
            today=self.context.today(),
        )

    def _exempt(self) -> None:
        shown = self.panel.shown
        assert shown is not None
        dialog = ExemptionDialog(shown.hamlet, str(shown.cell.month), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._set_exemption(dialog.reason)
        dialog.deleteLater()

    def _set_exemption(self, reason: str) -> None:
        shown = self.panel.shown
        assert shown is not None
        self.context.write(
            monthly_reports.exempt,
            hamlet_uid=shown.hamlet_uid,
            month=shown.cell.month,
            reason=reason,
            today=self.context.today(),
        )

    def _remove(self) -> None:
        shown = self.panel.shown
        assert shown is not None
        self.context.write(monthly_reports.remove_report, hamlet_uid=shown.hamlet_uid, month=shown.cell.month)
        self.context.say(_("Đã bỏ báo cáo tháng {month}. Ctrl+Z để lấy lại.").format(month=shown.cell.month))

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
        wanted = found.year, min(max(14, longest), _WIDEST_HAMLET)
        if wanted == self._columns_for:
            return
        self._columns_for = wanted
        columns = grid_columns(*wanted)
        self.table.set_columns(columns)
        fit_figures(self.table.view, columns)

    def _show_words(self, found: MonthGrid) -> None:
        self._rule.setText(
            _("Hạn: trước ngày {before} hằng tháng – chậm nhất ngày {last} (tính theo ngày nhận)").format(
                before=found.before_day, last=found.last_day
            )
        )
        self._summary.setText(_summary(found))

    def _make_table(self) -> TablePanel[GridLine]:
        table = TablePanel[GridLine](
            grid_columns(self.context.year, 14),
            key=lambda line: line.key,
            name=_("Bảng theo dõi báo cáo"),
            empty=Empty(
                _("Kế hoạch năm này chưa có bản nào nên chưa có báo cáo để theo dõi."), icon="report"
            ),
        )
        table.setObjectName("reportGrid")
        for month in MONTHS:
            number = table.model.column_number(month_key(month))
            table.view.setItemDelegateForColumn(number, MonthDelegate(month, table))
        return table

    def _lay_out(self) -> QWidget:
        content = QWidget()
        head = QHBoxLayout()
        head.setSpacing(gap(self))
        head.addWidget(Heading(_("Báo cáo"), 1))
        head.addWidget(self._summary, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.late_button)
        head.addWidget(self.print_button)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 1)
        split.setSizes([em(self) * 40, em(self) * 20])
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        column = QVBoxLayout(content)
        pad = gap(self, 0.8)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(gap(self, 0.5))
        column.addLayout(head)
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.addWidget(self._rule, 1)
        self._words.addWidget(ReportLegend())
        column.addLayout(self._words)
        column.addWidget(split, 1)
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
        self.panel.exempt_wanted.connect(self._exempt)
        self.panel.exempt_lifted.connect(lambda: self._set_exemption(""))
        self.panel.removal_wanted.connect(self._remove)


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
