"""What is done to one proof from its page: written, linked, replaced, masked, put away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.progress import Progress
from app.files.masking import Box
from app.i18n import _
from app.services import evidence, evidence_masking, evidence_papers, evidence_revisions, evidence_trash
from app.services.evidence import EvidenceRow, LinkRow
from app.ui.context import Context


class EvidenceDeeds(QObject):
    """`shown` gives the proof in the detail; `made` carries the uid of a proof that came of one."""

    made = Signal(str)

    def __init__(self, context: Context, page: QWidget, shown: Callable[[], EvidenceRow | None]) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._shown = shown

    def update(self, values: Mapping[str, object]) -> None:
        row = self._shown()
        if row is not None:
            self._context.write(evidence.update, evidence_uid=row.uid, values=values)

    def set_where(self, link_uid: str, where: str) -> None:
        self._context.write(evidence.set_where, link_uid=link_uid, where=where)

    def set_paper(self, link_uid: str, paper: str) -> None:
        self._context.write(evidence_papers.set_paper, link_uid=link_uid, paper=paper)

    def link(self, hamlet_uid: str, indicator_uid: str) -> str:
        """Uid of the link; "" when no proof is shown."""
        row = self._shown()
        if row is None:
            return ""
        return self._context.write(
            evidence.link, evidence_uid=row.uid, hamlet_uid=hamlet_uid, indicator_uid=indicator_uid
        )

    def unlink(self, link_uid: str) -> None:
        self._context.write(evidence.unlink, link_uid=link_uid)

    def open_sheet(self, link: LinkRow) -> None:
        self._context.go("assessment", hamlet_uid=link.hamlet_uid, indicator_uid=link.indicator_uid)

    def remove(self, rows: list[EvidenceRow]) -> None:
        """Into the trash, all in one step."""
        if not rows:
            return
        uids = [row.uid for row in rows]
        self._context.write(evidence_trash.remove, evidence_uids=uids, today=self._context.today())
        if len(rows) == 1:
            self._context.say(_("Đã bỏ “{title}”. Ctrl+Z để lấy lại.").format(title=rows[0].title))
        else:
            self._context.say(_("Đã bỏ {n} minh chứng. Ctrl+Z để lấy lại.").format(n=len(rows)))

    def choose_replacement(self) -> None:
        row = self._shown()
        if row is None:
            return
        title = _("Bản mới của “{title}”").format(title=row.title)
        name, _kind = QFileDialog.getOpenFileName(self._page, title, "", _("Mọi tệp (*)"))
        if name:
            self.replace(row, Path(name))

    def replace(self, row: EvidenceRow, path: Path) -> None:
        def replace_file(progress: Progress) -> str:
            return evidence_revisions.replace_file(
                self._context.workspace, path, progress, evidence_uid=row.uid
            )

        self._context.tasks.start(
            replace_file, title=_("Đang thay bằng bản mới"), on_done=partial(self._replaced, row.title)
        )

    def _replaced(self, title: str, uid: str) -> None:
        self._context.say(
            _("Đã thay bản mới của “{title}”. Hãy ghi số và ngày của bản này.").format(title=title)
        )
        self.made.emit(uid)

    def open_mask(self, page: int) -> None:
        from app.ui.dialogs.evidence_mask import MaskDialog

        row = self._shown()
        if row is None:
            return
        dialog = MaskDialog(row, self._context.evidence_folder(), self._page, page=page)
        dialog.save_wanted.connect(partial(self.mask, row.uid))
        dialog.open()

    def mask(self, evidence_uid: str, boxes: tuple[Box, ...]) -> None:
        def mask(progress: Progress) -> str:
            return evidence_masking.mask(
                self._context.workspace, progress, evidence_uid=evidence_uid, boxes=boxes
            )

        self._context.tasks.start(mask, title=_("Đang làm bản che"), on_done=self._masked)

    def _masked(self, uid: str) -> None:
        self._context.say(_("Đã lưu bản che thành minh chứng mới; tệp gốc giữ nguyên."))
        self.made.emit(uid)
