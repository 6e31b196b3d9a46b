"""Dialogs about people: a new person, who holds a role from when to when, who is away and who acts meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain.criteria import RoleLevel
from app.errors import InputError
from app.i18n import _
from app.services import entry
from app.services.criteria import RoleRow
from app.services.people import AbsenceRow, Leave, PersonRow, Term
from app.services.places import HamletRow
from app.ui.dialogs.person_fields import FieldsDialog, Save
from app.ui.forms import Field, Kind, Option

NEW_PERSON = ""  # the choice that shows the field for a name


def person_fields() -> list[Field]:
    return [
        Field("name", _("Họ và tên"), required=True, parse=lambda text: entry.line(text, limit=120)),
        Field("phone", _("Điện thoại"), parse=lambda text: entry.line(text, limit=40), width=20),
        Field("note", _("Ghi chú"), Kind.MULTILINE, rows=2, parse=entry.paragraph),
    ]


def new_person_dialog(save: Save, parent: QWidget) -> FieldsDialog:
    return FieldsDialog(_("Thêm người"), person_fields(), save, accept_text=_("Thêm người"), parent=parent)


class TenureDialog(FieldsDialog):
    """`save(term, name)`: `name` of a new person where the term has none. What `term` names already is not asked.

    The hamlet is asked for roles of the hamlets alone.
    """

    def __init__(
        self,
        save: Callable[[Term, str], object],
        *,
        term: Term,
        people: Sequence[PersonRow],
        roles: Sequence[RoleRow],
        hamlets: Sequence[HamletRow],
        sentence: str,
        changing: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._term = term
        self._levels = {role.uid: role.level for role in roles}
        self._asks_person, self._asks_role = not term.person_uid, not term.role_uid
        super().__init__(
            _("Sửa thời gian giữ vai trò") if changing else _("Người giữ vai trò"),
            self._fields(people, roles, hamlets),
            lambda values: save(*self._answer(values)),
            values={"from_on": term.from_on, "until_on": term.until_on, "hamlet_uid": term.hamlet_uid}
            | ({"person_uid": None if people else NEW_PERSON} if self._asks_person else {}),
            sentence=sentence,
            accept_text=_("Ghi"),
            parent=parent,
        )
        self.form.committed.connect(lambda _name, _value: self._show_fields())
        self._show_fields()

    def _fields(
        self, people: Sequence[PersonRow], roles: Sequence[RoleRow], hamlets: Sequence[HamletRow]
    ) -> list[Field]:
        fields = []
        if self._asks_person:
            known = [
                Option(row.uid, f"{row.name} ({row.phone})" if row.phone else row.name) for row in people
            ]
            choices = [Option(NEW_PERSON, _("Người mới…")), *known]
            fields.append(Field("person_uid", _("Người giữ"), Kind.CHOICE, options=choices, required=True))
            fields.append(Field("name", _("Họ và tên"), parse=lambda text: entry.line(text, limit=120)))
        if self._asks_role:
            posts = [Option(row.uid, row.name) for row in roles]
            fields.append(Field("role_uid", _("Vai trò"), Kind.CHOICE, options=posts, required=True))
        places = [Option(row.uid, row.name) for row in hamlets]
        return [
            *fields,
            Field("hamlet_uid", _("Bản"), Kind.CHOICE, options=places),
            Field("from_on", _("Từ ngày"), Kind.DATE, hint=_("Để trống nếu không rõ.")),
            Field("until_on", _("Đến hết ngày"), Kind.DATE, hint=_("Để trống khi còn đang giữ.")),
        ]

    def _show_fields(self) -> None:
        values = self.form.values()
        if self._asks_person:
            self.form.set_visible("name", values["person_uid"] == NEW_PERSON)
        self.form.set_visible("hamlet_uid", self._of_hamlet(values))

    def _role_uid(self, values: dict[str, object]) -> str:
        return str((values["role_uid"] if self._asks_role else self._term.role_uid) or "")

    def _of_hamlet(self, values: dict[str, object]) -> bool:
        return self._levels.get(self._role_uid(values)) is RoleLevel.HAMLET

    def _answer(self, values: dict[str, Any]) -> tuple[Term, str]:
        person_uid = values["person_uid"] if self._asks_person else self._term.person_uid
        name = str(values.get("name") or "")
        if person_uid == NEW_PERSON and not name:
            raise InputError(_("Hãy gõ họ tên của người mới."), field="name")
        term = Term(
            person_uid,
            self._role_uid(values),
            values["from_on"],
            values["until_on"],
            values["hamlet_uid"] if self._of_hamlet(values) else None,
        )
        return term, name if person_uid == NEW_PERSON else ""


def absence_dialog(
    save: Callable[[Leave], object],
    *,
    people: Sequence[PersonRow],
    present: AbsenceRow | None,
    today: date,
    sentence: str,
    parent: QWidget,
) -> FieldsDialog:
    """`people` without the one who is away; `present`: the absence that is changed."""
    nobody = Option(None, _("Chưa cử ai"))
    fields = [
        Field("from_on", _("Vắng từ ngày"), Kind.DATE, required=True),
        Field("until_on", _("Đến hết ngày"), Kind.DATE, hint=_("Để trống khi chưa rõ ngày về.")),
        Field(
            "replaced_by_uid",
            _("Người làm thay"),
            Kind.CHOICE,
            options=[nobody, *(Option(row.uid, row.name) for row in people)],
        ),
        Field("reason", _("Lý do"), parse=entry.line),
    ]
    values: dict[str, object] = {"from_on": today}
    if present is not None:
        values = {field.name: getattr(present, field.name) for field in fields}

    def answer(found: dict[str, Any]) -> None:
        save(Leave(found["from_on"], found["until_on"], found["replaced_by_uid"], found["reason"] or ""))

    return FieldsDialog(
        _("Vắng mặt"), fields, answer, values=values, sentence=sentence, accept_text=_("Ghi"), parent=parent
    )
