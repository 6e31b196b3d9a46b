"""Danh mục › Vai trò, cán bộ: the roles of the commune and who holds them.

Object names: "rolesSwitch", "personsSwitch"; those of the two views stand in their modules.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.context import Context
from app.ui.pages.base import Command, Page
from app.ui.pages.catalogue_people_persons import PersonsView
from app.ui.pages.catalogue_people_roles import RolesView
from app.ui.theme import gap
from app.ui.widgets import MutedLabel


class PeoplePanel(Page):
    """Two views of one thing: by role, by person."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.roles = RolesView(context)
        self.persons = PersonsView(context)
        self._views: tuple[RolesView | PersonsView, ...] = (self.roles, self.persons)
        self._stack = QStackedWidget()
        self._switches = QButtonGroup(self)
        head = QHBoxLayout()
        head.setSpacing(gap(self, 0.4))
        for view in self._views:
            self._stack.addWidget(view)
        switches = (("rolesSwitch", _("Theo vai trò")), ("personsSwitch", _("Theo người")))
        for number, (name, text) in enumerate(switches):
            button = _switch(name, text)
            self._switches.addButton(button, number)
            head.addWidget(button)
        head.addWidget(MutedLabel(_("Đổi tên, gộp vai trò không làm thay đổi bộ tiêu chí.")), 1)
        self._switches.button(0).setChecked(True)
        self._switches.idClicked.connect(self._show_view)
        layout = QVBoxLayout(self)
        pad = gap(self, 0.8)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.setSpacing(gap(self, 0.5))
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        self.setFocusProxy(self._stack)

    @property
    def view(self) -> RolesView | PersonsView:
        return self._views[self._stack.currentIndex()]

    def refresh(self) -> None:
        self.view.refresh()

    def show_place(self, place: dict[str, Any]) -> None:
        for number, key in enumerate(("role_uid", "person_uid")):
            if place.get(key):
                self._show_view(number)
                self.view.table.select_key(str(place[key]))

    def place(self) -> dict[str, Any]:
        if self.view.shown is None:
            return {}
        return {("role_uid", "person_uid")[self._stack.currentIndex()]: self.view.shown}

    def commit_pending(self) -> bool:
        return self.view.commit_pending()

    def commands(self) -> list[Command]:
        return [
            Command(_("Thêm vai trò"), self.roles.add, "add"),
            Command(_("Thêm người"), self.persons.add, "person"),
        ]

    def _show_view(self, number: int) -> None:
        if number != self._stack.currentIndex() and self.view.commit_pending():
            self._stack.setCurrentIndex(number)
            self.view.refresh()
        self._switches.button(self._stack.currentIndex()).setChecked(True)


def _switch(name: str, text: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setText(text)
    button.setCheckable(True)
    button.setProperty("framed", True)
    return button
