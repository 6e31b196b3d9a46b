"""The signed copy of a combined report: taken into the store of proofs, and shown there.

Object names: "attachCopyButton", "openCopyButton", "removeCopyButton".
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from app.domain.progress import Progress
from app.i18n import _
from app.services import evidence_intake, period_reports
from app.services.evidence_intake import Added
from app.services.period_reports import PeriodView
from app.ui.context import Context, Message
from app.ui.icons import set_icon


class SignedCopy(QWidget):
    """Of the report that is shown; another copy replaces the one before, which stays among the proofs."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown: PeriodView | None = None
        self.attach_button = _button("attachCopyButton", _("Gắn bản đã ký…"), "add", self.choose)
        self.attach_button.setToolTip(_("Tệp PDF hoặc ảnh của báo cáo đã ký, đóng dấu"))
        self.open_button = _button("openCopyButton", "", "document", self.show_file)
        self.remove_button = _button("removeCopyButton", _("Gỡ"), "close", self.remove)
        self.remove_button.setToolTip(_("Gỡ khỏi báo cáo này; tệp vẫn ở trang Minh chứng"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for button in (self.open_button, self.remove_button, self.attach_button):
            line.addWidget(button)
        line.addStretch(1)

    def show_copy(self, shown: PeriodView) -> None:
        self._shown = shown
        kept = bool(shown.evidence_uid)
        name = shown.file_name
        self.open_button.setText(name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…")
        self.open_button.setToolTip(name)
        self.open_button.setAccessibleName(_("Mở bản đã ký {name}").format(name=name))
        self.open_button.setVisible(kept)
        self.remove_button.setVisible(kept)
        self.attach_button.setVisible(not kept)

    def choose(self) -> None:
        kinds = _("Báo cáo đã ký (PDF, ảnh)") + " (*.pdf *.jpg *.jpeg *.png *.heic *.heif)"
        name, _kind = QFileDialog.getOpenFileName(self, _("Gắn bản đã ký"), "", kinds)
        if name:
            self.attach(Path(name))

    def attach(self, path: Path) -> None:
        assert self._shown is not None
        period, workspace = self._shown.period, self._context.workspace

        def job(progress: Progress) -> Added:
            return evidence_intake.add_files(workspace, [path], progress)

        def done(added: Added) -> None:
            if not added.uids:
                self._context.tell(Message(added.failures[0][1], wrong=True))
                return
            self._context.write(period_reports.attach_copy, period=period, evidence_uid=added.uids[0])

        self._context.tasks.start(job, title=_("Gắn bản đã ký"), on_done=done)

    def remove(self) -> None:
        assert self._shown is not None
        self._context.write(period_reports.attach_copy, period=self._shown.period, evidence_uid=None)

    def show_file(self) -> None:
        if self._shown is not None and self._shown.evidence_uid:
            self._context.go("evidence", evidence_uid=self._shown.evidence_uid)


_LONGEST = 40  # characters of a file's name on its button


def _button(name: str, text: str, icon: str, run: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    set_icon(button, icon)
    button.clicked.connect(lambda: run())
    return button
