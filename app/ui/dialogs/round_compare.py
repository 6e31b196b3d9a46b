"""Two rounds of one place side by side: what was met, counted and left to do then and now."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.domain.verdict import Verdict
from app.i18n import _
from app.labels import verdict_label
from app.services.assessments import RoundRow
from app.services.rounds import RoundComparison, RoundPair
from app.ui.forms.editors import ChoiceBox
from app.ui.pages.assessment_wording import round_text, short_text, totals_text
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import ToneName, characters, em, gap
from app.ui.widgets import Heading, MutedLabel


class CompareRoundsDialog(QDialog):
    """`compare` reads the comparison of two rounds by their uids; the older one stands before."""

    def __init__(
        self,
        place: str,
        rounds: Sequence[RoundRow],
        after_uid: str,
        compare: Callable[[str, str], RoundComparison],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("So sánh hai đợt rà soát"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._rounds = sorted(rounds, key=lambda row: row.held_on)
        self._compare = compare
        texts = [round_text(row) for row in self._rounds]
        self.before = _box(_("Đợt trước"), texts)
        self.after = _box(_("Đợt sau"), texts)
        at = max(1, [row.uid for row in self._rounds].index(after_uid))
        self.before.setCurrentIndex(at - 1)
        self.after.setCurrentIndex(at)
        self.only_differences = QCheckBox(_("Chỉ hiện chỗ khác nhau"))
        self.only_differences.setChecked(True)
        self.totals = MutedLabel()
        self.table: TablePanel[RoundPair] = TablePanel(
            _columns(),
            key=lambda pair: pair.indicator.number,
            name=_("So sánh hai đợt rà soát – {place}").format(place=place),
            empty=Empty(_("Hai đợt này không khác nhau chỗ nào."), icon="check"),
        )
        for box in (self.before, self.after):
            box.activated.connect(lambda _at: self._read())
        self.only_differences.toggled.connect(lambda _on: self._show())
        self._lay_out(place)
        self._read()

    def _lay_out(self, place: str) -> None:
        choosers = QHBoxLayout()
        choosers.setSpacing(gap(self, 0.5))
        for text, box in ((_("Trước:"), self.before), (_("Sau:"), self.after)):
            label = QLabel(text)
            label.setBuddy(box)
            choosers.addWidget(label)
            choosers.addWidget(box)
        choosers.addStretch(1)
        choosers.addWidget(self.only_differences)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.6))
        layout.addWidget(Heading(place, 2))
        layout.addLayout(choosers)
        layout.addWidget(self.totals)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else None
        wide, high = characters(self, 140), em(self) * 32
        self.resize(min(wide, room.width()) if room else wide, min(high, room.height()) if room else high)

    def _read(self) -> None:
        before, after = (self._rounds[box.currentIndex()] for box in (self.before, self.after))
        self._found = self._compare(before.uid, after.uid)
        gained = sum(pair.gained > 0 for pair in self._found.rows)
        lost = sum(pair.gained < 0 for pair in self._found.rows)
        self.totals.setText(
            _(
                "Trước: {before}. Sau: {after}. Thêm {gained} chỉ tiêu đạt, {lost} chỉ tiêu không còn đạt."
            ).format(
                before=totals_text(self._found.before_totals),
                after=totals_text(self._found.after_totals),
                gained=gained,
                lost=lost,
            )
        )
        self._show()

    def _show(self) -> None:
        found = self._found
        self.table.set_rows(found.differences if self.only_differences.isChecked() else found.rows)


def _box(name: str, texts: Sequence[str]) -> ChoiceBox:
    box = ChoiceBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.addItems(list(texts))
    return box


def _columns() -> list[Column[RoundPair]]:
    def verdict(side: int) -> Callable[[RoundPair], str]:
        return lambda pair: _verdict_text(pair, side)

    return [
        Column("number", _("Số"), lambda pair: pair.indicator.number, align="left", width=4),
        Column("indicator", _("Chỉ tiêu"), lambda pair: short_text(pair.indicator), width=24, stretch=True),
        Column("before", _("Trước"), verdict(0), width=12),
        Column("after", _("Sau"), verdict(1), tone=_tone, width=12),
        Column("gain", _("Thay đổi"), _gain_text, tone=_tone, width=12),
        Column("value_before", _("Kết quả trước"), lambda pair: pair.values[0], width=18),
        Column("value_after", _("Kết quả sau"), lambda pair: pair.values[1], width=18),
        Column("left_before", _("Còn lại trước"), lambda pair: pair.remaining[0], width=12),
        Column("left_after", _("Còn lại sau"), lambda pair: pair.remaining[1], width=12),
    ]


def _verdict_text(pair: RoundPair, side: int) -> str:
    if (pair.before, pair.after)[side] is None:
        return _("(không có)")
    return verdict_label(pair.verdicts[side])


def _gain_text(pair: RoundPair) -> str:
    if pair.gained > 0:
        return _("Đạt thêm")
    if pair.gained < 0:
        return _("Không còn đạt")
    return _("Sửa nội dung") if pair.differs else ""


def _tone(pair: RoundPair) -> ToneName | None:
    if pair.gained:
        return "met" if pair.gained > 0 else "unmet"
    return "unmet" if pair.verdicts[1] is Verdict.UNMET else None
