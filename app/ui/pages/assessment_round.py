"""A new review round: one date, everything else comes from the round before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.errors import NotFoundError
from app.i18n import _
from app.services import assessments, entry
from app.ui.context import Context
from app.ui.forms import Field, FormView, Kind
from app.ui.theme import characters, gap
from app.ui.widgets import Heading, MutedLabel


class NewRoundDialog(QDialog):
    """`check` raises InputError for a day that is taken; the sentence appears beside the date."""

    def __init__(
        self, hamlet: str, today: date, check: Callable[[date], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Đợt rà soát mới"))

        def free_day(typed: str) -> date:
            day = entry.day(typed)
            check(day)
            return day

        self.form = FormView([Field("held_on", _("Ngày rà soát"), Kind.DATE, parse=free_day, required=True)])
        self.form.load({"held_on": today})
        carried = MutedLabel(
            _("Kết quả đợt trước được chuyển sang và đánh dấu “chưa xác nhận lại” cho đến khi được xem lại.")
        )
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.open_button = self.buttons.addButton(_("Mở đợt"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.open_button.setDefault(True)
        self.buttons.accepted.connect(self._open_round)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(gap(self, 0.6))
        heading = Heading(_("Đợt rà soát mới của {hamlet}").format(hamlet=hamlet), 2)
        for widget in (heading, self.form, carried, self.buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(characters(self, 52))
        self.form.focus_field("held_on")

    def day(self) -> date:
        """The chosen day, once the dialog was accepted."""
        day = self.form.values()["held_on"]
        assert isinstance(day, date)
        return day

    def _open_round(self) -> None:
        if self.form.check():
            self.accept()


def ask_for_round(
    context: Context, hamlet_uid: str, hamlet: str, on_opened: Callable[[str], object], parent: QWidget
) -> None:
    """Ask for the day, open the round, then tell its uid. Raises NotFoundError without a criteria set."""
    set_uid = context.read(assessments.set_for_new_round, hamlet_uid=hamlet_uid, year=context.year)
    if set_uid is None:
        raise NotFoundError(_("Sổ chưa có bộ tiêu chí. Hãy nạp bộ tiêu chí trước."))

    def check(day: date) -> None:
        context.read(assessments.check_new_round, hamlet_uid=hamlet_uid, set_uid=set_uid, held_on=day)

    def start() -> None:
        day = dialog.day()
        uid = context.write(assessments.start_round, hamlet_uid=hamlet_uid, set_uid=set_uid, held_on=day)
        on_opened(uid)

    dialog = NewRoundDialog(hamlet, context.today(), check, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(start)
    dialog.open()
