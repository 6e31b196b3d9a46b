"""Whole criteria sets and roles into the book and out of it again, as definitions."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.criteria import (
    CriterionDefinition,
    DutyKind,
    IndicatorDefinition,
    LegalBasis,
    RoleDefinition,
    SetDefinition,
    SetLevel,
)
from app.domain.measure import Direction, Measure
from app.domain.set_check import set_problems
from app.errors import InputError, NotFoundError
from app.i18n import _
from app.labels import set_problem_sentence
from app.models.criteria import CriteriaSet, Criterion, Indicator, Responsibility
from app.models.people import Role
from app.services import criteria
from app.services.criteria import DutyCodes

# One identity for a row of a set in every book: the uid follows from (set code, version, number).
_NAMESPACE = uuid.UUID("b5a2f3f0-6c1e-4f0a-9a6e-42534e470001")


def identity(*parts: str) -> str:
    return uuid.uuid5(_NAMESPACE, "/".join(parts)).hex


def install_set(session: Session, *, definition: SetDefinition) -> str:
    """Put a set into the book; one that is there already stays as it is. Returns its uid.

    Roles it names that the book does not know are left out: its indicators then show as having no lead.
    Raises InputError for a set that cannot be used.
    """
    uid = identity(definition.code, definition.version)
    if session.get(CriteriaSet, uid) is not None:
        return uid
    problems = set_problems(definition)
    if problems:
        raise InputError(set_problem_sentence(problems[0]))
    key = (definition.code, definition.version)
    session.add(CriteriaSet(uid=uid, code=key[0], version=key[1], **set_values(definition)))
    with session.no_autoflush:  # one flush for all rows
        for position, criterion in enumerate(definition.criteria, start=1):
            _add_criterion(session, uid, key, position, criterion)
    session.flush()
    return uid


def set_values(definition: SetDefinition) -> dict[str, object]:
    """The columns of a set but its identity."""
    return {
        "level": definition.level,
        "title": definition.title,
        "basis_number": definition.basis.number,
        "basis_date": definition.basis.dated,
        "basis_issuer": definition.basis.issuer,
        "valid_from": definition.valid_from,
        "valid_to": definition.valid_to,
        "criteria_total": definition.criteria_total,
        "indicators_total": definition.indicators_total,
        "field": definition.field,
        "prerequisite": definition.prerequisite,
        "follows_code": definition.follows[0] if definition.follows else None,
        "follows_version": definition.follows[1] if definition.follows else None,
        "note": definition.note,
    }


def _add_criterion(
    session: Session, set_uid: str, key: tuple[str, str], position: int, definition: CriterionDefinition
) -> None:
    uid = identity(*key, "criterion", definition.number)
    session.add(
        Criterion(
            uid=uid,
            set_uid=set_uid,
            number=definition.number,
            name=definition.name,
            position=position,
            name_variants=list(definition.name_variants) or None,
            source=definition.source,
        )
    )
    set_duties(session, duties_of(definition), criterion_uid=uid)
    for place, indicator in enumerate(definition.indicators, start=1):
        indicator_uid = identity(*key, "indicator", indicator.number)
        session.add(
            Indicator(
                uid=indicator_uid,
                criterion_uid=uid,
                number=indicator.number,
                position=place,
                **indicator_values(indicator),
            )
        )
        set_duties(session, duties_of(indicator), indicator_uid=indicator_uid)


def indicator_values(definition: IndicatorDefinition) -> dict[str, object]:
    """The columns of an indicator but its number, place and owners."""
    return {
        "status": definition.status,
        "text": definition.text,
        "measure": definition.measure,
        "threshold": definition.threshold,
        "scale": list(definition.scale),
        "hint": definition.hint,
        "source": definition.source,
        "guidance": definition.guidance,
        "computing": definition.computing,
        "direction": definition.direction,
        "unit": definition.unit,
        "part_label": definition.part_label,
        "whole_label": definition.whole_label,
        "reference": definition.reference,
        "group_kind": definition.group_kind,
        "group_thresholds": dict(definition.group_thresholds) or None,
        "may_not_apply": definition.may_not_apply,
        "required_papers": list(definition.required_papers) or None,
        "predecessors": None if definition.predecessors is None else list(definition.predecessors),
    }


def duties_of(definition: CriterionDefinition | IndicatorDefinition) -> DutyCodes:
    return {
        DutyKind.LEAD: definition.leads,
        DutyKind.SUPPORT: definition.support,
        DutyKind.APPRAISE: definition.appraisers,
    }


def set_duties(
    session: Session,
    codes: Mapping[DutyKind, Iterable[str]],
    *,
    criterion_uid: str | None = None,
    indicator_uid: str | None = None,
) -> None:
    """Make these the roles of one criterion or indicator, for the kinds named; codes not known are left out."""
    known = criteria.role_uids(session, [code for named in codes.values() for code in named])
    place = Responsibility.criterion_uid == criterion_uid
    if indicator_uid is not None:
        place = Responsibility.indicator_uid == indicator_uid
    there = session.scalars(select(Responsibility).where(place, Responsibility.kind.in_(list(codes)))).all()
    owner = {"criterion_uid": criterion_uid, "indicator_uid": indicator_uid}
    put_duties(session, codes, known=known, there=there, owner=owner)


def put_duties(
    session: Session,
    codes: Mapping[DutyKind, Iterable[str]],
    *,
    known: Mapping[str, str],
    there: Iterable[Responsibility],
    owner: Mapping[str, str | None],
) -> None:
    """Turn the rows that are `there` into what `codes` say; `known`: uids of roles by code."""
    left = {(row.kind, row.role_uid): row for row in there}
    for kind, named in codes.items():
        uids = dict.fromkeys(known[code] for code in named if code in known)
        for position, role_uid in enumerate(uids, start=1):
            row = left.pop((kind, role_uid), None)
            if row is None:
                session.add(Responsibility(**owner, role_uid=role_uid, kind=kind, position=position))
            else:
                row.position = position
    for row in left.values():
        session.delete(row)


def set_definition(session: Session, *, set_uid: str) -> SetDefinition:
    """A set of the book as data: to export, to compare, to check. Raises NotFoundError."""
    row = session.get(CriteriaSet, set_uid)
    if row is None:
        raise NotFoundError(_("Sổ chưa có bộ tiêu chí này. Hãy thêm bộ tiêu chí trước."))
    duties = criteria.duty_codes(session, set_uid=set_uid)
    grouped: dict[str, list[IndicatorDefinition]] = {}
    statement = (
        select(Indicator)
        .join(Criterion, Criterion.uid == Indicator.criterion_uid)
        .where(Criterion.set_uid == set_uid)
        .order_by(Indicator.position)
    )
    for indicator in session.scalars(statement):
        found = indicator_definition(indicator, duties.get(indicator.uid, {}))
        grouped.setdefault(indicator.criterion_uid, []).append(found)
    criteria_rows = session.scalars(
        select(Criterion).where(Criterion.set_uid == set_uid).order_by(Criterion.position)
    )
    return SetDefinition(
        code=row.code,
        version=row.version,
        level=SetLevel(row.level),
        title=row.title,
        basis=LegalBasis(row.basis_number, row.basis_date, row.basis_issuer),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        criteria_total=row.criteria_total,
        indicators_total=row.indicators_total,
        criteria=tuple(
            _criterion_definition(found, grouped.get(found.uid, []), duties.get(found.uid, {}))
            for found in criteria_rows
        ),
        field=row.field,
        prerequisite=row.prerequisite,
        follows=(row.follows_code, row.follows_version or "") if row.follows_code else None,
        note=row.note,
    )


def _criterion_definition(
    row: Criterion, found: Sequence[IndicatorDefinition], duties: DutyCodes
) -> CriterionDefinition:
    return CriterionDefinition(
        number=row.number,
        name=row.name,
        indicators=tuple(found),
        name_variants=tuple(row.name_variants or ()),
        source=row.source,
        leads=duties.get(DutyKind.LEAD, ()),
        support=duties.get(DutyKind.SUPPORT, ()),
        appraisers=duties.get(DutyKind.APPRAISE, ()),
    )


def indicator_definition(row: Indicator, duties: DutyCodes) -> IndicatorDefinition:
    return IndicatorDefinition(
        number=row.number,
        status=row.status,
        text=row.text,
        measure=None if row.measure is None else Measure(row.measure),
        threshold=row.threshold,
        scale=tuple(row.scale),
        leads=duties.get(DutyKind.LEAD, ()),
        support=duties.get(DutyKind.SUPPORT, ()),
        hint=row.hint,
        source=row.source,
        guidance=row.guidance,
        computing=row.computing,
        direction=row.direction or Direction.AT_LEAST,
        unit=row.unit,
        part_label=row.part_label,
        whole_label=row.whole_label,
        reference=row.reference,
        group_kind=row.group_kind,
        group_thresholds=tuple(sorted((row.group_thresholds or {}).items())),
        may_not_apply=row.may_not_apply is not False,
        required_papers=tuple(row.required_papers or ()),
        appraisers=duties.get(DutyKind.APPRAISE, ()),
        predecessors=None if row.predecessors is None else tuple(row.predecessors),
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
                    level=definition.level,
                )
            )
    session.flush()
