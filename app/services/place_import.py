"""A list of hamlets from a table, pasted or an .xlsx: first shown as what it would do, then done as a whole or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.rights import Right
from app.domain.text import fold, name_key, sort_key
from app.errors import InputError
from app.exchange.hamlets_xlsx import HamletLine, HamletSheet
from app.exchange.workbook import CellProblem
from app.i18n import _
from app.models.place import Place, PlaceYear
from app.services import places
from app.services.place_facts import clean_facts, insert_hamlet, list_day, place_rows
from app.services.place_names import NamedPlace, Neighbours, PlaceFacts, hamlet_places
from app.services.place_years import YearFacts, changed_facts, facts_of, store_year, year_problems
from app.services.rights import require

_PLACE_FIELDS = ("code", "former_commune")
_YEAR_FIELDS = (
    "area_group",
    "households",
    "people",
    "poor_households",
    "near_poor_households",
    "ethnic_groups",
    "head_name",
)


class Fate(StrEnum):
    """What the import does with a line, or with a hamlet that has none."""

    WRONG = "wrong"
    NEW = "new"
    RENAMED = "renamed"  # the same code under another name
    CHANGED = "changed"
    SAME = "same"
    MISSING = "missing"  # in the book, not in the table; it stays as it is


@dataclass(frozen=True, slots=True)
class FieldChange:
    field: str
    old: object
    new: object
    cell: str


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One line of the table with its address, or a hamlet without a line (`cell` "").

    `name` is the table's, `known_as` the book's; of a new one that of a hamlet whose name differs in marks only.
    `facts` and `year` are what is written.
    """

    fate: Fate
    cell: str
    name: str
    known_as: str = ""
    place_uid: str = ""
    changes: tuple[FieldChange, ...] = ()
    problems: tuple[CellProblem, ...] = ()
    facts: PlaceFacts | None = None
    year: YearFacts | None = None


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """`rows`: wrong ones first, then by what becomes of them; `problems` are those of no line."""

    rows: tuple[ImportRow, ...]
    problems: tuple[CellProblem, ...] = ()
    warnings: tuple[CellProblem, ...] = ()

    def count(self, fate: Fate) -> int:
        return Counter(row.fate for row in self.rows)[fate]

    @property
    def refused(self) -> bool:
        return bool(self.problems) or self.count(Fate.WRONG) > 0

    @property
    def writes(self) -> bool:
        return not self.refused and any(row.changes or row.fate is Fate.NEW for row in self.rows)

    def first_problem(self) -> CellProblem | None:
        found = [*self.problems, *(problem for row in self.rows for problem in row.problems)]
        return found[0] if found else None


def preview(
    session: Session, *, sheet: HamletSheet, year: int, today: date, take_names: bool = False
) -> ImportPreview:
    """What an import would do; writes nothing.

    A line is the hamlet of its code, else that of its name. Columns that are not there and empty cells leave
    things as they are. A name that differs under one code is shown, and taken over only with `take_names`.
    """
    return _Importer(session, sheet, year, today, take_names).preview()


def import_hamlets(
    session: Session, *, sheet: HamletSheet, year: int, today: date, take_names: bool = False
) -> ImportPreview:
    """Write what `preview` shows. Raises InputError with the first wrong cell, and then nothing is changed."""
    require(session, Right.CATALOGUE)
    found = preview(session, sheet=sheet, year=year, today=today, take_names=take_names)
    problem = found.first_problem()
    if problem is not None:
        raise InputError(
            _("Ô {cell}: {sentence} Chưa nhập bản nào.").format(cell=problem.place, sentence=problem.sentence)
        )
    wanted = [row for row in found.rows if row.changes or row.fate is Fate.NEW]
    years = {row.place_uid: row for row in session.scalars(select(PlaceYear).where(PlaceYear.year == year))}
    known = {row.uid: row for row in session.scalars(select(Place))}
    commune, position = places.commune_uid(session), places.last_position(session)
    for row in sorted(wanted, key=lambda row: _row_number(row.cell)):
        assert row.facts is not None
        uid = row.place_uid
        if row.fate is Fate.NEW:
            position += 1
            uid = insert_hamlet(session, row.facts, commune, position)
        else:
            place = known[uid]
            place.name, place.code = row.facts.name, row.facts.code
            place.former_commune = row.facts.former_commune
        if row.year is not None:
            store_year(session, years.get(uid), place_uid=uid, year=year, facts=row.year)
    session.flush()
    return found


