"""People: list on the left, the chosen one and what they hold on the right.

Object names: "personTable" (TablePanel), "personForm" (FormView; fields name, phone, note), "addPersonButton",
"removePersonButton".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain.roles import short_name
from app.i18n import _
from app.services import people
from app.services.people import PersonRow, TenureRow, Term
from app.ui.context import Context
from app.ui.dialogs.person_forms import new_person_dialog, person_fields
from app.ui.forms import FormView
from app.ui.pages.catalogue_people_pane import ListAndPane, tool_button
from app.ui.pages.catalogue_people_tenures import TenureList
from app.ui.tables import Column, Empty, TablePanel


@dataclass(frozen=True, slots=True)
class PersonLine:
    """`holds`: the roles of today, `away` today too."""

    person: PersonRow
    holds: str
    away: bool


class PersonsView(ListAndPane[PersonLine]):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._context = context
        self._tenures: list[TenureRow] = []
        empty = Empty(
            _("Chưa có tên ai. Thêm cán bộ, công chức xã và người ở các bản."),
            _("Thêm người…"),
            self.add,
            icon="person",
        )
        table = TablePanel[PersonLine](
            _columns(), key=lambda line: line.person.uid, name=_("Cán bộ"), empty=empty
        )
        table.setObjectName("personTable")
        form = FormView(person_fields(), on_commit=self._commit)
        form.setObjectName("personForm")
        self.tenures = TenureList(context, of_role=False)
        self.remove_button = tool_button("removePersonButton", _("Bỏ người này"), "delete")
        super().__init__(table, form, self.tenures, (self.remove_button,), parent)
        self.add_button = tool_button("addPersonButton", _("Thêm…"), "add")
        table.add_tool(self.add_button)
        self.add_button.clicked.connect(self.add)
        self.remove_button.clicked.connect(self.remove)

    def refresh(self) -> None:
        self._tenures = self._context.read(people.tenures)
        self.table.set_rows(self._line(row) for row in self._context.read(people.people))
        self.show_current()

    def add(self) -> None:
        def save(values: dict[str, Any]) -> None:
            name = values["name"]
            same = self._context.read(people.same_name, name=name)
            uid = self._context.write(people.add, name=name, phone=values["phone"], note=values["note"])
            self.table.select_key(uid)
            if same:
                self._context.say(
                    _("Sổ đã có người tên {name}. Nếu là một người, Ctrl+Z để bỏ.").format(name=name)
                )

        dialog = new_person_dialog(save, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def remove(self) -> None:
        line = self.table.current_row()
        if line is not None:
            self._context.write(people.remove, person_uid=line.person.uid)
            self._context.say(_("Đã bỏ {name}. Ctrl+Z để lấy lại.").format(name=line.person.name))

    def key_of(self, line: PersonLine) -> str:
        return line.person.uid

    def values_of(self, line: PersonLine) -> dict[str, object]:
        return {"name": line.person.name, "phone": line.person.phone, "note": line.person.note}

    def show_rest(self, line: PersonLine | None) -> None:
        if line is None:
            self.set_words("", _("Chọn một người để sửa, hoặc ghi vai trò người đó giữ."))
            self.tenures.show_term(None, "", (), closed=True)
            return
        self.set_words(line.person.name, _("Hôm nay vắng mặt.") if line.away else "")
        rows = [row for row in self._tenures if row.person_uid == line.person.uid]
        self.tenures.show_term(Term(line.person.uid, ""), line.person.name, rows, closed=False)

    def _commit(self, name: str, value: object) -> None:
        assert self.shown is not None
        self._context.write(people.change, person_uid=self.shown, values={name: str(value)})

    def _line(self, row: PersonRow) -> PersonLine:
        today = self._context.today()
        held = [one for one in self._tenures if one.person_uid == row.uid and one.current(today)]
        words = [short_name(one.role) + (f" – {one.hamlet}" if one.hamlet else "") for one in held]
        return PersonLine(row, ", ".join(words), any(one.away(today) for one in held))


def _columns() -> list[Column[PersonLine]]:
    return [
        Column(
            "name",
            _("Họ và tên"),
            lambda line: line.person.name,
            sort=lambda line: people.person_key(line.person.name),
            width=18,
        ),
        Column("holds", _("Vai trò hôm nay"), _holds, width=22, stretch=True),
        Column("phone", _("Điện thoại"), lambda line: line.person.phone, width=12),
        Column("note", _("Ghi chú"), lambda line: line.person.note, width=18, hidden=True),
    ]


def _holds(line: PersonLine) -> str:
    return _("{roles} (vắng)").format(roles=line.holds) if line.away else line.holds
