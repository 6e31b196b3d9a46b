"""The line above the sheet: which hamlet, which round, and how many are met."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.domain.verdict import Totals
from app.i18n import _
from app.labels import round_kind_label
from app.services.assessments import RoundRow
from app.services.places import HamletRow
from app.services.plan_sets import PlaceSet
from app.ui.forms.editors import ChoiceBox
from app.ui.icons import set_icon
from app.ui.pages.assessment_wording import round_text, set_texts, totals_text
from app.ui.theme import bold_font, gap
from app.ui.widgets import MeterBar
from app.ui.widgets.hamlet_chooser import HamletChooser

_SET_CHARACTERS = 20  # a longer title is cut in the box and whole in its list


class SheetBar(QWidget):
    """`round_chosen` and `set_chosen` carry uids; the hamlet chooser speaks for itself.

    The rounds shown are those under the chosen set; the chooser of sets hides where there is only one.
    """

    round_chosen = Signal(str)
    set_chosen = Signal(str)
    close_wanted = Signal()
    reopen_wanted = Signal()
    compare_wanted = Signal()
    add_set_wanted = Signal()
    remove_set_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all_rounds: list[RoundRow] = []
        self._rounds: list[RoundRow] = []
        self._sets: list[PlaceSet] = []
        self._wanted_set: str | None = None
        self.hamlets = HamletChooser()
        self.sets = ChoiceBox()
        self.sets.setAccessibleName(_("Bộ tiêu chí"))
        self.sets.setToolTip(_("Chọn bộ tiêu chí"))
        self.sets.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.sets.setMinimumContentsLength(_SET_CHARACTERS)
        self.sets.activated.connect(lambda at: self.set_chosen.emit(self._sets[at].row.uid))
        self.rounds = ChoiceBox()
        self.rounds.setAccessibleName(_("Đợt rà soát"))
        self.rounds.setToolTip(_("Chọn đợt rà soát"))
        self.rounds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.rounds.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.rounds.activated.connect(lambda at: self.round_chosen.emit(self._rounds[at].uid))
        self.new_round = QPushButton(_("Đợt mới…"))
        self.new_round.setObjectName("newRoundButton")
        set_icon(self.new_round, "add")
        self.more = _SheetMenu(self)
        self.totals = QLabel()
        self.meter = MeterBar()
        self._label = QLabel(_("Đợt:"))
        self._label.setBuddy(self.rounds)
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(gap(self, 0.5))
        self._places = _line(self.hamlets, self.sets)
        self._review = _line(self._label, self.rounds, self.new_round, self.more)
        self._counts = _line(self.totals, self.meter)
        self._choosers = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._choosers.setSpacing(gap(self, 0.5))
        self._choosers.addWidget(self._places)
        self._choosers.addWidget(self._review)
        self._lines.addLayout(self._choosers)
        self._lines.addStretch(1)
        self._lines.addWidget(self._counts, 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        widest = max(part.minimumSizeHint().width() for part in (self._places, self._review))
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Where large text leaves no room the counts go below the choosers, then the round below the place."""
        parts = (self._places, self._review, self._counts)
        place, review, counts = (part.minimumSizeHint().width() for part in parts)
        choosers = place + review + gap(self, 0.5)
        directions = QBoxLayout.Direction
        for layout, needed in ((self._choosers, choosers), (self._lines, choosers + counts + gap(self, 1.5))):
            wide = self.width() >= needed
            layout.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    def round_uid(self) -> str | None:
        review = self.round_row()
        return review.uid if review else None

    def round_row(self) -> RoundRow | None:
        at = self.rounds.currentIndex()
        return self._rounds[at] if at >= 0 else None

    def place_row(self) -> HamletRow | None:
        uid = self.hamlets.current_uid()
        return HamletRow(uid, self.hamlets.currentText()) if uid else None

    def set_uid(self) -> str | None:
        at = self.sets.currentIndex()
        return self._sets[at].row.uid if at >= 0 else None

    @property
    def place_sets(self) -> list[PlaceSet]:
        return self._sets

    def want_set(self, uid: str | None) -> None:
        """To be chosen when the place is read next; "" for its first, None keeps the present one."""
        self._wanted_set = uid

    def set_choices(self, sets: Sequence[PlaceSet], rounds: Sequence[RoundRow]) -> None:
        """Rounds newest first; what was chosen stays where it is still there, else the first is taken."""
        wanted, self._wanted_set = self._wanted_set, None
        present = self.set_uid() if wanted is None else wanted
        if list(sets) != self._sets:
            self._sets = list(sets)
            self.sets.clear()
            self.sets.addItems(set_texts([found.row for found in self._sets]))
        uids = [found.row.uid for found in self._sets]
        self.sets.setCurrentIndex(uids.index(present) if present in uids else (0 if uids else -1))
        self._all_rounds = list(rounds)
        self._show_rounds()
        self.sets.setVisible(len(self._sets) > 1)
        self.more.setVisible(self.hamlets.current_uid() is not None)
        self._arrange()

    def _show_rounds(self) -> None:
        rounds = [row for row in self._all_rounds if row.set_uid == self.set_uid()]
        if rounds != self._rounds:
            present = self.round_uid()
            self._rounds = rounds
            self.rounds.clear()
            self.rounds.addItems([round_text(row) for row in self._rounds])
            for at, row in enumerate(self._rounds):
                self.rounds.setItemData(at, round_kind_label(row.kind), Qt.ItemDataRole.ToolTipRole)
            uids = [row.uid for row in rounds]
            self.rounds.setCurrentIndex(uids.index(present) if present in uids else (0 if uids else -1))
        for widget in (self._label, self.rounds, self.totals, self.meter):
            widget.setVisible(bool(self._rounds))
        self.new_round.setVisible(bool(self._sets))

    def select_round(self, uid: str) -> None:
        """Without telling, with the set of the round; an unknown uid means the newest."""
        found = next((row for row in self._all_rounds if row.uid == uid), None)
        if found is not None and found.set_uid != self.set_uid():
            self.select_set(found.set_uid)
        uids = [row.uid for row in self._rounds]
        self.rounds.setCurrentIndex(uids.index(uid) if uid in uids else (0 if uids else -1))

    def select_set(self, uid: str) -> None:
        """Without telling; an unknown uid changes nothing."""
        uids = [found.row.uid for found in self._sets]
        if uid in uids:
            self.sets.setCurrentIndex(uids.index(uid))
            self._show_rounds()

    def set_totals(self, totals: Totals) -> None:
        self.totals.setFont(bold_font(self.font()))
        self.totals.setText(totals_text(totals))
        self.meter.set_value(totals.indicators_met, totals.indicators_total)


