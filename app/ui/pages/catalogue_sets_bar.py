"""Above the set editor: which set, what is missing in it, and what can be done with it as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from app.i18n import _
from app.labels import set_level_label
from app.services.catalogue_sheet import SetChoice, SetSheet, SetSummary
from app.ui.icons import set_icon
from app.ui.theme import gap
from app.ui.widgets import MutedLabel

_PROBLEMS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do with sets; `idle`: why it cannot be done with a set in use, "" where it can."""

    name: str
    text: str
    run: Callable[[], object]
    icon: str = ""
    idle: str = ""


class SetBar(QWidget):
    """`chosen` carries the uid of a set."""

    chosen = Signal(str)

    def __init__(
        self,
        adding: Sequence[Deed],
        files: Sequence[Deed],
        versions: Sequence[Deed],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._deeds: list[tuple[Deed, QMenu, int]] = []
        self.chooser = QComboBox()
        self.chooser.setAccessibleName(_("Bộ tiêu chí"))
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.chooser.setMinimumContentsLength(10)
        self.chooser.activated.connect(lambda at: self.chosen.emit(str(self.chooser.itemData(at))))
        self.counts = QLabel()
        self.counts.setTextFormat(Qt.TextFormat.PlainText)
        self.problems = MutedLabel()
        top = QHBoxLayout()
        top.setSpacing(gap(self, 0.4))
        top.addWidget(self.chooser, 1)
        for text, icon, deeds in (
            (_("Thêm bộ"), "add", adding),
            (_("Nhập, xuất"), "import", files),
            (_("Phiên bản"), "history", versions),
        ):
            top.addWidget(self._menu_button(text, icon, deeds))
        below = QHBoxLayout()
        below.setSpacing(gap(self, 0.8))
        below.addWidget(self.counts, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.problems, 1, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(self, 0.4))
        layout.addLayout(top)
        layout.addLayout(below)

    def _menu_button(self, text: str, icon: str, deeds: Sequence[Deed]) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(text)
        set_icon(button, icon)
        menu = QMenu(button)
        menu.setToolTipsVisible(True)
        for deed in deeds:
            action = menu.addAction(deed.text)
            action.setObjectName(deed.name)
            if deed.icon:
                set_icon(action, deed.icon)
            action.triggered.connect(lambda _checked=False, run=deed.run: run())
            self._deeds.append((deed, menu, len(menu.actions()) - 1))
        button.setMenu(menu)
        return button

    def set_choices(self, choices: Sequence[SetChoice], set_uid: str | None) -> None:
        """A rebuilt list only where something changed: an open list stays open."""
        wanted = [(choice_text(choice), choice.row.uid, choice.row.title) for choice in choices]
        present = [
            (self.chooser.itemText(at), self.chooser.itemData(at), None) for at in range(self.chooser.count())
        ]
        if [item[:2] for item in wanted] != [item[:2] for item in present]:
            self.chooser.clear()
            for at, (text, uid, title) in enumerate(wanted):
                self.chooser.addItem(text, uid)
                self.chooser.setItemData(at, title, Qt.ItemDataRole.ToolTipRole)
        self.select(set_uid)

    def select(self, set_uid: str | None) -> None:
        self.chooser.setCurrentIndex(self.chooser.findData(set_uid))

    def show_sheet(self, sheet: SetSheet) -> None:
        self.counts.setText(missing_text(sheet.summary))
        self.problems.setText(problems_text(sheet.problems))
        self.problems.setToolTip("\n".join(sheet.problems))
        self.problems.setVisible(bool(sheet.problems))
        for deed, menu, at in self._deeds:
            action = menu.actions()[at]
            frozen = bool(deed.idle) and sheet.summary.in_use
            action.setEnabled(not frozen)
            action.setText(f"{deed.text} ({deed.idle})" if frozen else deed.text)


def choice_text(choice: SetChoice) -> str:
    """ "Bản kiểu mẫu 2022-2025 · chưa dùng · Du lịch": what tells sets apart first, the long title last."""
    row = choice.row
    state = _("đang dùng") if choice.in_use else _("chưa dùng")
    return f"{set_level_label(row.level)} {row.version} · {state} · {row.short_title}"


def missing_text(summary: SetSummary) -> str:
    """ "37/44 nội dung, 39/44 ngưỡng chưa có"."""
    total = summary.indicators
    if not total:
        return _("Chưa có chỉ tiêu nào")
    if not summary.without_text and not summary.without_threshold:
        return _("{n} chỉ tiêu, đủ nội dung và ngưỡng").format(n=total)
    return _("{texts}/{n} nội dung, {thresholds}/{n} ngưỡng chưa có").format(
        texts=summary.without_text, thresholds=summary.without_threshold, n=total
    )


def problems_text(problems: Sequence[str]) -> str:
    shown = " ".join(problems[:_PROBLEMS_SHOWN])
    more = len(problems) - _PROBLEMS_SHOWN
    return shown if more <= 0 else _("{shown} (còn {n} điều nữa)").format(shown=shown, n=more)
