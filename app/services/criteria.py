"""Criteria sets and roles as the book holds them: what other use cases read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.criteria import DutyKind, GroupKind, RoleLevel, SetLevel
from app.domain.measure import Direction, IndicatorStatus, Measure, Yardstick
from app.errors import NotFoundError
from app.i18n import _
from app.models.criteria import CriteriaSet, Criterion, Indicator, Responsibility
from app.models.people import Role

Groups = Mapping[GroupKind, str]
DutyCodes = dict[DutyKind, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SetRow:
    """Of the legal basis "" and None is what nobody has said yet; printed totals are checks, not totals."""

    uid: str
    code: str
    version: str
    title: str
    basis_number: str
    basis_date: date | None
    basis_issuer: str
    criteria_total: int | None
    indicators_total: int | None
    level: SetLevel = SetLevel.HAMLET
    field: str = ""
    prerequisite: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    follows: tuple[str, str] | None = None
    note: str = ""

    @property
    def short_title(self) -> str:
        """What tells the sets of one book apart in a chooser."""
        return self.field or self.title


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """`text` None: not known yet; `lead_code`, `support_codes` and `appraiser_codes` are the standing owners.

    `yardstick` holds for the groups it was read for; `group_kind` says by which group of the place the threshold
    differs, `group_known` whether that group is known.
    """

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
    appraiser_codes: tuple[str, ...] = ()
    other_lead_codes: tuple[str, ...] = ()
    guidance: str = ""
    computing: str = ""
    part_label: str = ""
    whole_label: str = ""
    reference: str = ""
    group_kind: GroupKind | None = None
    group_known: bool = True
    may_not_apply: bool = True


@dataclass(frozen=True, slots=True)
class RoleRow:
    uid: str
    code: str
    name: str
    level: RoleLevel = RoleLevel.COMMUNE


def criteria_sets(session: Session) -> list[SetRow]:
    rows = session.scalars(select(CriteriaSet).order_by(CriteriaSet.code, CriteriaSet.version))
    return [_set_row(row) for row in rows]


def criteria_set(session: Session, *, set_uid: str) -> SetRow:
    row = session.get(CriteriaSet, set_uid)
    if row is None:
        raise NotFoundError(_("Sổ chưa có bộ tiêu chí này. Hãy thêm bộ tiêu chí trước."))
    return _set_row(row)


def _set_row(row: CriteriaSet) -> SetRow:
    return SetRow(
        row.uid,
        row.code,
        row.version,
        row.title,
        row.basis_number or "",
        row.basis_date,
        row.basis_issuer or "",
        row.criteria_total,
        row.indicators_total,
        SetLevel(row.level),
        row.field or "",
        row.prerequisite,
        row.valid_from,
        row.valid_to,
        (row.follows_code, row.follows_version or "") if row.follows_code else None,
        row.note or "",
    )


def indicators(session: Session, *, set_uid: str, groups: Groups | None = None) -> list[IndicatorRow]:
    """The indicators of a set in the order of the decision, with the thresholds of a place in `groups`."""
    statement = (
        select(Indicator, Criterion)
        .join(Criterion, Criterion.uid == Indicator.criterion_uid)
        .where(Criterion.set_uid == set_uid)
        .order_by(Criterion.position, Indicator.position)
    )
    duties = duty_codes(session, set_uid=set_uid)
    return [
        _indicator_row(indicator, criterion, groups or {}, owners(duties, indicator.uid, criterion.uid))
        for indicator, criterion in session.execute(statement)
    ]


def duty_codes(session: Session, *, set_uid: str) -> dict[str, DutyCodes]:
    """Role codes by the uid of the criterion or indicator that names them itself."""
    of_set = select(Criterion.uid).where(Criterion.set_uid == set_uid)
    of_criteria = select(Indicator.uid).where(Indicator.criterion_uid.in_(of_set))
    statement = (
        select(Responsibility.criterion_uid, Responsibility.indicator_uid, Responsibility.kind, Role.code)
        .join(Role, Role.uid == Responsibility.role_uid)
        .where(Responsibility.criterion_uid.in_(of_set) | Responsibility.indicator_uid.in_(of_criteria))
        .order_by(Responsibility.position)
    )
    found: dict[str, DutyCodes] = {}
    for criterion_uid, indicator_uid, kind, code in session.execute(statement):
        codes = found.setdefault(indicator_uid or criterion_uid or "", {})
        codes[kind] = (*codes.get(kind, ()), code)
    return found


def owners(duties: Mapping[str, DutyCodes], indicator_uid: str, criterion_uid: str) -> DutyCodes:
    """A role named for the indicator wins over one named for its criterion (DOMAIN.md, assignment)."""
    return {**duties.get(criterion_uid, {}), **duties.get(indicator_uid, {})}


def resolved_threshold(
    base: str | None, kind: GroupKind | None, by_group: Mapping[str, str], groups: Groups
) -> str | None:
    """The threshold for a place; unknown while its group is, because another group's would be a guess."""
    return base if kind is None else by_group.get(groups.get(kind, ""))


def _indicator_row(
    indicator: Indicator, criterion: Criterion, groups: Groups, duties: DutyCodes
) -> IndicatorRow:
    leads = duties.get(DutyKind.LEAD, ())
    kind = indicator.group_kind
    return IndicatorRow(
        uid=indicator.uid,
        number=indicator.number,
        criterion_uid=criterion.uid,
        criterion_number=criterion.number,
        criterion_name=criterion.name,
        status=indicator.status,
        text=indicator.text,
        yardstick=Yardstick(
            None if indicator.measure is None else Measure(indicator.measure),
            resolved_threshold(indicator.threshold, kind, indicator.group_thresholds or {}, groups),
            tuple(indicator.scale),
            indicator.direction or Direction.AT_LEAST,
            indicator.unit or "",
            tuple(indicator.required_papers or ()),
        ),
        hint=indicator.hint,
        lead_code=leads[0] if leads else None,
        other_lead_codes=leads[1:],
        support_codes=duties.get(DutyKind.SUPPORT, ()),
        appraiser_codes=duties.get(DutyKind.APPRAISE, ()),
        guidance=indicator.guidance or "",
        computing=indicator.computing or "",
        part_label=indicator.part_label or "",
        whole_label=indicator.whole_label or "",
        reference=indicator.reference or "",
        group_kind=kind,
        group_known=kind is None or kind in groups,
        may_not_apply=indicator.may_not_apply is not False,
    )


def roles(session: Session, *, joined_too: bool = False) -> list[RoleRow]:
    """In the order of the plan, which officers know; `joined_too`: also those that were joined to others."""
    statement = select(Role).order_by(Role.position, Role.code)
    if not joined_too:
        statement = statement.where(Role.merged_into_uid.is_(None))
    return [role_row(row) for row in session.scalars(statement)]


def role_row(row: Role) -> RoleRow:
    return RoleRow(row.uid, row.code, row.name, row.level or RoleLevel.COMMUNE)


def role_uids(session: Session, codes: Iterable[str]) -> dict[str, str]:
    """Uid by code, of the codes the book knows; a role that was joined to another stands for that one."""
    wanted = set(codes)
    rows = session.execute(select(Role.code, Role.uid, Role.merged_into_uid)).all()
    joined = {uid: into for _code, uid, into in rows if into is not None}
    found = {}
    for code, role_uid, _into in rows:
        uid = role_uid
        while uid in joined:
            uid = joined[uid]
        if code in wanted:
            found[code] = uid
    return found
