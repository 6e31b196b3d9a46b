"""Danh mục › Trách nhiệm: which role leads, supports and appraises each indicator of a set, and what is missing.

Object names: "dutyTable" (TablePanel, a row's key is the uid of its criterion or indicator), "dutyRoleTable",
"dutySet", "noLeadFilter", "severalLeadsFilter", "noAppraiserFilter", "matrixSwitch", "followCriterionButton",
"printDutiesButton".
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.criteria import DutyKind
from app.i18n import _
from app.services import criteria, places, plans, responsibilities
from app.services.responsibilities import DutyRow, DutyTable
from app.ui.context import Context
from app.ui.forms.editors import ChoiceBox
from app.ui.icons import set_icon
from app.ui.pages.base import Command, Page
from app.ui.pages.catalogue_duties_filters import DutyFilters, chip
from app.ui.pages.catalogue_duties_roles import RolePicker, Share, key_kind, share_of
from app.ui.pages.catalogue_duties_table import (
    MATRIX_CHARACTERS,
    list_columns,
    matrix_columns,
    paper_grid,
    paper_title,
)
from app.ui.pages.turning import SIDE_BY_SIDE, TurningSplitter
from app.ui.tables import Empty, Grid, TablePanel
from app.ui.tables.grid import print_with_preview
from app.ui.theme import characters, em, gap, theme_events
from app.ui.widgets import EmptyState, Heading, MutedLabel

_SET_CHARACTERS = 26


class DutiesPanel(Page):
    """Rows on the left, the roles to tick for the selected ones on the right; the matrix takes the whole width."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found: DutyTable | None = None
        self._set_uid = ""
        self.sets = self._make_set_box()
        self.filters = DutyFilters()
        self.matrix = chip("matrixSwitch", _("Ma trận vai trò"))
        self.matrix.setToolTip(_("Mỗi vai trò một cột: C chủ trì, P phối hợp, T thẩm định"))
        self.table = self._make_table()
        self.picker = RolePicker()
        self._title = Heading("", 2)
        self._title.setWordWrap(True)
        self._words = MutedLabel()
        self._legend = MutedLabel(
            _("C chủ trì · P phối hợp · T thẩm định · (C) theo tiêu chí. Gõ C, P, T ở một ô để giao hoặc bỏ.")
        )
        self.follow_button = _button("followCriterionButton", _("Để theo tiêu chí"), "undo")
        self.follow_button.setToolTip(_("Bỏ vai trò ghi riêng ở chỉ tiêu; vai trò của tiêu chí được tính"))
        self.print_button = _button("printDutiesButton", _("In bảng…"), "print")
        self._states = QStackedWidget()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        sets = self.context.read(criteria.criteria_sets)
        self._states.setCurrentIndex(1 if sets else 0)
        if not sets:
            self._found = None
            return
        known = [row.uid for row in sets]
        if self._set_uid not in known:
            plan = self.context.read(plans.find_plan, year=self.context.year)
            self._set_uid = plan.set_uid if plan and plan.set_uid in known else known[0]
        with QSignalBlocker(self.sets):
            self.sets.clear()
            for row in sets:
                self.sets.addItem(_("{title} ({version})").format(title=row.short_title, version=row.version))
                self.sets.setItemData(self.sets.count() - 1, row.uid)
                self.sets.setItemData(self.sets.count() - 1, row.title, Qt.ItemDataRole.ToolTipRole)
            self.sets.setCurrentIndex(known.index(self._set_uid))
        self._found = self.context.read(
            responsibilities.table, set_uid=self._set_uid, on=self.context.today()
        )
        if self.matrix.isChecked():
            self._show_columns()
        self.table.set_rows(self._found.rows)
        self.filters.show_counts(self._found)
        self._show_selection()

    def show_place(self, place: dict[str, Any]) -> None:
        wanted = self.sets.findData(place.get("set_uid", ""))
        if wanted >= 0:
            self._set_uid = str(place["set_uid"])
            self.refresh()
        if place.get("row"):
            self.table.select_key(str(place["row"]))

    def place(self) -> dict[str, Any]:
        row = self.table.current_row()
        return {"set_uid": self._set_uid, **({"row": row.target.uid} if row else {})}

    def commands(self) -> list[Command]:
        return [
            Command(_("In bảng phân công trách nhiệm"), self.print_paper, "print"),
            Command(_("Xem trách nhiệm dạng ma trận"), self.matrix.toggle, "view-grid"),
        ]

    def paper(self) -> tuple[str, Grid]:
        """Title and table of the rows that are shown."""
        assert self._found is not None
        commune = self.context.read(places.commune_name)
        title = paper_title(self._found.set.title, commune)
        return title, paper_grid(self.table.shown_rows(), self._found.set.basis_number)

    def print_paper(self) -> None:
        if self._found is not None:
            title, grid = self.paper()
            print_with_preview(grid, title, self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """C, P, T in a cell of the matrix give or take the duty for the selected rows."""
        kind = key_kind(event) if self.matrix.isChecked() else None
        index = self.table.view.currentIndex()
        roles = {load.role.uid: load.role for load in self._found.roles} if self._found else {}
        role = roles.get(self.table.model.columns[index.column()].key) if index.isValid() else None
        if kind is None or role is None:
            return super().eventFilter(watched, event)
        share = share_of(self.table.selected_rows(), role, kind)
        self._ask(role.uid, kind, share in (Share.NONE, Share.SOME))
        return True

    def _ask(self, role_uid: str, kind: DutyKind, give: bool) -> None:
        rows = self.table.selected_rows()
        if rows:
            self.context.write(
                responsibilities.give if give else responsibilities.take,
                set_uid=self._set_uid,
                targets=[row.target for row in rows],
                role_uid=role_uid,
                duty=kind,
            )

    def _follow(self) -> None:
        targets = [row.target for row in self.table.selected_rows()]
        count = self.context.write(responsibilities.follow_criterion, set_uid=self._set_uid, targets=targets)
        self.context.say(_("{n} chỉ tiêu theo vai trò của tiêu chí. Ctrl+Z để lấy lại.").format(n=count))

    def _choose_set(self, at: int) -> None:
        self._set_uid = str(self.sets.itemData(at))
        self.table.view.clearSelection()
        self.refresh()

    def _show_columns(self) -> None:
        roles = [load.role for load in self._found.roles] if self._found else []
        columns = matrix_columns(roles) if self.matrix.isChecked() else list_columns()
        if [column.key for column in columns] != [column.key for column in self.table.model.columns]:
            self.table.set_columns(columns)
        self._side.setVisible(not self.matrix.isChecked())
        self._legend.setVisible(self.matrix.isChecked())
        self._measure()

    def _measure(self) -> None:
        """The headings of the matrix stand on three lines, which the table's own measure does not know."""
        if self.matrix.isChecked():
            width = characters(self, MATRIX_CHARACTERS) + em(self)
            for number in range(2, len(self.table.model.columns)):
                self.table.view.horizontalHeader().resizeSection(number, width)

    def _show_selection(self) -> None:
        if self._found is None:
            return
        rows = self.table.selected_rows()
        self.picker.show_roles(self._found.roles, rows)
        self._title.setText(_title(rows))
        self._words.setText(_words(rows))
        own = any(
            not row.of_criterion and any(row.named(k).roles and not row.named(k).inherited for k in DutyKind)
            for row in rows
        )
        self.follow_button.setEnabled(own)

    def _make_set_box(self) -> QComboBox:
        box = ChoiceBox()
        box.setObjectName("dutySet")
        box.setAccessibleName(_("Bộ tiêu chí"))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_SET_CHARACTERS)
        return box

    def _make_table(self) -> TablePanel[DutyRow]:
        table = TablePanel[DutyRow](
            list_columns(),
            key=lambda row: row.target.uid,
            name=_("Bảng trách nhiệm"),
            empty=Empty(_("Bộ tiêu chí chưa có chỉ tiêu nào. Thêm ở thẻ “Bộ tiêu chí”."), icon="list"),
        )
        table.setObjectName("dutyTable")
        table.view.installEventFilter(self)
        return table

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(gap(self, 0.4))
        head.addWidget(self.sets)
        head.addStretch(1)
        for widget in (self.matrix, self.print_button):
            head.addWidget(widget)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(gap(self, 0.8), 0, 0, 0)
        side.setSpacing(gap(self, 0.5))
        side.addWidget(self._title)
        side.addWidget(self._words)
        side.addWidget(self.picker, 1)
        side.addWidget(self.follow_button, 0, Qt.AlignmentFlag.AlignLeft)
        split = TurningSplitter(self.table, self._side, wide=SIDE_BY_SIDE, shares=(40, 20), tall=(9, 13))
        split.setStretchFactor(1, 0)
        split.setHandleWidth(1)
        content = QWidget()
        column = QVBoxLayout(content)
        pad = gap(self, 0.8)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(gap(self, 0.5))
        column.addLayout(head)
        column.addWidget(self.filters)
        column.addWidget(self._legend)
        column.addWidget(split, 1)
        self._states.addWidget(
            EmptyState(
                "list",
                _("Sổ chưa có bộ tiêu chí nào. Thêm bộ tiêu chí trước rồi giao trách nhiệm."),
                _("Mở Bộ tiêu chí"),
                lambda: self.context.go("catalogue", panel="sets"),
            )
        )
        self._states.addWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._states)
        self.setFocusProxy(self.table.view)
        self._show_columns()

    def _connect(self) -> None:
        self.sets.activated.connect(self._choose_set)
        self.filters.changed.connect(self.table.set_predicate)
        self.matrix.toggled.connect(lambda _on: self._show_columns())
        theme_events().changed.connect(self._measure)
        self.table.filter_cleared.connect(self.filters.clear)
        self.table.selection_changed.connect(self._show_selection)
        self.table.model.modelReset.connect(self._show_selection)
        self.table.activated.connect(lambda _row: self.picker.table.view.setFocus())
        self.picker.asked.connect(self._ask)
        self.follow_button.clicked.connect(self._follow)
        self.print_button.clicked.connect(self.print_paper)


def _title(rows: list[DutyRow]) -> str:
    if not rows:
        return _("Vai trò")
    if len(rows) > 1:
        return _("{n} dòng đang chọn").format(n=len(rows))
    words = _("Tiêu chí {number}") if rows[0].of_criterion else _("Chỉ tiêu {number}")
    return words.format(number=rows[0].number)


def _words(rows: list[DutyRow]) -> str:
    if not rows:
        return _("Chọn một hoặc nhiều dòng rồi bấm vào ô C, P, T của vai trò. Số là số chỉ tiêu đang mang.")
    if any(row.several_leads for row in rows):
        return _("Có chỉ tiêu nhiều chủ trì. Hãy bỏ bớt để thống nhất một.")
    if len(rows) == 1 and rows[0].of_criterion:
        return _("Được tính cho mọi chỉ tiêu của tiêu chí này chưa ghi riêng.")
    return _("Bấm vào ô, hoặc gõ C, P, T ở dòng của vai trò. Dấu mờ: theo tiêu chí.")


def _button(name: str, text: str, icon: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    set_icon(button, icon)
    return button
