"""The year in pictures, each with its numbers beside it; copied, or saved as PNG or SVG.

Object names: "chartChoice", "chartView", "chartTable" (TablePanel), "copyChartButton", "saveChartButton".
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from app.domain.chart import Chart
from app.domain.text import safe_file_name
from app.i18n import _
from app.paths import user_documents_folder
from app.services.charts import year_charts
from app.ui.context import Context
from app.ui.forms.editors import ChoiceBox
from app.ui.icons import set_icon
from app.ui.pages.base import Command, Page
from app.ui.pages.plan_gate import PlanGate
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import em, gap
from app.ui.widgets.chart_view import ChartView

NumberRow = tuple[str, ...]


class ChartsPanel(Page):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._charts: list[Chart] = []
        self.choice = ChoiceBox()
        self.choice.setObjectName("chartChoice")
        self.choice.setAccessibleName(_("Biểu đồ"))
        self.choice.activated.connect(lambda _at: self._show())
        self.view = ChartView()
        self.view.setObjectName("chartView")
        self.copy_button = self._button("copyChartButton", _("Chép hình"), "copy", self.copy)
        self.save_button = self._button("saveChartButton", _("Lưu hình…"), "save", self.save)
        self._numbers = QVBoxLayout()
        self._table: TablePanel[NumberRow] | None = None
        self.gate = PlanGate(context, self._content())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.gate)
        self.setFocusProxy(self.choice)

    def refresh(self) -> None:
        if not self.gate.admit():
            return
        self._charts = self.context.read(year_charts, year=self.context.year, today=self.context.today())
        chosen = max(0, self.choice.currentIndex())
        self.choice.clear()
        self.choice.addItems([chart.title for chart in self._charts])
        self.choice.setCurrentIndex(min(chosen, len(self._charts) - 1))
        self._show()

    def commands(self) -> list[Command]:
        return [
            Command(_("Chép hình biểu đồ"), self.copy, "copy"),
            Command(_("Lưu hình biểu đồ…"), self.save, "save"),
        ]

    def copy(self) -> None:
        QGuiApplication.clipboard().setImage(self.view.picture())
        self.context.say(_("Đã chép hình. Dán vào Word bằng Ctrl+V."))

    def save(self) -> None:
        chart = self.view.chart()
        if chart is None:
            return
        start = str(user_documents_folder() / safe_file_name(f"{chart.title}.png"))
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Lưu hình biểu đồ"), start, _("Ảnh (*.png);;Hình vẽ (*.svg)")
        )
        if chosen:
            target = Path(chosen)
            self.view.save(target if target.suffix else target.with_suffix(".png"))
            self.context.say(_("Đã lưu {path}").format(path=target))

    def _show(self) -> None:
        if not self._charts:
            return
        chart = self._charts[max(0, self.choice.currentIndex())]
        self.view.set_chart(chart)
        heading, rows = chart.table()
        if self._table is not None:
            self._numbers.removeWidget(self._table)
            self._table.deleteLater()
        columns = [_column(at, title or _("Kỳ")) for at, title in enumerate(heading)]
        self._table = TablePanel[NumberRow](
            columns,
            key=lambda row: row[0],
            name=chart.title,
            empty=Empty(_("Chưa có số liệu.")),
            filterable=False,
        )
        self._table.setObjectName("chartTable")
        self._table.set_rows(rows)
        self._numbers.addWidget(self._table)

    def _content(self) -> QWidget:
        head = QHBoxLayout()
        label = QLabel(_("Xem"))
        label.setBuddy(self.choice)
        for widget in (label, self.choice):
            head.addWidget(widget)
        head.addStretch(1)
        for button in (self.copy_button, self.save_button):
            head.addWidget(button)
        numbers = QWidget()
        numbers.setLayout(self._numbers)
        self._numbers.setContentsMargins(0, 0, 0, 0)
        split = QSplitter()
        split.addWidget(self.view)
        split.addWidget(numbers)
        split.setSizes([em(self) * 48, em(self) * 26])
        split.setChildrenCollapsible(False)
        content = QWidget()
        layout = QVBoxLayout(content)
        pad = gap(self, 0.8)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.setSpacing(gap(self, 0.6))
        layout.addLayout(head)
        layout.addWidget(split, 1)
        return content

    def _button(self, name: str, text: str, icon: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        set_icon(button, icon)
        button.clicked.connect(lambda: run())
        return button


def _column(at: int, title: str) -> Column[NumberRow]:
    return Column(
        str(at), title, lambda row: row[at], align="right" if at else "left", width=12 if at else 14
    )
