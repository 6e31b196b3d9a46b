"""A new year's plan made from the plan of another year; before it is made, the dialog says what comes along.

Object names: "copyPlanForm" (FormView), "copyPlanButton".
"""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from app.domain.dates import EARLIEST_YEAR, LATEST_YEAR
from app.errors import InputError, RefusedError
from app.i18n import _
from app.services import entry, plan_copy, plans
from app.services.plan_copy import CopyOffer, LeftOut
from app.ui.context import Context
from app.ui.forms import Field, FormView, Kind, Option
from app.ui.theme import characters, gap
from app.ui.widgets import MutedLabel


def open_plan_copy(context: Context, parent: QWidget, *, to_year: int | None = None) -> None:
    """Without `to_year` the year after the newest plan is offered. A sentence where there is no plan to copy."""
    years = context.read(plans.years)
    if not years:
        context.say(_("Sổ này chưa có kế hoạch năm nào để chép."))
        return
    PlanCopyDialog(context, to_year or years[0] + 1, parent).open()


class PlanCopyDialog(QDialog):
    """One step that Ctrl+Z takes back; then the new year is shown."""

    def __init__(self, context: Context, to_year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Lập kế hoạch từ năm trước"))
        self._context = context
        self._years = context.read(plans.years)
        self._from = next((year for year in self._years if year < to_year), self._years[0])
        self.form = FormView(
            [
                Field("to_year", _("Năm kế hoạch mới"), required=True, parse=self._year, width=6, show=str),
                Field(
                    "from_year",
                    _("Chép từ năm"),
                    Kind.CHOICE,
                    options=[Option(year, str(year)) for year in self._years],
                ),
            ]
        )
        self.form.setObjectName("copyPlanForm")
        self.form.load({"to_year": to_year, "from_year": self._from})
        self.form.committed.connect(lambda _name, _value: self._show_offer())
        self.words = QLabel()
        self.words.setWordWrap(True)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.make_button = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.make_button.setText(_("Lập kế hoạch"))
        self.make_button.setObjectName("copyPlanButton")
        buttons.accepted.connect(self.make)
        buttons.rejected.connect(self.reject)
        self.finished.connect(self.deleteLater)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self))
        layout.addWidget(self.form)
        layout.addWidget(self.words)
        layout.addWidget(
            MutedLabel(_("Kết quả đánh giá, tiến độ và ngày xong của năm trước không được chép sang."))
        )
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.setMinimumWidth(characters(self, 72))
        self._show_offer()

    def make(self) -> None:
        if not self.form.check():
            return
        values = self.form.values()
        to_year = values["to_year"]
        assert isinstance(to_year, int)
        try:
            given = self._context.write(
                plan_copy.copy_plan,
                from_year=self._source(),
                to_year=to_year,
                today=self._context.today(),
            )
        except (InputError, RefusedError) as error:
            self.form.show_error("to_year", error.sentence)
            return
        self.accept()
        self._context.set_year(to_year)
        self._context.say(
            _("Đã lập kế hoạch năm {year}, giao {n} việc cho chủ trì mặc định.").format(year=to_year, n=given)
        )

    def _year(self, typed: str) -> int:
        year = entry.integer(typed)
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            raise InputError(
                _("Năm phải từ {first} đến {last}.").format(first=EARLIEST_YEAR, last=LATEST_YEAR)
            )
        if year in self._years:
            raise InputError(_("Năm {year} đã có kế hoạch. Hãy chọn năm khác.").format(year=year))
        return year

    def _source(self) -> int:
        chosen = self.form.values()["from_year"]
        return chosen if isinstance(chosen, int) else self._from

    def _show_offer(self) -> None:
        to_year = self.form.values()["to_year"]
        if isinstance(to_year, int):
            offer = self._context.read(plan_copy.copy_offer, from_year=self._source(), to_year=to_year)
            self.words.setText(offer_words(offer))


def offer_words(offer: CopyOffer) -> str:
    """What comes along and what stays behind, a line each."""
    names = ", ".join(name for _uid, name in offer.kept)
    lines = [
        _("Chép sang: {n} bản ({names}).").format(n=len(offer.kept), names=names)
        if offer.kept
        else _("Không còn bản nào để chép sang; thêm bản sau khi lập.")
    ]
    why = {
        LeftOut.RECOGNISED: _("đã được công nhận"),
        LeftOut.GONE: _("không còn trên địa bàn"),
    }
    if offer.left_out:
        left = "; ".join(f"{name} ({why[reason]})" for name, reason in offer.left_out)
        lines.append(_("Không chép: {left}.").format(left=left))
    lines.append(_("Các mốc: {n} mốc, ngày dời sang năm mới, quy tắc giữ nguyên.").format(n=offer.milestones))
    lines.append(_("Bộ tiêu chí: {title}.").format(title=offer.set_title))
    if offer.set_expired:
        lines.append(
            _(
                "Bộ này hết hiệu lực trước năm {year}. Lập xong hãy chuyển sang bộ mới ở trang Danh mục."
            ).format(year=offer.to_year)
        )
    return "\n".join(lines)
