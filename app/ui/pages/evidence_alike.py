"""What happens to files once they are in: they are read for the search, and photos that look alike are asked about."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services import evidence, evidence_index, evidence_near
from app.services.evidence_index import Refreshed
from app.services.evidence_near import NearPair
from app.ui.context import Context


class Reader(QObject):
    """`read` follows when files that were not searchable before are."""

    read = Signal()

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._page = page

    def start(self, *, ask: bool = True) -> None:
        """Read what has not been read; with `ask`, new photos that look like older ones are asked about."""
        self._context.tasks.start(
            partial(evidence_index.refresh, self._context.workspace),
            title=_("Đang đọc nội dung tệp để tìm kiếm"),
            on_done=partial(self._done, ask),
        )

    def ask_all(self) -> None:
        """Whatever looks alike in the whole book."""
        pairs = evidence_index.alike(self._context.workspace)
        if pairs:
            self.ask(pairs)
        else:
            self._context.say(_("Không có ảnh nào trông giống nhau."))

    def ask(self, pairs: Sequence[NearPair]) -> None:
        """One list of all pairs; what goes is one step for Ctrl+Z."""
        from app.ui.dialogs.evidence_near import NearDialog

        rows = {row.uid: row for row in self._context.read(evidence.evidence_rows)}
        there = [pair for pair in pairs if pair.new_uid in rows and pair.old_uid in rows]
        if there:
            dialog = NearDialog(there, rows, self._context.evidence_folder(), self._page)
            dialog.decided.connect(self._drop)
            dialog.open()

    def _done(self, ask: bool, refreshed: Refreshed) -> None:
        if refreshed.read:
            self.read.emit()
        if ask and refreshed.near:
            self.ask(refreshed.near)

    def _drop(self, pairs: tuple[NearPair, ...]) -> None:
        if pairs:
            self._context.write(evidence_near.keep_olds, pairs=pairs, today=self._context.today())
            self._context.say(_("Đã bỏ {n} ảnh vào thùng rác. Ctrl+Z để lấy lại.").format(n=len(pairs)))
