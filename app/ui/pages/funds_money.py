"""Vốn: the sums by source on the left, the single entries on the right.

Object names: "fundHamlet", "fundLines" (TablePanel), "fundEntries" (TablePanel), "addFundButton",
"changeFundButton", "removeFundButton", "exportFundsButton".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from app.domain.funds import SourceLine
from app.domain.text import safe_file_name
from app.i18n import _
from app.paths import user_documents_folder
from app.services import funds, plans
from app.services.funds import FundRow
from app.services.places import HamletRow
from app.ui.context import Context
from app.ui.icons import set_icon
from app.ui.pages.base import Command, Page
from app.ui.pages.funds_tables import entry_columns, line_columns
from app.ui.pages.plan_gate import PlanGate
from app.ui.tables import Empty, TablePanel
from app.ui.theme import em, gap, make_primary
from app.ui.widgets.hamlet_chooser import HamletChooser


class MoneyPanel(Page):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.hamlet = HamletChooser(all_text=_("Cả xã"))
        self.hamlet.setObjectName("fundHamlet")
        self.hamlet.chosen.connect(lambda _uid: self._show())
        self.add_button = self._button("addFundButton", _("Thêm khoản…"), "add", self.add)
        make_primary(self.add_button)
        set_icon(self.add_button, "add", "strong")
        self.change_button = self._button("changeFundButton", _("Sửa…"), "edit", self.change)
        self.remove_button = self._button("removeFundButton", _("Bỏ"), "delete", self.remove)
        self.export_button = self._button("exportFundsButton", _("Xuất bảng…"), "export", self.export)
        self.lines = TablePanel[SourceLine](
            line_columns(),
            key=lambda line: line.source.code,
            name=_("Vốn theo nguồn"),
            empty=Empty(_("Chưa có khoản nào.")),
            filterable=False,
        )
        self.lines.setObjectName("fundLines")
        self.entries = TablePanel[FundRow](
            entry_columns(),
            key=lambda row: row.uid,
            name=_("Từng khoản"),
            empty=Empty(_("Chưa ghi khoản vốn nào của năm này."), _("Thêm khoản…"), self.add, icon="funds"),
        )
        self.entries.setObjectName("fundEntries")
        self.entries.activated.connect(lambda _row: self.change())
        self.entries.current_changed.connect(lambda _row: self._show_buttons())
        self.gate = PlanGate(context, self._content())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.gate)
        self.setFocusProxy(self.entries.view)

    def refresh(self) -> None:
        if not self.gate.admit():
            return
        plan = self.context.read(plans.plan_of_year, year=self.context.year)
        rows = self.context.read(plans.planned_hamlets, plan_uid=plan.uid)
        self.hamlet.set_hamlets([HamletRow(row.hamlet_uid, row.name) for row in rows])
        self._show()

    def commands(self) -> list[Command]:
        return [
            Command(_("Thêm khoản vốn…"), self.add, "add"),
            Command(_("Xuất bảng vốn…"), self.export, "export"),
        ]

    def _show(self) -> None:
        uid = self.hamlet.current_uid() or None
        lines = self.context.read(funds.fund_lines, year=self.context.year, hamlet_uid=uid)
        self.lines.set_rows([line for line in lines if line.level < 2 or not line.empty])
        rows = self.context.read(funds.fund_rows, year=self.context.year)
        self.entries.set_rows([row for row in rows if uid is None or row.hamlet_uid == uid])
        self._show_buttons()

    def _show_buttons(self) -> None:
        chosen = self.entries.current_row() is not None
        for button in (self.change_button, self.remove_button):
            button.setEnabled(chosen)

    def add(self) -> None:
        from app.ui.dialogs.fund_entry import FundEntryDialog

        def save(values: Mapping[str, object]) -> None:
            self.context.write(funds.add_entry, year=self.context.year, values=values)

        FundEntryDialog(self.context, None, self.hamlet.current_uid() or None, save, self).open()

    def change(self) -> None:
        from app.ui.dialogs.fund_entry import FundEntryDialog

        row = self.entries.current_row()
        if row is None:
            return

        def save(values: Mapping[str, object]) -> None:
            self.context.write(funds.change_entry, uid=row.uid, values=values)

        FundEntryDialog(self.context, row, row.hamlet_uid, save, self).open()

    def remove(self) -> None:
        row = self.entries.current_row()
        if row is not None:
            self.context.write(funds.remove_entry, uid=row.uid)

    def export(self) -> None:
        name = safe_file_name(_("Vốn năm {year}").format(year=self.context.year) + ".xlsx")
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Xuất bảng vốn"), str(user_documents_folder() / name), "Excel (*.xlsx);;PDF (*.pdf)"
        )
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, target: Path) -> None:
        from app.services.fund_papers import write_funds

        self.context.tasks.start(
            lambda _progress: write_funds(self.context.workspace, year=self.context.year, target=target),
            title=_("Xuất bảng vốn"),
            on_done=lambda _made: self.context.say(_("Đã ghi {path}").format(path=target)),
        )

    def _content(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(gap(self, 0.4))
        head.addWidget(self.hamlet)
        head.addStretch(1)
        for button in (self.add_button, self.change_button, self.remove_button, self.export_button):
            head.addWidget(button)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.lines)
        split.addWidget(self.entries)
        split.setSizes([em(self) * 24, em(self) * 14])
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
