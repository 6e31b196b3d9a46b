"""Phân công: who mends which unmet indicator until when, and what each officer carries.

Object names: "assignmentTable" (TablePanel), "assignForm" (FormView; fields lead_uid, support, work, remaining,
money_needed, due_before, progress, done_on, note), "assignButton", "followOwnersButton", "withdrawButton",
"standingOwnersButton", "workloadTable" (TablePanel), "hamletFilter", "officerFilter", "unassignedFilter",
"overdueFilter", "everythingSwitch", "printButton", "planPapersButton". A row's key is (hamlet uid, indicator uid).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from app.domain.verdict import Verdict
from app.i18n import _
from app.services import assignments, places
from app.services.assignments import AssignmentRow, Overview, Workload
from app.ui.context import Context
from app.ui.icons import set_icon
from app.ui.pages.assignments_filters import AssignmentFilters
from app.ui.pages.assignments_form import AssignmentPanel
from app.ui.pages.assignments_table import (
    assignment_columns,
    orders_table,
    paper_grid,
    paper_title,
    row_key,
    workload_table,
)
from app.ui.pages.base import Command, Page
from app.ui.pages.plan_gate import PlanGate
from app.ui.pages.plan_papers import PlanPapers
from app.ui.pages.turning import TurningLine
from app.ui.tables import Grid
from app.ui.tables.grid import print_with_preview
from app.ui.theme import em, gap
from app.ui.widgets import Heading
from app.ui.widgets.cut_label import CutLabel

_WIDEST_HAMLET = 20  # characters


class AssignmentsPage(Page):
    """Rows on the left, the order of the selected ones on the right, the officers' workload below."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._overview: Overview | None = None
        self._restoring = False
        self._selected: list[Any] = []
        self._summary = CutLabel()
        self.filters = AssignmentFilters()
        self.table = orders_table()
        self.workload = workload_table()
        self.panel = AssignmentPanel(self._write, self._withdraw, self._follow, context)
        self.papers = PlanPapers(context, self, self.filters.officer)
        self.standing_button = _button("standingOwnersButton", _("Theo chủ trì mặc định"), "people")
        self.standing_button.setToolTip(
            _("Giao mọi chỉ tiêu chưa đạt còn bỏ trống cho người thường trực theo bộ tiêu chí")
        )
        self.standing_button.clicked.connect(self.assign_standing_owners)
        self.print_button = _button("printButton", "", "print")
        self.print_button.clicked.connect(self.print_paper)
        content = self._lay_out()
        self._gate = PlanGate(context, content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._gate)
        self._connect()

    def refresh(self) -> None:
        if not self._gate.admit():
            self._overview = None
            return
        found = self.context.read(
            assignments.overview,
            year=self.context.year,
            today=self.context.today(),
            everything=self.filters.everything,
        )
        first = self._overview is None
        self._overview = found
        if first:
            longest = max((len(hamlet.name) for hamlet in found.hamlets), default=0)
            width = min(max(8, longest), _WIDEST_HAMLET)
            self.table.set_columns(assignment_columns(found.basis_number, self.context.today, width))
            for key in ("work", "remaining", "money", "done", "support", "note"):
                self.table.view.setColumnHidden(self.table.model.column_number(key), True)
        self.filters.set_choices(found)
        self.panel.set_roles(found.roles)
        self.table.set_rows(found.rows)
        carried = [row for row in found.workloads if row.standing or row.open]
        self.workload.set_rows(sorted(carried, key=lambda row: -row.open))
        money = self.workload.model.column_number("money")
        self.workload.view.setColumnHidden(money, not any(row.money for row in carried))
        self._show_selection()
        self._show_words()

    def show_place(self, place: dict[str, Any]) -> None:
        key = (str(place.get("hamlet_uid", "")), str(place.get("indicator_uid", "")))
        if place.get("role_uid"):
            self.filters.choose_officer(str(place["role_uid"]))
        elif all(key):
            if not (self.panel.gathering and key in self._selected):
                self._show_row(key)
        elif key[0]:
            self.filters.choose_hamlet(key[0])

    def place(self) -> dict[str, Any]:
        row = self.table.current_row()
        if row is None:
            return {}
        return {"hamlet_uid": row.target.hamlet_uid, "indicator_uid": row.target.indicator_uid}

    def commit_pending(self) -> bool:
        return self.panel.commit_pending()

    def commands(self) -> list[Command]:
        return [
            Command(_("Giao việc theo chủ trì mặc định"), self.assign_standing_owners, "people"),
            Command(_("In bảng phân công"), self.print_paper, "print"),
            *self.papers.commands(),
        ]

    def assign_standing_owners(self) -> None:
        """Every unmet row of the year that nobody was told of, whatever the filters show."""
        if self._overview is None:
            return
        rows = self._unassigned()
        given = self.context.write(
            assignments.assign_standing_owners, plan_uid=self._overview.plan.uid, rows=rows
        )
        left = len(rows) - given
        said = _("Đã giao {n} việc theo chủ trì mặc định.").format(n=given)
        if left:
            said += " " + _("{n} việc chưa có chủ trì mặc định.").format(n=left)
        self.context.say(said)

    def paper(self) -> tuple[str, Grid]:
        """Title and table of what is shown: the annex of the plan, or the sheet of the officer filtered by."""
        assert self._overview is not None
        commune = self.context.read(places.book_info).commune
        title = paper_title(self.context.year, commune, self.filters.officer_name())
        return title, paper_grid(self.table.shown_rows(), self._overview.basis_number)

    def print_paper(self) -> None:
        if self._overview is not None:
            title, grid = self.paper()
            print_with_preview(grid, title, self)

    def _write(self, rows: Sequence[AssignmentRow], values: dict[str, object]) -> None:
        assert self._overview is not None
        self.context.write(
            assignments.change,
            plan_uid=self._overview.plan.uid,
            rows=list(rows),
            values=values,
            today=self.context.today(),
        )
        if len(rows) > 1 or rows[0].assignment_uid is None:
            self.context.say(_("Đã giao {n} việc.").format(n=len(rows)))

    def _follow(self, rows: Sequence[AssignmentRow]) -> None:
        assert self._overview is not None
        given = self.context.write(
            assignments.follow_standing_owners, plan_uid=self._overview.plan.uid, rows=list(rows)
        )
        self.context.say(_("Đã đưa {n} việc về chủ trì mặc định.").format(n=given))

    def _withdraw(self, rows: Sequence[AssignmentRow]) -> None:
        uids = [row.assignment_uid for row in rows if row.assignment_uid is not None]
        if uids:
            self.context.write(assignments.withdraw, assignment_uids=uids)
            self.context.say(_("Đã bỏ giao {n} việc. Ctrl+Z để lấy lại.").format(n=len(uids)))

    def _unassigned(self) -> list[AssignmentRow]:
        rows = self._overview.rows if self._overview else ()
        return [row for row in rows if row.assignment_uid is None and row.verdict is Verdict.UNMET]

    def _show_row(self, key: tuple[str, str]) -> None:
        if self.table.select_key(key):
            return
        self.filters.clear(everything=key not in {row_key(row) for row in self.table.model.rows})
        self.table.select_key(key)

    def _apply_filters(self) -> None:
        self.table.set_predicate(self.filters.predicate())
        self._show_selection()
        self._show_words()

    def _show_selection(self) -> None:
        """A field whose text is wrong keeps its rows selected: the text would be lost."""
        if self._restoring:
            return
        chosen = self.table.selected_rows()
        keys = [row_key(row) for row in chosen]
        if set(keys) != set(self._selected) and not self.panel.commit_pending():
            self._restoring = True
            self._select(self._selected)
            self._restoring = False
            return
        self._selected = keys
        self.panel.set_rows(chosen)

    def _select(self, keys: Sequence[Any]) -> None:
        flags = QItemSelectionModel.SelectionFlag
        model = self.table.view.selectionModel()
        model.clearSelection()
        for key in keys:
            number = self.table.model.number_of(key)
            if number >= 0:
                model.select(self.table.model.index(number, 0), flags.Select | flags.Rows)

    def _show_words(self) -> None:
        assert self._overview is not None
        rows = self._overview.rows
        self.filters.set_everything_text(self._overview.indicators_total)
        ordered = [row for row in rows if row.assignment_uid is not None]
        counts = (
            (sum(row.verdict is Verdict.UNMET for row in rows), _("{n} chỉ tiêu chưa đạt")),
            (len(ordered), _("{n} đã giao")),
            (len(self._unassigned()), _("{n} chưa giao")),
            (sum(row.days_over > 0 for row in ordered), _("{n} quá hạn")),
        )
        self._summary.set_text(" · ".join(words.format(n=count) for count, words in counts if count))
        self.standing_button.setEnabled(any(row.lead_uid for row in self._unassigned()))
        officer = self.filters.officer_name()
        self.print_button.setText(_("In phiếu việc…") if officer else _("In bảng phân công…"))

    def _choose_officer(self, row: Workload) -> None:
        same = self.filters.role_uid == row.role.uid
        self.filters.choose_officer("" if same else row.role.uid)

    def _lay_out(self) -> QWidget:
        content = QWidget()
        self.table.add_tool(self._summary)
        buttons = [self.standing_button, self.print_button, self.papers.button]
        head = TurningLine([Heading(_("Phân công"), 1)], [*buttons])
        left = QSplitter(Qt.Orientation.Vertical)
        left.addWidget(self.table)
        left.addWidget(self.workload)
        left.setStretchFactor(0, 1)
        left.setSizes([em(self) * 19, em(self) * 11])
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 1)
        split.setSizes([em(self) * 42, em(self) * 18])
        for splitter in (left, split):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        column = QVBoxLayout(content)
        pad = gap(self, 0.8)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(gap(self, 0.5))
        column.addWidget(head)
        column.addWidget(self.filters)
        column.addWidget(split, 1)
        QWidget.setTabOrder(self.table, self.panel)
        QWidget.setTabOrder(self.panel, self.workload)
        self.setFocusProxy(self.table.view)
        return content

    def _connect(self) -> None:
        self.filters.changed.connect(self._apply_filters)
        self.filters.everything_changed.connect(self.refresh)
        self.table.filter_cleared.connect(self.filters.clear)
        self.table.selection_changed.connect(self._show_selection)
        self.table.activated.connect(lambda _row: self.panel.form.focus_field())
        self.workload.activated.connect(self._choose_officer)
        self.workload.cell_clicked.connect(lambda row, _column: self._choose_officer(row))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            give = QShortcut(QKeySequence(keys), self)
            give.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            give.activated.connect(self.panel.apply)
        self.panel.left.connect(self.table.view.setFocus)
        self.panel.dropped.connect(
            lambda: self.context.say(_("Phần vừa sửa chưa bấm “Giao việc” nên đã bỏ."))
        )


def _button(name: str, text: str, icon: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    set_icon(button, icon)
    return button
