"""When a month's report is due: cut-off day, how it is read, days off, lock; said in words below.

Object names: "reportRuleForm" and "holidayForm" (FormViews), "holidayTable" (TablePanel), "addHolidayButton",
"removeHolidayButton".
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.calendar import Shift
from app.domain.deadlines import Month
from app.errors import InputError
from app.i18n import _
from app.report_words import month_words, rule_words, shift_label
from app.services import entry, plans, report_settings
from app.services.report_settings import HolidayRow
from app.ui.context import Context
from app.ui.dialogs.scrolling import scrolling
from app.ui.forms import Field, FormView, Kind, Option
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import characters, em, gap
from app.ui.widgets import Heading, MutedLabel


class ReportRuleDialog(QDialog):
    """Everything saves as it is typed."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Hạn nộp báo cáo tháng"))
        self._context = context
        self.form = FormView(_rule_fields(), on_commit=self._commit)
        self.form.setObjectName("reportRuleForm")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.holiday = FormView(_holiday_fields(), turning=True)
        self.holiday.setObjectName("holidayForm")
        self.add_button = QPushButton(_("Thêm ngày nghỉ"))
        self.add_button.setObjectName("addHolidayButton")
        self.add_button.clicked.connect(self.add_holiday)
        self.remove_button = QPushButton(_("Bỏ ngày nghỉ"))
        self.remove_button.setObjectName("removeHolidayButton")
        self.remove_button.clicked.connect(self.remove_holiday)
        self.table = _holiday_table()
        self.table.current_changed.connect(lambda row: self.remove_button.setEnabled(row is not None))
        self._lay_out(parent)
        self._show(first=True)

    def reject(self) -> None:
        """Also by Esc and the cross: a wrong text keeps the person here."""
        if self.form.commit_pending():
            super().reject()

    def add_holiday(self) -> None:
        if not self.holiday.check():
            return
        values = self.holiday.values()
        day = values["on_date"]
        assert isinstance(day, date)
        try:
            self._context.write(report_settings.add_holiday, on_date=day, name=str(values["name"]))
        except InputError as error:
            self.holiday.show_error(error.field or "on_date", error.sentence)
            return
        self.holiday.load({})
        self.holiday.focus_field("on_date")
        self._show()

    def remove_holiday(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self._context.write(report_settings.remove_holiday, holiday_uid=row.uid)
            self._show()

    def _commit(self, name: str, value: object) -> None:
        self._context.write(report_settings.change_rule, year=self._context.year, values={name: value})
        self._show()

    def _show(self, *, first: bool = False) -> None:
        plan = self._context.read(plans.plan_of_year, year=self._context.year)
        facts, rule, today = plan.facts, plan.rule, self._context.today()
        values = {name: getattr(facts, name) for name in report_settings.FIELDS}
        self.form.load(values) if first else self.form.set_values(values)
        month = Month(plan.year, today.month if today.year == plan.year else 1)
        self.words.setText(f"{rule_words(rule)}\n{month_words(rule, month)}")
        self.table.set_rows(self._context.read(report_settings.holidays))
        self.remove_button.setEnabled(self.table.current_row() is not None)

    def _lay_out(self, parent: QWidget) -> None:
        content = QVBoxLayout()
        content.setSpacing(gap(self, 0.6))
        content.addWidget(self.form)
        content.addWidget(self.words)
        content.addWidget(Heading(_("Ngày nghỉ"), 3))
        sentence = _(
            "Có sẵn: thứ Bảy, Chủ nhật, 1/1, 30/4, 1/5 và 2/9 (Bộ luật Lao động 2019, điều 112). "
            "Tết Nguyên đán, Giỗ Tổ, ngày nghỉ bù đổi theo năm: hãy ghi thêm."
        )
        content.addWidget(MutedLabel(sentence))
        content.addWidget(self.holiday)
        buttons = QHBoxLayout()
        for button in (self.add_button, self.remove_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        content.addLayout(buttons)
        self.table.setMinimumHeight(em(self) * 8)
        content.addWidget(self.table, 1)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(scrolling(content), 1)
        layout.addWidget(close)
        room = parent.window().size()
        self.resize(min(room.width(), characters(self, 78)), min(room.height(), characters(self, 72)))


def _rule_fields() -> list[Field]:
    return [
        Field("report_before_day", _("Nộp trước ngày"), Kind.INTEGER, required=True, width=5),
        Field(
            "report_strict",
            _("Nộp đúng ngày đó"),
            Kind.RADIO,
            options=[Option(True, _("là chậm")), Option(False, _("vẫn đúng hạn"))],
        ),
        Field(
            "report_shift",
            _("Hạn rơi vào ngày nghỉ"),
            Kind.CHOICE,
            required=True,
            options=[Option(shift, shift_label(shift)) for shift in Shift],
        ),
        Field(
            "report_lock_day",
            _("Khóa từ ngày"),
            Kind.INTEGER,
            width=5,
            hint=_("Sau hạn, từ ngày này muốn sửa báo cáo phải ghi lý do. Để trống: không khóa."),
        ),
        Field("report_to", _("Báo cáo gửi về"), parse=entry.line),
    ]


def _holiday_fields() -> list[Field]:
    return [
        Field("on_date", _("Ngày"), Kind.DATE, required=True),
        Field(
            "name",
            _("Tên"),
            required=True,
            inline=True,
            parse=lambda text: entry.line(text, limit=120),
            placeholder=_("ví dụ: nghỉ Tết Nguyên đán"),
        ),
    ]


def _holiday_table() -> TablePanel[HolidayRow]:
    table = TablePanel[HolidayRow](
        [
            Column("on_date", _("Ngày"), lambda row: row.on_date, width=12),
            Column("name", _("Tên"), lambda row: row.name, width=30, stretch=True),
        ],
        key=lambda row: row.uid,
        name=_("Ngày nghỉ ghi thêm"),
        empty=Empty(_("Chưa ghi thêm ngày nghỉ nào."), icon="calendar"),
        filterable=False,
    )
    table.setObjectName("holidayTable")
    return table
