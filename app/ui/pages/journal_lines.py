"""The journal as a table, newest first, a hundred lines at a time.

Object names: "journalFilter" (FormView; fields from_on, until_on, who, subject, text), "journalTable",
"newerButton", "olderButton", "checkChainButton", "exportJournalButton".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from app.errors import RefusedError
from app.history_words import Subject, subject_label
from app.i18n import _
from app.services import history
from app.services.history_export import export_journal
from app.services.history_journal import (
    PAGE,
    JournalFilter,
    JournalLine,
    journal_page,
    people_of_journal,
)
from app.ui.context import Context
from app.ui.forms import Field, FormView, Kind, Option
from app.ui.icons import set_icon
from app.ui.pages.base import Command, Page
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import gap


class JournalPanel(Page):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.filter = FormView(_fields(), on_commit=self._narrow)
        self.filter.setObjectName("journalFilter")
        self._wanted = JournalFilter()
        self._starts: list[int | None] = [None]  # where the pages begin that were leafed through
        self._before: int | None = None
        empty = Empty(_("Không có dòng nhật ký nào như vậy. Hãy bớt điều kiện lọc."), icon="history")
        self.table: TablePanel[JournalLine] = TablePanel(
            journal_columns(),
            key=lambda line: line.entry_id,
            name=_("Nhật ký"),
            empty=empty,
            filterable=False,
        )
        self.table.setObjectName("journalTable")
        self.newer = _button("newerButton", _("Mới hơn"), "chevron-left", self.show_newer)
        self.older = _button("olderButton", _("Cũ hơn"), "chevron-right", self.show_older)
        self._shown = QLabel()
        self._lay_out()

    def _lay_out(self) -> None:
        check = _button("checkChainButton", _("Kiểm tra nhật ký"), "check", self.check_chain)
        export = _button("exportJournalButton", _("Xuất ra tệp…"), "export", self.choose_file)
        for widget in (self.newer, self.older, self._shown, check, export):
            self.table.add_tool(widget)
        layout = QVBoxLayout(self)
        pad = gap(self, 0.8)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.setSpacing(gap(self, 0.5))
        layout.addWidget(self.filter)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table.view)

    def refresh(self) -> None:
        everybody = Option(None, _("Mọi người"))
        names = self.context.read(people_of_journal)
        self.filter.set_options("who", [everybody, *(Option(name, name) for name in names if name)])
        self._show()

    def commit_pending(self) -> bool:
        return self.filter.commit_pending()

    def commands(self) -> list[Command]:
        return [
            Command(_("Kiểm tra nhật ký có bị sửa"), self.check_chain, "check"),
            Command(_("Xuất nhật ký ra tệp"), self.choose_file, "export"),
        ]

    def show_older(self) -> None:
        if self._before is not None:
            self._starts.append(self._before)
            self._show()

    def show_newer(self) -> None:
        if len(self._starts) > 1:
            self._starts.pop()
            self._show()

    def check_chain(self) -> None:
        """Every hash anew, in the worker: a long journal takes a while. Raises RefusedError when one is wrong."""
        workspace = self.context.workspace

        def job(progress: Any) -> int:
            progress.step(_("Đang kiểm tra nhật ký"), 0, 0)
            report = workspace.read(history.check_chain)
            if report.broken_at is not None:
                raise RefusedError(
                    _(
                        "Nhật ký bị sửa ngoài chương trình từ dòng {line}. Hãy so với bản sao lưu gần nhất."
                    ).format(line=report.broken_at)
                )
            return report.entries

        def done(entries: int) -> None:
            self.context.say(_("Nhật ký nguyên vẹn: {n} dòng.").format(n=entries))

        self.context.tasks.start(job, title=_("Kiểm tra nhật ký"), on_done=done)

    def choose_file(self) -> None:
        kinds = "Excel (*.xlsx);;CSV (*.csv)"
        path, kind = QFileDialog.getSaveFileName(self, _("Xuất nhật ký"), _("Nhật ký") + ".xlsx", kinds)
        if path:
            ending = ".csv" if "csv" in kind else ".xlsx"
            self.export(Path(path) if Path(path).suffix else Path(path + ending))

    def export(self, target: Path) -> None:
        """All lines of the filter, not only those on the screen."""
        workspace, wanted = self.context.workspace, self._wanted

        def job(progress: Any) -> int:
            return export_journal(workspace, wanted=wanted, target=target, progress=progress)

        def done(count: int) -> None:
            self.context.say(_("Đã ghi {n} dòng vào {path}").format(n=count, path=target))

        self.context.tasks.start(job, title=_("Xuất nhật ký"), on_done=done)

    def _narrow(self, name: str, value: Any) -> None:
        changed = {name: value or ""} if name in ("who", "text") else {name: value}
        self._wanted = replace(self._wanted, **changed)
        self._starts = [None]
        self._show()

    def _show(self) -> None:
        page = self.context.read(journal_page, wanted=self._wanted, before=self._starts[-1])
        self._before = page.before
        self.table.set_rows(page.lines)
        self.newer.setEnabled(len(self._starts) > 1)
        self.older.setEnabled(page.before is not None)
        self._shown.setText(self._words(len(page.lines)))

    def _words(self, lines: int) -> str:
        number = len(self._starts)
        if self._before is not None and lines < PAGE:
            return _("Chưa tìm hết: bấm “Cũ hơn” để tìm tiếp")
        return _("Trang {number}").format(number=number) if number > 1 or self._before is not None else ""


def journal_columns() -> list[Column[JournalLine]]:
    return [
        Column("at", _("Lúc"), lambda line: line.at, width=16),
        Column("who", _("Ai"), lambda line: line.who, width=13),
        Column("deed", _("Việc"), lambda line: line.deed, width=16),
        Column("subject", _("Của"), lambda line: line.subject, width=25, stretch=True),
        Column("field", _("Mục"), lambda line: line.field, width=13),
        Column("old", _("Trước"), lambda line: line.old, width=13),
        Column("new", _("Sau"), lambda line: line.new, width=18),
    ]


def _fields() -> list[Field]:
    subjects = [Option(None, _("Mọi phần")), *(Option(one, subject_label(one)) for one in Subject)]
    return [
        Field("from_on", _("Từ ngày"), Kind.DATE),
        Field("until_on", _("Đến hết ngày"), Kind.DATE, inline=True),
        Field("who", _("Ai"), Kind.CHOICE, inline=True),
        Field("subject", _("Phần"), Kind.CHOICE, options=subjects),
        Field("text", _("Có chữ"), placeholder=_("gõ không dấu cũng được"), inline=True),
    ]


def _button(name: str, text: str, icon: str, run: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    set_icon(button, icon)
    button.clicked.connect(lambda: run())
    return button
