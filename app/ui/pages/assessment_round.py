"""A new review round: its day and kind, and a set where there are several; the rest comes from the round before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.domain.rounds import RoundKind
from app.i18n import _
from app.labels import round_kind_label
from app.services import assessments, entry
from app.services.places import HamletRow
from app.services.plan_sets import PlaceSet
from app.ui.context import Context
from app.ui.forms import Field, FormView, Kind, Option
from app.ui.pages.assessment_wording import set_texts
from app.ui.theme import characters, gap
from app.ui.widgets import Heading, MutedLabel


class NewRoundDialog(QDialog):
    """`check` raises InputError for a day that is taken under a set; the sentence appears beside the date."""

    def __init__(
        self,
        hamlet: str,
        today: date,
        check: Callable[[date, str], object],
        sets: Sequence[PlaceSet],
        set_uid: str,
        parent: QWidget | None = None,
        *,
        usual: RoundKind = RoundKind.FOLLOW_UP,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Đợt rà soát mới"))

        def free_day(typed: str) -> date:
            day = entry.day(typed)
            check(day, self.set_uid())
            return day

        rows = [found.row for found in sets]
        options = [Option(row.uid, text) for row, text in zip(rows, set_texts(rows), strict=True)]
        self.form = FormView(
            [
                Field("set_uid", _("Bộ tiêu chí"), Kind.CHOICE, options=options, required=True),
                Field("held_on", _("Ngày rà soát"), Kind.DATE, parse=free_day, required=True),
                Field("kind", _("Loại đợt"), Kind.CHOICE, options=_kinds(), required=True),
            ]
        )
        self.form.load({"set_uid": set_uid, "held_on": today, "kind": usual})
        self.form.set_visible("set_uid", len(sets) > 1)
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

    def set_uid(self) -> str:
        return str(self.form.values()["set_uid"])

    def kind(self) -> RoundKind:
        return RoundKind(str(self.form.values()["kind"]))

    def _open_round(self) -> None:
        if self.form.check():
            self.accept()


def _kinds() -> list[Option]:
    return [Option(kind, round_kind_label(kind)) for kind in RoundKind]


def ask_for_round(
    context: Context,
    hamlet: HamletRow,
    sets: Sequence[PlaceSet],
    set_uid: str,
    on_opened: Callable[[str], object],
    parent: QWidget,
) -> None:
    """Ask for the day and, where there are several, the set; open the round, then tell its uid."""

    def check(day: date, chosen: str) -> None:
        context.read(assessments.check_new_round, hamlet_uid=hamlet.uid, set_uid=chosen, held_on=day)

    def start() -> None:
        uid = context.write(
            assessments.start_round,
            hamlet_uid=hamlet.uid,
            set_uid=dialog.set_uid(),
            held_on=dialog.day(),
            kind=dialog.kind(),
        )
        on_opened(uid)

    known = context.read(assessments.rounds_of, hamlet_uid=hamlet.uid)
    first = all(row.set_uid != set_uid for row in known)
    usual = RoundKind.BASELINE if first else RoundKind.FOLLOW_UP
    dialog = NewRoundDialog(hamlet.name, context.today(), check, sets, set_uid, parent, usual=usual)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(start)
    dialog.open()
