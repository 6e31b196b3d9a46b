"""The fields of a set, a criterion and an indicator, and what a field's value changes in the book."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.domain.criteria import (
    GROUPS,
    CriterionDefinition,
    DutyKind,
    GroupKind,
    IndicatorDefinition,
    SetDefinition,
    SetLevel,
)
from app.domain.measure import MEASURED_BY_NUMBERS, Direction, IndicatorStatus, Measure
from app.i18n import _
from app.labels import (
    direction_label,
    duty_kind_label,
    group_kind_label,
    group_label,
    indicator_status_label,
    measure_label,
    set_level_label,
)
from app.services import entry
from app.ui.forms import Field, Kind, Option

GROUP_FIELDS = ("group_1", "group_2", "group_3")
DUTY_FIELDS = {"leads": DutyKind.LEAD, "support": DutyKind.SUPPORT, "appraisers": DutyKind.APPRAISE}
_LISTS = ("scale", "required_papers")


# Sets


def set_fields() -> list[Field]:
    levels = [Option(level, set_level_label(level)) for level in SetLevel]
    return [
        Field("title", _("Tên bộ"), Kind.MULTILINE, parse=_long_line, required=True, rows=2),
        Field("level", _("Cấp"), Kind.CHOICE, options=levels),
        Field("field", _("Lĩnh vực kiểu mẫu"), parse=entry.line, placeholder=_("ví dụ: du lịch")),
        Field("basis_number", _("Căn cứ số"), parse=entry.line, width=22, placeholder="1897/QĐ-UBND"),
        Field("basis_date", _("Ngày ban hành"), Kind.DATE),
        Field("basis_issuer", _("Cơ quan ban hành"), parse=entry.line),
        Field("valid_from", _("Hiệu lực từ"), Kind.DATE),
        Field("valid_to", _("Hiệu lực đến"), Kind.DATE),
        Field(
            "criteria_total",
            _("Văn bản ghi"),
            Kind.INTEGER,
            suffix=_("tiêu chí"),
            width=5,
            hint=_("Chỉ để đối chiếu; tổng số luôn đếm từ các dòng của bộ."),
        ),
        Field("indicators_total", "", Kind.INTEGER, suffix=_("chỉ tiêu"), width=5, inline=True),
        Field("prerequisite", _("Phải đạt trước bộ"), Kind.CHOICE, width=26),
        Field("follows", _("Thay cho bộ"), Kind.CHOICE, width=26),
        Field("note", _("Ghi chú"), Kind.MULTILINE, parse=entry.paragraph, rows=3),
    ]


def set_values(definition: SetDefinition) -> dict[str, object]:
    basis = definition.basis
    return {
        "title": definition.title,
        "level": definition.level,
        "field": definition.field or "",
        "basis_number": basis.number or "",
        "basis_date": basis.dated,
        "basis_issuer": basis.issuer or "",
        "valid_from": definition.valid_from,
        "valid_to": definition.valid_to,
        "criteria_total": definition.criteria_total,
        "indicators_total": definition.indicators_total,
        "prerequisite": definition.prerequisite,
        "follows": definition.follows,
        "note": definition.note or "",
    }


# Criteria


def duty_fields() -> list[Field]:
    return [Field(name, duty_kind_label(kind), Kind.CHOICES) for name, kind in DUTY_FIELDS.items()]


def criterion_fields() -> list[Field]:
    return [
        Field("number", _("Số hiệu"), parse=_number, required=True, width=8),
        Field("name", _("Tên tiêu chí"), Kind.MULTILINE, parse=_long_line, required=True, rows=2),
        *duty_fields(),
        Field("source", _("Nguồn"), parse=entry.line, placeholder=_("ví dụ: Phụ lục I, mục 4")),
    ]


def criterion_values(definition: CriterionDefinition) -> dict[str, object]:
    return {
        "number": definition.number,
        "name": definition.name,
        "leads": definition.leads,
        "support": definition.support,
        "appraisers": definition.appraisers,
        "source": definition.source or "",
    }


# Indicators


def indicator_fields(
    parse_threshold: Callable[[str], str], show_threshold: Callable[[object], str]
) -> list[Field]:
    """Thresholds are read and shown as the indicator in the form measures."""
    threshold: dict[str, Any] = {
        "kind": Kind.NUMBER,
        "parse": parse_threshold,
        "show": show_threshold,
        "width": 8,
    }
    measures = [Option(found, measure_label(found)) for found in (None, *Measure)]
    directions = [Option(found, direction_label(found)) for found in Direction]
    groups = [Option(found, group_kind_label(found)) for found in (None, *GroupKind)]
    return [
        Field("number", _("Số hiệu"), parse=_number, required=True, width=8),
        Field("text", _("Nội dung"), Kind.MULTILINE, parse=entry.paragraph, rows=3),
        Field("hint", _("Gợi ý"), Kind.STATIC),
        Field("measure", _("Cách đo"), Kind.CHOICE, options=measures),
        Field("scale", _("Thang xếp loại"), Kind.MULTILINE, parse=_lines, show=_shown_lines, rows=4,
              hint=_("Mỗi dòng một bậc, từ thấp đến cao.")),
        Field("group_kind", _("Ngưỡng"), Kind.CHOICE, options=groups),
        Field("direction", _("Mức đạt"), Kind.CHOICE, options=directions),
        Field("threshold", "", inline=True, **threshold),
        Field("threshold_step", _("Đạt từ bậc"), Kind.CHOICE),
        Field(GROUP_FIELDS[0], group_label(GroupKind.AREA, "I"), **threshold),
        Field(GROUP_FIELDS[1], group_label(GroupKind.AREA, "II"), **threshold),
        Field(GROUP_FIELDS[2], group_label(GroupKind.AREA, "III"), **threshold),
        Field("unit", _("Đơn vị"), parse=entry.line, width=14, placeholder=_("ví dụ: người, km")),
        Field("part_label", _("Số đạt là"), parse=entry.line, placeholder=_("ví dụ: số người tham gia")),
        Field("whole_label", _("Tổng số là"), parse=entry.line, placeholder=_("ví dụ: dân số của bản")),
        Field("reference", _("So với mức"), parse=entry.line, placeholder=_("ví dụ: thu nhập bình quân của xã")),
        Field("required_papers", _("Minh chứng cần có"), Kind.MULTILINE, parse=_lines, show=_shown_lines, rows=2,
              hint=_("Mỗi dòng một giấy tờ.")),
        Field("guidance", _("Hướng dẫn"), Kind.MULTILINE, parse=entry.paragraph, rows=2),
        Field("computing", _("Cách tính"), Kind.MULTILINE, parse=entry.paragraph, rows=2),
        Field("may_not_apply", _("Cho phép “không áp dụng”"), Kind.CHECK),
        *duty_fields(),
        Field("status", _("Tình trạng nguồn"), Kind.CHOICE, options=_statuses()),
        Field("source", _("Nguồn"), parse=entry.line, placeholder=_("ví dụ: QĐ 1897, phụ lục, mục 13.2")),
        Field("predecessors", _("Nối tiếp chỉ tiêu"), parse=_numbers, show=_shown_numbers,
              placeholder=_("cùng số hiệu"),
              hint=_("Số hiệu ở bộ trước, cách nhau bằng dấu chấm phẩy; ghi “mới” nếu trước đây chưa có.")),
    ]  # fmt: skip


def _statuses() -> list[Option]:
    return [Option(found, indicator_status_label(found)) for found in IndicatorStatus]


def indicator_values(definition: IndicatorDefinition) -> dict[str, object]:
    """`definition` as its form shows it."""
    plain = (
        "text",
        "hint",
        "unit",
        "part_label",
        "whole_label",
        "reference",
        "guidance",
        "computing",
        "source",
    )
    same = (
        "number",
        "measure",
        "group_kind",
        "direction",
        "may_not_apply",
        "leads",
        "support",
        "appraisers",
        "status",
    )
    by_group = dict(definition.group_thresholds)
    groups = GROUPS[definition.group_kind] if definition.group_kind else ("", "", "")
    values: dict[str, object] = {name: getattr(definition, name) or "" for name in plain}
    values |= {name: getattr(definition, name) for name in same}
    values |= {name: getattr(definition, name) or "" for name in _LISTS}
    values |= {name: by_group.get(group) for name, group in zip(GROUP_FIELDS, groups, strict=True)}
    in_numbers = definition.measure in MEASURED_BY_NUMBERS
    values["threshold"] = definition.threshold if in_numbers else None
    values["threshold_step"] = definition.threshold if definition.measure is Measure.RATING else None
    values["predecessors"] = "" if definition.predecessors is None else definition.predecessors
    return values


def indicator_change(name: str, value: object, old: IndicatorDefinition) -> dict[str, Any]:
    """What a field's new value means for IndicatorDefinition; what no longer fits goes with it."""
    if name in GROUP_FIELDS:
        return _group_change(name, value, old)
    if name == "threshold_step":
        return {"threshold": value}
    if name == "predecessors":
        return {name: None if value == "" else value}
    if name == "measure":
        return {name: value, **_without_thresholds(old, keep=_both_in_numbers(value, old.measure))}
    if name == "group_kind":
        dropped = () if old.threshold is None else ("threshold",)
        return {name: value, "group_thresholds": (), **dict.fromkeys(dropped)}
    if name == "scale":
        return {name: value or (), **_moved_threshold(tuple(value or ()), old)}  # type: ignore[arg-type]
    return {name: (value or ()) if name in _LISTS else value}


