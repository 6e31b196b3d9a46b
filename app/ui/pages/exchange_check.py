"""Kiểm tra hồ sơ nhận được: a folder that came on a stick, file by file, and who signed.

Object names: "chooseDossierButton", "dossierVerdict", "dossierFacts", "checkedTable".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.bag_report import CheckedFile, FileState
from app.domain.progress import Progress
from app.domain.sizes import size_words
from app.i18n import _
from app.services.dossier_verify import VerifiedDossier, roots_folder, verify_dossier
from app.signature_words import signature_sentence
from app.stick_words import fault_words, state_words, verdict_words
from app.ui.context import Context
from app.ui.icons import pixmap
from app.ui.pages.base import Command, Page
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import ToneName, colours_of, em, gap, make_primary
from app.ui.widgets import Heading, MutedLabel

_ORDER = tuple(FileState)
_ICONS = {FileState.SOUND: "met", FileState.BESIDE: "info"}
_TONES: dict[FileState, ToneName] = {FileState.SOUND: "met", FileState.BESIDE: "muted"}


@dataclass(frozen=True, slots=True)
class CheckedRow:
    file: CheckedFile
    signed: str  # one line a signature, "" for none


def columns() -> list[Column[CheckedRow]]:
    return [
        Column(
            "state",
            _("Kết quả"),
            lambda row: _ORDER.index(row.file.state),
            text=lambda row: state_words(row.file.state),
            align="left",
            icon=lambda row: _ICONS.get(row.file.state, "error"),
            tone=lambda row: _TONES.get(row.file.state, "error"),
            width=24,
        ),
        Column(
            "path",
            _("Tệp"),
            lambda row: row.file.path,
            tooltip=lambda row: row.file.path,
            width=36,
            stretch=True,
        ),
        Column("signed", _("Chữ ký số"), lambda row: row.signed, tooltip=lambda row: row.signed, width=22),
        Column(
            "size",
            _("Dung lượng"),
            lambda row: row.file.size,
            text=lambda row: size_words(row.file.size) if row.file.size else "",
            width=11,
        ),
    ]


class CheckPanel(Page):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.found: VerifiedDossier | None = None
        self._working = False
        self._build()

    def commands(self) -> list[Command]:
        return [Command(_("Kiểm tra hồ sơ nhận được…"), self.ask_folder, "certificate")]

    # Checking

    def ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Chọn thư mục hồ sơ nhận được"))
        if name:
            self.check(Path(name))

    def check(self, folder: Path) -> None:
        if self._working:
            return
        self._set_working(True)
        roots = roots_folder(self.context.workspace)

        def job(progress: Progress) -> VerifiedDossier:
            return verify_dossier(folder, progress, roots=roots)

        self.context.tasks.start(
            job,
            title=_("Đang kiểm tra hồ sơ"),
            on_done=self._show,
            on_failed=self._failed,
            on_cancelled=partial(self._set_working, False),
        )

    def _failed(self, error: BaseException) -> None:
        self._set_working(False)
        raise error

    def _set_working(self, working: bool) -> None:
        self._working = working
        self.choose_button.setEnabled(not working)

    def _show(self, found: VerifiedDossier) -> None:
        self._set_working(False)
        self.found = found
        signed = {
            one.path: one.unreadable or "; ".join(map(signature_sentence, one.signatures))
            for one in found.signed
        }
        rows = [CheckedRow(file, signed.get(file.path, "")) for file in found.report.files]
        rows.sort(key=lambda row: (_ORDER.index(row.file.state), row.file.path))
        self.table.set_rows(rows)
        good = found.report.intact and found.signatures_hold
        words = [verdict_words(found.report), *(fault_words(one) for one in found.report.faults)]
        if not found.signatures_hold:
            words.append(_("Có chữ ký số không hợp lệ."))
        self._verdict.setText(" ".join(words))
        colours = colours_of(self.palette())
        self._mark.setPixmap(
            pixmap(
                "met" if good else "error",
                em(self) * 2,
                colours.met.text if good else colours.error.text,
                self.devicePixelRatioF(),
            )
        )
        self._facts.setText(_facts_words(found))
        self._facts.setVisible(True)
        self._mark.setVisible(True)

    # Building

    def _build(self) -> None:
        self.choose_button = QPushButton(_("Chọn thư mục hồ sơ…"))
        self.choose_button.setObjectName("chooseDossierButton")
        make_primary(self.choose_button)
        self.choose_button.clicked.connect(lambda: self.ask_folder())
        self._mark = QLabel()
        self._mark.hide()
        self._verdict = Heading(_("Chưa kiểm tra hồ sơ nào."), 2)
        self._verdict.setObjectName("dossierVerdict")
        self._verdict.setWordWrap(True)
        self._facts = MutedLabel()
        self._facts.setObjectName("dossierFacts")
        self._facts.hide()
        empty = Empty(
            _("Chọn thư mục hồ sơ trên USB: chương trình đọc từng tệp, so với mã kiểm tra và xem chữ ký số."),
            icon="usb",
        )
        self.table = TablePanel[CheckedRow](
            columns(), key=lambda row: row.file.path, name=_("Tệp của hồ sơ nhận được"), empty=empty
        )
        self.table.setObjectName("checkedTable")
        head = QHBoxLayout()
        head.setSpacing(gap(self, 0.7))
        head.addWidget(self._mark)
        head.addWidget(self._verdict, 1)
        head.addWidget(self.choose_button)
        layout = QVBoxLayout(self)
        pad = gap(self, 0.8)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.setSpacing(gap(self, 0.6))
        layout.addLayout(head)
        layout.addWidget(self._facts)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.choose_button)


def _facts_words(found: VerifiedDossier) -> str:
    facts = found.facts
    who = ", ".join(part for part in (facts.hamlet, facts.commune) if part)
    parts = [who or found.folder.name]
    if facts.year:
        parts.append(_("năm {year}").format(year=facts.year))
    if facts.version:
        parts.append(_("bản số {number}").format(number=facts.version))
    signatures = sum(len(file.signatures) for file in found.signed)
    parts.append(_("{n} chữ ký số").format(n=signatures) if signatures else _("không có tệp nào được ký số"))
    if facts.left_out:
        parts.append(_("để ngoài {n} tài liệu nhạy cảm").format(n=len(facts.left_out)))
    return " · ".join(parts)
