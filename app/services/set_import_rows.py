"""What a file would change in a criteria set, row by row, each with its cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.criteria import CriterionDefinition, IndicatorDefinition, SetDefinition
from app.domain.set_comparison import MEANING, changed_meaning, only_fills_in
from app.domain.text import fold
from app.exchange.catalogue_sheet import BASIS_FACTS, CatalogueSheet, CriterionLine, IndicatorLine
from app.exchange.workbook import CellProblem
from app.i18n import _
from app.services.set_words import field_label, set_name, shown, shown_field

_FACTS = "bo"  # the sheet of the set's own facts, folded
_ADDRESS = re.compile(r"[A-Z]+[0-9]+")
_DUTIES = ("leads", "support", "appraisers")


class ImportKind(StrEnum):
    WRONG = "wrong"
    NEW = "new"
    CHANGED = "changed"
    RENAMED = "renamed"  # the number is the same, the name is not: written only when somebody ticks it
    MISSING = "missing"  # in the book, not in the file: stays
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One change of one field, or a whole new row. `old` and `new` as people read them.

    `cell`: "C7" or "Bộ!B3", "" where the file has none. `number`: of the criterion or indicator, "" for the set
    itself. `optional`: it can be left out. `frozen`: it would change the meaning of answers that were given.
    """

    key: str
    kind: ImportKind
    cell: str
    number: str
    field: str = ""
    old: str = ""
    new: str = ""
    sentence: str = ""
    optional: bool = True
    frozen: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """Why the result cannot be: `criterion` and `indicator` are numbers, both "" for the set itself."""

    sentence: str
    criterion: str = ""
    indicator: str = ""
    field: str = ""


def left_out(sheet: CatalogueSheet, excluded: Collection[str]) -> CatalogueSheet:
    """The sheet without the rows and cells of these keys."""
    if not excluded:
        return sheet
    return replace(
        sheet,
        facts=frozenset(fact for fact in sheet.facts if f"set/{fact}" not in excluded),
        criteria=tuple(
            replace(head, given=_kept(head.given, f"criterion/{head.criterion.number}", excluded))
            for head in sheet.criteria
            if f"criterion/{head.criterion.number}" not in excluded
        ),
        indicators=tuple(
            replace(line, unread=line.unread | _dropped(sheet.columns, line, excluded))
            for line in sheet.indicators
            if f"row/{line.row}" not in excluded
        ),
    )


def _kept(fields: frozenset[str], place: str, excluded: Collection[str]) -> frozenset[str]:
    return frozenset(field for field in fields if f"{place}/{field}" not in excluded)


def _dropped(columns: frozenset[str], line: IndicatorLine, excluded: Collection[str]) -> frozenset[str]:
    place = f"indicator/{line.indicator.number}"
    return columns - _kept(columns, place, excluded)


def fact_of(definition: SetDefinition, fact: str) -> object:
    return getattr(definition.basis, BASIS_FACTS[fact]) if fact in BASIS_FACTS else getattr(definition, fact)


