"""Dialogs about roles: a new one, and one that goes into another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain.criteria import RoleLevel
from app.i18n import _
from app.labels import role_level_label
from app.services import entry
from app.services.roles import RoleDetail
from app.ui.dialogs.person_fields import FieldsDialog, Save
from app.ui.forms import Field, Kind, Option


def role_fields() -> list[Field]:
    """`variants` is a tuple, a line each; `code` may stay empty."""
    return [
        Field("name", _("Tên"), required=True, parse=lambda text: entry.line(text, limit=300)),
        Field(
            "level",
            _("Cấp"),
            Kind.RADIO,
            options=[Option(level, role_level_label(level)) for level in RoleLevel],
        ),
        Field(
            "variants",
            _("Tên gọi khác"),
            Kind.MULTILINE,
            rows=2,
            parse=lambda text: tuple(line.strip() for line in text.splitlines() if line.strip()),
            show=lambda names: "\n".join(names) if isinstance(names, tuple) else "",
            placeholder=_("Mỗi dòng một tên"),
        ),
        Field(
            "code",
            _("Mã"),
            parse=lambda text: entry.line(text, limit=32),
            width=14,
            placeholder=_("tự đặt"),
            hint=_("Bộ tiêu chí và tệp nhập gọi vai trò bằng mã này."),
        ),
    ]


def new_role_dialog(save: Save, parent: QWidget) -> FieldsDialog:
    return FieldsDialog(
        _("Thêm vai trò"),
        role_fields(),
        save,
        values={"level": RoleLevel.COMMUNE},
        accept_text=_("Thêm vai trò"),
        parent=parent,
    )


def join_dialog(
    save: Callable[[str, date, bool], object],
    *,
    role: RoleDetail,
    others: Sequence[RoleDetail],
    today: date,
    parent: QWidget,
) -> FieldsDialog:
    """`save(into uid, on, people follow)`; `others` are the living roles of the same level."""
    fields = [
        Field(
            "into_uid",
            _("Gộp vào"),
            Kind.CHOICE,
            options=[Option(row.uid, row.name) for row in others],
            required=True,
        ),
        Field("on", _("Từ ngày"), Kind.DATE, required=True),
        Field("people_follow", _("Người đang giữ cũng chuyển sang vai trò mới"), Kind.CHECK),
    ]

    def answer(values: dict[str, Any]) -> None:
        save(values["into_uid"], values["on"], bool(values["people_follow"]))

    return FieldsDialog(
        _("Gộp vai trò"),
        fields,
        answer,
        values={"on": today, "people_follow": True},
        sentence=_(
            "“{name}”: trách nhiệm ở mọi bộ tiêu chí và việc chưa xong của kế hoạch năm đó trở đi chuyển sang "
            "vai trò mới. Vai trò cũ được giữ lại cho các năm trước."
        ).format(name=role.name),
        accept_text=_("Gộp vai trò"),
        parent=parent,
    )
