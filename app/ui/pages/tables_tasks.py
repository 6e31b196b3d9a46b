"""Biểu 03: tasks of advice. Object name of the table: "taskRows"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services import advisory_tasks
from app.services.advisory_tasks import TaskRow
from app.ui.context import Context
from app.ui.forms import Field, Kind
from app.ui.pages.tables_base import TableTab
from app.ui.tables import Column, Empty, TablePanel


class TasksTab(TableTab):
    number = "03"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.rows = TablePanel[TaskRow](
            self._columns(),
            key=lambda row: row.uid,
            name=_("Biểu 03: nhiệm vụ tham mưu"),
            empty=Empty(
                _("Chưa ghi nhiệm vụ tham mưu nào của năm này."), _("Thêm dòng…"), self.add, icon="list"
            ),
        )
        self.rows.setObjectName("taskRows")
        self.rows.activated.connect(lambda _row: self.change())
        self.rows.current_changed.connect(lambda row: self.enable_row_buttons(chosen=row is not None))
        self.fill(self.rows)
        self.setFocusProxy(self.rows.view)

    def show_rows(self) -> None:
        self.rows.set_rows(self.context.read(advisory_tasks.advisory_tasks, year=self.context.year))
        self.enable_row_buttons(chosen=self.rows.current_row() is not None)

    def show_place(self, place: dict[str, Any]) -> None:
        if place.get("row"):
            self.rows.select_key(str(place["row"]))

    def add(self) -> None:
        self._open(None)

    def change(self) -> None:
        row = self.rows.current_row()
        if row is not None:
            self._open(row)

    def remove(self) -> None:
        row = self.rows.current_row()
        if row is not None:
            self.context.write(advisory_tasks.remove_task, uid=row.uid)

    def _open(self, row: TaskRow | None) -> None:
        from app.ui.dialogs.table_row import TableRowDialog

        def save(values: Mapping[str, object]) -> None:
            if row is None:
                self.context.write(advisory_tasks.add_task, year=self.context.year, values=values)
            else:
                self.context.write(advisory_tasks.change_task, uid=row.uid, values=values)

        title = _("Sửa nhiệm vụ tham mưu") if row else _("Thêm nhiệm vụ tham mưu")
        TableRowDialog(title, _fields(), _values(row), save, self).open()

    def _columns(self) -> list[Column[TaskRow]]:
        today = self.context.today
        return [
            Column("number", _("TT"), lambda row: row.number, width=4),
            Column(
                "task",
                _("Nội dung thực hiện"),
                lambda row: row.task.replace("\n", " "),
                width=34,
                stretch=True,
            ),
            Column("lead", _("Chủ trì"), lambda row: row.lead, width=18),
            Column("support", _("Phối hợp"), lambda row: row.support, width=20, hidden=True),
            Column("issued_by", _("Cấp ban hành"), lambda row: row.issued_by, width=14),
            Column(
                "timing",
                _("Hoàn thành"),
                lambda row: row.timing.words if row.timing else "",
                sort=lambda row: row.timing.last if row.timing else None,
                width=17,
            ),
            Column("done_on", _("Ngày xong"), lambda row: row.done_on, width=11),
            Column(
                "state",
                _("Tình trạng"),
                lambda row: _("Đã xong") if row.done_on else _("Quá hạn") if row.overdue(today()) else "",
                width=10,
            ),
        ]


def timing_field() -> Field:
    return Field(
        "timing",
        _("Thời gian"),
        width=28,
        hint=_("Ví dụ: Quý III, IV/2024; trước ngày 01/12/2024; 05/11/2024."),
    )


def _fields() -> list[Field]:
    return [
        Field("task", _("Nội dung thực hiện"), Kind.MULTILINE, rows=4, required=True),
        Field("lead", _("Cơ quan chủ trì")),
        Field("support", _("Cơ quan phối hợp")),
        Field("issued_by", _("Cấp ban hành")),
        timing_field(),
        Field("done_on", _("Ngày xong"), Kind.DATE),
        Field("note", _("Ghi chú"), Kind.MULTILINE, rows=2),
    ]


def _values(row: TaskRow | None) -> dict[str, object]:
    names = ("task", "lead", "support", "issued_by", "note")
    if row is None:
        return {**dict.fromkeys(names, ""), "timing": "", "done_on": None}
    return {
        **{name: getattr(row, name) for name in names},
        "timing": row.timing.words if row.timing else "",
        "done_on": row.done_on,
    }
