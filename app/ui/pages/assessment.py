"""Tự đánh giá: what a hamlet says of each indicator in one round, with what it proves it by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain.verdict import Opinion, Verdict
from app.i18n import _
from app.services import appraisals, assessments, criteria, duties, evidence, plan_sets
from app.services.assessments import Sheet, SheetRow
from app.services.duties import Duty
from app.ui.context import Context
from app.ui.dialogs.hamlets import add_hamlets
from app.ui.pages.assessment_bar import SheetBar
from app.ui.pages.assessment_form import IndicatorForm
from app.ui.pages.assessment_history import show_history
from app.ui.pages.assessment_pane import IndicatorPane
from app.ui.pages.assessment_round import ask_for_round
from app.ui.pages.assessment_rounds import LockLine, RoundSteps
from app.ui.pages.assessment_sets import PlaceSetSteps
from app.ui.pages.base import Command, Page
from app.ui.pages.evidence_intake import EvidenceIntake, FileDoor, Target
from app.ui.pages.evidence_strip import Beside, EvidenceStrip
from app.ui.theme import characters, gap
from app.ui.widgets import EmptyState, MutedLabel


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
        self.form = IndicatorForm(self._commit)
        self.strip = EvidenceStrip(context.evidence_folder())
        self.intake = EvidenceIntake(context, self, self._target)
        self.sets = PlaceSetSteps(context, self.bar, self.form.commit_pending, self._show_set)
        self.rounds = RoundSteps(context, self, self.form.commit_pending, self.bar.round_row)
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
        self.no_rounds, self.no_hamlets, self.no_sets = _empty_states(self)
        self.states = QStackedWidget()
        for widget in (splitter, self.no_rounds, self.no_hamlets, self.no_sets):
            self.states.addWidget(widget)
        self.prerequisite = MutedLabel()
        self.lock = LockLine(self.rounds.reopen)
        layout = QVBoxLayout(self)
        side = gap(self, 0.8)
        layout.setContentsMargins(side, gap(self, 0.6), side, gap(self, 0.4))
        layout.setSpacing(gap(self, 0.6))
        layout.addWidget(self.bar)
        layout.addWidget(self.prerequisite)
        layout.addWidget(self.lock)
        layout.addWidget(self.states, 1)
        self.setFocusProxy(self.pane.list)
        FileDoor(self, self.intake.take_mime, self.intake.paste)

    def _connect(self) -> None:
        self.bar.hamlets.chosen.connect(lambda uid: self._leave_sheet_for(hamlet_uid=uid))
        self.bar.round_chosen.connect(lambda uid: self._leave_sheet_for(round_uid=uid))
        self.bar.set_chosen.connect(lambda uid: self._leave_sheet_for(set_uid=uid))
        self.bar.add_set_wanted.connect(self.sets.open_dialog)
        self.bar.remove_set_wanted.connect(self.sets.remove)
        self.bar.close_wanted.connect(self.rounds.close)
        self.bar.reopen_wanted.connect(self.rounds.reopen)
        self.bar.compare_wanted.connect(self.rounds.compare)
        self.bar.new_round.clicked.connect(lambda: self.open_round_dialog())
        self.pane.list.current_changed_to.connect(self._move_to)
        self.pane.list.claim_wanted.connect(lambda verdict: self._write({"claimed": verdict}))
        self.pane.list.entered.connect(self.form.focus_first)
        self.pane.filtered.connect(self._after_filter)
        self.form.left.connect(self.pane.list.setFocus)
        self.form.confirmed.connect(lambda: self._write({}))
        self.form.resubmit_wanted.connect(lambda: _resubmit(self))
        self.form.duty_wanted.connect(lambda: self.context.go("assignments", **self._here()))
        self.form.place_wanted.connect(self.sets.open_place)
        self.form.history_wanted.connect(self.open_history)
        self.strip.add_wanted.connect(self.intake.choose_files)
        self.strip.chosen.connect(lambda uid: self.context.go("evidence", evidence_uid=uid, **self._here()))
        _add_keys(self)

    # What the window asks

    def refresh(self) -> None:
        self.bar.hamlets.set_hamlets(self.context.read(plan_sets.judged_places, year=self.context.year))
        self._read()

    def show_place(self, place: dict[str, Any]) -> None:
        if place.get("hamlet_uid") and self.bar.hamlets.select(str(place["hamlet_uid"])):
            self.bar.want_set(self.sets.meant_by(place, self._rows))
            self._read()
        if place.get("round_uid"):
            self.bar.select_round(str(place["round_uid"]))
            self._read()
        wanted = place.get("indicator_uid") or _worst_of(self._rows.values(), place.get("criterion_number"))
        if wanted in self._rows:
            self._select(str(wanted))

    def place(self) -> dict[str, Any]:
        found = {"set_uid": self.bar.set_uid(), "round_uid": self.bar.round_uid()}
        return {**self._here(), **{key: uid for key, uid in found.items() if uid}}

    def commit_pending(self) -> bool:
        return self.form.commit_pending()

    def commands(self) -> list[Command]:
        found = [Command(_("Chỉ tiêu chưa xong tiếp theo"), self.go_to_unfinished, "assessment")]
        if self.bar.place_sets:
            found.append(Command(_("Đợt rà soát mới…"), self.open_round_dialog, "add"))
        found += self.rounds.commands()
        if self.bar.hamlets.current_uid():
            found.append(Command(_("Thêm bộ tiêu chí…"), self.sets.open_dialog, "add"))
        return found

    # Reading

    def _read(self) -> None:
        hamlet_uid = self.bar.hamlets.current_uid()
        self._read_choices(hamlet_uid)
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
        self.form.set_locked(self._sheet.round.closed_on is not None)
        same = before is not None and before.round.uid == round_uid
        self.pane.set_rows(self._sheet.rows, again=same)
        self._show(self._shown if self._shown in self._rows else next(iter(self._rows), None))

    def _read_choices(self, place_uid: str | None) -> None:
        """The sets and rounds of the place, and what stands in place of a sheet where there is none."""
        if place_uid is None:
            self.bar.set_choices([], [])
            self.states.setCurrentWidget(self.no_hamlets)
        else:
            sets = self.context.read(plan_sets.sets_of_place, year=self.context.year, place_uid=place_uid)
            rounds = self.context.read(assessments.rounds_of, hamlet_uid=place_uid)
            self.bar.set_choices(sets, rounds)
            if self.bar.round_uid():
                self.states.setCurrentIndex(0)
            else:
                self.states.setCurrentWidget(self.no_rounds if sets else self.no_sets)
        self.lock.say(self.rounds.lock_sentence())
        self.prerequisite.setText(self.sets.prerequisite())
        self.prerequisite.setVisible(bool(self.prerequisite.text()))

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

    def _leave_sheet_for(self, *, hamlet_uid: str = "", set_uid: str = "", round_uid: str = "") -> None:
        """The choosers show the new choice already; a wrong text takes it back."""
        if self._sheet is not None and not self.form.commit_pending():
            self.bar.hamlets.select(self._sheet.round.hamlet_uid)
            self.bar.select_set(self._sheet.round.set_uid)
            self.bar.select_round(self._sheet.round.uid)
            return
        if hamlet_uid:
            self.bar.hamlets.select(hamlet_uid)
        elif set_uid:
            self.bar.select_set(set_uid)
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

    def go_to_unfinished(self) -> None:
        """Ctrl+Enter: the next one that nobody assessed or confirmed, or that lacks its reason."""
        if not self.form.commit_pending():
            return
        uid = _following_unfinished(self._rows, self._shown)
        if uid is None:
            self.context.say(_("Không còn chỉ tiêu nào khác chưa xong."))
            return
        self._select(uid)
        self.pane.list.setFocus()

    def _here(self) -> dict[str, str]:
        found = {"hamlet_uid": self.bar.hamlets.current_uid(), "indicator_uid": self._shown}
        return {key: uid for key, uid in found.items() if uid}

    def _target(self) -> Target:
        return Target(self.bar.hamlets.current_uid(), self._shown)

    # Writing

    def _write(self, values: dict[str, object]) -> None:
        if self.form.row is not None:
            self.context.write(assessments.record, assessment_uid=self.form.row.uid, values=values)

    def _commit(self, field: str, value: object) -> None:
        if self.form.row is not None:
            write_field(self.context, self.form.row, field, value)

    def open_round_dialog(self) -> None:
        place, set_uid = self.bar.place_row(), self.bar.set_uid()
        if place is not None and set_uid is not None and self.form.commit_pending():
            ask_for_round(self.context, place, self.bar.place_sets, set_uid, self._show_round, self)

    def _show_set(self, uid: str) -> None:
        self.bar.select_set(uid)
        self._read()

    def _show_round(self, uid: str) -> None:
        self.show_place({"round_uid": uid})
        self.pane.list.setFocus()

    def open_history(self) -> None:
        row = self.form.row
        if row is not None and self.form.commit_pending():
            show_history(self.context, row, self)


def _empty_states(page: AssessmentPage) -> tuple[EmptyState, EmptyState, EmptyState]:
    """Without a round, without a hamlet, without a set."""
    return (
        EmptyState(
            "assessment",
            _("Chưa có đợt rà soát nào theo bộ tiêu chí này."),
            _("Đợt mới…"),
            page.open_round_dialog,
        ),
        EmptyState(
            "people", _("Sổ chưa có bản nào."), _("Thêm bản…"), lambda: add_hamlets(page.context, page)
        ),
        EmptyState(
            "assessment",
            _("Chưa có bộ tiêu chí nào cho nơi này."),
            _("Thêm bộ tiêu chí…"),
            page.sets.open_dialog,
        ),
    )


def _resubmit(page: AssessmentPage) -> None:
    if page.form.row is not None and page.form.commit_pending():
        page.context.write(appraisals.resubmit, assessment_uids=[page.form.row.uid])


def _add_keys(page: AssessmentPage) -> None:
    for key in ("Ctrl+Return", "Ctrl+Enter"):
        shortcut = QShortcut(QKeySequence(key), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(page.go_to_unfinished)


def _worst_of(rows: Iterable[SheetRow], criterion_number: object) -> str | None:
    """Of a criterion the first indicator that is not met, else its first."""
    own = [row for row in rows if row.indicator.criterion_number == str(criterion_number)]
    unmet = [row for row in own if row.verdict not in (Verdict.MET, Verdict.NOT_APPLICABLE)]
    return next((row.indicator.uid for row in [*unmet, *own]), None)


def _following_unfinished(rows: Mapping[str, SheetRow], shown: str | None) -> str | None:
    """The next after the one that is shown, around the end."""
    uids = list(rows)
    at = uids.index(shown) + 1 if shown is not None and shown in rows else 0
    following = (uid for uid in uids[at:] + uids[:at] if rows[uid].unfinished)
    return next((uid for uid in following if uid != shown), None)


def write_field(context: Context, row: SheetRow, field: str, value: object) -> None:
    """An opinion is signed, so it goes its own way; its note travels with it."""
    if field not in ("opinion", "opinion_note"):
        context.write(assessments.record, assessment_uid=row.uid, values={field: value})
        return
    opinion = value if field == "opinion" else row.opinion
    assert opinion is None or isinstance(opinion, Opinion)
    context.write(
        appraisals.appraise,
        assessment_uids=[row.uid],
        opinion=opinion,
        note=str(value) if field == "opinion_note" else row.opinion_note,
        today=context.today(),
    )
