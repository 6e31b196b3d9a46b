"""Các bản đã lập và trạng thái: versions of a dossier, what became of it, remarks with answers, archival fields.

Object names: "historyHamlet", "dossierState", "versionsTable", "openVersionButton", "putOutVersionButton",
"verifyVersionButton", "changesButton", "archiveForm"; of the events see dossier_events.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.dates import format_date
from app.domain.progress import Progress
from app.domain.text import safe_file_name
from app.dossier_words import state_label
from app.files.kept_files import Kept
from app.i18n import _
from app.paths import user_documents_folder
from app.services import dossier_rows, entry, plans
from app.services.dossier_changes_paper import version_changes
from app.services.dossier_events import DossierState, current_state
from app.services.dossier_rows import archive_fields
from app.services.dossier_versions import VersionRow, check_kept, version_rows
from app.services.dossiers import ExportedDossier, dossier_hamlets, put_out
from app.services.pdf_signing import signatures_of
from app.signature_words import signature_sentence
from app.ui.context import Context, Message
from app.ui.dialogs.dossier_changes import ChangesDialog
from app.ui.forms import Field, FormView
from app.ui.icons import set_icon
from app.ui.pages.base import Page
from app.ui.pages.dossier_events import EventsView
from app.ui.pages.dossier_made import open_path
from app.ui.pages.plan_start import PlanStart
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import em, gap, theme_events
from app.ui.widgets import Heading, MutedLabel
from app.ui.widgets.hamlet_chooser import HamletChooser


class DossierHistory(Page):
    """Left the versions and the archival fields, right what became of the dossier."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._folder = user_documents_folder()
        self._shown: tuple[str, int] | None = None
        self.chooser = HamletChooser()
        self.chooser.setObjectName("historyHamlet")
        self.chooser.chosen.connect(self.refresh)
        self._state = MutedLabel()
        self._state.setObjectName("dossierState")
        self.versions: TablePanel[VersionRow] = TablePanel(
            _columns(),
            key=lambda row: row.uid,
            name=_("Các bản chính đã lập"),
            empty=Empty(
                _("Chưa lập bản chính nào. Sửa hết lỗi rồi lập bản chính ở thẻ “Lập hồ sơ”."),
                _("Tới Lập hồ sơ"),
                lambda: self.context.go("dossier", panel="work", **self.place()),
                icon="pdf",
            ),
            filterable=False,
        )
        self.versions.setObjectName("versionsTable")
        self.versions.current_changed.connect(lambda _row: self._judge())
        self.versions.activated.connect(lambda _row: self.open_version())
        self.open_button = _button("openVersionButton", _("Mở"), "open", self.open_version)
        self.put_out_button = _button("putOutVersionButton", _("Chép ra…"), "export", self.ask_put_out)
        self.verify_button = _button("verifyVersionButton", _("Kiểm tra tệp"), "check", self.verify)
        self.changes_button = _button("changesButton", _("Khác gì lần trước…"), "history", self.show_changes)
        self.archive = FormView(_archive_fields(), on_commit=self._commit_archive)
        self.archive.setObjectName("archiveForm")
        self.archive.setAccessibleName(_("Thông tin lưu trữ"))
        self.events = EventsView(context, self._subject)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(gap(self, 0.7))
        top.addWidget(self.chooser)
        top.addWidget(self._state, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._left())
        split.addWidget(self.events)
        split.setSizes([em(self) * 33, em(self) * 33])
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        self._start = PlanStart(self.context)
        self._body = QStackedWidget()
        self._body.addWidget(split)
        self._body.addWidget(self._start)
        layout = QVBoxLayout(self)
        pad = gap(self, 0.8)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.setSpacing(gap(self, 0.6))
        layout.addLayout(top)
        layout.addWidget(self._body, 1)
        self.setFocusProxy(self.chooser)

    def _left(self) -> QWidget:
        self.versions.add_tool(Heading(_("Bản chính"), 3))
        theme_events().changed.connect(self._measure)
        self._measure()
        deeds = QGridLayout()
        deeds.setSpacing(gap(self, 0.3))
        buttons = (self.open_button, self.put_out_button, self.verify_button, self.changes_button)
        for at, button in enumerate(buttons):
            deeds.addWidget(button, at // 2, at % 2)
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, gap(self, 0.4), 0)
        layout.setSpacing(gap(self, 0.4))
        layout.addWidget(self.versions, 1)
        layout.addLayout(deeds)
        layout.addWidget(Heading(_("Thông tin lưu trữ"), 3))
        layout.addWidget(self.archive)
        return side

    def _measure(self) -> None:
        """What an empty list says must not be cut."""
        self.versions.setMinimumHeight(em(self) * 13)

    # What the window asks

    def refresh(self) -> None:
        self.chooser.set_hamlets(self.context.read(dossier_hamlets, year=self.context.year))
        uid = self.chooser.current_uid()
        self._body.setCurrentIndex(0 if uid else 1)
        if not uid:
            self._state.setText("")
            self._start.refresh(planned=self.context.year in self.context.read(plans.years))
            return
        subject = self._subject()
        self.versions.set_rows(self.context.read(version_rows, **subject))
        if self.versions.current_row() is None and self.versions.shown_rows():
            self.versions.select_key(self.versions.shown_rows()[0].uid)
        self._state.setText(_state_words(self.context.read(current_state, **subject)))
        self._show_archive(subject)
        self.events.refresh(self.versions.shown_rows())
        self._judge()

    def show_place(self, place: dict[str, Any]) -> None:
        if self.chooser.select(str(place.get("hamlet_uid", ""))):
            self.refresh()

    def place(self) -> dict[str, Any]:
        uid = self.chooser.current_uid()
        return {"hamlet_uid": uid} if uid else {}

    def commit_pending(self) -> bool:
        return self.archive.commit_pending()

    def _subject(self) -> dict[str, Any]:
        return {"hamlet_uid": self.chooser.current_uid() or "", "year": self.context.year}

    def _judge(self) -> None:
        chosen = self.versions.current_row()
        for button in (self.open_button, self.put_out_button, self.verify_button):
            button.setEnabled(chosen is not None)
        newest = max((row.number for row in self.versions.shown_rows()), default=0)
        self.changes_button.setEnabled(newest > 0)

    # Archival fields

    def _show_archive(self, subject: dict[str, Any]) -> None:
        found = self.context.read(archive_fields, **subject)
        values = {name: getattr(found, name) for name in ("code", "retention", "access", "keywords")}
        shown = (subject["hamlet_uid"], subject["year"])
        if shown == self._shown:
            self.archive.set_values(values)
        else:
            self._shown = shown
            self.archive.load(values)

    def _commit_archive(self, name: str, value: object) -> None:
        values = {name: str(value or "")}
        self.context.write(dossier_rows.set_archive_fields, **self._subject(), values=values)

    # Versions

    def open_version(self) -> None:
        """The first volume as it was handed out, with the program for PDFs."""
        row = self.versions.current_row()
        if row is not None:
            open_path(row.facts.files[0].path(self.context.workspace.dossier_folder))

    def verify(self) -> None:
        """Read the kept files again, away from the screen's thread."""
        row = self.versions.current_row()
        if row is None:
            return

        workspace = self.context.workspace

        def job(progress: Progress) -> tuple[dict[str, Kept], list[str]]:
            kept = check_kept(workspace, row, progress)
            intact = [one for one in row.facts.files if kept[one.name] is Kept.INTACT]
            signatures = (
                signatures_of(one.path(workspace.dossier_folder), book=workspace.folder) for one in intact
            )
            return kept, [signature_sentence(report) for found in signatures for report in found]

        self.context.tasks.start(job, title=_("Kiểm tra tệp đã lưu"), on_done=partial(self._verified, row))

    def _verified(self, row: VersionRow, result: tuple[dict[str, Kept], list[str]]) -> None:
        found, signed = result
        bad = [name for name, how in found.items() if how is not Kept.INTACT]
        if not bad:
            intact = _("Bản số {n} còn nguyên vẹn: đúng dấu vân.").format(n=row.number)
            self.context.say(" ".join([intact, *(signed or [_("Chưa có chữ ký số.")])]))
            return
        words = _("Bản số {n} không còn nguyên: {names}. Hãy lấy lại từ bản sao lưu, hoặc lập bản mới.")
        self.context.tell(Message(words.format(n=row.number, names=", ".join(bad)), wrong=True))

    def ask_put_out(self) -> None:
        row = self.versions.current_row()
        if row is None:
            return
        name = _("Hồ sơ {hamlet} {year} - bản số {n}.pdf").format(
            hamlet=self.chooser.currentText(), year=self.context.year, n=row.number
        )
        dialog = QFileDialog(self, _("Chép bản chính ra"), str(self._folder))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Tệp PDF (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(safe_file_name(name))
        dialog.fileSelected.connect(lambda path: self.put_out_to(row, Path(path)))
        dialog.open()

    def put_out_to(self, row: VersionRow, target: Path) -> None:
        self._folder = target.parent

        def job(progress: Progress) -> ExportedDossier:
            return put_out(self.context.workspace, row, target, progress)

        self.context.tasks.start(job, title=_("Chép bản chính ra"), on_done=self._put_out)

    def _put_out(self, result: ExportedDossier) -> None:
        words = _("Đã chép bản số {n} ra {path}").format(n=result.version, path=result.path)
        self.context.tell(Message(words, _("Mở tệp"), partial(open_path, result.path)))

    def show_changes(self) -> None:
        """The chosen version against the one before; the first one against now."""
        row = self.versions.current_row()
        newest = max((one.number for one in self.versions.shown_rows()), default=0)
        if newest:
            number = row.number if row and row.number > 1 else min(newest + 1, 2)
            rows = self.context.read(
                version_changes, **self._subject(), number=number, today=self.context.today()
            )
            ChangesDialog(self.context, self._subject(), number, newest, rows, parent=self).open()


def _columns() -> list[Column[VersionRow]]:
    return [
        Column("number", _("Bản số"), lambda row: row.number, width=6),
        Column("made_at", _("Lập lúc"), lambda row: row.made_at.astimezone(), width=15),
        Column("made_by", _("Người lập"), lambda row: row.made_by, width=7, stretch=True),
        Column("pages", _("Trang"), lambda row: row.facts.pages, width=4),
        Column("volumes", _("Tập"), lambda row: len(row.facts.files), width=5, hidden=True),
        Column(
            "archival",
            _("PDF/A"),
            lambda row: _("Đạt") if row.facts.archival else _("Không"),
            width=5,
            tooltip=_archival_words,
        ),
        Column(
            "sha256",
            _("Dấu vân"),
            lambda row: row.facts.files[0].sha256[:8],
            width=8,
            tooltip=lambda row: "\n".join(f"{one.name}: {one.sha256}" for one in row.facts.files),
        ),
    ]


def _archival_words(row: VersionRow) -> str:
    if row.facts.archival:
        return _("Tệp đạt chuẩn lưu trữ PDF/A-1b.")
    if not row.facts.not_archival:
        return _("Tệp không ghi là PDF/A.")
    why = "\n".join(f"{number}: {reason}" for number, reason in row.facts.not_archival)
    return _("Chưa đạt chuẩn lưu trữ PDF/A vì:") + "\n" + why


def _archive_fields() -> list[Field]:
    def line(name: str, label: str, limit: int, placeholder: str = "") -> Field:
        return Field(name, label, parse=partial(entry.line, limit=limit), placeholder=placeholder)

    return [
        line("code", _("Mã hồ sơ"), 60),
        line("retention", _("Thời hạn lưu trữ"), 60, _("theo bảng thời hạn của xã")),
        line("access", _("Mức độ tiếp cận"), 60),
        line("keywords", _("Từ khóa"), 300),
    ]


def _state_words(state: DossierState) -> str:
    words = state_label(state.kind)
    if state.event is not None:
        words += " " + _("ngày {day}").format(day=format_date(state.event.on_date))
    if state.unanswered:
        words += ", " + _("còn {n} ý kiến chưa xử lý").format(n=state.unanswered)
    return _("Trạng thái: {words}.").format(words=words)


def _button(name: str, text: str, icon: str, run: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    set_icon(button, icon)
    button.clicked.connect(lambda: run())
    return button
