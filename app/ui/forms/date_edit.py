"""A date is typed as dd/MM/yyyy; a small calendar helps the mouse."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.dates import format_date, parse_date
from app.domain.problem import Problem
from app.i18n import _
from app.ui.icons import set_icon
from app.ui.theme import em, gap

if TYPE_CHECKING:
    from PySide6.QtWidgets import QCalendarWidget


class DateEdit(QWidget):
    """`picked` follows a choice in the calendar; typing goes through `line`."""

    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("ngày/tháng/năm"))
        self.button = QToolButton()
        set_icon(self.button, "calendar")
        self.button.setToolTip(_("Chọn ngày trên lịch"))
        self.button.setAccessibleName(_("Chọn ngày trên lịch"))
        self.button.clicked.connect(self.open_calendar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(self, 0.15))
        layout.addWidget(self.line)
        layout.addWidget(self.button)
        self.setFocusProxy(self.line)

    def open_calendar(self) -> QCalendarWidget:
        """Starts at the typed date, or today by the calendar's own choice."""
        from PySide6.QtGui import QTextCharFormat
        from PySide6.QtWidgets import QCalendarWidget

        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setProperty("card", True)
        calendar = QCalendarWidget()
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(day, QTextCharFormat())  # Qt's red is unreadable on dark
        calendar.setMinimumSize(em(self) * 16, em(self) * 14)
        for name, picture in (
            ("qt_calendar_prevmonth", "chevron-left"),
            ("qt_calendar_nextmonth", "chevron-right"),
        ):
            button = calendar.findChild(QToolButton, name)
            if button is not None:
                set_icon(button, picture)
        typed = self._typed()
        if typed is not None:
            calendar.setSelectedDate(QDate(typed.year, typed.month, typed.day))
        layout = QVBoxLayout(popup)
        layout.setContentsMargins(*[gap(self, 0.2)] * 4)
        layout.addWidget(calendar)

        def pick(day: QDate) -> None:
            popup.close()
            self.line.setText(format_date(date(day.year(), day.month(), day.day())))
            self.line.setFocus()
            self.picked.emit()

        calendar.clicked.connect(pick)
        calendar.activated.connect(pick)
        popup.move(self.mapToGlobal(QPoint(0, self.height())))
        popup.show()
        calendar.setFocus()
        return calendar

    def _typed(self) -> date | None:
        try:
            return parse_date(self.line.text())
        except Problem:
            return None
