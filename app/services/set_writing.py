"""A whole set, as a definition says it, into the rows of the book: thousands of rows in one flush."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Enum, String, select
from sqlalchemy.orm import Session

from app.domain.criteria import CriterionDefinition, DutyKind, IndicatorDefinition, SetDefinition
from app.domain.problem import Problem, ProblemCode
from app.models.base import Travels
from app.models.criteria import CriteriaSet, Criterion, Indicator, Responsibility
from app.services import criteria, set_entry
from app.services.collecting import without_collecting

Duties = Mapping[DutyKind, tuple[str, ...]]


def write_definition(session: Session, *, definition: SetDefinition) -> str:
    """Make the book's set say what `definition` says; a set it does not have is added. Returns its uid.

    Rows are matched by number, those that are only in the book stay. Nothing is checked here.
    """
    with without_collecting(), session.no_autoflush:
        uid = _write_rows(session, definition)
        session.flush()
    return uid


def _write_rows(session: Session, definition: SetDefinition) -> str:
    uid = _write_set(session, definition)
    key = (definition.code, definition.version)
    rows = _Rows(session, uid)
    for position, criterion in enumerate(definition.criteria, start=1):
        criterion_uid = rows.write_criterion(key, uid, position, criterion)
        for place, indicator in enumerate(criterion.indicators, start=1):
            rows.write_indicator(key, criterion_uid, place, indicator)
    rows.write_duties()
    return uid


def _write_set(session: Session, definition: SetDefinition) -> str:
    values = set_entry.set_values(definition)
    statement = select(CriteriaSet).where(
        CriteriaSet.code == definition.code, CriteriaSet.version == definition.version
    )
    row = session.scalars(statement).first()
    if row is None:
        uid = set_entry.identity(definition.code, definition.version)
        session.add(CriteriaSet(uid=uid, code=definition.code, version=definition.version, **values))
        return uid
    _change(row, values)
    return row.uid


def _change(row: Travels, values: Mapping[str, Any]) -> None:
    for column, value in values.items():
        if getattr(row, column) != value:
            setattr(row, column, value)


class _Rows:
    """The rows of one set, read once."""

    def __init__(self, session: Session, set_uid: str) -> None:
        self._session = session
        found = session.scalars(select(Criterion).where(Criterion.set_uid == set_uid))
        self._criteria = {row.number: row for row in found}
        statement = select(Indicator).join(Criterion, Criterion.uid == Indicator.criterion_uid)
        found_too = session.scalars(statement.where(Criterion.set_uid == set_uid))
        self._indicators = {row.number: row for row in found_too}
        self._last_criterion = max((row.position for row in self._criteria.values()), default=0)
        self._uids = {row.uid for row in self._criteria.values()}
        self._uids |= {row.uid for row in self._indicators.values()}
        self._last: dict[str, int] = {}
        for row in self._indicators.values():
            self._last[row.criterion_uid] = max(self._last.get(row.criterion_uid, 0), row.position)
        self._duties = criteria.duty_codes(session, set_uid=set_uid)
        self._wanted: dict[tuple[str, bool], Duties] = {}  # by uid, and whether it is an indicator

    def write_criterion(
        self, key: tuple[str, str], set_uid: str, position: int, definition: CriterionDefinition
    ) -> str:
        values = {
            "name": definition.name,
            "name_variants": list(definition.name_variants) or None,
            "source": definition.source,
        }
        row = self._criteria.get(definition.number)
        if row is None:
            self._last_criterion = max(position, self._last_criterion + 1)
            row = Criterion(
                **self._identity(*key, "criterion", definition.number),
                set_uid=set_uid,
                number=definition.number,
                position=self._last_criterion,
                **values,
            )
            self._session.add(row)
            self._criteria[definition.number] = row
        else:
            _change(row, values)
        self._want(row.uid, definition, of_indicator=False)
        return row.uid

    def write_indicator(
        self, key: tuple[str, str], criterion_uid: str, position: int, definition: IndicatorDefinition
    ) -> None:
        values = set_entry.indicator_values(definition)
        row = self._indicators.get(definition.number)
        if row is None:
            place = max(position, self._last.get(criterion_uid, 0) + 1)
            row = Indicator(
                **self._identity(*key, "indicator", definition.number),
                criterion_uid=criterion_uid,
                number=definition.number,
                position=place,
                **{column: value for column, value in values.items() if value is not None},
            )
            self._session.add(row)
            self._indicators[definition.number] = row
            self._last[criterion_uid] = place
        else:
            _change(row, values)
        self._want(row.uid, definition, of_indicator=True)

    def _identity(self, *parts: str) -> dict[str, str]:
        """The row's uid, unless a row that was given another number since has it."""
        uid = set_entry.identity(*parts)
        return {} if uid in self._uids else {"uid": uid}

    def _want(
        self, uid: str, definition: CriterionDefinition | IndicatorDefinition, *, of_indicator: bool
    ) -> None:
        wanted = set_entry.duties_of(definition)
        there = self._duties.get(uid, {})
        if any(wanted[kind] != there.get(kind, ()) for kind in wanted):
            self._wanted[uid, of_indicator] = wanted

    def write_duties(self) -> None:
        """Of those alone whose owners changed; codes the book does not know are left out."""
        codes = {code for wanted in self._wanted.values() for named in wanted.values() for code in named}
        known = criteria.role_uids(self._session, codes)
        there = self._duty_rows()
        for (uid, of_indicator), wanted in self._wanted.items():
            owner = {"indicator_uid": uid} if of_indicator else {"criterion_uid": uid}
            set_entry.put_duties(self._session, wanted, known=known, there=there.get(uid, ()), owner=owner)

    def _duty_rows(self) -> dict[str, list[Responsibility]]:
        if not self._duties or not self._wanted:
            return {}
        found: dict[str, list[Responsibility]] = {}
        for row in self._session.scalars(select(Responsibility)):
            uid = row.indicator_uid or row.criterion_uid or ""
            if (uid, row.indicator_uid is not None) in self._wanted:
                found.setdefault(uid, []).append(row)
        return found


def too_long(definition: CriterionDefinition | IndicatorDefinition) -> Iterable[tuple[str, Problem]]:
    """Fields that do not fit into their column."""
    model = Criterion if isinstance(definition, CriterionDefinition) else Indicator
    for field, limit in _limits(model):
        value = getattr(definition, field)
        if value is not None and len(value) > limit:
            yield field, Problem(ProblemCode.TEXT_TOO_LONG, given=len(value), other=limit)


@cache
def _limits(model: type[Criterion | Indicator]) -> list[tuple[str, int]]:
    definition = CriterionDefinition if model is Criterion else IndicatorDefinition
    fields = definition.__dataclass_fields__
    columns = [(column.key, column.type) for column in model.__table__.columns if column.key in fields]
    return [
        (key, kind.length)
        for key, kind in columns
        if isinstance(kind, String) and not isinstance(kind, Enum) and kind.length
    ]
