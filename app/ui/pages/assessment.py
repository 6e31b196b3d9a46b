"""Tự đánh giá: what a hamlet says of each indicator in one round, with what it proves it by."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain.verdict import Verdict
from app.i18n import _
from app.services import assessments, criteria, duties, evidence, history, places
from app.services.assessments import Sheet, SheetRow
from app.services.duties import Duty
from app.ui.context import Context
from app.ui.dialogs.hamlets import add_hamlets
from app.ui.pages.assessment_bar import SheetBar
from app.ui.pages.assessment_form import IndicatorForm
from app.ui.pages.assessment_history import HistoryDialog
from app.ui.pages.assessment_pane import IndicatorPane
from app.ui.pages.assessment_round import ask_for_round
from app.ui.pages.base import Command, Page
from app.ui.pages.evidence_intake import EvidenceIntake, FileDoor, Target
from app.ui.pages.evidence_strip import Beside, EvidenceStrip
from app.ui.theme import characters, gap
from app.ui.widgets import EmptyState


class AssessmentPage(Page):
    """List, form and proofs of one sheet. `_shown` is the indicator in the form; the cursor may be ahead of it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._sheet: Sheet | None = None
        self._rows: dict[str, SheetRow] = {}
        self._duties: dict[str, Duty] = {}
        self._basis = ""
        self._shown: str | None = None
        self.bar = SheetBar()
        self.pane = IndicatorPane()
        self.form = IndicatorForm(self._record)
        self.strip = EvidenceStrip(context.evidence_folder())
        self.intake = EvidenceIntake(context, self, self._target)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.pane)
        splitter.addWidget(Beside(self.form, self.strip))
        splitter.setSizes([characters(self, 40), characters(self, 80)])
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 3)
        self.no_rounds = EmptyState(
            "assessment", _("Bản này chưa có đợt rà soát nào."), _("Đợt mới…"), self.open_round_dialog
        )
        self.no_hamlets = EmptyState(
            "people", _("Sổ chưa có bản nào."), _("Thêm bản…"), lambda: add_hamlets(self.context, self)
        )
        self.states = QStackedWidget()
        for widget in (splitter, self.no_rounds, self.no_hamlets):
            self.states.addWidget(widget)
        layout = QVBoxLayout(self)
        side = gap(self, 0.8)
        layout.setContentsMargins(side, gap(self, 0.6), side, gap(self, 0.4))
        layout.setSpacing(gap(self, 0.6))
        layout.addWidget(self.bar)
        layout.addWidget(self.states, 1)
        self.setFocusProxy(self.pane.list)
        FileDoor(self, self.intake.take_mime, self.intake.paste)

    def _connect(self) -> None:
        self.bar.hamlets.chosen.connect(lambda uid: self._leave_sheet_for(uid, ""))
        self.bar.round_chosen.connect(lambda uid: self._leave_sheet_for(None, uid))
        self.bar.new_round.clicked.connect(lambda: self.open_round_dialog())
        self.pane.list.current_changed_to.connect(self._move_to)
        self.pane.list.claim_wanted.connect(self._claim)
        self.pane.list.entered.connect(self.form.focus_first)
        self.pane.filtered.connect(self._after_filter)
        self.form.left.connect(self._back_to_list)
        self.form.confirmed.connect(lambda: self._write({}))
        self.form.duty_wanted.connect(self._open_duty)
        self.form.history_wanted.connect(self.open_history)
        self.strip.add_wanted.connect(self.intake.choose_files)
        self.strip.chosen.connect(lambda uid: self.context.go("evidence", evidence_uid=uid, **self._here()))
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.go_to_unfinished)

    # What the window asks

    def refresh(self) -> None:
        self.bar.hamlets.set_hamlets(self.context.read(places.hamlets))
        self._read()

    def show_place(self, place: dict[str, Any]) -> None:
        if place.get("hamlet_uid") and self.bar.hamlets.select(str(place["hamlet_uid"])):
            self._read()
        if place.get("round_uid"):
            self.bar.select_round(str(place["round_uid"]))
            self._read()
        wanted = place.get("indicator_uid") or self._worst_of(place.get("criterion_number"))
        if wanted in self._rows:
            self._select(str(wanted))

    def place(self) -> dict[str, Any]:
        round_uid = self.bar.round_uid()
        return {**self._here(), "round_uid": round_uid} if round_uid else self._here()

    def commit_pending(self) -> bool:
        return self.form.commit_pending()

    def commands(self) -> list[Command]:
        found = [Command(_("Chỉ tiêu chưa xong tiếp theo"), self.go_to_unfinished, "assessment")]
        if self.bar.hamlets.current_uid():
            found.append(Command(_("Đợt rà soát mới…"), self.open_round_dialog, "add"))
        return found

    # Reading

    def _read(self) -> None:
        hamlet_uid = self.bar.hamlets.current_uid()
        rounds = self.context.read(assessments.rounds_of, hamlet_uid=hamlet_uid) if hamlet_uid else []
        self.bar.set_rounds(rounds)
        self.states.setCurrentIndex(0 if rounds else (1 if hamlet_uid else 2))
        round_uid = self.bar.round_uid()
        if hamlet_uid is None or round_uid is None:
            self._sheet, self._rows, self._shown = None, {}, None
            return
        before = self._sheet
        self._sheet = self.context.read(assessments.sheet, round_uid=round_uid)
        self._rows = {row.indicator.uid: row for row in self._sheet.rows}
        self._duties = self.context.read(
            duties.duties_of_hamlet,
            year=self.context.year,
            hamlet_uid=hamlet_uid,
            indicators=[row.indicator for row in self._sheet.rows],
            on=self.context.today(),
        )
        set_uid = self._sheet.round.set_uid
        if before is None or before.round.set_uid != set_uid:
            self._basis = self.context.read(criteria.criteria_set, set_uid=set_uid).basis_number
        self.bar.set_totals(self._sheet.totals)
        same = before is not None and before.round.uid == round_uid
        self.pane.set_rows(self._sheet.rows, again=same)
        self._show(self._shown if self._shown in self._rows else next(iter(self._rows), None))

    def _show(self, uid: str | None) -> None:
        """Show an indicator of the sheet; the same one again keeps what is being typed."""
        self._shown = uid
        if uid is None:
            return
        row, duty = self._rows[uid], self._duties.get(uid)
        if self.form.row is not None and self.form.row.uid == row.uid:
            self.form.update_row(row, self._basis, duty)
        else:
            self.form.load(row, self._basis, duty)
        target = self._target()
        self.strip.show_rows(
            self.context.read(
                evidence.evidence_rows, hamlet_uid=target.hamlet_uid, indicator_uid=target.indicator_uid
            )
        )
        if self.pane.list.current_uid() != uid:
            self.pane.list.select(uid, quietly=True)

    # Moving

    def _move_to(self, uid: str) -> None:
        if uid == self._shown:
            return
        if self.form.commit_pending():
            self._show(uid)
        elif self._shown is not None:
            self.pane.list.select(self._shown, quietly=True)

    def _leave_sheet_for(self, hamlet_uid: str | None, round_uid: str) -> None:
        """The choosers show the new choice already; a wrong text takes it back."""
        if self._sheet is not None and not self.form.commit_pending():
            self.bar.hamlets.select(self._sheet.round.hamlet_uid)
            self.bar.select_round(self._sheet.round.uid)
            return
        if hamlet_uid is not None:
            self.bar.hamlets.select(hamlet_uid)
        elif round_uid:
            self.bar.select_round(round_uid)
        self._read()

    def _select(self, uid: str) -> None:
        if not self.pane.list.select(uid):
            self.pane.show_all()
            self.pane.list.select(uid)

    def _after_filter(self) -> None:
        """The cursor goes to the indicator in the form, or to the first that is left."""
        if self._shown is not None and self.pane.list.select(self._shown, quietly=True):
            return
        places_left = self.pane.list.sheet.places()
        if places_left:
            self.pane.list.setCurrentIndex(self.pane.list.sheet.index(places_left[0]))

    def _back_to_list(self) -> None:
        self.pane.list.setFocus()

    def go_to_unfinished(self) -> None:
        """Ctrl+Enter: the next one that nobody assessed or confirmed, or that lacks its reason."""
        if not self.form.commit_pending():
            return
        uids = list(self._rows)
        at = uids.index(self._shown) + 1 if self._shown in self._rows else 0
        following = (uid for uid in uids[at:] + uids[:at] if self._rows[uid].unfinished)
        uid = next((uid for uid in following if uid != self._shown), None)
        if uid is None:
            self.context.say(_("Không còn chỉ tiêu nào khác chưa xong."))
            return
        self._select(uid)
        self.pane.list.setFocus()

    def _worst_of(self, criterion_number: object) -> str | None:
        """Of a criterion the first indicator that is not met, else its first."""
        rows = [row for row in self._rows.values() if row.indicator.criterion_number == str(criterion_number)]
        unmet = [row for row in rows if row.verdict not in (Verdict.MET, Verdict.NOT_APPLICABLE)]
        return next((row.indicator.uid for row in [*unmet, *rows]), None)

    def _here(self) -> dict[str, str]:
        found = {"hamlet_uid": self.bar.hamlets.current_uid(), "indicator_uid": self._shown}
        return {key: uid for key, uid in found.items() if uid}

    def _target(self) -> Target:
        return Target(self.bar.hamlets.current_uid(), self._shown)

    # Writing

    def _record(self, field: str, value: object) -> None:
        self._write({field: value})

    def _claim(self, verdict: Verdict) -> None:
        self._write({"claimed": verdict})

    def _write(self, values: dict[str, object]) -> None:
        if self.form.row is not None:
            self.context.write(assessments.record, assessment_uid=self.form.row.uid, values=values)

    def open_round_dialog(self) -> None:
        hamlet_uid = self.bar.hamlets.current_uid()
        if hamlet_uid is not None and self.form.commit_pending():
            ask_for_round(self.context, hamlet_uid, self.bar.hamlets.currentText(), self._show_round, self)

    def _show_round(self, uid: str) -> None:
        self.show_place({"round_uid": uid})
        self.pane.list.setFocus()

    def open_history(self) -> None:
        row = self.form.row
        if row is not None and self.form.commit_pending():
            lines = self.context.read(history.row_history, row_uid=row.uid)
            HistoryDialog(_("Lịch sử chỉ tiêu {n}").format(n=row.indicator.number), lines, self).open()

    def _open_duty(self) -> None:
        self.context.go("assignments", **self._here())
