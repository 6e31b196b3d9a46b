"""Xuất hồ sơ ra USB: which hamlet, which drive, what of the sensitive proofs; then written, read back, told.

Object names: "stickHamlet", "sensitiveOut", "sensitiveSealed", "passphrase", "passphraseAgain", "stickButton",
"openStickButton", "stickResult", "passphraseError".
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.progress import Progress
from app.errors import EvidenceError, RefusedError
from app.i18n import _
from app.services.dossier_stick import StickOptions, StickResult, export_to_stick, passphrase_sentence
from app.services.dossiers import dossier_hamlets, proof_named
from app.ui.context import Context, Message
from app.ui.forms.layout import FieldMessage
from app.ui.icons import set_icon
from app.ui.pages.base import Command, Page
from app.ui.pages.dossier_made import open_path
from app.ui.pages.exchange_targets import TargetTable
from app.ui.theme import em, gap, make_primary
from app.ui.widgets import Heading, MutedLabel
from app.ui.widgets.hamlet_chooser import HamletChooser


class ExportPanel(Page):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._working = False
        self._result: StickResult | None = None
        self._looked = False
        self._build()

    # What the window asks

    def refresh(self) -> None:
        self.chooser.set_hamlets(self.context.read(dossier_hamlets, year=self.context.year))
        if not self._looked:
            self._looked = True
            self.targets.rescan()
        self._judge()

    def show_place(self, place: dict[str, Any]) -> None:
        if self.chooser.select(str(place.get("hamlet_uid", ""))):
            self._judge()

    def place(self) -> dict[str, Any]:
        uid = self.chooser.current_uid()
        return {"hamlet_uid": uid} if uid else {}

    def commands(self) -> list[Command]:
        if not self.export_button.isEnabled():
            return []
        return [Command(_("Xuất hồ sơ ra USB"), self.export, "usb")]

    # Exporting

    def export(self) -> None:
        target, uid = self.targets.current(), self.chooser.current_uid()
        if self._working or target is None or not uid:
            return
        passphrase = self._passphrase()
        if passphrase is None:
            return
        work = partial(
            export_to_stick,
            self.context.workspace,
            hamlet_uid=uid,
            year=self.context.year,
            target_folder=target.folder,
            options=StickOptions(passphrase),
        )

        def job(progress: Progress) -> StickResult:
            return work(progress=progress)

        self._set_working(True)
        self._say(_("Đang ghi. Đừng rút USB."), None)
        self.context.tasks.start(
            job,
            title=_("Đang xuất hồ sơ ra USB"),
            on_done=self._done,
            on_failed=partial(self._failed, uid),
            on_cancelled=self._cancelled,
        )

    def _passphrase(self) -> str | None:
        """ "" where sensitive proofs stay out; None where what was typed will not do, and it says why."""
        self._error.set_wrong("")
        if not self.sealed.isChecked():
            return ""
        typed = self.phrase.text()
        weak = passphrase_sentence(typed)
        if weak:
            self._wrong(weak, self.phrase)
            return None
        if typed != self.again.text():
            self._wrong(_("Hai lần gõ khác nhau: hãy gõ lại mật khẩu."), self.again)
            return None
        return typed

    def _wrong(self, sentence: str, field: QLineEdit) -> None:
        self._error.set_wrong(sentence)
        field.setFocus()
        field.selectAll()

    def _done(self, result: StickResult) -> None:
        self._set_working(False)
        self.phrase.clear()
        self.again.clear()
        words = [
            _("Đã ghi và đọc lại đúng {n} tệp vào “{folder}”.").format(
                n=result.files, folder=result.folder.name
            ),
            _("Hãy ngắt USB an toàn (Eject) trước khi rút."),
        ]
        if result.left_out:
            words.append(_("Để ngoài {n} tài liệu nhạy cảm, có ghi tên.").format(n=len(result.left_out)))
        if result.sealed:
            words.append(
                _(
                    "{n} tài liệu nhạy cảm ở trong tệp nén có mật khẩu; hãy báo mật khẩu bằng cách khác."
                ).format(n=result.sealed)
            )
        self._say(" ".join(words), result)
        self.targets.rescan()

    def _failed(self, hamlet_uid: str, error: BaseException) -> None:
        self._set_working(False)
        self._say("", None)
        if isinstance(error, EvidenceError):
            uid = self.context.read(proof_named, hamlet_uid=hamlet_uid, name=error.name)
            go = partial(self.context.go, "evidence", hamlet_uid=hamlet_uid, evidence_uid=uid or "")
            self.context.tell(Message(error.sentence, _("Xem minh chứng"), go, wrong=True))
        elif isinstance(error, RefusedError):
            go = partial(self.context.go, "dossier", hamlet_uid=hamlet_uid)
            self.context.tell(Message(error.sentence, _("Xem hồ sơ"), go, wrong=True))
        else:
            raise error

    def _cancelled(self) -> None:
        self._set_working(False)
        self._say("", None)
        self.context.say(_("Đã hủy, USB không còn tệp dở dang."))

    def _set_working(self, working: bool) -> None:
        self._working = working
        self._judge()

    def _judge(self) -> None:
        """The button is for when there is something to write and somewhere to write it."""
        target = self.targets.current()
        able = target is not None and not target.volume.read_only and bool(self.chooser.current_uid())
        self.export_button.setEnabled(able and not self._working)
        self._none.setVisible(not self.chooser.current_uid())
        sealed = self.sealed.isChecked()
        for widget in (self.phrase, self.again):
            widget.setEnabled(sealed and not self._working)

    def _say(self, words: str, result: StickResult | None) -> None:
        self._result = result
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.open_button.setVisible(result is not None)

    def _open(self) -> None:
        if self._result is not None:
            open_path(self._result.folder)

    # Building

    def _build(self) -> None:
        self.chooser = HamletChooser()
        self.chooser.setObjectName("stickHamlet")
        self.chooser.chosen.connect(self._judge)
        self._none = MutedLabel(_("Năm này chưa có bản nào trong kế hoạch."), wrap=False)
        self.targets = TargetTable()
        self.targets.changed.connect(self._judge)
        self.export_button = QPushButton(_("Xuất ra USB"))
        self.export_button.setObjectName("stickButton")
        make_primary(self.export_button)
        self.export_button.clicked.connect(lambda: self.export())
        self.open_button = QPushButton(_("Mở thư mục"))
        self.open_button.setObjectName("openStickButton")
        set_icon(self.open_button, "open")
        self.open_button.clicked.connect(lambda: self._open())
        self._words = QLabel()
        self._words.setObjectName("stickResult")
        self._words.setWordWrap(True)
        self._lay_out()
        self._say("", None)
        self.setFocusProxy(self.targets)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(gap(self, 0.7))
        head.addWidget(self.chooser)
        head.addWidget(self._none)
        head.addStretch(1)
        head.addWidget(self.export_button)
        foot = QHBoxLayout()
        foot.setSpacing(gap(self, 0.7))
        foot.addWidget(self._words, 1)
        foot.addWidget(self.open_button)
        layout = QVBoxLayout(self)
        pad = gap(self, 0.8)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.setSpacing(gap(self, 0.6))
        layout.addLayout(head)
        layout.addWidget(
            MutedLabel(
                _(
                    "Ghi bản hồ sơ mới nhất (PDF), tệp gốc của minh chứng, mã kiểm tra và trang MO-TRUOC.html để nơi"
                    " nhận mở bằng trình duyệt. Ghi xong, chương trình đọc lại từng tệp."
                )
            )
        )
        layout.addWidget(self.targets, 1)
        layout.addWidget(self._sensitive())
        layout.addLayout(foot)

    def _sensitive(self) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(gap(self, 0.7))
        grid.setVerticalSpacing(gap(self, 0.4))
        self.left_out = QRadioButton(_("Để ngoài, chỉ ghi tên"))
        self.left_out.setObjectName("sensitiveOut")
        self.left_out.setChecked(True)
        self.sealed = QRadioButton(_("Kèm theo, nén có mật khẩu"))
        self.sealed.setObjectName("sensitiveSealed")
        self.sealed.setToolTip(_("Tệp nén mã hóa AES-256, nơi nhận mở bằng 7-Zip hoặc WinRAR"))
        self.sealed.toggled.connect(lambda _on: self._judge())
        self.phrase = self._secret("passphrase", _("Mật khẩu"))
        self.again = self._secret("passphraseAgain", _("Gõ lại mật khẩu"))
        self._error = FieldMessage("")
        self._error.setObjectName("passphraseError")
        grid.addWidget(Heading(_("Tài liệu nhạy cảm"), 3), 0, 0, 1, 4)
        for column, widget in enumerate((self.left_out, self.sealed, self.phrase, self.again)):
            grid.addWidget(widget, 1, column)
        grid.addWidget(self._error, 2, 1, 1, 3)
        grid.setColumnStretch(4, 1)
        return box

    def _secret(self, name: str, title: str) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        field.setAccessibleName(title)
        field.setPlaceholderText(title)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setMinimumWidth(em(self) * 9)
        field.setToolTip(
            _("Ít nhất 12 ký tự, không dấu. Chương trình không lưu mật khẩu: quên là không mở được.")
        )
        return field
