"""Biểu 01 and 02: what each place has reached, what it lacks, and the work that is left, from the book's rounds.

Biểu 01 is of the sets that lead to the standard, Biểu 02 of those that build on another (bản kiểu mẫu, xã nâng cao).
In the book of a district or province the communes taken in stand in place of single hamlets.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.domain.criteria import GroupKind
from app.domain.dates import format_date
from app.domain.printed_tables import TableNumber
from app.domain.text import initial_capital
from app.i18n import as_printed
from app.services import boards, consolidation_overview, place_years, plan_sets, plans, procedures
from app.services.boards import Board, BoardRow
from app.services.criteria import SetRow
from app.services.places import is_area_book


@dataclass(frozen=True, slots=True)
class UnmetLine:
    """One criterion that is not met: how many of its indicators lack, which, and the work left for each.

    `open_count` of its indicators nobody has judged yet.
    """

    number: str
    name: str
    unmet: tuple[tuple[str, str], ...]  # number of the indicator, work left or ""
    open_count: int

    @property
    def words(self) -> str:
        """As the province prints it: "Tiêu chí số 2 – Giao thông: chưa đạt 04 chỉ tiêu (2.1; 2.2; 2.3; 2.4)"."""
        parts = []
        if self.unmet:
            numbers = "; ".join(number for number, _left in self.unmet)
            parts.append(f"chưa đạt {len(self.unmet):02d} chỉ tiêu ({numbers})")
        if self.open_count:
            parts.append(f"chưa đánh giá {self.open_count:02d} chỉ tiêu")
        return f"Tiêu chí số {self.number} – {self.name}: {', '.join(parts)}"

    @property
    def remaining(self) -> str:
        return "\n".join(
            f"Chỉ tiêu {number}: {left or 'chưa ghi khối lượng còn lại'}" for number, left in self.unmet
        )


@dataclass(frozen=True, slots=True)
class PlaceResult:
    """`area` is what the place belongs to; `held_on` None: never reviewed; `hamlets` of a commune in an area's book.

    Unmet counts are what is not met of all, whether judged or not.
    """

    uid: str
    area: str
    place: str
    region: str
    held_on: date | None
    criteria_met: int
    criteria_total: int
    indicators_met: int
    indicators_total: int
    lines: tuple[UnmetLine, ...]
    hamlets: int | None = None

    @property
    def met_words(self) -> str:
        if self.held_on is None and self.hamlets is None:
            return "Chưa rà soát"
        counts = (
            f"{self.criteria_met:02d}/{self.criteria_total:02d} tiêu chí, "
            f"{self.indicators_met:02d}/{self.indicators_total:02d} chỉ tiêu"
        )
        return f"{counts} (ngày {format_date(self.held_on)})" if self.held_on else counts

    @property
    def unmet_words(self) -> str:
        """ "07 tiêu chí / 12 chỉ tiêu, gồm:"."""
        if self.held_on is None and self.hamlets is None:
            return ""
        criteria = self.criteria_total - self.criteria_met
        indicators = self.indicators_total - self.indicators_met
        return f"{criteria:02d} tiêu chí / {indicators:02d} chỉ tiêu" + (", gồm:" if self.lines else "")


@dataclass(frozen=True, slots=True)
class SetResults:
    """The places under one set."""

    criteria_set: SetRow
    places: tuple[PlaceResult, ...]


@dataclass(frozen=True, slots=True)
class TableResults:
    """`commune` whose book it is, with its kind; `of_area`: the places are communes, figures sums over hamlets."""

    table: TableNumber
    year: int
    commune: str
    of_area: bool
    sets: tuple[SetResults, ...]

    @property
    def places(self) -> tuple[PlaceResult, ...]:
        return tuple(place for one in self.sets for place in one.places)


def table_results(session: Session, *, year: int, table: TableNumber, today: date) -> TableResults:
    """Raises NotFoundError without a plan. Texts are those of papers, Vietnamese whatever the screen speaks."""
    sets = [
        row
        for row in plan_sets.sets_of_year(session, year=year)
        if (row.prerequisite is not None) is (table is TableNumber.SECOND)
    ]
    area = is_area_book(session)
    info = procedures.book_names(session, on=today)
    with as_printed():
        if area:
            found = _area_results(session, year, sets, today)
        else:
            found = tuple(_set_results(session, year, row, info.commune, today) for row in sets)
    kept = tuple(one for one in found if one.places)
    return TableResults(table, year, info.commune, area, kept)


def _set_results(session: Session, year: int, row: SetRow, commune: str, today: date) -> SetResults:
    board = boards.board(session, year=year, set_uid=row.uid, today=today)
    outline = boards.outline_of_set(session, row.uid)
    uids = [place.hamlet_uid for place in board.rows]
    groups = place_years.groups_of_places(session, place_uids=uids, year=year)
    return SetResults(
        row,
        tuple(
            PlaceResult(
                uid=place.hamlet_uid,
                area="" if row.level.of_commune else initial_capital(commune),
                place=place.hamlet,
                region=groups.get(place.hamlet_uid, {}).get(GroupKind.AREA, ""),
                held_on=place.held_on,
                criteria_met=place.totals.criteria_met,
                criteria_total=len(board.criteria),
                indicators_met=place.totals.indicators_met,
                indicators_total=len(outline.indicators),
                lines=_lines(board, outline, place) if place.round_uid else (),
            )
            for place in board.rows
        ),
    )


def _lines(board: Board, outline: boards.SetOutline, place: BoardRow) -> tuple[UnmetLine, ...]:
    unmet: dict[int, list[tuple[str, str]]] = {}
    for indicator in place.unmet_indicators:
        at = outline.indicators[indicator.uid][1]
        unmet.setdefault(at, []).append((indicator.number, indicator.remaining))
    found = []
    for at, (column, cell) in enumerate(zip(board.criteria, place.cells, strict=True)):
        lacking = unmet.get(at, [])
        still_open = cell.total - cell.met - len(lacking)
        if lacking or still_open:
            found.append(UnmetLine(column.number, column.name, tuple(lacking), still_open))
    return tuple(found)


def _area_results(session: Session, year: int, sets: list[SetRow], today: date) -> tuple[SetResults, ...]:
    """Under the plan's own set: what the communes' packages bring."""
    plan = plans.plan_of_year(session, year=year)
    own = [row for row in sets if row.uid == plan.set_uid]
    overview = consolidation_overview.overview(session, year=year, today=today) if own else None
    if overview is None:
        return ()
    outline = boards.outline_of_set(session, plan.set_uid)
    place_of = dict(outline.indicators.values())
    area = initial_capital(overview.total.commune)
    rows = []
    for commune in overview.rows:
        unmet: dict[int, list[tuple[str, str]]] = {}
        for number, count in commune.unmet:
            unmet.setdefault(place_of[number], []).append((number, f"còn {count} bản chưa đạt"))
        rows.append(
            PlaceResult(
                uid=commune.commune_uid,
                area=area,
                place=commune.commune,
                region="",
                held_on=None,
                criteria_met=commune.criteria_met,
                criteria_total=commune.criteria_total,
                indicators_met=commune.indicators_met,
                indicators_total=commune.indicators_total,
                lines=tuple(
                    UnmetLine(column.number, column.name, tuple(unmet[at]), 0)
                    for at, column in enumerate(outline.criteria)
                    if at in unmet
                ),
                hamlets=commune.hamlets,
            )
        )
    return (SetResults(own[0], tuple(rows)),)
