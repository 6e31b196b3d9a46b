"""What a page shows before there is anything to show: a year without a plan, a plan without hamlets."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.domain.hamlets import hamlet_names
from app.i18n import _
from app.services import plans
from app.services.places import is_area_book
from app.ui.context import Context
from app.ui.icons import set_icon
from app.ui.widgets import EmptyState


class PlanStart(QStackedWidget):
    """The first step to take, with its button; each is made when it is shown, most books never need one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context

    @cached_property
    def other_year(self) -> EmptyState:
        state = self._added(EmptyState("calendar", "", " ", self._go_to_planned_year))
        self.copy_button = QPushButton(state)
        self.copy_button.setObjectName("copyPlanButton")
        set_icon(self.copy_button, "copy")
        self.copy_button.clicked.connect(self.copy_plan)
        layout = state.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(layout.count() - 1, self.copy_button, 0, Qt.AlignmentFlag.AlignCenter)
        return state

    @cached_property
    def no_plan(self) -> EmptyState:
        sentence = _("Sổ này chưa có kế hoạch năm nào. Hãy lập sổ mới từ kế hoạch của xã.")
        return self._added(EmptyState("calendar", sentence))

    @cached_property
    def no_hamlets(self) -> EmptyState:
        sentence = _("Kế hoạch năm này chưa có bản nào. Hãy thêm các bản phấn đấu đạt chuẩn trong năm.")
        return self._added(EmptyState("people", sentence, _("Thêm bản…"), self.ask_for_hamlets))

    @cached_property
    def no_packages(self) -> EmptyState:
        sentence = _("Sổ tổng hợp chưa có số liệu. Hãy nhận gói mà các xã nộp lên.")
        return self._added(EmptyState("import", sentence, _("Nhận gói…"), self._go_to_communes))

    def _added(self, state: EmptyState) -> EmptyState:
        self.addWidget(state)
        return state

    def refresh(self, *, planned: bool) -> None:
        """`planned`: the year has a plan, so what is missing are its hamlets."""
        if planned:
            self.setCurrentWidget(self.no_hamlets)
        elif years := self._context.read(plans.years):
            self.other_year.set_sentence(_("Năm {year} chưa có kế hoạch.").format(year=self._context.year))
            self.other_year.button.setText(_("Xem năm {year}").format(year=years[0]))
            copied = next((year for year in years if year < self._context.year), years[0])
            self.copy_button.setText(
                _("Lập kế hoạch {year} từ năm {copied}…").format(year=self._context.year, copied=copied)
            )
            self.setCurrentWidget(self.other_year)
        elif self._context.read(is_area_book):
            self.setCurrentWidget(self.no_packages)
        else:
            self.setCurrentWidget(self.no_plan)

    def ask_for_hamlets(self) -> None:
        from PySide6.QtWidgets import QInputDialog

        names, accepted = QInputDialog.getMultiLineText(
            self, _("Thêm bản vào kế hoạch"), _("Mỗi bản một dòng (có thể dán một cột từ Excel):")
        )
        if accepted and names.strip():
            self.add_hamlets(names)

    def add_hamlets(self, names: str) -> None:
        """One name a line, also a pasted column. Raises InputError for a name that stands twice."""
        self._context.write(plans.plan_hamlets_by_name, year=self._context.year, names=hamlet_names(names))

    def copy_plan(self) -> None:
        from app.ui.dialogs.plan_copy import open_plan_copy

        open_plan_copy(self._context, self, to_year=self._context.year)

    def _go_to_communes(self) -> None:
        self._context.go("communes")

    def _go_to_planned_year(self) -> None:
        self._context.set_year(self._context.read(plans.years)[0])
