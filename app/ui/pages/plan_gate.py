"""In place of a page whose year has no plan: what to do first."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.i18n import _
from app.services import plans
from app.ui.context import Context
from app.ui.widgets import EmptyState


class PlanGate(QStackedWidget):
    """Shows `content` while the year of the context has a plan."""

    def __init__(self, context: Context, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._years: list[int] = []
        self._empty = EmptyState("calendar", "", " ", self._leave)
        self.addWidget(content)
        self.addWidget(self._empty)

    def admit(self) -> bool:
        """Look again; False when there is nothing for the page to show."""
        self._years = self._context.read(plans.years)
        found = self._context.year in self._years
        self.setCurrentIndex(0 if found else 1)
        if not found:
            sentence = _("Năm {year} chưa có kế hoạch nên chưa có gì để theo dõi ở đây.")
            self._empty.set_sentence(sentence.format(year=self._context.year))
            self._empty.button.setText(
                _("Xem năm {year}").format(year=self._years[0]) if self._years else _("Về trang Hôm nay")
            )
        return found

    def _leave(self) -> None:
        if self._years:
            self._context.set_year(self._years[0])
        else:
            self._context.go("today")
