"""The roles of the commune: list on the left, the chosen one on the right.

Object names: "roleTable" (TablePanel), "roleForm" (FormView; fields name, level, variants, code), "addRoleButton",
"roleUpButton", "roleDownButton", "joinRoleButton", "removeRoleButton".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.domain.roles import short_name
from app.i18n import _
from app.labels import role_level_label
from app.services import people, roles
from app.services.people import Posts, TenureRow, Term
from app.services.roles import RoleDetail
from app.ui.context import Context
from app.ui.dialogs.role_forms import join_dialog, new_role_dialog, role_fields
from app.ui.forms import FormView
from app.ui.pages.catalogue_people_pane import ListAndPane, arrow_button, tool_button
from app.ui.pages.catalogue_people_tenures import TenureList
from app.ui.tables import Column, Empty, TablePanel
from app.ui.theme import ToneName


@dataclass(frozen=True, slots=True)
class RoleLine:
    role: RoleDetail
    holders: str


class RolesView(ListAndPane[RoleLine]):
    """A change in the form saves itself; order, joining and removing are buttons."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._context = context
        self._tenures: list[TenureRow] = []
        empty = Empty(
            _("Chưa có vai trò nào. Thêm các chức danh, ban, ngành của xã."),
            _("Thêm vai trò…"),
            self.add,
            icon="people",
        )
        table = TablePanel[RoleLine](
            _columns(), key=lambda line: line.role.uid, name=_("Vai trò"), empty=empty
        )
        table.setObjectName("roleTable")
        form = FormView(role_fields(), on_commit=self._commit)
        form.setObjectName("roleForm")
        self.tenures = TenureList(context, of_role=True)
        self.join_button = tool_button("joinRoleButton", _("Gộp vào…"), "link")
        self.join_button.setToolTip(_("Chuyển trách nhiệm và việc đang giao sang vai trò khác"))
        self.remove_button = tool_button("removeRoleButton", _("Bỏ"), "delete")
        self.remove_button.setToolTip(_("Bỏ vai trò không còn trách nhiệm, việc hay người nào"))
        self.up_button = arrow_button("roleUpButton", "chevron-up", _("Chuyển lên (Alt+↑)"))
        self.down_button = arrow_button("roleDownButton", "chevron-down", _("Chuyển xuống (Alt+↓)"))
        buttons = (self.join_button, self.remove_button, self.up_button, self.down_button)
        super().__init__(table, form, self.tenures, buttons, parent)
        self.add_button = tool_button("addRoleButton", _("Thêm…"), "add")
        table.add_tool(self.add_button)
        self.add_button.clicked.connect(self.add)
        self.join_button.clicked.connect(self.join)
        self.remove_button.clicked.connect(self.remove)
        for button, keys, step in ((self.up_button, "Alt+Up", -1), (self.down_button, "Alt+Down", 1)):
            button.clicked.connect(lambda _on=False, step=step: self.move_role(step))
            shortcut = QShortcut(QKeySequence(keys), table)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self.move_role(step))

    def refresh(self) -> None:
        self._tenures = self._context.read(people.tenures)
        posts = self._context.read(people.holders, on=self._context.today())
        hamlets = {row.hamlet_uid: row.hamlet for row in self._tenures}
        found = self._context.read(roles.role_details)
        self.table.set_rows(RoleLine(role, _holders(role.uid, posts, hamlets)) for role in found)
        self.show_current()

    def add(self) -> None:
        def save(values: dict[str, Any]) -> None:
            uid = self._context.write(
                roles.add,
                name=values["name"],
                code=values["code"],
                level=values["level"],
                variants=values["variants"] or (),
            )
            self.table.select_key(uid)

        dialog = new_role_dialog(save, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def move_role(self, step: int) -> None:
        line = self.table.current_row()
        if line is not None and line.role.living:
            self.table.view.sortByColumn(
                -1, Qt.SortOrder.AscendingOrder
            )  # the order is seen in the list itself
            self._context.write(roles.move, role_uid=line.role.uid, step=step)
            self.table.select_key(line.role.uid)

    def join(self) -> None:
        line = self.table.current_row()
        if line is None:
            return

        def save(into_uid: str, on: date, people_follow: bool) -> None:
            self._context.write(
                roles.join, role_uid=line.role.uid, into_uid=into_uid, on=on, people_follow=people_follow
            )
            self._context.say(_("Đã gộp vai trò. Ctrl+Z để lấy lại."))

        others = [
            row.role
            for row in self.table.model.rows
            if row.role.living and row.role.level is line.role.level and row.role.uid != line.role.uid
        ]
        dialog = join_dialog(save, role=line.role, others=others, today=self._context.today(), parent=self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def remove(self) -> None:
        line = self.table.current_row()
        if line is not None:
            self._context.write(roles.remove, role_uid=line.role.uid)
            self._context.say(_("Đã bỏ “{name}”. Ctrl+Z để lấy lại.").format(name=line.role.name))

    def key_of(self, line: RoleLine) -> str:
        return line.role.uid

    def values_of(self, line: RoleLine) -> dict[str, object]:
        role = line.role
        return {"name": role.name, "level": role.level, "variants": role.variants, "code": role.code}

    def show_rest(self, line: RoleLine | None) -> None:
        self.join_button.setEnabled(line is not None and line.role.living)
        for button in (self.up_button, self.down_button):
            button.setEnabled(line is not None and line.role.living)
        if line is None:
            self.set_words("", _("Chọn một vai trò để sửa tên, ghi người giữ."))
            self.tenures.show_term(None, "", (), closed=True)
            return
        role = line.role
        counts = _("{duties} trách nhiệm trong bộ tiêu chí · {orders} việc đã giao").format(
            duties=role.duties, orders=role.orders
        )
        joined = _("Đã gộp vào “{name}”, giữ lại cho các năm trước.").format(name=role.merged_into)
        self.set_words(role.name, counts if role.living else joined)
        rows = [row for row in self._tenures if row.role_uid == role.uid]
        self.tenures.show_term(Term("", role.uid), role.name, rows, closed=not role.living)

    def _commit(self, name: str, value: object) -> None:
        assert self.shown is not None
        self._context.write(
            roles.change,
            role_uid=self.shown,
            values={name: value or ()} if name == "variants" else {name: value},
        )


def _holders(role_uid: str, posts: Posts, hamlets: Mapping[str | None, str]) -> str:
    """Who acts today: "Cầm Văn Bun (thay Lò Thị Hoa)", "Hà Văn Pán – Bản Pút"."""
    words = []
    for (role, hamlet_uid), acting in posts.items():
        for row in acting if role == role_uid else ():
            name = row.name
            if row.replacement:
                name = _("{name} (thay {holder})").format(name=name, holder=row.stands_for)
            words.append(f"{name} – {hamlets[hamlet_uid]}" if hamlet_uid else name)
    return ", ".join(words)


def _columns() -> list[Column[RoleLine]]:
    return [
        Column("name", _("Vai trò"), _short, tone=_tone, tooltip=_name, width=21, stretch=True),
        Column("holders", _("Người giữ hôm nay"), lambda line: line.holders, tone=_tone, width=17),
        Column("level", _("Cấp"), lambda line: role_level_label(line.role.level), tone=_tone, width=7),
        Column("duties", _("Trách nhiệm"), lambda line: line.role.duties or None, tone=_tone, width=8),
        Column("code", _("Mã"), lambda line: line.role.code, tone=_tone, width=9, hidden=True),
        Column("full", _("Tên đầy đủ"), lambda line: line.role.name, tone=_tone, width=30, hidden=True),
    ]


def _name(line: RoleLine) -> str:
    return _with_heir(line, line.role.name)


def _short(line: RoleLine) -> str:
    """Three posts that begin alike are told apart; the whole name stands in the tip and is searched too."""
    return _with_heir(line, short_name(line.role.name))


def _with_heir(line: RoleLine, name: str) -> str:
    if line.role.living:
        return name
    return _("{name} (đã gộp vào {into})").format(name=name, into=line.role.merged_into)


def _tone(line: RoleLine) -> ToneName | None:
    return None if line.role.living else "muted"
