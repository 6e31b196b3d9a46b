"""Criteria sets and roles in the book."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.measure import IndicatorStatus, Measure, Yardstick
from app.errors import NotFoundError
from app.i18n import _
from app.models.criteria import CriteriaSet, Criterion, Indicator
from app.models.people import Role

if TYPE_CHECKING:
    from app.domain.criteria import CriterionDefinition, IndicatorDefinition, RoleDefinition, SetDefinition

# One identity for a row of a set in every book: the uid follows from (set code, version, number).
_NAMESPACE = uuid.UUID("b5a2f3f0-6c1e-4f0a-9a6e-42534e470001")


@dataclass(frozen=True, slots=True)
class SetRow:
    uid: str
    code: str
    version: str
    title: str
    basis_number: str
    basis_date: date
    basis_issuer: str
    criteria_total: int
    indicators_total: int


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """`text` None: not known yet; `lead_code` and `support_codes` are the standing owners."""

    uid: str
    number: str
    criterion_uid: str
    criterion_number: str
    criterion_name: str
    status: IndicatorStatus
    text: str | None
    yardstick: Yardstick
    hint: str | None
    lead_code: str | None
    support_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleRow:
    uid: str
    code: str
    name: str


def identity(*parts: str) -> str:
    return uuid.uuid5(_NAMESPACE, "/".join(parts)).hex


def install_set(session: Session, *, definition: SetDefinition) -> str:
    """Put a set into the book; one that is there already stays as it is. Returns its uid."""
    uid = identity(definition.code, definition.version)
    if session.get(CriteriaSet, uid) is not None:
        return uid
    session.add(
        CriteriaSet(
            uid=uid,
            code=definition.code,
            version=definition.version,
            level=definition.level,
            title=definition.title,
            basis_number=definition.basis.number,
            basis_date=definition.basis.dated,
            basis_issuer=definition.basis.issuer,
            valid_from=definition.valid_from,
            valid_to=definition.valid_to,
            criteria_total=definition.criteria_total,
            indicators_total=definition.indicators_total,
        )
    )
    for position, criterion in enumerate(definition.criteria, start=1):
        _add_criterion(session, uid, (definition.code, definition.version), position, criterion)
    session.flush()
    return uid


def _add_criterion(
    session: Session, set_uid: str, key: tuple[str, str], position: int, definition: CriterionDefinition
) -> None:
    uid = identity(*key, "criterion", definition.number)
    session.add(
        Criterion(uid=uid, set_uid=set_uid, number=definition.number, name=definition.name, position=position)
    )
    for place, indicator in enumerate(definition.indicators, start=1):
        session.add(_indicator(identity(*key, "indicator", indicator.number), uid, place, indicator))


def _indicator(uid: str, criterion_uid: str, position: int, definition: IndicatorDefinition) -> Indicator:
    return Indicator(
        uid=uid,
        criterion_uid=criterion_uid,
        number=definition.number,
        position=position,
        status=definition.status,
        text=definition.text,
        measure=definition.measure,
        threshold=definition.threshold,
        scale=list(definition.scale),
        lead_code=definition.lead,
        support_codes=list(definition.support),
        hint=definition.hint,
        source=definition.source,
    )


def install_roles(session: Session, *, definitions: Sequence[RoleDefinition]) -> None:
    """Add the roles the book does not have yet; a role the commune renamed keeps its name."""
    known = set(session.scalars(select(Role.code)))
    for position, definition in enumerate(definitions, start=1):
        if definition.code not in known:
            session.add(
                Role(
                    uid=identity("role", definition.code),
                    code=definition.code,
                    name=definition.name,
                    variants=list(definition.variants),
                    source=definition.source,
                    position=position,
                )
            )
    session.flush()


def criteria_sets(session: Session) -> list[SetRow]:
    rows = session.scalars(select(CriteriaSet).order_by(CriteriaSet.code, CriteriaSet.version))
    return [_set_row(row) for row in rows]


def criteria_set(session: Session, *, set_uid: str) -> SetRow:
    row = session.get(CriteriaSet, set_uid)
    if row is None:
        raise NotFoundError(_("Sổ chưa có bộ tiêu chí này. Hãy nạp bộ tiêu chí trước."))
    return _set_row(row)


def _set_row(row: CriteriaSet) -> SetRow:
    return SetRow(
        row.uid,
        row.code,
        row.version,
        row.title,
        row.basis_number,
        row.basis_date,
        row.basis_issuer,
        row.criteria_total,
        row.indicators_total,
    )


def indicators(session: Session, *, set_uid: str) -> list[IndicatorRow]:
    """The indicators of a set in the order of the decision."""
    statement = (
        select(Indicator, Criterion)
        .join(Criterion, Criterion.uid == Indicator.criterion_uid)
        .where(Criterion.set_uid == set_uid)
        .order_by(Criterion.position, Indicator.position)
    )
    return [_indicator_row(*pair) for pair in session.execute(statement)]


def _indicator_row(indicator: Indicator, criterion: Criterion) -> IndicatorRow:
    measure = None if indicator.measure is None else Measure(indicator.measure)
    return IndicatorRow(
        uid=indicator.uid,
        number=indicator.number,
        criterion_uid=criterion.uid,
        criterion_number=criterion.number,
        criterion_name=criterion.name,
        status=indicator.status,
        text=indicator.text,
        yardstick=Yardstick(measure, indicator.threshold, tuple(indicator.scale)),
        hint=indicator.hint,
        lead_code=indicator.lead_code,
        support_codes=tuple(indicator.support_codes),
    )


def roles(session: Session) -> list[RoleRow]:
    """In the order of the plan, which officers know."""
    rows = session.scalars(select(Role).order_by(Role.position, Role.code))
    return [RoleRow(row.uid, row.code, row.name) for row in rows]
