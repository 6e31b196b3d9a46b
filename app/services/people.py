"""People of the commune and its hamlets: which role each holds from when to when, and who acts for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.criteria import RoleLevel
from app.domain.rights import Right
from app.domain.roles import Acting, Away, Holding, acting_on, covers, held_together, overlap
from app.domain.text import name_key, sort_key
from app.errors import InputError, NotFoundError, RefusedError
from app.i18n import _
from app.models.people import Absence, Person, Role, Tenure
from app.models.place import Place
from app.services import entry
from app.services.rights import require

FIELDS = frozenset({"name", "phone", "note"})
_NAME = 120  # characters, as the book keeps them
_PHONE = 40


@dataclass(frozen=True, slots=True)
class PersonRow:
    uid: str
    name: str
    phone: str
    note: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Who acts in a role on a day; `stands_for` is the name of whom they replace, "" for the holder himself."""

    role_uid: str
    hamlet_uid: str | None
    person_uid: str
    name: str
    stands_for: str = ""

    @property
    def replacement(self) -> bool:
        return bool(self.stands_for)


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """Both days included, `until_on` None: no end is known."""

    uid: str
    tenure_uid: str
    from_on: date
    until_on: date | None
    replaced_by_uid: str | None
    replaced_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class TenureRow:
    """`together` names who else holds the role on some of these days; `role_merged_into` as in RoleDetail."""

    uid: str
    person_uid: str
    person: str
    role_uid: str
    role: str
    role_merged_into: str
    hamlet_uid: str | None
    hamlet: str
    from_on: date | None
    until_on: date | None
    together: tuple[str, ...]
    absences: tuple[AbsenceRow, ...]

    def current(self, on: date) -> bool:
        return covers(self.from_on, self.until_on, on)

    def away(self, on: date) -> bool:
        return any(covers(row.from_on, row.until_on, on) for row in self.absences)


@dataclass(frozen=True, slots=True)
class Term:
    """What is said of a tenure; `hamlet_uid` for a role of the hamlets and only there."""

    person_uid: str
    role_uid: str
    from_on: date | None = None
    until_on: date | None = None
    hamlet_uid: str | None = None


@dataclass(frozen=True, slots=True)
class Leave:
    """What is said of an absence."""

    from_on: date
    until_on: date | None = None
    replaced_by_uid: str | None = None
    reason: str = ""


def people(session: Session) -> list[PersonRow]:
    """In Vietnamese order of the given name, the last word, as lists of people are kept."""
    rows = [
        PersonRow(row.uid, row.name, row.phone or "", row.note or "")
        for row in session.scalars(select(Person))
    ]
    return sorted(rows, key=lambda row: person_key(row.name))


def person_key(name: str) -> tuple[Any, Any]:
    return sort_key(name.rpartition(" ")[2]), sort_key(name)


def add(session: Session, *, name: str, phone: str = "", note: str = "") -> str:
    """Returns the uid. Two people may have one name: that is for whoever types it to see."""
    require(session, Right.CATALOGUE)
    person = Person(
        name=entry.required_line(name, limit=_NAME),
        phone=entry.line(phone, limit=_PHONE) or None,
        note=entry.paragraph(note) or None,
    )
    session.add(person)
    session.flush()
    return person.uid


def change(session: Session, *, person_uid: str, values: Mapping[str, str]) -> None:
    """Write some of FIELDS."""
    require(session, Right.CATALOGUE)
    unknown = set(values) - FIELDS
    if unknown:
        raise ValueError(f"no such fields: {sorted(unknown)}")
    person = _person(session, person_uid)
    if "name" in values:
        person.name = entry.required_line(values["name"], limit=_NAME)
    if "phone" in values:
        person.phone = entry.line(values["phone"], limit=_PHONE) or None
    if "note" in values:
        person.note = entry.paragraph(values["note"]) or None
    session.flush()


def remove(session: Session, *, person_uid: str) -> None:
    """Take out a person who holds and replaces nothing. Raises RefusedError."""
    require(session, Right.CATALOGUE)
    person = _person(session, person_uid)
    held = session.scalars(select(Tenure.uid).where(Tenure.person_uid == person.uid)).all()
    acting = session.scalars(select(Absence.uid).where(Absence.replaced_by_uid == person.uid)).all()
    if held or acting:
        raise RefusedError(
            _(
                "{name} còn {held} lượt giữ vai trò, {acting} lượt thay người khác. "
                "Hãy bỏ các lượt đó trước, hoặc ghi ngày thôi giữ."
            ).format(name=person.name, held=len(held), acting=len(acting))
        )
    session.delete(person)
    session.flush()


def same_name(session: Session, *, name: str) -> list[PersonRow]:
    """People of the book who are called so."""
    wanted = name_key(name)
    return [row for row in people(session) if name_key(row.name) == wanted]


