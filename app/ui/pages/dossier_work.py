"""Lập hồ sơ: how ready the dossier of a hamlet is, its preview, and the export.

objectNames: "dossierHamlet", "dossierParts", "dossierSummary", "previewButton", "exportButton", "exportOptions",
"usbButton", "dossierPreview", "saveDraftButton", "openFileButton", "openFolderButton"; of the paper in hand see
dossier_paper.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTemporaryDir
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.progress import Progress
from app.domain.text import safe_file_name
from app.errors import EvidenceError, StorageError
from app.i18n import _
from app.paths import user_documents_folder
from app.services import plans
from app.services.dossier_obstacles import final_obstacles, obstacles_sentence
from app.services.dossier_readiness import DossierPart, readiness
from app.services.dossiers import ExportedDossier, dossier_hamlets, export_dossier, proof_named
from app.ui.context import Context, Message
from app.ui.icons import set_icon
from app.ui.pages.base import Command, Page
from app.ui.pages.dossier_export import ExportOptionsButton
from app.ui.pages.dossier_made import Made, MadeView, open_path
from app.ui.pages.dossier_paper import PaperCard
from app.ui.pages.dossier_parts import PartList
from app.ui.pages.dossier_wording import counts, exported_words, summary
from app.ui.pages.plan_start import PlanStart
from app.ui.pages_index import further_entries, page_entries
from app.ui.theme import em, gap, make_primary
from app.ui.widgets import EmptyState, Heading, MutedLabel
from app.ui.widgets.hamlet_chooser import HamletChooser


class DossierWork(Page):
    """Left the components, right the last dossier made of the chosen hamlet in the chosen year."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._made: dict[tuple[str, int], Made] = {}
        self._drafts: QTemporaryDir | None = None
        self._drafts_made = 0
        self._folder = user_documents_folder()
        self._working = False
        self._build()
        context.saved.connect(self._outdate)

    # What the window asks

    def refresh(self) -> None:
        self.chooser.set_hamlets(self.context.read(dossier_hamlets, year=self.context.year))
        uid = self.chooser.current_uid()
        found = self.context.read(readiness, **self._of(uid)) if uid else None
        for widget in (self.options, self.preview_button, self.export_button):
            widget.setVisible(found is not None)
        self.usb_button.setVisible(found is not None and _has_page("exchange"))
        if uid is None:
            self._start.refresh(planned=self.context.year in self.context.read(plans.years))
        self._summary.setText(summary(found) if found else "")
        self._body.setCurrentWidget(self._split if found else self._no_round if uid else self._start)
        if found:
            self._counts.setText(counts(found))
            self.parts.set_parts(found.parts)
            self._show_paper()
            self._show_made()

    def show_place(self, place: dict[str, Any]) -> None:
        if self.chooser.select(str(place.get("hamlet_uid", ""))):
            self.refresh()

    def place(self) -> dict[str, Any]:
        uid = self.chooser.current_uid()
        return {"hamlet_uid": uid} if uid else {}

    def commands(self) -> list[Command]:
        if not self.export_button.isEnabled() or self._body.currentWidget() is not self._split:
            return []
        return [
            Command(_("Xem bản nháp hồ sơ"), self.make_preview, "eye"),
            Command(_("Lập bản chính hồ sơ…"), self.ask_target, "export"),
        ]

    # Building

    def _build(self) -> None:
        self._body = QStackedWidget()
        self._start = PlanStart(self.context)
        self._no_round = EmptyState(
            "assessment",
            _("Bản này chưa có đợt tự đánh giá. Hãy tự đánh giá trước, rồi mới lập hồ sơ."),
            _("Mở Tự đánh giá"),
            lambda: self.context.go("assessment", **self.place()),
        )
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(gap(self, 0.15))
        self._split.addWidget(self._left())
        self.made_view = MadeView()
        self.made_view.wanted.connect(self.make_preview)
        self.made_view.save_draft.connect(self.ask_draft_target)
        self.made_view.sign.connect(self._sign)
        self.made_view.lost.connect(self._forget_lost)
        self._split.addWidget(self.made_view)
        self._split.setSizes([em(self) * 25, em(self) * 36])
        self._split.setStretchFactor(0, 2)
        self._split.setStretchFactor(1, 3)
        for widget in (self._split, self._no_round, self._start):
            self._body.addWidget(widget)
        layout = QVBoxLayout(self)
        pad = gap(self, 0.8)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.setSpacing(gap(self, 0.7))
        layout.addLayout(self._top())
        layout.addWidget(self._summary)
        layout.addWidget(self._body, 1)

    def _top(self) -> QHBoxLayout:
        self.chooser = HamletChooser()
        self.chooser.setObjectName("dossierHamlet")
        self.chooser.chosen.connect(self.refresh)
        self._summary = MutedLabel()
        self._summary.setObjectName("dossierSummary")
        self.options = ExportOptionsButton()
        self.preview_button = self._button("previewButton", _("Bản nháp"), "eye", self.make_preview)
        self.export_button = self._button("exportButton", _("Bản chính…"), "", self.ask_target)
        self.usb_button = self._button("usbButton", _("Xuất ra USB…"), "usb", self._to_stick)
        make_primary(self.export_button)
        row = QHBoxLayout()
        row.setSpacing(gap(self, 0.7))
        row.addWidget(self.chooser)
        row.addStretch(1)
        for widget in (self.options, self.preview_button, self.usb_button, self.export_button):
            row.addWidget(widget)
        return row

    def _left(self) -> QWidget:
        self._counts = Heading("", 3)
        self._counts.setWordWrap(True)
        self.parts = PartList()
        self.parts.chosen.connect(self._choose)
        self.parts.files_dropped.connect(self._drop)
        self.parts.selectionModel().currentChanged.connect(lambda *_indexes: self._show_paper())
        self.paper = PaperCard(self.context, self._subject)
        self.paper.mend.connect(self._mend)
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, gap(self, 0.3), 0)
        layout.setSpacing(gap(self, 0.5))
        layout.addWidget(self._counts)
        layout.addWidget(self.parts, 1)
        layout.addWidget(self.paper)
        side.setMinimumWidth(em(self) * 15)
        return side

    def _button(self, name: str, text: str, icon: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        if icon:
            set_icon(button, icon)
        button.clicked.connect(lambda: run())
        return button

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

    def _show_paper(self) -> None:
        self.paper.show_part(self.parts.current_part())

    def _choose(self, part: DossierPart) -> None:
        """A paper opens what can be done with it below the list; the rest leads to where it is mended."""
        if part.paper is not None:
            self.paper.show_part(part)
            self.paper.first_button().setFocus()
        else:
            self._mend(part)

    def _drop(self, part: DossierPart, path: Path) -> None:
        self.paper.show_part(part)
        self.paper.attach(path)

    def _sign(self) -> None:
        """The final dossier that is shown, signed into a file beside it."""
        from app.ui.dialogs.sign_pdf import open_sign_dialog

        made = self._in_view
        if made is not None:
            open_sign_dialog(self.context, made.path, self._signed, parent=self)

    def _signed(self, path: Path) -> None:
        words = _("Đã ký số: {path}").format(path=path)
        self.context.tell(Message(words, _("Mở tệp"), partial(open_path, path)))

    def _to_stick(self) -> None:
        self.context.go("exchange", **self.place())

    def _subject(self) -> dict[str, Any]:
        return {"hamlet_uid": self.chooser.current_uid() or "", "year": self.context.year}

    def _mend(self, part: DossierPart) -> None:
        """Go where the part is mended; what only has to be looked at is shown on the right."""
        if part.page:
            place = {
                "indicator_uid": part.indicator_uid,
                "evidence_uid": part.evidence_uid,
                "profile_uid": part.profile_uid,
                "panel": part.panel or ("procedures" if part.page == "catalogue" else ""),
            }
            self.context.go(part.page, **self.place(), **{key: uid for key, uid in place.items() if uid})
        elif self._in_view is None:
            self.make_preview()
        else:
            self.made_view.preview.view.setFocus()

    def _of(self, hamlet_uid: str) -> dict[str, Any]:
        return {
            "hamlet_uid": hamlet_uid,
            "year": self.context.year,
            "today": self.context.today(),
            "evidence_folder": self.context.evidence_folder(),
        }


def _has_page(key: str) -> bool:
    return any(one.key == key for one in (*page_entries(), *further_entries()))
