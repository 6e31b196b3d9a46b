"""The responsibility table of a set: which role leads, supports and appraises each indicator, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.domain.criteria import DutyKind
from app.domain.rights import Right
from app.errors import InputError
from app.i18n import _
from app.services import criteria, people, set_entry
from app.services.criteria import DutyCodes, IndicatorRow, RoleRow, SetRow
from app.services.rights import require

Change = Callable[[tuple[str, ...]], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class DutyTarget:
    """A criterion, or one of its indicators."""

    criterion_uid: str
    indicator_uid: str | None = None

    @property
    def uid(self) -> str:
        return self.indicator_uid or self.criterion_uid


@dataclass(frozen=True, slots=True)
class Named:
    """The roles of one kind for one row; `inherited`: named for its criterion, not for itself."""

    roles: tuple[RoleRow, ...] = ()
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A criterion's own row, or an indicator with what counts for it. `holder`: who acts as its first lead.

    `hint` helps to recognise an indicator without text.
    """

    target: DutyTarget
    number: str
    text: str | None
    criterion_number: str
    lead: Named
    support: Named
    appraise: Named
    holder: str = ""
    hint: str = ""

    @property
    def of_criterion(self) -> bool:
        return self.target.indicator_uid is None

    @property
    def no_lead(self) -> bool:
        return not self.of_criterion and not self.lead.roles

    @property
    def several_leads(self) -> bool:
        return not self.of_criterion and len(self.lead.roles) > 1

    @property
    def no_appraiser(self) -> bool:
        return not self.of_criterion and not self.appraise.roles

    def named(self, kind: DutyKind) -> Named:
        return {
            DutyKind.LEAD: self.lead,
            DutyKind.SUPPORT: self.support,
            DutyKind.APPRAISE: self.appraise,
        }[kind]


@dataclass(frozen=True, slots=True)
class RoleLoad:
    """A role with who acts in it today, and for how many indicators of the set it does what."""

    role: RoleRow
    holder: str
    counts: Mapping[DutyKind, int]


@dataclass(frozen=True, slots=True)
class DutyTable:
    """Rows in the order of the decision, each criterion above its indicators; the counts are of indicators."""

    set: SetRow
    rows: tuple[DutyRow, ...]
    roles: tuple[RoleLoad, ...]

    @property
    def without_lead(self) -> int:
        return sum(row.no_lead for row in self.rows)

    @property
    def with_several_leads(self) -> int:
        return sum(row.several_leads for row in self.rows)

    @property
    def without_appraiser(self) -> int:
        return sum(row.no_appraiser for row in self.rows)


def table(session: Session, *, set_uid: str, on: date) -> DutyTable:
    """Raises NotFoundError."""
    found = criteria.criteria_set(session, set_uid=set_uid)
    indicators = criteria.indicators(session, set_uid=set_uid)
    roles = criteria.roles(session)
    posts = people.holders(session, on=on)
    shown = _Table(roles, criteria.duty_codes(session, set_uid=set_uid), posts)
    rows = tuple(shown.rows(indicators))
    loads = [RoleLoad(role, people.names_of(posts, role.uid), _counts(rows, role)) for role in roles]
    return DutyTable(found, rows, tuple(loads))


class _Table:
    """Turns codes into rows of names."""

    def __init__(
        self, roles: Iterable[RoleRow], duties: Mapping[str, DutyCodes], posts: people.Posts
    ) -> None:
        self._roles = {role.code: role for role in roles}
        self._duties = duties
        self._posts = posts

    def rows(self, indicators: Iterable[IndicatorRow]) -> Iterable[DutyRow]:
        shown: set[str] = set()
        for row in indicators:
            if row.criterion_uid not in shown:
                shown.add(row.criterion_uid)
                yield self._row(
                    DutyTarget(row.criterion_uid),
                    row.criterion_number,
                    row.criterion_name,
                    row.criterion_number,
                )
            target = DutyTarget(row.criterion_uid, row.uid)
            yield self._row(target, row.number, row.text, row.criterion_number, row.hint or "")

    def _row(
        self, target: DutyTarget, number: str, text: str | None, criterion: str, hint: str = ""
    ) -> DutyRow:
        lead = self._named(target, DutyKind.LEAD)
        return DutyRow(
            target,
            number,
            text,
            criterion,
            lead,
            self._named(target, DutyKind.SUPPORT),
            self._named(target, DutyKind.APPRAISE),
            people.names_of(self._posts, lead.roles[0].uid) if lead.roles else "",
            hint,
        )

    def _named(self, target: DutyTarget, kind: DutyKind) -> Named:
        own = self._duties.get(target.uid, {}).get(kind, ())
        codes = criteria.owners(self._duties, target.uid, target.criterion_uid).get(kind, ())
        roles = tuple(self._roles[code] for code in codes if code in self._roles)
        return Named(roles, inherited=bool(codes) and not own)


