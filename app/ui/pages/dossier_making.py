"""The making of a dossier from its page: drafts to look at, files that are kept, and signing them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTemporaryDir
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from app.domain.progress import Progress
from app.domain.text import safe_file_name
from app.errors import EvidenceError, StorageError
from app.i18n import _
from app.paths import user_documents_folder
from app.services.dossier_obstacles import final_obstacles, obstacles_sentence
from app.services.dossier_signed import take_signed
from app.services.dossiers import ExportedDossier, export_dossier, proof_named
from app.ui.context import Context, Message
from app.ui.pages.base import Page
from app.ui.pages.dossier_export import ExportOptionsButton
from app.ui.pages.dossier_made import Made, MadeView, open_path
from app.ui.pages.dossier_wording import exported_words
from app.ui.widgets.hamlet_chooser import HamletChooser


class DossierMaking(Page):
    """What the page that is built upon it must have: the widgets named here."""

    chooser: HamletChooser
    options: ExportOptionsButton
    preview_button: QPushButton
    export_button: QPushButton
    made_view: MadeView

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._made: dict[tuple[str, int], Made] = {}
        self._drafts: QTemporaryDir | None = None
        self._drafts_made = 0
        self._folder = user_documents_folder()
        self._working = False

    def place(self) -> dict[str, Any]:
        uid = self.chooser.current_uid()
        return {"hamlet_uid": uid} if uid else {}

    # Making a dossier

    def make_preview(self) -> None:
        """Write a draft where temporary files lie and show it."""
        if self._drafts is None:
            self._drafts = QTemporaryDir()
        if not self._drafts.isValid():
            raise StorageError(
                _("Không ghi được vào thư mục tạm của máy: hãy xóa bớt tệp trên ổ đĩa rồi làm lại.")
            )
        self._drafts_made += 1
        self._make(Path(self._drafts.filePath(f"xem-thu-{self._drafts_made}.pdf")), draft=True)

    def ask_target(self) -> None:
        """Ask where to put the final dossier, then write it there; what stands against one is said at once."""
        uid = self.chooser.current_uid()
        stands = self.context.read(final_obstacles, **self._of(uid)) if uid else None
        if stands:
            go = partial(self.context.go, "checks", **self.place()) if stands.errors else None
            self.context.tell(
                Message(obstacles_sentence(stands), _("Mở Kiểm tra") if go else "", go, wrong=True)
            )
            return
        self._ask(_("Lập bản chính hồ sơ"), _("Hồ sơ {hamlet} {year}.pdf"), draft=False)

    def ask_draft_target(self) -> None:
        """Ask where to put a draft that is to be sent around."""
        self._ask(_("Lưu bản nháp"), _("Hồ sơ {hamlet} {year} (bản nháp).pdf"), draft=True)

    def _ask(self, title: str, pattern: str, *, draft: bool) -> None:
        name = pattern.format(hamlet=self.chooser.currentText(), year=self.context.year)
        dialog = QFileDialog(self, title, str(self._folder))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Tệp PDF (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(safe_file_name(name))
        dialog.fileSelected.connect(lambda path: self.export_to(Path(path), draft=draft))
        dialog.open()

    def export_to(self, target: Path, *, draft: bool = False) -> None:
        self._folder = target.parent
        self._make(target, draft=draft, kept=True)

    def _make(self, target: Path, *, draft: bool, kept: bool = False) -> None:
        """`kept`: the person has named the file."""
        uid = self.chooser.current_uid()
        if self._working or not uid:
            return
        work = partial(
            export_dossier,
            self.context.workspace,
            hamlet_uid=uid,
            year=self.context.year,
            target=target,
            draft=draft,
            small_photos=self.options.small_photos,
            volumes=self.options.volumes if kept else None,
        )

        def job(progress: Progress) -> ExportedDossier:
            return work(progress=progress)

        title = _("Đang làm bản nháp") if draft else _("Đang lập bản chính")
        self._set_working(True)
        self.context.tasks.start(
            job,
            title=title,
            on_done=partial(
                self._done, (uid, self.context.year), self.chooser.currentText(), draft and not kept
            ),
            on_failed=partial(self._failed, uid),
            on_cancelled=self._cancelled,
        )

    def _done(self, key: tuple[str, int], hamlet: str, draft: bool, result: ExportedDossier) -> None:
        self._set_working(False)
        before = self._made.get(key)
        if before is not None and before.draft:
            before.path.unlink(missing_ok=True)
        self._made[key] = Made(
            key, result.path, result.pages, draft, self.context.workspace.now().astimezone()
        )
        self._show_made()
        if not draft:
            words = exported_words(result, hamlet)
            self.context.tell(Message(words, _("Mở tệp"), partial(open_path, result.path)))

    def _failed(self, hamlet_uid: str, error: BaseException) -> None:
        self._set_working(False)
        if not isinstance(error, EvidenceError):
            raise error
        uid = self.context.read(proof_named, hamlet_uid=hamlet_uid, name=error.name)
        go = partial(self.context.go, "evidence", hamlet_uid=hamlet_uid, evidence_uid=uid or "")
        self.context.tell(Message(error.sentence, _("Xem minh chứng"), go, wrong=True))

    def _cancelled(self) -> None:
        self._set_working(False)
        self.context.say(_("Đã hủy, chưa ghi tệp nào."))

    def _set_working(self, working: bool) -> None:
        self._working = working
        for button in (self.preview_button, self.export_button):
            button.setEnabled(not working)
        self.made_view.set_working(working)

    # The dossier on the right

    def _outdate(self) -> None:
        self._made = {key: replace(made, outdated=True) for key, made in self._made.items()}

    def _forget_lost(self) -> None:
        self._made = {key: made for key, made in self._made.items() if made.path.is_file()}
        self._show_made()

    def _show_made(self) -> None:
        self.made_view.show_made(self._in_view)

    @property
    def _in_view(self) -> Made | None:
        return self._made.get((self.chooser.current_uid() or "", self.context.year))

    def _sign(self) -> None:
        """The final dossier that is shown, signed into a file beside it."""
        from app.ui.dialogs.sign_pdf import open_sign_dialog

        made = self._in_view
        if made is not None:
            open_sign_dialog(self.context, made.path, partial(self.signed, made.subject), parent=self)

    def signed(self, subject: tuple[str, int], path: Path) -> None:
        """What is signed is from now on what the book keeps of the version, and what goes to a stick."""
        uid, year = subject

        def job(progress: Progress) -> int:
            return take_signed(
                self.context.workspace, hamlet_uid=uid, year=year, signed=path, progress=progress
            )

        def told(number: int) -> None:
            words = _("Đã ký số: {path}. Bản số {n} trong sổ nay là bản đã ký.").format(path=path, n=number)
            self.context.tell(Message(words, _("Mở tệp"), partial(open_path, path)))

        self.context.tasks.start(job, title=_("Giữ bản đã ký"), on_done=told)

    def _of(self, hamlet_uid: str) -> dict[str, Any]:
        return {
            "hamlet_uid": hamlet_uid,
            "year": self.context.year,
            "today": self.context.today(),
            "evidence_folder": self.context.evidence_folder(),
        }
