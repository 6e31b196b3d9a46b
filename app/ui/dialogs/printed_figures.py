"""What the paper of the year's plan prints: its two dates, and each hamlet's figures, typed as they stand there.

Object names: "planDates", "printedForm" (FormViews), "printedHamlet".
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.domain.criteria import PrintedFigures
from app.errors import InputError
from app.i18n import _
from app.services import criteria, entry, plans, printed_results
from app.services.places import HamletRow
from app.services.plans import PlanRow
from app.ui.context import Context
from app.ui.dialogs.scrolling import scrolling
from app.ui.forms import Field, FormView, Kind
from app.ui.theme import characters, gap
from app.ui.widgets import Heading, MutedLabel
from app.ui.widgets.hamlet_chooser import HamletChooser


class PrintedFiguresDialog(QDialog):
    """Everything saves as it is typed; the figures are compared with the book, never counted."""

    def __init__(self, context: Context, plan: PlanRow, hamlet_uid: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Số liệu in trong văn bản"))
        self._context = context
        self._plan = plan
        rows = context.read(criteria.indicators, set_uid=plan.set_uid)
        self._numbers = list(dict.fromkeys(row.criterion_number for row in rows))
        self.dates = FormView(_date_fields(), on_commit=self._commit_date)
        self.dates.setObjectName("planDates")
        self.dates.load({"evidence_due": plan.facts.evidence_due, "appraisal_due": plan.facts.appraisal_due})
        self.hamlets = HamletChooser()
        self.hamlets.setObjectName("printedHamlet")
        planned = context.read(plans.planned_hamlets, plan_uid=plan.uid)
        self.hamlets.set_hamlets([HamletRow(row.hamlet_uid, row.name) for row in planned])
        self.hamlets.select(hamlet_uid)
        self.hamlets.chosen.connect(self._change_hamlet)
        self.form = FormView(self._fields(), on_commit=self._commit)
        self.form.setObjectName("printedForm")
        self._shown = self.hamlets.current_uid() or ""
        self._lay_out()
        self._show()

    def reject(self) -> None:
        """Also by Esc and the cross: a wrong text keeps the person here."""
        if self.dates.commit_pending() and self.form.commit_pending():
            super().reject()

    def _lay_out(self) -> None:
        content = QVBoxLayout()
        content.setSpacing(gap(self, 0.6))
        sentence = _("Ghi đúng như văn bản in, kể cả chỗ sai. Chương trình chỉ so sánh, không dùng để tính.")
        for widget in (
            MutedLabel(sentence),
            Heading(_("Hạn trong kế hoạch năm {year}").format(year=self._plan.year), 3),
            self.dates,
            Heading(_("Kết quả in cho từng bản"), 3),
            self.hamlets,
            self.form,
        ):
            content.addWidget(widget)
        content.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(scrolling(content), 1)
        layout.addWidget(buttons)
        self.resize(characters(self, 70), characters(self, 62))
        self.form.setVisible(bool(self._shown))
        self.form.focus_field()

    def _fields(self) -> list[Field]:
        return [
            Field("criteria_met", _("Số tiêu chí đạt"), Kind.INTEGER),
            Field("criteria_total", _("trên tổng số"), Kind.INTEGER, inline=True),
            Field("indicators_met", _("Số chỉ tiêu đạt"), Kind.INTEGER),
            Field("indicators_total", _("trên tổng số"), Kind.INTEGER, inline=True),
            Field(
                "unmet_fraction",
                _("Chưa đạt"),
                parse=lambda text: entry.line(text, limit=20),
                placeholder="3/16",
                width=10,
            ),
            Field(
                "met_criteria",
                _("Các tiêu chí ghi là đạt"),
                parse=self._parse_numbers,
                show=_shown_numbers,
                placeholder=_("Ví dụ: 1, 2, 5"),
                hint=_("Số hiệu tiêu chí, cách nhau bằng dấu phẩy."),
            ),
        ]

    def _parse_numbers(self, typed: str) -> tuple[str, ...]:
        found = tuple(entry.line(part) for part in typed.replace(";", ",").split(",") if part.strip())
        strange = next((number for number in found if number not in self._numbers), None)
        if strange is not None:
            raise InputError(
                _("Bộ tiêu chí không có tiêu chí “{number}”. Hãy ghi số hiệu như 1, 2.").format(
                    number=strange
                )
            )
        return found

    def _show(self) -> None:
        known = self._context.read(printed_results.printed_results, plan_uid=self._plan.uid)
        figures = known.get(self._shown, PrintedFigures())
        self.form.load({name: getattr(figures, name) for name in printed_results.FIELDS})

    def _change_hamlet(self, uid: str) -> None:
        if not self.form.commit_pending():
            self.hamlets.select(self._shown)
            return
        self._shown = uid
        self._show()

    def _commit(self, name: str, value: object) -> None:
        self._context.write(
            printed_results.record_printed,
            plan_uid=self._plan.uid,
            hamlet_uid=self._shown,
            values={name: value},
        )

    def _commit_date(self, name: str, value: object) -> None:
        values = {name: value}
        self._context.write(printed_results.set_due_dates, plan_uid=self._plan.uid, values=values)  # type: ignore[arg-type]


def _shown_numbers(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _date_fields() -> list[Field]:
    return [
        Field("evidence_due", _("Nộp minh chứng trước ngày"), Kind.DATE),
        Field("appraisal_due", _("Thẩm định xong trước ngày"), Kind.DATE),
    ]