class _SheetMenu(QToolButton):
    """What can be done with the round and the set that are shown; looked up when it opens."""

    def __init__(self, bar: SheetBar) -> None:
        super().__init__()
        self._bar = bar
        self.setAccessibleName(_("Đợt rà soát và bộ tiêu chí"))
        self.setToolTip(_("Khóa, mở lại, so sánh đợt; thêm, bỏ bộ tiêu chí"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        set_icon(self, "more")
        menu = QMenu(self)
        self.closing = menu.addAction(_("Khóa đợt…"))
        self.reopening = menu.addAction(_("Mở lại đợt…"))
        self.comparing = menu.addAction(_("So sánh hai đợt…"))
        menu.addSeparator()
        adding = menu.addAction(_("Thêm bộ tiêu chí…"))
        self.removing = menu.addAction(_("Bỏ bộ tiêu chí đang xem"))
        for action, wanted in (
            (self.closing, bar.close_wanted),
            (self.reopening, bar.reopen_wanted),
            (self.comparing, bar.compare_wanted),
            (adding, bar.add_set_wanted),
            (self.removing, bar.remove_set_wanted),
        ):
            action.triggered.connect(wanted)
        menu.aboutToShow.connect(self._look)
        self.setMenu(menu)

    def _look(self) -> None:
        """A round is open or closed; two are needed to compare; a set that others build on stays."""
        review, set_uid = self._bar.round_row(), self._bar.set_uid()
        self.closing.setVisible(review is not None and review.closed_on is None)
        self.reopening.setVisible(review is not None and review.closed_on is not None)
        self.comparing.setEnabled(self._bar.rounds.count() > 1)
        removable = any(one.removable and one.row.uid == set_uid for one in self._bar.place_sets)
        self.removing.setEnabled(removable)


def _line(*widgets: QWidget) -> QWidget:
    line = QWidget()
    layout = QHBoxLayout(line)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap(line, 0.5))
    for widget in widgets:
        layout.addWidget(widget, 100 if isinstance(widget, MeterBar) else 0)
    layout.addStretch(1)
    return line
