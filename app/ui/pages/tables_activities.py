"""Biểu 04: checks, appraisals, completion, announcement; as a list or by month.

Object names: "activityRows" (TablePanel), "activityView" (list or by month).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from app.domain.activities import ActivityKind
from app.i18n import _
from app.services import activities, plan_sets
from app.services.activities import ActivityRow
from app.table_words import activity_kind_label
from app.ui.context import Context
from app.ui.forms import Field, Kind, Option
from app.ui.pages.tables_base import TableTab
from app.ui.pages.tables_tasks import timing_field
from app.ui.tables import Column, Empty, TablePanel


@dataclass(frozen=True, slots=True)
class Shown:
    """`month` "11/2024" in the calendar, written in the first of its rows; "" in the list."""

    row: ActivityRow
    month: str
    first: bool


class ActivitiesTab(TableTab):
    number = "04"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.choice = QComboBox()
        self.choice.setObjectName("activityView")
        self.choice.setAccessibleName(_("Cách xem"))
        self.choice.addItems([_("Theo biểu"), _("Lịch theo tháng")])
        self.choice.currentIndexChanged.connect(lambda _place: self.refresh())
        self.rows = TablePanel[Shown](
            self._columns(calendar=False),
            key=lambda shown: shown.row.uid,
            name=_("Biểu 04: kiểm tra, thẩm định, công bố"),
            empty=Empty(
                _("Chưa ghi việc kiểm tra, thẩm định nào của năm này."),
                _("Thêm dòng…"),
                self.add,
                icon="calendar",
            ),
        )
        self.rows.setObjectName("activityRows")
        self.rows.activated.connect(lambda _shown: self.change())
        self.rows.current_changed.connect(lambda shown: self.enable_row_buttons(chosen=shown is not None))
        self.fill(self.rows, bar=[self.choice])
        self._calendar = False
        self.setFocusProxy(self.rows.view)

    def show_rows(self) -> None:
        calendar = self.choice.currentIndex() == 1
        if calendar is not self._calendar:
            self._calendar = calendar
            self.rows.set_columns(self._columns(calendar=calendar))
        found = self.context.read(activities.activities, year=self.context.year)
        self.rows.set_rows(_by_month(found) if calendar else [Shown(row, "", True) for row in found])
        self.enable_row_buttons(chosen=self.rows.current_row() is not None)

    def show_place(self, place: dict[str, Any]) -> None:
        if place.get("row"):
            self.rows.select_key(str(place["row"]))

    def add(self) -> None:
        self._open(None)

    def change(self) -> None:
        shown = self.rows.current_row()
        if shown is not None:
            self._open(shown.row)

    def remove(self) -> None:
        shown = self.rows.current_row()
        if shown is not None:
            self.context.write(activities.remove_activity, uid=shown.row.uid)

    def _open(self, row: ActivityRow | None) -> None:
        from app.ui.dialogs.table_row import TableRowDialog

        def save(values: Mapping[str, object]) -> None:
            if row is None:
                self.context.write(activities.add_activity, year=self.context.year, values=values)
            else:
                self.context.write(activities.change_activity, uid=row.uid, values=values)

        title = _("Sửa việc kiểm tra, thẩm định") if row else _("Thêm việc kiểm tra, thẩm định")
        TableRowDialog(title, self._fields(), _values(row), save, self).open()

    def _fields(self) -> list[Field]:
        places = self.context.read(plan_sets.judged_places, year=self.context.year)
        return [
            Field(
                "kind",
                _("Loại việc"),
                Kind.CHOICE,
                required=True,
                options=[Option(kind, activity_kind_label(kind)) for kind in ActivityKind],
            ),
            Field(
                "place_uid",
                _("Bản"),
                Kind.CHOICE,
                options=[Option(None, _("Nơi khác")), *(Option(one.uid, one.name) for one in places)],
            ),
            Field("wording", _("Nơi khác"), hint=_("Ghi bằng lời khi không phải một bản.")),
            Field("content", _("Nội dung"), Kind.MULTILINE, rows=3),
            Field("members", _("Thành phần"), Kind.MULTILINE, rows=3, hint=_("Mỗi người, cơ quan một dòng.")),
            timing_field(),
            Field("done_on", _("Ngày xong"), Kind.DATE),
            Field("note", _("Ghi chú"), Kind.MULTILINE, rows=2),
        ]

    def _columns(self, *, calendar: bool) -> list[Column[Shown]]:
        today = self.context.today
        month: list[Column[Shown]] = [
            Column(
                "month",
                _("Tháng"),
                lambda shown: shown.month,
                text=lambda shown: shown.month if shown.first else "",
                sort=lambda shown: shown.row.timing.last if shown.row.timing else None,
                width=14,
            )
        ]
        return [
            *(month if calendar else []),
            Column(
                "timing",
                _("Thời gian"),
                lambda shown: shown.row.timing.words if shown.row.timing else "",
                sort=lambda shown: shown.row.timing.last if shown.row.timing else None,
                width=21,
            ),
            Column("kind", _("Loại việc"), lambda shown: activity_kind_label(shown.row.kind), width=16),
            Column("place", _("Nơi"), lambda shown: shown.row.place, width=13),
            Column(
                "content",
                _("Nội dung"),
                lambda shown: shown.row.content.replace("\n", " "),
                width=20,
                stretch=True,
            ),
            Column("members", _("Thành phần"), lambda shown: shown.row.members.replace("\n", "; "), width=18),
            Column("done_on", _("Ngày xong"), lambda shown: shown.row.done_on, width=11),
            Column(
                "state",
                _("Tình trạng"),
                lambda shown: _state(shown.row, overdue=shown.row.overdue(today())),
                width=10,
            ),
        ]


def _state(row: ActivityRow, *, overdue: bool) -> str:
    if row.done_on:
        return _("Đã xong")
    return _("Quá hạn") if overdue else ""


def _by_month(rows: list[ActivityRow]) -> list[Shown]:
    found = []
    for month in activities.calendar(rows):
        words = f"{month.first:%m/%Y}" if month.first else _("chưa rõ")
        found += [Shown(row, words, place == 0) for place, row in enumerate(month.rows)]
    return found


def _values(row: ActivityRow | None) -> dict[str, object]:
    texts = ("wording", "content", "members", "note")
    if row is None:
        return {**dict.fromkeys(texts, ""), "kind": None, "place_uid": None, "timing": "", "done_on": None}
    return {
        **{name: getattr(row, name) for name in texts},
        "kind": row.kind,
        "place_uid": row.place_uid,
        "timing": row.timing.words if row.timing else "",
        "done_on": row.done_on,
    }
