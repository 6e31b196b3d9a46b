""" "Khác gì lần trước" as a dialog: the changes by criterion, and the same as a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QVBoxLayout, QWidget

from app.domain.progress import Progress
from app.i18n import _
from app.paths import user_documents_folder
from app.services.dossier_changes import ChangeRow
from app.services.dossier_changes_paper import write_changes
from app.ui.context import Context, Message
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import em, gap
from app.ui.widgets import Heading, MutedLabel


class ChangesDialog(QDialog):
    """Version `number` against the one before it; beyond the `newest` one: what has changed until now."""

    def __init__(
        self,
        context: Context,
        subject: dict[str, Any],
        number: int,
        newest: int,
        rows: Sequence[ChangeRow],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._subject, self._number = context, subject, number
        title = _("Bản số {n} khác gì bản số {before}").format(n=number, before=number - 1)
        if number > newest:
            title = _("Từ bản số {before} đến nay").format(before=number - 1)
        self.setWindowTitle(title)
        self.table: TablePanel[ChangeRow] = TablePanel(
            _columns(),
            key=lambda row: row.number,
            name=title,
            empty=Empty(_("Không có thay đổi nào."), icon="check"),
        )
        self.table.setObjectName("changesTable")
        self.table.set_rows(rows)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for text, ending in ((_("Lưu PDF…"), ".pdf"), (_("Lưu Word…"), ".docx"), (_("Lưu Excel…"), ".xlsx")):
            button = self.buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
            button.clicked.connect(partial(self._ask, ending))
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.5))
        layout.addWidget(Heading(title, 2))
        layout.addWidget(MutedLabel(_("{n} thay đổi, đọc từ nhật ký của sổ.").format(n=len(rows))))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.buttons)
        self.resize(em(self) * 60, em(self) * 34)

    def _ask(self, ending: str) -> None:
        dialog = QFileDialog(self, _("Lưu bảng kê thay đổi"), str(user_documents_folder()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending[1:])
        dialog.setNameFilter(f"*{ending}")
        dialog.selectFile(_("Thay đổi so với bản số {n}").format(n=self._number - 1) + ending)
        dialog.fileSelected.connect(lambda path: self.save(Path(path)))
        dialog.open()

    def save(self, target: Path) -> None:
        context, subject, number = self._context, self._subject, self._number

        def job(_progress: Progress) -> Path:
            write_changes(context.workspace, **subject, number=number, target=target)
            return target

        context.tasks.start(job, title=_("Đang ghi bảng kê"), on_done=partial(_saved, context))


def _saved(context: Context, path: Path) -> None:
    from app.ui.pages.dossier_made import open_path

    words = _("Đã ghi “{name}”.").format(name=path.name)
    context.tell(Message(words, _("Mở tệp"), partial(open_path, path)))


def _columns() -> list[Column[ChangeRow]]:
    return [
        Column("indicator", _("Chỉ tiêu"), lambda row: row.indicator or row.criterion, width=8),
        Column("subject", _("Nội dung"), lambda row: row.subject, width=24, stretch=True),
        Column("what", _("Mục"), lambda row: row.what, width=16),
        Column("old", _("Trước"), lambda row: row.old, width=20),
        Column("new", _("Nay"), lambda row: row.new, width=20),
    ]
