"""Danh mục › Quy trình: whom the papers name, of what a dossier consists, by when, each from a day to a day.

objectNames: "procedureList", "procedureTabs", "procedureForm", "copyButton", "removeProfileButton", "componentTable",
"stepTable", "addComponentButton", "addStepButton".
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.procedure import ComponentKind
from app.i18n import _
from app.labels import component_kind_label
from app.services import procedure_edit, procedures
from app.services.procedures import ProfileRow
from app.ui.context import Context
from app.ui.dialogs.copy_profile import CopyProfileDialog
from app.ui.icons import set_icon
from app.ui.pages.base import Command, Page
from app.ui.pages.catalogue_procedures_facts import fact_form, fact_values, show_printed
from app.ui.pages.catalogue_procedures_lines import component_editor, step_editor
from app.ui.pages.turning import SIDE_BY_SIDE, TurningSplitter
from app.ui.theme import em, gap, theme_events
from app.ui.widgets import EmptyState, Heading, MutedLabel
from app.ui.widgets.link_list import Link, LinkList


class ProceduresPanel(Page):
    """Left the profiles, right what the chosen one says, in three tabs."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._rows: list[ProfileRow] = []
        self._uid = ""
        self._loaded = ""  # the profile the forms hold
        self._dialog: CopyProfileDialog | None = None
        self.list = LinkList()
        self.list.setObjectName("procedureList")
        self.list.setAccessibleName(_("Các quy trình"))
        self.list.chosen.connect(self._pick)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.form = fact_form(self._commit_fact)
        self._title = Heading("", 2)
        self._title.setWordWrap(True)
        self._state = MutedLabel()
        self.components = component_editor(context, self._add_component_button())
        self.steps = step_editor(context, _button("addStepButton", _("Thêm bước"), "add", self.add_step))
        self._lay_out()
        theme_events().changed.connect(self._measure)
        self._measure()

    # What the window asks

    def refresh(self) -> None:
        today = self.context.today()
        self._rows = self.context.read(procedures.profiles)
        if self._uid not in {row.uid for row in self._rows}:
            running = next((row for row in self._rows if row.in_force(today)), None)
            first = running or (self._rows[0] if self._rows else None)
            self._uid = first.uid if first else ""
        self.list.set_links([_link(row, in_force=row.in_force(today)) for row in self._rows])
        self.list.select_payload(self._uid)
        self._nothing.setVisible(not self._rows)
        self._split.setVisible(bool(self._rows))
        self._show()

    def show_place(self, place: dict[str, Any]) -> None:
        self._pick(place.get("profile_uid"))
        if isinstance(place.get("tab"), int):
            self.tabs.setCurrentIndex(place["tab"])

    def place(self) -> dict[str, Any]:
        return {"profile_uid": self._uid, "tab": self.tabs.currentIndex()} if self._uid else {}

    def commit_pending(self) -> bool:
        return self.form.commit_pending() and self.components.commit_pending() and self.steps.commit_pending()

    def commands(self) -> list[Command]:
        if not self._uid:
            return []
        return [Command(_("Chép thành quy trình mới…"), self.ask_copy, "copy")]

    # Showing

    @property
    def current(self) -> ProfileRow | None:
        return next((row for row in self._rows if row.uid == self._uid), None)

    def _current_changed(self) -> None:
        """Arrow keys choose as a click does."""
        found = [link.payload for link in self.list.links()]
        row = self.list.currentIndex().row()
        if self.list.hasFocus() and 0 <= row < len(found):
            self._pick(found[row])

    def _pick(self, uid: object) -> None:
        if uid == self._uid or uid not in {row.uid for row in self._rows}:
            return
        if self.commit_pending():
            self._uid = str(uid)
            self._show()
        self.list.select_payload(self._uid)

    def _show(self) -> None:
        row = self.current
        if row is None:
            return
        other = self._loaded != row.uid
        self._loaded = row.uid
        self._title.setText(row.title)
        self._state.setText(_state_words(row, in_force=row.in_force(self.context.today())))
        (self.form.load if other else self.form.set_values)(fact_values(row))
        printed = self.context.read(procedures.printed_bodies, row=row, today=self.context.today())
        show_printed(self.form, row, printed)
        self.components.set_rows(row.components, other=other)
        self.steps.set_rows(row.steps, other=other)
        self._offer_kinds(row)

    # Writing

    def _commit_fact(self, name: str, value: object) -> None:
        self.context.write(procedure_edit.change_profile, profile_uid=self._uid, values={name: value})

    def ask_copy(self) -> None:
        row = self.current
        if row is None or not self.commit_pending():
            return
        make = partial(self._copy, row.uid)
        today = self.context.today()
        running = next((one for one in self._rows if one.in_force(today)), None)
        self._dialog = CopyProfileDialog(row.title, today, running.valid_to if running else None, make, self)
        self._dialog.open()

    def _copy(self, model_uid: str, **values: Any) -> None:
        uid = self.context.write(procedure_edit.copy_profile, profile_uid=model_uid, **values)
        self.refresh()
        self._pick(uid)

    def remove(self) -> None:
        row = self.current
        if row is not None:
            self.form.load(fact_values(row))
            self.context.write(procedure_edit.remove_profile, profile_uid=row.uid)
            self.context.say(_("Đã bỏ quy trình “{title}”. Ctrl+Z để lấy lại.").format(title=row.title))

    def add_component(self, kind: ComponentKind) -> None:
        if self.commit_pending():
            uid = self.context.write(procedure_edit.add_component, profile_uid=self._uid, component=kind)
            self.refresh()
            self.components.select(uid, edit=True)

    def add_step(self) -> None:
        if self.commit_pending():
            uid = self.context.write(procedure_edit.add_step, profile_uid=self._uid, title=_("Bước mới"))
            self.refresh()
            self.steps.select(uid, edit=True)

    # Building

    def _add_component_button(self) -> QPushButton:
        button = QPushButton(_("Thêm thành phần"))
        button.setObjectName("addComponentButton")
        set_icon(button, "add")
        self._kinds = QMenu(button)
        button.setMenu(self._kinds)
        return button

    def _offer_kinds(self, row: ProfileRow) -> None:
        """Each kind once, and papers of one's own as often as wanted."""
        there = {component.kind for component in row.components} - {ComponentKind.OTHER}
        self._kinds.clear()
        for kind in ComponentKind:
            if kind not in there:
                action = QAction(component_kind_label(kind), self._kinds)
                action.triggered.connect(lambda _on=False, kind=kind: self.add_component(kind))
                self._kinds.addAction(action)

    def _lay_out(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setObjectName("procedureTabs")
        self.tabs.setAccessibleName(_("Nội dung quy trình"))
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(_scrolled(self.form), _("Nơi nhận, quyết định"))
        self.tabs.addTab(self.components, _("Thành phần hồ sơ"))
        self.tabs.addTab(self.steps, _("Các bước"))
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(gap(self, 0.8), 0, 0, 0)
        column.setSpacing(gap(self, 0.4))
        for widget in (self._title, self._state):
            column.addWidget(widget)
        column.addWidget(self.tabs, 1)
        self._split = TurningSplitter(self._left(), right, wide=SIDE_BY_SIDE, shares=(15, 45), tall=(8, 14))
        self._split.setStretchFactor(0, 0)
        self._nothing = EmptyState("catalogue", _("Sổ chưa có quy trình nào. Đóng sổ rồi mở lại để lấy lại."))
        layout = QVBoxLayout(self)
        pad = gap(self, 0.8)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.addWidget(self._split, 1)
        layout.addWidget(self._nothing, 1)

    def _measure(self) -> None:
        self._side.setMinimumWidth(em(self) * 10)

    def _left(self) -> QWidget:
        side = self._side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(self, 0.5))
        layout.addWidget(self.list, 1)
        for button in (
            _button("copyButton", _("Chép thành mới…"), "copy", self.ask_copy),
            _button("removeProfileButton", _("Bỏ"), "delete", self.remove),
        ):
            layout.addWidget(button)
        return side


def _link(row: ProfileRow, *, in_force: bool) -> Link:
    icon = "check" if in_force else "eye" if row.for_reference else "document-text"
    return Link(row.title, _state_words(row, in_force=in_force), icon, "met" if in_force else None, row.uid)


def _state_words(row: ProfileRow, *, in_force: bool) -> str:
    if row.for_reference:
        return _("Chỉ để tham khảo, không bao giờ áp dụng")
    words = procedure_edit.period(row.valid_from, row.valid_to)
    return (
        _("Đang áp dụng, {period}").format(period=words)
        if in_force
        else _("Hiệu lực {period}").format(period=words)
    )


def _button(name: str, text: str, icon: str, run: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    set_icon(button, icon)
    button.clicked.connect(lambda: run())
    return button


def _scrolled(inside: QWidget) -> QWidget:
    content = QWidget()
    content.setObjectName("page")
    row = QHBoxLayout(content)
    row.setContentsMargins(0, gap(inside, 0.6), gap(inside, 0.6), 0)
    row.addWidget(inside, 1, Qt.AlignmentFlag.AlignTop)
    scroll = QScrollArea()
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidget(content)
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return scroll
