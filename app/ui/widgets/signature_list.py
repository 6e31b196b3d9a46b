"""The signatures of a PDF with their state in words; to be read, nothing to press."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app import signature_words as words
from app.domain.progress import Progress
from app.domain.signatures import Integrity, SignatureReport
from app.errors import AppError
from app.i18n import _
from app.services.pdf_signing import signatures_of
from app.ui.context import Context
from app.ui.icons import icon_side, pixmap
from app.ui.theme import ToneName, colours_of, gap
from app.ui.widgets.frames import Card, Heading, MutedLabel


class SignatureList(QWidget):
    """`shown` follows every new list. Object names of its parts: "signature" (Card, one each)."""

    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Chữ ký số trong tệp"))
        self.reports: tuple[SignatureReport, ...] = ()
        self._asked = 0
        self._sentence = MutedLabel()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(gap(self, 0.5))
        self._layout.addWidget(self._sentence)
        self._cards: list[SignatureCard] = []
        self.set_reports(())

    def show_file(self, context: Context, path: Path) -> None:
        """Reads and checks away from the screen, with the roots of the book; the last call wins."""
        self._asked += 1
        number, folder = self._asked, context.workspace.folder
        self._say(_("Đang kiểm chữ ký của {name}…").format(name=path.name))

        def job(progress: Progress) -> tuple[SignatureReport, ...]:
            progress.step(_("Đang kiểm chữ ký của {name}").format(name=path.name), 0, 0)
            return signatures_of(path, book=folder)

        def failed(error: BaseException) -> None:
            if not isinstance(error, AppError):
                raise error
            if number == self._asked:
                self.set_reports((), sentence=error.sentence)

        def done(found: tuple[SignatureReport, ...]) -> None:
            if number == self._asked:
                self.set_reports(found)

        context.tasks.start(job, title=_("Kiểm chữ ký"), on_done=done, on_failed=failed)

    def set_reports(self, reports: Sequence[SignatureReport], *, sentence: str = "") -> None:
        """`sentence` replaces the words for a file without signatures."""
        for card in self._cards:
            self._layout.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.reports = tuple(reports)
        self._cards = [SignatureCard(report) for report in reports]
        for card in self._cards:
            self._layout.addWidget(card)
        self._say("" if reports else sentence or _("Tệp chưa có chữ ký số nào."))
        self.shown.emit()

    def _say(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))


class SignatureCard(Card):
    """One signature: sign and verdict first, then who and when, then what stands behind it."""

    def __init__(self, report: SignatureReport) -> None:
        super().__init__()
        self.report = report
        self.setObjectName("signature")
        self.setAccessibleName(words.signature_sentence(report))
        self.setAccessibleDescription(" ".join(words.detail_lines(report)))
        self._icon, self._tone = _look(report)
        self._picture = QLabel()
        self._verdict = QLabel(words.verdict_words(report))
        self._verdict.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(gap(self, 0.4))
        head.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._verdict, 1)
        who = Heading(words.signer_words(report), 3)
        who.setWordWrap(True)
        time = words.signed_at_words(report)
        when = _("Ký lúc {time}").format(time=time) if time else _("Không ghi giờ ký")
        self.body.addWidget(who)
        self.body.addLayout(head)
        self.body.addWidget(MutedLabel("\n".join([when, *words.detail_lines(report)])))
        self._tint()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "_verdict"):
            self._tint()

    def _tint(self) -> None:
        colour = colours_of(self.palette()).tone(self._tone).text
        self._picture.setPixmap(pixmap(self._icon, icon_side(self), colour, self.devicePixelRatioF()))
        wanted = f"color: {colour}"
        if self._verdict.styleSheet() != wanted:
            self._verdict.setStyleSheet(wanted)


def _look(report: SignatureReport) -> tuple[str, ToneName]:
    if report.integrity is Integrity.UNCHECKED:
        return "question", "muted"
    if not report.intact:
        return "error", "error"
    return ("certificate", "met") if report.trusted else ("warning", "due")
