"""Letting a finding pass: who, and why."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services import entry
from app.ui.dialogs.person_fields import FieldsDialog
from app.ui.forms import Field, Kind


def waive_dialog(
    sentence: str, who: str, waive: Callable[[str, str], object], parent: QWidget
) -> FieldsDialog:
    """`waive(who, reason)`."""
    fields = [
        Field(
            "reason",
            _("Lý do"),
            Kind.MULTILINE,
            rows=3,
            required=True,
            parse=entry.paragraph,
            placeholder=_("Ví dụ: minh chứng để ở văn thư, đã xem ngày 10/3"),
        ),
        Field("who", _("Người cho bỏ qua"), required=True, parse=lambda text: entry.line(text, limit=120)),
    ]
    return FieldsDialog(
        _("Bỏ qua mục kiểm tra"),
        fields,
        lambda values: waive(str(values["who"]), str(values["reason"])),
        values={"who": who},
        sentence=sentence + "\n" + _("Mục bỏ qua vẫn nằm trong danh sách, kèm tên và lý do."),
        accept_text=_("Bỏ qua"),
        parent=parent,
    )
