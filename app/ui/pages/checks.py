"""Kiểm tra: what contradicts itself or is missing in the book, and the way to where each is mended.

Object names: "checkTable" (TablePanel), "severityFilter", "hamletFilter", "kindFilter", "mendButton",
"waiveButton", "printedButton", "filesButton", "checkSummary", "checkSentence".
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from time import perf_counter
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.check_words import finding_sentence
from app.domain.checks import Severity
from app.domain.dates import format_date
from app.i18n import _
from app.services import plan_sets, plans
from app.services.checks import (
    CheckedFinding,
    CheckReport,
    FileCheck,
    check_book,
    check_files,
    unwaive,
    waive,
)
from app.ui.context import Context
from app.ui.dialogs.waive_finding import waive_dialog
from app.ui.icons import set_icon
from app.ui.pages.base import Command, Page
from app.ui.pages.checks_table import CheckFilters, columns, place_words, standing_words
from app.ui.tables import Empty, TablePanel
from app.ui.tasks import TaskRunner
from app.ui.theme import gap
from app.ui.widgets import Heading, MutedLabel

MILLISECONDS_AT_ONCE = 50  # checks that take longer run beside the screen from then on
MILLISECONDS_OF_REST = 250


class ChecksPage(Page):
    """What was read of the files is remembered while the book is open, and renewed once a day."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.report = CheckReport(())
        self._took = self._last_took = 0.0  # milliseconds: the quicker of the last two runs, the last one
        self._files: FileCheck | None = None
        self._reading = False
        self._asked_on: date | None = None  # reading again, by itself once a day
        self._runner = TaskRunner(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(MILLISECONDS_OF_REST)
        self._rest.timeout.connect(self._run_beside)
        self._build()

    # What the window asks

    def refresh(self) -> None:
        if self._took > MILLISECONDS_AT_ONCE:
            self._rest.start()
            return
        self._show(self._check())

    def show_place(self, place: dict[str, Any]) -> None:
        if "hamlet_uid" in place:
            self.filters.clear()
            self.filters.hamlet.select(str(place["hamlet_uid"]))
            self._filter()
        if place.get("printed"):
            self.open_printed(str(place["printed"]))

    def place(self) -> dict[str, Any]:
        uid = self.filters.hamlet.current_uid()
        return {"hamlet_uid": uid} if uid else {}

    def commands(self) -> list[Command]:
        return [
            Command(_("Số liệu in trong văn bản…"), self.open_printed, "document-text"),
            Command(_("Đọc lại tệp minh chứng"), self.read_files, "refresh"),
            Command(_("In danh sách kiểm tra"), self.table.print_preview, "print"),
        ]

    # Running

    def _check(self) -> CheckReport:
        begun = perf_counter()
        report = self.context.read(
            check_book,
            year=self.context.year,
            today=self.context.today(),
            evidence_folder=self.context.evidence_folder(),
            damaged=self._files.damaged if self._files else frozenset(),
        )
        took = (perf_counter() - begun) * 1000
        self._took, self._last_took = min(took, self._last_took), took
        return report

    def _run_beside(self) -> None:
        self._runner.start(lambda _progress: self._check(), title=_("Kiểm tra sổ"), on_done=self._show)

    def _show(self, report: CheckReport) -> None:
        if report.waived and not self.report.waived:
            self.table.view.setColumnHidden(self.table.model.column_number("waiver"), False)
        self.report = report
        self.filters.set_choices(report, self.context.read(plan_sets.judged_places, year=self.context.year))
        self.table.set_rows(report.findings)
        self._filter()
        self._summary.setText(self._summary_words())
        planned = self.context.read(plans.find_plan, year=self.context.year) is not None
        self.printed_button.setEnabled(planned)
        self.files_button.setEnabled(bool(report.proofs) and not self._reading)
        if report.proofs and self._asked_on != self.context.today():
            self.read_files()

    def _filter(self) -> None:
        self.table.set_predicate(self.filters.shows)
        self._show_current()

    def _summary_words(self) -> str:
        words = _("{errors} lỗi · {warnings} cảnh báo · {notes} ghi chú · {waived} đã bỏ qua").format(
            errors=self.report.count(Severity.ERROR),
            warnings=self.report.count(Severity.WARNING),
            notes=self.report.count(Severity.NOTE),
            waived=self.report.waived,
        )
        if self._files is None:
            return words
        read = _("đã đọc lại {n} tệp minh chứng ngày {day}").format(
            n=self._files.read, day=format_date(self._files.at.astimezone().date())
        )
        return f"{words} · {read}"

    def read_files(self) -> None:
        """Hold every stored proof against its hash, beside the screen."""
        if self._reading:
            return
        self._reading, self._asked_on = True, self.context.today()
        self.files_button.setEnabled(False)
        self.context.tasks.start(
            lambda progress: check_files(self.context.workspace, progress=progress),
            title=_("Đọc lại tệp minh chứng"),
            on_done=self._files_read,
            on_cancelled=self._files_left,
        )

    def _files_read(self, found: FileCheck) -> None:
        self._reading = False
        self._files = found
        self._show(self._check())

    def _files_left(self) -> None:
        self._reading = False
        self.files_button.setEnabled(bool(self.report.proofs))

    # The chosen finding

    def _show_current(self) -> None:
        row = self.table.current_row()
        self.mend_button.setEnabled(row is not None and bool(row.finding.page))
        self.waive_button.setEnabled(row is not None)
        self.waive_button.setText(_("Bỏ qua…") if row is None or row.open else _("Thôi bỏ qua"))
        if row is None:
            self._sentence.setText(_("Chọn một dòng để xem; Enter để đến chỗ sửa."))
            return
        words = f"{place_words(row)}: {finding_sentence(row.finding)}"
        self._sentence.setText(words if row.open else words + "\n" + _("Bỏ qua: ") + standing_words(row))

    def mend(self, row: CheckedFinding | None = None) -> None:
        chosen = row or self.table.current_row()
        if chosen is None or not chosen.finding.page:
            return
        if chosen.finding.page == "checks":
            self.open_printed(chosen.finding.place.get("printed", ""))
        else:
            self.context.go(chosen.finding.page, **chosen.finding.place)

    def waive(self) -> None:
        row = self.table.current_row()
        if row is None:
            return
        code, subject = row.finding.code, row.finding.subject
        if not row.open:
            self.context.write(unwaive, code=code, subject=subject)
            return
        save = partial(self._waive, row)
        words = f"{place_words(row)}: {finding_sentence(row.finding)}"
        dialog = waive_dialog(words, self.context.workspace.who, save, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _waive(self, row: CheckedFinding, who: str, reason: str) -> None:
        code, subject = row.finding.code, row.finding.subject
        today = self.context.today()
        self.context.write(waive, code=code, subject=subject, reason=reason, today=today, who=who)

    def open_printed(self, hamlet_uid: str = "") -> None:
        from app.ui.dialogs.printed_figures import PrintedFiguresDialog

        plan = self.context.read(plans.plan_of_year, year=self.context.year)
        chosen = hamlet_uid or self.filters.hamlet.current_uid() or ""
        PrintedFiguresDialog(self.context, plan, chosen, self).open()

    # Building

    def _build(self) -> None:
        self._summary = MutedLabel()
        self._summary.setObjectName("checkSummary")
        self.printed_button = self._button(
            "printedButton", _("Số liệu in…"), "document-text", self.open_printed
        )
        self.files_button = self._button("filesButton", _("Đọc lại tệp"), "refresh", self.read_files)
        self.printed_button.setToolTip(_("Số liệu in trong văn bản của kế hoạch"))
        self.files_button.setToolTip(_("Đọc lại từng tệp minh chứng, so với lúc thêm vào"))
        empty = Empty(_("Không thấy mâu thuẫn hay chỗ thiếu nào."), icon="met")
        self.table = TablePanel[CheckedFinding](
            columns(), key=lambda row: row.key, name=_("Danh sách kiểm tra"), empty=empty
        )
        self.table.setObjectName("checkTable")
        self.filters = CheckFilters()
        self.filters.changed.connect(self._filter)
        self.table.filter_cleared.connect(self._clear_filters)
        self.table.activated.connect(self.mend)
        self.table.current_changed.connect(lambda _row: self._show_current())
        self._sentence = MutedLabel()
        self._sentence.setObjectName("checkSentence")
        self.mend_button = self._button("mendButton", _("Đến chỗ sửa"), "edit", self.mend)
        self.waive_button = self._button("waiveButton", _("Bỏ qua…"), "dash", self.waive)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Heading(_("Kiểm tra")), 1)
        head.addWidget(self.printed_button)
        head.addWidget(self.files_button)
        foot = QHBoxLayout()
        foot.setSpacing(gap(self, 0.6))
        foot.addWidget(self._sentence, 1)
        foot.addWidget(self.mend_button)
        foot.addWidget(self.waive_button)
        layout = QVBoxLayout(self)
        pad = gap(self, 0.8)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.setSpacing(gap(self, 0.6))
        layout.addLayout(head)
        layout.addWidget(self._summary)
        layout.addWidget(self.filters)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        self.setFocusProxy(self.table.view)

    def _clear_filters(self) -> None:
        self.filters.clear()
        self._filter()

    def _button(self, name: str, text: str, icon: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        set_icon(button, icon)
        button.clicked.connect(lambda: run())
        return button