def hold(session: Session, *, term: Term, new_person: str = "") -> str:
    """A person takes a role; others may hold it at the same time. Returns the uid of the tenure.

    `new_person`: the name of somebody who is entered with it; then the term names nobody.
    """
    require(session, Right.CATALOGUE)
    if new_person:
        term = replace(term, person_uid=add(session, name=new_person))
    _check_term(session, term, None)
    tenure = Tenure(**asdict(term))
    session.add(tenure)
    session.flush()
    return tenure.uid


def change_tenure(session: Session, *, tenure_uid: str, term: Term) -> None:
    require(session, Right.CATALOGUE)
    tenure = _tenure(session, tenure_uid)
    _check_term(session, term, tenure)
    tenure.person_uid, tenure.role_uid, tenure.hamlet_uid = term.person_uid, term.role_uid, term.hamlet_uid
    tenure.from_on, tenure.until_on = term.from_on, term.until_on
    for absence in session.scalars(select(Absence).where(Absence.tenure_uid == tenure.uid)):
        _check_within(tenure, Leave(absence.from_on, absence.until_on))
    session.flush()


def remove_tenure(session: Session, *, tenure_uid: str) -> None:
    """With its absences: it was entered by mistake. Who leaves gets an end day instead."""
    require(session, Right.CATALOGUE)
    tenure = _tenure(session, tenure_uid)
    for absence in session.scalars(select(Absence).where(Absence.tenure_uid == tenure.uid)):
        session.delete(absence)
    session.delete(tenure)
    session.flush()


def note_absence(session: Session, *, tenure_uid: str, leave: Leave) -> str:
    """Returns the uid. Raises InputError: outside the tenure, twice, or replaced by oneself."""
    require(session, Right.CATALOGUE)
    tenure = _tenure(session, tenure_uid)
    _check_leave(session, tenure, leave, None)
    absence = Absence(
        tenure_uid=tenure.uid,
        from_on=leave.from_on,
        until_on=leave.until_on,
        replaced_by_uid=leave.replaced_by_uid,
        reason=entry.line(leave.reason) or None,
    )
    session.add(absence)
    session.flush()
    return absence.uid


def change_absence(session: Session, *, absence_uid: str, leave: Leave) -> None:
    require(session, Right.CATALOGUE)
    absence = _absence(session, absence_uid)
    _check_leave(session, _tenure(session, absence.tenure_uid), leave, absence)
    absence.from_on, absence.until_on = leave.from_on, leave.until_on
    absence.replaced_by_uid, absence.reason = leave.replaced_by_uid, entry.line(leave.reason) or None
    session.flush()


def remove_absence(session: Session, *, absence_uid: str) -> None:
    require(session, Right.CATALOGUE)
    session.delete(_absence(session, absence_uid))
    session.flush()


def tenures(session: Session) -> list[TenureRow]:
    """Newest first, then by person."""
    statement = (
        select(Tenure, Person.name, Role, Place.name)
        .join(Person, Person.uid == Tenure.person_uid)
        .join(Role, Role.uid == Tenure.role_uid)
        .outerjoin(Place, Place.uid == Tenure.hamlet_uid)
    )
    rows = session.execute(statement).all()
    names = dict(session.execute(select(Person.uid, Person.name)).all())
    roles = dict(session.execute(select(Role.uid, Role.name)).all())
    together = held_together(_holding(row) for row, *_rest in rows)
    away = _absences_by_tenure(session, names)
    found = [
        TenureRow(
            row.uid,
            row.person_uid,
            person,
            row.role_uid,
            role.name,
            roles.get(role.merged_into_uid or "", ""),
            row.hamlet_uid,
            hamlet or "",
            row.from_on,
            row.until_on,
            tuple(names[uid] for uid in together.get(row.uid, ())),
            away.get(row.uid, ()),
        )
        for row, person, role, hamlet in rows
    ]
    found.sort(key=lambda row: person_key(row.person))
    return sorted(found, key=lambda row: row.from_on or date.min, reverse=True)


def _absences_by_tenure(session: Session, names: Mapping[str, str]) -> dict[str, tuple[AbsenceRow, ...]]:
    found: dict[str, tuple[AbsenceRow, ...]] = {}
    for row in session.scalars(select(Absence).order_by(Absence.from_on)):
        made = AbsenceRow(
            row.uid,
            row.tenure_uid,
            row.from_on,
            row.until_on,
            row.replaced_by_uid,
            names.get(row.replaced_by_uid or "", ""),
            row.reason or "",
        )
        found[row.tenure_uid] = (*found.get(row.tenure_uid, ()), made)
    return found


Posts = dict[tuple[str, str | None], tuple[Holder, ...]]