def hamlet_lines(session: Session, *, year: int, today: date) -> list[HamletLine]:
    """The hamlets as the template is filled with them."""
    return [
        HamletLine(
            row.facts.name,
            row.facts.code,
            row.facts.former_commune,
            **{name: getattr(row.year, name) for name in _YEAR_FIELDS},
        )
        for row in place_rows(session, year=year, today=today)
        if row.current and not row.of_commune
    ]


class _Importer:
    """Judges lines one after the other, each beside the hamlets of the book and the lines before it."""

    def __init__(
        self, session: Session, sheet: HamletSheet, year: int, today: date, take_names: bool
    ) -> None:
        self._sheet = sheet
        self._take_names = take_names
        day = list_day(year=year, today=today)
        self._present = [row for row in hamlet_places(session) if row.on(day) or row.valid_to is None]
        self._index = Neighbours(self._present)
        self._folded = {fold(row.name): row.name for row in self._present}
        statement = select(PlaceYear).where(PlaceYear.year == year)
        self._years = {row.place_uid: facts_of(row) for row in session.scalars(statement)}
        self._taken: dict[str, str] = {}  # uid: cell of the line that speaks of it
        self._blamed: dict[int, list[CellProblem]] = {}
        self._loose: list[CellProblem] = []
        self._share_out_problems()

    def preview(self) -> ImportPreview:
        rows = [self._judged(line) for line in self._sheet.lines]
        missing = [row for row in self._present if row.uid not in self._taken]
        missing.sort(key=lambda row: sort_key(row.name))
        rows += [ImportRow(Fate.MISSING, "", "", row.name, row.uid) for row in missing]
        order = list(Fate)
        rows.sort(key=lambda row: order.index(row.fate))
        return ImportPreview(tuple(rows), tuple(self._loose), self._sheet.warnings)

    def _share_out_problems(self) -> None:
        """What the reader could not read belongs to the line of its row."""
        lines = {line.row for line in self._sheet.lines}
        for problem in self._sheet.problems:
            number = _row_number(problem.cell)
            if number in lines:
                self._blamed.setdefault(number, []).append(problem)
            else:
                self._loose.append(problem)

    def _judged(self, line: HamletLine) -> ImportRow:
        cell = line.cells.get("name", str(line.row))
        problems = list(self._blamed.get(line.row, ()))
        mine, given, too_long = _texts(line, cell)
        problems += too_long
        place = self._find(mine)
        if place is not None and place.uid in self._taken:
            sentence = _("Bản này đã ghi ở ô {cell}. Hãy bỏ bớt một dòng.")
            problems.append(CellProblem(cell, sentence.format(cell=self._taken[place.uid])))
            return ImportRow(Fate.WRONG, cell, mine.name, place.name, place.uid, problems=tuple(problems))
        before = None if place is None else _facts_of(place)
        facts = _merged(before, mine, take_name=self._take_names)
        uid = place.uid if place else ""
        known = self._years.get(uid, YearFacts())
        year = changed_facts(known, given)
        found = self._index.problems(facts, uid=uid) | year_problems(year)
        problems += [CellProblem(line.cells.get(name, cell), text) for name, text in found.items()]
        self._remember(place, facts, cell)
        if problems:
            known_as = place.name if place else ""
            return ImportRow(Fate.WRONG, cell, mine.name, known_as, uid, problems=tuple(_once(problems)))
        return self._good(line, cell, mine.name, place, before, facts, known, year)

    def _good(
        self,
        line: HamletLine,
        cell: str,
        name: str,
        place: NamedPlace | None,
        before: PlaceFacts | None,
        facts: PlaceFacts,
        known: YearFacts,
        year: YearFacts,
    ) -> ImportRow:
        written = year if year != known else None
        if place is None or before is None:
            near = self._folded.get(fold(name), "")
            return ImportRow(Fate.NEW, cell, name, near, facts=facts, year=written)
        changes = tuple(_changes(line, before, facts, known, year))
        drifted = name_key(name) != name_key(place.name)
        fate = Fate.RENAMED if drifted else Fate.CHANGED if changes else Fate.SAME
        return ImportRow(fate, cell, name, place.name, place.uid, changes, (), facts, written)

    def _find(self, facts: PlaceFacts) -> NamedPlace | None:
        coded = self._index.with_code(facts.code) if facts.code else []
        if coded:
            return coded[0]
        named = self._index.with_name(facts.name)
        if facts.former_commune:
            key = name_key(facts.former_commune)
            named = [row for row in named if name_key(row.former_commune or "") in ("", key)]
        if facts.code:  # another code is another hamlet
            named = [row for row in named if row.code is None]
        return named[0] if len(named) == 1 else None

    def _remember(self, place: NamedPlace | None, facts: PlaceFacts, cell: str) -> None:
        """The next line stands beside this one; what the book said of its hamlet no longer counts."""
        uid = place.uid if place else f"new {cell}"
        self._taken[uid] = cell
        span = (facts.valid_from, facts.valid_to)
        self._index.put(NamedPlace(uid, facts.name, facts.former_commune, facts.code, *span))


