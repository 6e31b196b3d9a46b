"""Versions of criteria sets: a copy that may be changed, and what became of each indicator between two sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from app.domain.criteria import IndicatorDefinition, SetDefinition
from app.domain.rights import Right
from app.domain.set_comparison import Fate, IndicatorFate, compare_sets
from app.models.base import Travels
from app.models.criteria import CriteriaSet, Criterion, Indicator, Responsibility
from app.services import catalogue, criteria, entry, set_entry
from app.services.rights import require

_Row = TypeVar("_Row", bound=Travels)


@dataclass(frozen=True, slots=True)
class ComparedIndicator:
    uid: str
    definition: IndicatorDefinition


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """What became of an indicator; `changed` are the fields of meaning that differ, for REWORDED."""

    fate: Fate
    old: tuple[ComparedIndicator, ...]
    new: tuple[ComparedIndicator, ...]
    changed: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return "/".join(one.uid for one in (*self.old, *self.new))


def new_version(
    session: Session, *, set_uid: str, version: str, code: str | None = None, title: str | None = None
) -> str:
    """Copy a set with its criteria, indicators and responsibilities under another version; returns its uid.

    The copy follows the set it was made from, number for number. Raises InputError naming the field when the
    book has that code and version.
    """
    require(session, Right.CATALOGUE)
    criteria.criteria_set(session, set_uid=set_uid)  # raises NotFoundError
    old = session.get_one(CriteriaSet, set_uid)
    code = entry.required_line(code or old.code, limit=40)
    version = entry.required_line(version, limit=20)
    catalogue.check_new_key(session, code=code, version=version)
    uid = set_entry.identity(code, version)
    session.add(
        _copy(
            old,
            uid=uid,
            code=code,
            version=version,
            title=entry.required_line(title or old.title, limit=300),
            follows_code=old.code,
            follows_version=old.version,
        )
    )
    with session.no_autoflush:  # one flush for all rows
        copied = _copy_rows(session, set_uid, uid, (code, version))
        _copy_duties(session, copied)
    session.flush()
    return uid


def _copy(row: _Row, **changed: Any) -> _Row:
    values = {prop.key: getattr(row, prop.key) for prop in inspect(type(row)).column_attrs}
    return type(row)(**{**values, **changed})


def _copy_rows(session: Session, old_uid: str, new_uid: str, key: tuple[str, str]) -> dict[str, str]:
    """New uid by old uid, of criteria and indicators."""
    copied: dict[str, str] = {}
    for criterion in session.scalars(select(Criterion).where(Criterion.set_uid == old_uid)).all():
        uid = copied[criterion.uid] = set_entry.identity(*key, "criterion", criterion.number)
        session.add(_copy(criterion, uid=uid, set_uid=new_uid))
    statement = select(Indicator).join(Criterion, Criterion.uid == Indicator.criterion_uid)
    for indicator in session.scalars(statement.where(Criterion.set_uid == old_uid)).all():
        uid = copied[indicator.uid] = set_entry.identity(*key, "indicator", indicator.number)
        session.add(
            _copy(indicator, uid=uid, criterion_uid=copied[indicator.criterion_uid], predecessors=None)
        )
    return copied


def _copy_duties(session: Session, copied: Mapping[str, str]) -> None:
    for duty in session.scalars(select(Responsibility)).all():
        if (duty.criterion_uid or duty.indicator_uid) in copied:
            session.add(
                Responsibility(
                    criterion_uid=duty.criterion_uid and copied[duty.criterion_uid],
                    indicator_uid=duty.indicator_uid and copied[duty.indicator_uid],
                    role_uid=duty.role_uid,
                    kind=duty.kind,
                    position=duty.position,
                )
            )


def comparison(session: Session, *, old_set_uid: str, new_set_uid: str) -> list[ComparisonRow]:
    """What became of each indicator, in the order of the new set, what was removed at the end.

    Also across several versions, and back to an earlier one. Where no text is known on either side, two
    indicators are the same only if one set was made from the other.
    """
    old = set_entry.set_definition(session, set_uid=old_set_uid)
    new = set_entry.set_definition(session, set_uid=new_set_uid)
    old_uids, new_uids = (indicator_uids(session, set_uid=uid) for uid in (old_set_uid, new_set_uid))
    numbers = _origins(session, old, new)
    related = numbers is not None and old.code == new.code
    fates = compare_sets(old, new if numbers is None else _following(new, old, numbers))
    return [
        ComparisonRow(fate.fate, _compared(fate.old, old_uids), _compared(fate.new, new_uids), fate.changed)
        for fate in (found if related else _proven(found) for found in fates)
    ]


def counts(rows: Sequence[ComparisonRow]) -> dict[Fate, int]:
    """How many indicators met each fate, in the order of Fate, those that none met left out."""
    found = Counter(row.fate for row in rows)
    return {fate: found[fate] for fate in Fate if found[fate]}


def _compared(found: Sequence[IndicatorDefinition], uids: Mapping[str, str]) -> tuple[ComparedIndicator, ...]:
    return tuple(ComparedIndicator(uids[one.number], one) for one in found)


def _proven(fate: IndicatorFate) -> IndicatorFate:
    """Two unknown texts prove nothing."""
    if fate.fate is Fate.SAME and not fate.new[0].text:
        return replace(fate, fate=Fate.REWORDED, changed=("text",))
    return fate


def indicator_uids(session: Session, *, set_uid: str) -> dict[str, str]:
    """Uid by number."""
    statement = (
        select(Indicator.number, Indicator.uid)
        .join(Criterion, Criterion.uid == Indicator.criterion_uid)
        .where(Criterion.set_uid == set_uid)
    )
    return dict(session.execute(statement).all())


def _origins(session: Session, old: SetDefinition, new: SetDefinition) -> dict[str, tuple[str, ...]] | None:
    """The old numbers of each new number, where one set descends from the other; else None."""
    down = _descent(session, new, old)
    if down is not None:
        return down
    up = _descent(session, old, new)
    if up is None:
        return None
    back: dict[str, tuple[str, ...]] = {}
    for number, sources in up.items():
        for source in sources:
            back[source] = (*back.get(source, ()), number)
    return back


def _descent(
    session: Session, young: SetDefinition, ancient: SetDefinition
) -> dict[str, tuple[str, ...]] | None:
    """The ancient numbers of each young number, through all versions between; None when it does not descend."""
    origins: dict[str, tuple[str, ...]] = {one.number: (one.number,) for one in young.indicators}
    current, seen = young, set[tuple[str, str]]()
    while _key(current) != _key(ancient):
        if _key(current) in seen or current.follows is None:
            return None
        seen.add(_key(current))
        step = {
            one.number: (one.number,) if one.predecessors is None else one.predecessors
            for one in current.indicators
        }
        origins = {
            number: tuple(dict.fromkeys(source for one in between for source in step.get(one, ())))
            for number, between in origins.items()
        }
        parent = find_set(session, code=current.follows[0], version=current.follows[1])
        if parent is None:
            return None
        current = set_entry.set_definition(session, set_uid=parent)
    return origins


def _key(definition: SetDefinition) -> tuple[str, str]:
    return definition.code, definition.version


def find_set(session: Session, *, code: str, version: str) -> str | None:
    """The uid of the book's set of that code and version."""
    statement = select(CriteriaSet.uid).where(CriteriaSet.code == code, CriteriaSet.version == version)
    return session.scalars(statement).first()


def _following(
    new: SetDefinition, old: SetDefinition, numbers: Mapping[str, tuple[str, ...]]
) -> SetDefinition:
    return replace(
        new,
        follows=_key(old),
        criteria=tuple(
            replace(
                criterion,
                indicators=tuple(
                    replace(one, predecessors=numbers.get(one.number, ())) for one in criterion.indicators
                ),
            )
            for criterion in new.criteria
        ),
    )
