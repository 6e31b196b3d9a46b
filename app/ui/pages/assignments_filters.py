"""Which rows of Phân công are shown: one hamlet, one officer, what nobody has, what is late."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from app.domain.verdict import Verdict
from app.i18n import _
from app.services.assignments import AssignmentRow, Overview
from app.services.places import HamletRow
from app.ui.forms.editors import ChoiceBox
from app.ui.theme import gap
from app.ui.widgets.hamlet_chooser import HamletChooser

_BOX_CHARACTERS = 14  # a longer name is cut in the box and whole in its list


class AssignmentFilters(QWidget):
    """`changed`: other rows of what is read; `everything_changed`: other rows must be read."""

    changed = Signal()
    everything_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._hamlet = HamletChooser(all_text=_("Tất cả các bản"))
        self._hamlet.setObjectName("hamletFilter")
        self._officer = ChoiceBox()
        self._officer.setObjectName("officerFilter")
        self._officer.setAccessibleName(_("Chủ trì"))
        self._officer.setToolTip(_("Chỉ xem việc của một người, một đơn vị"))
        self._officer.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._officer.setMinimumContentsLength(_BOX_CHARACTERS)
        self._unassigned = self._chip("unassignedFilter", _("Chưa giao"))
        self._overdue = self._chip("overdueFilter", _("Quá hạn"))
        self._everything = self._chip("everythingSwitch", "")
        self._everything.setToolTip(_("Xem cả chỉ tiêu đã đạt, chưa đánh giá"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap(self, 0.4))
        for widget in (self._hamlet, self._officer, self._unassigned, self._overdue, self._everything):
            row.addWidget(widget)
        row.addStretch(1)
        self._hamlet.chosen.connect(lambda _uid: self.changed.emit())
        self._officer.activated.connect(lambda _at: self.changed.emit())
        self._unassigned.toggled.connect(lambda _on: self.changed.emit())
        self._overdue.toggled.connect(lambda _on: self.changed.emit())
        self._everything.toggled.connect(lambda _on: self.everything_changed.emit())

    @property
    def everything(self) -> bool:
        return self._everything.isChecked()

    @property
    def role_uid(self) -> str:
        """ "" while the work of all is shown."""
        return str(self._officer.currentData() or "")

    def officer_name(self) -> str:
        return self._officer.currentText() if self.role_uid else ""

    def officer(self) -> tuple[str, str]:
        """Uid and name, both "" while the work of all is shown."""
        return self.role_uid, self.officer_name()

    def set_choices(self, found: Overview) -> None:
        """Keeps what is chosen where it is still there."""
        self._hamlet.set_hamlets([HamletRow(row.hamlet_uid, row.name) for row in found.hamlets])
        self._hamlet.setMinimumContentsLength(min(self._hamlet.minimumContentsLength(), _BOX_CHARACTERS))
        names = [(_("Mọi người chủ trì"), ""), *((role.name, role.uid) for role in found.roles)]
        box = self._officer
        if [(box.itemText(at), box.itemData(at)) for at in range(box.count())] == names:
            return
        present = self.role_uid
        box.clear()
        for name, uid in names:
            box.addItem(name, uid)
        box.setCurrentIndex(max(0, box.findData(present)))
        box.view().setMinimumWidth(box.view().sizeHintForColumn(0) + 2 * gap(self))

    def set_everything_text(self, total: int) -> None:
        self._everything.setText(_("Tất cả {n} chỉ tiêu").format(n=total))

    def choose_officer(self, role_uid: str) -> None:
        """ "" shows the work of all."""
        self._officer.setCurrentIndex(max(0, self._officer.findData(role_uid)))
        self.changed.emit()

    def choose_hamlet(self, hamlet_uid: str) -> None:
        self._hamlet.select(hamlet_uid)
        self.changed.emit()

    def predicate(self) -> Callable[[AssignmentRow], bool] | None:
        """None while every row is wanted."""
        hamlet, role = self._hamlet.current_uid() or "", self.role_uid
        tests: list[Callable[[AssignmentRow], bool]] = []
        if hamlet:
            tests.append(lambda row: row.target.hamlet_uid == hamlet)
        if role:
            tests.append(lambda row: row.lead_uid == role)
        if self._unassigned.isChecked():
            tests.append(lambda row: row.assignment_uid is None and row.verdict is Verdict.UNMET)
        if self._overdue.isChecked():
            tests.append(lambda row: row.days_over > 0)
        return (lambda row: all(test(row) for test in tests)) if tests else None

    def clear(self, *, everything: bool = False) -> None:
        """Show all rows again; `everything` also those that are met."""
        with QSignalBlocker(self._unassigned), QSignalBlocker(self._overdue):
            self._unassigned.setChecked(False)
            self._overdue.setChecked(False)
        self._hamlet.select("")
        self._officer.setCurrentIndex(0)
        if everything:
            self._everything.setChecked(True)
        self.changed.emit()

    def _chip(self, name: str, text: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setText(text)
        button.setCheckable(True)
        button.setProperty("framed", True)
        return button