def _merged(before: PlaceFacts | None, mine: PlaceFacts, *, take_name: bool) -> PlaceFacts:
    if before is None:
        return mine
    return replace(
        before,
        name=mine.name if take_name else before.name,
        code=mine.code or before.code,
        former_commune=mine.former_commune or before.former_commune,
    )


def _facts_of(place: NamedPlace) -> PlaceFacts:
    return PlaceFacts(place.name, place.code, place.former_commune, place.valid_from, place.valid_to)


def _texts(line: HamletLine, cell: str) -> tuple[PlaceFacts, dict[str, Any], list[CellProblem]]:
    """What the line says, cleaned; a text that is too long is a problem and left out."""
    problems: list[CellProblem] = []
    facts = PlaceFacts("")
    for name in ("name", *_PLACE_FIELDS):
        try:
            facts = clean_facts(replace(facts, **{name: getattr(line, name)}))
        except InputError as error:
            problems.append(CellProblem(line.cells.get(name, cell), error.sentence))
    given = {name: getattr(line, name) for name in _YEAR_FIELDS if getattr(line, name) is not None}
    try:
        changed_facts(YearFacts(), given)
    except InputError as error:
        problems.append(CellProblem(line.cells.get("head_name", cell), error.sentence))
        del given["head_name"]
    return facts, given, problems


def _changes(
    line: HamletLine, before: PlaceFacts, facts: PlaceFacts, known: YearFacts, year: YearFacts
) -> Iterator[FieldChange]:
    for names, old, new in ((("name", *_PLACE_FIELDS), before, facts), (_YEAR_FIELDS, known, year)):
        for name in names:
            if getattr(old, name) != getattr(new, name):
                cell = line.cells.get(name, str(line.row))
                yield FieldChange(name, getattr(old, name), getattr(new, name), cell)


def _once(problems: Sequence[CellProblem]) -> list[CellProblem]:
    return list(dict.fromkeys(problems))


def _row_number(cell: str) -> int:
    """7 of "C7", of "7" and of "A7:B9"; 0 of a column."""
    digits = "".join(letter for letter in cell.partition(":")[0] if letter.isdecimal())
    return int(digits) if digits else 0
