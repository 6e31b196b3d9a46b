"""What the four tables of the province share on screen: the bar of buttons, exporting, the gate of the plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.text import safe_file_name
from app.i18n import _
from app.paths import user_documents_folder
from app.ui.context import Context
from app.ui.icons import set_icon
from app.ui.pages.base import Command, Page
from app.ui.pages.plan_gate import PlanGate
from app.ui.theme import gap, make_primary


class TableTab(Page):
    """`number` of the table; buttons "addRowButton", "changeRowButton", "removeRowButton", "exportTableButton"."""

    number = ""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.add_button = self._button("addRowButton", _("Thêm dòng…"), "add", self.add)
        make_primary(self.add_button)
        set_icon(self.add_button, "add", "strong")
        self.change_button = self._button("changeRowButton", _("Sửa…"), "edit", self.change)
        self.remove_button = self._button("removeRowButton", _("Bỏ"), "delete", self.remove)
        self.export_button = self._button("exportTableButton", _("Xuất biểu…"), "export", self.export)

    @property
    def printed(self) -> bool:
        """Whether the table as printed is shown and exported."""
        return False

    def add(self) -> None:
        raise NotImplementedError

    def change(self) -> None:
        raise NotImplementedError

    def remove(self) -> None:
        raise NotImplementedError

    def show_rows(self) -> None:
        raise NotImplementedError

    def refresh(self) -> None:
        if self.gate.admit():
            self.show_rows()

    def commands(self) -> list[Command]:
        words = _("Xuất Biểu {number}…").format(number=self.number)
        return [Command(words, self.export, "export")]

    def export(self) -> None:
        name = safe_file_name(
            _("Biểu {number} năm {year}").format(number=self.number, year=self.context.year) + ".xlsx"
        )
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Xuất biểu"), str(user_documents_folder() / name), "Excel (*.xlsx);;PDF (*.pdf)"
        )
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, target: Path) -> None:
        from app.services.province_papers import write_table

        year, number, printed = self.context.year, self.number, self.printed
        self.context.tasks.start(
            lambda _progress: write_table(
                self.context.workspace, year=year, number=number, target=target, printed=printed
            ),
            title=_("Xuất Biểu {number}").format(number=number),
            on_done=lambda _made: self.context.say(_("Đã ghi {path}").format(path=target)),
        )

    def fill(self, shown: QWidget, *, bar: Sequence[QWidget] = (), below: Sequence[QWidget] = ()) -> None:
        """Lay the tab out: what stands left in the bar, the table, what stands below it."""
        head = QHBoxLayout()
        head.setSpacing(gap(self, 0.4))
        for widget in bar:
            head.addWidget(widget)
        head.addStretch(1)
        for button in (self.add_button, self.change_button, self.remove_button, self.export_button):
            head.addWidget(button)
        content = QWidget()
        inside = QVBoxLayout(content)
        pad = gap(self, 0.8)
        inside.setContentsMargins(pad, pad, pad, pad)
        inside.setSpacing(gap(self, 0.6))
        inside.addLayout(head)
        inside.addWidget(shown, 1)
        for widget in below:
            inside.addWidget(widget)
        self.gate = PlanGate(self.context, content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.gate)

    def enable_row_buttons(self, *, chosen: bool) -> None:
        for button in (self.change_button, self.remove_button):
            button.setEnabled(chosen)

    def _button(self, name: str, text: str, icon: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        set_icon(button, icon)
        button.clicked.connect(lambda: run())
        return button
