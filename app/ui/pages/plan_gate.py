"""In place of a page that follows a plan, while the year has no plan or the plan no hamlets: the first step."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.services import plans
from app.ui.context import Context
from app.ui.pages.plan_start import PlanStart


class PlanGate(QStackedWidget):
    """Shows `content` while the year of the context has a plan with hamlets."""

    def __init__(self, context: Context, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._start = PlanStart(context)
        self.addWidget(content)
        self.addWidget(self._start)

    def admit(self) -> bool:
        """Look again; False when there is nothing for the page to show."""
        planned = self._context.year in self._context.read(plans.years)
        peopled = planned and bool(self._hamlets())
        self.setCurrentIndex(0 if peopled else 1)
        if not peopled:
            self._start.refresh(planned=planned)
        return peopled

    def _hamlets(self) -> list[plans.PlannedHamletRow]:
        plan = self._context.read(plans.plan_of_year, year=self._context.year)
        return self._context.read(plans.planned_hamlets, plan_uid=plan.uid)
