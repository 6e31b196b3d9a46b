"""What is written from the form of a month's report: its fields, the exemption, taking it out."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from app.domain.deadlines import Month
from app.i18n import _
from app.services import monthly_reports
from app.services.monthly_reports import ReportValues
from app.ui.context import Context
from app.ui.dialogs.exemption import ExemptionDialog
from app.ui.pages.reports_form import ReportPanel, Shown


class ReportDeeds:
    """Of one panel, which is given by `serve` once it is made."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        self._context = context
        self._parent = parent
        self._panel: ReportPanel | None = None

    def serve(self, panel: ReportPanel) -> None:
        self._panel = panel
        panel.exempt_wanted.connect(self.exempt)
        panel.exempt_lifted.connect(lambda: self._set_exemption(""))
        panel.removal_wanted.connect(self.remove)

    def save(self, hamlet_uid: str, month: Month, values: ReportValues) -> None:
        assert self._panel is not None
        self._context.write(
            monthly_reports.record_report,
            hamlet_uid=hamlet_uid,
            month=month,
            values=values,
            today=self._context.today(),
            reason=self._panel.reason,
        )

    def exempt(self) -> None:
        """Ask why first."""
        shown = self._shown()
        dialog = ExemptionDialog(shown.hamlet, str(shown.cell.month), self._parent)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._set_exemption(dialog.reason)
        dialog.deleteLater()

    def remove(self) -> None:
        shown = self._shown()
        self._context.write(
            monthly_reports.remove_report,
            hamlet_uid=shown.hamlet_uid,
            month=shown.cell.month,
            today=self._context.today(),
        )
        self._context.say(_("Đã bỏ báo cáo tháng {month}. Ctrl+Z để lấy lại.").format(month=shown.cell.month))

    def _set_exemption(self, reason: str) -> None:
        shown = self._shown()
        self._context.write(
            monthly_reports.exempt,
            hamlet_uid=shown.hamlet_uid,
            month=shown.cell.month,
            reason=reason,
            today=self._context.today(),
        )

    def _shown(self) -> Shown:
        assert self._panel is not None
        assert self._panel.shown is not None
        return self._panel.shown
