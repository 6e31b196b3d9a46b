"""The columns of a criteria set in a workbook, and the words that stand for its choices.

Words and headings are part of the file, not of the screen: Vietnamese whatever language the screen speaks.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, TypeVar

from app.domain.criteria import GROUPS, GroupKind, SetLevel
from app.domain.measure import Direction, IndicatorStatus, Measure
from app.domain.text import fold
from app.exchange.tables_found import Heading
from app.i18n import as_printed
from app.labels import (
    direction_label,
    group_kind_label,
    indicator_status_label,
    measure_label,
    set_level_label,
)

SHEET = "Chỉ tiêu"
FACTS_SHEET = "Bộ"
E = TypeVar("E", bound=StrEnum)

GROUP_FIELDS = {
    f"group_{group}": (kind, group) for kind, groups in GROUPS.items() for group in groups
}  # "group_I" …: a column a group
NAME_VARIANTS = "name_variants"
# Fields that a criterion has in its own row, by their name in CriterionDefinition.
CRITERION_FIELDS = {
    "criterion_name": "name",
    NAME_VARIANTS: "name_variants",
    "leads": "leads",
    "support": "support",
    "appraisers": "appraisers",
    "source": "source",
}

HEADINGS = (
    Heading("criterion", "Số tiêu chí", ("tiêu chí số", "số hiệu tiêu chí", "mã tiêu chí")),
    Heading("criterion_name", "Tên tiêu chí", ("tiêu chí",)),
    Heading("number", "Số chỉ tiêu", ("chỉ tiêu số", "số hiệu chỉ tiêu", "mã chỉ tiêu", "số hiệu")),
    Heading("text", "Nội dung chỉ tiêu", ("nội dung", "chỉ tiêu", "tên chỉ tiêu")),
    Heading("guidance", "Hướng dẫn", ("giải thích",)),
    Heading("computing", "Cách tính"),
    Heading("measure", "Cách đo"),
    Heading("threshold", "Ngưỡng", ("mức đạt", "mức yêu cầu", "quy định")),
    Heading("direction", "Chiều so sánh", ("chiều",)),
    Heading("unit", "Đơn vị", ("đơn vị tính", "đvt")),
    Heading("scale", "Thang xếp loại", ("thang",)),
    Heading("group_kind", "Ngưỡng theo nhóm"),
    *(
        Heading(f"group_{group}", f"Ngưỡng khu vực {group}", (f"khu vực {group}",))
        for group in GROUPS[GroupKind.AREA]
    ),
    *(
        Heading(f"group_{group}", f"Ngưỡng nhóm xã {group}", (f"nhóm xã {group}", f"nhóm {group}"))
        for group in GROUPS[GroupKind.COMMUNE]
    ),
    Heading("may_not_apply", "Được ghi không áp dụng", ("cho phép không áp dụng",)),
    Heading("required_papers", "Giấy tờ phải có", ("minh chứng phải có", "giấy tờ")),
    Heading("leads", "Chủ trì"),
    Heading("support", "Phối hợp"),
    Heading("appraisers", "Thẩm định"),
    Heading("part_label", "Số đếm được là", ("tử số",)),
    Heading("whole_label", "Tổng số là", ("mẫu số",)),
    Heading("reference", "Mức tham chiếu"),
    Heading("source", "Nguồn"),
    Heading("status", "Tình trạng nguồn", ("tình trạng",)),
    Heading("hint", "Gợi ý khi nhập", ("gợi ý",)),
    Heading("predecessors", "Nối tiếp chỉ tiêu", ("chỉ tiêu trước",)),
    Heading(NAME_VARIANTS, "Tên khác của tiêu chí"),
)

# Parts of the set in the sheet "Bộ": field, title, what is expected.
FACTS = (
    ("code", "Mã bộ tiêu chí", "Không đổi khi nhập vào bộ đang có"),
    ("version", "Phiên bản", "Ví dụ 2022-2025"),
    ("level", "Cấp", ""),
    ("title", "Tên bộ tiêu chí", ""),
    ("basis_number", "Số văn bản", "Ví dụ 1897/QĐ-UBND"),
    ("basis_date", "Ngày văn bản", "Ngày/tháng/năm"),
    ("basis_issuer", "Cơ quan ban hành", ""),
    ("valid_from", "Có hiệu lực từ", "Ngày/tháng/năm"),
    ("valid_to", "Hết hiệu lực", "Ngày/tháng/năm"),
    ("criteria_total", "Số tiêu chí theo văn bản", "Để trống nếu văn bản không ghi"),
    ("indicators_total", "Số chỉ tiêu theo văn bản", "Để trống nếu văn bản không ghi"),
    ("field", "Lĩnh vực", "Của bản kiểu mẫu"),
    ("prerequisite", "Mã bộ phải đạt trước", ""),
    ("follows_code", "Nối tiếp bộ có mã", ""),
    ("follows_version", "Nối tiếp phiên bản", ""),
    ("note", "Ghi chú", ""),
)


@cache
def words_of(kinds: type[E]) -> dict[E, str]:
    """The word of each choice, in the order in which they are offered."""
    labels: dict[Any, Callable[[Any], str]] = {
        Measure: measure_label,
        Direction: direction_label,
        GroupKind: group_kind_label,
        IndicatorStatus: indicator_status_label,
        SetLevel: set_level_label,
    }
    with as_printed():
        return {kind: labels[kinds](kind) for kind in kinds}


@lru_cache(maxsize=1024)
def choice_of(kinds: type[E], word: str) -> E | None:
    """The choice a word or its code stands for ("Có / không", "yes_no"); None where there is none."""
    wanted = _key(word)
    words: dict[E, str] = words_of(kinds)
    for kind, label in words.items():
        if wanted in (_key(label), _key(kind.value), *(_key(other) for other in _OTHER_WORDS.get(kind, ()))):
            return kind
    return None


_OTHER_WORDS: dict[StrEnum, tuple[str, ...]] = {
    Measure.YES_NO: ("có không", "đạt không đạt"),
    Measure.PERCENT: ("tỷ lệ %", "tỷ lệ", "%"),
    Measure.NUMBER: ("số", "một số"),
    Measure.RATIO: ("số lần", "gấp mấy lần"),
    Measure.RATING: ("xếp loại",),
    Measure.PAPERS: ("giấy tờ", "đủ giấy tờ"),
    Direction.AT_LEAST: ("từ", "trở lên", "từ trở lên", ">=", "≥", "tối thiểu", "ít nhất"),
    Direction.AT_MOST: ("không quá", "<=", "≤", "tối đa", "trở xuống"),
    GroupKind.AREA: ("khu vực",),
    GroupKind.COMMUNE: ("nhóm xã",),
}


def _key(word: str) -> str:
    kept = "".join(letter if letter.isalnum() or letter in "%<>=≥≤" else " " for letter in fold(word))
    return " ".join(kept.split())
