"""Below the list while it shows the trash: bring back what is chosen, or delete it for good."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QPushButton, QVBoxLayout, QWidget

from app.i18n import _
from app.services import evidence_trash
from app.services.evidence import EvidenceRow
from app.ui.context import Context
from app.ui.icons import set_icon
from app.ui.pages.evidence_detail import size_text
from app.ui.theme import gap
from app.ui.widgets import MutedLabel


class TrashPane(QWidget):
    """`show_rows` tells what is chosen in the list and what the whole trash holds."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._chosen: list[EvidenceRow] = []
        self._all: list[EvidenceRow] = []
        self.words = MutedLabel()
        self.restore_button = QPushButton(_("Khôi phục"))
        self.restore_button.setObjectName("restoreProofButton")
        set_icon(self.restore_button, "undo")
        self.restore_button.clicked.connect(self.restore)
        self.delete_button = QPushButton(_("Xóa hẳn…"))
        self.delete_button.setObjectName("deleteProofButton")
        set_icon(self.delete_button, "delete")
        self.delete_button.clicked.connect(lambda: self._ask(self._chosen))
        self.empty_button = QPushButton(_("Dọn thùng rác…"))
        self.empty_button.setObjectName("emptyTrashButton")
        self.empty_button.setToolTip(_("Xóa hẳn mọi tệp trong thùng rác"))
        self.empty_button.clicked.connect(lambda: self._ask(self._all))
        buttons = QHBoxLayout()
        for button in (self.restore_button, self.delete_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.empty_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, gap(self, 0.5), 0, 0)
        layout.setSpacing(gap(self, 0.5))
        layout.addWidget(self.words)
        layout.addLayout(buttons)
        layout.addStretch(1)

    def show_rows(self, chosen: Sequence[EvidenceRow], everything: Sequence[EvidenceRow]) -> None:
        self._chosen, self._all = list(chosen), list(everything)
        self.words.setText(
            _("Thùng rác có {n} tệp, {size}. Đang chọn {chosen}.").format(
                n=len(everything), size=size_text(sum(row.size for row in everything)), chosen=len(chosen)
            )
        )
        self.words.setVisible(bool(everything))
        for button in (self.restore_button, self.delete_button):
            button.setEnabled(bool(chosen))
        self.empty_button.setEnabled(bool(everything))

    def restore(self) -> None:
        if self._chosen:
            count = len(self._chosen)
            self._context.write(evidence_trash.restore, evidence_uids=[row.uid for row in self._chosen])
            self._context.say(_("Đã khôi phục {n} minh chứng.").format(n=count))

    def _ask(self, rows: Sequence[EvidenceRow]) -> None:
        """There is no Ctrl+Z for what follows."""
        uids = [row.uid for row in rows]
        if not uids:
            return
        box = QMessageBox(QMessageBox.Icon.Warning, _("Xóa hẳn"), "", parent=self.window())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setText(_("Xóa hẳn {n} minh chứng và tệp của chúng? Không lấy lại được.").format(n=len(uids)))
        go = box.addButton(_("Xóa hẳn"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel)
        go.clicked.connect(lambda: self._delete(uids))
        box.open()

    def _delete(self, uids: Sequence[str]) -> None:
        emptied = evidence_trash.empty_trash(self._context.workspace, evidence_uids=uids)
        sentence = _("Đã xóa hẳn {n} minh chứng, {size}.")
        self._context.say(sentence.format(n=emptied.count, size=size_text(emptied.size)))
