"""Below the fields of a month's report: its work on each unmet indicator, its file, its versions, its lock.

Object names: "reportWorks" (FormView; fields are uids of indicators), "attachReportButton", "openReportFileButton",
"reportVersionsButton", "unlockReportButton", "fillProgressButton".
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QVBoxLayout

from app.domain.dates import format_date
from app.i18n import _
from app.services import entry, evidence_intake, report_form
from app.services.evidence_intake import Added
from app.services.report_form import WorkLine
from app.ui.context import Context, Message
from app.ui.dialogs.report_versions import ReasonDialog, VersionsDialog
from app.ui.forms import Field, FormView, Kind
from app.ui.icons import set_icon
from app.ui.pages.reports_form import Below, ReportPanel, Shown, changes_text
from app.ui.theme import gap
from app.ui.widgets import Heading

_ELIDE = Qt.TextElideMode.ElideMiddle


class ReportMore(Below):
    def __init__(self, context: Context, panel: ReportPanel) -> None:
        super().__init__()
        self._context = context
        self._panel = panel
        self._shown: Shown | None = None
        self._works: FormView | None = None
        self._numbers: tuple[tuple[str, str, str], ...] = ()
        self._lock = QLabel()
        self._lock.setWordWrap(True)
        self.unlock_button = self._button("unlockReportButton", _("Sửa có lý do…"), "lock", self.unlock)
        self.fill_button = self._button(
            "fillProgressButton", _("Đưa thay đổi vào Tiến độ"), "document-text", self.fill_progress
        )
        self.attach_button = self._button("attachReportButton", _("Đính kèm tệp…"), "add", self.choose_file)
        self.file_button = self._button("openReportFileButton", "", "document", self.show_file)
        self.versions_button = self._button("reportVersionsButton", "", "history", self.show_versions)
        self._title = Heading(_("Từng chỉ tiêu chưa đạt"), 3)
        self._lay_out()
        panel.report_shown.connect(self.show_report)

    def show_report(self, shown: Shown) -> None:
        before = self._shown
        self._shown = shown
        same = before is not None and (before.hamlet_uid, before.cell.month) == (
            shown.hamlet_uid,
            shown.cell.month,
        )
        self._show_works(shown, same=same)
        self._show_buttons(shown)

    def commit_pending(self) -> bool:
        return self._works is None or self._works.commit_pending()

    def unlock(self) -> None:
        """Ask why; the month stays open for as long as it is shown."""
        assert self._shown is not None
        dialog = ReasonDialog(self._shown.hamlet, str(self._shown.cell.month), self)
        dialog.accepted.connect(lambda: self._panel.unlock(dialog.reason))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_versions(self) -> None:
        assert self._shown is not None
        dialog = VersionsDialog(self._shown.form.versions, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def fill_progress(self) -> None:
        """What the book knows, as the beginning of the report's own words."""
        assert self._shown is not None
        if not self._panel.commit_pending():
            return
        text = changes_text(self._shown.form.changes)
        said = self._shown.cell.report.values.progress if self._shown.cell.report else ""
        self._panel.write_field("progress", f"{said}\n{text}".strip())

    def choose_file(self) -> None:
        kinds = _("Báo cáo (PDF, ảnh, Word, Excel, văn bản)")
        kinds += " (*.pdf *.jpg *.jpeg *.png *.heic *.heif *.docx *.xlsx *.txt)"
        name, _kind = QFileDialog.getOpenFileName(self, _("Đính kèm báo cáo của bản"), "", kinds)
        if name:
            self.attach(Path(name))

    def attach(self, path: Path) -> None:
        """Take the file into the book's store and name it in the report."""
        assert self._shown is not None
        shown, workspace, reason = self._shown, self._context.workspace, self._panel.reason

        def job(progress: object) -> Added:
            return evidence_intake.add_files(workspace, [path], progress)  # type: ignore[arg-type]

        def done(added: Added) -> None:
            if not added.uids:
                self._context.tell(Message(added.failures[0][1], wrong=True))
                return
            self._context.write(
                report_form.attach_file,
                hamlet_uid=shown.hamlet_uid,
                month=shown.cell.month,
                evidence_uid=added.uids[0],
                today=self._context.today(),
                reason=reason,
            )

        self._context.tasks.start(job, title=_("Đính kèm báo cáo"), on_done=done)

    def show_file(self) -> None:
        report = self._shown.cell.report if self._shown else None
        if report is not None and report.evidence_uid:
            self._context.go("evidence", evidence_uid=report.evidence_uid)

    def _show_works(self, shown: Shown, *, same: bool) -> None:
        works = shown.form.works
        numbers = tuple((line.indicator_uid, line.number, line.order) for line in works)
        if numbers != self._numbers or self._works is None:
            self._numbers, same = numbers, False
            if self._works is not None:
                self._place.removeWidget(self._works)
                self._works.hide()
                self._works.deleteLater()
            self._works = FormView([_work_field(line) for line in works], on_commit=self._commit)
            self._works.setObjectName("reportWorks")
            self._works.setAccessibleName(_("Tiến độ từng chỉ tiêu chưa đạt"))
            self._place.addWidget(self._works)
        values = {line.indicator_uid: line.text for line in works}
        if same:
            self._works.set_values(values)
        else:
            self._works.load(values)
        for line in works:
            self._works.set_enabled(line.indicator_uid, self._panel.open_to_write)
            self._works.set_hint(line.indicator_uid, _work_hint(line))
        self._title.setVisible(bool(works))

    def _show_buttons(self, shown: Shown) -> None:
        form, open_ = shown.form, self._panel.open_to_write
        locked = form.locked_on is not None
        self._lock.setVisible(locked)
        self.unlock_button.setVisible(locked and not open_)
        if locked:
            day = format_date(form.locked_on)
            sentence = _("Tháng này đã khóa từ ngày {day}.").format(day=day)
            if self._panel.reason:
                sentence += " " + _("Đang sửa vì: {reason}").format(reason=self._panel.reason)
            self._lock.setText(sentence)
        self.fill_button.setVisible(open_ and form.changes is not None and not form.changes.nothing)
        self.attach_button.setEnabled(open_)
        self.attach_button.setText(_("Thay tệp…") if form.file_name else _("Đính kèm tệp…"))
        self.file_button.setVisible(bool(form.file_name))
        self.file_button.setText(self.fontMetrics().elidedText(form.file_name, _ELIDE, 180))
        self.file_button.setToolTip(_("Xem “{name}” ở Minh chứng").format(name=form.file_name))
        self.versions_button.setVisible(bool(form.versions))
        self.versions_button.setText(_("Các lần sửa ({n})…").format(n=len(form.versions)))

    def _commit(self, indicator_uid: str, value: object) -> None:
        assert self._shown is not None
        self._context.write(
            report_form.set_work,
            hamlet_uid=self._shown.hamlet_uid,
            month=self._shown.cell.month,
            indicator_uid=indicator_uid,
            text=str(value or ""),
            today=self._context.today(),
            reason=self._panel.reason,
        )

    def _button(self, name: str, text: str, icon: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        set_icon(button, icon)
        button.clicked.connect(lambda: slot())
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap(self, 0.4))
        column.addWidget(self.fill_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._title)
        self._place = QVBoxLayout()
        column.addLayout(self._place)
        for button in (self.attach_button, self.file_button, self.versions_button):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._lock)
        column.addWidget(self.unlock_button, 0, Qt.AlignmentFlag.AlignLeft)


def _work_field(line: WorkLine) -> Field:
    return Field(line.indicator_uid, line.number, Kind.MULTILINE, rows=2, parse=entry.paragraph)


def _work_hint(line: WorkLine) -> str:
    """What was ordered and what remains; that it is met by now."""
    if not line.unmet:
        return _("Đã đạt.")
    parts = [line.order, _("còn {amount}").format(amount=line.remaining) if line.remaining else ""]
    return "; ".join(part for part in parts if part)
