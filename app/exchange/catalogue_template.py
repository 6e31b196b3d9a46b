"""The workbook in which a commune fills in a criteria set: indicators, facts of the set, explanation."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from app.domain.criteria import CriterionDefinition, GroupKind, IndicatorDefinition, SetDefinition, SetLevel
from app.domain.dates import format_date
from app.domain.measure import Direction, IndicatorStatus, Measure
from app.exchange.catalogue_columns import FACTS, FACTS_SHEET, GROUP_FIELDS, HEADINGS, SHEET, words_of
from app.exchange.catalogue_sheet import BASIS_FACTS
from app.exchange.template import Column, Guide, put_guide, put_table, save
from app.i18n import as_printed
from app.labels import group_kind_label, measure_label

_WIDTHS = {
    "criterion": 9,
    "criterion_name": 30,
    "number": 9,
    "text": 60,
    "guidance": 40,
    "computing": 40,
    "measure": 24,
    "threshold": 12,
    "direction": 15,
    "unit": 14,
    "scale": 26,
    "group_kind": 18,
    "required_papers": 36,
    "leads": 16,
    "support": 16,
    "appraisers": 16,
    "part_label": 24,
    "whole_label": 24,
    "reference": 24,
    "source": 20,
    "status": 20,
    "hint": 34,
    "name_variants": 26,
}
_ROLES = ("leads", "support", "appraisers")
_LISTS = ("scale", "required_papers", "name_variants")


def write_catalogue(path: Path, definition: SetDefinition, role_names: Mapping[str, str]) -> None:
    """The template, filled with the set. `role_names`: name by code, listed for the choice. Raises StorageError."""
    from openpyxl import Workbook

    rows: list[list[str | None]] = []
    heads = set()
    for criterion in definition.criteria:
        heads.add(len(rows))
        rows.append([_of_criterion(criterion, heading.field) for heading in HEADINGS])
        rows.extend(
            [_of_indicator(criterion, indicator, heading.field) for heading in HEADINGS]
            for indicator in criterion.indicators
        )
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = SHEET
    put_table(book, page, _columns(role_names), rows, frozen="D2", bold_rows=frozenset(heads))
    facts = book.create_sheet(FACTS_SHEET)
    fact_columns = [Column("Mục", 28), Column("Giá trị", 60), Column("Ghi chú", 50)]
    put_table(
        book,
        facts,
        fact_columns,
        [[title, _fact(definition, name), note or None] for name, title, note in FACTS],
        frozen="B2",
    )
    put_guide(book, _guide(role_names))
    save(book, path)


def _columns(role_names: Mapping[str, str]) -> list[Column]:
    choices: dict[str, tuple[str, ...]] = {
        "measure": tuple(words_of(Measure).values()),
        "direction": tuple(words_of(Direction).values()),
        "group_kind": tuple(words_of(GroupKind).values()),
        "status": tuple(words_of(IndicatorStatus).values()),
        "may_not_apply": ("Có", "Không"),
        **dict.fromkeys(_ROLES, tuple(role_names)),
    }
    return [
        Column(
            heading.title,
            _WIDTHS.get(heading.field, 12),
            choices.get(heading.field, ()),
            strict=heading.field not in _ROLES,  # several codes may stand in one cell
        )
        for heading in HEADINGS
    ]


def _of_criterion(criterion: CriterionDefinition, name: str) -> str | None:
    values = {
        "criterion": criterion.number,
        "criterion_name": criterion.name,
        "source": criterion.source,
        "name_variants": "\n".join(criterion.name_variants),
        **{role: "; ".join(getattr(criterion, role)) for role in _ROLES},
    }
    return values.get(name) or None


def _of_indicator(criterion: CriterionDefinition, indicator: IndicatorDefinition, name: str) -> str | None:
    if name in ("criterion", "criterion_name", "name_variants"):
        return criterion.number if name == "criterion" else None
    if name in _ROLES:
        return "; ".join(getattr(indicator, name)) or None
    if name in _LISTS:
        return "\n".join(getattr(indicator, name)) or None
    if name in GROUP_FIELDS:
        kind, group = GROUP_FIELDS[name]
        given = dict(indicator.group_thresholds) if indicator.group_kind is kind else {}
        return _threshold(indicator.measure, given.get(group))
    return _special(indicator, name)


def _special(indicator: IndicatorDefinition, name: str) -> str | None:
    with as_printed():
        words = {
            "measure": None if indicator.measure is None else measure_label(indicator.measure),
            "group_kind": None if indicator.group_kind is None else group_kind_label(indicator.group_kind),
        }
    values = words | {
        "direction": words_of(Direction)[indicator.direction],
        "status": words_of(IndicatorStatus)[indicator.status],
        "threshold": _threshold(indicator.measure, indicator.threshold),
        "may_not_apply": "Có" if indicator.may_not_apply else "Không",
        "predecessors": _predecessors(indicator.predecessors),
    }
    found: str | None = values[name] if name in values else getattr(indicator, name)
    return found


def _threshold(measure: Measure | None, threshold: str | None) -> str | None:
    """Numbers with a comma, as they are typed; steps of a scale as they are."""
    if threshold is None or measure is Measure.RATING:
        return threshold
    return threshold.replace(".", ",")


def _predecessors(numbers: tuple[str, ...] | None) -> str | None:
    if numbers is None:
        return None
    return "; ".join(numbers) or "mới"


def _fact(definition: SetDefinition, name: str) -> str | None:
    if name in BASIS_FACTS:
        value = getattr(definition.basis, BASIS_FACTS[name])
    elif name in ("follows_code", "follows_version"):
        value = definition.follows and definition.follows[name == "follows_version"]
    else:
        value = getattr(definition, name)
    if isinstance(value, SetLevel):
        return words_of(SetLevel)[value]
    return _plain(value)


def _plain(value: object) -> str | None:
    from datetime import date

    if value is None:
        return None
    return format_date(value) if isinstance(value, date) else str(value)


def _guide(role_names: Mapping[str, str]) -> list[Guide]:
    roles = "; ".join(f"{code}: {name}" for code, name in role_names.items())
    return [
        Guide("Cách dùng", "Điền vào trang “Chỉ tiêu” và trang “Bộ”, lưu lại rồi nhập vào chương trình."),
        Guide("", "Chương trình cho xem trước mọi thay đổi; chưa bấm Nhập thì sổ chưa đổi."),
        Guide(
            "Số hiệu",
            "Dòng được nhận ra theo số tiêu chí và số chỉ tiêu, không theo tên. Viết như 4 hoặc 4.10.",
        ),
        Guide("Dòng tô đậm", "Là dòng của tiêu chí: có số và tên tiêu chí, để trống số chỉ tiêu."),
        Guide("Ô để trống", "Nghĩa là chưa biết: nội dung cũ của ô đó sẽ bị bỏ."),
        Guide("Cột không dùng", "Có thể xóa cả cột: nội dung của cột đó trong sổ được giữ nguyên."),
        Guide("Dòng không dùng", "Xóa dòng không làm mất chỉ tiêu trong sổ."),
        Guide("Cách đo", "; ".join(words_of(Measure).values())),
        Guide(
            "Ngưỡng",
            "Số viết như 90 hoặc 2,45 (dấu phẩy là phần lẻ); với xếp loại thì ghi một bậc của thang.",
        ),
        Guide("Chiều so sánh", "; ".join(words_of(Direction).values())),
        Guide("Thang xếp loại", "Mỗi bậc một dòng trong ô, từ thấp đến cao (Alt+Enter để xuống dòng)."),
        Guide("Ngưỡng theo nhóm", "Chỉ ghi khi ngưỡng khác nhau theo khu vực hoặc theo nhóm xã."),
        Guide("Giấy tờ phải có", "Mỗi giấy tờ một dòng trong ô."),
        Guide(
            "Chủ trì, phối hợp, thẩm định", f"Ghi mã vai trò, nhiều mã cách nhau bằng dấu chấm phẩy. {roles}"
        ),
        Guide("Tình trạng nguồn", "; ".join(words_of(IndicatorStatus).values())),
        Guide(
            "Nối tiếp chỉ tiêu",
            "Để trống: cùng số ở bộ trước. Ghi “mới”: chưa có ở bộ trước. Hoặc ghi các số cũ.",
        ),
    ]