class RowMaker:
    """The rows of one file against one set. `wanted` is the set as the whole file would make it."""

    def __init__(
        self,
        sheet: CatalogueSheet,
        current: SetDefinition,
        wanted: SetDefinition,
        *,
        new_set: bool,
        in_use: bool,
        roles: Collection[str],
    ) -> None:
        self._sheet, self._current, self._wanted, self._roles = sheet, current, wanted, roles
        self._new_set, self._in_use = new_set, in_use
        self._lines = {line.indicator.number: line for line in sheet.indicators}
        self._heads = {head.criterion.number: head for head in sheet.criteria}

    def rows(self, faults: Sequence[Fault]) -> list[ImportRow]:
        """What is wrong first, then in the order of the set, what is missing and what is only said at the end."""
        unread = list(self._unread())
        rows = [*self._facts(), *self._criteria(), *self._indicators()]
        by_key = {row.key: row for row in rows}
        cells = {row.cell for row in unread if row.cell}
        for count, fault in enumerate(faults):
            row = by_key.get(self._key(fault, by_key))
            if row is not None:
                by_key[row.key] = replace(row, kind=ImportKind.WRONG, sentence=fault.sentence)
                continue
            cell = self._sheet.cell(criterion=fault.criterion, indicator=fault.indicator, field=fault.field)
            cell = cell if fault.indicator or fault.criterion else _fact_place(cell)
            if cell not in cells or not cell:
                number = fault.indicator or fault.criterion
                unread.append(_wrong(f"fault/{count}", cell, number, fault.field, fault.sentence))
        wrong = [row for row in by_key.values() if row.kind is ImportKind.WRONG and row.cell not in cells]
        rest = [row for row in by_key.values() if row.kind is not ImportKind.WRONG]
        return [*unread, *wrong, *rest, *self._missing(), *self._notes()]

    def _key(self, fault: Fault, known: Collection[str]) -> str:
        """The row that a person may leave out to be rid of the fault."""
        if fault.indicator:
            line = self._lines.get(fault.indicator)
            exact = f"indicator/{fault.indicator}/{fault.field}"
            if exact in known or line is None:
                return exact
            other = (key for key in known if key.startswith(f"indicator/{fault.indicator}/"))
            return next(other, f"row/{line.row}")
        if fault.criterion:
            exact = f"criterion/{fault.criterion}/{fault.field}"
            return exact if exact in known else f"criterion/{fault.criterion}"
        return f"set/{fault.field}"

    def _unread(self) -> Iterator[ImportRow]:
        places = {
            line.cells.get(field, ""): (line.indicator.number, field)
            for line in self._sheet.indicators
            for field in line.unread
        }
        for count, problem in enumerate(self._sheet.problems):
            number, field = places.get(problem.cell, ("", ""))
            row = _wrong(f"cell/{count}", _place(problem), number, field, problem.sentence)
            yield replace(row, optional=bool(number))

    def _facts(self) -> Iterator[ImportRow]:
        if self._new_set:
            name = set_name(self._wanted)
            yield ImportRow("new", ImportKind.NEW, "", "", new=name, optional=False)
            return
        for fact in sorted(self._sheet.facts - {"code", "version"}):
            old, new = fact_of(self._current, fact), fact_of(self._wanted, fact)
            if old != new:
                yield ImportRow(
                    f"set/{fact}",
                    ImportKind.RENAMED if fact == "title" else ImportKind.CHANGED,
                    _fact_place(self._sheet.fact_cells.get(fact, "")),
                    "",
                    fact,
                    shown(old),
                    shown(new),
                    frozen=self._in_use and fact == "level",
                )

    def _criteria(self) -> Iterator[ImportRow]:
        current = {criterion.number: criterion for criterion in self._current.criteria}
        for wanted in self._wanted.criteria:
            head = self._heads.get(wanted.number)
            if head is None:
                continue
            old = current.get(wanted.number)
            if old is None:
                yield ImportRow(
                    f"criterion/{wanted.number}",
                    ImportKind.NEW,
                    head.cells.get("number", ""),
                    wanted.number,
                    new=wanted.name,
                    frozen=self._in_use,
                )
            elif old != wanted:
                yield from self._criterion(head, old, wanted)

    def _criterion(
        self, head: CriterionLine, old: CriterionDefinition, wanted: CriterionDefinition
    ) -> Iterator[ImportRow]:
        for field in ("name", "source", "name_variants", *_DUTIES):
            if getattr(old, field) == getattr(wanted, field):
                continue
            kind = ImportKind.RENAMED if field == "name" else ImportKind.CHANGED
            yield ImportRow(
                f"criterion/{old.number}/{field}",
                kind,
                head.cells.get(field) or head.cells.get("number", ""),
                old.number,
                field,
                shown_field(old, field),
                shown_field(wanted, field),
            )

    def _indicators(self) -> Iterator[ImportRow]:
        current = {one.number: one for one in self._current.indicators}
        fields = [field for field in IndicatorDefinition.__dataclass_fields__ if field in self._sheet.columns]
        for line in self._sheet.indicators:
            old = current.get(line.indicator.number)
            if old is None:
                yield self._new(line)
        for wanted in self._wanted.indicators:
            old, found = current.get(wanted.number), self._lines.get(wanted.number)
            if old is not None and found is not None and old != wanted:
                for field in fields:
                    if getattr(old, field) != getattr(wanted, field):
                        yield self._changed(found, old, wanted, field)

    def _new(self, line: IndicatorLine) -> ImportRow:
        return ImportRow(
            f"row/{line.row}",
            ImportKind.NEW,
            line.cells.get("number", ""),
            line.indicator.number,
            new=line.indicator.text or "",
            frozen=self._in_use,
        )

    def _changed(
        self, line: IndicatorLine, old: IndicatorDefinition, wanted: IndicatorDefinition, field: str
    ) -> ImportRow:
        return ImportRow(
            f"indicator/{old.number}/{field}",
            ImportKind.CHANGED,
            line.cells.get(field) or line.cells.get("number", ""),
            old.number,
            field,
            shown_field(old, field),
            shown_field(wanted, field),
            frozen=self._in_use and field in MEANING and _changes_meaning(old, wanted, field),
        )

    def _missing(self) -> Iterator[ImportRow]:
        if self._sheet.indicators:
            for one in self._current.indicators:
                if one.number not in self._lines:
                    yield ImportRow(
                        f"missing/{one.number}",
                        ImportKind.MISSING,
                        "",
                        one.number,
                        old=one.text or "",
                        sentence=_("Tệp không có; trong sổ giữ nguyên."),
                        optional=False,
                    )

    def _notes(self) -> Iterator[ImportRow]:
        for count, warning in enumerate(self._sheet.warnings):
            yield _note(f"note/{count}", _place(warning), "", warning.sentence)
        place = {one.number: head.number for head in self._current.criteria for one in head.indicators}
        for number, line in self._lines.items():
            there = place.get(number, line.criterion)
            if there != line.criterion:
                sentence = _(
                    "Trong tệp thuộc tiêu chí {new}, trong sổ thuộc tiêu chí {old}: giữ như trong sổ."
                )
                sentence = sentence.format(new=line.criterion, old=there)
                yield _note(f"moved/{number}", line.cells.get("criterion", ""), number, sentence)
        for code in sorted(self._unknown_roles()):
            sentence = _("Sổ chưa có vai trò “{code}”, nên chỉ tiêu mới chưa giao cho vai trò này.")
            yield _note(f"role/{code}", "", "", sentence.format(code=code))

    def _unknown_roles(self) -> set[str]:
        there = {one.number for one in self._current.indicators}
        named = {
            code
            for one in self._wanted.indicators
            if one.number not in there
            for code in (*one.leads, *one.support, *one.appraisers)
        }
        return named - set(self._roles)


