"""Kế hoạch năm: the hamlets of the plan, its milestones on a timeline and as a table, and the plan's papers.

Object names: "yearTimeline", "milestoneTable" (TablePanel), "milestoneForm" (FormView), "planHamletsButton",
"planPaperButton", "planPapersButton". A row's key is the kind of the milestone.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.domain.milestones import MilestoneKind
from app.i18n import _
from app.services import milestones
from app.services.milestones import YearPlan
from app.ui.context import Context
from app.ui.icons import set_icon
from app.ui.pages.base import Command, Page
from app.ui.pages.plan_gate import PlanGate
from app.ui.pages.plan_papers import PlanPapers
from app.ui.pages.plan_year_form import MilestonePanel
from app.ui.pages.plan_year_words import (
    ALL,
    ShownMilestone,
    milestone_columns,
    shown_milestones,
    summary_words,
    targets,
    timeline_rows,
)
from app.ui.pages.turning import SIDE_BY_SIDE, TurningLine, TurningSplitter
from app.ui.tables import Empty, TablePanel
from app.ui.theme import em, gap
from app.ui.widgets import Heading, MutedLabel
from app.ui.widgets.cut_label import CutLabel
from app.ui.widgets.year_timeline import YearTimeline

_TALLEST = 14  # lines of text that the timeline takes before it scrolls


class PlanYearPanel(Page):
    """What is chosen is a scope (all hamlets, or one) and a milestone in it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._year: YearPlan | None = None
        self._scope = ALL
        self._restoring = False
        self._heading = Heading("", 1)
        self._summary = MutedLabel()
        self._scope_heading = Heading("", 3)
        self._target = CutLabel()
        self.timeline = YearTimeline()
        self.timeline.setObjectName("yearTimeline")
        self.table = self._make_table()
        self.panel = MilestonePanel(self._write)
        self.papers = PlanPapers(context, self)
        self.hamlets_button = _button("planHamletsButton", _("Chọn bản…"), "people")
        self.hamlets_button.clicked.connect(self.choose_hamlets)
        self.paper_button = _button("planPaperButton", _("Số, ngày, người ký…"), "edit")
        self.paper_button.clicked.connect(self.edit_paper)
        self._gate = PlanGate(context, self._lay_out())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._gate)
        self.timeline.chosen.connect(self._choose)
        self.timeline.grown.connect(lambda _height: self._make_room())
        self.timeline.opened.connect(self.panel.form.focus_field)
        self.table.current_changed.connect(lambda _row: self._show_current())
        self.table.activated.connect(lambda _row: self.panel.form.focus_field())

    def refresh(self) -> None:
        if not self._gate.admit():
            self._year = None
            return
        year = self.context.read(milestones.year_plan, year=self.context.year, today=self.context.today())
        self._year = year
        if self._scope not in {ALL, *(one.hamlet_uid for one in year.hamlets)}:
            self._scope = ALL
        self._heading.setText(_("Kế hoạch năm {year}").format(year=year.plan.year))
        self._summary.setText(summary_words(year))
        name = _("Các mốc năm {year}").format(year=year.plan.year)
        self.timeline.set_rows(
            timeline_rows(year), year=year.plan.year, today=self.context.today(), name=name
        )
        self._make_room()
        self._show_scope()

    def show_place(self, place: dict[str, Any]) -> None:
        if self._year is None:
            return
        wanted = str(place.get("milestone", ""))
        self._choose(str(place.get("hamlet_uid", self._scope)), wanted)

    def place(self) -> dict[str, Any]:
        row = self.table.current_row()
        chosen = {"milestone": row.row.kind.value} if row is not None else {}
        return chosen | ({"hamlet_uid": self._scope} if self._scope else {})

    def commit_pending(self) -> bool:
        return self.panel.commit_pending()

    def commands(self) -> list[Command]:
        own = [
            Command(_("Chọn bản của kế hoạch"), self.choose_hamlets, "people"),
            Command(_("Số, ngày, người ký của kế hoạch"), self.edit_paper, "edit"),
        ]
        own.append(Command(_("Lập kế hoạch năm mới từ năm trước"), self.copy_plan, "copy"))
        return own + self.papers.commands()

    def copy_plan(self) -> None:
        from app.ui.dialogs.plan_copy import open_plan_copy

        open_plan_copy(self.context, self)

    def choose_hamlets(self) -> None:
        from app.ui.dialogs.plan_hamlets import PlanHamletsDialog

        PlanHamletsDialog(self.context, self).open()

    def edit_paper(self) -> None:
        from app.ui.dialogs.plan_paper import PlanPaperDialog

        PlanPaperDialog(self.context, self).open()

    def _choose(self, scope: str, kind: str) -> None:
        """From the timeline or a link; a wrong text in the form keeps what was chosen before."""
        if not self.panel.commit_pending():
            self.timeline.choose(self._scope, self._chosen_kind())
            return
        self._scope = scope
        self._show_scope()
        if kind:
            self.table.select_key(kind)
        self._show_current()

    def _show_scope(self) -> None:
        assert self._year is not None
        self._scope_heading.setText(self._scope_name())
        hamlets = [one for one in self._year.hamlets if self._scope in (ALL, one.hamlet_uid)]
        self._target.set_text(_("đích: {sets}").format(sets=targets(hamlets)))
        self.table.set_rows(shown_milestones(self._year, self._scope))
        if self.table.current_row() is None:
            self.table.select_key(MilestoneKind.REVIEW)
        self._show_current()

    def _show_current(self) -> None:
        if self._restoring or self._year is None:
            return
        row = self.table.current_row()
        before = self.panel.shown_kind
        if row is not None and before not in (None, row.row.kind) and not self.panel.commit_pending():
            self._restoring = True
            self.table.select_key(before)
            self._restoring = False
            return
        self.panel.show_milestone(
            self.table.current_row(), self._scope_name()
        )  # what was saved brought new rows
        self.timeline.choose(self._scope, self._chosen_kind())
        top, bottom = self.timeline.top_of(self._scope)
        self._lines.ensureVisible(0, (top + bottom) // 2, 0, (bottom - top) // 2)

    def _chosen_kind(self) -> str:
        row = self.table.current_row()
        return row.row.kind if row is not None else ""

    def _scope_name(self) -> str:
        assert self._year is not None
        names = {one.hamlet_uid: one.name for one in self._year.hamlets}
        return names.get(self._scope, _("Tất cả các bản"))

    def _write(self, shown: ShownMilestone, values: dict[str, object]) -> None:
        assert self._year is not None
        self.context.write(
            milestones.record,
            plan_uid=self._year.plan.uid,
            kind=shown.row.kind,
            hamlet_uid=shown.row.hamlet_uid or None,
            values=values,
            today=self.context.today(),
        )

    def _make_room(self) -> None:
        """As high as its rows, but never so that table and form have no room."""
        most = min(em(self) * _TALLEST, max(em(self) * 6, round(self.height() * 0.36)))
        self._lines.setFixedHeight(min(self.timeline.height() + 4, most))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._make_room()

    def _make_table(self) -> TablePanel[ShownMilestone]:
        table = TablePanel[ShownMilestone](
            milestone_columns(),
            key=lambda shown: shown.row.kind,
            name=_("Các mốc của kế hoạch"),
            empty=Empty(_("Kế hoạch chưa có bản nào."), icon="calendar"),
            filterable=False,
        )
        table.setObjectName("milestoneTable")
        table.add_tool(self._scope_heading)
        table.add_tool(self._target)
        return table

    def _lay_out(self) -> QWidget:
        content = QWidget()
        self._lines = QScrollArea()
        self._lines.setWidget(self.timeline)
        self._lines.setWidgetResizable(True)
        self._lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        split = TurningSplitter(self.table, self.panel, wide=SIDE_BY_SIDE, shares=(42, 20), tall=(9, 13))
        split.setHandleWidth(1)
        column = QVBoxLayout(content)
        pad = gap(self, 0.8)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(gap(self, 0.5))
        column.addWidget(
            TurningLine([self._heading], [self.hamlets_button, self.paper_button, self.papers.button])
        )
        column.addWidget(self._summary)
        column.addWidget(self._lines)
        column.addWidget(split, 1)
        QWidget.setTabOrder(self.timeline, self.table)
        QWidget.setTabOrder(self.table, self.panel)
        self.setFocusProxy(self.timeline)
        return content


def _button(name: str, text: str, icon: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    set_icon(button, icon)
    return button