def holders(session: Session, *, on: date) -> Posts:
    """Who acts on a day, by (role uid, hamlet uid or None); who came last stands first."""
    names = dict(session.execute(select(Person.uid, Person.name)).all())
    if not names:
        return {}
    held = [_holding(row) for row in session.scalars(select(Tenure))]
    absences = [
        Away(row.tenure_uid, row.from_on, row.until_on, row.replaced_by_uid)
        for row in session.scalars(select(Absence).where(Absence.from_on <= on))
    ]
    found: Posts = {}
    for row in acting_on(held, absences, on):
        if row.person_uid is not None:
            key = (row.role_uid, row.hamlet_uid)
            found[key] = (*found.get(key, ()), _holder(row, row.person_uid, names))
    return found


def holder(session: Session, *, role_uid: str, on: date, hamlet_uid: str | None = None) -> Holder | None:
    """The person who acts on that day; None: nobody holds the role, or is away without a replacement."""
    return next(iter(holders(session, on=on).get((role_uid, hamlet_uid), ())), None)


def names_of(posts: Posts, role_uid: str, hamlet_uid: str | None = None) -> str:
    """ "Lò Thị Hoa, Cầm Văn Bun" for a role, of the hamlet where there is one of its own; "" for nobody."""
    found = posts.get((role_uid, hamlet_uid)) or posts.get((role_uid, None)) or ()
    return ", ".join(dict.fromkeys(row.name for row in found))


def _holder(row: Acting, person_uid: str, names: Mapping[str, str]) -> Holder:
    stands_for = names[row.stands_for_uid] if row.stands_for_uid else ""
    return Holder(row.role_uid, row.hamlet_uid, person_uid, names[person_uid], stands_for)


def _holding(row: Tenure) -> Holding:
    return Holding(row.uid, row.person_uid, row.role_uid, row.hamlet_uid, row.from_on, row.until_on)


def _check_term(session: Session, term: Term, tenure: Tenure | None) -> None:
    if session.get(Person, term.person_uid) is None:
        raise InputError(_("Hãy chọn người."), field="person_uid")
    role = session.get(Role, term.role_uid)
    if role is None:
        raise InputError(_("Hãy chọn vai trò."), field="role_uid")
    of_hamlet = role.level is RoleLevel.HAMLET
    if of_hamlet and term.hamlet_uid is None:
        raise InputError(_("Vai trò này ở từng bản. Hãy chọn bản."), field="hamlet_uid")
    if not of_hamlet and term.hamlet_uid is not None:
        raise InputError(_("Vai trò này của xã. Hãy bỏ chọn bản."), field="hamlet_uid")
    if term.from_on and term.until_on and term.until_on < term.from_on:
        raise InputError(_("Ngày thôi giữ trước ngày bắt đầu. Hãy sửa một trong hai ngày."), field="until_on")
    same = select(Tenure).where(
        Tenure.person_uid == term.person_uid,
        Tenure.role_uid == term.role_uid,
        Tenure.hamlet_uid.is_(None) if term.hamlet_uid is None else Tenure.hamlet_uid == term.hamlet_uid,
    )
    for other in session.scalars(same):
        if other is not tenure and overlap((term.from_on, term.until_on), (other.from_on, other.until_on)):
            raise InputError(
                _("Người này đã giữ vai trò này trong thời gian đó. Hãy sửa dòng đã có."), field="from_on"
            )


def _check_leave(session: Session, tenure: Tenure, leave: Leave, absence: Absence | None) -> None:
    if leave.until_on is not None and leave.until_on < leave.from_on:
        raise InputError(_("Ngày về trước ngày đi. Hãy sửa một trong hai ngày."), field="until_on")
    _check_within(tenure, leave)
    if leave.replaced_by_uid == tenure.person_uid:
        raise InputError(_("Người thay phải là người khác."), field="replaced_by_uid")
    for other in session.scalars(select(Absence).where(Absence.tenure_uid == tenure.uid)):
        if other is not absence and overlap((leave.from_on, leave.until_on), (other.from_on, other.until_on)):
            raise InputError(_("Những ngày này đã ghi vắng. Hãy sửa dòng đã có."), field="from_on")


def _check_within(tenure: Tenure, leave: Leave) -> None:
    starts = covers(tenure.from_on, tenure.until_on, leave.from_on)
    ends = leave.until_on is None or covers(tenure.from_on, tenure.until_on, leave.until_on)
    if not (starts and ends):
        raise InputError(
            _("Có ngày vắng nằm ngoài thời gian giữ vai trò. Hãy sửa lại ngày."), field="from_on"
        )


def _person(session: Session, uid: str) -> Person:
    row = session.get(Person, uid)
    if row is None:
        raise NotFoundError(_("Người này không còn trong sổ. Hãy xem lại danh sách."))
    return row


def _tenure(session: Session, uid: str) -> Tenure:
    row = session.get(Tenure, uid)
    if row is None:
        raise NotFoundError(_("Dòng giữ vai trò này không còn trong sổ. Hãy xem lại danh sách."))
    return row


def _absence(session: Session, uid: str) -> Absence:
    row = session.get(Absence, uid)
    if row is None:
        raise NotFoundError(_("Dòng vắng mặt này không còn trong sổ. Hãy xem lại danh sách."))
    return row