def _place(problem: CellProblem) -> str:
    """ "C7" among the indicators, "Bộ!B3" among the facts of the set."""
    if not problem.cell:
        return problem.sheet
    return problem.place if fold(problem.sheet) == _FACTS else problem.cell


def _fact_place(cell: str) -> str:
    return f"Bộ!{cell}" if _ADDRESS.fullmatch(cell) else cell


def _changes_meaning(old: IndicatorDefinition, wanted: IndicatorDefinition, field: str) -> bool:
    one = replace(old, **{field: getattr(wanted, field)})
    return bool(changed_meaning(old, one)) and not only_fills_in(old, one)


def _wrong(key: str, cell: str, number: str, field: str, sentence: str) -> ImportRow:
    return ImportRow(key, ImportKind.WRONG, cell, number, field, sentence=sentence, optional=False)


def _note(key: str, cell: str, number: str, sentence: str) -> ImportRow:
    return ImportRow(key, ImportKind.NOTE, cell, number, sentence=sentence, optional=False)


def row_words(row: ImportRow) -> str:
    """What the row is about: "Chỉ tiêu 4.2: Ngưỡng"."""
    what = field_label(row.field) if row.field else ""
    if not row.number:
        return what or _("Cả bộ")
    place = _("Tiêu chí {number}") if row.key.startswith("criterion/") else _("Chỉ tiêu {number}")
    where = place.format(number=row.number)
    return f"{where}: {what}" if what else where


def kind_label(kind: ImportKind) -> str:
    return {
        ImportKind.WRONG: _("Sai"),
        ImportKind.NEW: _("Mới"),
        ImportKind.CHANGED: _("Đổi"),
        ImportKind.RENAMED: _("Khác tên"),
        ImportKind.MISSING: _("Tệp không có"),
        ImportKind.NOTE: _("Lưu ý"),
    }[kind]
