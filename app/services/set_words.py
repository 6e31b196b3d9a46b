"""Fields of sets, criteria and indicators, and what stands in them, in words for a table of changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app.domain.criteria import CriterionDefinition, GroupKind, IndicatorDefinition, SetDefinition, SetLevel
from app.domain.dates import format_date
from app.domain.measure import Direction, IndicatorStatus, Measure
from app.i18n import _
from app.labels import (
    direction_label,
    group_kind_label,
    group_label,
    indicator_status_label,
    measure_label,
    set_level_label,
)
from app.services.thresholds import shown_threshold


def field_label(field: str) -> str:
    return _field_labels().get(field, field)


def _field_labels() -> Mapping[str, str]:
    return {
        **_set_labels(),
        "number": _("Số hiệu"),
        "name": _("Tên tiêu chí"),
        "text": _("Nội dung"),
        "guidance": _("Hướng dẫn"),
        "computing": _("Cách tính"),
        "measure": _("Cách đo"),
        "threshold": _("Ngưỡng"),
        "direction": _("Chiều của ngưỡng"),
        "unit": _("Đơn vị"),
        "scale": _("Thang xếp loại"),
        "part_label": _("Số đếm được là gì"),
        "whole_label": _("Tổng số là gì"),
        "reference": _("Mức tham chiếu"),
        "group_kind": _("Ngưỡng theo nhóm nào"),
        "group_thresholds": _("Ngưỡng từng nhóm"),
        "may_not_apply": _("Cho phép không áp dụng"),
        "required_papers": _("Giấy tờ phải có"),
        "leads": _("Chủ trì"),
        "support": _("Phối hợp"),
        "appraisers": _("Thẩm định"),
        "status": _("Tình trạng nguồn"),
        "source": _("Nguồn"),
        "hint": _("Gợi ý"),
        "predecessors": _("Nối tiếp số hiệu"),
        "name_variants": _("Tên gọi khác"),
    }


def _set_labels() -> Mapping[str, str]:
    return {
        "title": _("Tên bộ"),
        "level": _("Cấp"),
        "field": _("Lĩnh vực kiểu mẫu"),
        "basis_number": _("Số quyết định"),
        "basis_date": _("Ngày quyết định"),
        "basis_issuer": _("Cơ quan ban hành"),
        "valid_from": _("Hiệu lực từ"),
        "valid_to": _("Hiệu lực đến"),
        "criteria_total": _("Số tiêu chí trong văn bản"),
        "indicators_total": _("Số chỉ tiêu trong văn bản"),
        "prerequisite": _("Bộ phải đạt trước"),
        "follows": _("Nối tiếp bộ"),
        "note": _("Ghi chú"),
    }


def shown_field(definition: IndicatorDefinition | CriterionDefinition, field: str) -> str:
    """What stands in a field, as people read it; "" for nothing."""
    value = getattr(definition, field)
    if isinstance(definition, IndicatorDefinition) and value is not None:
        if field == "threshold":
            return _shown_threshold(value, definition.measure)
        if field == "group_thresholds" and definition.group_kind is not None:
            return "; ".join(
                f"{group_label(definition.group_kind, group)}: {_shown_threshold(one, definition.measure)}"
                for group, one in value
            )
    return shown(value)


def _shown_threshold(stored: str, measure: Measure | None) -> str:
    try:
        return shown_threshold(stored, measure)
    except ArithmeticError:  # what a file calls a number and is none is shown as it stands
        return stored


def shown(value: object) -> str:
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, tuple):
        return "; ".join(": ".join(item) if isinstance(item, tuple) else str(item) for item in value)
    for kind, words in _WORDS.items():
        if isinstance(value, kind):
            return words(value)
    return "" if value is None else str(value)


_WORDS: Mapping[type, Callable[[Any], str]] = {
    Measure: measure_label,
    Direction: direction_label,
    GroupKind: group_kind_label,
    IndicatorStatus: indicator_status_label,
    SetLevel: set_level_label,
    date: format_date,
}


def set_name(definition: SetDefinition) -> str:
    """ "Bộ tiêu chí … (sl-ban-ntm 2022-2025)"."""
    return _("{title} ({code}, phiên bản {version})").format(
        title=definition.title, code=definition.code, version=definition.version
    )
