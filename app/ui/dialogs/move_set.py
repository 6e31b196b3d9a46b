"""Moving places to another criteria set: first what becomes of each indicator, then rounds under the new set."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.criteria import IndicatorDefinition
from app.domain.dates import format_date
from app.domain.set_comparison import Fate
from app.errors import InputError, RefusedError
from app.i18n import _
from app.labels import fate_label
from app.services import criteria, entry, set_move, set_versions
from app.services.criteria import SetRow
from app.services.set_move import MovablePlace
from app.services.set_versions import ComparedIndicator, ComparisonRow
from app.services.set_words import field_label, shown_field
from app.ui.context import Context
from app.ui.dialogs.scrolling import scrolling
from app.ui.forms import Field, FormView, Kind
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import ToneName, characters, em, gap, make_primary
from app.ui.widgets import MutedLabel

_TONES: dict[Fate, ToneName] = {
    Fate.SAME: "met",
    Fate.REWORDED: "doing",
    Fate.SPLIT: "doing",
    Fate.MERGED: "doing",
    Fate.REMOVED: "muted",
    Fate.NEW: "accent",
}


class MoveSetDialog(QDialog):
    """From a set that places are under to another of the same level; `new_set_uid` is offered first."""

    def __init__(self, context: Context, new_set_uid: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Chuyển sổ sang bộ khác"))
        self._context = context
        self._sets = context.read(criteria.criteria_sets)
        self._places: list[MovablePlace] = []
        self._rows: list[ComparisonRow] = []
        self.boxes: list[QCheckBox] = []
        self.old, self.new = QComboBox(), QComboBox()
        self.fates = QComboBox()
        self.fates.setAccessibleName(_("Lọc theo thay đổi"))
        self.counts = QLabel()
        self.counts.setWordWrap(True)
        self.fault = MutedLabel("")
        self.fault.hide()
        self.panel = TablePanel[ComparisonRow](
            _columns(),
            key=lambda row: row.key,
            name=_("So sánh hai bộ tiêu chí"),
            empty=Empty(_("Chọn hai bộ để so sánh."), icon="exchange"),
        )
        self.panel.add_tool(self.fates)
        self.form = FormView([Field("held_on", _("Ngày chuyển"), Kind.DATE, parse=entry.day, required=True)])
        self._lay_out()
        self._connect()
        self._fill(new_set_uid)

    def _lay_out(self) -> None:
        top = QGridLayout()
        top.setHorizontalSpacing(gap(self, 0.6))
        for line, (words, box) in enumerate(((_("Từ bộ"), self.old), (_("Sang bộ"), self.new))):
            label = QLabel(words)
            label.setBuddy(box)
            box.setAccessibleName(words)
            box.setMinimumContentsLength(30)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            top.addWidget(label, line, 0)
            top.addWidget(box, line, 1)
        top.setColumnStretch(1, 1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFixedHeight(em(self) * 4)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.move_button = buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        make_primary(self.move_button)
        buttons.accepted.connect(self.move_places)
        buttons.rejected.connect(self.reject)
        words = _(
            "Mỗi nơi được mở một đợt rà soát theo bộ mới. Chỉ tiêu giữ nguyên nghĩa thì mang theo câu trả lời, "
            "ghi “chưa xác nhận lại”; còn lại để trống. Không có gì bị xóa ở bộ cũ."
        )
        content = QVBoxLayout()
        content.setSpacing(gap(self, 0.5))
        content.addWidget(MutedLabel(words))
        content.addLayout(top)
        content.addWidget(self.counts)
        content.addWidget(self.panel, 1)
        content.addWidget(QLabel(_("Chuyển những nơi:")))
        below = QHBoxLayout()
        below.addWidget(self._area, 1)
        below.addWidget(self.form)
        content.addLayout(below)
        self.panel.setMinimumHeight(em(self) * 9)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.5))
        layout.addWidget(scrolling(content), 1)
        layout.addWidget(self.fault)
        layout.addWidget(buttons)
        room = self.screen().availableSize() * 0.92
        self.resize(min(characters(self, 130), room.width()), min(em(self) * 40, room.height()))

    def _connect(self) -> None:
        self.old.activated.connect(lambda: self._offer_new())
        self.new.activated.connect(lambda: self._compare())
        self.fates.activated.connect(lambda: self._filter())
        self.panel.filter_cleared.connect(lambda: self.fates.setCurrentIndex(0))

    def _fill(self, new_set_uid: str) -> None:
        """Places are under the old set: those come first that hold any, best of the same code."""
        wanted = next(row for row in self._sets if row.uid == new_set_uid)
        held = {row.uid: len(self._movable(row.uid)) for row in self._sets}
        others = [row for row in self._sets if row.uid != new_set_uid and row.level is wanted.level]
        others.sort(key=lambda row: (not held[row.uid], row.code != wanted.code, row.version))
        for row in others:
            self.old.addItem(_set_words(row), row.uid)
        self._offer_new(new_set_uid)
        self.form.load({"held_on": self._context.today()})

    def _movable(self, set_uid: str) -> list[MovablePlace]:
        return self._context.read(set_move.movable_places, year=self._context.year, set_uid=set_uid)

    def _offer_new(self, preferred: str | None = None) -> None:
        """The sets that can follow the chosen old one: of the same level, never itself."""
        kept = preferred or self.new.currentData()
        old = next((row for row in self._sets if row.uid == self.old.currentData()), None)
        self.new.clear()
        for row in self._sets:
            if row.uid == preferred or (old and row.uid != old.uid and row.level is old.level):
                self.new.addItem(_set_words(row), row.uid)
        self.new.setCurrentIndex(max(0, self.new.findData(kept)))
        self._places = self._movable(old.uid) if old else []
        self._show_places()
        self._compare()

    def _show_places(self) -> None:
        page = QWidget()
        page.setObjectName("page")
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        self.boxes = []
        for number, place in enumerate(self._places):
            box = QCheckBox(_place_words(place).replace("&", "&&"))
            box.setChecked(True)
            box.toggled.connect(self._count)
            self.boxes.append(box)
            grid.addWidget(box, number // 2, number % 2)
        if not self._places:
            grid.addWidget(MutedLabel(_("Không có bản hay xã nào đang theo bộ cũ.")), 0, 0)
        grid.setRowStretch(grid.rowCount(), 1)
        self._area.setWidget(page)

    def _compare(self) -> None:
        old, new = self.old.currentData(), self.new.currentData()
        self._rows = []
        if old and new and old != new:
            self._rows = self._context.read(set_versions.comparison, old_set_uid=old, new_set_uid=new)
        self.panel.set_rows(self._rows)
        alone = _("Sổ chưa có bộ nào khác cùng cấp. Hãy tạo phiên bản mới hoặc thêm bộ trước.")
        self.counts.setText(counts_words(self._rows) if self.old.count() else alone)
        chosen = self.fates.currentData()
        self.fates.clear()
        self.fates.addItem(_("Mọi thay đổi"), None)
        for fate, count in set_versions.counts(self._rows).items():
            self.fates.addItem(f"{fate_label(fate)} ({count})", fate)
        self.fates.setCurrentIndex(max(0, self.fates.findData(chosen)))
        self._filter()
        self._count()

    def _filter(self) -> None:
        fate = self.fates.currentData()
        self.panel.set_predicate(None if fate is None else lambda row: row.fate is fate)

    def chosen(self) -> list[str]:
        return [place.uid for place, box in zip(self._places, self.boxes, strict=True) if box.isChecked()]

    def _count(self) -> None:
        count = len(self.chosen())
        self.move_button.setText(_("Chuyển {n} đơn vị").format(n=count))
        self.move_button.setEnabled(count > 0 and bool(self._rows))

    def move_places(self) -> None:
        """One step; what is refused is said here, and nothing has changed."""
        if not self.form.check():
            return
        held_on = self.form.values()["held_on"]
        assert isinstance(held_on, date)
        try:
            done = self._context.write(
                set_move.move,
                year=self._context.year,
                old_set_uid=self.old.currentData(),
                new_set_uid=self.new.currentData(),
                place_uids=self.chosen(),
                held_on=held_on,
            )
        except (InputError, RefusedError) as error:
            if isinstance(error, InputError) and error.field == "held_on":
                self.form.show_error("held_on", error.sentence)
            else:
                self.fault.setText(error.sentence)
                self.fault.show()
            return
        self._context.say(
            _("Đã chuyển {places} đơn vị, mang theo {answers} câu trả lời. Bấm Ctrl+Z để lấy lại.").format(
                places=done.rounds, answers=done.answers
            )
        )
        self.accept()


def counts_words(rows: Sequence[ComparisonRow]) -> str:
    """ "30 giữ nguyên · 5 đổi nội dung"."""
    found = set_versions.counts(rows)
    return " · ".join(f"{count} {fate_label(fate).lower()}" for fate, count in found.items())


def _set_words(row: SetRow) -> str:
    return f"{row.version} · {row.short_title}"  # a narrow chooser cuts the end


def _place_words(place: MovablePlace) -> str:
    if place.last_held is None:
        return place.name
    return _("{place} (rà soát {day})").format(place=place.name, day=format_date(place.last_held))


def _columns() -> list[Column[ComparisonRow]]:
    return [
        Column(
            "fate",
            _("Thay đổi"),
            lambda row: fate_label(row.fate),
            tone=lambda row: _TONES[row.fate],
            width=13,
        ),
        Column("old_number", _("Số cũ"), lambda row: _numbers(row.old), width=8),
        Column("old", _("Bộ cũ"), lambda row: _texts(row.old), tooltip=lambda row: _texts(row.old), width=32),
        Column("new_number", _("Số mới"), lambda row: _numbers(row.new), width=8),
        Column(
            "new",
            _("Bộ mới"),
            lambda row: _texts(row.new),
            tooltip=lambda row: _texts(row.new),
            width=32,
            stretch=True,
        ),
        Column("what", _("Khác ở"), _differences, tooltip=_differences, width=20),
    ]


def _numbers(found: Sequence[ComparedIndicator]) -> str:
    return ", ".join(one.definition.number for one in found)


def _texts(found: Sequence[ComparedIndicator]) -> str:
    return " / ".join(_text(one.definition) for one in found)


def _text(indicator: IndicatorDefinition) -> str:
    """A hint is named as such, so that nobody takes it for the decision's words."""
    if indicator.text:
        return indicator.text
    return _("Gợi ý: {hint}").format(hint=indicator.hint) if indicator.hint else _("(chưa có nội dung)")


def _differences(row: ComparisonRow) -> str:
    """ "Ngưỡng: 90 → 95"; of a text only that it differs, both stand beside each other."""
    parts = []
    for field in row.changed:
        if field == "text":
            parts.append(field_label(field))
            continue
        old, new = shown_field(row.old[0].definition, field), shown_field(row.new[0].definition, field)
        parts.append(f"{field_label(field)}: {old or '…'} → {new or '…'}")
    return "; ".join(parts)


def open_move_set(context: Context, parent: QWidget, set_uid: str) -> MoveSetDialog:
    """`set_uid`: the set to move to."""
    dialog = MoveSetDialog(context, set_uid, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