def _counts(rows: Iterable[DutyRow], role: RoleRow) -> dict[DutyKind, int]:
    indicators = [row for row in rows if not row.of_criterion]
    return {kind: sum(role in row.named(kind).roles for row in indicators) for kind in DutyKind}


def give(
    session: Session, *, set_uid: str, targets: Sequence[DutyTarget], role_uid: str, duty: DutyKind
) -> None:
    """Add a role to all targets; an indicator that went by its criterion keeps those roles beside it."""
    require(session, Right.CATALOGUE)
    role = _role(session, role_uid)
    _write(session, set_uid, targets, {duty: lambda there: (*there, role.code)})


def take(
    session: Session, *, set_uid: str, targets: Sequence[DutyTarget], role_uid: str, duty: DutyKind
) -> None:
    """Take a role from all targets. Raises InputError where it counts for the criterion, not for the indicator."""
    require(session, Right.CATALOGUE)
    role = _role(session, role_uid)
    duties = criteria.duty_codes(session, set_uid=set_uid)
    if all(_only_by_criterion(duties, target, targets, duty, role.code) for target in targets):
        raise InputError(
            _("“{role}” được ghi ở tiêu chí, không phải ở chỉ tiêu. Hãy bỏ ở dòng tiêu chí.").format(
                role=role.name
            )
        )
    _write(
        session, set_uid, targets, {duty: lambda there: tuple(code for code in there if code != role.code)}
    )


def _only_by_criterion(
    duties: Mapping[str, DutyCodes],
    target: DutyTarget,
    targets: Sequence[DutyTarget],
    kind: DutyKind,
    code: str,
) -> bool:
    """Taking the role from this indicator changes nothing: its criterion names that role alone."""
    if target.indicator_uid is None or duties.get(target.uid, {}).get(kind):
        return False
    whole = duties.get(target.criterion_uid, {}).get(kind, ())
    return whole == (code,) and DutyTarget(target.criterion_uid) not in targets


def set_roles(
    session: Session,
    *,
    set_uid: str,
    targets: Sequence[DutyTarget],
    roles: Mapping[DutyKind, Sequence[str]],
) -> None:
    """Make these roles (by uid) those of all targets, for the kinds named; none: as the criterion says."""
    require(session, Right.CATALOGUE)
    codes = {kind: tuple(_role(session, uid).code for uid in uids) for kind, uids in roles.items()}
    _write(session, set_uid, targets, {kind: _always(named) for kind, named in codes.items()})


def follow_criterion(session: Session, *, set_uid: str, targets: Sequence[DutyTarget]) -> int:
    """Let indicators go by their criterion again; returns how many named somebody themselves."""
    require(session, Right.CATALOGUE)
    duties = criteria.duty_codes(session, set_uid=set_uid)
    own = [row for row in targets if row.indicator_uid is not None and duties.get(row.indicator_uid)]
    _write(session, set_uid, own, {kind: _always(()) for kind in DutyKind})
    return len(own)


def _always(codes: tuple[str, ...]) -> Change:
    return lambda _there: codes


def _write(
    session: Session, set_uid: str, targets: Sequence[DutyTarget], changes: Mapping[DutyKind, Change]
) -> None:
    """`changes` turn what counts now into what the target names; what its criterion says anyway is not repeated."""
    duties = criteria.duty_codes(session, set_uid=set_uid)
    criteria_first = sorted(targets, key=lambda target: target.indicator_uid is not None)
    for target in criteria_first:
        own = duties.setdefault(target.uid, {})
        before = criteria.owners(duties, target.uid, target.criterion_uid)
        wanted: DutyCodes = {}
        for kind, change in changes.items():
            codes = tuple(dict.fromkeys(change(before.get(kind, ()))))
            by_criterion = duties.get(target.criterion_uid, {}).get(kind, ())
            wanted[kind] = () if target.indicator_uid is not None and codes == by_criterion else codes
        set_entry.set_duties(
            session,
            wanted,
            criterion_uid=target.criterion_uid if target.indicator_uid is None else None,
            indicator_uid=target.indicator_uid,
        )
        for kind, codes in wanted.items():
            own.pop(kind, None)
            if codes:
                own[kind] = codes
    session.flush()


def _role(session: Session, uid: str) -> RoleRow:
    found = next((role for role in criteria.roles(session) if role.uid == uid), None)
    if found is None:
        raise InputError(_("Hãy chọn vai trò đang dùng."), field="role_uid")
    return found
