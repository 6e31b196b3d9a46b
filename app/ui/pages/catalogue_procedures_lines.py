"""The two lists of a procedure: parts of the dossier with who signs, and steps with their deadlines."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QAbstractButton

from app.i18n import _
from app.labels import component_kind_label
from app.reports.content import WRITTEN
from app.services import entry, procedure_edit
from app.services.procedures import PLACEHOLDERS, ComponentRow, StepRow
from app.ui.context import Context
from app.ui.forms import Field, Kind
from app.ui.pages.catalogue_procedures_facts import deadline_text
from app.ui.pages.catalogue_procedures_parts import Deeds, PartsEditor
from app.ui.tables import Column, Empty

_LONG = 300


def component_editor(context: Context, add_button: QAbstractButton) -> PartsEditor[ComponentRow]:
    write = context.write
    deeds = Deeds(
        change=lambda uid, values: write(procedure_edit.change_component, component_uid=uid, values=values),
        move=lambda uid, by: write(procedure_edit.move_component, component_uid=uid, by=by),
        remove=lambda uid: write(procedure_edit.remove_component, component_uid=uid),
    )
    editor = PartsEditor[ComponentRow](
        columns=_component_columns(),
        fields=[
            Field(
                "title",
                _("Tên in trong hồ sơ"),
                required=True,
                parse=partial(entry.line, limit=_LONG),
            ),
            Field(
                "signed_by",
                _("Ai ký"),
                parse=partial(procedure_edit.body, limit=_LONG, known=PLACEHOLDERS),
                placeholder=_("chưa có nguồn – để trống thì in như thường lệ"),
                hint=_("Ví dụ: TM. Ủy ban nhân dân, Chủ tịch. Mỗi dòng in cách nhau một dấu phẩy."),
            ),
            Field("required", _("Bắt buộc phải có"), Kind.CHECK),
        ],
        values=lambda row: {
            "title": row.title,
            "signed_by": row.signed_by or "",
            "required": row.required,
        },
        name=_("Thành phần hồ sơ"),
        empty=Empty(_("Chưa ghi thành phần nào; hồ sơ có các phần thường lệ."), icon="dossier"),
        add_button=add_button,
        deeds=deeds,
    )
    editor.table.setObjectName("componentTable")
    return editor


def _component_columns() -> list[Column[ComponentRow]]:
    return [
        Column("title", _("Thành phần"), lambda row: row.title, tooltip=lambda row: row.title, stretch=True),
        Column("kind", _("Loại"), lambda row: component_kind_label(row.kind), width=22, hidden=True),
        Column("signed_by", _("Ai ký"), lambda row: row.signed_by or _("chưa có nguồn"), width=20),
        Column(
            "required",
            _("Bắt buộc"),
            lambda row: _("bắt buộc") if row.required else _("không bắt buộc"),
            width=13,
        ),
        Column(
            "written",
            _("Cách lập"),
            lambda row: _("chương trình lập") if row.kind in WRITTEN else _("lập riêng"),
            width=14,
        ),
    ]


def step_editor(context: Context, add_button: QAbstractButton) -> PartsEditor[StepRow]:
    write = context.write
    deeds = Deeds(
        change=lambda uid, values: write(procedure_edit.change_step, step_uid=uid, values=values),
        move=lambda uid, by: write(procedure_edit.move_step, step_uid=uid, by=by),
        remove=lambda uid: write(procedure_edit.remove_step, step_uid=uid),
    )
    editor = PartsEditor[StepRow](
        columns=_step_columns(),
        fields=[
            Field(
                "title",
                _("Việc"),
                required=True,
                parse=partial(entry.line, limit=_LONG),
            ),
            Field(
                "before",
                _("Xong trước ngày"),
                parse=procedure_edit.day_and_month,
                show=_day_and_month,
                placeholder=_("chưa có nguồn"),
                width=12,
                hint=_("Gõ 15/7, hoặc 15 nếu là hằng tháng; số ngày tính từ bước trước."),
            ),
            Field(
                "within_days",
                _("hoặc trong"),
                Kind.INTEGER,
                placeholder="?",
                suffix=_("ngày"),
                width=6,
                inline=True,
            ),
            Field("source", _("Nguồn"), parse=entry.line, placeholder=_("chưa có nguồn – xã điền")),
        ],
        values=lambda row: {
            "title": row.title,
            "before": (row.before_day, row.before_month) if row.before_day else "",
            "within_days": row.within_days,
            "source": row.source or "",
        },
        name=_("Các bước"),
        empty=Empty(_("Chưa có nguồn cho các bước. Có văn bản thì bấm “Thêm bước”."), icon="list"),
        add_button=add_button,
        deeds=deeds,
    )
    editor.table.setObjectName("stepTable")
    return editor


def _day_and_month(value: object) -> str:
    if not isinstance(value, tuple):
        return ""
    day, month = value
    return str(day) if month is None else f"{day}/{month}"


def _step_columns() -> list[Column[StepRow]]:
    return [
        Column("title", _("Việc"), lambda row: row.title, tooltip=lambda row: row.title, stretch=True),
        Column(
            "deadline",
            _("Thời hạn"),
            lambda row: (
                deadline_text(row.before_day, row.before_month, row.within_days) or _("nguồn không ghi")
            ),
            width=22,
        ),
        Column("source", _("Nguồn"), lambda row: row.source or _("chưa có nguồn"), width=28),
    ]
