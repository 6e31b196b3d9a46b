"""A list of hamlets as a workbook to fill in, and back; pasted tables are read the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.exchange.workbook import CellProblem


@dataclass(frozen=True, slots=True)
class HamletLine:
    """One hamlet; None where the cell is empty, cannot be read, or has no column. `cells`: address by field.

    `area_group` is "I", "II" or "III"; `ethnic_groups` are pairs (name, people) in the order written. `row` 0 and
    no cells where it is made to be written.
    """

    name: str
    code: str | None = None
    former_commune: str | None = None
    area_group: str | None = None
    households: int | None = None
    people: int | None = None
    poor_households: int | None = None
    near_poor_households: int | None = None
    ethnic_groups: tuple[tuple[str, int], ...] | None = None
    head_name: str | None = None
    row: int = 0
    cells: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class HamletSheet:
    """`columns`: fields of HamletLine that have a column; all others are to be left as they are.

    `problems` refuse an import; `warnings` are shown. Lines without a name are problems and left out.
    """

    lines: tuple[HamletLine, ...]
    columns: frozenset[str]
    problems: tuple[CellProblem, ...] = ()
    warnings: tuple[CellProblem, ...] = ()


def write_hamlets(path: Path, lines: Sequence[HamletLine], *, year: int) -> None:
    """The template, filled with the hamlets as they are in `year`. Raises StorageError."""
    raise NotImplementedError


def read_hamlets(path: Path) -> HamletSheet:
    """Raises InputError for a file that cannot be read at all; whatever is wrong in a cell is in `problems`."""
    raise NotImplementedError


def read_pasted_hamlets(text: str) -> HamletSheet:
    """A table pasted from Excel with its headings, or names alone, one a line; addresses as if it began at A1."""
    raise NotImplementedError
