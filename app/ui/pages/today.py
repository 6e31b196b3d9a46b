"""Hôm nay: what needs a person today, worst first, each line a link to where it is done.

Object names: "todayLinks" (the lists), "reminderButton" and "reminderPdfButton" (the list for the
chairman).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.domain.dates import format_date
from app.i18n import _
from app.services.today import COMING, OVERDUE, TaskKind, TodayList, TodayTask, today_list
from app.ui.context import Context
from app.ui.icons import set_icon
from app.ui.pages.base import Command, Page
from app.ui.pages.plan_start import PlanStart
from app.ui.pages.today_lines import task_link, task_target, weekday_name
from app.ui.theme import gap
from app.ui.widgets import EmptyState, Heading, MutedLabel
from app.ui.widgets.link_groups import LinkGroup, LinkGroups

if TYPE_CHECKING:
    from app.reports.reminder_list import ReminderList


class TodayPage(Page):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._list: TodayList | None = None
        self._summary = MutedLabel()
        self.print_button = self._make_button(_("In danh sách đôn đốc"), "print", self.print_reminders)
        self.print_button.setObjectName("reminderButton")
        self.save_button = self._make_button(_("Lưu PDF…"), "pdf", self.choose_reminder_file)
        self.save_button.setObjectName("reminderPdfButton")
        self.links = LinkGroups()
        self.links.setObjectName("todayLinks")
        self.links.chosen.connect(self._open)
        self._start = PlanStart(context)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.links)
        self._stack.addWidget(self._start)
        self._lay_out()

    def refresh(self) -> None:
        found = self.context.read(
            today_list,
            year=self.context.year,
            today=self.context.today(),
            evidence_folder=self.context.evidence_folder(),
        )
        self._list = found
        for button in (self.print_button, self.save_button):
            button.setVisible(found is not None and found.hamlets > 0)
        self._summary.setText(_summary(self.context.today(), found))
        if found is None or not found.hamlets:
            self._start.refresh(planned=found is not None)
            self._stack.setCurrentWidget(self._start)
        elif not found.tasks:
            self._stack.setCurrentWidget(self._all_done)
        else:
            self.links.set_groups(_groups(found.tasks))
            self._stack.setCurrentWidget(self.links)

    @cached_property
    def _all_done(self) -> EmptyState:
        sentence = _("Không có việc gì quá hạn hay sắp đến hạn. Mọi việc đều kịp.")
        state = EmptyState("met", sentence, _("Xem Tổng quan"), lambda: self.context.go("board"))
        self._stack.addWidget(state)
        return state

    def commands(self) -> list[Command]:
        if self._list is None or not self._list.hamlets:
            return []
        return [
            Command(_("In danh sách đôn đốc"), self.print_reminders, "print"),
            Command(_("Lưu danh sách đôn đốc ra PDF"), self.choose_reminder_file, "pdf"),
        ]

    # The first page that anybody sees: what its papers need is loaded when one is asked for.

    def print_reminders(self) -> None:
        from app.reports.reminder_list import reminder_html, reminder_title
        from app.ui.paper import print_paper

        content = self._reminders()
        print_paper(reminder_html(content), reminder_title(content), self)

    def choose_reminder_file(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        from app.domain.text import safe_file_name
        from app.reports.reminder_list import reminder_title

        offered = safe_file_name(f"{reminder_title(self._reminders())}.pdf")
        path, _kind = QFileDialog.getSaveFileName(self, _("Lưu danh sách đôn đốc"), offered, "PDF (*.pdf)")
        if path:
            self.save_reminders(Path(path))

    def save_reminders(self, path: Path) -> None:
        """As a PDF. Raises StorageError."""
        from app.reports.reminder_list import reminder_html, reminder_title
        from app.ui.paper import write_paper

        content = self._reminders()
        write_paper(reminder_html(content), reminder_title(content), path)
        self.context.say(_("Đã lưu danh sách đôn đốc vào {path}").format(path=path))

    def _lay_out(self) -> None:
        titles = QVBoxLayout()
        titles.setSpacing(gap(self, 0.1))
        titles.addWidget(Heading(_("Hôm nay")))
        titles.addWidget(self._summary)
        head = QHBoxLayout()
        head.addLayout(titles, 1)
        head.addWidget(self.print_button)
        head.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        pad = gap(self, 0.9)
        layout.setContentsMargins(pad, pad, pad, gap(self, 0.4))
        layout.setSpacing(gap(self, 0.6))
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)

    def _make_button(self, text: str, icon: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        set_icon(button, icon)
        button.clicked.connect(lambda: slot())
        return button

    def _open(self, task: TodayTask) -> None:
        page, place = task_target(task)
        self.context.go(page, **place)

    def _reminders(self) -> ReminderList:
        """As the screen shows it. The buttons that ask for it are there only when there is a list."""
        from app.reports.reminder_list import LateReports, OverdueWork, ReminderList

        found = self._list
        assert found is not None
        return ReminderList(
            commune=found.commune,
            year=found.year,
            today=found.today,
            reports=tuple(
                LateReports(task.hamlet, task.subject, task.count, task.days)
                for task in found.tasks
                if task.kind is TaskKind.REPORT_MISSING
            ),
            works=tuple(
                OverdueWork(task.hamlet, task.subject, task.work, task.who, task.due_on, task.days)
                for task in found.tasks
                if task.kind is TaskKind.WORK_OVERDUE
            ),
        )


def _summary(today: date, found: TodayList | None) -> str:
    day = f"{weekday_name(today)}, {format_date(today)}"
    if found is not None and found.past:
        return f"{day} · " + _("Năm {year} đã qua; danh sách tính đến hôm nay.").format(year=found.year)
    return day


def _groups(tasks: tuple[TodayTask, ...]) -> list[LinkGroup]:
    overdue = tuple(task_link(task) for task in tasks if task.kind in OVERDUE)
    coming = tuple(task_link(task) for task in tasks if task.kind in COMING)
    rest = tuple(task_link(task) for task in tasks if task.kind not in OVERDUE | COMING)
    titled = (
        ("overdue", _("Quá hạn ({n})"), overdue),
        ("coming", _("Sắp đến hạn ({n})"), coming),
        ("todo", _("Cần làm ({n})"), rest),
    )
    return [LinkGroup(key, title.format(n=len(links)), links) for key, title, links in titled if links]
