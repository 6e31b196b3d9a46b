"""What a procedure profile says, as a form: dates, bodies, shares, where it is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.domain.numbers import format_number
from app.i18n import _
from app.labels import procedure_body_label
from app.services import entry, procedure_edit
from app.services.procedures import BODIES, ProfileRow
from app.ui.forms import Field, FormView, Kind

_PROSE = ("letterhead_parent", *BODIES, "source", "note")


def fact_form(on_commit: Callable[[str, object], object]) -> FormView:
    form = FormView(_fields(), on_commit=on_commit, labels="above")
    form.setObjectName("procedureForm")
    form.setAccessibleName(_("Nội dung quy trình"))
    return form


def _fields() -> list[Field]:
    nobody = _("chưa có nguồn – xã điền")
    return [
        Field("title", _("Tên quy trình"), required=True, parse=entry.line),
        Field("valid_from", _("Có hiệu lực từ"), Kind.DATE),
        Field("valid_to", _("Đến hết ngày"), Kind.DATE),
        Field(
            "letterhead_parent",
            _("Cơ quan cấp trên"),
            parse=procedure_edit.body,
            placeholder=_("không in"),
            hint=_("In ở dòng đầu, góc trái của giấy tờ. Để trống thì không in."),
        ),
        *(
            Field(name, procedure_body_label(name), parse=procedure_edit.body, placeholder=nobody)
            for name in BODIES
        ),
        Field(
            "vote_share", _("Tỷ lệ đồng ý ở họp bản, từ"), Kind.PERCENT, placeholder=_("chưa rõ"), suffix="%"
        ),
        Field(
            "notice_days", _("Niêm yết công khai"), Kind.INTEGER, placeholder=_("chưa rõ"), suffix=_("ngày")
        ),
        Field(
            "source",
            _("Nguồn"),
            Kind.MULTILINE,
            rows=2,
            parse=partial(entry.line, limit=300),
            placeholder=nobody,
        ),
        Field("note", _("Ghi chú"), Kind.MULTILINE, rows=5, parse=entry.paragraph),
    ]


def fact_values(row: ProfileRow) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(row, name) or "" for name in _PROSE}
    names = ("title", "valid_from", "valid_to", "vote_share", "notice_days")
    return values | {name: getattr(row, name) for name in names}


def show_printed(form: FormView, row: ProfileRow, printed: dict[str, str]) -> None:
    """Below a body with a placeholder, what it comes to on paper."""
    for name in BODIES:
        text = printed.get(name)
        if text is None:
            form.set_hint(name, "")
        elif text:
            form.set_hint(name, _("In ra: {text}").format(text=text))
        else:
            form.set_hint(name, _("Sổ chưa có tên này nên giấy tờ in dấu chấm."))
    parent = printed.get("letterhead_parent")
    words = _("In ở dòng đầu, góc trái của giấy tờ. Để trống thì không in.")
    form.set_hint("letterhead_parent", _("In ra: {text}").format(text=parent) if parent else words)


def deadline_text(day: int | None, month: int | None, within: int | None) -> str:
    parts = []
    if day is not None and month is not None:
        parts.append(_("trước {day}/{month}").format(day=day, month=month))
    elif day is not None:
        parts.append(_("trước ngày {day} hằng tháng").format(day=day))
    if within is not None:
        parts.append(_("trong {n} ngày").format(n=format_number(within)))
    return ", ".join(parts)
