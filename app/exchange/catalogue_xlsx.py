"""A criteria set as a workbook to fill in, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from app.domain.criteria import IndicatorDefinition, LegalBasis, SetDefinition, SetLevel
from app.errors import InputError
from app.exchange.catalogue_columns import (
    FACTS,
    FACTS_SHEET,
    GROUP_FIELDS,
    HEADINGS,
    SHEET,
    choice_of,
    words_of,
)
from app.exchange.catalogue_rows import Rows, read_rows
from app.exchange.catalogue_sheet import BASIS_FACTS, CatalogueSheet
from app.exchange.catalogue_template import write_catalogue
from app.exchange.tables_found import Line, Table, find_table, heading_key
from app.exchange.workbook import Sheet, Workbook, address
from app.exchange.workbook_reading import read_workbook
from app.i18n import _

__all__ = ["read_catalogue", "write_catalogue"]

_DATES = {"basis_date", "valid_from", "valid_to"}
_TOTALS = {"criteria_total", "indicators_total"}
_NEVER_EMPTY = {"code", "version", "level", "title"}


@dataclass(slots=True)
class _Facts:
    """Values of the set by name, as far as the sheet gives them."""

    values: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)


def read_catalogue(path: Path) -> CatalogueSheet:
    """Raises InputError for a file that cannot be read at all; whatever is wrong in a cell is in `problems`."""
    book = read_workbook(path)
    table = _indicator_table(book)
    rows = read_rows(table)
    if not rows.indicators and not table.problems:
        table.problem("", _("Bảng chưa có chỉ tiêu nào. Hãy ghi mỗi chỉ tiêu một dòng."))
    facts_table, facts = _facts(book)
    columns = set(table.columns) & {item.name for item in fields(IndicatorDefinition)}
    if set(table.columns) & set(GROUP_FIELDS):
        columns |= {"group_kind", "group_thresholds"}
    return CatalogueSheet(
        definition=_definition(rows, facts.values),
        columns=frozenset(columns),
        facts=frozenset(_given_facts(facts.values)),
        criteria=tuple(rows.heads.values()),
        indicators=tuple(rows.indicators),
        fact_cells=facts.cells,
        problems=(*table.problems, *(facts_table.problems if facts_table else ())),
        warnings=(*book.warnings, *table.warnings, *(facts_table.warnings if facts_table else ())),
    )


def _indicator_table(book: Workbook) -> Table:
    named = book.sheet(SHEET)
    for sheet in (named, *book.sheets) if named else book.sheets:
        table = find_table(sheet, HEADINGS, needed="number")
        if table is not None:
            return table
    raise InputError(_("Không thấy bảng chỉ tiêu. Tệp cần một dòng tên cột có cột “Số chỉ tiêu”."))


def _definition(rows: Rows, values: Mapping[str, Any]) -> SetDefinition:
    by_criterion: dict[str, list[IndicatorDefinition]] = {}
    for line in rows.indicators:
        by_criterion.setdefault(line.criterion, []).append(line.indicator)
    criteria = tuple(
        replace(head.criterion, indicators=tuple(by_criterion.get(number, ())))
        for number, head in rows.heads.items()
    )
    follows = None
    if values.get("follows_code"):
        follows = (values["follows_code"], values.get("follows_version") or "")
    return SetDefinition(
        code=values.get("code") or "",
        version=values.get("version") or "",
        level=values.get("level") or SetLevel.HAMLET,
        title=values.get("title") or "",
        basis=LegalBasis(**{part: values.get(fact) for fact, part in BASIS_FACTS.items()}),
        valid_from=values.get("valid_from"),
        valid_to=values.get("valid_to"),
        criteria_total=values.get("criteria_total"),
        indicators_total=values.get("indicators_total"),
        criteria=criteria,
        field=values.get("field"),
        prerequisite=values.get("prerequisite"),
        follows=follows,
        note=values.get("note"),
    )


def _given_facts(values: Mapping[str, Any]) -> set[str]:
    given = {name for name, value in values.items() if value is not None or name not in _NEVER_EMPTY}
    if given & {"follows_code", "follows_version"}:
        given = given - {"follows_code", "follows_version"} | {"follows"}
    return given


def _facts(book: Workbook) -> tuple[Table | None, _Facts]:
    """The sheet "Bộ": names in its first column, values in its second."""
    sheet = book.sheet(FACTS_SHEET)
    facts = _Facts()
    if sheet is None:
        return None, facts
    table = Table(sheet, None, {"value": 1}, sheet.rows, warnings=list(sheet.warnings))
    known = {heading_key(title): name for name, title, _note in FACTS}
    for row in sheet.rows:
        title = row.value(0)
        name = known.get(heading_key(title)) if isinstance(title, str) else None
        if name is None or name in facts.cells:
            continue
        line = Line(table, row, {problem.cell for problem in sheet.problems})
        facts.cells[name] = line.cell("value")
        if not line.broken:
            value = _fact(line, name)
            if "value" not in line.unread:
                facts.values[name] = value
    _copy_problems(table, sheet, facts)
    return table, facts


def _copy_problems(table: Table, sheet: Sheet, facts: _Facts) -> None:
    used = set(facts.cells.values())
    for problem in sheet.problems:
        if problem.cell in used:
            table.problem(problem.cell, problem.sentence)
    for merged in sheet.merged:
        rows = range(merged.first_row, merged.last_row + 1)
        if any(address(row, 1) in used for row in rows) and merged.first_column <= 1:
            table.problem(
                merged.address, _("Các ô này bị gộp. Hãy bỏ gộp (Unmerge Cells) và ghi giá trị vào từng ô.")
            )


def _fact(line: Line, name: str) -> str | int | date | SetLevel | None:
    if name in _DATES:
        return line.day("value")
    if name in _TOTALS:
        return line.count("value")
    if name == "level":
        return _level(line)
    if name == "note":
        return line.text("value")
    return line.line("value", limit=400 if name == "title" else 200)


def _level(line: Line) -> SetLevel | None:
    word = line.line("value")
    if word is None:
        return None
    level = choice_of(SetLevel, word)
    if level is None:
        line.refuse(
            "value",
            _("Không có cấp “{given}”. Hãy dùng một trong: {words}.").format(
                given=word, words="; ".join(words_of(SetLevel).values())
            ),
        )
    return level
