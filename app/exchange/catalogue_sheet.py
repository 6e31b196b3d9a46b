"""What a workbook says about a criteria set, cell by cell, before anything is changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from app.domain.criteria import CriterionDefinition, IndicatorDefinition, LegalBasis, SetDefinition
from app.exchange.workbook import CellProblem

# Parts of the set that the sheet "Bộ" can hold; those of LegalBasis have names of their own.
BASIS_FACTS = {"basis_number": "number", "basis_date": "dated", "basis_issuer": "issuer"}


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """A row of an indicator. `cells`: address by field of IndicatorDefinition, and "criterion", "criterion_name".

    Fields without a column, and cells that could not be read, hold the default of IndicatorDefinition.
    `unread`: fields whose cell has a problem.
    """

    row: int
    criterion: str
    indicator: IndicatorDefinition
    cells: Mapping[str, str]
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion, from its own row or from its first indicator; `given`: fields the file says anything about."""

    row: int
    criterion: CriterionDefinition
    cells: Mapping[str, str]
    given: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CatalogueSheet:
    """`definition` is what the file alone says: code "" where it names no set, fields without a column default.

    `columns`: fields of IndicatorDefinition that have a column; all others are to be left as they are. `facts`:
    fields of SetDefinition (and basis_number, basis_date, basis_issuer) that the file gives, with `fact_cells`.
    `problems` refuse an import; `warnings` are shown. Rows are matched by number, never by name.
    """

    definition: SetDefinition
    columns: frozenset[str]
    facts: frozenset[str]
    criteria: tuple[CriterionLine, ...]
    indicators: tuple[IndicatorLine, ...]
    fact_cells: Mapping[str, str]
    problems: tuple[CellProblem, ...] = ()
    warnings: tuple[CellProblem, ...] = ()

    def cell(self, *, criterion: str = "", indicator: str = "", field: str = "") -> str:
        """The address for a SetProblem: of its field, else of the number of its row, else ""."""
        for line in self.indicators:
            if indicator and line.indicator.number == indicator:
                return line.cells.get(field) or line.cells.get("number", "")
        for head in self.criteria:
            if criterion and not indicator and head.criterion.number == criterion:
                return head.cells.get(field) or head.cells.get("number", "")
        return "" if indicator or criterion else self.fact_cells.get(field, "")


def overlaid(current: SetDefinition, sheet: CatalogueSheet) -> SetDefinition:
    """`current` with what the sheet says: rows matched by number, only fields that the file has; nothing removed.

    Indicators and criteria that are new come after those that are there. The code and version stay.
    """
    lines = {line.indicator.number: line for line in sheet.indicators}
    heads = {head.criterion.number: head for head in sheet.criteria}
    known = {indicator.number for indicator in current.indicators}
    criteria = [
        replace(
            _criterion_overlaid(criterion, heads.get(criterion.number)),
            indicators=tuple(
                _indicator_overlaid(indicator, lines.get(indicator.number), sheet.columns)
                for indicator in criterion.indicators
            )
            + _new_of(criterion.number, sheet.indicators, known),
        )
        for criterion in current.criteria
    ]
    there = {criterion.number for criterion in current.criteria}
    for head in sheet.criteria:
        if head.criterion.number not in there:
            indicators = _new_of(head.criterion.number, sheet.indicators, known)
            criteria.append(replace(head.criterion, indicators=indicators))
    return replace(_facts_overlaid(current, sheet), criteria=tuple(criteria))


def _new_of(
    criterion: str, lines: Iterable[IndicatorLine], known: set[str]
) -> tuple[IndicatorDefinition, ...]:
    return tuple(
        line.indicator for line in lines if line.criterion == criterion and line.indicator.number not in known
    )


def _criterion_overlaid(current: CriterionDefinition, head: CriterionLine | None) -> CriterionDefinition:
    if head is None:
        return current
    given = head.given - {"number", "indicators"}
    return replace(current, **{field: getattr(head.criterion, field) for field in given})


def _indicator_overlaid(
    current: IndicatorDefinition, line: IndicatorLine | None, columns: frozenset[str]
) -> IndicatorDefinition:
    if line is None:
        return current
    read = columns - line.unread - {"number"}
    names = {field.name for field in fields(IndicatorDefinition)} & read
    return replace(current, **{name: getattr(line.indicator, name) for name in names})


def _facts_overlaid(current: SetDefinition, sheet: CatalogueSheet) -> SetDefinition:
    facts = sheet.facts - {"code", "version"}
    basis = {
        part: getattr(sheet.definition.basis, part) for fact, part in BASIS_FACTS.items() if fact in facts
    }
    changed = {fact: getattr(sheet.definition, fact) for fact in facts if fact not in BASIS_FACTS}
    new_basis: LegalBasis = replace(current.basis, **basis)
    return replace(current, basis=new_basis, **changed)
