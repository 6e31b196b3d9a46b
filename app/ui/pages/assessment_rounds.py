"""The life of a round on the screen: closed, opened again, compared; and the line that says it is closed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.domain.dates import format_date
from app.domain.rounds import RoundEventKind
from app.i18n import _
from app.services import assessments, rounds
from app.services.assessments import RoundRow
from app.services.rounds import RoundComparison
from app.ui.context import Context
from app.ui.dialogs.round_compare import CompareRoundsDialog
from app.ui.dialogs.round_reason import RoundReasonDialog
from app.ui.icons import icon_side, pixmap
from app.ui.pages.assessment_wording import round_text
from app.ui.pages.base import Command
from app.ui.theme import colours_of, gap


class RoundSteps:
    """What can be done with the round of a page; `ready` saves what is being typed."""

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        ready: Callable[[], bool],
        current: Callable[[], RoundRow | None],
    ) -> None:
        self._context = context
        self._parent = parent
        self._ready = ready
        self._current = current

    def close(self) -> None:
        review = self._current()
        if review is None or not self._ready():
            return

        def do(reason: str) -> None:
            self._context.write(
                rounds.close_round, round_uid=review.uid, reason=reason, today=self._context.today()
            )

        RoundReasonDialog(
            _("Khóa đợt {round}").format(round=round_text(review)),
            _("Đợt đã khóa thì không ai sửa được, cho tới khi mở lại kèm lý do. Lý do khóa có thể để trống."),
            _("Khóa đợt"),
            do,
            self._parent,
            required=False,
        ).open()

    def reopen(self) -> None:
        review = self._current()
        if review is None:
            return

        def do(reason: str) -> None:
            self._context.write(
                rounds.reopen_round, round_uid=review.uid, reason=reason, today=self._context.today()
            )

        RoundReasonDialog(
            _("Mở lại đợt {round}").format(round=round_text(review)),
            _("Lý do được giữ trong lịch sử của đợt."),
            _("Mở lại"),
            do,
            self._parent,
            required=True,
        ).open()

    def commands(self) -> list[Command]:
        review = self._current()
        if review is None:
            return []
        if review.closed_on is not None:
            found = [Command(_("Mở lại đợt…"), self.reopen, "lock")]
        else:
            found = [Command(_("Khóa đợt…"), self.close, "lock")]
        return [*found, Command(_("So sánh hai đợt…"), self.compare, "trend")]

    def others(self) -> list[RoundRow]:
        """The rounds of the same place and set, with the present one; newest first."""
        review = self._current()
        if review is None:
            return []
        found = self._context.read(assessments.rounds_of, hamlet_uid=review.hamlet_uid)
        return [row for row in found if row.set_uid == review.set_uid]

    def compare(self) -> None:
        review, found = self._current(), self.others()
        if review is None or not self._ready():
            return
        if len(found) < 2:
            self._context.say(_("Nơi này mới có một đợt rà soát. Hãy mở đợt mới rồi so sánh."))
            return

        def compare(before: str, after: str) -> RoundComparison:
            return self._context.read(rounds.compare_rounds, before_uid=before, after_uid=after)

        CompareRoundsDialog(review.hamlet, found, review.uid, compare, self._parent).open()

    def lock_sentence(self) -> str:
        """ "Đã khóa ngày 20/04/2024, Địa chính: hội đồng đã họp."; "" for an open round."""
        review = self._current()
        if review is None or review.closed_on is None:
            return ""
        events = self._context.read(rounds.round_events, round_uid=review.uid)
        closed = [event for event in events if event.kind is RoundEventKind.CLOSED]
        words = _("Đã khóa ngày {day}").format(day=format_date(review.closed_on))
        who = closed[-1].who if closed else ""
        reason = closed[-1].reason if closed else ""
        words = f"{words}, {who}" if who else words
        return f"{words}: {reason}" if reason else f"{words}."


class LockLine(QFrame):
    """A lock, the sentence and the way to open the round again; hidden while the round is open."""

    def __init__(self, on_reopen: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._picture = QLabel()
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.button = QPushButton(_("Mở lại…"))
        self.button.setObjectName("reopenRoundButton")
        self.button.clicked.connect(lambda: on_reopen())
        layout = QHBoxLayout(self)
        pad = gap(self, 0.3)
        layout.setContentsMargins(2 * pad, pad, pad, pad)
        layout.addWidget(self._picture)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.button)
        self.say("")

    def say(self, sentence: str) -> None:
        self.words.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
        self._draw()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "words"):
            self._draw()

    def _draw(self) -> None:
        colour = colours_of(self.palette()).text
        self._picture.setPixmap(pixmap("lock", icon_side(self), colour, self.devicePixelRatioF()))
