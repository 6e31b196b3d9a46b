"""What the paper of the year's plan says of itself: title, number, day, who signs, to whom things go.

Object name: "planPaperForm" (FormView).
"""

from __future__ import annotations

from dataclasses import asdict

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.i18n import _
from app.services import entry, plan_facts
from app.ui.context import Context
from app.ui.dialogs.scrolling import scrolling
from app.ui.forms import Field, FormView, Kind
from app.ui.theme import characters, em, gap
from app.ui.widgets import MutedLabel


class PlanPaperDialog(QDialog):
    """Everything saves as it is typed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Kế hoạch năm {year}").format(year=context.year))
        self._context = context
        self._paper = context.read(plan_facts.plan_paper, year=context.year)
        self.form = FormView(_fields(), on_commit=self._commit)
        self.form.setObjectName("planPaperForm")
        self.form.load(asdict(self._paper))
        content = QVBoxLayout()
        content.setSpacing(gap(self, 0.6))
        content.addWidget(MutedLabel(_("Những gì chưa biết thì để trống; văn bản in ra sẽ chừa chỗ.")))
        content.addWidget(self.form)
        content.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.finished.connect(self.deleteLater)
        layout = QVBoxLayout(self)
        layout.addWidget(scrolling(content), 1)
        layout.addWidget(buttons)
        self.resize(characters(self, 84), em(self) * 27)

    def reject(self) -> None:
        """Also by Esc and the cross: a wrong text keeps the person here."""
        if self.form.commit_pending():
            super().reject()

    def _commit(self, name: str, value: object) -> None:
        self._context.write(plan_facts.change_paper, plan_uid=self._paper.uid, values={name: value})


def _fields() -> list[Field]:
    return [
        Field("title", _("Tên kế hoạch"), Kind.MULTILINE, rows=2, required=True, parse=_one_line),
        Field("number", _("Số, ký hiệu"), placeholder="12/KH-BCĐ", width=18),
        Field("dated", _("ngày"), Kind.DATE, inline=True),
        Field("signer_titles", _("Chức danh người ký")),
        Field("signer_name", _("Họ tên người ký")),
        Field("report_to", _("Báo cáo tháng gửi")),
        Field("submitted_to", _("Hồ sơ nộp cho")),
        Field("decided_by", _("Người quyết định công nhận")),
        Field("guidance", _("Hướng dẫn áp dụng"), Kind.MULTILINE, rows=2),
    ]


def _one_line(typed: str) -> str:
    return entry.line(typed, limit=400)