def _both_in_numbers(new: object, old: Measure | None) -> bool:
    return new in MEASURED_BY_NUMBERS and old in MEASURED_BY_NUMBERS


def _without_thresholds(old: IndicatorDefinition, *, keep: bool) -> dict[str, Any]:
    if keep or (old.threshold is None and not old.group_thresholds):
        return {}
    return {"threshold": None, "group_thresholds": ()}


def _group_change(name: str, value: object, old: IndicatorDefinition) -> dict[str, Any]:
    assert old.group_kind is not None
    group = GROUPS[old.group_kind][GROUP_FIELDS.index(name)]
    found = {**dict(old.group_thresholds), group: value}
    return {"group_thresholds": tuple(sorted((key, kept) for key, kept in found.items() if kept))}


def _moved_threshold(scale: tuple[str, ...], old: IndicatorDefinition) -> dict[str, Any]:
    """A step that is only renamed keeps being the threshold."""
    renamed = len(scale) == len(old.scale) and old.threshold in old.scale and old.threshold not in scale
    return {"threshold": scale[old.scale.index(old.threshold or "")]} if renamed else {}


# Typed text


def _number(typed: str) -> str:
    return entry.required_line(typed, limit=10)


def _long_line(typed: str) -> str:
    return entry.required_line(typed, limit=300)


def _lines(typed: str) -> tuple[str, ...]:
    return tuple(line for line in map(entry.line, typed.splitlines()) if line)


def _shown_lines(value: object) -> str:
    return "\n".join(value) if isinstance(value, tuple) else str(value)


def _numbers(typed: str) -> tuple[str, ...]:
    if entry.line(typed).casefold() == _("mới"):
        return ()
    return tuple(number for number in map(entry.line, typed.replace(",", ";").split(";")) if number)


def _shown_numbers(value: object) -> str:
    return ("; ".join(value) or _("mới")) if isinstance(value, tuple) else str(value)


def duty_hint(own: Sequence[str], of_criterion: Sequence[str], names: dict[str, str]) -> str:
    """Whose work it is while the indicator names nobody itself."""
    if own or not of_criterion:
        return ""
    who = "; ".join(names.get(code, code) for code in of_criterion)
    return _("Theo tiêu chí: {who}").format(who=who)
