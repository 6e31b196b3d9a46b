"""The button "Đôn đốc": a text for Zalo, the letter to all late hamlets or to one, deadlines for the phone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.i18n import _
from app.services import reminders
from app.services.monthly_reports import MonthGrid
from app.ui.context import Context
from app.ui.icons import set_icon
from app.ui.pages.base import Command
from app.ui.pages.reports_files import ReportFiles


class Reminders:
    """`hamlet` gives (uid, name) of the row where the person is, None on no hamlet."""

    def __init__(
        self, context: Context, parent: QWidget, hamlet: Callable[[], tuple[str, str] | None]
    ) -> None:
        self._context = context
        self._hamlet = hamlet
        self.files = ReportFiles(context, parent)
        self.button = QPushButton(_("Đôn đốc"))
        self.button.setObjectName("remindButton")
        self.button.setToolTip(_("Công văn đôn đốc, lịch nhắc hạn cho điện thoại"))
        set_icon(self.button, "reminder")
        self.menu = QMenu(self.button)
        self.menu.aboutToShow.connect(self._fill)
        self.button.setMenu(self.menu)

    def commands(self) -> list[Command]:
        return [
            Command(_("Công văn đôn đốc, Word…"), partial(self.letter, ".docx"), "document-text"),
            Command(_("Công văn đôn đốc, PDF…"), partial(self.letter, ".pdf"), "pdf"),
            Command(_("Lịch nhắc hạn cho điện thoại (.ics)…"), self.calendar, "calendar"),
        ]

    def copy_text(self, grid: MonthGrid) -> None:
        """The message for the hamlets, into the clipboard."""
        text = reminders.reminder_text(grid, today=self._context.today())
        if text:
            QGuiApplication.clipboard().setText(text)
            self._context.say(_("Đã sao chép danh sách chậm nộp. Hãy dán vào Zalo."))
        else:
            self._context.say(_("Không có bản nào chậm nộp."))

    def letter(self, suffix: str, only: tuple[str, str] | None = None) -> None:
        """To all late hamlets, or to (uid, name) alone. Raises InputError where nothing is owed."""
        context, uids = self._context, (only[0],) if only else ()
        context.read(reminders.reminder_letter, year=context.year, today=context.today(), only=uids)
        name = f"Công văn đôn đốc {only[1] if only else 'các bản'} {context.today():%Y-%m-%d}"
        workspace, year = context.workspace, context.year
        self.files.save(
            name,
            suffix,
            lambda path: reminders.write_reminder(workspace, path, year=year, only=uids),
        )

    def calendar(self) -> None:
        workspace, year = self._context.workspace, self._context.year
        self.files.save(
            f"Lịch nhắc hạn {year}",
            ".ics",
            lambda path: reminders.write_reminder(workspace, path, year=year),
        )

    def _fill(self) -> None:
        self.menu.clear()
        for command in self.commands():
            action = self.menu.addAction(command.text)
            set_icon(action, command.icon)
            action.triggered.connect(lambda _on=False, run=command.run: run())
        here = self._hamlet()
        if here is not None:
            action = self.menu.addAction(_("Công văn riêng cho {hamlet}, Word…").format(hamlet=here[1]))
            set_icon(action, "document-text")
            action.triggered.connect(lambda: self.letter(".docx", here))
