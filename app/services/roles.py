"""Roles are the commune's own: named, ordered and joined freely, without touching a criteria set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.criteria import DutyKind, RoleLevel
from app.domain.rights import Right
from app.domain.roles import code_from_name
from app.domain.text import name_key
from app.domain.work import WorkProgress
from app.errors import InputError, NotFoundError, RefusedError
from app.i18n import _
from app.models.account import Account
from app.models.criteria import Responsibility
from app.models.people import Absence, Role, Tenure
from app.models.plan import Assignment, Plan
from app.services import entry
from app.services.rights import require

FIELDS = frozenset({"name", "code", "variants", "level"})
_NAME = 300  # characters, as the book keeps them
_CODE = 32


@dataclass(frozen=True, slots=True)
class RoleDetail:
    """`merged_into`: name of the role that took its work over, "" for a living one.

    `duties` counts the criteria and indicators that name it, of all sets; `orders` those of plans.
    """

    uid: str
    code: str
    name: str
    level: RoleLevel
    variants: tuple[str, ...]
    source: str
    merged_into: str
    duties: int
    orders: int

    @property
    def living(self) -> bool:
        return not self.merged_into


def role_details(session: Session) -> list[RoleDetail]:
    """In the order of the plan; roles that were joined to others come last."""
    rows = list(session.scalars(select(Role).order_by(Role.position, Role.code)))
    names = {row.uid: row.name for row in rows}
    duties = _counted(session, Responsibility)
    orders = _counted(session, Assignment)
    found = [
        RoleDetail(
            row.uid,
            row.code,
            row.name,
            row.level or RoleLevel.COMMUNE,
            tuple(row.variants),
            row.source or "",
            names.get(row.merged_into_uid or "", ""),
            duties.get(row.uid, 0),
            orders.get(row.uid, 0),
        )
        for row in rows
    ]
    return sorted(found, key=lambda role: not role.living)


def _counted(session: Session, model: type[Responsibility | Assignment]) -> dict[str, int]:
    column = model.lead_uid if issubclass(model, Assignment) else model.role_uid
    return dict(session.execute(select(column, func.count()).group_by(column)).all())


def add(
    session: Session,
    *,
    name: str,
    code: str = "",
    level: RoleLevel = RoleLevel.COMMUNE,
    variants: tuple[str, ...] = (),
) -> str:
    """A new role at the end of the list; without a code it gets one from its name. Returns its uid."""
    require(session, Right.CATALOGUE)
    everything = list(session.scalars(select(Role)))
    role = Role(
        code="",
        name=_name(everything, None, name),
        variants=_variants(variants),
        source=None,
        position=max((row.position for row in everything), default=0) + 1,
        level=level,
        merged_into_uid=None,
    )
    role.code = _code(everything, None, code) or code_from_name(role.name, {row.code for row in everything})
    session.add(role)
    session.flush()
    return role.uid


def change(session: Session, *, role_uid: str, values: Mapping[str, Any]) -> None:
    """Write some of FIELDS; duties, orders and tenures follow by themselves. Raises InputError."""
    require(session, Right.CATALOGUE)
    unknown = set(values) - FIELDS
    if unknown:
        raise ValueError(f"no such fields: {sorted(unknown)}")
    role = _get(session, role_uid)
    everything = list(session.scalars(select(Role)))
    if "name" in values:
        role.name = _name(everything, role, values["name"])
    if "code" in values:
        code = _code(everything, role, values["code"])
        others = {row.code for row in everything if row is not role}
        role.code = code or code_from_name(role.name, others)
    if "variants" in values:
        role.variants = _variants(values["variants"])
    if "level" in values and values["level"] is not (role.level or RoleLevel.COMMUNE):
        _refuse_held(session, role)
        role.level = values["level"]
    session.flush()


def move(session: Session, *, role_uid: str, step: int) -> None:
    """Up (-1) or down (+1) among the living roles; at the end of the list nothing happens."""
    require(session, Right.CATALOGUE)
    role = _get(session, role_uid)
    living = list(
        session.scalars(select(Role).where(Role.merged_into_uid.is_(None)).order_by(Role.position, Role.code))
    )
    if role not in living:
        return
    at = living.index(role)
    to = min(max(0, at + step), len(living) - 1)
    living.insert(to, living.pop(at))
    for position, row in enumerate(living, start=1):
        row.position = position
    session.flush()


def join(session: Session, *, role_uid: str, into_uid: str, on: date, people_follow: bool = False) -> None:
    """From `on` the work of a role is another's: its duties and the open orders of that year's plan and later.

    Who signs in for it then works for the other. The role itself stays for the past. `people_follow`: who holds it
    then holds the other from `on`.
    Raises InputError for a role with itself, one that was joined before, or one of another level.
    """
    require(session, Right.CATALOGUE)
    role, into = _get(session, role_uid), _get(session, into_uid)
    _check_join(role, into)
    role.merged_into_uid = into.uid
    _hand_over_duties(session, role, into)
    statement = (
        select(Assignment)
        .join(Plan, Plan.uid == Assignment.plan_uid)
        .where(Assignment.lead_uid == role.uid, Plan.year >= on.year)
    )
    for order in session.scalars(statement):
        if order.progress is not WorkProgress.DONE:
            order.lead_uid = into.uid
            order.lead_wording = None  # the plan's words named the one before
    for account in session.scalars(select(Account).where(Account.role_uid == role.uid)):
        account.role_uid = into.uid
    if people_follow:
        _hand_over_people(session, role, into, on)
    session.flush()


def _check_join(role: Role, into: Role) -> None:
    if role is into:
        raise InputError(_("Hãy chọn một vai trò khác để gộp vào."), field="into_uid")
    for row, field in ((role, None), (into, "into_uid")):
        if row.merged_into_uid is not None:
            raise InputError(
                _("“{name}” đã gộp vào vai trò khác. Hãy chọn vai trò đang dùng.").format(name=row.name),
                field=field,
            )
    if (role.level or RoleLevel.COMMUNE) is not (into.level or RoleLevel.COMMUNE):
        raise InputError(
            _("Một vai trò của xã, một vai trò của bản. Hãy chọn vai trò cùng cấp."), field="into_uid"
        )


def _hand_over_duties(session: Session, role: Role, into: Role) -> None:
    """No duty comes to stand twice, and nobody supports what they lead themselves."""
    rows = list(
        session.scalars(select(Responsibility).where(Responsibility.role_uid.in_([role.uid, into.uid])))
    )
    there = {_place_and_kind(row): row for row in rows if row.role_uid == into.uid}
    for row in rows:
        if row.role_uid != role.uid:
            continue
        if _place_and_kind(row) in there:
            session.delete(row)
        else:
            row.role_uid = into.uid
            there[_place_and_kind(row)] = row
    for place, row in there.items():
        if place[2] is DutyKind.SUPPORT and (*place[:2], DutyKind.LEAD) in there:
            session.delete(row)


def _place_and_kind(row: Responsibility) -> tuple[str | None, str | None, DutyKind]:
    return row.criterion_uid, row.indicator_uid, row.kind


def _hand_over_people(session: Session, role: Role, into: Role, on: date) -> None:
    for tenure in list(session.scalars(select(Tenure).where(Tenure.role_uid == role.uid))):
        if tenure.until_on is not None and tenure.until_on < on:
            continue
        if tenure.from_on is not None and tenure.from_on >= on:
            tenure.role_uid = into.uid
            continue
        later = Tenure(
            person_uid=tenure.person_uid,
            role_uid=into.uid,
            hamlet_uid=tenure.hamlet_uid,
            from_on=on,
            until_on=tenure.until_on,
        )
        tenure.until_on = on - timedelta(days=1)
        session.add(later)
        _split_absences(session, tenure, later, on)


def _split_absences(session: Session, before: Tenure, later: Tenure, on: date) -> None:
    for absence in list(session.scalars(select(Absence).where(Absence.tenure_uid == before.uid))):
        if absence.until_on is not None and absence.until_on < on:
            continue
        if absence.from_on >= on:
            absence.tenure_uid = later.uid
            continue
        session.add(
            Absence(
                tenure_uid=later.uid,
                from_on=on,
                until_on=absence.until_on,
                replaced_by_uid=absence.replaced_by_uid,
                reason=absence.reason,
            )
        )
        absence.until_on = on - timedelta(days=1)


def remove(session: Session, *, role_uid: str) -> None:
    """Take a role away that nothing refers to. Raises RefusedError, which says what does."""
    require(session, Right.CATALOGUE)
    role = _get(session, role_uid)
    uses = (
        (_("{n} trách nhiệm trong bộ tiêu chí"), _count(session, Responsibility.role_uid, role.uid)),
        (_("{n} việc đã giao"), _count(session, Assignment.lead_uid, role.uid)),
        (_("{n} lượt người giữ"), _count(session, Tenure.role_uid, role.uid)),
        (_("{n} vai trò đã gộp vào"), _count(session, Role.merged_into_uid, role.uid)),
        (_("{n} tài khoản"), _count(session, Account.role_uid, role.uid)),
    )
    said = [words.format(n=count) for words, count in uses if count]
    if said:
        raise RefusedError(
            _("“{name}” còn {uses}. Hãy gộp vào vai trò khác, hoặc gỡ các mục đó trước.").format(
                name=role.name, uses=", ".join(said)
            )
        )
    session.delete(role)
    session.flush()


def _count(session: Session, column: Any, uid: str) -> int:
    return session.scalar(select(func.count()).where(column == uid)) or 0


def _get(session: Session, uid: str) -> Role:
    row = session.get(Role, uid)
    if row is None:
        raise NotFoundError(_("Vai trò này không còn trong sổ. Hãy xem lại danh sách."))
    return row


def _name(everything: list[Role], role: Role | None, typed: str) -> str:
    name = entry.required_line(typed, limit=_NAME)
    living = [row for row in everything if row is not role and row.merged_into_uid is None]
    if any(name_key(row.name) == name_key(name) for row in living):
        raise InputError(_("Đã có vai trò “{name}”. Hãy đặt tên khác.").format(name=name), field="name")
    return name


def _code(everything: list[Role], role: Role | None, typed: str) -> str:
    """ "" where none was typed."""
    code = entry.line(typed, limit=_CODE)
    if any(not (letter.isalnum() or letter in "_-.") for letter in code):
        raise InputError(_("Mã chỉ gồm chữ, số và các dấu . - _. Hãy bỏ dấu cách."), field="code")
    others = {row.code.casefold() for row in everything if row is not role}
    if code.casefold() in others:
        raise InputError(_("Mã “{code}” đã dùng. Hãy chọn mã khác.").format(code=code), field="code")
    return code


def _variants(typed: Any) -> list[str]:
    lines = [entry.line(text, limit=_NAME) for text in typed]
    return list(dict.fromkeys(line for line in lines if line))


def _refuse_held(session: Session, role: Role) -> None:
    if _count(session, Tenure.role_uid, role.uid):
        raise InputError(
            _("Vai trò đang ghi người giữ. Hãy bỏ những người đó trước khi đổi cấp."), field="level"
        )
