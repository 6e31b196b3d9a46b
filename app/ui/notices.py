"""A notice beside the clock of the desktop: what waits in the open book, once a day, silent where there is no tray."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from app.domain.dates import format_date
from app.i18n import _
from app.services.clock import ClockDoubt, clock_doubt
from app.services.today import OVERDUE, TaskKind, TodayTask, today_list
from app.ui.context import Context, Message
from app.ui.icons import icon

_HOUR = 3_600_000  # milliseconds; a laptop that slept is noticed within one
_SECONDS_SHOWN = 15
_WORKS_DUE = (TaskKind.WORK_DUE, TaskKind.MILESTONE_DUE, TaskKind.TABLE_DUE)


def notice_text(tasks: Iterable[TodayTask]) -> str:
    """One sentence that sums up, however many weeks nobody looked; "" when nothing has a day."""
    counts = Counter(task.kind for task in tasks)
    reports = sum(task.count for task in tasks if task.kind is TaskKind.REPORT_MISSING)
    others = sum(counts[kind] for kind in OVERDUE if kind is not TaskKind.REPORT_MISSING)
    parts = [
        (reports, _("{n} báo cáo tháng chưa nộp")),
        (others, _("{n} việc quá hạn")),
        (counts[TaskKind.REPORT_DUE] + counts[TaskKind.PERIOD_DUE], _("{n} báo cáo sắp đến hạn")),
        (sum(counts[kind] for kind in _WORKS_DUE), _("{n} việc sắp đến hạn")),
    ]
    return ", ".join(sentence.format(n=count) for count, sentence in parts if count)


def clock_sentence(doubt: ClockDoubt, today: date) -> str:
    newest = format_date(doubt.newest.astimezone().date())
    if doubt.behind:
        sentence = _(
            "Ngày của máy ({today}) sớm hơn lần ghi sổ gần nhất ({newest}). Hãy chỉnh lại đồng hồ của máy "
            "trước khi ghi ngày nhận báo cáo."
        )
    else:
        sentence = _(
            "Lần ghi sổ gần nhất là {newest}, còn máy đang ghi ngày {today}. Nếu không phải, hãy chỉnh lại đồng hồ."
        )
    return sentence.format(today=format_date(today), newest=newest)


class DailyNotice(QObject):
    """Of one open book. `last_day` and `remember` keep the day of the last notice between starts."""

    def __init__(
        self,
        context: Context,
        *,
        last_day: date | None,
        remember: Callable[[date], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._last_day = last_day
        self._remember = remember
        self.tray: QSystemTrayIcon | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_HOUR)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def stop(self) -> None:
        """The book is closed: no notice may read it any more."""
        self._timer.stop()
        if self.tray is not None:
            self.tray.hide()

    def check_clock(self) -> None:
        """A clock that cannot be right is told in the message bar."""
        doubt = self._context.read(clock_doubt, now=self._context.workspace.now())
        if doubt is not None:
            self._context.tell(Message(clock_sentence(doubt, self._context.today()), wrong=doubt.behind))

    def look(self) -> None:
        """At most one notice a day, for the year that is running."""
        today = self._context.today()
        if self._last_day == today:
            return
        found = self._context.read(today_list, year=today.year, today=today)
        text = notice_text(found.tasks) if found is not None else ""
        self._last_day = today
        self._remember(today)
        if text:
            self.show(text)

    def show(self, text: str) -> None:
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self.tray is None:
            self.tray = QSystemTrayIcon(icon("reminder"), self)
            self.tray.setToolTip(_("Bản Sáng"))
            self.tray.activated.connect(self._open)
            self.tray.messageClicked.connect(self._open)
        self.tray.show()
        self.tray.showMessage(
            _("Bản Sáng"), text, QSystemTrayIcon.MessageIcon.Information, _SECONDS_SHOWN * 1000
        )

    def _open(self, *_reason: object) -> None:
        window = QApplication.activeWindow() or next(iter(QApplication.topLevelWidgets()), None)
        if window is not None:
            window.raise_()
            window.activateWindow()
        self._context.go("today")
