"""Danh mục › Bộ tiêu chí: the sets of the book, with what nobody knows yet to be typed in."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _
from app.services import catalogue, catalogue_sheet, criteria
from app.services.catalogue_sheet import CriterionEntry, IndicatorEntry, SetChoice, SetSheet
from app.ui.context import Context
from app.ui.forms import Option
from app.ui.pages.base import Command, Page
from app.ui.pages.catalogue_sets_bar import SetBar
from app.ui.pages.catalogue_sets_deeds import SetDeeds
from app.ui.pages.catalogue_sets_fields import indicator_change
from app.ui.pages.catalogue_sets_forms import CriterionForm, EntryForm, IndicatorForm, SetForm
from app.ui.pages.catalogue_sets_gate import FrozenGate, Values
from app.ui.pages.catalogue_sets_list import SET_KEY
from app.ui.pages.catalogue_sets_pane import SetPane
from app.ui.pages.catalogue_sets_rows import RowDeeds
from app.ui.pages.turning import SIDE_BY_SIDE, TurningSplitter
from app.ui.theme import characters, gap
from app.ui.widgets import EmptyState


class SetsPanel(Page):
    """List and form of one set. `shown` is the key of what the form shows; the cursor may be ahead of it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._choices: list[SetChoice] = []
        self._roles: list[Option] = []
        self._set_uid: str | None = None
        self.sheet: SetSheet | None = None
        self.shown = SET_KEY
        self.deeds = SetDeeds(context, self, lambda: self._set_uid, self.current_indicator, self.show_set)
        self.bar = SetBar(self.deeds.adding(), self.deeds.files(), self.deeds.versions())
        self.pane = SetPane()
        self.rows = RowDeeds(self)
        self.set_form = SetForm(self._save_set)
        self.criterion_form = CriterionForm(self._save_criterion)
        self.indicator_form = IndicatorForm(self._save_indicator)
        self.gate = FrozenGate(context, self.indicator_form.form, self._revert, self._to_new_version, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.forms = QStackedWidget()
        for form in (self.set_form, self.criterion_form, self.indicator_form):
            self.forms.addWidget(form)
        splitter = TurningSplitter(self.pane, self.forms, wide=SIDE_BY_SIDE, shares=(1, 3), tall=(12, 12))
        splitter.setSizes([characters(self, 44), characters(self, 80)])
        no_sets = EmptyState(
            "catalogue", _("Sổ chưa có bộ tiêu chí nào."), _("Thêm bộ có sẵn…"), self.deeds.add_shipped
        )
        self.states = QStackedWidget()
        self.states.addWidget(splitter)
        self.states.addWidget(no_sets)
        layout = QVBoxLayout(self)
        side = gap(self, 0.8)
        layout.setContentsMargins(side, gap(self, 0.6), side, gap(self, 0.4))
        layout.setSpacing(gap(self, 0.5))
        layout.addWidget(self.bar)
        layout.addWidget(self.states, 1)
        self.setFocusProxy(self.pane.list)

    def _connect(self) -> None:
        self.bar.chosen.connect(self._leave_set_for)
        self.pane.list.moved_to.connect(self._move_to)
        self.pane.list.entered.connect(lambda: self.form.form.focus_field())
        self.pane.narrowed.connect(self._after_filter)
        self.pane.add_criterion.connect(self.rows.add_criterion)
        self.pane.add_indicator.connect(self.rows.add_indicator)
        self.pane.move_wanted.connect(self.rows.move)
        self.pane.remove_wanted.connect(self.rows.remove)
        for form in (self.set_form, self.criterion_form, self.indicator_form):
            form.left.connect(self.pane.list.setFocus)

    @property
    def form(self) -> EntryForm:
        """The one that is shown."""
        found = self.forms.currentWidget()
        assert isinstance(found, EntryForm)
        return found

    # What the window asks

    def refresh(self) -> None:
        self._choices = self.context.read(catalogue_sheet.set_choices)
        roles = [Option(role.code, role.name) for role in self.context.read(criteria.roles)]
        if roles != self._roles:
            self._roles = roles
            self.criterion_form.set_roles(roles)
            self.indicator_form.set_roles(roles)
        uids = {choice.row.uid for choice in self._choices}
        if self._set_uid not in uids:
            used = next((choice for choice in self._choices if choice.in_use), None)
            first = used or next(iter(self._choices), None)
            self._set_uid = first.row.uid if first else None
        self.bar.set_choices(self._choices, self._set_uid)
        self._read()

    def show_place(self, place: dict[str, Any]) -> None:
        set_uid = place.get("set_uid")
        if set_uid and any(choice.row.uid == set_uid for choice in self._choices):
            self.show_set(str(set_uid))
        wanted = place.get("indicator_uid") or place.get("criterion_uid")
        if wanted and self.entry(str(wanted)) is not None:
            self.select(str(wanted))

    def place(self) -> dict[str, Any]:
        found: dict[str, Any] = {"set_uid": self._set_uid} if self._set_uid else {}
        entry = self.entry(self.shown)
        if entry is not None:
            found["indicator_uid" if isinstance(entry, IndicatorEntry) else "criterion_uid"] = entry.uid
        return found

    def commit_pending(self) -> bool:
        return self.form.form.commit_pending()

    def commands(self) -> list[Command]:
        made = [*self.deeds.adding(), *(self.deeds.files() + self.deeds.versions() if self.sheet else [])]
        used = self.sheet is not None and self.sheet.summary.in_use
        return [Command(deed.text, deed.run, deed.icon) for deed in made if not (deed.idle and used)]

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        super().hideEvent(event)
        self.gate.forget()

    # Reading

    def show_set(self, set_uid: str) -> None:
        """Another set, from its beginning; unsaved typing is the caller's care."""
        if set_uid != self._set_uid:
            self._set_uid = set_uid
            self.shown = SET_KEY
            self.bar.select(set_uid)
            self._read()

    def current_indicator(self) -> str | None:
        return self.shown if isinstance(self.entry(self.shown), IndicatorEntry) else None

    def _read(self) -> None:
        before = self.sheet
        self.states.setCurrentIndex(0 if self._set_uid else 1)
        if self._set_uid is None:
            self.sheet = None
            return
        self.sheet = self.context.read(catalogue_sheet.set_sheet, set_uid=self._set_uid)
        same = before is not None and before.summary.row.uid == self._set_uid
        self.bar.show_sheet(self.sheet)
        self.pane.set_sheet(self.sheet, again=same)
        key = self.shown if same and self.entry(self.shown) is not None else SET_KEY
        self.show_entry(key, again=same and key == self.shown)

    def entry(self, key: str) -> CriterionEntry | IndicatorEntry | None:
        if self.sheet is None:
            return None
        for group in self.sheet.criteria:
            if group.uid == key:
                return group
            for one in group.indicators:
                if one.uid == key:
                    return one
        return None

    def show_entry(self, key: str, *, again: bool = False) -> None:
        """`again`: the same entry after a change keeps what is being typed."""
        if key != self.shown:
            self.gate.forget()
        self.shown = key
        assert self.sheet is not None
        entry, group = self.entry(key), self.pane.criterion_of(key)
        if isinstance(entry, IndicatorEntry) and group is not None:
            self.indicator_form.show_indicator(entry, group, self.sheet, again=again)
            self.forms.setCurrentWidget(self.indicator_form)
        elif isinstance(entry, CriterionEntry):
            self.criterion_form.show_criterion(entry, self.sheet, again=again)
            self.forms.setCurrentWidget(self.criterion_form)
        else:
            self.set_form.show_set(self.sheet, self._choices, again=again)
            self.forms.setCurrentWidget(self.set_form)
        if self.pane.list.current_key() != key:
            self.pane.list.select(key, quietly=True)

    def _revert(self) -> None:
        """What the book has, without what was typed."""
        self.show_entry(self.shown)

    # Moving

    def _move_to(self, key: str) -> None:
        if key == self.shown:
            return
        if self.commit_pending():
            self.show_entry(key)
        else:
            self.pane.list.select(self.shown, quietly=True)

    def _leave_set_for(self, set_uid: str) -> None:
        if self.commit_pending():
            self.show_set(set_uid)
        else:
            self.bar.select(self._set_uid)

    def select(self, key: str) -> EntryForm:
        """The cursor goes there, out of any filter; returns the form that shows it."""
        if not self.pane.list.select(key):
            self.pane.show_all()
            self.pane.list.select(key)
        return self.form

    def _after_filter(self) -> None:
        """The cursor goes to what the form shows, or to the first indicator that is left."""
        if self.pane.list.select(self.shown, quietly=True):
            return
        left = [line.key for line in self.pane.list.rows.lines if line.status is not None]
        if left:
            self.pane.list.select(left[0])

    # Writing

    def _save_set(self, name: str, value: object) -> None:
        self.context.write(catalogue.change_set, set_uid=self._set_uid or "", values={name: value})

    def _save_criterion(self, name: str, value: object) -> None:
        self.context.write(catalogue.change_criterion, criterion_uid=self.shown, values={name: value})

    def _save_indicator(self, name: str, value: object) -> None:
        entry = self.indicator_form.entry
        assert entry is not None
        self.gate.write(entry, indicator_change(name, value, entry.definition), name)

    def _to_new_version(self, entry: IndicatorEntry, values: Values) -> None:
        """Make a version, then write there what was typed here."""
        number = entry.definition.number

        def carry(set_uid: str) -> None:
            self._revert()
            self.show_set(set_uid)
            assert self.sheet is not None
            entries = (one for group in self.sheet.criteria for one in group.indicators)
            heir = next((one for one in entries if one.definition.number == number), None)
            if heir is not None:
                self.context.write(catalogue.change_indicator, indicator_uid=heir.uid, values=values)
                self.select(heir.uid)

        self.deeds.open_new_version(carry)
