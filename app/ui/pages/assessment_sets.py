"""One more criteria set for a place: those of the book and those that come with the program."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from app.labels import set_level_label
from app.services import plan_sets
from app.services.books import shipped_sets
from app.services.places import HamletRow
from app.services.plan_sets import OfferedSet
from app.ui.context import Context
from app.ui.pages.assessment_bar import SheetBar
from app.ui.pages.assessment_wording import prerequisite_text
from app.ui.theme import characters, em, gap
from app.ui.widgets import Heading, MutedLabel


class AddSetDialog(QDialog):
    """The list says of each set what it judges; a set that cannot be added now says why."""

    def __init__(self, place: str, offered: Sequence[OfferedSet], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Thêm bộ tiêu chí"))
        self._offered = list(offered)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Các bộ tiêu chí"))
        self.list.setWordWrap(True)
        for found in self._offered:
            self.list.addItem(QListWidgetItem(offered_text(found)))
        self.remark = MutedLabel()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.add_button = self.buttons.addButton(_("Thêm"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.add_button.setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.list.currentRowChanged.connect(lambda _row: self._judge())
        self.list.itemActivated.connect(lambda _item: self.add_button.click())
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.6))
        heading = Heading(_("Thêm bộ tiêu chí cho {place}").format(place=place), 2)
        heading.setWordWrap(True)
        for widget in (heading, self.list, self.remark, self.buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(characters(self, 64))
        self.list.setMinimumHeight(em(self) * 14)
        self.list.setCurrentRow(0 if self._offered else -1)
        self._judge()

    def chosen(self) -> OfferedSet | None:
        at = self.list.currentRow()
        return self._offered[at] if at >= 0 else None

    def _judge(self) -> None:
        found = self.chosen()
        self.remark.setText(_("Không còn bộ tiêu chí nào khác.") if found is None else found.refusal)
        self.remark.setVisible(bool(self.remark.text()))
        self.add_button.setEnabled(found is not None and not found.refusal)


class PlaceSetSteps:
    """What the page does with the sets of the place in its bar; `ready` saves what is being typed."""

    def __init__(
        self,
        context: Context,
        bar: SheetBar,
        ready: Callable[[], bool],
        on_added: Callable[[str], object],
    ) -> None:
        self._context = context
        self._bar = bar
        self._ready = ready
        self._on_added = on_added

    def open_dialog(self) -> None:
        place = self._bar.place_row()
        if place is not None and self._ready():
            ask_for_set(self._context, place, self._on_added, self._bar)

    def remove(self) -> None:
        place, set_uid = self._bar.place_row(), self._bar.set_uid()
        if place is None or set_uid is None or not self._ready():
            return
        year = self._context.year
        self._context.write(plan_sets.remove_set, year=year, place_uid=place.uid, set_uid=set_uid)
        self._context.say(
            _("Đã bỏ bộ tiêu chí khỏi năm {year}; các đợt đã rà soát vẫn còn. Ctrl+Z để lấy lại.").format(
                year=year
            )
        )

    def open_place(self) -> None:
        """Where the groups of the place are entered."""
        self._context.go("catalogue", panel="places", place_uid=self._bar.hamlets.current_uid())

    def prerequisite(self) -> str:
        """What must be met before the chosen set counts, "" where nothing is open."""
        place, set_uid = self._bar.place_row(), self._bar.set_uid()
        if place is None or set_uid is None:
            return ""
        found = self._context.read(
            plan_sets.prerequisite_state, place_uid=place.uid, set_uid=set_uid, today=self._context.today()
        )
        return prerequisite_text(found)

    def meant_by(self, place: Mapping[str, Any], shown: Collection[str]) -> str | None:
        """The set of a link: the one it names, that of its indicator, else the first of its hamlet ("").

        None for an indicator that is `shown`: the set stays.
        """
        if place.get("set_uid"):
            return str(place["set_uid"])
        wanted = place.get("indicator_uid")
        if wanted and wanted not in shown:
            return self._context.read(plan_sets.set_of_indicator, indicator_uid=str(wanted))
        return None if wanted else ""


def offered_text(found: OfferedSet) -> str:
    return f"{set_level_label(found.level)}: {found.title} ({found.version})"


def ask_for_set(
    context: Context, place: HamletRow, on_added: Callable[[str], object], parent: QWidget
) -> None:
    """Ask which, add it to the year, then tell its uid."""
    offered = context.read(
        plan_sets.offered_sets,
        year=context.year,
        place_uid=place.uid,
        shipped=[shipped.definition for shipped in shipped_sets()],
    )

    def add() -> None:
        found = dialog.chosen()
        if found is None:
            return
        if found.set_uid is not None:
            uid = found.set_uid
            context.write(plan_sets.add_set, year=context.year, place_uid=place.uid, set_uid=uid)
        else:
            assert found.definition is not None
            uid = context.write(
                plan_sets.add_shipped_set,
                year=context.year,
                place_uid=place.uid,
                definition=found.definition,
            )
        on_added(uid)

    dialog = AddSetDialog(place.name, offered, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(add)
    dialog.open()
