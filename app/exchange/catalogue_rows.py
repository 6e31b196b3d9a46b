"""Rows of the sheet "Chỉ tiêu" into indicators and criteria, every cell checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from app.domain.criteria import CriterionDefinition, GroupKind, IndicatorDefinition
from app.domain.measure import MEASURED_BY_NUMBERS, Direction, IndicatorStatus, Measure
from app.domain.numbers import parse_number
from app.domain.problem import Problem, ProblemCode
from app.domain.text import fold, name_key
from app.exchange.catalogue_columns import (
    CRITERION_FIELDS,
    GROUP_FIELDS,
    NAME_VARIANTS,
    choice_of,
    words_of,
)
from app.exchange.catalogue_sheet import CriterionLine, IndicatorLine
from app.exchange.tables_found import Line, Table, shown
from app.i18n import _
from app.labels import problem_sentence

E = TypeVar("E", bound=StrEnum)
_YES = {"co", "duoc", "x", "true", "1", "yes"}
_NO = {"khong", "khong duoc", "false", "0", "no"}


@dataclass(slots=True)
class Rows:
    """What the table holds; `heads` by criterion number in the order of the file."""

    heads: dict[str, CriterionLine] = field(default_factory=dict)
    indicators: list[IndicatorLine] = field(default_factory=list)


def read_rows(table: Table) -> Rows:
    rows = Rows()
    above = ""
    seen: dict[str, str] = {}
    for line in table.lines():
        number, criterion = line.code("number"), line.code("criterion")
        if not number and _is_head(line):
            above = criterion
            _head(rows, line, criterion, own_row=True)
            continue
        if not number:
            if "number" not in line.unread:
                line.refuse("number", _("Thiếu số chỉ tiêu. Hãy ghi số hiệu hoặc xóa cả dòng."))
            continue
        if number in seen:
            line.refuse("number", _twice(line, number, seen[number]))
            continue
        seen[number] = line.cell("number")
        above = criterion or _criterion_of(line, number, above)
        _head(rows, line, above, own_row=False)
        rows.indicators.append(_indicator_line(line, above, number))
    return rows


def _is_head(line: Line) -> bool:
    """A row of a criterion: its number or name, and nothing that only an indicator has."""
    own = {"criterion", *CRITERION_FIELDS}
    has_more = any(line.raw(name) is not None for name in line.table.columns if name not in own)
    return not has_more and (line.raw("criterion") is not None or line.raw("criterion_name") is not None)


def _criterion_of(line: Line, number: str, above: str) -> str:
    """An empty cell under a criterion means that criterion; without such a column the number tells ("4.2" → 4)."""
    if "criterion" in line.table.columns and above:
        return above
    return number.rpartition(".")[0] or number


def _twice(line: Line, number: str, cell: str) -> str:
    if isinstance(line.raw("number"), Decimal):
        return _(
            "Số hiệu {number} đã có ở ô {cell}. Nếu là {number}0, hãy đặt cột kiểu Text rồi gõ lại."
        ).format(number=number, cell=cell)
    return _("Số hiệu {number} đã có ở ô {cell}. Hãy sửa hoặc bỏ một dòng.").format(number=number, cell=cell)


def _head(rows: Rows, line: Line, number: str, *, own_row: bool) -> None:
    """Remember what the row says about its criterion; two rows may not name it differently."""
    name = line.line("criterion_name")
    known = rows.heads.get(number)
    if known is not None:
        _check_name(rows, line, known, name)
        if own_row:
            line.refuse(
                "criterion", _("Tiêu chí {number} đã có ở dòng {row}.").format(number=number, row=known.row)
            )
        return
    values: dict[str, Any] = {"name": name or ""}
    given = {"name"} if name else set()
    if own_row:
        for column, part in CRITERION_FIELDS.items():
            if column in line.table.columns and column not in ("criterion_name", *line.unread):
                values[part] = _criterion_value(line, column)
                given.add(part)
    cells = {part: line.cell(column) for column, part in CRITERION_FIELDS.items()}
    cells["number"] = line.cell("criterion") or line.cell("number")
    rows.heads[number] = CriterionLine(
        line.row.number,
        CriterionDefinition(number=number, indicators=(), **values),
        {part: cell for part, cell in cells.items() if cell},
        frozenset(given),
    )


def _check_name(rows: Rows, line: Line, known: CriterionLine, name: str | None) -> None:
    from dataclasses import replace

    number = known.criterion.number
    if name and not known.criterion.name:
        rows.heads[number] = replace(
            known,
            criterion=replace(known.criterion, name=name),
            cells={**known.cells, "name": line.cell("criterion_name")},
            given=known.given | {"name"},
        )
    elif name and name_key(name) != name_key(known.criterion.name):
        line.refuse(
            "criterion_name",
            _("Tên tiêu chí {number} khác với ô {cell}. Hãy sửa cho giống nhau.").format(
                number=number, cell=known.cells.get("name", "")
            ),
        )


def _criterion_value(line: Line, column: str) -> Any:
    if column == "source":
        return line.line(column)
    if column == NAME_VARIANTS:
        return line.listed(column)
    return _codes(line, column)


def _codes(line: Line, name: str) -> tuple[str, ...]:
    """ "DC_CHUNG; VHTT": codes once each, in the order written."""
    return tuple(dict.fromkeys(line.listed(name, apart=",;\n")))


def _indicator_line(line: Line, criterion: str, number: str) -> IndicatorLine:
    measure = _choice(line, "measure", Measure)
    text = line.text("text")
    kind, thresholds = _groups(line, measure)
    scale = line.listed("scale", apart=";\n")
    indicator = IndicatorDefinition(
        number=number,
        status=_choice(line, "status", IndicatorStatus)
        or (IndicatorStatus.ENTERED if text else IndicatorStatus.PLACEHOLDER),
        text=text,
        measure=measure,
        threshold=_threshold(line, "threshold", measure),
        scale=scale,
        leads=_codes(line, "leads"),
        support=_codes(line, "support"),
        hint=line.text("hint"),
        source=line.line("source"),
        guidance=line.text("guidance"),
        computing=line.text("computing"),
        direction=_choice(line, "direction", Direction) or Direction.AT_LEAST,
        unit=line.line("unit"),
        part_label=line.line("part_label"),
        whole_label=line.line("whole_label"),
        reference=line.line("reference"),
        group_kind=kind,
        group_thresholds=thresholds,
        may_not_apply=_yes_no(line, "may_not_apply"),
        required_papers=line.listed("required_papers"),
        appraisers=_codes(line, "appraisers"),
        predecessors=_predecessors(line),
    )
    unread = frozenset(line.unread | ({"group_thresholds"} if line.unread & set(GROUP_FIELDS) else set()))
    return IndicatorLine(line.row.number, criterion, indicator, _cells(line), unread)


def _cells(line: Line) -> dict[str, str]:
    """Addresses by field; those of the group columns under "group_thresholds" as well."""
    cells = line.cells()
    filled = [name for name in GROUP_FIELDS if line.raw(name) is not None]
    named = filled or [name for name in GROUP_FIELDS if name in cells]
    if named:
        cells["group_thresholds"] = cells[named[0]]
    return cells


def _choice(line: Line, name: str, kinds: type[E]) -> E | None:
    word = line.line(name)
    if word is None or (kinds is Measure and fold(word) == "chua ro"):
        return None
    found = choice_of(kinds, word)
    if found is None:
        line.refuse(
            name,
            _("Không có lựa chọn “{given}”. Hãy dùng một trong: {words}.").format(
                given=word, words="; ".join(words_of(kinds).values())
            ),
        )
    return found


def _yes_no(line: Line, name: str) -> bool:
    """An empty cell does not forbid."""
    raw = line.raw(name)
    if raw is None or isinstance(raw, bool):
        return raw is not False
    word = fold(shown(raw))
    if word not in _YES | _NO:
        line.refuse(name, _("Không có lựa chọn “{given}”. Hãy ghi Có hoặc Không.").format(given=shown(raw)))
    return word not in _NO


def _threshold(line: Line, name: str, measure: Measure | None) -> str | None:
    """As in Yardstick: numbers with a point, steps of a scale as written; the validator judges whether it fits."""
    raw = line.raw(name)
    if raw is None:
        return None
    text = line.line(name) or ""
    if measure is Measure.RATING:
        return text or None
    try:
        return f"{parse_number(text.removesuffix('%').rstrip()):f}"
    except Problem as problem:
        if measure not in MEASURED_BY_NUMBERS and problem.code is ProblemCode.NUMBER_UNREADABLE:
            return text or None
        line.refuse(name, problem_sentence(problem))
        return None


def _groups(line: Line, measure: Measure | None) -> tuple[GroupKind | None, tuple[tuple[str, str], ...]]:
    """The kind from its column, or from the columns that are filled; both kinds at once are refused."""
    kind = _choice_of_kind(line)
    found: list[tuple[GroupKind, str, str]] = []
    for name, (of_kind, group) in GROUP_FIELDS.items():
        threshold = _threshold(line, name, measure)
        if threshold is not None:
            found.append((of_kind, group, threshold))
            kind = kind or of_kind
            if of_kind is not kind:
                line.refuse(
                    name, _("Mỗi chỉ tiêu chỉ chia nhóm một cách. Hãy để trống khu vực hoặc nhóm xã.")
                )
    return kind, tuple((group, threshold) for of_kind, group, threshold in found if of_kind is kind)


def _choice_of_kind(line: Line) -> GroupKind | None:
    word = line.line("group_kind")
    if word is None or fold(word).startswith(("nhu nhau", "khong")):
        return None
    return _choice(line, "group_kind", GroupKind)


def _predecessors(line: Line) -> tuple[str, ...] | None:
    """Empty: the same number; "mới": new; else numbers apart by semicolons or commas."""
    raw = line.raw("predecessors")
    if raw is None:
        return None
    if isinstance(raw, Decimal):
        return (f"{raw:f}",)
    if fold(shown(raw)) == "moi":
        return ()
    return tuple(dict.fromkeys(line.listed("predecessors", apart=",;\n"))) or None
