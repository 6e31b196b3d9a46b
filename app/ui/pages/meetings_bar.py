"""Above a meeting: which place, which of its rounds, and what can be done with the minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from app.i18n import _
from app.services import assessments, criteria, plan_sets
from app.services.assessments import RoundRow
from app.ui.context import Context
from app.ui.forms.editors import ChoiceBox
from app.ui.icons import set_icon
from app.ui.pages.assessment_wording import round_text, set_texts
from app.ui.pages.turning import TurningLine
from app.ui.widgets.hamlet_chooser import HamletChooser


class MeetingBar(TurningLine):
    """`changed` follows the person's choice; `ready` is asked before it, and takes the choice back when it says no.

    A round names its set where the place has rounds under several.
    """

    changed = Signal()
    minutes_wanted = Signal(str)  # ".pdf" or ".docx"
    remove_wanted = Signal()

    def __init__(self, context: Context, ready: Callable[[], bool], parent: QWidget | None = None) -> None:
        self._context = context
        self._ready = ready
        self._rounds: list[RoundRow] = []
        self._shown: tuple[str | None, str | None] = (None, None)
        self.hamlets = HamletChooser()
        self.rounds = ChoiceBox()
        self.rounds.setAccessibleName(_("Đợt rà soát"))
        self.rounds.setToolTip(_("Chọn đợt rà soát"))
        self.rounds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._label = QLabel(_("Đợt:"))
        self._label.setBuddy(self.rounds)
        self.pdf = _button(_("Biên bản PDF…"), "pdf")
        self.docx = _button(_("Biên bản Word…"), "document-text")
        self.remove = _button(_("Bỏ cuộc họp"), "delete")
        self.remove.setToolTip(_("Bỏ cuộc họp ghi nhầm. Ctrl+Z để lấy lại."))
        super().__init__(
            [TurningLine([self.hamlets], [self._label, self.rounds], packed=True)],
            [self.pdf, self.docx, self.remove],
            parent,
        )
        self.hamlets.chosen.connect(lambda _uid: self._chosen(of_place=True))
        self.rounds.activated.connect(lambda _at: self._chosen(of_place=False))
        self.pdf.clicked.connect(lambda: self.minutes_wanted.emit(".pdf"))
        self.docx.clicked.connect(lambda: self.minutes_wanted.emit(".docx"))
        self.remove.clicked.connect(self.remove_wanted)

    def refresh(self) -> None:
        self.hamlets.set_hamlets(self._context.read(plan_sets.judged_places, year=self._context.year))
        self._read_rounds()

    def round_row(self) -> RoundRow | None:
        at = self.rounds.currentIndex()
        return self._rounds[at] if 0 <= at < len(self._rounds) else None

    def select(self, place: dict[str, Any]) -> bool:
        """Without telling; False when nothing of it is here."""
        found = self.hamlets.select(str(place.get("hamlet_uid", "")))
        if found:
            self._read_rounds()
        uids = [row.uid for row in self._rounds]
        if place.get("round_uid") in uids:
            self.rounds.setCurrentIndex(uids.index(str(place["round_uid"])))
            found = True
        self._keep()
        return found

    def place(self) -> dict[str, Any]:
        review = self.round_row()
        found = {"hamlet_uid": self.hamlets.current_uid(), "round_uid": review.uid if review else None}
        return {key: uid for key, uid in found.items() if uid}

    def show_minutes(self, there: bool, *, locked: bool) -> None:
        for button in (self.pdf, self.docx):
            button.setVisible(there)
        self.remove.setVisible(there and not locked)

    def _chosen(self, *, of_place: bool) -> None:
        if not self._ready():
            hamlet, review = self._shown
            self.hamlets.select(hamlet or "")
            uids = [row.uid for row in self._rounds]
            self.rounds.setCurrentIndex(uids.index(review) if review in uids else -1)
            return
        if of_place:
            self._read_rounds()
        self._keep()
        self.changed.emit()

    def _read_rounds(self) -> None:
        uid = self.hamlets.current_uid()
        rounds = self._context.read(assessments.rounds_of, hamlet_uid=uid) if uid else []
        if rounds != self._rounds:
            present = self.round_row()
            self._rounds = rounds
            self.rounds.clear()
            self.rounds.addItems(self._texts())
            uids = [row.uid for row in rounds]
            at = uids.index(present.uid) if present and present.uid in uids else (0 if uids else -1)
            self.rounds.setCurrentIndex(at)
        for widget in (self._label, self.rounds):
            widget.setVisible(bool(rounds))
        self._keep()

    def _texts(self) -> list[str]:
        sets = {row.set_uid for row in self._rounds}
        if len(sets) < 2:
            return [round_text(row) for row in self._rounds]
        known = [row for row in self._context.read(criteria.criteria_sets) if row.uid in sets]
        names = dict(zip([row.uid for row in known], set_texts(known), strict=True))
        return [f"{round_text(row)} · {names[row.set_uid]}" for row in self._rounds]

    def _keep(self) -> None:
        review = self.round_row()
        self._shown = (self.hamlets.current_uid(), review.uid if review else None)


def _button(text: str, icon: str) -> QPushButton:
    button = QPushButton(text)
    set_icon(button, icon)
    return button
